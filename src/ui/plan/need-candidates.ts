import { childrenByParent, cycleThrough, isWithin } from '#planner/graph.ts';
import type { TaskId } from '#planner/ids.ts';
import type { PlanState } from '#planner/state.ts';
import { outlineRows } from '#planner/views.ts';
import { rank } from './match.ts';

/** A task that another might need, and why it may not. */
export interface NeedCandidate {
  readonly id: TaskId;
  readonly title: string;
  /** Title of the group it stands in; null at the top. */
  readonly inside: string | null;
  readonly refusal: Refusal | null;
}

export type Refusal =
  | { readonly code: 'already' }
  | { readonly code: 'relative' }
  /** The ring that the need would close, `[task, needed, …, task]`. */
  | { readonly code: 'circle'; readonly path: readonly TaskId[] };

/**
 * At most `most` tasks whose titles fit: first those that may be needed, in each half the best first and in outline order
 * among equals.
 */
export function needCandidates(
  state: PlanState,
  taskId: TaskId,
  query: string,
  most: number,
): readonly NeedCandidate[] {
  const children = childrenByParent(state.tasks);
  const fitting = outlineRows(state)
    .filter(({ task }) => task.id !== taskId)
    .map(({ task }) => ({ task, fit: rank(task.title, query) }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit)
    .slice(0, most);
  return fitting
    .map(({ task }) => ({
      id: task.id,
      title: task.title,
      inside: task.parentId === null ? null : (state.tasks.get(task.parentId)?.title ?? null),
      refusal: refusalOf(task.id),
    }))
    .sort((a, b) => Number(a.refusal !== null) - Number(b.refusal !== null));

  function refusalOf(needs: TaskId): Refusal | null {
    if (state.tasks.get(taskId)?.needs.some((need) => need.task === needs)) return { code: 'already' };
    if (isWithin(state.tasks, taskId, needs) || isWithin(state.tasks, needs, taskId)) return { code: 'relative' };
    const path = cycleThrough(state.tasks, children, taskId, needs);
    return path && { code: 'circle', path };
  }
}
