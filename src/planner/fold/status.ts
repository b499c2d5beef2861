import type { AttemptId } from '../ids.ts';
import type { Attempt } from '../task.ts';
import type { TaskStatus } from '../task-status.ts';
import type { OwnTask } from './open-state.ts';

/** Puts the task in its new status, with what that says of the attempt under way. */
export function setStatus(task: OwnTask, to: TaskStatus): void {
  const was = attemptOf(task.status);
  const is = attemptOf(to);
  if (was !== null && was !== is) task.attempts = settle(task.attempts, was, (now) => outcomeOf(to, now));
  if (is !== null) task.attempts = settle(task.attempts, is, (now) => outcomeOf(to, now));
  task.status = to;
}

/** The attempt that a status speaks of. */
export function attemptOf(status: TaskStatus): AttemptId | null {
  return 'attempt' in status ? status.attempt : null;
}

/** What becomes of the attempt under way, whose outcome is `now`, when its task comes into a status. */
export function outcomeOf(to: TaskStatus, now: Attempt['outcome']): Attempt['outcome'] {
  switch (to.status) {
    case 'running':
      return null;
    case 'needs-clarification':
    case 'interrupted':
    case 'completed':
    case 'failed':
    case 'cancelled':
      return to.status;
    case 'skipped':
      return 'cancelled';
    case 'planned':
      // An attempt that ended in a question or a crash is over; one that was still running was called off.
      return now ?? 'cancelled';
  }
}

function settle(
  attempts: readonly Attempt[],
  id: AttemptId,
  outcome: (now: Attempt['outcome']) => Attempt['outcome'],
): readonly Attempt[] {
  const place = attempts.findLastIndex((attempt) => attempt.id === id);
  const attempt = attempts[place];
  if (attempt === undefined) return attempts;
  const next = outcome(attempt.outcome);
  return next === attempt.outcome ? attempts : attempts.with(place, { ...attempt, outcome: next });
}
