import { err, ok, type Result } from '#kit/result.ts';
import type { Announcer } from './announce.ts';
import { createAppender } from './appender.ts';
import { blobDamaged, isWhole, packed, unpacked } from './blob-bytes.ts';
import type { Checksum } from './checksum.ts';
import { toReference } from './commit-line.ts';
import { createDerivedRecords } from './derived-records.ts';
import type { BlobFailure, Commit, EventLog, ReadFailure, ReadQuery, Snapshot } from './event-log.ts';
import { createExclusive } from './exclusive.ts';
import type { LaidRow } from './lay-out.ts';
import { logClosed } from './log-closed.ts';
import { createLogIndex, type LogIndex, type StreamIndex } from './log-index.ts';
import { createLogReader } from './log-reader.ts';
import { toReceipt } from './plan-group.ts';
import { isRow } from './row.ts';
import { createRowCache } from './row-cache.ts';
import type { RowStore } from './row-store.ts';
import { createRowWriter } from './row-writer.ts';
import { createSegmentCache } from './segment-cache.ts';
import { sha256, toHex } from './sha256.ts';
import { createSubscriptions } from './subscriptions.ts';
import { hasMembers } from './unknown-values.ts';

export interface LogPorts {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Fills with random bytes, as `crypto.getRandomValues` does. */
  readonly random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array;
  readonly announcer: Announcer;
  readonly checksum: Checksum;
  /** The copy outside the database, where there may be one: asked before a strict receipt is given. */
  readonly copy?: { waitFor(position: number): Promise<boolean> };
}

/** The log over any row store: deciding, grouping, reading and subscribing are the same on disk and in memory. */
export async function openStoredLog(store: RowStore, ports: LogPorts): Promise<Result<EventLog, ReadFailure>> {
  const { checksum, announcer } = ports;
  const index = createLogIndex(checksum);
  const cache = createRowCache(cacheWhileReplaying);
  const segments = createSegmentCache(cacheWhileReplaying);
  const writer = createRowWriter(checksum);
  const exclusive = createExclusive();
  const listeners = new Set<(head: number) => void>();
  let device = '';
  let told = 0;
  let closed = false;
  /** One sealing at a time in this tab. */
  let sealing: Promise<unknown> = Promise.resolve();
  let heardMore = false;
  let following = false;
  let announcing = false;

  const opened = await exclusive(catchUp);
  if (!opened.ok) return opened;
  told = opened.value;

  const reader = createLogReader({ index, store, checksum, rows: cache, segments, refresh: wake });
  const subscriptions = createSubscriptions({
    catchUp: wake,
    head: () => index.position,
    read: reader.readBatch,
    settled() {
      cache.shrink(cacheWhenLive);
      segments.shrink(cacheWhenLive);
    },
  });
  announcer.onHead((head) => {
    if (head <= index.position) return;
    heardMore = true;
    if (!following) void follow();
  });

  /** However many announcements come while the table is being read, they ask for one more reading, not one each. */
  async function follow(): Promise<void> {
    following = true;
    while (heardMore && !closed) {
      heardMore = false;
      await exclusive(takeNewest);
      queueMicrotask(tellListeners);
    }
    following = false;
  }

  /** Takes in what the table has beyond the index. Only inside `exclusive`. */
  async function catchUp(): Promise<Result<number, ReadFailure>> {
    if (closed) return err(logClosed);
    let limit = firstLoad;
    let loading = store.load(index, limit);
    for (;;) {
      const loaded = await loading;
      if (!loaded.ok) return loaded;
      device = loaded.value.device;
      const { rows, heads } = loaded.value;
      const newest = rows[rows.length - 1];
      const isFull = rows.length === limit;
      if (isFull && isRow(newest)) {
        // While these are looked at, the next are on their way.
        limit = newest.text.length > largeRow ? firstLoad : rowsPerLoad;
        loading = store.load({ row: newest.row, segment: index.segment + heads.length }, limit);
      }
      // Segments first: they say which commits of the rows are not in the tail.
      for (const value of heads) {
        const head = index.takeHead(value);
        if (!head.ok) return head;
      }
      for (const value of rows) {
        const row = index.check(value);
        if (!row.ok) return row;
        cache.add(row.value);
      }
      if (isFull) continue;
      const settled = index.settle();
      return settled.ok ? ok(index.position) : settled;
    }
  }

  /** Takes in the rows that follow on what is here. If there is anything else, it is left to `catchUp`. */
  async function takeNewest(): Promise<void> {
    const newest = closed ? null : await store.loadNewest(index.row);
    let taken = 0;
    for (const value of newest?.rows ?? []) {
      const row = hasMembers(value) && value.row === index.row + 1 ? index.check(value) : undefined;
      if (row?.ok !== true) break;
      cache.add(row.value);
      taken += 1;
    }
    const isAll = newest !== null && taken > 0 && taken === newest.rows.length && index.settle().ok;
    if (isAll) device = newest.device;
    else await catchUp();
  }

  /** Whoever catches up tells the listeners: an announcement that comes after that is no news. */
  async function wake(): Promise<Result<number, ReadFailure>> {
    const caught = await exclusive(catchUp);
    if (caught.ok) queueMicrotask(tellListeners);
    return caught;
  }

  /** The writers first: telling another tab costs more than a tenth of an append, so it is a task of its own. */
  function tellAll(): void {
    if (!announcing) soon(announce);
    announcing = true;
    tellListeners();
  }

  function announce(): void {
    if (!announcing) return;
    announcing = false;
    announcer.announce(index.position);
  }

  function tellListeners(): void {
    if (index.position === told) return;
    told = index.position;
    for (const listener of listeners) listener(index.position);
    subscriptions.advance();
  }

  const append = createAppender({
    index,
    store,
    writer,
    reader,
    now: ports.now,
    random: ports.random,
    copy: ports.copy,
    device: () => device,
    isClosed: () => closed,
    exclusive,
    catchUp,
    takeIn,
    tellListeners,
    tellAll,
  });

  function takeIn(rows: readonly LaidRow[]): void {
    for (const { row, lines } of rows) {
      index.take(row, lines);
      cache.add(row);
    }
  }

  // --- read ---------------------------------------------------------------------------------------------------------

  async function* read(query: ReadQuery = {}): AsyncIterable<Result<readonly Commit[], ReadFailure>> {
    const caught = await wake();
    if (!caught.ok) {
      yield caught;
      return;
    }
    const next = (after: number) =>
      after < caught.value ? reader.fetchBatch({ ...query, after }, caught.value) : undefined;
    let upcoming = next(query.after ?? 0);
    while (upcoming !== undefined) {
      const batch = await upcoming;
      if (!batch.ok) {
        yield batch;
        return;
      }
      // While the reader folds this one, the texts of the next are on their way. Its commits are made when it is asked for:
      // two batches of them at once are what the collector would have to carry about.
      upcoming = next(batch.value.position);
      const commits = batch.value.toCommits();
      if (!commits.ok || commits.value.length > 0) yield commits;
      if (!commits.ok) return;
    }
  }

  async function readStream(stream: string, afterSequence = 0): Promise<Result<readonly Commit[], ReadFailure>> {
    const caught = await wake();
    if (!caught.ok) return caught;
    const commits: Commit[] = [];
    let after = positionBefore(index.stream(stream), afterSequence + 1);
    while (after < caught.value) {
      const batch = await reader.readBatch({ streams: [stream], after }, caught.value);
      if (!batch.ok) return batch;
      after = batch.value.position;
      for (const commit of batch.value.commits) if (commit.sequence > afterSequence) commits.push(commit);
    }
    return ok(commits);
  }

  // --- blobs and snapshots --------------------------------------------------------------------------------------------

  async function getBlob(hash: string): Promise<Result<Uint8Array<ArrayBuffer>, BlobFailure>> {
    const kept = await store.getBlob(hash);
    if (!kept.ok) return kept;
    if (kept.value === null) return err({ code: 'BlobMissing', params: { hash }, retry: 'never' });
    const bytes = await unpacked(kept.value, hash);
    return bytes === null ? err(blobDamaged(hash)) : ok(bytes);
  }

  return ok({
    get device() {
      return device;
    },
    medium: store.medium,
    append: (commits, options) => append(commits, options?.durability ?? 'relaxed'),
    read,
    readStream,
    readLines: (manifest, after = 0) => reader.readLines(manifest, after),
    async manifest(streams) {
      const caught = await wake();
      return caught.ok ? ok(index.manifest(streams)) : caught;
    },
    async heads() {
      const caught = await wake();
      return caught.ok ? ok({ position: index.position, sequences: index.sequences() }) : caught;
    },
    async find(commitId) {
      const entry = index.entry(commitId);
      if (entry !== undefined) return ok(toReceipt(entry));
      const caught = await wake();
      if (!caught.ok) return caught;
      const late = index.entry(commitId);
      if (late !== undefined) return ok(toReceipt(late));
      if (index.sealedPlaces(commitId).length === 0) return ok(null);
      const found = await reader.lookUp([commitId]);
      return found.ok ? ok(found.value.get(commitId)?.receipt ?? null) : found;
    },
    subscribe: subscriptions.subscribe,
    onAppend(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    wake,
    async putBlob(bytes, about) {
      const reference = toReference({ ...about, hash: await sha256(bytes), size: bytes.length });
      if (closed) return err(logClosed);
      const put = await store.putBlob(await packed({ ...reference, bytes }));
      return put.ok ? ok(reference) : put;
    },
    getBlob,
    async blobReferences(hash) {
      const caught = await wake();
      return caught.ok ? ok(index.blobReferences(hash)) : caught;
    },
    async putSnapshot(snapshot) {
      if (closed) return err(logClosed);
      const { stream, fold, sequence, position, commitId, json } = snapshot;
      const digest = snapshotDigest(snapshot, checksum);
      return store.putSnapshot({ stream, fold, sequence, position, commitId, json, digest });
    },
    async getSnapshot(stream, fold) {
      if (closed) return err(logClosed);
      const read = await store.getSnapshot(stream, fold);
      if (!read.ok || read.value === null) return read;
      const snapshot = read.value;
      const isSound = snapshot.digest === snapshotDigest(snapshot, checksum);
      return ok(isSound && isAt(index, snapshot) ? snapshot : null);
    },
    async absorb(lines, blobs, options = {}) {
      for (const blob of options.verified === true ? [] : blobs) {
        if (blob.bytes !== undefined && !(await isWhole({ ...blob, bytes: blob.bytes }))) {
          return err(blobDamaged(blob.hash));
        }
      }
      const { absorbLines } = await import('./absorb.ts');
      const absorbed = await exclusive(() =>
        absorbLines(lines, blobs, {
          ...options,
          index,
          store,
          checksum,
          writer,
          catchUp,
          lookUp: (ids) => reader.lookUp(ids, catchUp),
          now: ports.now,
          device: () => device,
          newDevice: () => newDeviceId(ports.random),
          taken(rows, newDevice) {
            device = newDevice ?? device;
            takeIn(rows);
          },
        }),
      );
      if (absorbed.ok && absorbed.value.added > 0 && options.dryRun !== true) tellAll();
      else tellListeners();
      return absorbed;
    },
    async seal(options = {}) {
      if (closed) return err(logClosed);
      const { sealSlice } = await import('./sealing.ts');
      const run = sealing.then(() => sealSlice({ index, store, checksum, reader, exclusive, catchUp }, options));
      sealing = run.catch(() => undefined);
      return run;
    },
    async verify(options = {}) {
      const caught = await wake();
      if (!caught.ok) return caught;
      const { verifyLog } = await import('./verify-log.ts');
      return verifyLog({ store, checksum, getBlob, position: caught.value }, options);
    },
    layout() {
      const sealed = index.heads.reduce((total, { count }) => total + count, 0);
      return { rows: index.places.length, tail: index.position - sealed, segments: index.segment, sealed };
    },
    derived: createDerivedRecords(store, checksum),
    claimEpoch: store.claimEpoch,
    async close() {
      closed = true;
      subscriptions.end(logClosed);
      // What is in flight settles by itself and is announced; only then may the storage go.
      await exclusive(async () => {
        announce();
        announcer.close();
        await store.close();
      });
    },
  });
}

/** A writer id: 128 random bits as hex. */
export function newDeviceId(random: LogPorts['random']): string {
  return toHex(random(new Uint8Array(16)));
}

/** What `getSnapshot` holds a snapshot against: its place as well as its text. */
function snapshotDigest(
  { stream, fold, sequence, position, commitId, json }: Parameters<EventLog['putSnapshot']>[0],
  checksum: Checksum,
): string {
  return checksum.ofText(JSON.stringify([stream, fold, sequence, position, commitId, checksum.ofText(json)]));
}

/** Whether the last commit in a snapshot is where the snapshot says. */
function isAt(index: LogIndex, { stream, sequence, commitId }: Snapshot): boolean {
  const entry = index.entry(commitId);
  if (entry !== undefined) return entry.stream.name === stream && entry.sequence === sequence;
  return index.sealedPlaces(commitId).some(({ head, at }) => head.stream === stream && head.first + at === sequence);
}

/** A position after which lie all commits of a stream from a sequence on, and few others of it. */
function positionBefore(stream: StreamIndex | undefined, sequence: number): number {
  if (stream === undefined) return 0;
  const sealed = stream.heads.find(({ first, count }) => first + count > sequence);
  const first = sealed?.firstPosition ?? stream.tail[sequence - stream.sealed - 1]?.position;
  return first === undefined ? Number.POSITIVE_INFINITY : first - 1;
}

/** A task of its own, as early as there can be one: a timer comes a good while later. */
function soon(task: () => void): void {
  if (typeof scheduler === 'undefined') setTimeout(task);
  else void scheduler.postTask(task, { priority: 'user-blocking' });
}

// One request of IndexedDB answers this many rows, fewer at first and where they are large: opening 100,000 commits that are
// not sealed takes a tenth less (measured), and no more than two answers are in memory at once.
const rowsPerLoad = 2000;
const firstLoad = 128;
const largeRow = 8 * 1024;
// Opening reads every row to build the index; what fits here need not be read twice by the first replay.
const cacheWhileReplaying = 64 * 1024 * 1024;
const cacheWhenLive = 2 * 1024 * 1024;
