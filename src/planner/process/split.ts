import { ok } from '#kit/result.ts';
import type { PlanEvent } from '../event.ts';
import type { Need, NeedEdge } from '../need.ts';
import { newTask } from '../new-task.ts';
import { keysBehind } from '../order-keys.ts';
import { indexOf } from '../plan-index.ts';
import type { Reason } from '../reason.ts';
import type { PlanState } from '../state.ts';
import type { Task, TaskField } from '../task.ts';
import { pickFields } from '../task-fields.ts';
import { birthsOf, type Decision, findTask, type Given, no } from './decision.ts';
import { fieldsEdited, LOCKED } from './edit.ts';

/**
 * Only planned tasks are split: what is under way or over is one piece of work. The new tasks stand where the old one
 * does between what it needs and what needs it, so no cycle can arise. What a group holds stays with the first.
 */
export function splitTask(state: PlanState, command: Given<'SplitTask'>): Decision {
  const { stamp, taskId, titles } = command;
  const found = findTask(state, taskId);
  if (!found.ok) return found;
  const task = found.value;
  const index = indexOf(state.tasks);
  const { status } = task.status;
  if (status !== 'planned' && !index.isGroup(taskId)) {
    if (status === 'running') return no({ code: 'TaskIsRunning', params: { taskId } });
    return no({ code: 'WrongStatus', params: { taskId, status, command: command.type } });
  }
  const births = birthsOf(stamp);
  const inherited: Reason = { code: 'inherited', params: { from: task.title }, spans: [] };
  const [first = task.title, ...others] = titles;
  const keys = keysBehind(state, task.parentId, taskId, others.length);
  const tasks: Task[] = others.map((title, i) => ({
    ...newTask(
      { id: births.task(), parentId: task.parentId, order: keys[i] ?? task.order, createdAt: stamp.at },
      { ...pickFields(task, SHARED), title },
    ),
    needs: task.needs.map((need) => handedOn(need, inherited)),
    source: task.source,
    locked: ['title'],
  }));
  const added: NeedEdge[] = [];
  for (const dependent of index.dependents.get(taskId) ?? []) {
    const need = state.tasks.get(dependent)?.needs.find((held) => held.task === taskId);
    if (need === undefined) continue;
    for (const { id } of tasks) added.push({ taskId: dependent, need: { ...handedOn(need, inherited), task: id } });
  }
  const events: PlanEvent[] = [{ type: 'TasksPlanned', v: 1, tasks }];
  const renamed = fieldsEdited(task, { title: first }, LOCKED);
  if (renamed !== null) events.push(renamed);
  if (added.length > 0) events.push({ type: 'NeedsChanged', v: 1, removed: [], added });
  return ok(events);
}

/** What the pieces have in common with the whole. Estimates, notes and criteria are the whole's. */
const SHARED: readonly TaskField[] = ['kind', 'priority', 'dueAt', 'notBefore', 'assignee', 'tags'];

function handedOn(need: Need, reason: Reason): Need {
  return { ...need, reason };
}
