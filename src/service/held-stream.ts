import { ok, type Result } from '#kit/result.ts';
import type { Commit, EventLog, NewEvent, ReadFailure, Receipt } from '#store/event-log.ts';
import { compareForMerge } from '#store/merge-order.ts';
import { breathe } from './breathe.ts';
import type { Cursor, ReadOnlyReason } from './contract.ts';
import { foldWithBreath, readInMergeOrder, recordedOf } from './merge-fold.ts';
import type { RecordedAs, StreamKind } from './stream-kind.ts';

/** What a stream says whenever it has moved on. */
export type StreamNews<State, E> =
  | { readonly type: 'events'; readonly events: readonly RecordedAs<E>[]; readonly cursor: Cursor }
  /** Commits came that belong before others: everything was folded anew, and what was told before no longer holds. */
  | { readonly type: 'refolded'; readonly state: State; readonly cursor: Cursor };

/** A commit of this device that the log has just acknowledged, with the events that were decided. */
export interface OwnCommit<E> {
  readonly receipt: Receipt;
  readonly events: readonly RecordedAs<E>[];
}

type MergePlace = Pick<Commit, 'hlc' | 'device' | 'id'>;
const BEFORE_ALL: MergePlace = { hlc: '', device: '', id: '' };

/**
 * One stream folded in memory, up to a sequence. It moves on by what the log tells (`arrived`), by what this worker has
 * committed itself (`committed`), or by reading (`catchUp`); whichever comes first wins, the others find nothing new.
 *
 * Commits fold in merge order (hybrid logical clock, device, commit id). What this log writes is later than all that it
 * has seen, so its commits come in that order by themselves. Only an import can bring something earlier: then the whole
 * stream is folded anew.
 */
export class HeldStream<State, C, E extends NewEvent, No> {
  readonly stream: string;
  /** Called in the same turn in which the state changes, so whoever subscribes in between misses nothing. */
  onNews: (news: StreamNews<State, E>) => void = () => {};
  readonly #kind: StreamKind<State, C, E, No>;
  readonly #log: EventLog;
  #state: State;
  #sequence = 0;
  #position = 0;
  #lastCommitId = '';
  #lastAt = 0;
  #readOnly: ReadOnlyReason | null = null;
  /** The commit that is last in merge order; null while that is one of our own whose clock has not been told yet. */
  #newest: MergePlace | null = BEFORE_ALL;
  #isLoaded = false;
  #loading: Promise<Result<void, ReadFailure>> | null = null;
  #eventsSinceSnapshot = 0;

  constructor(stream: string, kind: StreamKind<State, C, E, No>, log: EventLog) {
    this.stream = stream;
    this.#kind = kind;
    this.#log = log;
    this.#state = kind.handler.initial;
  }

  get state(): State {
    return this.#state;
  }

  get sequence(): Cursor {
    return this.#sequence;
  }

  /** Epoch milliseconds at which the newest commit was made; 0 for an empty stream. */
  get lastAt(): number {
    return this.#lastAt;
  }

  get place(): { readonly sequence: number; readonly position: number; readonly commitId: string } {
    return { sequence: this.#sequence, position: this.#position, commitId: this.#lastCommitId };
  }

  get readOnly(): ReadOnlyReason | null {
    return this.#readOnly;
  }

  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  /** Reads and folds what is new in the log; the first time from a snapshot, where there is a sound one. */
  catchUp(): Promise<Result<void, ReadFailure>> {
    // Whoever comes while it reads waits for one more reading, since this one may have begun too early for them.
    const before = this.#loading;
    const run = (before ?? Promise.resolve()).then(() => this.#read());
    const shared = run.finally(() => {
      if (this.#loading === shared) this.#loading = null;
    });
    this.#loading = shared;
    return shared;
  }

  /** Catches up if nothing was ever read. */
  async load(): Promise<Result<void, ReadFailure>> {
    return this.#isLoaded ? ok(undefined) : this.catchUp();
  }

  /** Commits of this stream as the log's live subscription brings them. */
  async arrived(commits: readonly Commit[]): Promise<Result<void, ReadFailure>> {
    // A reading that is under way may have begun too early to find them.
    if (this.#loading !== null) return this.catchUp();
    if (!this.#isLoaded || this.#take(commits)) return ok(undefined);
    return this.catchUp();
  }

  /** Folds own commits at once rather than reading them back. */
  async committed(commits: readonly OwnCommit<E>[]): Promise<Result<void, ReadFailure>> {
    const first = commits[0]?.receipt;
    if (first === undefined) return ok(undefined);
    const isNext = first.sequence === this.#sequence + 1 && commits.every(({ receipt }) => !receipt.duplicate);
    if (!isNext || this.#loading !== null) return this.catchUp();
    const events = commits.flatMap((commit) => commit.events);
    this.#state = this.#kind.handler.foldAll(this.#state, events);
    this.#newest = null;
    const last = commits.at(-1);
    if (last !== undefined) this.#moveTo(last.receipt, last.events.at(-1)?.commit.at ?? this.#lastAt);
    this.#tell(events);
    return ok(undefined);
  }

  /** Events that were folded since the last snapshot. */
  get eventsSinceSnapshot(): number {
    return this.#eventsSinceSnapshot;
  }

  /** Keeps the state as it is now. A failure costs only time at the next start. */
  async keepSnapshot(): Promise<void> {
    const form = this.#kind.snapshot;
    if (form === null || this.#readOnly !== null || this.#newest === null || this.#sequence === 0) return;
    this.#eventsSinceSnapshot = 0;
    const kept: KeptState = { newest: this.#newest, at: this.#lastAt, state: form.write(this.#state) };
    await this.#log.putSnapshot({ stream: this.stream, fold: form.fold, ...this.place, json: JSON.stringify(kept) });
  }

  async #read(): Promise<Result<void, ReadFailure>> {
    if (!this.#isLoaded) {
      const restored = await this.#restore();
      if (!restored.ok) return restored;
    }
    const query = { streams: [this.stream], after: this.#position };
    for await (const batch of this.#log.read(query)) {
      if (!batch.ok) return batch;
      if (!this.#take(batch.value)) return this.#refold();
      if (batch.value.length >= COMMITS_A_SLICE) await breathe();
    }
    this.#isLoaded = true;
    return ok(undefined);
  }

  async #restore(): Promise<Result<void, ReadFailure>> {
    const form = this.#kind.snapshot;
    if (form === null) return ok(undefined);
    const read = await this.#log.getSnapshot(this.stream, form.fold);
    if (!read.ok) return read;
    if (read.value === null) return ok(undefined);
    const kept = parseKept(read.value.json);
    const state = kept === null ? null : form.read(kept.state);
    if (kept === null || state === null) return ok(undefined);
    this.#state = state;
    this.#newest = kept.newest;
    this.#sequence = read.value.sequence;
    this.#position = read.value.position;
    this.#lastCommitId = read.value.commitId;
    this.#lastAt = kept.at;
    return ok(undefined);
  }

  /** Folds what comes next. false: it cannot be folded onto what is here, read or fold anew. */
  #take(commits: readonly Commit[]): boolean {
    const events: RecordedAs<E>[] = [];
    let isInOrder = true;
    for (const commit of commits) {
      if (commit.sequence === this.#sequence) this.#newest ??= mergePlace(commit);
      if (commit.sequence <= this.#sequence) continue;
      if (commit.sequence !== this.#sequence + 1 || !this.#isNewest(commit)) {
        isInOrder = false;
        break;
      }
      events.push(...this.#recorded(commit));
      this.#newest = mergePlace(commit);
      this.#moveTo({ ...commit, commitId: commit.id }, commit.at);
    }
    if (events.length > 0) {
      this.#state = this.#kind.handler.foldAll(this.#state, events);
      this.#tell(events);
    }
    return isInOrder;
  }

  #isNewest(commit: Commit): boolean {
    if (this.#newest === null) return commit.device === this.#log.device;
    return compareForMerge(this.#newest, commit) < 0;
  }

  async #refold(): Promise<Result<void, ReadFailure>> {
    const all = await readInMergeOrder(this.#log, this.stream);
    if (!all.ok) return all;
    const { commits, last } = all.value;
    this.#readOnly = null;
    const state = await foldWithBreath(
      this.#kind,
      commits.flatMap((commit) => this.#recorded(commit)),
    );
    this.#state = state;
    const newest = commits.at(-1);
    this.#newest = newest === undefined ? BEFORE_ALL : mergePlace(newest);
    if (last !== null) this.#moveTo({ ...last, commitId: last.id }, newest?.at ?? 0);
    // What was kept before is of another order.
    this.#eventsSinceSnapshot = Number.POSITIVE_INFINITY;
    this.#isLoaded = true;
    this.onNews({ type: 'refolded', state, cursor: this.#sequence });
    return ok(undefined);
  }

  #recorded(commit: Commit): readonly RecordedAs<E>[] {
    const read = recordedOf(this.#kind, commit, this.#log.device);
    if (read.unknown !== null) this.#readOnly ??= read.unknown;
    return read.events;
  }

  #moveTo(place: { sequence: number; position: number; commitId: string }, at: number): void {
    this.#sequence = place.sequence;
    this.#position = Math.max(this.#position, place.position);
    this.#lastCommitId = place.commitId;
    this.#lastAt = at;
  }

  #tell(events: readonly RecordedAs<E>[]): void {
    this.#eventsSinceSnapshot += events.length;
    this.onNews({ type: 'events', events, cursor: this.#sequence });
  }
}

/** The text of a kept state: the state itself, and what is needed to go on from it. */
interface KeptState {
  readonly newest: MergePlace;
  readonly at: number;
  readonly state: unknown;
}

function parseKept(json: string): KeptState | null {
  // The digest held, so it is what some version of this code has written; the fold's name says which.
  const kept = JSON.parse(json) as Partial<KeptState>;
  return kept.state !== undefined && kept.newest !== undefined ? (kept as KeptState) : null;
}

function mergePlace({ hlc, device, id }: Commit): MergePlace {
  return { hlc, device, id };
}

const COMMITS_A_SLICE = 200;
