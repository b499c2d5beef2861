import type { TaskId } from '#planner/ids.ts';
import type { ShownStatus } from '#planner/readiness.ts';
import { shownStatus } from '#planner/readiness.ts';
import type { PlanState } from '#planner/state.ts';
import type { Task } from '#planner/task.ts';
import { childIds, progress } from '#planner/views.ts';
import type { Tree } from './placement.ts';

/** A plan at a moment, with what its rows ask again and again worked out once. */
export interface Reading extends Tree {
  readonly tasks: ReadonlyMap<TaskId, Task>;
  statusOf(id: TaskId): ShownStatus;
  progressOf(id: TaskId): { readonly done: number; readonly total: number };
}

/** @param now epoch milliseconds: what has begun to be ready, and what still waits for a date */
export function readingOf(state: PlanState, now: number): Reading {
  const statuses = new Map<TaskId, ShownStatus>();
  return {
    tasks: state.tasks,
    parentOf: (id) => state.tasks.get(id)?.parentId ?? null,
    childIds: (parentId) => childIds(state, parentId),
    progressOf: (id) => progress(state, id),
    statusOf(id) {
      const known = statuses.get(id);
      if (known !== undefined) return known;
      const status = shownStatus(state, id, now) ?? 'waiting';
      statuses.set(id, status);
      return status;
    },
  };
}
