import { err, ok, type Result } from '#kit/result.ts';
import type { PlanEvent } from '#planner/event.ts';
import type { PlanState } from '#planner/state.ts';
import type { EventLog, ReadFailure } from '#store/event-log.ts';
import type { Cursor, FeedMessage } from './contract.ts';
import type { Failure } from './failure.ts';
import type { HeldPlan } from './held-plan.ts';
import type { StreamNews } from './held-stream.ts';
import { recordedOf } from './merge-fold.ts';
import { planKind } from './plan-kind.ts';
import type { RecordedAs } from './stream-kind.ts';

type Listener = (message: FeedMessage) => void;

/**
 * One plan's feed to its subscribers. Joining and the plan's moving on happen each in one turn, so a subscriber gets
 * exactly what comes after the snapshot or the cursor that it joined with.
 */
export class PlanFeed {
  readonly #held: HeldPlan;
  readonly #log: EventLog;
  readonly #listeners = new Map<number, Listener>();
  #joining = 0;

  constructor(held: HeldPlan, log: EventLog) {
    this.#held = held;
    this.#log = log;
  }

  /** Somebody listens, or is about to. */
  get isWatched(): boolean {
    return this.#listeners.size > 0 || this.#joining > 0;
  }

  /** Joins with a snapshot, or, where the page has folded up to `after` and that still holds, with the events since. */
  async join(id: number, after: Cursor | null, listener: Listener): Promise<Result<void, ReadFailure>> {
    this.#joining += 1;
    const joined = await this.#join(id, after, listener).finally(() => {
      this.#joining -= 1;
    });
    return joined;
  }

  leave(id: number): boolean {
    return this.#listeners.delete(id);
  }

  tell(news: StreamNews<PlanState, PlanEvent>): void {
    const { readOnly } = this.#held;
    const message: FeedMessage =
      news.type === 'refolded'
        ? this.#snapshot(news.state, news.cursor)
        : { type: 'events', events: news.events, cursor: news.cursor, readOnly };
    this.#say(message);
  }

  fail(failure: Failure): void {
    this.#say({ type: 'failure', failure });
  }

  async #join(id: number, after: Cursor | null, listener: Listener): Promise<Result<void, ReadFailure>> {
    // Not only loaded: what other tabs wrote since then is news that a page in front of a person should not lack.
    const caughtUp = await this.#held.catchUp();
    if (!caughtUp.ok) return caughtUp;
    let reached = after;
    while (reached !== null && reached < this.#held.sequence) {
      const since = await this.#since(reached);
      if (!since.ok) return since;
      if (since.value === null) {
        reached = null;
      } else {
        listener({ type: 'events', ...since.value, readOnly: this.#held.readOnly });
        reached = since.value.cursor;
      }
    }
    // No await from here on: what happens next happens to a listener.
    if (reached === null || reached > this.#held.sequence)
      listener(this.#snapshot(this.#held.state, this.#held.sequence));
    this.#listeners.set(id, listener);
    return ok(undefined);
  }

  #say(message: FeedMessage): void {
    for (const listener of this.#listeners.values()) listener(message);
  }

  #snapshot(state: PlanState, cursor: Cursor): FeedMessage {
    return { type: 'snapshot', state, cursor, readOnly: this.#held.readOnly };
  }

  /** Events after a cursor; null when they do not simply follow what was folded up to there. */
  async #since(
    after: Cursor,
  ): Promise<Result<{ events: readonly RecordedAs<PlanEvent>[]; cursor: Cursor } | null, ReadFailure>> {
    const read = await this.#log.readStream(this.#held.stream, after);
    if (!read.ok) return err(read.error);
    // Commits of this very log are later than all that it had seen. Of any other nobody knows without folding anew.
    if (read.value.some(({ device }) => device !== this.#log.device)) return ok(null);
    // The log may be ahead of what is folded here: that part will come as news. What is folded may be ahead of what was
    // read: that part is read next.
    const commits = read.value.filter(({ sequence }) => sequence <= this.#held.sequence);
    const events = commits.flatMap((commit) => recordedOf(planKind, commit, this.#log.device).events);
    return ok({ events, cursor: commits.at(-1)?.sequence ?? after });
  }
}
