import type { CommitId } from '#planner/ids.ts';
import type { Rejection } from '#planner/rejection.ts';
import type { EventLog, Receipt as LogReceipt } from '#store/event-log.ts';
import type { Outcome } from './contract.ts';
import type { Failure } from './failure.ts';

export function receiptOf(receipt: LogReceipt, medium: EventLog['medium']): Outcome {
  const { duplicate, mirrored } = receipt;
  const durability = medium === 'memory' ? 'memory' : receipt.durability;
  const commitId = receipt.commitId as CommitId;
  return { type: 'receipt', receipt: { commitId, changed: true, duplicate, durability, mirrored } };
}

/** For a command that had nothing to do. */
export function unchanged(commitId: CommitId, medium: EventLog['medium']): Outcome {
  const durability = medium === 'memory' ? 'memory' : 'relaxed';
  return { type: 'receipt', receipt: { commitId, changed: false, duplicate: false, durability, mirrored: false } };
}

export function rejected(rejection: Rejection): Outcome {
  return { type: 'rejection', rejection };
}

export function failed(failure: Failure): { readonly type: 'failure'; readonly failure: Failure } {
  return { type: 'failure', failure };
}

/** The answer to a second sending that came while the first was on its way. */
export function asDuplicate(outcome: Outcome): Outcome {
  if (outcome.type !== 'receipt') return outcome;
  return { type: 'receipt', receipt: { ...outcome.receipt, duplicate: outcome.receipt.changed } };
}
