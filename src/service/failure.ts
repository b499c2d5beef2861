/** Something outside the domain went wrong. Plain data, so that it can cross realms; `messages/` makes the sentence. */
export type Failure =
  | Failed<'ServiceLost'>
  | Failed<'TimedOut', { call: string; afterMs: number }>
  | Failed<'QuotaExceeded'>
  | Failed<'LogUnavailable', { reason: string }>
  | Failed<'LogBlocked'>
  | Failed<'LogNewer'>
  | Failed<'LogSuspect'>
  | LogLost
  | LogDamaged
  | Failed<'CommitIdReused', { commitId: string }>
  | Failed<'InvalidCommand', { path: string; expected: string }>
  | Failed<'DraftFailed', { reason: string }>
  | Failed<'FileNotALog'>
  | Failed<'FileNewer', { version: number }>
  | Failed<'FileDamaged', { line: number; reason: string }>
  | Failed<'FileConflicts', { line: number; commitId: string; reason: 'other-content' | 'forked' }>
  /** A file could not be written, or what was read back from it is not what was written. */
  | Failed<'FileUnwritable', { reason: string }>
  /** By the person. */
  | Failed<'Cancelled'>
  | Failed<'PlanMissing', { planId: string }>
  | Failed<'Bug', { message: string }>;

/**
 * The storage holds less than, or something else than, what was saved in it. Nothing is written until the person has
 * chosen how to go on. All are counts of commits: `stored` is what is there, `known` what was saved, `copied` how far the
 * copy outside goes (null: there is none). `at`: when the newest of them was seen, in epoch milliseconds.
 */
export type LogLost = Failed<'LogLost', { stored: number; known: number; copied: number | null; at: number | null }>;

/**
 * Something stored is not what was written; `where` names it. `readable` counts the commits that can still be read.
 * Nothing is written until the person has chosen how to go on.
 */
export type LogDamaged = Failed<'LogDamaged', { where: string; readable: number; copied: number | null }>;

/** The failures that a person decides about: restore the copy, or go on with what is here. */
export type Loss = LogLost | LogDamaged;

export function isLoss(failure: Failure): failure is Loss {
  return failure.code === 'LogLost' || failure.code === 'LogDamaged';
}

export type FailureCode = Failure['code'];

interface Failed<Code extends string, Params = Record<never, never>> {
  readonly code: Code;
  readonly params: Params;
  /** Whether sending the same again can help: at once, after a while, or not at all. */
  readonly retry: 'never' | 'now' | 'later';
}
