import type { Commit, ReadQuery } from '../event-log.ts';
import type { Handler, Projection } from './projection.ts';

/** What a projection and a handler have in common for whoever brings the commits. */
export interface Work<State> {
  readonly name: string;
  readonly version: number;
  readonly query: Omit<ReadQuery, 'after'>;
  readonly initial: State;
  take(state: State, commits: readonly Commit[]): Promise<Taken<State>>;
}

export interface Taken<State> {
  /** After the commits that went well. */
  readonly state: State;
  /** How many did, from the first on. */
  readonly taken: number;
  /** Why the next one did not; null when all did. */
  readonly reason: string | null;
}

export function projectionWork<State>(projection: Projection<State>): Work<State> {
  const { name, version, query = {}, initial, fold } = projection;
  return {
    name,
    version,
    query,
    initial,
    async take(state, commits) {
      try {
        return { state: fold(state, commits), taken: commits.length, reason: null };
      } catch {
        return oneByOne(state, commits, fold);
      }
    },
  };
}

/** Finds the commit that can't be folded. */
function oneByOne<State>(state: State, commits: readonly Commit[], fold: Projection<State>['fold']): Taken<State> {
  let good = state;
  for (const [taken, commit] of commits.entries()) {
    try {
      good = fold(good, [commit]);
    } catch (error) {
      return { state: good, taken, reason: reasonOf(error) };
    }
  }
  return { state: good, taken: commits.length, reason: null };
}

export function handlerWork({ name, version, query = {}, handle }: Handler): Work<null> {
  return {
    name,
    version,
    query,
    initial: null,
    async take(state, commits) {
      for (const [taken, commit] of commits.entries()) {
        try {
          await handle(commit);
        } catch (error) {
          return { state, taken, reason: reasonOf(error) };
        }
      }
      return { state, taken: commits.length, reason: null };
    },
  };
}

function reasonOf(error: unknown): string {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return reason.slice(0, longestReason);
}

const longestReason = 500;
