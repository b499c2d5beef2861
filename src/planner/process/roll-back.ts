import { ok } from '#kit/result.ts';
import type { TaskId } from '../ids.ts';
import { indexOf } from '../plan-index.ts';
import type { PlanState } from '../state.ts';
import type { Task } from '../task.ts';
import { isEnded } from '../task-status.ts';
import { isGroup } from '../views.ts';
import { type Decision, findTask, type Given, no } from './decision.ts';

/**
 * Takes back what executors did on a task, and on finished work that was built on it, found by following needs from one
 * ended task to the next. Work that a person did by hand stays done: nobody but the person can take it back.
 */
export function rollBack(state: PlanState, { taskId }: Given<'RollBack'>): Decision {
  const found = findTask(state, taskId);
  if (!found.ok) return found;
  if (isGroup(state, taskId)) return no({ code: 'TaskIsGroup', params: { taskId } });
  if (!hasEffects(found.value)) return no({ code: 'NothingToRollBack', params: { taskId } });
  const index = indexOf(state.tasks);
  const seen = new Set<TaskId>([taskId]);
  const tasks = [];
  // A list that grows while it is walked: breadth first, so that causes come before what was built on them.
  const open: TaskId[] = [taskId];
  for (const id of open) {
    const task = state.tasks.get(id);
    if (task !== undefined && !index.isGroup(id) && hasEffects(task)) tasks.push({ taskId: id, from: task.status });
    const further = [...(index.dependents.get(id) ?? [])];
    if (index.isGroup(id)) further.push(...(index.children.get(id) ?? []));
    const parentId = task?.parentId ?? null;
    // Who needs the group built on all of its leaves. The group itself is only passed through, its other leaves are not.
    if (parentId !== null) for (const dependent of dependentsOfAncestors(state, parentId)) further.push(dependent);
    for (const next of further) {
      if (seen.has(next)) continue;
      const built = state.tasks.get(next);
      if (built === undefined || !(index.isGroup(next) || isEnded(built.status))) continue;
      seen.add(next);
      open.push(next);
    }
  }
  return ok([{ type: 'RolledBack', v: 1, tasks }]);
}

/** An executor's last attempt brought it where it is. */
function hasEffects(task: Task): boolean {
  const outcome = task.attempts.at(-1)?.outcome;
  const { status } = task.status;
  return (status === 'completed' || status === 'failed' || status === 'interrupted') && outcome === status;
}

function dependentsOfAncestors(state: PlanState, parentId: TaskId): TaskId[] {
  const index = indexOf(state.tasks);
  const found: TaskId[] = [];
  let here: TaskId | null = parentId;
  while (here !== null) {
    found.push(...(index.dependents.get(here) ?? []));
    here = state.tasks.get(here)?.parentId ?? null;
  }
  return found;
}
