import { type KeyValue, openKeyValue } from './key-value.ts';

/** Text that was typed but not yet submitted, so that a reload does not lose it. It never enters the log. */
export function openScratch(logName: string): KeyValue {
  return openKeyValue(`${logName}-scratch`);
}
