import type { Result } from '#kit/result.ts';
import type { Handler } from '#planner/handler.ts';
import type { CommitHead } from '#planner/recorded.ts';
import type { NewEvent, StoredEvent } from '#store/event-log.ts';
import type { ReadOnlyReason } from './contract.ts';

/** What the door has to know of the streams of one kind, plans or the workspace, to decide commands and feed events. */
export interface StreamKind<State, C, E extends NewEvent, No> {
  readonly handler: Handler<State, C, E, RecordedAs<E>, No>;
  /**
   * A stored event as today's core knows it, or why it does not. What this log has written itself (`isOurs`) was checked
   * before it was written; what came in a file is checked here, whenever it is read.
   */
  readonly toEvent: (stored: StoredEvent, isOurs: boolean) => Result<E, ReadOnlyReason>;
  /** How a state is kept, so that opening need not fold from the start; null: folding is cheap enough. */
  readonly snapshot: SnapshotForm<State> | null;
}

export interface SnapshotForm<State> {
  /** Names this form and the fold that made the state. A change of either is a new name, and old snapshots are left. */
  readonly fold: string;
  /** As JSON can carry it. */
  readonly write: (state: State) => unknown;
  /** null: another fold wrote it. */
  readonly read: (json: unknown) => State | null;
}

export interface RecordedAs<E> {
  readonly commit: CommitHead;
  readonly event: E;
}
