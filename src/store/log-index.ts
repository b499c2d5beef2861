import { hlcStart } from '#kit/hlc.ts';
import { err, ok, type Result } from '#kit/result.ts';
import { aggregateOf, isOfAggregate } from './aggregate-name.ts';
import type { Checksum } from './checksum.ts';
import { blobsOf, readHead } from './commit-line.ts';
import type { BlobReference, DamageReason, Durability, LogDamaged, Manifest, ReadQuery } from './event-log.ts';
import { damagedRow, isRow, isWholeRow, linesOf, type Row } from './row.ts';

/**
 * What the log has to know about all of its rows to decide an append, kept in memory and caught up from the table: where
 * streams and feeds stand, which commit ids there are, and in which rows a stream's commits lie.
 */
export interface LogIndex {
  /** Number of the newest row taken in. */
  readonly row: number;
  readonly position: number;
  readonly hlc: string;
  sequence(stream: string): number;
  sequences(): ReadonlyMap<string, number>;
  has(commitId: string): boolean;
  entry(commitId: string): Entry | undefined;
  feed(device: string, stream: string): Feed | undefined;
  /** The streams that a query is about, as far as they have been born. Undefined: all. */
  streamsOf(query: Pick<ReadQuery, 'streams' | 'aggregate'>): readonly string[] | undefined;
  /** The next rows with commits of these streams after a position: enough for one batch, and whether they are the last. */
  nextRows(streams: readonly string[] | undefined, afterPosition: number): NextRows;
  blobReferences(hash: string): ReadonlyMap<string, number>;
  manifest(streams: readonly string[] | undefined): Manifest;
  /** Takes in the next row as it came from the table, after checking it and how it follows. */
  check(row: unknown): Result<Row, LogDamaged>;
  /** Takes in a row that this log has made itself and just written. */
  take(row: Row, lines: readonly IndexedLine[]): void;
}

/** Where a commit is. */
export interface Entry {
  readonly commitId: string;
  readonly stream: string;
  readonly position: number;
  readonly sequence: number;
  readonly hash: string;
  readonly durability: Durability;
  readonly row: number;
}

/** The newest commit of one device in one stream. */
export interface Feed {
  readonly index: number;
  readonly hash: string;
}

export interface NextRows {
  /** Ascending. */
  readonly rows: readonly number[];
  readonly isLast: boolean;
}

/** What the index keeps of a line. */
export interface IndexedLine extends Feed {
  readonly id: string;
  readonly stream: string;
  readonly device: string;
  readonly hlc: string;
  readonly blobs: readonly BlobReference[];
}

export function createLogIndex(checksum: Checksum): LogIndex {
  // By position, which starts at 1. Columns rather than an object for each commit: there may be a hundred thousand.
  const hashes: string[] = [''];
  const sequenceAt: number[] = [0];
  const streamAt: StreamIndex[] = [];
  const positions = new Map<string, number>();
  // By row, in step.
  const rowNumbers: number[] = [];
  const firstPositions: number[] = [];
  const durabilities: Durability[] = [];

  const streams = new Map<string, StreamIndex>();
  // Names of streams by what they are about, so that a live query by aggregate need not look at all of them each time.
  const namesByType = new Map<string, string[]>();
  const namesById = new Map<string, string[]>();
  const references = new Map<string, Map<string, number>>();
  let row = 0;
  let hlc = hlcStart;

  const newest = () => hashes.length - 1;

  function streamIndex(name: string): StreamIndex {
    let stream = streams.get(name);
    if (stream === undefined) {
      stream = { name, sequence: 0, rows: [], feeds: new Map() };
      streams.set(name, stream);
      const { type, id } = aggregateOf(name);
      addTo(namesByType, type, name);
      addTo(namesById, id, name);
    }
    return stream;
  }

  function take(taken: Row, lines: readonly IndexedLine[]): void {
    row = taken.row;
    rowNumbers.push(taken.row);
    firstPositions.push(taken.position);
    durabilities.push(taken.durability);
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i];
      if (line === undefined) continue;
      const stream = streamIndex(line.stream);
      stream.sequence = taken.sequences[i] ?? 0;
      stream.feeds.set(line.device, line);
      if (stream.rows[stream.rows.length - 1] !== taken.row) stream.rows.push(taken.row);
      positions.set(line.id, hashes.length);
      streamAt[hashes.length] = stream;
      sequenceAt.push(stream.sequence);
      hashes.push(line.hash);
      if (line.hlc > hlc) hlc = line.hlc;
      for (const blob of line.blobs) count(references, blob.hash, line.stream);
    }
  }

  /** The lines of the next row, or why they cannot follow what is here. */
  function readLines(next: Row): Result<readonly IndexedLine[], DamageReason> {
    const texts = linesOf(next);
    if (texts.length !== next.sequences.length) return err('shape');
    if (next.position !== newest() + 1) return err('order');
    const lines: IndexedLine[] = [];
    const feedsHere = new Map<string, Feed>();
    const sequencesHere = new Map<string, number>();
    for (let i = 0; i < texts.length; i++) {
      const read = readHead(texts[i] ?? '');
      const blobs = read === undefined ? undefined : blobsOf(read.body);
      if (read === undefined || blobs === undefined) return err('shape');
      const { id, stream, device, hlc, index, hash } = read.head;
      const key = `${device} ${stream}`;
      if (!follows(feedsHere.get(key) ?? streams.get(stream)?.feeds.get(device), read.head)) return err('link');
      const sequence = (sequencesHere.get(stream) ?? streams.get(stream)?.sequence ?? 0) + 1;
      if (next.sequences[i] !== sequence) return err('order');
      const line = { id, stream, device, hlc, index, hash, blobs };
      feedsHere.set(key, line);
      sequencesHere.set(stream, sequence);
      lines.push(line);
    }
    return ok(lines);
  }

  /** The place in the lists of the row that holds a position: the last that starts at or before it. */
  function slotAt(position: number): number {
    return lowerBound(firstPositions, position + 1) - 1;
  }

  function rowsOf(names: readonly string[]): readonly number[] {
    if (names.length === 1) return streams.get(names[0] ?? '')?.rows ?? [];
    const union = new Set(names.flatMap((name) => streams.get(name)?.rows ?? []));
    return [...union].sort((a, b) => a - b);
  }

  return {
    get row() {
      return row;
    },
    get position() {
      return newest();
    },
    get hlc() {
      return hlc;
    },
    sequence: (stream) => streams.get(stream)?.sequence ?? 0,
    sequences: () => new Map([...streams].map(([name, { sequence }]) => [name, sequence])),
    has: (commitId) => positions.has(commitId),
    entry(commitId) {
      const position = positions.get(commitId);
      if (position === undefined) return undefined;
      const slot = slotAt(position);
      return {
        commitId,
        stream: streamAt[position]?.name ?? '',
        position,
        sequence: sequenceAt[position] ?? 0,
        hash: hashes[position] ?? '',
        durability: durabilities[slot] ?? 'relaxed',
        row: rowNumbers[slot] ?? 0,
      };
    },
    feed: (device, stream) => streams.get(stream)?.feeds.get(device),
    streamsOf({ streams: names, aggregate }) {
      if (aggregate === undefined) return names;
      const { type, id } = aggregate;
      const few = names ?? (id === undefined ? undefined : (namesById.get(id) ?? []));
      const candidates = few ?? (type === undefined ? [...streams.keys()] : (namesByType.get(type) ?? []));
      return candidates.filter((name) => isOfAggregate(name, aggregate));
    },
    nextRows(names, afterPosition) {
      if (afterPosition >= newest()) return { rows: [], isLast: true };
      const all = names === undefined ? rowNumbers : rowsOf(names);
      const rows: number[] = [];
      let commits = 0;
      let next = lowerBound(all, rowNumbers[Math.max(0, slotAt(afterPosition + 1))] ?? 0);
      while (next < all.length && rows.length < rowsPerBatch && commits < commitsPerBatch) {
        const number = all[next++] ?? 0;
        rows.push(number);
        const slot = lowerBound(rowNumbers, number);
        commits += (firstPositions[slot + 1] ?? newest() + 1) - (firstPositions[slot] ?? 0);
      }
      return { rows, isLast: next >= all.length };
    },
    blobReferences: (hash) => new Map(references.get(hash)),
    manifest(names) {
      const chosen = names === undefined ? [...streams.keys()] : [...new Set(names)];
      const isWanted = (byStream: ReadonlyMap<string, number>) =>
        names === undefined || chosen.some((name) => byStream.has(name));
      return {
        streams: names === undefined ? null : chosen.sort(),
        position: newest(),
        commits: chosen.reduce((total, name) => total + (streams.get(name)?.sequence ?? 0), 0),
        blobs: [...references].flatMap(([hash, byStream]) => (isWanted(byStream) ? [hash] : [])).sort(),
      };
    },
    check(next) {
      if (!isRow(next)) return err(damagedRow(row + 1, 'shape'));
      if (!isWholeRow(next, checksum)) return err(damagedRow(next.row, 'hash'));
      if (next.row !== row + 1) return err(damagedRow(next.row, 'order'));
      const lines = readLines(next);
      if (!lines.ok) return err(damagedRow(next.row, lines.error));
      take(next, lines.value);
      return ok(next);
    },
    take,
  };
}

interface StreamIndex {
  readonly name: string;
  sequence: number;
  /** Numbers of the rows that hold its commits, ascending. */
  readonly rows: number[];
  /** By device. */
  readonly feeds: Map<string, Feed>;
}

/** Whether a commit is the next of its device's feed. */
export function follows(feed: Feed | undefined, next: { readonly index: number; readonly previous: string }): boolean {
  return feed === undefined
    ? next.index === 0 && next.previous === ''
    : next.index === feed.index + 1 && next.previous === feed.hash;
}

function addTo(namesByKey: Map<string, string[]>, key: string, name: string): void {
  const names = namesByKey.get(key);
  if (names === undefined) namesByKey.set(key, [name]);
  else names.push(name);
}

function count(references: Map<string, Map<string, number>>, hash: string, stream: string): void {
  const byStream = references.get(hash) ?? new Map<string, number>();
  references.set(hash, byStream.set(stream, (byStream.get(stream) ?? 0) + 1));
}

// A batch holds about this many commits at once, however they are spread over rows.
const commitsPerBatch = 2000;
const rowsPerBatch = 1000;

/** The first place whose number is not below `wanted`. */
function lowerBound(ascending: readonly number[], wanted: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
