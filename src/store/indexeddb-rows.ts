import { err, ok, type Result } from '#kit/result.ts';
import type { FenceMoved, WriteFailure } from './event-log.ts';
import { type Fence, fenceKey, fenceMoved, isFence } from './fence.ts';
import { blobStores, getBlob, getSnapshot, holds, keepBlob, putBlob, putSnapshot } from './indexeddb-blobs.ts';
import { allValues, oneValue } from './indexeddb-values.ts';
import type { LogDatabase } from './log-database.ts';
import type { Loaded, Picked, RowStore, RowWrite, StoreEnd, StoreFailure } from './row-store.ts';
import { storeSchema } from './store-schema.ts';
import { read, run, withoutAbort, withoutQuota } from './transactions.ts';
import { hasMembers, toUnknowns } from './unknown-values.ts';

/*
 * Rows in IndexedDB, on the browser's own handle: Dexie's transactions cost a single append more than twice its time
 * (measured), and its tables may open a database again at a newer version.
 *
 *   rows       1, 2, 3, …         the groups of commits
 *              'fence/<s>/<e>'    one record whose key says which schema and writer epoch the store is at, and whose
 *                                 value names this log's device
 *   segments   1, 2, 3, …         heads of sealed segments
 *   bodies     <sha-256>          what is in them
 *   blobs      <sha-256>          media type, name, size
 *   chunks     [<sha-256>, n]     60 kB each
 *   snapshots  [stream, fold, sequence]
 *   derived    <name>             what can be made again from the log
 *   aside      1, 2, 3, …         what a restore has replaced
 *   meta       'leader'           the count of leaderships
 *
 * Numbers sort before strings in IndexedDB, so the keys from row n upward are: n, everything newer, the fence. One
 * request for keys, sent along before the new rows, thus tells a writer both whether it was the first after n and whether
 * it still may write. Two stores and two requests made a single append a fifth slower (measured).
 */

export function createIndexedDbRows(database: LogDatabase, newDevice: () => string): RowStore {
  // Known from the first reading on: whoever moves it makes what this tab has in memory wrong.
  const fence: Fence = { key: undefined };
  return {
    medium: 'disk',
    load: (after, limit) => load(database, fence, newDevice, after, limit),
    loadNewest: (after) => loadNewest(database, fence, after),
    pick: (rows, bodies) => pick(database, rows, bodies),
    write: (write) => writeRows(database, fence, write),
    putBodies: async (bodies) => (await segments()).keepBodies(database, bodies),
    seal: async (write) => (await segments()).seal(database, fence, write),
    sweepBodies: async () => (await segments()).sweepBodies(database),
    readAll: async () => (await segments()).readAll(database),
    replace: async (rows, blobs, device) => (await segments()).replaceRows(database, fence, rows, blobs, device),
    flush: () => flush(database, fence),
    holds: (hashes) => holds(database, hashes),
    putBlob: (blob) => keepBlob(database, blob),
    getBlob: (hash) => getBlob(database, hash),
    putSnapshot: (snapshot) => putSnapshot(database, snapshot),
    getSnapshot: (stream, fold) => getSnapshot(database, stream, fold),
    readDerived: async (prefix) => (await derived()).readDerived(database, prefix),
    writeDerived: async (write) => (await derived()).writeDerived(database, write),
    claimEpoch: async () => (await derived()).claimEpoch(database),
    async close() {
      database.close();
    },
  };
}

// What opening, appending and reading do without.
const segments = () => import('./indexeddb-segments.ts');
const derived = () => import('./indexeddb-derived.ts');

const rowStores = ['rows'];

async function load(
  database: LogDatabase,
  fence: Fence,
  newDevice: () => string,
  after: StoreEnd,
  limit: number,
): Promise<Result<Loaded, StoreFailure>> {
  const loaded = await read(database, ['rows', 'segments'], (transaction) => {
    const rows = transaction.objectStore('rows');
    const found = allValues(rows, IDBKeyRange.bound(after.row + 1, Number.POSITIVE_INFINITY), { limit });
    const fences = rows.getAll(IDBKeyRange.lowerBound(''));
    const heads = allValues(transaction.objectStore('segments'), IDBKeyRange.lowerBound(after.segment, true));
    return () => ({
      rows: found(),
      fences: toUnknowns(fences.result),
      heads: heads(),
    });
  });
  if (!loaded.ok) return loaded;
  const { rows, heads, fences } = loaded.value;
  const found = fences.find(isFence);
  const isNew = rows.length === 0 && heads.length === 0 && after.row === 0 && after.segment === 0;
  if (found === undefined && isNew && fence.key === undefined) {
    const made = await makeFence(database, newDevice());
    return made.ok ? load(database, fence, newDevice, after, limit) : made;
  }
  const isOurs = found?.row.startsWith(`fence/${storeSchema}/`) === true;
  if (!isOurs || (fence.key !== undefined && found.row !== fence.key)) return err(fenceMoved(found?.row));
  fence.key = found.row;
  return ok({ rows, heads, device: found.device });
}

/** One request for the rows and the fence, which comes after them, and no waiting for the transaction to end. */
async function loadNewest(
  database: LogDatabase,
  fence: Fence,
  after: number,
): Promise<Pick<Loaded, 'rows' | 'device'> | null> {
  const loaded = await read(database, rowStores, (transaction, done) => {
    const found = transaction.objectStore('rows').getAll(IDBKeyRange.lowerBound(after + 1), mostNewest);
    found.onsuccess = done;
    // A write that answers what is read here should not have to wait for this transaction's end.
    transaction.commit();
    return () => toUnknowns(found.result);
  });
  const found = loaded.ok ? loaded.value.at(-1) : undefined;
  if (!loaded.ok || !isFence(found) || found.row !== fence.key) return null;
  return { rows: loaded.value.slice(0, -1), device: found.device };
}

/** With the fence. */
const mostNewest = 64;

/** Two tabs may do this at once: the first to come names the device. */
async function makeFence(database: LogDatabase, device: string): Promise<Result<void, StoreFailure>> {
  const made = await run(database, rowStores, 'readwrite', 'strict', (transaction) => {
    const rows = transaction.objectStore('rows');
    const count = rows.count();
    count.onsuccess = () => {
      if (count.result === 0) rows.add({ row: fenceKey(0), device });
    };
    return () => undefined;
  });
  return made.ok ? made : err(withoutQuota(made.error));
}

/**
 * Adds the rows after the newest that the writer knows. All requests leave at once; the answer to the first one decides
 * whether the transaction may complete. Asked before the rows rather than after them, it is there while they are still
 * being stored, and the commit goes out that much earlier.
 */
async function writeRows(
  database: LogDatabase,
  fence: Fence,
  write: RowWrite,
): Promise<Result<'written' | 'raced', WriteFailure>> {
  let verdict: 'written' | 'raced' | FenceMoved = 'raced';
  const stores = write.blobs.length === 0 ? rowStores : [...rowStores, ...blobStores];
  const written = await run(database, stores, 'readwrite', write.durability, (transaction) => {
    const rows = transaction.objectStore('rows');
    // Two keys tell; looking past the last one would take the storage a few hundredths of a millisecond.
    const keys = rows.getAllKeys(IDBKeyRange.lowerBound(write.after), write.after > 0 ? 2 : 1);
    keys.onsuccess = () => {
      verdict = judge(keys.result, fence, write);
      if (verdict === 'written') transaction.commit();
      else transaction.abort();
    };
    for (const row of write.rows) rows.add(row);
    for (const blob of write.blobs) putBlob(transaction, blob);
    if (write.device !== undefined) rows.put({ row: fence.key, device: write.device });
    return () => 'written' as const;
  });
  if (written.ok) return written;
  if (written.error.code !== 'TransactionAborted') return err(written.error);
  return typeof verdict === 'string' ? ok('raced') : err(verdict);
}

/** What is expected is the newest row that the writer knew, if there was one, and after it the fence. */
function judge(keys: readonly IDBValidKey[], fence: Fence, write: RowWrite): 'written' | 'raced' | FenceMoved {
  const found = keys[keys.length - 1];
  // A number is a newer row; whether the fence has moved as well is seen when that is read.
  if (typeof found === 'number') return 'raced';
  if (found !== fence.key) return fenceMoved(found);
  return write.after === 0 || keys[0] === write.after ? 'written' : 'raced';
}

async function flush(database: LogDatabase, fence: Fence): Promise<Result<void, WriteFailure>> {
  // A strict transaction that writes anything brings everything before it to the disk as well.
  const flushed = await run(database, rowStores, 'readwrite', 'strict', (transaction) => {
    const rows = transaction.objectStore('rows');
    const found = rows.get(fence.key ?? '');
    found.onsuccess = () => {
      const value: unknown = found.result;
      if (isFence(value)) rows.put(value);
      else transaction.abort();
    };
    return () => undefined;
  });
  if (flushed.ok || flushed.error.code !== 'TransactionAborted') return withoutAbort(flushed);
  return err(fenceMoved(undefined));
}

async function pick(
  database: LogDatabase,
  numbers: readonly number[],
  digests: readonly string[],
): Promise<Result<Picked, StoreFailure>> {
  if (numbers.length === 0 && digests.length === 0) return ok({ rows: [], bodies: [] });
  const wanted = new Set(numbers);
  const stores = digests.length === 0 ? rowStores : ['rows', 'bodies'];
  return read(database, stores, (transaction) => {
    const rows = transaction.objectStore('rows');
    const runs = toRuns(numbers).map(([first, last]) => allValues(rows, IDBKeyRange.bound(first, last)));
    const found = digests.map((digest) => oneValue(transaction.objectStore('bodies'), digest));
    return () => ({
      rows: runs.flatMap((values) => values()).filter((row) => wanted.has(numberOf(row))),
      bodies: found.map((value) => value()),
    });
  });
}

/** Ranges that cover ascending numbers. Reading a few rows too many is cheaper than one more request. */
function toRuns(numbers: readonly number[]): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const current = runs[runs.length - 1];
    if (current !== undefined && number - current[1] <= widestGap) current[1] = number;
    else runs.push([number, number]);
  }
  return runs;
}

const widestGap = 4;

function numberOf(row: unknown): number {
  return hasMembers(row) && typeof row.row === 'number' ? row.row : 0;
}
