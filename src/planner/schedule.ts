import { EdgeList } from './edge-list.ts';
import type { TaskId } from './ids.ts';
import type { Need } from './need.ts';

/** What a schedule has to know of a task. */
export interface Schedulable {
  readonly parentId: TaskId | null;
  readonly needs: readonly Pick<Need, 'task' | 'type' | 'lagMinutes'>[];
  readonly estimateMinutes: number | null;
}

/** When a task runs if everything starts as early as it may. Minutes from the beginning of the plan, in whole seconds. */
export interface Timing {
  readonly startMinutes: number;
  readonly endMinutes: number;
  /** How much later it may end without the whole plan ending later; 0 on a critical path. */
  readonly slackMinutes: number;
}

export interface Schedule {
  /** How long the plan takes when all that may run at once does; null where a task says no length. */
  readonly shortestMinutes: number | null;
  /** Tasks without an estimate, in the order of `tasks`: they count as taking no time. Groups need none. */
  readonly unestimated: readonly TaskId[];
  readonly timings: ReadonlyMap<TaskId, Timing>;
  /** A chain of tasks, first to last, that takes as long as the plan; groups are left out. Empty without tasks. */
  readonly criticalPath: readonly TaskId[];
}

/**
 * Shortest time, critical path and slack, as the critical path method has them (Kelley and Walker 1959), over needs, lags
 * and containment. It goes by the plan in which nothing fails: a task that is there only for a failure takes no time. A
 * group lasts from its first task to its last, whatever estimate it has itself. null when tasks wait for each other in a
 * ring. Nothing recurses; linear in tasks and needs.
 */
export function schedule(tasks: ReadonlyMap<TaskId, Schedulable>): Schedule | null {
  const ids = [...tasks.keys()];
  const placeById = new Map(ids.map((id, place) => [id, place]));
  const groups = new Set<TaskId | null>();
  for (const { parentId } of tasks.values()) groups.add(parentId);

  // A task has a start (even points) and an end (odd ones), as in graph.ts; lengths are seconds, so that sums are exact.
  const edges = new EdgeList(ids.length * 2);
  const unestimated: TaskId[] = [];
  let place = 0;
  for (const [id, task] of tasks) {
    const isSpare = task.needs.some(({ type }) => type === 'on-failure');
    const isGroup = groups.has(id);
    if (!isGroup && !isSpare && task.estimateMinutes === null) unestimated.push(id);
    edges.add(place * 2, place * 2 + 1, isGroup || isSpare ? 0 : Math.round((task.estimateMinutes ?? 0) * 60));
    const parent = task.parentId === null ? undefined : placeById.get(task.parentId);
    if (parent !== undefined) {
      edges.add(parent * 2, place * 2);
      edges.add(place * 2 + 1, parent * 2 + 1);
    }
    for (const need of task.needs) {
      const needed = placeById.get(need.task);
      if (needed !== undefined) edges.add(needed * 2 + 1, place * 2, need.lagMinutes * 60);
    }
    place += 1;
  }
  const order = edges.sorted();
  if (order === null) return null;

  const { to, onward, through } = edges.longest(order);
  // The plan ends with a task: a group ends with one of its own.
  let last = 1;
  for (let end = 1; end < to.length; end += 2)
    if (!groups.has(ids[(end - 1) / 2] ?? null) && (to[end] ?? 0) > (to[last] ?? 0)) last = end;
  const whole = to[last] ?? 0;
  const timings = new Map<TaskId, Timing>();
  for (const [i, id] of ids.entries()) {
    const [start, end] = [to[i * 2] ?? 0, to[i * 2 + 1] ?? 0];
    timings.set(id, {
      startMinutes: start / 60,
      endMinutes: end / 60,
      slackMinutes: (whole - end - (onward[i * 2 + 1] ?? 0)) / 60,
    });
  }
  const criticalPath: TaskId[] = [];
  for (let point = ids.length === 0 ? -1 : last; point >= 0; point = through[point] ?? -1) {
    const id = point % 2 === 1 && through[point] === point - 1 ? ids[(point - 1) / 2] : undefined;
    if (id !== undefined && !groups.has(id)) criticalPath.push(id);
  }
  criticalPath.reverse();
  return { shortestMinutes: unestimated.length > 0 ? null : whole / 60, unestimated, timings, criticalPath };
}
