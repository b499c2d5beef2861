import { ok, type Result } from '#kit/result.ts';
import type { WriteFailure } from './event-log.ts';
import { newestGeneration, openMirrorFolder } from './keeper/mirror-folder.ts';
import { type DatabaseOpenFailure, type LogDatabase, openLogDatabase } from './log-database.ts';
import { read, run, withoutAbort } from './transactions.ts';
import { toUnknowns } from './unknown-values.ts';

/** Bytes, as near as can be told without the browser's own bookkeeping. */
export interface Space {
  /** Kept states, which spare folding from the start and are made again when they are missing. */
  readonly remade: number;
  /** What was set aside when the person chose how to go on after a loss: old rows, and copies of before. */
  readonly aside: number;
  /** The copy outside the database. It goes on being kept. */
  readonly copy: number;
}

export type SpaceFailure = DatabaseOpenFailure | WriteFailure;

/** What a log takes beside its commits and blobs. */
export async function measureSpace(logName: string): Promise<Result<Space, SpaceFailure>> {
  const [inDatabase, inFiles] = [await withDatabase(logName, measureTables), await measureFiles(logName)];
  if (!inDatabase.ok) return inDatabase;
  const { remade, aside } = inDatabase.value;
  return ok({ remade, aside: aside + inFiles.aside, copy: inFiles.copy });
}

/** Lets go of it. Nothing of the log is in either; the browser gives the room back in its own time. */
export async function freeSpace(logName: string, what: 'remade' | 'aside'): Promise<Result<void, SpaceFailure>> {
  const table = what === 'remade' ? 'snapshots' : 'aside';
  const cleared = await withDatabase(logName, async (database) =>
    withoutAbort(
      await run(database, [table], 'readwrite', 'relaxed', (transaction) => {
        transaction.objectStore(table).clear();
        return () => undefined;
      }),
    ),
  );
  if (!cleared.ok || what === 'remade') return cleared;
  const folder = await openMirrorFolder(logName);
  const names = (await folder?.list()) ?? [];
  const kept = newestGeneration(names);
  // One that a frozen tab holds open stays until the next time.
  for (const name of names) if (!kept.includes(name)) await folder?.remove(name);
  return ok(undefined);
}

async function withDatabase<T>(
  name: string,
  work: (database: LogDatabase) => Promise<Result<T, SpaceFailure>>,
): Promise<Result<T, SpaceFailure>> {
  const opened = await openLogDatabase({ name });
  if (!opened.ok) return opened;
  const done = await work(opened.value);
  opened.value.close();
  return done;
}

function measureTables(database: LogDatabase): Promise<Result<{ remade: number; aside: number }, SpaceFailure>> {
  return read(database, ['snapshots', 'aside'], (transaction) => {
    const sizes = { snapshots: 0, aside: 0 };
    for (const name of ['snapshots', 'aside'] as const) {
      const request = transaction.objectStore(name).openCursor();
      request.onsuccess = () => {
        const cursor = request.result;
        if (cursor === null) return;
        sizes[name] += sizeOf(toUnknowns([cursor.value])[0]);
        cursor.continue();
      };
    }
    return () => ({ remade: sizes.snapshots, aside: sizes.aside });
  });
}

async function measureFiles(logName: string): Promise<{ aside: number; copy: number }> {
  const folder = await openMirrorFolder(logName);
  const sizes = { aside: 0, copy: 0 };
  if (folder === null) return sizes;
  const names = await folder.list();
  const kept = newestGeneration(names);
  for (const name of names) {
    const { size } = await folder.read(name);
    sizes[kept.includes(name) ? 'copy' : 'aside'] += size;
  }
  return sizes;
}

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value !== 'object' || value === null) return 8;
  return Object.values(value).reduce((total: number, member) => total + sizeOf(member), 0);
}
