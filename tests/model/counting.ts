import type { Projection } from '#store/projections/projection.ts';

/** By stream: how many commits, and the ids of the last ones. */
export interface Counted {
  readonly [stream: string]: { readonly commits: number; readonly last: readonly string[] };
}

interface Counts {
  readonly stream: string;
  readonly id: string;
}

export const counting: Projection<Counted> = {
  name: 'counting',
  version: 1,
  initial: {},
  fold(state, commits) {
    const next = { ...state };
    for (const { stream, id } of commits) {
      const { commits: before = 0, last = [] } = next[stream] ?? {};
      next[stream] = { commits: before + 1, last: [...last, id].slice(-3) };
    }
    return next;
  },
};

/** The same, each stream counted from the start. */
export function bySteps(commits: readonly Counts[]): Counted {
  const streams = [...new Set(commits.map(({ stream }) => stream))];
  return Object.fromEntries(
    streams.map((name) => {
      const ids = commits.filter(({ stream }) => stream === name).map(({ id }) => id);
      return [name, { commits: ids.length, last: ids.slice(-3) }];
    }),
  );
}
