import { err, ok, type Result } from '#kit/result.ts';
import { isOfAggregate } from './aggregate-name.ts';
import type { Checksum } from './checksum.ts';
import { readHead, toCommit } from './commit-line.ts';
import type { Commit, LogDamaged, Manifest, ReadFailure, ReadQuery, Receipt } from './event-log.ts';
import type { Entry, LogIndex } from './log-index.ts';
import { toReceipt } from './plan-group.ts';
import { type PlannedRead, planRead, type ReadPlan } from './read-plan.ts';
import { damagedRow, isRow, isWholeRow, linesOf, type Row } from './row.ts';
import type { RowCache } from './row-cache.ts';
import type { RowStore } from './row-store.ts';
import { damagedSegment, readSegmentBody, type SegmentHead } from './segment.ts';
import type { HeldSegment, SegmentCache } from './segment-cache.ts';
import { parseJson } from './unknown-values.ts';

/** Reads commits from rows and segments, in arrival order, and checks what it reads. */
export interface LogReader {
  /** The next commits that fit, and the position up to which that is all. */
  readBatch(query: ReadQuery, upTo: number): Promise<Result<CommitBatch, ReadFailure>>;
  /** The same with the texts in memory and the commits not made yet: for reading ahead. */
  fetchBatch(query: ReadQuery, upTo: number): Promise<Result<FetchedBatch, ReadFailure>>;
  /** The lines of a manifest after a position, in batches. A failure is the last. */
  readLines(manifest: Manifest, after: number): AsyncIterable<Result<readonly string[], ReadFailure>>;
  /** The commits that the log holds under these ids; null where a fingerprint was all that fitted. */
  lookUp(
    ids: Iterable<string>,
    refresh?: Refresh,
  ): Promise<Result<ReadonlyMap<string, FoundCommit | null>, ReadFailure>>;
  /** Rows of the tail by ascending number. */
  pickRows(numbers: readonly number[]): Promise<Result<readonly Row[], ReadFailure>>;
}

export interface CommitBatch {
  readonly commits: readonly Commit[];
  readonly position: number;
}

export interface FetchedBatch {
  readonly position: number;
  toCommits(): Result<readonly Commit[], LogDamaged>;
}

export interface FoundCommit {
  readonly line: string;
  readonly receipt: Receipt;
}

interface Context {
  readonly index: LogIndex;
  readonly store: RowStore;
  readonly checksum: Checksum;
  readonly rows: RowCache;
  readonly segments: SegmentCache;
  readonly refresh: Refresh;
}

/** Takes in what other tabs have written and sealed. */
type Refresh = () => Promise<Result<number, ReadFailure>>;

/** A line and where it stands here. */
interface Located {
  readonly line: string;
  readonly position: number;
  readonly sequence: number;
  readonly recordedAt: number;
}

export function createLogReader(context: Context): LogReader {
  const { index, store, checksum, rows: rowCache, segments } = context;

  async function pickRows(numbers: readonly number[]): Promise<Result<readonly Row[], ReadFailure>> {
    const cached = rowCache.pick(numbers);
    if (cached !== undefined) return ok(cached);
    const picked = await store.pick(numbers, []);
    if (!picked.ok) return picked;
    return checkRows(numbers, picked.value.rows);
  }

  function checkRows(numbers: readonly number[], found: readonly unknown[]): Result<readonly Row[], LogDamaged> {
    const rows: Row[] = [];
    for (let i = 0; i < numbers.length; i++) {
      const row = found[i];
      // A row that has gone, or that became something else, since the index was built.
      if (!isRow(row) || row.row !== numbers[i]) return err(damagedRow(numbers[i] ?? 0, 'shape'));
      if (!isWholeRow(row, checksum)) return err(damagedRow(row.row, 'hash'));
      rows.push(row);
    }
    return ok(rows);
  }

  async function loadBodies(
    heads: readonly SegmentHead[],
  ): Promise<Result<ReadonlyMap<SegmentHead, HeldSegment>, ReadFailure>> {
    const loaded = new Map<SegmentHead, HeldSegment>();
    const missing: SegmentHead[] = [];
    for (const head of heads) {
      const held = segments.get(head);
      if (held === undefined) missing.push(head);
      else loaded.set(head, held);
    }
    if (missing.length === 0) return ok(loaded);
    const digests = missing.map(({ digest }) => digest);
    const picked = await store.pick([], digests);
    if (!picked.ok) return picked;
    for (let i = 0; i < missing.length; i++) {
      const head = missing[i];
      if (head === undefined) continue;
      const body = readSegmentBody(picked.value.bodies[i], head, checksum);
      if (!body.ok) return err(damagedSegment(head.segment, body.error));
      loaded.set(head, segments.add(head, body.value));
    }
    return ok(loaded);
  }

  function locateInRows(rows: readonly Row[], plan: readonly PlannedRead[], into: Located[]): void {
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i];
      if (row === undefined) continue;
      const lines = linesOf(row);
      const wanted = plan[i]?.lines ?? lines.keys();
      for (const at of wanted) {
        const [line = '', sequence = 0] = [lines[at], row.sequences[at]];
        into.push({ line, position: row.position + at, sequence, recordedAt: row.recordedAt });
      }
    }
  }

  function locateInSegments(
    bodies: ReadonlyMap<SegmentHead, HeldSegment>,
    { upTo }: ReadPlan,
    after: number,
    into: Located[],
  ): void {
    for (const [head, held] of bodies) {
      const { positions, recordedAt } = held.body;
      for (let at = firstAbove(positions, after); at < positions.length; at++) {
        const position = positions[at] ?? 0;
        if (position > upTo) break;
        into.push({
          line: held.lines[at] ?? '',
          position,
          sequence: head.first + at,
          recordedAt: recordedAt[at] ?? 0,
        });
      }
    }
  }

  /** The next lines of these streams in arrival order. Between planning and reading another tab may seal rows away. */
  async function readWindow(
    names: readonly string[] | undefined,
    after: number,
    newest: number,
  ): Promise<Result<{ readonly found: readonly Located[]; readonly upTo: number }, ReadFailure>> {
    return retrying(context.refresh, async () => {
      const plan = planRead(index, names, after, newest);
      const rows = await pickRows(plan.rows.map(({ row }) => row));
      if (!rows.ok) return rows;
      const bodies = await loadBodies(plan.heads);
      if (!bodies.ok) return bodies;
      const located: Located[] = [];
      locateInSegments(bodies.value, plan, after, located);
      locateInRows(rows.value, plan.rows, located);
      const isMixed = plan.heads.length > 1 || (plan.heads.length > 0 && plan.rows.length > 0);
      if (isMixed) located.sort((a, b) => a.position - b.position);
      const found = located.filter(
        // A row stays until all of its commits are sealed, so some are in both places.
        ({ position }, i) => position > after && position <= plan.upTo && position !== located[i - 1]?.position,
      );
      return ok({ found, upTo: plan.upTo });
    });
  }

  /** A row that is not where it was may have been sealed by another tab: then there is more to take in, and it is read anew. */
  async function retrying<T>(
    refresh: Refresh,
    read: () => Promise<Result<T, ReadFailure>>,
  ): Promise<Result<T, ReadFailure>> {
    for (;;) {
      const sealed = index.segment;
      const done = await read();
      if (done.ok || done.error.code !== 'LogDamaged') return done;
      if (index.segment === sealed) {
        const refreshed = await refresh();
        if (!refreshed.ok) return refreshed;
        if (index.segment === sealed) return done;
      }
    }
  }

  async function findEntry(entry: Entry): Promise<Result<FoundCommit, ReadFailure>> {
    const { row, position } = entry.at;
    const rows = await pickRows([row]);
    if (!rows.ok) return rows;
    const lines = rows.value[0] === undefined ? [] : linesOf(rows.value[0]);
    return ok({ line: lines[entry.position - position] ?? '', receipt: toReceipt(entry) });
  }

  async function findSealed(id: string): Promise<Result<FoundCommit | null, ReadFailure>> {
    for (const { head, at } of index.sealedPlaces(id)) {
      const loaded = await loadBodies([head]);
      if (!loaded.ok) return loaded;
      const held = loaded.value.get(head);
      const line = held?.lines[at] ?? '';
      const lineHead = readHead(line)?.head;
      if (held === undefined || lineHead?.id !== id) continue;
      const { stream, hash } = lineHead;
      const receipt: Receipt = {
        commitId: id,
        stream,
        position: held.body.positions[at] ?? 0,
        sequence: head.first + at,
        hash,
        // Sealing is strict.
        durability: 'strict',
        duplicate: true,
        mirrored: false,
      };
      return ok({ line, receipt });
    }
    return ok(null);
  }

  async function fetchBatch(query: ReadQuery, upTo: number): Promise<Result<FetchedBatch, ReadFailure>> {
    const window = await readWindow(index.streamsOf(query), query.after ?? 0, upTo);
    if (!window.ok) return window;
    const { found, upTo: position } = window.value;
    return ok({ position, toCommits: () => toCommits(found, query) });
  }

  return {
    pickRows,
    fetchBatch,
    async readBatch(query, upTo) {
      const fetched = await fetchBatch(query, upTo);
      if (!fetched.ok) return fetched;
      const commits = fetched.value.toCommits();
      return commits.ok ? ok({ commits: commits.value, position: fetched.value.position }) : commits;
    },
    async *readLines(manifest, from) {
      const streams = manifest.streams ?? undefined;
      for (let after = from; after < manifest.position; ) {
        const window = await readWindow(streams, after, manifest.position);
        if (!window.ok) {
          yield window;
          return;
        }
        const lines = window.value.found.map(({ line }) => line);
        yield ok(streams === undefined ? lines : lines.filter((line) => isOfStreams(line, streams)));
        after = window.value.upTo;
      }
    },
    async lookUp(ids, refresh = context.refresh) {
      const found = new Map<string, FoundCommit | null>();
      for (const id of ids) {
        const one = await retrying<FoundCommit | null>(refresh, () => {
          const entry = index.entry(id);
          return entry === undefined ? findSealed(id) : findEntry(entry);
        });
        if (!one.ok) return one;
        found.set(id, one.value);
      }
      return ok(found);
    },
  };
}

function toCommits(found: readonly Located[], query: ReadQuery): Result<readonly Commit[], LogDamaged> {
  const commits: Commit[] = [];
  // One text for all: each call of the parser costs about as much as half a line.
  const parsed = parseJson(`[${found.map(({ line }) => line).join()}]`);
  for (let i = 0; i < found.length; i++) {
    const located = found[i];
    if (located === undefined) continue;
    const commit = Array.isArray(parsed) ? toCommit(parsed[i], located) : undefined;
    if (commit === undefined) return err(damagedAt(located.position));
    if (fits(commit, query)) commits.push(commit);
  }
  return ok(commits);
}

function fits(commit: Commit, { streams, aggregate, types }: ReadQuery): boolean {
  if (streams !== undefined && !streams.includes(commit.stream)) return false;
  if (!isOfAggregate(commit.stream, aggregate)) return false;
  return types === undefined || commit.events.some((event) => types.includes(event.type));
}

function isOfStreams(line: string, streams: readonly string[]): boolean {
  const stream = readHead(line)?.head.stream;
  return stream !== undefined && streams.includes(stream);
}

function damagedAt(position: number): LogDamaged {
  return { code: 'LogDamaged', params: { where: `commit ${position}`, why: 'shape' }, retry: 'never' };
}

/** The first place of an ascending list that is above a number. */
function firstAbove(ascending: Uint32Array, number: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) <= number) low = middle + 1;
    else high = middle;
  }
  return low;
}
