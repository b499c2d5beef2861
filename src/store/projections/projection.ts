import type { Commit, ReadQuery } from '../event-log.ts';

/**
 * A reading of the log that is kept up to date beside it. The state is JSON, and nothing but the commits decides it: no
 * clock, no dice, nothing remembered outside of it.
 */
export interface Projection<State> {
  readonly name: string;
  /** Moves whenever the same commits would give another state. What was made by another version is made anew. */
  readonly version: number;
  readonly query?: Omit<ReadQuery, 'after'>;
  readonly initial: State;
  /**
   * The state after these commits, in order of arrival. The state that is handed in stays as it is. Folding in pieces
   * gives the same as folding at once; what is touched has to be copied only once a piece.
   *
   * A throw parks the one commit that it is about.
   */
  fold(state: State, commits: readonly Commit[]): State;
}

/**
 * Something outside the log that is to happen for each commit. It comes at least once: whoever is killed between the
 * effect and the next checkpoint meets the same commit again, and knows it by its id.
 */
export interface Handler {
  readonly name: string;
  /** Moves when everything is to be handled once more, from the start. */
  readonly version: number;
  readonly query?: Omit<ReadQuery, 'after'>;
  /** A throw or a rejection has the commit tried again, and parked in the end. */
  handle(commit: Commit): void | Promise<void>;
}
