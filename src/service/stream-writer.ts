import type { Result } from '#kit/result.ts';
import type { CommitId } from '#planner/ids.ts';
import type { Rejection } from '#planner/rejection.ts';
import type { Stamped } from '#planner/stamp.ts';
import type { AppendFailure, EventLog, NewCommit, NewEvent, NewBlob as NewLogBlob } from '#store/event-log.ts';
import { breathe } from './breathe.ts';
import type { NewBlob, Outcome } from './contract.ts';
import type { Failure } from './failure.ts';
import type { HeldStream, OwnCommit } from './held-stream.ts';
import { logFailure } from './log-failure.ts';
import { asDuplicate, failed, receiptOf, rejected, unchanged } from './outcome.ts';
import { blobsNamedIn } from './stored-blobs.ts';
import type { RecordedAs, StreamKind } from './stream-kind.ts';

/** A parsed command on its way into a stream. */
export interface Order<C> {
  readonly command: Stamped<C>;
  readonly blobs: readonly NewBlob[];
  /** It may be in the log already: look first. */
  readonly again: boolean;
}

/**
 * Adds what only the log knows, such as the events of the commit to undo. `pending` are commits that were decided just
 * before and are not in the log yet.
 */
export type Complete<C, E> = (
  command: Stamped<C>,
  pending: ReadonlyMap<CommitId, readonly E[]>,
) => Promise<Result<Stamped<C>, Failure>>;

/**
 * Decides the commands of one stream, one after another, and appends them in batches: while a batch is being written the
 * next orders wait, and are then decided together, each on the state that the one before it would leave. A batch is
 * written all or not at all and expects exact sequences, so no order is ever acknowledged on a state that did not come
 * to be: if another tab was faster, the whole batch is decided again.
 *
 * Only one batch of a stream is in flight. Were there two, another tab's commit could take the place of the first and
 * make the second fit by its number, though it was decided on something else.
 */
export class StreamWriter<State, C, E extends NewEvent> {
  readonly #held: HeldStream<State, C, E, Rejection>;
  readonly #kind: StreamKind<State, C, E, Rejection>;
  readonly #log: EventLog;
  readonly #complete: Complete<C, E>;
  #waiting: Job<C>[] = [];
  #open = new Map<CommitId, Promise<Outcome>>();
  #isRunning = false;
  #lastNumber = 0;

  constructor(
    held: HeldStream<State, C, E, Rejection>,
    kind: StreamKind<State, C, E, Rejection>,
    log: EventLog,
    complete: Complete<C, E>,
  ) {
    this.#held = held;
    this.#kind = kind;
    this.#log = log;
    this.#complete = complete;
  }

  get isBusy(): boolean {
    return this.#open.size > 0;
  }

  /** Settles when the log has it, or will not have it. A thrown error is a bug; nothing of that batch was acknowledged. */
  submit(order: Order<C>): Promise<Outcome> {
    const { commitId } = order.command.stamp;
    const open = this.#open.get(commitId);
    if (open !== undefined) return open.then(asDuplicate);
    const outcome = new Promise<Outcome>((settle, fail) => {
      this.#waiting.push({ number: ++this.#lastNumber, order, lookFirst: order.again, settle, fail });
    }).finally(() => this.#open.delete(commitId));
    this.#open.set(commitId, outcome);
    if (!this.#isRunning) void this.#run();
    return outcome;
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    while (this.#waiting.length > 0) {
      const jobs = this.#waiting.splice(0, ORDERS_A_BATCH);
      try {
        const again = await this.#writeBatch(jobs);
        this.#waiting.unshift(...again);
      } catch (error) {
        for (const job of jobs) job.fail(error);
      }
    }
    this.#isRunning = false;
  }

  /** Answers the orders that have to be decided again. */
  async #writeBatch(jobs: readonly Job<C>[]): Promise<readonly Job<C>[]> {
    const loaded = await this.#held.load();
    if (!loaded.ok) return settleAll(jobs, logFailure(loaded.error));
    const base = this.#held.sequence;
    const batch = await this.#decide(jobs);
    if (batch.commits.length === 0) {
      for (const { job, outcome } of batch.answers) job.settle(outcome);
      return [];
    }
    const appended = await this.#log.append(batch.commits.map(({ commit }) => commit));
    if (!appended.ok) return this.#again(batch, appended.error, base);
    const own = batch.commits.flatMap(({ events }, i): OwnCommit<E>[] => {
      const receipt = appended.value[i];
      return receipt === undefined ? [] : [{ receipt, events }];
    });
    const told = await this.#held.committed(own);
    own.forEach(({ receipt }, i) => {
      batch.commits[i]?.job.settle(receiptOf(receipt, this.#log.medium));
    });
    for (const { job, outcome } of batch.answers) job.settle(outcome);
    // The commits stand, whatever reading on says; the next order will meet the same failure and report it.
    void told;
    return [];
  }

  /** Decides orders on the state that the ones before them would leave. */
  async #decide(jobs: readonly Job<C>[]): Promise<Batch<C, E>> {
    const commits: Decided<C, E>[] = [];
    const answers: Answered<C>[] = [];
    const pending = new Map<CommitId, readonly E[]>();
    const base = this.#held.sequence;
    let state = this.#held.state;
    let sliced = 0;
    for (const job of jobs) {
      if (sliced++ === ORDERS_A_SLICE) {
        sliced = 1;
        await breathe();
      }
      const { stamp } = job.order.command;
      const known = job.lookFirst ? await this.#find(stamp.commitId) : null;
      if (known !== null) {
        answers.push({ job, outcome: known });
        continue;
      }
      if (this.#held.readOnly !== null) {
        answers.push({ job, outcome: rejected({ code: 'PlanReadOnly', params: {} }) });
        continue;
      }
      const command = await this.#complete(job.order.command, pending);
      if (!command.ok) {
        answers.push({ job, outcome: failed(command.error) });
        continue;
      }
      const decided = this.#kind.handler.process(state, command.value);
      if (!decided.ok || decided.value.length === 0) {
        // A first sending may have got through and changed the state so that there is nothing left to do.
        const earlier = await this.#find(stamp.commitId);
        const outcome = decided.ok ? unchanged(stamp.commitId, this.#log.medium) : rejected(decided.error);
        answers.push({ job, outcome: earlier ?? outcome });
        continue;
      }
      const head = { id: stamp.commitId, at: stamp.at, actor: stamp.actor };
      const events = decided.value.map((event): RecordedAs<E> => ({ commit: head, event }));
      state = this.#kind.handler.foldAll(state, events);
      pending.set(stamp.commitId, decided.value);
      const commit = this.#newCommit(job.order, decided.value, base + commits.length);
      commits.push({ job, commit, events });
    }
    return { commits, answers };
  }

  #newCommit({ command: { stamp }, blobs }: Order<C>, events: readonly E[], expected: number): NewCommit {
    const bytesByHash = new Map(blobs.map(({ ref, bytes }) => [ref.hash, bytes]));
    const named = blobsNamedIn(events).map((blob): NewLogBlob => {
      const bytes = bytesByHash.get(blob.hash);
      return bytes === undefined ? blob : { ...blob, bytes };
    });
    return {
      id: stamp.commitId,
      stream: this.#held.stream,
      expected,
      at: stamp.at,
      zone: stamp.zone,
      locale: stamp.locale,
      actor: stamp.actor,
      correlation: stamp.correlation,
      causation: stamp.causation,
      events,
      blobs: named,
    };
  }

  async #find(commitId: CommitId): Promise<Outcome | null> {
    const found = await this.#log.find(commitId);
    if (!found.ok) return failed(logFailure(found.error));
    if (found.value === null) return null;
    if (found.value.stream !== this.#held.stream) {
      return failed({ code: 'CommitIdReused', params: { commitId }, retry: 'never' });
    }
    return receiptOf({ ...found.value, duplicate: true }, this.#log.medium);
  }

  /** After a batch that was not written. Nothing of it was acknowledged, so all of it is open still. */
  async #again(batch: Batch<C, E>, failure: AppendFailure, base: number): Promise<readonly Job<C>[]> {
    const jobs = [...batch.commits, ...batch.answers].map(({ job }) => job).sort((a, b) => a.number - b.number);
    switch (failure.code) {
      case 'Conflict':
      case 'CommitIdReused': {
        const caughtUp = await this.#held.catchUp();
        if (!caughtUp.ok) return settleAll(jobs, logFailure(caughtUp.error));
        // Somebody else has committed, or one of these was in the log already. If neither, asking again is no help.
        const isProgress = this.#held.sequence > base || jobs.some(({ lookFirst }) => !lookFirst);
        if (!isProgress)
          throw new Error(`${this.#held.stream} refused ${base + 1} as its next sequence: ${failure.code}`);
        return jobs.map((job) => ({ ...job, lookFirst: true }));
      }
      case 'CommitUnwritable':
      case 'BlobMissing':
      case 'BlobDamaged': {
        const outcome = failed(logFailure(failure));
        const culprits = new Set(batch.commits.filter(({ commit }) => isAbout(failure, commit)).map(({ job }) => job));
        if (culprits.size === 0) throw new Error(`The log refused a commit that was not handed in: ${failure.code}`);
        for (const job of culprits) job.settle(outcome);
        return jobs.filter((job) => !culprits.has(job));
      }
      default:
        return settleAll(jobs, logFailure(failure));
    }
  }
}

interface Job<C> {
  /** In the order in which they came. */
  readonly number: number;
  readonly order: Order<C>;
  readonly lookFirst: boolean;
  readonly settle: (outcome: Outcome) => void;
  readonly fail: (bug: unknown) => void;
}

interface Decided<C, E> {
  readonly job: Job<C>;
  readonly commit: NewCommit;
  readonly events: readonly RecordedAs<E>[];
}

interface Answered<C> {
  readonly job: Job<C>;
  readonly outcome: Outcome;
}

interface Batch<C, E> {
  readonly commits: readonly Decided<C, E>[];
  /** Orders without a commit. They too were decided on the state that the commits leave, and are told after those. */
  readonly answers: readonly Answered<C>[];
}

function settleAll<C>(jobs: readonly Job<C>[], failure: Failure): readonly [] {
  for (const job of jobs) job.settle(failed(failure));
  return [];
}

function isAbout(failure: Exclude<AppendFailure, { code: 'Conflict' }>, commit: NewCommit): boolean {
  switch (failure.code) {
    case 'CommitUnwritable':
      return failure.params.commitId === commit.id;
    case 'BlobMissing':
    case 'BlobDamaged':
      return commit.blobs?.some(({ hash }) => hash === failure.params.hash) ?? false;
    default:
      return false;
  }
}

// A row of the log takes 256 commits.
const ORDERS_A_BATCH = 256;
// Deciding one takes well under a tenth of a millisecond on a plan of usual size.
const ORDERS_A_SLICE = 64;
