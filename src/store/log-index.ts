import { hlcStart } from '#kit/hlc.ts';
import { err, ok, type Result } from '#kit/result.ts';
import { aggregateOf, isOfAggregate } from './aggregate-name.ts';
import type { Checksum } from './checksum.ts';
import { blobsOf, readHead } from './commit-line.ts';
import type { BlobReference, DamageReason, Durability, LogDamaged, Manifest, ReadQuery } from './event-log.ts';
import { createFingerprintTable } from './fingerprint-table.ts';
import { damagedRow, isRow, isWholeRow, linesOf, type Row } from './row.ts';
import type { StoreEnd } from './row-store.ts';
import { damagedSegment, isSegmentHead, isWholeHead, type SegmentHead } from './segment.ts';

/**
 * What the log has to know about all of its commits to decide an append, kept in memory and caught up from the tables:
 * where streams and feeds stand, which commit ids there are, and where a commit lies. Commits in the tail, which are in
 * rows, are known one by one; sealed ones by the heads of their segments.
 */
export interface LogIndex extends StoreEnd {
  readonly position: number;
  readonly hlc: string;
  sequence(stream: string): number;
  sequences(): ReadonlyMap<string, number>;
  /** A commit in the tail. */
  entry(commitId: string): Entry | undefined;
  /** Where a sealed commit with this id may lie: its fingerprint is there. Nearly always nowhere, or in one place. */
  sealedPlaces(commitId: string): readonly SealedPlace[];
  feed(device: string, stream: string): Feed | undefined;
  /** The streams that a query is about, or undefined where it is about all of them. */
  streamsOf(query: Pick<ReadQuery, 'streams' | 'aggregate'>): readonly string[] | undefined;
  stream(name: string): StreamIndex | undefined;
  streams(): Iterable<StreamIndex>;
  /** Of the tail, ascending. */
  readonly places: readonly RowPlace[];
  /** By number, from 1. */
  readonly heads: readonly SegmentHead[];
  blobReferences(hash: string): ReadonlyMap<string, number>;
  manifest(streams: readonly string[] | undefined): Manifest;
  /** Takes in the next segment as its head came from the table. Commits of it that were in the tail no longer are. */
  takeHead(head: unknown): Result<SegmentHead, LogDamaged>;
  /** Takes in the next row as it came from the table, after checking it and how it follows. */
  check(row: unknown): Result<Row, LogDamaged>;
  /** After a reading to the end: that no commit is missing between those that are here. */
  settle(): Result<void, LogDamaged>;
  /** Takes in a row that this log has made itself and just written. */
  take(row: Row, lines: readonly IndexedLine[]): void;
}

/** A commit in the tail. */
export interface Entry extends Feed {
  readonly commitId: string;
  readonly stream: StreamIndex;
  readonly position: number;
  readonly sequence: number;
  readonly blobs: readonly BlobReference[];
  readonly at: RowPlace;
}

/** A row of the tail. */
export interface RowPlace {
  readonly row: number;
  /** Of its first commit. */
  readonly position: number;
  readonly count: number;
  readonly durability: Durability;
  /** How many of its commits are in no segment. */
  left: number;
}

export interface SealedPlace {
  readonly head: SegmentHead;
  /** Counted from 0. */
  readonly at: number;
}

/** The newest commit of one device in one stream. */
export interface Feed {
  readonly index: number;
  readonly hash: string;
}

export interface StreamIndex {
  readonly name: string;
  sequence: number;
  /** The sequence up to which it is sealed. */
  sealed: number;
  /** Ascending. */
  readonly heads: SegmentHead[];
  /** What is not sealed, ascending. */
  readonly tail: Entry[];
  /** By device. */
  readonly feeds: Map<string, Feed>;
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
  const entries = new Map<string, Entry>();
  const places: RowPlace[] = [];
  const heads: SegmentHead[] = [];
  // How many sealed commits there are before each segment.
  const sealedBefore: number[] = [];
  const fingerprints = createFingerprintTable();
  const streams = new Map<string, StreamIndex>();
  // Names of streams by what they are about, so that a live query by aggregate need not look at all of them each time.
  const namesByType = new Map<string, string[]>();
  const namesById = new Map<string, string[]>();
  const references = new Map<string, Map<string, number>>();
  let row = 0;
  let hlc = hlcStart;
  /** The position of the newest row's last commit. */
  let rowsEnd = 0;
  let newest = 0;
  /** The first row whose number did not follow: sealed rows are gone from between, or it is damage. */
  let gap: number | undefined;

  function streamIndex(name: string): StreamIndex {
    let stream = streams.get(name);
    if (stream === undefined) {
      stream = { name, sequence: 0, sealed: 0, heads: [], tail: [], feeds: new Map() };
      streams.set(name, stream);
      const { type, id } = aggregateOf(name);
      addTo(namesByType, type, name);
      addTo(namesById, id, name);
    }
    return stream;
  }

  /** Of a row's lines those that are in no segment. A sealed one is undefined. */
  function takeLines(taken: Row, lines: readonly (IndexedLine | undefined)[]): void {
    const at: RowPlace = {
      row: taken.row,
      position: taken.position,
      count: lines.length,
      durability: taken.durability,
      left: 0,
    };
    places.push(at);
    row = taken.row;
    rowsEnd = taken.position + lines.length - 1;
    newest = Math.max(newest, rowsEnd);
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i];
      if (line === undefined) continue;
      const stream = streamIndex(line.stream);
      const { id: commitId, index, hash, blobs } = line;
      const sequence = stream.sequence + 1;
      const entry = { commitId, stream, position: taken.position + i, sequence, index, hash, blobs, at };
      at.left += 1;
      stream.sequence = sequence;
      stream.feeds.set(line.device, entry);
      stream.tail.push(entry);
      entries.set(commitId, entry);
      if (line.hlc > hlc) hlc = line.hlc;
      for (const blob of blobs) count(references, blob.hash, line.stream, 1);
    }
  }

  /** The lines of the next row, or why they cannot follow what is here. */
  function readLines(next: Row): Result<readonly (IndexedLine | undefined)[], DamageReason> {
    const texts = linesOf(next);
    if (texts.length !== next.sequences.length) return err('shape');
    const lines: (IndexedLine | undefined)[] = [];
    const feedsHere = new Map<string, Feed>();
    const sequencesHere = new Map<string, number>();
    for (let i = 0; i < texts.length; i++) {
      const read = readHead(texts[i] ?? '');
      const blobs = read === undefined ? undefined : blobsOf(read.body);
      if (read === undefined || blobs === undefined) return err('shape');
      const { id, stream: name, device, hlc, index, hash } = read.head;
      const stream = streams.get(name);
      if (stream !== undefined && (next.sequences[i] ?? 0) <= stream.sealed) {
        lines.push(undefined);
        continue;
      }
      const key = `${device} ${name}`;
      if (!follows(feedsHere.get(key) ?? stream?.feeds.get(device), read.head)) return err('link');
      const sequence = (sequencesHere.get(name) ?? stream?.sequence ?? 0) + 1;
      if (next.sequences[i] !== sequence) return err('order');
      const line = { id, stream: name, device, hlc, index, hash, blobs };
      feedsHere.set(key, line);
      sequencesHere.set(name, sequence);
      lines.push(line);
    }
    return ok(lines);
  }

  /** Takes the commits of a stream up to a sequence out of the tail. */
  function untail(stream: StreamIndex, upTo: number): void {
    const gone = stream.tail.splice(
      0,
      lowerBound(stream.tail, upTo + 1, (entry) => entry.sequence),
    );
    let isRowGone = false;
    for (const { commitId, blobs, at } of gone) {
      entries.delete(commitId);
      at.left -= 1;
      if (at.left === 0) isRowGone = true;
      for (const blob of blobs) count(references, blob.hash, stream.name, -1);
    }
    if (!isRowGone) return;
    // The newest row stays, whatever is in it.
    const kept = places.filter(({ left, row: number }) => left > 0 || number === row);
    places.splice(0, places.length, ...kept);
  }

  function checkHead(head: unknown): Result<SegmentHead, LogDamaged> {
    const number = heads.length + 1;
    if (!isSegmentHead(head)) return err(damagedSegment(number, 'shape'));
    if (head.segment !== number) return err(damagedSegment(head.segment, 'order'));
    if (!isWholeHead(head, checksum)) return err(damagedSegment(number, 'hash'));
    return head.first === (streams.get(head.stream)?.sealed ?? 0) + 1 ? ok(head) : err(damagedSegment(number, 'order'));
  }

  return {
    get row() {
      return row;
    },
    get segment() {
      return heads.length;
    },
    get position() {
      return newest;
    },
    get hlc() {
      return hlc;
    },
    places,
    heads,
    sequence: (stream) => streams.get(stream)?.sequence ?? 0,
    sequences: () => new Map([...streams].map(([name, { sequence }]) => [name, sequence])),
    entry: (commitId) => entries.get(commitId),
    sealedPlaces: (commitId) =>
      fingerprints.find(commitId).flatMap((number) => {
        const slot = lowerBound(sealedBefore, number + 1, (before) => before) - 1;
        const head = heads[slot];
        return head === undefined ? [] : [{ head, at: number - (sealedBefore[slot] ?? 0) }];
      }),
    feed: (device, stream) => streams.get(stream)?.feeds.get(device),
    stream: (name) => streams.get(name),
    streams: () => streams.values(),
    streamsOf({ streams: names, aggregate }) {
      if (aggregate === undefined) return names;
      const { type, id } = aggregate;
      const few = names ?? (id === undefined ? undefined : (namesById.get(id) ?? []));
      const candidates = few ?? (type === undefined ? [...streams.keys()] : (namesByType.get(type) ?? []));
      return candidates.filter((name) => isOfAggregate(name, aggregate));
    },
    blobReferences: (hash) => new Map(references.get(hash)),
    manifest(names) {
      const chosen = names === undefined ? [...streams.keys()] : [...new Set(names)];
      const isWanted = (byStream: ReadonlyMap<string, number>) =>
        names === undefined || chosen.some((name) => byStream.has(name));
      return {
        streams: names === undefined ? null : chosen.sort(),
        position: newest,
        commits: chosen.reduce((total, name) => total + (streams.get(name)?.sequence ?? 0), 0),
        blobs: [...references].flatMap(([hash, byStream]) => (isWanted(byStream) ? [hash] : [])).sort(),
      };
    },
    takeHead(value) {
      const checked = checkHead(value);
      if (!checked.ok) return checked;
      // The table has them now, more densely.
      const head = { ...checked.value, fingerprints: noFingerprints };
      const stream = streamIndex(head.stream);
      const last = head.first + head.count - 1;
      untail(stream, last);
      stream.sealed = last;
      stream.sequence = Math.max(stream.sequence, last);
      stream.heads.push(head);
      for (const feed of head.feeds) {
        const known = stream.feeds.get(feed.device);
        if (known === undefined || known.index < feed.index) stream.feeds.set(feed.device, feed);
      }
      for (const [hash, times] of head.blobs) count(references, hash, head.stream, times);
      sealedBefore.push(fingerprints.size);
      fingerprints.add(checked.value.fingerprints);
      heads.push(head);
      newest = Math.max(newest, head.lastPosition);
      if (head.hlc > hlc) hlc = head.hlc;
      return ok(head);
    },
    check(next) {
      if (!isRow(next)) return err(damagedRow(row + 1, 'shape'));
      if (!isWholeRow(next, checksum)) return err(damagedRow(next.row, 'hash'));
      if (next.row === row + 1 ? next.position !== rowsEnd + 1 : next.row <= row || next.position <= rowsEnd) {
        return err(damagedRow(next.row, 'order'));
      }
      if (next.row !== row + 1 && heads.length === 0) return err(damagedRow(next.row, 'order'));
      const lines = readLines(next);
      if (!lines.ok) return err(damagedRow(gap ?? next.row, gap === undefined ? lines.error : 'order'));
      if (next.row !== row + 1) gap ??= next.row;
      takeLines(next, lines.value);
      return ok(next);
    },
    settle() {
      if (entries.size + fingerprints.size !== newest) return err(damagedRow(gap ?? row + 1, 'order'));
      gap = undefined;
      return ok(undefined);
    },
    take: takeLines,
  };
}

const noFingerprints = new Uint32Array();

/** Whether a commit is the next of its device's feed. */
export function follows(feed: Feed | undefined, next: { readonly index: number; readonly previous: string }): boolean {
  return feed === undefined
    ? next.index === 0 && next.previous === ''
    : next.index === feed.index + 1 && next.previous === feed.hash;
}

function addTo(names: Map<string, string[]>, key: string, name: string): void {
  const held = names.get(key);
  if (held === undefined) names.set(key, [name]);
  else held.push(name);
}

function count(references: Map<string, Map<string, number>>, hash: string, stream: string, times: number): void {
  const byStream = references.get(hash) ?? new Map<string, number>();
  const counted = (byStream.get(stream) ?? 0) + times;
  // A commit that moves into a segment is counted there before long; a blob without any is in no file.
  if (counted === 0) byStream.delete(stream);
  else byStream.set(stream, counted);
  if (byStream.size === 0) references.delete(hash);
  else references.set(hash, byStream);
}

/** The first place whose number is not below `wanted`. */
export function lowerBound<T>(ascending: readonly T[], wanted: number, numberOf: (value: T) => number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const value = ascending[middle];
    if (value !== undefined && numberOf(value) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
