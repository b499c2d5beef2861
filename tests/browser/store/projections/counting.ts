import type { Projection } from '#store/projections/projection.ts';

export interface Counting {
  readonly position: number;
  readonly commits: number;
  /** Commits that did not come right after the one before. */
  readonly faults: number;
  /** Depends on every commit and on their order. */
  readonly chain: number;
}

/** Sees a repeat, a hole and a swap, and stays small. */
export const counting: Projection<Counting> = {
  name: 'counting',
  version: 1,
  initial: { position: 0, commits: 0, faults: 0, chain: 0 },
  fold(state, commits) {
    let { position, faults, chain } = state;
    for (const commit of commits) {
      if (commit.position !== position + 1) faults += 1;
      position = commit.position;
      chain = link(chain, commit.position);
    }
    return { position, commits: state.commits + commits.length, faults, chain };
  },
};

export function link(chain: number, position: number): number {
  return (Math.imul(chain, 31) + position) | 0;
}
