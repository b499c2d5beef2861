import type { Result } from '#kit/result.ts';
import type { BlobReference, Snapshot, WriteFailure } from './event-log.ts';
import { allValues } from './indexeddb-values.ts';
import type { LogDatabase } from './log-database.ts';
import type { KeptBlob, StoredBlob, StoreFailure } from './row-store.ts';
import { read, run, withoutAbort } from './transactions.ts';
import { hasMembers } from './unknown-values.ts';

/**
 * The size of a blob's chunks. Chromium keeps values from 64 kB, what they are wrapped in included, in files of their own,
 * which can get lost alone.
 */
const chunkBytes = 60 * 1024;

export const blobStores = ['blobs', 'chunks'];

export async function holds(
  database: LogDatabase,
  hashes: readonly string[],
): Promise<Result<ReadonlySet<string>, StoreFailure>> {
  return read(database, ['blobs'], (transaction) => {
    const blobs = transaction.objectStore('blobs');
    const found = hashes.map((hash) => ({ hash, request: blobs.getKey(hash) }));
    return () => new Set(found.flatMap(({ hash, request }) => (request.result === undefined ? [] : [hash])));
  });
}

export async function keepBlob(database: LogDatabase, blob: StoredBlob): Promise<Result<void, WriteFailure>> {
  return withoutAbort(
    await run(database, blobStores, 'readwrite', 'relaxed', (transaction) => {
      putBlob(transaction, blob);
      return () => undefined;
    }),
  );
}

export function putBlob(transaction: IDBTransaction, { bytes: plain, zipped, ...about }: StoredBlob): void {
  const reference: BlobReference = about;
  const bytes = zipped ?? plain;
  transaction.objectStore('blobs').put(zipped === undefined ? reference : { ...reference, encoding: 'gzip' });
  const chunks = transaction.objectStore('chunks');
  for (let n = 0; n * chunkBytes < bytes.length; n++) {
    // A copy of its own: cloning a view would clone the whole buffer below it.
    chunks.put({ hash: about.hash, n, bytes: bytes.slice(n * chunkBytes, (n + 1) * chunkBytes) });
  }
}

export async function getBlob(database: LogDatabase, hash: string): Promise<Result<KeptBlob | null, StoreFailure>> {
  return read(database, blobStores, (transaction) => {
    const about = transaction.objectStore('blobs').get(hash);
    const range = IDBKeyRange.bound([hash, 0], [hash, Number.POSITIVE_INFINITY]);
    const chunks = allValues(transaction.objectStore('chunks'), range);
    return () => {
      const found: unknown = about.result;
      if (!hasMembers(found)) return null;
      const bytes = join(chunks().flatMap(bytesOf));
      return { bytes, isZipped: found.encoding === 'gzip' };
    };
  });
}

export async function putSnapshot(database: LogDatabase, snapshot: Snapshot): Promise<Result<void, WriteFailure>> {
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

export async function getSnapshot(
  database: LogDatabase,
  stream: string,
  fold: string,
): Promise<Result<Snapshot | null, StoreFailure>> {
  return read(database, ['snapshots'], (transaction) => {
    const found = allValues(transaction.objectStore('snapshots'), snapshotRange(stream, fold));
    return () => found().findLast(isSnapshot) ?? null;
  });
}

function snapshotRange(stream: string, fold: string): IDBKeyRange {
  return IDBKeyRange.bound([stream, fold, 0], [stream, fold, Number.POSITIVE_INFINITY]);
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

function join(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(chunks.reduce((total, chunk) => total + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
