import type { Result } from '#kit/result.ts';
import { createAnnouncer } from './announce.ts';
import { openChecksum } from './checksum.ts';
import type { EventLog, ReadFailure } from './event-log.ts';
import { createIndexedDbRows } from './indexeddb-rows.ts';
import { type DatabaseOpenFailure, type OpenDatabaseOptions, openLogDatabase } from './log-database.ts';
import { type LogPorts, newDeviceId, openStoredLog } from './stored-log.ts';

export interface DexieLogOptions extends OpenDatabaseOptions, Pick<LogPorts, 'now' | 'random' | 'copy'> {}

/**
 * Each failure means that nothing was opened or changed:
 * `OpenBlocked`: another tab holds an older version; settles within two seconds of being blocked. Close it, try again.
 * `NewerSchema`: newer code has made this database; reload.
 * `StorageMissing`: no IndexedDB here; open a volatile log and say so.
 * `LogDamaged`: a row is not what was written; it is named, nothing is deleted.
 */
export type OpenLogFailure = DatabaseOpenFailure | ReadFailure;

/** The log on this device's disk. Any number of tabs may open it under one name, and all of them may write. */
export async function openDexieLog(options: DexieLogOptions): Promise<Result<EventLog, OpenLogFailure>> {
  const [database, checksum] = await Promise.all([openLogDatabase(options), openChecksum()]);
  if (!database.ok) return database;
  const rows = createIndexedDbRows(database.value, () => newDeviceId(options.random));
  const announcer = createAnnouncer(options.name);
  const { now, random, copy } = options;
  const log = await openStoredLog(rows, { now, random, announcer, checksum, ...(copy === undefined ? {} : { copy }) });
  if (!log.ok) {
    announcer.close();
    await rows.close();
  }
  return log;
}
