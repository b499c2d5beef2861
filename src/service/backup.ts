import * as v from 'valibot';
import type { Backup } from './contract.ts';

/** As the setting `lastBackup` keeps it. */
export function writeBackup(backup: Backup): string {
  return JSON.stringify(backup);
}

/** null: never, or written by code that this is too old to understand. */
export function readBackup(text: string | null): Backup | null {
  if (text === null) return null;
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), backupSchema), text);
  return parsed.success ? parsed.output : null;
}

const placeSchema = v.object({ type: v.picklist(['folder', 'file', 'download']), name: v.string() });
// The first version did not say where.
const backupSchema = v.object({ at: v.number(), events: v.number(), place: v.optional(v.nullable(placeSchema), null) });
