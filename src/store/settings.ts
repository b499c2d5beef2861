import { type KeyValue, openKeyValue } from './key-value.ts';

/** What belongs to this device and not to the plans: theme, models, keys that the person asked to be remembered. */
export function openSettings(logName: string): KeyValue {
  return openKeyValue(`${logName}-settings`);
}
