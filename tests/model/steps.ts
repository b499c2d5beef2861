import fc from 'fast-check';

/*
 * What may be done, as plain data, so that a sequence can be printed, repeated and made shorter. Numbers choose among
 * what there is by then.
 */

export interface Sequence {
  /** Two profiles that were copied from each other write under one device id. */
  readonly areTwins: boolean;
  /** Commits that the first storage holds from the start, sealed as far as they are due. */
  readonly older: number;
  readonly steps: readonly Step[];
}

/** `at`: which of two storages; `tab`: which of its two tabs. */
export type Step = { readonly at: number; readonly tab: number } & (
  | { readonly type: 'append'; readonly calls: readonly CallSpec[] }
  | { readonly type: 'race'; readonly calls: readonly CallSpec[]; readonly others: readonly CallSpec[] }
  | { readonly type: 'follow'; readonly calls: readonly CallSpec[]; readonly others: readonly CallSpec[] }
  | { readonly type: 'retry'; readonly which: number }
  | { readonly type: 'kill'; readonly calls: readonly CallSpec[]; readonly delay: number }
  | { readonly type: 'bulk'; readonly count: number; readonly stream: number }
  | { readonly type: 'reopen' }
  | { readonly type: 'closed'; readonly calls: readonly CallSpec[] }
  | { readonly type: 'read'; readonly after: number; readonly streams: readonly number[] | null; readonly of: number }
  | { readonly type: 'find'; readonly which: number }
  | { readonly type: 'blob'; readonly what: 'put' | 'get' | 'count'; readonly which: number }
  | { readonly type: 'snapshot'; readonly what: 'put' | 'get' | 'put stale'; readonly which: number }
  | { readonly type: 'derive'; readonly key: number; readonly text: string | null; readonly isRaced: boolean }
  | { readonly type: 'watch'; readonly after: number; readonly streams: readonly number[] | null; readonly of: number }
  | { readonly type: 'unwatch' }
  | { readonly type: 'send'; readonly streams: readonly number[] | null; readonly gzip: boolean }
  | { readonly type: 'absorb'; readonly damage: AbsorbDamage; readonly which: number }
  | { readonly type: 'clock'; readonly by: number }
  | { readonly type: 'seal' }
  | { readonly type: 'rebuild' }
  | { readonly type: 'verify' }
);

export type AbsorbDamage = 'none' | 'line' | 'blob bytes' | 'blob gone' | 'line gone';

export interface CallSpec {
  readonly strict: boolean;
  readonly commits: readonly CommitSpec[];
}

export interface CommitSpec {
  /** A new id; one that was used before with what it was used for; one that was used before with something else. */
  readonly id: 'new' | 'again' | 'changed';
  readonly which: number;
  readonly stream: number;
  readonly expected: 'exists' | 'absent' | 'any' | 'right' | 'wrong' | undefined;
  readonly events: number;
  readonly blob: 'none' | 'new' | 'known' | 'missing' | 'damaged' | 'resized';
  readonly fault: 'none' | 'number' | 'surrogate' | 'type' | 'deep' | 'empty';
}

const small = fc.nat(30);

function weighted<T extends string>(weights: { readonly [name in T]: number }): fc.Arbitrary<T> {
  const names = Object.keys(weights) as T[];
  return fc.oneof(...names.map((name) => ({ weight: weights[name], arbitrary: fc.constant(name) })));
}

const commit: fc.Arbitrary<CommitSpec> = fc.record({
  id: weighted({ new: 12, again: 2, changed: 1 }),
  which: small,
  stream: fc.nat(3),
  expected: fc.option(weighted({ any: 2, right: 4, wrong: 1, exists: 1, absent: 1 }), { nil: undefined }),
  events: fc.nat(2),
  blob: weighted({ none: 60, new: 8, known: 6, missing: 1, damaged: 1, resized: 1 }),
  fault: weighted({ none: 120, number: 1, surrogate: 1, type: 1, deep: 1, empty: 1 }),
});

const call: fc.Arbitrary<CallSpec> = fc.record({
  strict: fc.boolean(),
  commits: fc.array(commit, { minLength: 1, maxLength: 4 }),
});
const calls = fc.array(call, { minLength: 1, maxLength: 3 });
const someStreams = fc.option(fc.array(fc.nat(5), { maxLength: 3 }), { nil: null });
const query = { after: fc.nat(20), streams: someStreams, of: fc.nat(11) };

type Body<S> = S extends Step ? Omit<S, 'at' | 'tab'> : never;
const bodies: readonly (readonly [number, fc.Arbitrary<Body<Step>>])[] = [
  [12, fc.record({ type: fc.constant('append'), calls })],
  [5, fc.record({ type: fc.constant('race'), calls, others: calls })],
  [3, fc.record({ type: fc.constant('follow'), calls, others: calls })],
  [3, fc.record({ type: fc.constant('retry'), which: small })],
  [3, fc.record({ type: fc.constant('kill'), calls, delay: fc.nat(12) })],
  [1, fc.record({ type: fc.constant('bulk'), count: fc.constantFrom(1, 5, 60, 300, 760), stream: fc.nat(1) })],
  [1, fc.record({ type: fc.constant('reopen') })],
  [1, fc.record({ type: fc.constant('closed'), calls })],
  [3, fc.record({ type: fc.constant('read'), ...query })],
  [1, fc.record({ type: fc.constant('find'), which: small })],
  [3, fc.record({ type: fc.constant('blob'), what: fc.constantFrom('put', 'get', 'count'), which: fc.nat(3) })],
  [
    4,
    fc.record({
      type: fc.constant('snapshot'),
      what: fc.constantFrom('put', 'get', 'get', 'put stale'),
      which: fc.nat(3),
    }),
  ],
  [
    2,
    fc.record({
      type: fc.constant('derive'),
      key: fc.nat(3),
      text: fc.option(fc.string({ maxLength: 5 }), { nil: null }),
      isRaced: fc.boolean(),
    }),
  ],
  [2, fc.record({ type: fc.constant('watch'), ...query })],
  [1, fc.record({ type: fc.constant('unwatch') })],
  [4, fc.record({ type: fc.constant('send'), streams: someStreams, gzip: fc.boolean() })],
  [
    1,
    fc.record({
      type: fc.constant('absorb'),
      damage: fc.constantFrom('none', 'line', 'blob bytes', 'blob gone', 'line gone'),
      which: small,
    }),
  ],
  [1, fc.record({ type: fc.constant('clock'), by: fc.constantFrom(-100_000, -1, 1, 50, 86_400_000) })],
  [2, fc.record({ type: fc.constant('seal') })],
  [1, fc.record({ type: fc.constant('rebuild') })],
  [1, fc.record({ type: fc.constant('verify') })],
];

const step: fc.Arbitrary<Step> = fc
  .tuple(
    weighted({ 0: 5, 1: 2 }),
    weighted({ 0: 2, 1: 1 }),
    fc.oneof(...bodies.map(([weight, arbitrary]) => ({ weight, arbitrary }))),
  )
  .map(([at, tab, body]) => ({ at: Number(at), tab: Number(tab), ...body }));

export const sequence: fc.Arbitrary<Sequence> = fc.record({
  areTwins: fc.boolean(),
  older: fc.constantFrom(...Array.from({ length: 15 }, () => 0), 900),
  steps: fc.array(step, { minLength: 1, maxLength: 30, size: 'max' }),
});
