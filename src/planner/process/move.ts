import { ok } from '#kit/result.ts';
import { childrenByParent, cycleOfMove, isWithin } from '../graph.ts';
import type { TaskId } from '../ids.ts';
import { keysBehind } from '../order-keys.ts';
import type { PlanState } from '../state.ts';
import { childIds } from '../views.ts';
import { type Decision, findTask, type Given, no } from './decision.ts';
import { refusePlace } from './edit.ts';

/** A task that goes along with an ancestor in the same move keeps its place below it. */
export function moveTasks(state: PlanState, { taskIds, parentId, after }: Given<'MoveTasks'>): Decision {
  for (const id of taskIds) {
    const found = findTask(state, id);
    if (!found.ok) return found;
    if (parentId !== null && state.tasks.has(parentId) && isWithin(state.tasks, parentId, id))
      return no({ code: 'MoveIntoSelf', params: { taskId: id, parentId } });
  }
  const refusal = refusePlace(state, parentId, after);
  if (refusal !== null) return no(refusal);
  const moving = [...new Set(taskIds)];
  if (after !== null && moving.includes(after)) return no({ code: 'PlaceNotFound', params: { after } });
  const roots = moving.filter((id) => !moving.some((other) => other !== id && isWithin(state.tasks, id, other)));
  if (isThereAlready(state, roots, parentId, after)) return no({ code: 'NothingChanges', params: {} });
  const keys = keysBehind(state, parentId, after, roots.length, new Set(roots));

  const tasks = new Map(state.tasks);
  const moves = [];
  for (const [i, id] of roots.entries()) {
    const task = tasks.get(id);
    const order = keys[i];
    if (task === undefined || order === undefined) continue;
    if (parentId !== null && task.parentId !== parentId) {
      const path = cycleOfMove(tasks, childrenByParent(tasks), id, parentId);
      if (path !== null) return no({ code: 'NeedsCycle', params: { path } });
    }
    tasks.set(id, { ...task, parentId, order });
    moves.push({ taskId: id, from: { parentId: task.parentId, order: task.order }, to: { parentId, order } });
  }
  return ok([{ type: 'TasksMoved', v: 1, moves }]);
}

function isThereAlready(
  state: PlanState,
  moving: readonly TaskId[],
  parentId: TaskId | null,
  after: TaskId | null,
): boolean {
  const siblings = childIds(state, parentId);
  const first = after === null ? 0 : siblings.indexOf(after) + 1;
  return moving.every((id, i) => siblings[first + i] === id);
}
