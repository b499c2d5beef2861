import type { PlanEventType } from '../event.ts';
import { cycleThrough, isWithin, topologicalOrder } from '../graph.ts';
import type { TaskId } from '../ids.ts';
import type { Need } from '../need.ts';
import type { CommitHead } from '../recorded.ts';
import type { Task } from '../task.ts';
import { isEnded } from '../task-status.ts';
import { inOrder } from './needs.ts';
import type { OpenState } from './open-state.ts';

/**
 * Puts new tasks in. A task is never lost: one whose parent is missing, or lies inside it, comes to stand at the root, and
 * one whose needs are missing or would close a cycle comes without these. What was left out is a conflict.
 */
export function planTasks(open: OpenState, commit: CommitHead, type: PlanEventType, tasks: readonly Task[]): void {
  const born: Task[] = [];
  let needs = 0;
  let parentsToCheck = false;
  for (const task of tasks) {
    if (open.tasks.has(task.id)) {
      open.conflict('TaskExists', commit, type, task.id);
      continue;
    }
    if (task.parentId !== null && !open.tasks.has(task.parentId)) parentsToCheck = true;
    if (!isEnded(task.status)) open.set({ completed: false });
    needs += task.needs.length;
    born.push(task);
    open.putTask(task);
  }
  if (parentsToCheck) for (const task of born) settleParent(open, commit, type, task.id);
  if (needs > 0) settleNeeds(open, commit, type, born, needs);
}

function settleParent(open: OpenState, commit: CommitHead, type: PlanEventType, id: TaskId): void {
  const task = open.tasks.get(id);
  if (task === undefined || task.parentId === null) return;
  if (!open.tasks.has(task.parentId)) {
    open.conflict('ParentMissing', commit, type, id);
    open.putTask({ ...task, parentId: null });
  } else if (isWithin(open.tasks, task.parentId, id)) {
    open.conflict('WouldCycle', commit, type, id);
    open.putTask({ ...task, parentId: null });
  }
}

/** Above this many needs in one event, one check of the whole plan is cheaper than a search for each need. */
const MANY_NEEDS = 64;

function settleNeeds(
  open: OpenState,
  commit: CommitHead,
  type: PlanEventType,
  born: readonly Task[],
  count: number,
): void {
  for (const { id, needs } of born) {
    const task = open.tasks.get(id);
    if (task === undefined || needs.length === 0) continue;
    const present = inOrder(needs.filter((need) => open.tasks.has(need.task)));
    for (const need of needs) if (!open.tasks.has(need.task)) open.conflict('NeedMissing', commit, type, id);
    if (present !== needs) open.putTask({ ...task, needs: present });
  }
  if (count > MANY_NEEDS ? topologicalOrder(open.tasks) !== null : !born.some((task) => closesCycle(open, task.id)))
    return;

  // Seldom: some need closes a cycle. All new needs are taken out and put back one by one, in their order.
  const wanted: (readonly [TaskId, readonly Need[]])[] = [];
  for (const { id } of born) {
    const task = open.tasks.get(id);
    if (task === undefined || task.needs.length === 0) continue;
    wanted.push([id, task.needs]);
    open.putTask({ ...task, needs: [] });
  }
  for (const [id, needs] of wanted) {
    for (const need of needs) {
      const task = open.tasks.get(id);
      if (task === undefined) continue;
      if (cycleThrough(open.tasks, open.children, id, need.task) === null)
        open.putTask({ ...task, needs: [...task.needs, need] });
      else open.conflict('WouldCycle', commit, type, id);
    }
  }
}

function closesCycle(open: OpenState, id: TaskId): boolean {
  const task = open.tasks.get(id);
  return task?.needs.some((need) => cycleThrough(open.tasks, open.children, id, need.task) !== null) ?? false;
}
