import type { PlanEventOf } from '../event.ts';
import { cycleOfMove } from '../graph.ts';
import type { CommitHead } from '../recorded.ts';
import type { OpenState } from './open-state.ts';

/** Moves tasks one after the other. A move to a parent that is gone, or that would close a cycle, leaves the task where it is. */
export function moveTasks(open: OpenState, commit: CommitHead, event: PlanEventOf<'TasksMoved'>): void {
  for (const { taskId, to } of event.moves) {
    const task = open.tasks.get(taskId);
    if (task === undefined) open.conflict('TaskMissing', commit, event.type, taskId);
    else if (task.parentId === to.parentId) open.putTask({ ...task, order: to.order });
    else if (to.parentId === null) open.putTask({ ...task, parentId: null, order: to.order });
    else if (!open.tasks.has(to.parentId)) open.conflict('ParentMissing', commit, event.type, taskId);
    else if (cycleOfMove(open.tasks, open.children, taskId, to.parentId) !== null)
      open.conflict('WouldCycle', commit, event.type, taskId);
    else open.putTask({ ...task, parentId: to.parentId, order: to.order });
  }
}
