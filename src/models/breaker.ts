import type { ModelFailure } from './failure.ts';

/** What is known of whether somebody is worth asking. Plain data, decided by pure functions: time is handed in. */
export interface Breaker {
  /** In a row. */
  readonly failures: number;
  /** Epoch milliseconds before which it is not asked; 0 when it may be. */
  readonly shutUntil: number;
}

export const CLOSED: Breaker = { failures: 0, shutUntil: 0 };

/** After `MOST_FAILURES` in a row it is left alone for a minute, then for two, and so on; then one try decides. */
export function afterFailure(before: Breaker, failure: ModelFailure, now: number): Breaker {
  if (failure.code === 'RateLimited' && failure.params.atMs !== null)
    return { failures: before.failures + 1, shutUntil: failure.params.atMs };
  if (!ABOUT_THE_SERVER.has(failure.code)) return before;
  const failures = before.failures + 1;
  if (failures < MOST_FAILURES) return { failures, shutUntil: 0 };
  const ms = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - MOST_FAILURES));
  return { failures, shutUntil: now + ms };
}

export function isShut({ shutUntil }: Breaker, now: number): boolean {
  return shutUntil > now;
}

const MOST_FAILURES = 3;
const FIRST_MS = 60_000;
const LONGEST_MS = 600_000;

/** What the next question would meet, too. A question that was refused or too long says nothing about the next. */
const ABOUT_THE_SERVER: ReadonlySet<ModelFailure['code']> = new Set([
  'Unreachable',
  'RateLimited',
  'ServerFailed',
  'Stalled',
  'CutOff',
  'DeviceLost',
  'OutOfMemory',
  'NotAModelServer',
]);
