import type { JsonObject } from '#kit/canonical-json.ts';
import type { Result } from '#kit/result.ts';

/**
 * The log as other rooms see it: commits go in once and come out in order, for ever. It knows streams, rows and
 * versions, not plans.
 *
 * Two numbers say where a commit stands here: `position` counts arrivals in this log from 1, `sequence` counts arrivals
 * in one stream from 1. Both are local: another device holds the same commits at other numbers. What travels is the
 * commit id, the device's feed (`device`, `index`, `previous`, `hash`) and the hybrid logical clock (`hlc`).
 *
 * Every promise settles. Failures are plain data; a thrown error is a bug.
 */
export interface EventLog {
  /** This log's own writer id. Never equal to a device that commits were imported from. Changes only by an import. */
  readonly device: string;

  /** `memory` means that nothing outlives the worker: say so where the person can see it. */
  readonly medium: 'disk' | 'memory';

  /**
   * Writes commits all together or not at all, and answers when the storage has them. Calls made while a transaction is
   * in flight leave together as one row, each with its own receipts.
   *
   * Each commit is decided in order: a known id answers its first receipt with `duplicate: true`, whatever `expected`
   * says; then `expected` is held against the stream as the commits before it left it. A race lost to another tab is
   * decided again, so a caller sees it only as a `Conflict`.
   */
  append(commits: readonly NewCommit[], options?: AppendOptions): Promise<Result<readonly Receipt[], AppendFailure>>;

  /**
   * Commits after a position in arrival order, in batches. Reads what was there when it started. A failure is the last
   * thing that it yields.
   */
  read(query?: ReadQuery): AsyncIterable<Result<readonly Commit[], ReadFailure>>;

  /** All commits of one stream after a sequence, in order of sequence. An unknown stream is an empty one. */
  readStream(stream: string, afterSequence?: number): Promise<Result<readonly Commit[], ReadFailure>>;

  /** The newest position (0 when empty) and, by stream, the newest sequence, after catching up with other tabs. */
  heads(): Promise<Result<Heads, ReadFailure>>;

  /** The first receipt of a commit id, or null when the log does not hold it. Answers for imported commits as well. */
  find(commitId: string): Promise<Result<Receipt | null, ReadFailure>>;

  /**
   * Catch up from a position, then live: each commit that fits once, in order, with no hole and no double at the seam.
   * Its position is its own. `onBatch` is awaited before the next batch is read (backpressure); when it throws or
   * rejects, this subscription alone ends with `SubscriberThrew`.
   */
  subscribe(query: SubscribeQuery, onBatch: (batch: Batch) => void | Promise<void>): Subscription;

  /** Calls back with the newest position after each commit seen here, own or from another tab. Returns the way to stop. */
  onAppend(listener: (head: number) => void): () => void;

  /**
   * Looks for what other tabs have written. The page calls it on `pageshow`, `resume` and `visibilitychange`: a frozen
   * or cached page may have missed announcements.
   */
  wake(): Promise<Result<number, ReadFailure>>;

  /** Keeps bytes under their SHA-256. Storing the same bytes again changes nothing. */
  putBlob(bytes: Uint8Array, about: { mediaType: string; name?: string }): Promise<Result<BlobReference, BlobFailure>>;

  /** The bytes under a SHA-256, checked against it. */
  getBlob(hash: string): Promise<Result<Uint8Array<ArrayBuffer>, BlobFailure>>;

  /** How often commits refer to a blob, by stream: what erasure has to know. Empty for a blob that nothing refers to. */
  blobReferences(hash: string): Promise<Result<ReadonlyMap<string, number>, ReadFailure>>;

  /** Keeps a folded state, so that opening need not fold from the start. Older ones of that stream and fold are dropped. */
  putSnapshot(snapshot: NewSnapshot): Promise<Result<void, BlobFailure>>;

  /**
   * The newest snapshot of a stream made by this very `fold`, if its digest holds and its last commit is still at its
   * sequence in this log; otherwise null. A damaged or stale snapshot is never an error: folding from the start is
   * always right.
   */
  getSnapshot(stream: string, fold: string): Promise<Result<Snapshot | null, ReadFailure>>;

  /** What a log file of these streams, or of all, holds at this moment. */
  manifest(streams?: readonly string[]): Promise<Result<Manifest, ReadFailure>>;

  /** The commits of a manifest after a position (default 0) as the lines that were hashed, in arrival order. */
  readLines(manifest: Manifest, after?: number): AsyncIterable<Result<readonly string[], ReadFailure>>;

  /**
   * Takes in verified commits of other logs, with their own ids, devices and hashes, all together or not at all. What is
   * already here is left as it is. Where the commits carry on this device's own feed (a restored or copied profile),
   * this log goes on under a new device id.
   */
  absorb(
    lines: readonly (string | VerifiedCommit)[],
    blobs: readonly NewBlob[],
    options?: AbsorbOptions,
  ): Promise<Result<Absorbed, AbsorbFailure>>;

  /**
   * Puts older commits of one stream together into segments, which are never written again, a slice at a time: call it
   * until `isDone`. One tab at a time should; two at once do no harm. Nothing that is read changes by it.
   */
  seal(options?: SealOptions): Promise<Result<Sealed, ReadFailure | WriteFailure>>;

  /** Reads everything that is kept and names what is wrong with it. Changes nothing. */
  verify(options?: VerifyOptions): Promise<Result<Verification, ReadFailure>>;

  /** How the commits lie, without reading them. */
  layout(): LogLayout;

  /** What can be made again from the log, kept beside it: projections, and how far they have come. */
  readonly derived: DerivedRecords;

  /**
   * Begins a leadership and answers its number, which is greater than any before. From then on nothing that was begun
   * under an earlier one is sealed.
   */
  claimEpoch(): Promise<Result<number, WriteFailure>>;

  /** Lets open work finish and gives the storage back. Later calls answer `LogClosed`. */
  close(): Promise<void>;
}

/** One command's events, as they are handed in. What is stamped at the door comes along; the log adds where it stands. */
export interface NewCommit {
  /** A UUIDv7, or derived from its cause where two tabs may do the same work: `draft/<plan>/<n>`. */
  readonly id: string;
  /** `plan/<id>`, `workspace` or `view`. */
  readonly stream: string;
  /** What the stream has to hold for this commit to be right. Not stored. Default `any`. */
  readonly expected?: Expected;
  /** Epoch milliseconds at which the person or the engine acted. */
  readonly at: number;
  /** IANA time zone at the door. */
  readonly zone: string;
  /** BCP 47 tag at the door. */
  readonly locale: string;
  /** Who did it: any JSON object. */
  readonly actor: object;
  /** The commit or request that started this chain of work. */
  readonly correlation: string;
  /** The commit that this one answers, or null. */
  readonly causation: string | null;
  /** At least one. Any further members are JSON. */
  readonly events: readonly NewEvent[];
  /** Every blob that the events mention; those that the log does not hold yet come with their bytes. */
  readonly blobs?: readonly NewBlob[];
}

export interface NewEvent {
  readonly type: string;
  readonly v: number;
}

/** The sequence that the stream must be at, or: it must have a commit, must have none, either will do. */
export type Expected = number | 'exists' | 'absent' | 'any';

/** `relaxed` has reached the operating system (a killed process keeps it), `strict` has reached the disk. */
export type Durability = 'relaxed' | 'strict';

export interface AppendOptions {
  /** Default `relaxed`. */
  readonly durability?: Durability;
}

export interface Receipt {
  readonly commitId: string;
  readonly stream: string;
  readonly position: number;
  readonly sequence: number;
  readonly hash: string;
  /** What the commit has by now: at least what was asked for. */
  readonly durability: Durability;
  /** True when the log held this commit before: this is its first receipt. */
  readonly duplicate: boolean;
  /** Whether the copy outside IndexedDB has it. Waited for, at most a second, where strict durability is asked for. */
  readonly mirrored: boolean;
}

/** Texts by name, small in number. A record that is not what was written is as good as none. */
export interface DerivedRecords {
  /** All whose key begins with the prefix, by key. */
  read(prefix: string): Promise<Result<readonly DerivedText[], ReadFailure>>;
  /**
   * In one transaction, or not at all. `raced`: a record is not what `expect` says (`text` null: not there), so somebody
   * else has written since it was read.
   */
  write(write: DerivedChange): Promise<Result<'written' | 'raced', WriteFailure>>;
}

export interface DerivedText {
  readonly key: string;
  readonly text: string;
}

export interface DerivedChange {
  readonly puts?: readonly DerivedText[];
  readonly deletes?: readonly string[];
  readonly expect?: readonly { readonly key: string; readonly text: string | null }[];
}

/** A commit as it comes out. */
export interface Commit {
  readonly id: string;
  readonly stream: string;
  /** Local arrival order, from 1. */
  readonly position: number;
  /** Local order in the stream, from 1. */
  readonly sequence: number;
  /** Epoch milliseconds at which this log took it in. Shown, never used for order, never exported. */
  readonly recordedAt: number;
  /** The writer, and its place in that writer's feed of this stream, from 0. */
  readonly device: string;
  readonly index: number;
  /** Hash of that feed's commit before, `''` for the first. */
  readonly previous: string;
  readonly hash: string;
  readonly hlc: string;
  readonly salt: string;
  readonly at: number;
  readonly zone: string;
  readonly locale: string;
  readonly actor: JsonObject;
  readonly correlation: string;
  readonly causation: string | null;
  readonly events: readonly StoredEvent[];
  readonly blobs: readonly BlobReference[];
}

export type StoredEvent = JsonObject & NewEvent;

/** `position` 0 and no streams: an empty log. */
export interface Heads {
  readonly position: number;
  readonly sequences: ReadonlyMap<string, number>;
}

export interface ReadQuery {
  /** Only commits after this position. Default 0: from the start. */
  readonly after?: number;
  /** Only these streams. Default: all. */
  readonly streams?: readonly string[];
  /** Only streams of these aggregates, those born later too. Default: all. */
  readonly aggregate?: AggregateQuery;
  /** Only commits with at least one event of these types; they come whole. Default: all. */
  readonly types?: readonly string[];
}

/**
 * A stream `a/b/c` is the aggregate of type `a/b` and id `c`, and `workspace` the one with the type `workspace` and the
 * id `''`. Both members are held against it whole.
 */
export interface AggregateQuery {
  /** Default: of any type. */
  readonly type?: string;
  /** Default: whatever its id. */
  readonly id?: string;
}

export interface SubscribeQuery extends ReadQuery {
  /** Called once when it ends other than by `stop`. */
  readonly onEnd?: (failure: SubscribeFailure) => void;
}

export interface Batch {
  readonly commits: readonly Commit[];
  /** Everything up to here has been delivered or did not fit. Subscribe after it to go on. */
  readonly position: number;
  /** The first batch with `true` ends the catch-up; it may be empty. Later batches are live, and never empty. */
  readonly caughtUp: boolean;
}

export interface Subscription {
  readonly position: number;
  /** No `onBatch` starts after this. */
  stop(): void;
}

export interface SealOptions {
  /** Commits after this position stay. Default: none of them for that reason. */
  readonly through?: number;
  /** The leadership under which it is done: `raced` away when a later one has begun. */
  readonly epoch?: number | null;
}

/** What one slice has done. `isDone`: nothing more is due now. */
export interface Sealed {
  readonly segments: number;
  readonly commits: number;
  readonly isDone: boolean;
}

export interface VerifyOptions {
  /** Told how far it is, 0 to 1. */
  readonly onShare?: (share: number) => void;
  readonly signal?: AbortSignal;
}

export interface Verification {
  readonly commits: number;
  readonly blobs: number;
  /** Empty: everything is as it was written. */
  readonly findings: readonly Finding[];
  /** False where it was cancelled. */
  readonly isComplete: boolean;
}

/** `where` names it for a person: a row, a segment, a commit by position, a blob. */
export interface Finding {
  readonly where: string;
  readonly why: DamageReason;
}

export interface LogLayout {
  readonly rows: number;
  /** Commits that are in no segment. */
  readonly tail: number;
  readonly segments: number;
  readonly sealed: number;
}

/** How events name a blob. */
export interface BlobReference {
  /** SHA-256 of the bytes, lower-case hex. */
  readonly hash: string;
  readonly mediaType: string;
  readonly name?: string;
  /** Bytes. */
  readonly size: number;
}

export interface NewBlob extends BlobReference {
  readonly bytes?: Uint8Array;
}

export interface NewSnapshot {
  readonly stream: string;
  /** Names the fold that made it; a snapshot of another fold is never answered. */
  readonly fold: string;
  readonly sequence: number;
  readonly position: number;
  /** The last commit in it. */
  readonly commitId: string;
  /** The state as JSON text. */
  readonly json: string;
}

export interface Snapshot extends NewSnapshot {
  readonly digest: string;
}

export interface Manifest {
  /** Null: all of them. */
  readonly streams: readonly string[] | null;
  /** Later commits are left out. */
  readonly position: number;
  readonly commits: number;
  /** SHA-256 of each blob that the commits refer to, sorted. */
  readonly blobs: readonly string[];
}

/** A commit whose line has been verified, all of it: a line alone is verified when it is taken in. */
export interface VerifiedCommit {
  readonly line: string;
  readonly id: string;
  readonly stream: string;
  readonly device: string;
  readonly hlc: string;
  readonly index: number;
  readonly hash: string;
  readonly previous: string;
  readonly blobs: readonly BlobReference[];
}

export interface AbsorbOptions {
  /** The caller has held every blob against its hash; default: that is done here. */
  readonly verified?: boolean;
  /** Only answers what would come of it. */
  readonly dryRun?: boolean;
  /** Told how far it is, 0 to 1. */
  readonly onShare?: (share: number) => void;
}

export interface Absorbed {
  readonly added: number;
  readonly known: number;
  readonly position: number;
}

/**
 * A stream is not where the caller believed. Read, decide again.
 * `actual` is its newest sequence, 0 for a stream without commits.
 */
export interface Conflict {
  readonly code: 'Conflict';
  readonly params: { readonly stream: string; readonly expected: Expected; readonly actual: number };
  readonly retry: 'now';
}

/**
 * The log holds this id with another stream or other events. `receipt` is that of the commit it holds, or null when the
 * two are in one call.
 */
export interface CommitIdReused {
  readonly code: 'CommitIdReused';
  readonly params: { readonly commitId: string; readonly receipt: Receipt | null };
  readonly retry: 'never';
}

/** A commit that cannot be written as JSON (`path` is a JSON pointer), is nested too deep, or has no events. */
export interface CommitUnwritable {
  readonly code: 'CommitUnwritable';
  readonly params: {
    readonly commitId: string;
    readonly path: string;
    readonly why: 'number' | 'surrogate' | 'type' | 'deep' | 'empty';
  };
  readonly retry: 'never';
}

/** The log has no bytes for a blob that was asked for or referred to. */
export interface BlobMissing {
  readonly code: 'BlobMissing';
  readonly params: { readonly hash: string };
  readonly retry: 'never';
}

/** Bytes do not have the SHA-256 or the size that they are kept or handed in under. */
export interface BlobDamaged {
  readonly code: 'BlobDamaged';
  readonly params: { readonly hash: string };
  readonly retry: 'never';
}

/**
 * The store was changed under this tab: by newer code (`schema` is above `supported`), by a restore, or because somebody
 * emptied the database (`schema` is 0). Reload; nothing was written, and what this tab has in memory is no longer what is
 * stored.
 */
export interface FenceMoved {
  readonly code: 'FenceMoved';
  readonly params: { readonly schema: number; readonly supported: number };
  readonly retry: 'never';
}

/** No room. Nothing of the call was written; reading and exporting still work. */
export interface QuotaExceeded {
  readonly code: 'QuotaExceeded';
  readonly params: Readonly<Record<string, never>>;
  readonly retry: 'later';
}

/** The storage failed for a reason that is not ours to name; `reason` is the browser's own word for it. */
export interface LogUnavailable {
  readonly code: 'LogUnavailable';
  readonly params: { readonly reason: string };
  readonly retry: 'later';
}

/** `closed` by us, or given up because newer code asked to upgrade (`upgrade`: reload). */
export interface LogClosed {
  readonly code: 'LogClosed';
  readonly params: { readonly why: 'closed' | 'upgrade' };
  readonly retry: 'never';
}

/** A stored row or imported line that is not what it says it is. `where` names it for a person. */
export interface LogDamaged {
  readonly code: 'LogDamaged';
  readonly params: { readonly where: string; readonly why: DamageReason };
  readonly retry: 'never';
}

export type DamageReason = 'shape' | 'order' | 'link' | 'hash';

/** An imported commit does not follow what this log holds of that device's feed: both wrote under one device id. */
export interface FeedForked {
  readonly code: 'FeedForked';
  readonly params: {
    readonly commitId: string;
    readonly device: string;
    readonly stream: string;
    readonly line: number;
  };
  readonly retry: 'never';
}

/** `onBatch` threw. The reason is its message. */
export interface SubscriberThrew {
  readonly code: 'SubscriberThrew';
  readonly params: { readonly reason: string; readonly position: number };
  readonly retry: 'never';
}

export type ReadFailure = LogDamaged | FenceMoved | LogUnavailable | LogClosed;
export type WriteFailure = FenceMoved | QuotaExceeded | LogUnavailable | LogClosed;
export type AppendFailure =
  | Conflict
  | CommitIdReused
  | CommitUnwritable
  | BlobMissing
  | BlobDamaged
  | QuotaExceeded
  | ReadFailure;
export type BlobFailure = BlobMissing | BlobDamaged | QuotaExceeded | ReadFailure;
/** In `CommitIdReused` of an import, `params.receipt` is the held commit; the caller knows the line by its commit id. */
export type AbsorbFailure = CommitIdReused | FeedForked | BlobMissing | BlobDamaged | QuotaExceeded | ReadFailure;
export type SubscribeFailure = SubscriberThrew | ReadFailure;
