import { canonicalJson } from '#kit/canonical-json.ts';
import { nextHlc } from '#kit/hlc.ts';
import { err, ok, type Result } from '#kit/result.ts';
import type { Checksum } from './checksum.ts';
import { type PreparedBody, writeLine } from './commit-line.ts';
import type {
  AppendFailure,
  BlobReference,
  Commit,
  Conflict,
  Durability,
  Expected,
  NewCommit,
  Receipt,
} from './event-log.ts';
import type { Entry, Feed, IndexedLine, LogIndex, Standing } from './log-index.ts';
import { type Row, rowText } from './row.ts';
import type { StoredBlob } from './row-store.ts';

/**
 * One call of append: all of its commits are written, or none. No commit id is in two calls of a group: the second call
 * waits for the next group, where the first is known.
 */
export interface Call {
  readonly commits: readonly PreparedCommit[];
  readonly durability: Durability;
}

export interface PreparedCommit {
  readonly commit: NewCommit;
  readonly body: PreparedBody;
  readonly blobs: readonly BlobReference[];
  /** Those that came with their bytes, which have been held against their hashes. */
  readonly bytes: readonly StoredBlob[];
}

export interface GroupContext {
  readonly index: LogIndex;
  readonly device: string;
  readonly now: number;
  readonly checksum: Checksum;
  /** The stored commits under ids of this group, read before: what a repeated id is compared with. */
  readonly stored: ReadonlyMap<string, Commit>;
  /** The blobs of this group that the store holds already. */
  readonly held: ReadonlySet<string>;
}

export interface GroupPlan {
  readonly outcomes: readonly Result<readonly Receipt[], AppendFailure>[];
  readonly rows: readonly PlannedRow[];
  readonly blobs: readonly StoredBlob[];
  /** Of the row; at least what every call asked for. */
  readonly durability: Durability;
}

export interface PlannedRow {
  readonly row: Row;
  readonly lines: readonly IndexedLine[];
}

/**
 * Decides calls in turn against where the log stands and lays out the rows for those that may be written. Pure: a lost
 * race is planned again from the same calls. A refused call leaves no trace for those after it.
 */
export function planGroup(calls: readonly Call[], context: GroupContext): GroupPlan {
  const group = createPending(context.index);
  const decided = calls.map((call) => decideCall(call, group, context));
  const durability = calls.some((call) => call.durability === 'strict') ? 'strict' : 'relaxed';
  const rows = layOut([...group.added.values()], durability, context);
  const places = new Map<string, Entry>();
  for (const { row, lines } of rows) {
    lines.forEach(({ head }, i) => {
      const { id, stream, hash } = head;
      const sequence = row.sequences[i] ?? 0;
      places.set(id, { commitId: id, stream, position: row.position + i, sequence, hash, durability, row: row.row });
    });
  }
  const outcomes = decided.map((decision): Result<readonly Receipt[], AppendFailure> => {
    if (!decision.ok) return decision;
    return ok(
      decision.value.flatMap(({ id, duplicate }) => {
        const entry = places.get(id) ?? context.index.entry(id);
        return entry === undefined ? [] : [toReceipt(entry, duplicate)];
      }),
    );
  });
  const bytes = new Map<string, StoredBlob>();
  for (const { commit } of group.added.values()) {
    for (const blob of commit.bytes) if (!context.held.has(blob.hash)) bytes.set(blob.hash, blob);
  }
  return { outcomes, rows, blobs: [...bytes.values()], durability };
}

export function toReceipt(entry: Entry, duplicate: boolean): Receipt {
  const { commitId, stream, position, sequence, hash, durability } = entry;
  return { commitId, stream, position, sequence, hash, durability, duplicate, mirrored: false };
}

/** How many commits a row holds at most: above that one append costs more, and reading gains nothing (measured). */
export const commitsPerRow = 256;

/** How long a row's text becomes before the next row begins, in UTF-16 units. One commit may be longer. */
export const charactersPerRow = 256 * 1024;

interface Decided {
  readonly id: string;
  readonly duplicate: boolean;
}

interface Added {
  readonly commit: PreparedCommit;
  readonly sequence: number;
}

/** Where things stand with the commits decided so far on top. */
interface Pending {
  readonly added: Map<string, Added>;
  readonly sequences: Map<string, number>;
  readonly blobs: Set<string>;
  sequence(stream: string): number;
}

function createPending(base: Pick<Standing, 'sequence'>): Pending {
  const added = new Map<string, Added>();
  const sequences = new Map<string, number>();
  return {
    added,
    sequences,
    blobs: new Set(),
    sequence: (stream) => sequences.get(stream) ?? base.sequence(stream),
  };
}

function decideCall(call: Call, group: Pending, context: GroupContext): Result<readonly Decided[], AppendFailure> {
  const own = createPending(group);
  const decided: Decided[] = [];
  for (const prepared of call.commits) {
    const { commit } = prepared;
    const repeated = repeats(prepared, own, context);
    if (!repeated.ok) return repeated;
    if (!repeated.value) {
      const actual = own.sequence(commit.stream);
      const expected = commit.expected ?? 'any';
      if (!holds(expected, actual)) return err(conflict(commit.stream, expected, actual));
      for (const { hash } of prepared.bytes) own.blobs.add(hash);
      const missing = prepared.blobs.find(
        ({ hash }) => !own.blobs.has(hash) && !group.blobs.has(hash) && !context.held.has(hash),
      );
      if (missing !== undefined) return err({ code: 'BlobMissing', params: { hash: missing.hash }, retry: 'never' });
      own.added.set(commit.id, { commit: prepared, sequence: actual + 1 });
      own.sequences.set(commit.stream, actual + 1);
    }
    decided.push({ id: commit.id, duplicate: repeated.value });
  }
  for (const [id, added] of own.added) group.added.set(id, added);
  for (const [stream, sequence] of own.sequences) group.sequences.set(stream, sequence);
  for (const hash of own.blobs) group.blobs.add(hash);
  return ok(decided);
}

/** Whether the log holds this very commit; an error where it holds another under the same id. */
function repeats(prepared: PreparedCommit, own: Pending, context: GroupContext): Result<boolean, AppendFailure> {
  const { commit } = prepared;
  const waiting = own.added.get(commit.id)?.commit;
  if (waiting !== undefined) {
    if (isSameContent(commit, waiting.commit)) return ok(true);
    return err({ code: 'CommitIdReused', params: { commitId: commit.id, receipt: null }, retry: 'never' });
  }
  const entry = context.index.entry(commit.id);
  if (entry === undefined) return ok(false);
  const stored = context.stored.get(commit.id);
  if (stored !== undefined && isSameContent(commit, stored)) return ok(true);
  return err({
    code: 'CommitIdReused',
    params: { commitId: commit.id, receipt: toReceipt(entry, true) },
    retry: 'never',
  });
}

/** The same work: stream and events. When, where and by whom it was asked for may differ between two tries. */
function isSameContent(a: Content, b: Content): boolean {
  return a.stream === b.stream && canonicalJson(a.events) === canonicalJson(b.events);
}

type Content = Pick<NewCommit, 'stream' | 'events'>;

function holds(expected: Expected, actual: number): boolean {
  switch (expected) {
    case 'any':
      return true;
    case 'exists':
      return actual > 0;
    case 'absent':
      return actual === 0;
    default:
      return expected === actual;
  }
}

function conflict(stream: string, expected: Expected, actual: number): Conflict {
  return { code: 'Conflict', params: { stream, expected, actual }, retry: 'now' };
}

function layOut(added: readonly Added[], durability: Durability, context: GroupContext): readonly PlannedRow[] {
  const { index, device, now, checksum } = context;
  const rows: PlannedRow[] = [];
  const feeds = new Map<string, Feed>();
  let hlc = index.hlc;
  let position = index.position + 1;
  let next = 0;
  while (next < added.length) {
    const texts: string[] = [];
    const lines: IndexedLine[] = [];
    const sequences: number[] = [];
    let length = 0;
    while (next < added.length && texts.length < commitsPerRow && length < charactersPerRow) {
      const item = added[next++];
      if (item === undefined) break;
      const { id, stream, causation, correlation } = item.commit.commit;
      const feed = feeds.get(stream) ?? index.feed(device, stream);
      hlc = nextHlc(hlc, now);
      const place = {
        causation,
        correlation,
        device,
        hlc,
        id,
        index: feed === undefined ? 0 : feed.index + 1,
        previous: feed?.hash ?? '',
        stream,
      };
      const { head, text } = writeLine(place, item.commit.body, checksum);
      feeds.set(stream, head);
      texts.push(text);
      lines.push({ head, blobs: item.commit.blobs });
      sequences.push(item.sequence);
      length += text.length;
    }
    const row = {
      row: index.row + rows.length + 1,
      position,
      recordedAt: now,
      durability,
      sequences,
      text: rowText(texts),
    };
    rows.push({ row, lines });
    position += lines.length;
  }
  return rows;
}
