import type { PlanEventOf } from '../event.ts';
import { cycleThrough, topologicalOrder } from '../graph.ts';
import type { TaskId } from '../ids.ts';
import type { Need, NeedEdge } from '../need.ts';
import type { CommitHead } from '../recorded.ts';
import type { OpenState } from './open-state.ts';

/** Takes edges away, then adds edges. An added edge replaces the one between the same two tasks. */
export function changeNeeds(open: OpenState, commit: CommitHead, event: PlanEventOf<'NeedsChanged'>): void {
  for (const { taskId, need } of event.removed) {
    const task = open.tasks.get(taskId);
    if (task === undefined) open.conflict('TaskMissing', commit, event.type, taskId);
    else if (!task.needs.some((held) => held.task === need.task))
      open.conflict('NeedMissing', commit, event.type, taskId);
    else open.putTask({ ...task, needs: task.needs.filter((held) => held.task !== need.task) });
  }
  const possible = event.added.filter(({ taskId, need }) => {
    if (!open.tasks.has(taskId)) open.conflict('TaskMissing', commit, event.type, taskId);
    else if (!open.tasks.has(need.task)) open.conflict('NeedMissing', commit, event.type, taskId);
    else return true;
    return false;
  });
  if (possible.length > MANY_NEEDS && addAll(open, possible)) return;
  for (const { taskId, need } of possible) {
    if (cycleThrough(open.tasks, open.children, taskId, need.task) !== null)
      open.conflict('WouldCycle', commit, event.type, taskId);
    else put(open, taskId, need);
  }
}

/** The same needs sorted by the task they name: the order in which they came would make two equal plans look different. */
export function inOrder(needs: readonly Need[]): readonly Need[] {
  for (let i = 1; i < needs.length; i++) {
    const [one, next] = [needs[i - 1], needs[i]];
    if (one !== undefined && next !== undefined && one.task >= next.task) return sorted(needs);
  }
  return needs;
}

/** Above this many in one event, one check of the whole plan is cheaper than a search for each edge. */
const MANY_NEEDS = 64;

/** Adds edges together, if they close no cycle together. */
function addAll(open: OpenState, edges: readonly NeedEdge[]): boolean {
  const before = new Map<TaskId, readonly Need[]>();
  for (const { taskId, need } of edges) {
    const task = open.tasks.get(taskId);
    if (task !== undefined && !before.has(taskId)) before.set(taskId, task.needs);
    put(open, taskId, need);
  }
  if (topologicalOrder(open.tasks) !== null) return true;
  for (const [taskId, needs] of before) {
    const task = open.tasks.get(taskId);
    if (task !== undefined) open.putTask({ ...task, needs });
  }
  return false;
}

function put(open: OpenState, taskId: TaskId, need: Need): void {
  const task = open.tasks.get(taskId);
  if (task !== undefined)
    open.putTask({ ...task, needs: inOrder([...task.needs.filter((held) => held.task !== need.task), need]) });
}

function sorted(needs: readonly Need[]): readonly Need[] {
  const byTask = new Map(needs.map((need) => [need.task, need] as const));
  return [...byTask.values()].sort((a, b) => (a.task < b.task ? -1 : 1));
}
