import { ok } from '#kit/result.ts';
import type { Snapshot } from './event-log.ts';
import type { Row } from './row.ts';
import type { RowStore, StoredBlob } from './row-store.ts';

/** Rows in memory: for private windows without storage, and for tests. Two logs may share one, as two tabs share a disk. */
export function createMemoryRows(device: string): RowStore {
  const rows: Row[] = [];
  const blobs = new Map<string, StoredBlob>();
  const snapshots = new Map<string, Snapshot>();
  let owner = device;

  return {
    medium: 'memory',
    load: async (afterRow, limit) => ok({ rows: rows.slice(afterRow, afterRow + limit), device: owner }),
    pick: async (numbers) => ok(numbers.flatMap((number) => rows[number - 1] ?? [])),
    async write(write) {
      if (rows.length !== write.after) return ok('raced');
      rows.push(...write.rows);
      for (const blob of write.blobs) keep(blob);
      owner = write.device ?? owner;
      return ok('written');
    },
    flush: async () => ok(undefined),
    holds: async (hashes) => ok(new Set(hashes.filter((hash) => blobs.has(hash)))),
    async putBlob(blob) {
      keep(blob);
      return ok(undefined);
    },
    async getBlob(hash) {
      const blob = blobs.get(hash);
      return ok(blob === undefined ? null : new Uint8Array(blob.bytes));
    },
    async putSnapshot(snapshot) {
      snapshots.set(snapshotKey(snapshot.stream, snapshot.fold), snapshot);
      return ok(undefined);
    },
    getSnapshot: async (stream, fold) => ok(snapshots.get(snapshotKey(stream, fold)) ?? null),
    async close() {},
  };

  function keep(blob: StoredBlob): void {
    // A copy, as the disk would make one: the caller may go on using its buffer.
    blobs.set(blob.hash, { ...blob, bytes: new Uint8Array(blob.bytes) });
  }
}

function snapshotKey(stream: string, fold: string): string {
  return JSON.stringify([stream, fold]);
}
