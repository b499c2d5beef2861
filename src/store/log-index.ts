import { hlcStart, laterHlc } from '#kit/hlc.ts';
import { err, ok, type Result } from '#kit/result.ts';
import type { Checksum } from './checksum.ts';
import { type LineHead, verifyLine } from './commit-line.ts';
import type { BlobReference, DamageReason, Durability, LogDamaged } from './event-log.ts';
import { damagedRow, isRow, linesOf, type Row } from './row.ts';

/**
 * What the log has to know about all of its rows to decide an append, kept in memory and caught up from the table: where
 * streams and feeds stand, which commit ids there are, and in which rows a stream's commits lie.
 */
export interface LogIndex extends Standing {
  /** Number of the newest row taken in. */
  readonly row: number;
  readonly position: number;
  readonly hlc: string;
  readonly sequences: ReadonlyMap<string, number>;
  feed(device: string, stream: string): Feed | undefined;
  /** The next rows with commits of these streams after a position: enough for one batch, and whether they are the last. */
  nextRows(streams: readonly string[] | undefined, afterPosition: number): NextRows;
  blobReferences(hash: string): ReadonlyMap<string, number>;
  blobsOf(streams: readonly string[] | undefined): readonly string[];
  /** Takes in the next row as it came from the table, after checking every line, link and number in it. */
  check(row: unknown): Result<Row, LogDamaged>;
  /** Takes in a row that this log has made itself and just written. */
  take(row: Row, lines: readonly IndexedLine[]): void;
}

/** Where things stand for a commit that is being decided. */
export interface Standing {
  sequence(stream: string): number;
  entry(commitId: string): Entry | undefined;
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

export interface IndexedLine {
  readonly head: LineHead;
  readonly blobs: readonly BlobReference[];
}

export function createLogIndex(checksum: Checksum): LogIndex {
  let row = 0;
  let position = 0;
  let hlc = hlcStart;
  const rowNumbers: number[] = [];
  const firstPositions: number[] = [];
  const sequences = new Map<string, number>();
  const rowsByStream = new Map<string, number[]>();
  const feeds = new Map<string, Feed>();
  const entries = new Map<string, Entry>();
  const references = new Map<string, Map<string, number>>();

  const feedKey = (device: string, stream: string) => `${device} ${stream}`;

  function take(taken: Row, lines: readonly IndexedLine[]): void {
    row = taken.row;
    rowNumbers.push(taken.row);
    firstPositions.push(taken.position);
    position = taken.position + lines.length - 1;
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i];
      if (line === undefined) continue;
      const { head, blobs } = line;
      const sequence = taken.sequences[i] ?? 0;
      hlc = laterHlc(hlc, head.hlc);
      sequences.set(head.stream, sequence);
      feeds.set(feedKey(head.device, head.stream), { index: head.index, hash: head.hash });
      entries.set(head.id, {
        commitId: head.id,
        stream: head.stream,
        position: taken.position + i,
        sequence,
        hash: head.hash,
        durability: taken.durability,
        row: taken.row,
      });
      const rows = rowsByStream.get(head.stream);
      if (rows === undefined) rowsByStream.set(head.stream, [taken.row]);
      else if (rows[rows.length - 1] !== taken.row) rows.push(taken.row);
      for (const blob of blobs) count(references, blob.hash, head.stream);
    }
  }

  /** Why these lines cannot follow what is here, or the lines read. */
  function readLines(next: Row): Result<readonly IndexedLine[], DamageReason> {
    const texts = linesOf(next);
    if (texts.length !== next.sequences.length) return err('shape');
    if (next.position !== position + 1) return err('order');
    const lines: IndexedLine[] = [];
    const feedsHere = new Map<string, Feed>();
    const sequencesHere = new Map<string, number>();
    for (let i = 0; i < texts.length; i++) {
      const verified = verifyLine(texts[i] ?? '', checksum);
      if (!verified.ok) return verified;
      const { head } = verified.value;
      const key = feedKey(head.device, head.stream);
      if (!follows(feedsHere.get(key) ?? feeds.get(key), head)) return err('link');
      const sequence = (sequencesHere.get(head.stream) ?? sequences.get(head.stream) ?? 0) + 1;
      if (next.sequences[i] !== sequence) return err('order');
      feedsHere.set(key, head);
      sequencesHere.set(head.stream, sequence);
      lines.push(verified.value);
    }
    return ok(lines);
  }

  /** The place in the lists of the row that holds a position: the last that starts at or before it. */
  function slotAt(wanted: number): number {
    let low = 0;
    let high = firstPositions.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((firstPositions[middle] ?? 0) <= wanted) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  function rowsOf(streams: readonly string[]): readonly number[] {
    if (streams.length === 1) return rowsByStream.get(streams[0] ?? '') ?? [];
    const union = new Set(streams.flatMap((stream) => rowsByStream.get(stream) ?? []));
    return [...union].sort((a, b) => a - b);
  }

  return {
    get row() {
      return row;
    },
    get position() {
      return position;
    },
    get hlc() {
      return hlc;
    },
    get sequences() {
      return sequences;
    },
    sequence: (stream) => sequences.get(stream) ?? 0,
    entry: (commitId) => entries.get(commitId),
    feed: (device, stream) => feeds.get(feedKey(device, stream)),
    nextRows(streams, afterPosition) {
      if (afterPosition >= position) return { rows: [], isLast: true };
      const all = streams === undefined ? rowNumbers : rowsOf(streams);
      const rows: number[] = [];
      let commits = 0;
      let next = lowerBound(all, rowNumbers[Math.max(0, slotAt(afterPosition + 1))] ?? 0);
      while (next < all.length && rows.length < rowsPerBatch && commits < commitsPerBatch) {
        const number = all[next++] ?? 0;
        rows.push(number);
        const slot = lowerBound(rowNumbers, number);
        commits += (firstPositions[slot + 1] ?? position + 1) - (firstPositions[slot] ?? 0);
      }
      return { rows, isLast: next >= all.length };
    },
    blobReferences: (hash) => new Map(references.get(hash)),
    blobsOf(streams) {
      const hashes = [...references].filter(
        ([, byStream]) => streams === undefined || streams.some((stream) => byStream.has(stream)),
      );
      return hashes.map(([hash]) => hash).sort();
    },
    check(next) {
      if (!isRow(next)) return err(damagedRow(row + 1, 'shape'));
      if (next.row !== row + 1) return err(damagedRow(next.row, 'order'));
      const lines = readLines(next);
      if (!lines.ok) return err(damagedRow(next.row, lines.error));
      take(next, lines.value);
      return ok(next);
    },
    take,
  };
}

/** Whether a commit is the next of its device's feed. */
export function follows(feed: Feed | undefined, head: Pick<LineHead, 'index' | 'previous'>): boolean {
  return feed === undefined
    ? head.index === 0 && head.previous === ''
    : head.index === feed.index + 1 && head.previous === feed.hash;
}

function count(references: Map<string, Map<string, number>>, hash: string, stream: string): void {
  const byStream = references.get(hash) ?? new Map<string, number>();
  references.set(hash, byStream.set(stream, (byStream.get(stream) ?? 0) + 1));
}

// A batch holds about this many commits at once, however they are spread over rows.
const commitsPerBatch = 2000;
const rowsPerBatch = 1000;

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
