import { type Dependents, dependentsByTask, type Tasks } from './graph.ts';
import type { TaskId } from './ids.ts';
import type { Task } from './task.ts';
import { type EndedStatus, isEnded } from './task-status.ts';

/** One line of the outline. */
export interface OutlineRow {
  readonly task: Task;
  /** 0 at the root. */
  readonly depth: number;
  /** Place among its siblings, from 1. */
  readonly position: number;
  readonly setSize: number;
  readonly isGroup: boolean;
}

/** How a task ended: a group when all its leaves have, the worst of them telling how. */
export interface Ending {
  readonly status: EndedStatus['status'];
  /** Epoch milliseconds. */
  readonly at: number;
}

/** What the tasks of a plan say together, worked out when first asked for and kept as long as they do not change. */
export function indexOf(tasks: Tasks): PlanIndex {
  const known = indexes.get(tasks);
  if (known !== undefined) return known;
  const index = new PlanIndex(tasks);
  indexes.set(tasks, index);
  return index;
}

/** Siblings stand by order key, compared as text, and by id where two devices chose the same key. */
export function bySiblingOrder(a: Task, b: Task): number {
  if (a.order !== b.order) return a.order < b.order ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

const indexes = new WeakMap<Tasks, PlanIndex>();

export class PlanIndex {
  readonly #tasks: Tasks;
  #children: ReadonlyMap<TaskId | null, readonly TaskId[]> | null = null;
  #dependents: Dependents | null = null;
  #rows: readonly OutlineRow[] | null = null;
  #places: ReadonlyMap<TaskId, number> | null = null;
  #endings: ReadonlyMap<TaskId, Ending> | null = null;
  #blame: ReadonlyMap<TaskId, TaskId> | null = null;

  constructor(tasks: Tasks) {
    this.#tasks = tasks;
  }

  /** In sibling order; the root's under null. */
  get children(): ReadonlyMap<TaskId | null, readonly TaskId[]> {
    this.#children ??= sortedChildren(this.#tasks);
    return this.#children;
  }

  get dependents(): Dependents {
    this.#dependents ??= dependentsByTask(this.#tasks);
    return this.#dependents;
  }

  /** Depth first, groups before what they hold. */
  get rows(): readonly OutlineRow[] {
    this.#rows ??= outline(this.#tasks, this.children);
    return this.#rows;
  }

  /** Index into `rows`. */
  get places(): ReadonlyMap<TaskId, number> {
    this.#places ??= new Map(this.rows.map((row, place) => [row.task.id, place]));
    return this.#places;
  }

  /** Tasks and groups that have ended. */
  get endings(): ReadonlyMap<TaskId, Ending> {
    this.#endings ??= endings(this.rows, this.children);
    return this.#endings;
  }

  /**
   * Tasks and groups that will not come to a good end unless a person steps in, each with the failed or cancelled task
   * (or the one that did not fail, for an `on-failure`) that is to blame.
   */
  get blame(): ReadonlyMap<TaskId, TaskId> {
    this.#blame ??= blame(this.#tasks, this);
    return this.#blame;
  }

  isGroup(id: TaskId): boolean {
    return this.children.has(id);
  }
}

function sortedChildren(tasks: Tasks): ReadonlyMap<TaskId | null, readonly TaskId[]> {
  const siblings = new Map<TaskId | null, Task[]>();
  for (const task of tasks.values()) {
    const list = siblings.get(task.parentId);
    if (list === undefined) siblings.set(task.parentId, [task]);
    else list.push(task);
  }
  const children = new Map<TaskId | null, readonly TaskId[]>();
  for (const [parentId, list] of siblings) {
    children.set(
      parentId,
      list.sort(bySiblingOrder).map((task) => task.id),
    );
  }
  return children;
}

function outline(tasks: Tasks, children: ReadonlyMap<TaskId | null, readonly TaskId[]>): readonly OutlineRow[] {
  const rows: OutlineRow[] = [];
  const open: { readonly ids: readonly TaskId[]; next: number }[] = [{ ids: children.get(null) ?? [], next: 0 }];
  for (let level = open.at(-1); level !== undefined; level = open.at(-1)) {
    const id = level.ids[level.next];
    if (id === undefined) {
      open.pop();
      continue;
    }
    level.next++;
    const task = tasks.get(id);
    if (task === undefined) continue;
    const below = children.get(id);
    rows.push({
      task,
      depth: open.length - 1,
      position: level.next,
      setSize: level.ids.length,
      isGroup: below !== undefined,
    });
    if (below !== undefined) open.push({ ids: below, next: 0 });
  }
  return rows;
}

function endings(
  rows: readonly OutlineRow[],
  children: ReadonlyMap<TaskId | null, readonly TaskId[]>,
): ReadonlyMap<TaskId, Ending> {
  const found = new Map<TaskId, Ending>();
  // Backwards, so that what a group holds is known before the group.
  for (let i = rows.length - 1; i >= 0; i--) {
    const row = rows[i];
    if (row === undefined) continue;
    const { task } = row;
    const ending = row.isGroup
      ? together(children.get(task.id) ?? [], found)
      : isEnded(task.status)
        ? { status: task.status.status, at: task.status.at }
        : null;
    if (ending !== null) found.set(task.id, ending);
  }
  return found;
}

/** Worst first: what a group of tasks comes to when they have all ended. */
const severity: readonly EndedStatus['status'][] = ['failed', 'cancelled', 'completed', 'skipped'];

function together(ids: readonly TaskId[], found: ReadonlyMap<TaskId, Ending>): Ending | null {
  let worst = severity.length - 1;
  let at = 0;
  for (const id of ids) {
    const ending = found.get(id);
    if (ending === undefined) return null;
    worst = Math.min(worst, severity.indexOf(ending.status));
    at = Math.max(at, ending.at);
  }
  return { status: severity[worst] ?? 'skipped', at };
}

function blame(tasks: Tasks, index: PlanIndex): ReadonlyMap<TaskId, TaskId> {
  const found = new Map<TaskId, TaskId>();
  const open: TaskId[] = [];
  const mark = (id: TaskId, cause: TaskId): void => {
    if (found.has(id)) return;
    found.set(id, cause);
    open.push(id);
  };
  /** What is planned in and below a task cannot begin. */
  const hold = (id: TaskId, cause: TaskId): void => {
    const below = [id];
    for (let here = below.pop(); here !== undefined; here = below.pop()) {
      const children = index.children.get(here);
      for (const child of children ?? []) below.push(child);
      if (children === undefined && tasks.get(here)?.status.status === 'planned') mark(here, cause);
    }
  };
  for (const [id, ending] of index.endings) {
    if (!index.isGroup(id) && (ending.status === 'failed' || ending.status === 'cancelled')) mark(id, id);
  }
  for (const task of tasks.values()) {
    for (const need of task.needs) {
      const ending = index.endings.get(need.task);
      if (need.type === 'on-failure' && ending !== undefined && ending.status !== 'failed') hold(task.id, need.task);
    }
  }
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const cause = found.get(id) ?? id;
    const parentId = tasks.get(id)?.parentId ?? null;
    if (parentId !== null) mark(parentId, cause);
    for (const dependent of index.dependents.get(id) ?? []) {
      const need = tasks.get(dependent)?.needs.find((held) => held.task === id);
      if (need !== undefined && need.type !== 'on-failure') hold(dependent, cause);
    }
  }
  return found;
}
