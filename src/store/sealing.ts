import { err, ok, type Result } from '#kit/result.ts';
import type { Checksum } from './checksum.ts';
import { verifyLine } from './commit-line.ts';
import type { BlobReference, LogDamaged, ReadFailure, Sealed, SealOptions, WriteFailure } from './event-log.ts';
import { type Entry, type LogIndex, lowerBound } from './log-index.ts';
import type { LogReader } from './log-reader.ts';
import { damagedRow, lineSeparator, linesOf } from './row.ts';
import type { RowStore } from './row-store.ts';
import {
  bodyChecksum,
  damagedSegment,
  fingerprint,
  headChecksum,
  readSegmentBody,
  type SegmentBody,
  type SegmentFeed,
  type SegmentHead,
} from './segment.ts';
import { sha256 } from './sha256.ts';

interface Context {
  readonly index: LogIndex;
  readonly store: RowStore;
  readonly checksum: Checksum;
  readonly reader: LogReader;
  readonly exclusive: <T>(task: () => Promise<T>) => Promise<T>;
  readonly catchUp: () => Promise<Result<number, ReadFailure>>;
}

/**
 * Seals one slice of what is due. Reading, hashing and keeping the bodies go on beside appends; only making them valid
 * waits for its turn. Whatever ends it before that leaves bodies that nobody refers to, which the next sealing sweeps.
 */
export async function sealSlice(
  context: Context,
  { through = Number.POSITIVE_INFINITY, epoch = null }: SealOptions,
): Promise<Result<Sealed, ReadFailure | WriteFailure>> {
  const { index, store, checksum, exclusive, catchUp } = context;
  const caught = await exclusive(catchUp);
  if (!caught.ok) return caught;
  const after = index.segment;
  const due = chooseDue(index, through);
  if (due.length === 0) return ok({ segments: 0, commits: 0, isDone: true });
  const swept = await store.sweepBodies();
  if (!swept.ok) return swept;

  const read = await readDue(due, context);
  if (!read.ok) return index.segment === after ? read : ok(later);
  const made: Made[] = [];
  for (const run of read.value) {
    for (const part of cutBySize(run)) {
      const one = await makeSegment(part, after + made.length + 1, checksum);
      if (!one.ok) return one;
      made.push(one.value);
    }
  }
  const kept = await store.putBodies(made.map(({ body }) => body));
  if (!kept.ok) return kept;
  // What the disk gives back is what the rows are given up for.
  const again = await store.pick(
    [],
    made.map(({ body }) => body.digest),
  );
  if (!again.ok) return again;
  for (const [i, { head }] of made.entries()) {
    const found = again.value.bodies[i];
    if (found === undefined) return ok(later);
    const body = readSegmentBody(found, head, checksum);
    if (!body.ok) return err(damagedSegment(head.segment, body.error));
    if ((await digestOf(body.value.text)) !== head.digest) return err(damagedSegment(head.segment, 'hash'));
  }

  return exclusive(async () => {
    if (index.segment !== after) return ok(later);
    const rows = rowsReplaced(index, made);
    const heads = made.map(({ head }) => head);
    const written = await store.seal({ after, heads, rows, epoch });
    if (!written.ok) return written;
    if (written.value === 'raced') {
      const late = await catchUp();
      return late.ok ? ok(later) : late;
    }
    for (const head of heads) {
      const taken = index.takeHead(head);
      if (!taken.ok) return taken;
    }
    const commits = heads.reduce((total, { count }) => total + count, 0);
    return ok({ segments: heads.length, commits, isDone: chooseDue(index, through).length === 0 });
  });
}

/** Another tab was there first, or swept a body away: there is nothing wrong, and something left to do. */
const later: Sealed = { segments: 0, commits: 0, isDone: false };

interface Made {
  readonly head: SegmentHead;
  readonly body: SegmentBody;
  readonly entries: readonly Entry[];
}

/** The runs of commits to seal next, each of one stream. */
function chooseDue(index: LogIndex, through: number): readonly (readonly Entry[])[] {
  const upTo = Math.min(through, index.position - keptInTail);
  const tail = index.places.reduce((total, { left }) => total + left, 0);
  const fewest = fewestFor(tail);
  const due: (readonly Entry[])[] = [];
  for (const stream of index.streams()) {
    const old = lowerBound(stream.tail, upTo + 1, ({ position }) => position);
    for (let from = 0; old - from >= fewest; from += mostCommits) {
      if (due.length === segmentsASlice) return due;
      due.push(stream.tail.slice(from, Math.min(old, from + mostCommits)));
    }
  }
  return due;
}

/** A long tail is drained even into small segments, or a log of many small plans would never get out of it. */
function fewestFor(tail: number): number {
  if (tail > 4 * longTail) return 1;
  return tail > longTail ? 25 : fewestCommits;
}

/** A commit of the tail, and what is to be kept of it. */
interface Due {
  readonly entry: Entry;
  readonly line: string;
  readonly recordedAt: number;
}

async function readDue(
  due: readonly (readonly Entry[])[],
  { reader }: Context,
): Promise<Result<readonly (readonly Due[])[], ReadFailure>> {
  const numbers = new Set(due.flatMap((entries) => entries.map(({ at }) => at.row)));
  const rows = await reader.pickRows([...numbers].sort((a, b) => a - b));
  if (!rows.ok) return rows;
  const byRow = new Map(rows.value.map((row) => [row.row, { row, lines: linesOf(row) }]));
  const read: Due[][] = [];
  for (const entries of due) {
    const run: Due[] = [];
    for (const entry of entries) {
      const { row, position } = entry.at;
      const held = byRow.get(row);
      const line = held?.lines[entry.position - position];
      if (held === undefined || line === undefined) return err(damagedRow(row, 'shape'));
      run.push({ entry, line, recordedAt: held.row.recordedAt });
    }
    read.push(run);
  }
  return ok(read);
}

/** None of the parts is empty. */
function cutBySize(run: readonly Due[]): readonly (readonly Due[])[] {
  const parts: Due[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const one of run) {
    if (size + one.line.length > mostUnits) {
      parts.push([]);
      size = 0;
    }
    parts[parts.length - 1]?.push(one);
    size += one.line.length;
  }
  return parts;
}

async function makeSegment(
  part: readonly Due[],
  segment: number,
  checksum: Checksum,
): Promise<Result<Made, LogDamaged>> {
  const lines: string[] = [];
  const fingerprints = new Uint32Array(part.length * 2);
  const positions = new Uint32Array(part.length);
  const recordedAt = new Float64Array(part.length);
  const feeds = new Map<string, SegmentFeed>();
  const blobs = new Map<string, number>();
  let hlc = '';
  for (const [i, { entry, line, recordedAt: at }] of part.entries()) {
    // For the last time: from here on the segment's digest stands for all of its lines.
    const verified = verifyLine(line, checksum);
    if (!verified.ok) return err(damagedRow(entry.at.row, verified.error));
    const { head, blobs: references } = verified.value;
    lines.push(line);
    fingerprints.set(fingerprint(head.id), i * 2);
    positions[i] = entry.position;
    recordedAt[i] = at;
    feeds.set(head.device, { device: head.device, index: head.index, hash: head.hash });
    countBlobs(blobs, references);
    if (head.hlc > hlc) hlc = head.hlc;
  }
  const text = `[${lines.join(lineSeparator)}]`;
  const body = { digest: await digestOf(text), text, positions, recordedAt };
  const entries = part.map(({ entry }) => entry);
  // A part is never empty.
  const [first, last] = [entries[0], entries[entries.length - 1]] as [Entry, Entry];
  const head = {
    segment,
    stream: first.stream.name,
    first: first.sequence,
    count: entries.length,
    firstPosition: first.position,
    lastPosition: last.position,
    fingerprints,
    feeds: [...feeds.values()],
    hlc,
    blobs: [...blobs],
    digest: body.digest,
    bodyChecksum: bodyChecksum(body, checksum),
  };
  return ok({ head: { ...head, checksum: headChecksum(head, checksum) }, body, entries });
}

function countBlobs(counts: Map<string, number>, references: readonly BlobReference[]): void {
  for (const { hash } of references) counts.set(hash, (counts.get(hash) ?? 0) + 1);
}

/** Rows of which nothing is left once these segments are valid. The newest stays, so that a late writer meets it. */
function rowsReplaced(index: LogIndex, made: readonly Made[]): readonly number[] {
  const sealed = new Map<number, number>();
  for (const { entries } of made) for (const { at } of entries) sealed.set(at.row, (sealed.get(at.row) ?? 0) + 1);
  return index.places.flatMap(({ row, left }) => (left === (sealed.get(row) ?? 0) && row !== index.row ? [row] : []));
}

function digestOf(text: string): Promise<string> {
  return sha256(new TextEncoder().encode(text));
}

/** 200 to 500 commits: above 64 kB of text reading is twice as fast, beyond that nothing is won (measured). */
const fewestCommits = 200;
const mostCommits = 400;
/** UTF-16 units of one segment, unless one commit alone has more. */
const mostUnits = 1024 * 1024;
/** The newest commits stay where they are: they are what is read and undone most. */
const keptInTail = 512;
/** Opening reads the tail line by line; this many take some tens of milliseconds. */
const longTail = 8192;
const segmentsASlice = 64;
