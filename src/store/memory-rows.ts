import { ok } from '#kit/result.ts';
import type { Snapshot } from './event-log.ts';
import type { Row } from './row.ts';
import type { DerivedRecord, RowStore, StoredBlob } from './row-store.ts';
import type { SegmentBody, SegmentHead } from './segment.ts';

/** Rows in memory: for private windows without storage, and for tests. Two logs may share one, as two tabs share a disk. */
export function createMemoryRows(device: string): RowStore {
  // A Map keeps the order of insertion, which is the order of numbers.
  const rows = new Map<number, Row>();
  const heads: SegmentHead[] = [];
  const bodies = new Map<string, SegmentBody>();
  const blobs = new Map<string, StoredBlob>();
  const snapshots = new Map<string, Snapshot>();
  const derived = new Map<string, DerivedRecord>();
  let owner = device;
  let epoch = 0;
  let newest = 0;

  function keepRows(added: Iterable<Row>): void {
    for (const row of added) {
      rows.set(row.row, row);
      newest += 1;
    }
  }

  function keep(blob: StoredBlob): void {
    // A copy, as the disk would make one: the caller may go on using its buffer.
    blobs.set(blob.hash, { ...blob, bytes: new Uint8Array(blob.bytes) });
  }

  return {
    medium: 'memory',
    load: async (after, limit) =>
      ok({
        rows: [...rows.values()].filter(({ row }) => row > after.row).slice(0, limit),
        heads: heads.slice(after.segment),
        device: owner,
      }),
    loadNewest: async () => null,
    pick: async (numbers, digests) =>
      ok({
        rows: numbers.flatMap((number) => rows.get(number) ?? []),
        bodies: digests.flatMap((digest) => bodies.get(digest) ?? []),
      }),
    async write(write) {
      if (newest !== write.after) return ok('raced');
      keepRows(write.rows);
      for (const blob of write.blobs) keep(blob);
      owner = write.device ?? owner;
      return ok('written');
    },
    async putBodies(kept) {
      for (const body of kept) bodies.set(body.digest, body);
      return ok(undefined);
    },
    async seal(write) {
      const isLate = heads.length !== write.after || (write.epoch !== null && write.epoch !== epoch);
      if (isLate || write.heads.some(({ digest }) => !bodies.has(digest))) return ok('raced');
      heads.push(...write.heads);
      for (const number of write.rows) rows.delete(number);
      return ok('written');
    },
    async sweepBodies() {
      const live = new Set(heads.map(({ digest }) => digest));
      let swept = 0;
      for (const digest of bodies.keys()) if (!live.has(digest) && bodies.delete(digest)) swept += 1;
      return ok(swept);
    },
    readAll: async () =>
      ok({
        rows: [...rows.values()],
        heads: [...heads],
        bodies: [...bodies.values()],
        snapshots: [...snapshots.values()],
        derived: [...derived.values()],
        blobs: [...blobs.values()],
      }),
    async replace(others, added, by) {
      rows.clear();
      heads.length = 0;
      bodies.clear();
      snapshots.clear();
      derived.clear();
      newest = 0;
      keepRows(others);
      for (const blob of added) keep(blob);
      owner = by;
      return ok(undefined);
    },
    flush: async () => ok(undefined),
    holds: async (hashes) => ok(new Set(hashes.filter((hash) => blobs.has(hash)))),
    async putBlob(blob) {
      keep(blob);
      return ok(undefined);
    },
    async getBlob(hash) {
      const blob = blobs.get(hash);
      return ok(blob === undefined ? null : { bytes: new Uint8Array(blob.bytes), isZipped: false });
    },
    async putSnapshot(snapshot) {
      snapshots.set(snapshotKey(snapshot.stream, snapshot.fold), snapshot);
      return ok(undefined);
    },
    getSnapshot: async (stream, fold) => ok(snapshots.get(snapshotKey(stream, fold)) ?? null),
    readDerived: async (prefix) =>
      ok([...derived.values()].filter(({ key }) => key.startsWith(prefix)).sort((a, b) => (a.key < b.key ? -1 : 1))),
    async writeDerived({ puts, deletes, expect }) {
      if (expect.some(({ key, checksum }) => (derived.get(key)?.checksum ?? null) !== checksum)) return ok('raced');
      for (const key of deletes) derived.delete(key);
      for (const record of puts) derived.set(record.key, record);
      return ok('written');
    },
    async claimEpoch() {
      epoch += 1;
      return ok(epoch);
    },
    async close() {},
  };
}

function snapshotKey(stream: string, fold: string): string {
  return JSON.stringify([stream, fold]);
}
