import type { PlanEventOf } from '../event.ts';
import type { TaskId } from '../ids.ts';
import type { CommitHead } from '../recorded.ts';
import type { OpenState } from './open-state.ts';

/**
 * Takes tasks out. What the event did not know of is kept whole: children that are left behind move up to the nearest
 * ancestor that stays, edges to the removed tasks go, and both are conflicts.
 */
export function removeTasks(open: OpenState, commit: CommitHead, event: PlanEventOf<'TasksRemoved'>): void {
  const removed = new Set<TaskId>();
  for (const { id } of event.tasks) {
    if (open.tasks.has(id)) removed.add(id);
    else open.conflict('TaskMissing', commit, event.type, id);
  }
  for (const id of removed) {
    // Sorted, because the order of an index tells when it was built, and conflicts must not depend on that.
    for (const childId of [...(open.children.get(id) ?? [])].sort()) {
      const child = open.tasks.get(childId);
      if (child === undefined || removed.has(childId)) continue;
      open.conflict('ParentMissing', commit, event.type, childId);
      open.putTask({ ...child, parentId: staying(open, removed, child.parentId) });
    }
    for (const dependentId of [...(open.dependents.get(id) ?? [])].sort()) {
      const dependent = open.tasks.get(dependentId);
      if (dependent === undefined || removed.has(dependentId)) continue;
      open.conflict('NeedMissing', commit, event.type, dependentId);
      open.putTask({ ...dependent, needs: dependent.needs.filter((need) => need.task !== id) });
    }
  }
  for (const id of removed) open.dropTask(id);
}

function staying(open: OpenState, removed: ReadonlySet<TaskId>, parentId: TaskId | null): TaskId | null {
  let here = parentId;
  while (here !== null && removed.has(here)) here = open.tasks.get(here)?.parentId ?? null;
  return here;
}
