import { err, ok, type Result } from '#kit/result.ts';
import type { BlobReference, Durability, FenceMoved, Snapshot } from './event-log.ts';
import { type LogDatabase, storeSchema } from './log-database.ts';
import type { Loaded, RowStore, RowWrite, StoredBlob, StoreFailure, WriteFailure } from './row-store.ts';

/*
 * Rows in IndexedDB. This is the one file that uses the browser's own handle: Dexie's transactions cost a single append
 * more than twice its time (measured), and its tables may open a database again at a newer version.
 *
 *   rows       1, 2, 3, …         the groups of commits
 *              'fence/<s>/<e>'    one record whose key says which schema and writer epoch the store is at, and whose
 *                                 value names this log's device
 *   blobs      <sha-256>          media type, name, size
 *   chunks     [<sha-256>, n]     64 kB each
 *   snapshots  [stream, fold, sequence]
 *
 * Numbers sort before strings in IndexedDB, so the keys from row n upward are: n, everything newer, the fence. One
 * request for keys, sent along with the new rows, thus tells a writer both whether it was the first after n and whether
 * it still may write. Two stores and two requests made a single append a fifth slower (measured).
 */

export function createIndexedDbRows(database: LogDatabase, newDevice: () => string): RowStore {
  return {
    medium: 'disk',
    load: (afterRow, limit) => load(database, newDevice, afterRow, limit),
    pick: (numbers) => pick(database, numbers),
    write: (write) => writeRows(database, write),
    flush: () => flush(database),
    holds: (hashes) => holds(database, hashes),
    putBlob: (blob) => keepBlob(database, blob),
    getBlob: (hash) => getBlob(database, hash),
    putSnapshot: (snapshot) => putSnapshot(database, snapshot),
    getSnapshot: (stream, fold) => getSnapshot(database, stream, fold),
    async close() {
      database.close();
    },
  };
}

/** The size of a blob's chunks: Chromium keeps larger values in files of their own, which can get lost alone. */
const chunkBytes = 64 * 1024;

const rowStores = ['rows'];
const blobStores = ['blobs', 'chunks'];

const fencePrefix = `fence/${storeSchema}/`;
// Epochs count restores and, later, leaderships that change what is in memory elsewhere. A new store is at the first.
const firstFence = `${fencePrefix}0`;

async function load(
  database: LogDatabase,
  newDevice: () => string,
  afterRow: number,
  limit: number,
): Promise<Result<Loaded, StoreFailure>> {
  const loaded = await read(database, rowStores, (transaction) => {
    const rows = transaction.objectStore('rows');
    const found = rows.getAll(IDBKeyRange.bound(afterRow + 1, Number.POSITIVE_INFINITY), limit);
    const fences = rows.getAll(IDBKeyRange.lowerBound(''));
    return () => ({ rows: toUnknowns(found.result), fences: toUnknowns(fences.result) });
  });
  if (!loaded.ok) return loaded;
  const { rows, fences } = loaded.value;
  const fence = fences.find(isFence);
  if (fence === undefined && rows.length === 0 && afterRow === 0) {
    const made = await makeFence(database, newDevice());
    return made.ok ? load(database, newDevice, afterRow, limit) : made;
  }
  if (fence?.row !== firstFence) return err(fenceMoved(fence?.row));
  return ok({ rows, device: fence.device });
}

/** Two tabs may do this at once: the first to come names the device. */
async function makeFence(database: LogDatabase, device: string): Promise<Result<void, StoreFailure>> {
  const made = await run(database, rowStores, 'readwrite', 'strict', (transaction) => {
    const rows = transaction.objectStore('rows');
    const count = rows.count();
    count.onsuccess = () => {
      if (count.result === 0) rows.add({ row: firstFence, device });
    };
    return () => undefined;
  });
  return made.ok ? made : err(withoutQuota(made.error));
}

/**
 * Adds the rows after the newest that the writer knows. All requests leave at once; the answer to the last one decides
 * whether the transaction may complete.
 */
async function writeRows(database: LogDatabase, write: RowWrite): Promise<Result<'written' | 'raced', WriteFailure>> {
  let verdict: 'written' | 'raced' | FenceMoved = 'raced';
  const stores = write.blobs.length === 0 ? rowStores : [...rowStores, ...blobStores];
  const written = await run(database, stores, 'readwrite', write.durability, (transaction) => {
    const rows = transaction.objectStore('rows');
    for (const row of write.rows) rows.add(row);
    for (const blob of write.blobs) putBlob(transaction, blob);
    if (write.device !== undefined) rows.put({ row: firstFence, device: write.device });
    const keys = rows.getAllKeys(IDBKeyRange.lowerBound(write.after));
    keys.onsuccess = () => {
      verdict = judge(keys.result, write);
      if (verdict === 'written') transaction.commit();
      else transaction.abort();
    };
    return () => 'written' as const;
  });
  if (written.ok) return written;
  if (written.error.code !== 'TransactionAborted') return err(written.error);
  return typeof verdict === 'string' ? ok('raced') : err(verdict);
}

function judge(keys: readonly IDBValidKey[], write: RowWrite): 'written' | 'raced' | FenceMoved {
  const fence = keys[keys.length - 1];
  if (fence !== firstFence) return fenceMoved(fence);
  // The newest row that the writer knew, if there was one; the rows just added; the fence.
  const expected = (write.after > 0 ? 1 : 0) + write.rows.length + 1;
  const isFirst = keys.length === expected && (write.after === 0 || keys[0] === write.after);
  return isFirst ? 'written' : 'raced';
}

async function flush(database: LogDatabase): Promise<Result<void, WriteFailure>> {
  // A strict transaction that writes anything brings everything before it to the disk as well.
  const flushed = await run(database, rowStores, 'readwrite', 'strict', (transaction) => {
    const rows = transaction.objectStore('rows');
    const fence = rows.get(firstFence);
    fence.onsuccess = () => {
      const value: unknown = fence.result;
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
): Promise<Result<readonly unknown[], StoreFailure>> {
  if (numbers.length === 0) return ok([]);
  const wanted = new Set(numbers);
  return read(database, rowStores, (transaction) => {
    const rows = transaction.objectStore('rows');
    const runs = toRuns(numbers).map(([first, last]) => rows.getAll(IDBKeyRange.bound(first, last)));
    return () => runs.flatMap((request) => toUnknowns(request.result)).filter((row) => wanted.has(numberOf(row)));
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

async function holds(
  database: LogDatabase,
  hashes: readonly string[],
): Promise<Result<ReadonlySet<string>, StoreFailure>> {
  return read(database, ['blobs'], (transaction) => {
    const blobs = transaction.objectStore('blobs');
    const found = hashes.map((hash) => ({ hash, request: blobs.getKey(hash) }));
    return () => new Set(found.flatMap(({ hash, request }) => (request.result === undefined ? [] : [hash])));
  });
}

async function keepBlob(database: LogDatabase, blob: StoredBlob): Promise<Result<void, WriteFailure>> {
  return withoutAbort(
    await run(database, blobStores, 'readwrite', 'relaxed', (transaction) => {
      putBlob(transaction, blob);
      return () => undefined;
    }),
  );
}

function putBlob(transaction: IDBTransaction, { bytes, ...about }: StoredBlob): void {
  const reference: BlobReference = about;
  transaction.objectStore('blobs').put(reference);
  const chunks = transaction.objectStore('chunks');
  for (let n = 0; n * chunkBytes < bytes.length; n++) {
    // A copy of its own: cloning a view would clone the whole buffer below it.
    chunks.put({ hash: about.hash, n, bytes: bytes.slice(n * chunkBytes, (n + 1) * chunkBytes) });
  }
}

async function getBlob(
  database: LogDatabase,
  hash: string,
): Promise<Result<Uint8Array<ArrayBuffer> | null, StoreFailure>> {
  return read(database, blobStores, (transaction) => {
    const about = transaction.objectStore('blobs').getKey(hash);
    const range = IDBKeyRange.bound([hash, 0], [hash, Number.POSITIVE_INFINITY]);
    const chunks = transaction.objectStore('chunks').getAll(range);
    return () => (about.result === undefined ? null : join(toUnknowns(chunks.result).flatMap(bytesOf)));
  });
}

async function putSnapshot(database: LogDatabase, snapshot: Snapshot): Promise<Result<void, WriteFailure>> {
  const { stream, fold } = snapshot;
  return withoutAbort(
    await run(database, ['snapshots'], 'readwrite', 'relaxed', (transaction) => {
      const snapshots = transaction.objectStore('snapshots');
      snapshots.delete(snapshotRange(stream, fold));
      snapshots.put(snapshot);
      return () => undefined;
    }),
  );
}

async function getSnapshot(
  database: LogDatabase,
  stream: string,
  fold: string,
): Promise<Result<Snapshot | null, StoreFailure>> {
  return read(database, ['snapshots'], (transaction) => {
    const found = transaction.objectStore('snapshots').getAll(snapshotRange(stream, fold));
    return () => toUnknowns(found.result).findLast(isSnapshot) ?? null;
  });
}

function snapshotRange(stream: string, fold: string): IDBKeyRange {
  return IDBKeyRange.bound([stream, fold, 0], [stream, fold, Number.POSITIVE_INFINITY]);
}

// --- transactions -----------------------------------------------------------------------------------------------------

/** We ended it ourselves, or a row number was taken. */
interface TransactionAborted {
  readonly code: 'TransactionAborted';
}

/** Runs requests in one transaction; `work` sends them and returns the way to their result, read on completion. */
async function run<T>(
  database: LogDatabase,
  stores: readonly string[],
  mode: 'readonly' | 'readwrite',
  durability: Durability,
  work: (transaction: IDBTransaction) => () => T,
): Promise<Result<T, WriteFailure | TransactionAborted>> {
  for (let attempt = 0; ; attempt++) {
    const handle = database.handle();
    let db: IDBDatabase;
    if (handle instanceof Promise) {
      const opened = await handle;
      if (!opened.ok) return opened;
      db = opened.value;
    } else {
      db = handle;
    }
    let transaction: IDBTransaction;
    try {
      transaction = db.transaction([...stores], mode, { durability });
    } catch (error) {
      // The browser has closed the connection, as some do to pages in the background: open it again, once.
      database.forget();
      if (attempt === 0) continue;
      return err({ code: 'LogUnavailable', params: { reason: nameOf(error) }, retry: 'later' });
    }
    return settle(transaction, work);
  }
}

function settle<T>(
  transaction: IDBTransaction,
  work: (transaction: IDBTransaction) => () => T,
): Promise<Result<T, WriteFailure | TransactionAborted>> {
  return new Promise((resolve) => {
    const fail = (error: unknown) => resolve(err(transactionFailure(error)));
    try {
      const result = work(transaction);
      // Only completion means that the storage has it: a request that succeeded may still be rolled back.
      transaction.oncomplete = () => resolve(ok(result()));
      transaction.onabort = () => fail(transaction.error);
    } catch (error) {
      transaction.onabort = null;
      try {
        transaction.abort();
      } catch {
        // It has ended already.
      }
      fail(error);
    }
  });
}

async function read<T>(
  database: LogDatabase,
  stores: readonly string[],
  work: (transaction: IDBTransaction) => () => T,
): Promise<Result<T, StoreFailure>> {
  const done = withoutAbort(await run(database, stores, 'readonly', 'relaxed', work));
  return done.ok ? done : err(withoutQuota(done.error));
}

function transactionFailure(error: unknown): WriteFailure | TransactionAborted {
  const name = nameOf(error);
  // No error: our own abort. ConstraintError: another writer has added a row of this number.
  if (error === null || name === 'ConstraintError') return { code: 'TransactionAborted' };
  if (name === 'QuotaExceededError') return { code: 'QuotaExceeded', params: {}, retry: 'later' };
  return { code: 'LogUnavailable', params: { reason: name }, retry: 'later' };
}

function withoutAbort<T>(done: Result<T, WriteFailure | TransactionAborted>): Result<T, WriteFailure> {
  if (done.ok) return done;
  if (done.error.code !== 'TransactionAborted') return err(done.error);
  return err({ code: 'LogUnavailable', params: { reason: 'aborted' }, retry: 'later' });
}

function withoutQuota(error: WriteFailure | TransactionAborted): StoreFailure {
  switch (error.code) {
    case 'QuotaExceeded':
    case 'TransactionAborted':
      return { code: 'LogUnavailable', params: { reason: error.code }, retry: 'later' };
    default:
      return error;
  }
}

function fenceMoved(fence: unknown): FenceMoved {
  const found = typeof fence === 'string' ? Number.parseInt(fence.split('/')[1] ?? '', 10) : Number.NaN;
  const schema = Number.isNaN(found) ? 0 : found;
  return { code: 'FenceMoved', params: { schema, supported: storeSchema }, retry: 'never' };
}

// --- what comes back --------------------------------------------------------------------------------------------------

// IDBRequest types results as any; from here on they are unknown until they have been looked at.
function toUnknowns(results: readonly unknown[]): readonly unknown[] {
  return results;
}

function isFence(value: unknown): value is { readonly row: string; readonly device: string } {
  return hasMembers(value) && typeof value.row === 'string' && typeof value.device === 'string';
}

function isSnapshot(value: unknown): value is Snapshot {
  return (
    hasMembers(value) &&
    typeof value.stream === 'string' &&
    typeof value.fold === 'string' &&
    typeof value.sequence === 'number' &&
    typeof value.position === 'number' &&
    typeof value.commitId === 'string' &&
    typeof value.json === 'string' &&
    typeof value.digest === 'string'
  );
}

function bytesOf(chunk: unknown): readonly Uint8Array[] {
  return hasMembers(chunk) && chunk.bytes instanceof Uint8Array ? [chunk.bytes] : [];
}

function numberOf(row: unknown): number {
  return hasMembers(row) && typeof row.row === 'number' ? row.row : 0;
}

function hasMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function join(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(chunks.reduce((total, chunk) => total + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'Error';
}
