import type { Actor } from './actor.ts';
import type { PlanEvent } from './event.ts';
import type { CommitId } from './ids.ts';

/** What the fold may know of the commit that an event came in. Times are shown, never used for order. */
export interface CommitHead {
  readonly id: CommitId;
  /** Epoch milliseconds on the clock of the device it was made on. */
  readonly at: number;
  readonly actor: Actor;
}

/** An event as the log gives it back. The events of one commit share one head and stand together. */
export interface Recorded {
  readonly commit: CommitHead;
  readonly event: PlanEvent;
}
