import type { Commit, StoredEvent } from './event-log.ts';

/** How commits become a state. Pure: the same commits give the same state, and no state is ever changed. */
export interface Folding<State> {
  readonly initial: State;
  /** The state after these commits, in this order. Folding them in pieces gives the same. */
  fold(state: State, commits: readonly Commit[]): State;
}

/** A fold over single events, for those who need nothing else of their commits. */
export function byEvents<State>(initial: State, apply: (state: State, event: StoredEvent) => State): Folding<State> {
  return {
    initial,
    fold(state, commits) {
      let now = state;
      for (const { events } of commits) for (const event of events) now = apply(now, event);
      return now;
    },
  };
}
