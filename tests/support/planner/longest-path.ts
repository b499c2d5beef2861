import type { TaskId } from '#planner/ids.ts';
import type { Schedulable } from '#planner/schedule.ts';

/**
 * The naive version of the critical path: follows every chain again and again, by the definition alone. Seconds. It knows
 * of no order and keeps nothing, so it is for small plans.
 */
export class LongestPath {
  readonly #tasks: ReadonlyMap<TaskId, Schedulable>;

  constructor(tasks: ReadonlyMap<TaskId, Schedulable>) {
    this.#tasks = tasks;
  }

  get whole(): number {
    return Math.max(0, ...[...this.#tasks.keys()].map((id) => this.end(id)));
  }

  start(id: TaskId): number {
    const task = this.#task(id);
    const waits = task.needs.map((need) =>
      this.#tasks.has(need.task) ? this.end(need.task) + need.lagMinutes * 60 : 0,
    );
    return Math.max(0, ...waits, task.parentId === null ? 0 : this.start(task.parentId));
  }

  end(id: TaskId): number {
    const children = this.#childrenOf(id);
    return Math.max(this.start(id) + this.#length(id), ...children.map((child) => this.end(child)));
  }

  /** What still has to come after the end of a task, at the least. */
  onward(id: TaskId): number {
    const task = this.#task(id);
    const after = [...this.#tasks].flatMap(([other, { needs }]) =>
      needs.filter((need) => need.task === id).map((need) => need.lagMinutes * 60 + this.#fromStart(other)),
    );
    return Math.max(0, ...after, task.parentId === null ? 0 : this.onward(task.parentId));
  }

  #fromStart(id: TaskId): number {
    return Math.max(this.#length(id) + this.onward(id), ...this.#childrenOf(id).map((child) => this.#fromStart(child)));
  }

  #length(id: TaskId): number {
    const { estimateMinutes, needs } = this.#task(id);
    const isSpare = needs.some(({ type }) => type === 'on-failure');
    return isSpare || this.#childrenOf(id).length > 0 ? 0 : Math.round((estimateMinutes ?? 0) * 60);
  }

  #childrenOf(id: TaskId): readonly TaskId[] {
    return [...this.#tasks].filter(([, { parentId }]) => parentId === id).map(([child]) => child);
  }

  #task(id: TaskId): Schedulable {
    const task = this.#tasks.get(id);
    if (task === undefined) throw new Error(`There is no task ${id}.`);
    return task;
  }
}
