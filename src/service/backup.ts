import * as v from 'valibot';

/** When everything was last written to a file, and how many events that were. Kept in the setting `lastBackup`. */
export interface Backup {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly events: number;
}

export function writeBackup(backup: Backup): string {
  return JSON.stringify(backup);
}

/** null: never, or written by code that this is too old to understand. */
export function readBackup(text: string | null): Backup | null {
  if (text === null) return null;
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), backupSchema), text);
  return parsed.success ? parsed.output : null;
}

const backupSchema = v.object({ at: v.number(), events: v.number() });
