import { ok } from '#kit/result.ts';
import type { StoredText } from '../blob-ref.ts';
import type { PlanEvent } from '../event.ts';
import type { TaskId } from '../ids.ts';
import { indexOf } from '../plan-index.ts';
import { whyNotReady } from '../readiness.ts';
import type { PlanState } from '../state.ts';
import type { Task } from '../task.ts';
import { isEnded, PLANNED, type StoredStatus, type TaskStatus } from '../task-status.ts';
import { isGroup, leaves } from '../views.ts';
import { withConsequences } from './consequences.ts';
import { birthsOf, type Decision, findTask, type Given, no } from './decision.ts';

/** A person begins. Needs bind them, and a lag; the date before which nothing was to begin is their own to overrule. */
export function startTask(state: PlanState, { stamp, taskId, type }: Given<'StartTask'>): Decision {
  const found = findTask(state, taskId);
  if (!found.ok) return found;
  const task = found.value;
  if (isGroup(state, taskId)) return no({ code: 'TaskIsGroup', params: { taskId } });
  if (task.status.status === 'running') return no({ code: 'TaskIsRunning', params: { taskId } });
  if (task.status.status !== 'planned')
    return no({ code: 'WrongStatus', params: { taskId, status: task.status.status, command: type } });
  if (state.paused) return no({ code: 'PlanPaused', params: {} });
  const waitingFor: string[] = [];
  for (const why of whyNotReady(state, taskId, stamp.at)) {
    if (why.code !== 'waits-for-date' && why.taskId !== null) waitingFor.push(why.taskId);
  }
  if (waitingFor.length > 0) return no({ code: 'TaskNotReady', params: { taskId, waitingFor } });
  return ok([statusUpdated(task, { status: 'running', at: stamp.at, attempt: null })]);
}

/** People do things out of order, so unmet needs do not stand in the way of saying that something is done. */
export function completeTask(state: PlanState, { stamp, taskId, type, result }: Given<'CompleteTask'>): Decision {
  if (isGroup(state, taskId) && result !== null) return no({ code: 'TaskIsGroup', params: { taskId } });
  return end(state, { stamp, taskId, type }, completed(stamp.at, result));
}

export function skipTask(state: PlanState, { stamp, taskId, type }: Given<'SkipTask'>): Decision {
  return end(state, { stamp, taskId, type }, { status: 'skipped', at: stamp.at, because: 'person' });
}

/** The series of a recurring task ends with it. An executor at work on it is stopped by the engine. */
export function cancelTask(state: PlanState, { stamp, taskId, type }: Given<'CancelTask'>): Decision {
  return end(state, { stamp, taskId, type }, { status: 'cancelled', at: stamp.at });
}

export function failTask(state: PlanState, { stamp, taskId, type, text }: Given<'FailTask'>): Decision {
  const found = findTask(state, taskId);
  if (!found.ok) return found;
  if (isGroup(state, taskId)) return no({ code: 'TaskIsGroup', params: { taskId } });
  if (isEnded(found.value.status))
    return no({ code: 'WrongStatus', params: { taskId, status: found.value.status.status, command: type } });
  return ok([
    statusUpdated(found.value, {
      status: 'failed',
      at: stamp.at,
      error: { code: 'said-by-person', text, retry: 'now' },
    }),
  ]);
}

/** A group is opened again with all its leaves that had ended. */
export function reopenTask(state: PlanState, { taskId, type }: Given<'ReopenTask'>): Decision {
  const found = findTask(state, taskId);
  if (!found.ok) return found;
  const again = leaves(state, taskId).filter((task) => isEnded(task.status));
  if (again.length === 0)
    return no({ code: 'WrongStatus', params: { taskId, status: statusOf(state, taskId), command: type } });
  return ok([...again, ...neededAgain(state, again)].map((task) => statusUpdated(task, PLANNED)));
}

export function retryTask(state: PlanState, { taskId, type }: Given<'RetryTask'>): Decision {
  const found = findTask(state, taskId);
  if (!found.ok) return found;
  if (isGroup(state, taskId)) return no({ code: 'TaskIsGroup', params: { taskId } });
  const { status } = found.value.status;
  if (status !== 'failed' && status !== 'interrupted')
    return no({ code: 'WrongStatus', params: { taskId, status, command: type } });
  return ok([statusUpdated(found.value, PLANNED)]);
}

export function statusUpdated(task: Task, to: TaskStatus): PlanEvent {
  return { type: 'TaskStatusUpdated', v: 1, taskId: task.id, from: task.status, to };
}

export function completed(at: number, result: StoredText | null): TaskStatus {
  return { status: 'completed', at, result };
}

/** Ends a task, or all leaves of a group that have not ended. What failed can still be ended in another way. */
function end(
  state: PlanState,
  { stamp, taskId, type }: Pick<Given<'SkipTask' | 'CancelTask' | 'CompleteTask'>, 'stamp' | 'taskId' | 'type'>,
  to: TaskStatus,
): Decision {
  const found = findTask(state, taskId);
  if (!found.ok) return found;
  const group = isGroup(state, taskId);
  const ending = leaves(state, taskId).filter(
    (task) => !isEnded(task.status) || (task.status.status === 'failed' && !group),
  );
  if (ending.length === 0)
    return no({ code: 'WrongStatus', params: { taskId, status: statusOf(state, taskId), command: type } });
  const events = ending.map((task) => statusUpdated(task, to));
  return ok(withConsequences(state, stamp, birthsOf(stamp), events));
}

/** Tasks that were skipped because one of these did not fail: now that it is open again, it may. */
function neededAgain(state: PlanState, opened: readonly Task[]): Task[] {
  const found = new Map<TaskId, Task>();
  const index = indexOf(state.tasks);
  const seen = new Set<TaskId>();
  const open: TaskId[] = opened.map((task) => task.id);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const parentId = state.tasks.get(id)?.parentId ?? null;
    if (parentId !== null) open.push(parentId);
    for (const dependent of index.dependents.get(id) ?? []) {
      const need = state.tasks.get(dependent)?.needs.find((held) => held.task === id);
      if (need?.type !== 'on-failure') continue;
      for (const task of leaves(state, dependent)) {
        if (task.status.status !== 'skipped' || task.status.because !== 'not-needed') continue;
        found.set(task.id, task);
        open.push(task.id);
      }
    }
  }
  for (const task of opened) found.delete(task.id);
  return [...found.values()];
}

function statusOf(state: PlanState, id: TaskId): StoredStatus {
  return indexOf(state.tasks).endings.get(id)?.status ?? state.tasks.get(id)?.status.status ?? 'planned';
}
