/** Something outside the domain went wrong. Plain data, so that it can cross realms; `messages/` makes the sentence. */
export type Failure =
  | Failed<'ServiceLost'>
  | Failed<'TimedOut', { call: string; afterMs: number }>
  | Failed<'QuotaExceeded'>
  | Failed<'LogUnavailable', { reason: string }>
  | Failed<'LogBlocked'>
  | Failed<'LogNewer'>
  | Failed<'CommitIdReused', { commitId: string }>
  | Failed<'InvalidCommand', { path: string; expected: string }>
  | Failed<'DraftFailed', { reason: string }>
  | Failed<'FileNotALog'>
  | Failed<'FileNewer', { version: number }>
  | Failed<'FileDamaged', { line: number; reason: string }>
  | Failed<'FileConflicts', { line: number; commitId: string }>
  | Failed<'PlanMissing', { planId: string }>
  | Failed<'Bug', { message: string }>;

export type FailureCode = Failure['code'];

interface Failed<Code extends string, Params = Record<never, never>> {
  readonly code: Code;
  readonly params: Params;
  /** Whether sending the same again can help: at once, after a while, or not at all. */
  readonly retry: 'never' | 'now' | 'later';
}
