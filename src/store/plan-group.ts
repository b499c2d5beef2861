import { canonicalJson } from '#kit/canonical-json.ts';
import { err, ok, type Result } from '#kit/result.ts';
import { readBody, readHead } from './commit-line.ts';
import type { AppendFailure, BlobReference, Durability, Expected, NewCommit, Receipt } from './event-log.ts';
import type { Entry, LogIndex } from './log-index.ts';
import type { FoundCommit } from './log-reader.ts';
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
  /** Its text, which stays the same when a lost race gives the commit another place. */
  readonly body: string;
  readonly blobs: readonly BlobReference[];
  /** Those that came with their bytes, which have been held against their hashes. */
  readonly bytes: readonly StoredBlob[];
}

export interface GroupContext {
  readonly index: LogIndex;
  /** What the log holds under ids of this group, where that has been read; null: nothing, though it looked so. */
  readonly stored: ReadonlyMap<string, FoundCommit | null>;
  /** The blobs of this group that the store holds already. */
  readonly held: ReadonlySet<string>;
}

export interface GroupPlan {
  /** For each call what becomes of it. */
  readonly decided: readonly Result<readonly Decided[], AppendFailure>[];
  /** What is to be written, in order. */
  readonly added: readonly Added[];
  readonly blobs: readonly StoredBlob[];
  /** Ids of this group that the log seems to hold: if there are any, look them up and plan again. */
  readonly unread: ReadonlySet<string>;
  /** Of the rows; at least what every call asked for. */
  readonly durability: Durability;
}

export interface Added {
  readonly prepared: PreparedCommit;
  readonly sequence: number;
}

/** A commit in a receipt to be: new, at a place in the group; that one again; or held by the log before. */
export type Decided = InGroup | { readonly kind: 'held'; readonly receipt: Receipt };

interface InGroup {
  readonly kind: 'new' | 'again';
  readonly commitId: string;
  readonly stream: string;
  readonly sequence: number;
  /** Counted from the first of the group. */
  readonly at: number;
}

/**
 * Decides calls in turn against where the log stands. Pure: a lost race is planned again from the same calls. A refused
 * call leaves no trace for those after it.
 */
export function planGroup(calls: readonly Call[], context: GroupContext): GroupPlan {
  const group: Group = { added: [], sequences: new Map(), blobs: new Map(), unread: new Set() };
  const decided = calls.map((call) => decideCall(call, group, context));
  const durability = calls.some((call) => call.durability === 'strict') ? 'strict' : 'relaxed';
  return { decided, added: group.added, blobs: [...group.blobs.values()], unread: group.unread, durability };
}

/** What one call is answered once the rows of its group, whose first commit is at this position, are written. */
export function answer(
  decision: GroupPlan['decided'][number],
  {
    position: first,
    hashes,
    durability,
  }: { readonly position: number; readonly hashes: readonly string[]; readonly durability: Durability },
): Result<readonly Receipt[], AppendFailure> {
  if (!decision.ok) return decision;
  return ok(
    decision.value.map((place): Receipt => {
      if (place.kind === 'held') return place.receipt;
      const { commitId, stream, sequence, at } = place;
      const duplicate = place.kind === 'again';
      const hash = hashes[at] ?? '';
      return { commitId, stream, position: first + at, sequence, hash, durability, duplicate, mirrored: false };
    }),
  );
}

/** The first receipt of a commit in the tail. */
export function toReceipt({ commitId, stream, position, sequence, hash, at }: Entry): Receipt {
  const { durability } = at;
  return { commitId, stream: stream.name, position, sequence, hash, durability, duplicate: true, mirrored: false };
}

/** What the calls decided so far add to the log. */
interface Group {
  readonly added: Added[];
  readonly sequences: Map<string, number>;
  readonly blobs: Map<string, StoredBlob>;
  readonly unread: Set<string>;
}

function decideCall(call: Call, group: Group, context: GroupContext): Result<readonly Decided[], AppendFailure> {
  const { index } = context;
  const decided: Decided[] = [];
  const added: Added[] = [];
  const sequences = new Map<string, number>();
  const blobs = new Map<string, StoredBlob>();
  const byId = new Map<string, InGroup>();
  for (const prepared of call.commits) {
    const { commit } = prepared;
    const { id, stream } = commit;
    const before = byId.get(id);
    if (before !== undefined) {
      const first = added[before.at - group.added.length]?.prepared.commit;
      if (first === undefined || !isSameContent(commit, first)) return err(reused(id, null));
      decided.push({ ...before, kind: 'again' });
      continue;
    }
    const stored = context.stored.get(id);
    if (stored === undefined && (index.entry(id) !== undefined || index.sealedPlaces(id).length > 0)) {
      group.unread.add(id);
      continue;
    }
    if (stored !== undefined && stored !== null) {
      if (!isSameContent(commit, contentOf(stored))) return err(reused(id, stored.receipt));
      decided.push({ kind: 'held', receipt: stored.receipt });
      continue;
    }
    const actual = sequences.get(stream) ?? group.sequences.get(stream) ?? index.sequence(stream);
    const expected = commit.expected ?? 'any';
    if (!holds(expected, actual)) return err({ code: 'Conflict', params: { stream, expected, actual }, retry: 'now' });
    for (const blob of prepared.bytes) if (!context.held.has(blob.hash)) blobs.set(blob.hash, blob);
    for (const { hash } of prepared.blobs) {
      const isHere = context.held.has(hash) || group.blobs.has(hash) || blobs.has(hash);
      if (!isHere) return err({ code: 'BlobMissing', params: { hash }, retry: 'never' });
    }
    const sequence = actual + 1;
    const place: InGroup = { kind: 'new', commitId: id, stream, sequence, at: group.added.length + added.length };
    byId.set(id, place);
    decided.push(place);
    added.push({ prepared, sequence });
    sequences.set(stream, sequence);
  }
  for (const one of added) group.added.push(one);
  for (const [stream, sequence] of sequences) group.sequences.set(stream, sequence);
  for (const [hash, blob] of blobs) group.blobs.set(hash, blob);
  return ok(decided);
}

function reused(commitId: string, receipt: Receipt | null): AppendFailure {
  return { code: 'CommitIdReused', params: { commitId, receipt }, retry: 'never' };
}

/** The same work: stream and events. When, where and by whom it was asked for may differ between two tries. */
function isSameContent(a: Content, b: Content): boolean {
  return a.stream === b.stream && canonicalJson(a.events) === canonicalJson(b.events);
}

type Content = Pick<NewCommit, 'stream' | 'events'>;

function contentOf({ line, receipt }: FoundCommit): Content {
  const read = readHead(line);
  // A row is checked before it is looked into, so a line that cannot be read is a bug of its writer.
  return { stream: receipt.stream, events: (read === undefined ? undefined : readBody(read.body))?.events ?? [] };
}

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
