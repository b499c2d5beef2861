import { ok, type Result } from '#kit/result.ts';
import type { Commit, EventLog, ReadFailure } from '../event-log.ts';
import { createExclusive } from '../exclusive.ts';
import type { Folding } from '../folding.ts';
import { compareForMerge } from '../merge-order.ts';
import { type Place, readPlaces } from './read-places.ts';

/** A commit of the stream, by its id or its sequence. Sequence 0: before the first. */
export type Moment = { readonly commitId: string } | { readonly sequence: number };

export interface StateAt<State> {
  readonly state: State;
  /** How many commits are in it. */
  readonly commits: number;
  /** The last of them in merge order; null before the first. */
  readonly commitId: string | null;
}

export interface Step<State> {
  readonly commit: Commit;
  readonly before: State;
  readonly after: State;
}

/**
 * One stream through time. The state at a moment is the fold of all commits up to it in merge order, as the log holds
 * them now: a commit that another device brings later, and that belongs before it, is in it from then on.
 *
 * The first question reads the stream once and keeps a state every so many commits; from then on a moment costs the fold
 * of what lies between it and the kept state before it. States share what they have in common, so keeping them is cheap.
 */
export interface Timeline<State> {
  /** null: the stream has no such commit. */
  stateAt(moment: Moment): Promise<Result<StateAt<State> | null, ReadFailure>>;
  /**
   * Commit by commit, with the state before and after each: from after a moment (default: the start) to what is there
   * when it begins. Holds one batch of commits at a time. A failure is the last thing that it yields; a moment that is
   * not there yields nothing.
   */
  steps(after?: Moment): AsyncIterable<Result<Step<State>, ReadFailure>>;
}

export interface TimelineOptions {
  /** Commits from one kept state to the next. Default 500. */
  readonly every?: number;
}

export function createTimeline<State>(
  log: EventLog,
  stream: string,
  folding: Folding<State>,
  { every = 500 }: TimelineOptions = {},
): Timeline<State> {
  // In merge order, and by id and sequence.
  let order: Place[] = [];
  const placesById = new Map<string, Place>();
  const placesBySequence: Place[] = [];
  let position = 0;
  /** States after so many commits of the order; ascending, the first one empty. */
  let kept: { readonly commits: number; readonly state: State }[] = [{ commits: 0, state: folding.initial }];
  const exclusive = createExclusive();

  async function catchUp(): Promise<Result<void, ReadFailure>> {
    for await (const batch of log.read({ streams: [stream], after: position })) {
      if (!batch.ok) return batch;
      take(batch.value);
    }
    return ok(undefined);
  }

  function take(commits: readonly Commit[]): void {
    const before = order.length;
    for (const commit of commits) {
      const { id, hlc, device } = commit;
      const place: Place = { id, hlc, device, position: commit.position };
      placesById.set(id, place);
      placesBySequence[commit.sequence] = place;
      order.push(place);
      position = commit.position;
    }
    const first = firstOutOfOrder(before);
    if (first === undefined) {
      if (kept.at(-1)?.commits === before) keep(before, commits);
      return;
    }
    order = order.toSorted(compareForMerge);
    const from = indexOf(first);
    kept = kept.filter((one) => one.commits <= from);
  }

  /** Of the places added since, the one that belongs earliest, if any belongs before another. */
  function firstOutOfOrder(since: number): Place | undefined {
    let first: Place | undefined;
    let newest = order[since - 1];
    for (const place of order.slice(since)) {
      if (newest !== undefined && compareForMerge(place, newest) < 0) {
        if (first === undefined || compareForMerge(place, first) < 0) first = place;
      } else {
        newest = place;
      }
    }
    return first;
  }

  /** Folds the next commits after so many, keeps states on the way, and one at the end to go on from. */
  function keep(after: number, commits: readonly Commit[]): State {
    let { state } = nearest(after);
    let done = 0;
    while (done < commits.length) {
      const next = Math.min(commits.length, done + every - ((after + done) % every));
      state = folding.fold(state, commits.slice(done, next));
      done = next;
      const last = kept.at(-1);
      if (last === undefined || last.commits >= after + done) continue;
      // The end of the last batch was kept to go on from here, and is not needed any more.
      if (last.commits % every !== 0) kept.pop();
      kept.push({ commits: after + done, state });
    }
    return state;
  }

  function nearest(commits: number): { readonly commits: number; readonly state: State } {
    return kept.findLast((one) => one.commits <= commits) ?? { commits: 0, state: folding.initial };
  }

  /** How many commits there are up to a moment; undefined when there is no such moment. */
  function countAt(moment: Moment): number | undefined {
    if ('sequence' in moment && moment.sequence === 0) return 0;
    const place = 'sequence' in moment ? placesBySequence[moment.sequence] : placesById.get(moment.commitId);
    return place === undefined ? undefined : indexOf(place) + 1;
  }

  function indexOf(place: Place): number {
    let low = 0;
    let high = order.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const here = order[middle];
      if (here !== undefined && compareForMerge(here, place) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  async function stateAfter(commits: number): Promise<Result<State, ReadFailure>> {
    const start = nearest(commits);
    let { state } = start;
    let done = start.commits;
    for await (const batch of readPlaces(log, stream, order.slice(done, commits))) {
      if (!batch.ok) return batch;
      // A state in the middle is not worth keeping, but those on the way are: after an import there are none.
      state = keepOnWay(done, state, batch.value);
      done += batch.value.length;
    }
    return ok(state);
  }

  function keepOnWay(after: number, state: State, commits: readonly Commit[]): State {
    const isAtEnd = kept.at(-1)?.commits === after;
    return isAtEnd ? keep(after, commits) : folding.fold(state, commits);
  }

  async function find(moment: Moment): Promise<Result<StateAt<State> | null, ReadFailure>> {
    const caughtUp = await catchUp();
    if (!caughtUp.ok) return caughtUp;
    const commits = countAt(moment);
    if (commits === undefined) return ok(null);
    const state = await stateAfter(commits);
    if (!state.ok) return state;
    return ok({ state: state.value, commits, commitId: order[commits - 1]?.id ?? null });
  }

  return {
    stateAt: (moment) => exclusive(() => find(moment)),
    async *steps(after = { sequence: 0 }) {
      const start = await exclusive(async (): Promise<Result<Start<State> | null, ReadFailure>> => {
        const found = await find(after);
        if (!found.ok) return found;
        return ok(found.value && { state: found.value.state, places: order.slice(found.value.commits) });
      });
      if (!start.ok) {
        yield start;
        return;
      }
      if (start.value === null) return;
      let before = start.value.state;
      for await (const batch of readPlaces(log, stream, start.value.places)) {
        if (!batch.ok) {
          yield batch;
          return;
        }
        for (const commit of batch.value) {
          const next = folding.fold(before, [commit]);
          yield ok({ commit, before, after: next });
          before = next;
        }
      }
    },
  };
}

interface Start<State> {
  readonly state: State;
  readonly places: readonly Place[];
}
