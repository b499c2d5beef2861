import { t } from '#messages/catalogue.ts';
import { formatMoment, formatPast } from '#messages/format.ts';
import type { TaskId } from '#planner/ids.ts';
import { whyNotReady } from '#planner/readiness.ts';
import type { PlanState } from '#planner/state.ts';
import type { Task } from '#planner/task.ts';
import { progress } from '#planner/views.ts';

/** How a group stands: by what it holds, and by what all of that waits for. */
export function groupSentences(
  state: PlanState,
  id: TaskId,
  now: number,
  nameTask: (id: string) => string,
): readonly string[] {
  const { done, total } = progress(state, id);
  const waits = whyNotReady(state, id, now).length === 0 ? [] : waiting(state, id, now, nameTask);
  return [`${t.plan.progress(done, total)}.`, ...waits];
}

/** How a task stands and why, a sentence for each reason. */
export function statusSentences(
  state: PlanState,
  task: Task,
  now: number,
  nameTask: (id: string) => string,
): readonly string[] {
  const { status } = task;
  switch (status.status) {
    case 'planned':
    case 'needs-clarification':
    case 'interrupted':
      return waiting(state, task.id, now, nameTask);
    case 'running':
      return [t.plan.inspector.running(formatPast(status.at, now))];
    case 'completed':
      return [t.plan.inspector.completed(formatPast(status.at, now))];
    case 'failed':
      return [
        status.error.text === '' ? t.plan.inspector.failedWithoutWords : t.plan.inspector.lastError(status.error.text),
      ];
    case 'skipped':
      return [
        (status.because === 'person' ? t.plan.inspector.skipped : t.plan.inspector.notNeeded)(
          formatPast(status.at, now),
        ),
      ];
    case 'cancelled':
      return [t.plan.inspector.cancelled(formatPast(status.at, now))];
  }
}

function waiting(state: PlanState, id: TaskId, now: number, nameTask: (id: string) => string): readonly string[] {
  const reasons = whyNotReady(state, id, now);
  if (reasons.length === 0) return [t.plan.inspector.ready];
  return reasons.map((reason) =>
    t.plan.why[reason.code]({
      name: reason.taskId === null ? '' : nameTask(reason.taskId),
      when: 'until' in reason.params ? formatMoment(reason.params.until) : '',
      by: 'by' in reason.params ? nameTask(reason.params.by) : '',
    }),
  );
}
