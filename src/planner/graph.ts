import { EdgeList } from './edge-list.ts';
import type { TaskId } from './ids.ts';
import type { Task } from './task.ts';

/*
 * Every task has a start and an end. "A needs B" leads from B's end to A's start; a group starts before what it holds and
 * ends after it:
 *
 *   start(P) ──▶ start(c) ──▶ end(c) ──▶ end(P)          end(B) ──▶ start(A)
 *
 * In this picture an edge between ancestor and descendant, a need on oneself and a ring of needs are all the same thing:
 * a cycle. Nothing here recurses, so a chain of ten thousand tasks does no harm.
 */

export type Tasks = ReadonlyMap<TaskId, Task>;
/** Children by parent, in no order. Tasks at the root are not in it. */
export type Children = ReadonlyMap<TaskId, readonly TaskId[]>;
/** By task: those that need it, in no order. */
export type Dependents = ReadonlyMap<TaskId, readonly TaskId[]>;

export function childrenByParent(tasks: Tasks): Map<TaskId, TaskId[]> {
  const children = new Map<TaskId, TaskId[]>();
  for (const task of tasks.values()) {
    if (task.parentId !== null) addTo(children, task.parentId, task.id);
  }
  return children;
}

export function dependentsByTask(tasks: Tasks): Map<TaskId, TaskId[]> {
  const dependents = new Map<TaskId, TaskId[]>();
  for (const task of tasks.values()) {
    for (const need of task.needs) addTo(dependents, need.task, task.id);
  }
  return dependents;
}

/**
 * The ring that "`taskId` needs `needs`" would close: `[taskId, needs, …, taskId]`, each one waiting for the next by a
 * need or by containment. null when the edge does no harm. It searches backwards from the end of `needs`, so its cost is
 * what `needs` itself waits for, not the size of the plan.
 */
export function cycleThrough(tasks: Tasks, children: Children, taskId: TaskId, needs: TaskId): TaskId[] | null {
  if (taskId === needs) return [taskId, taskId];
  return pathBack(tasks, children, { id: needs, side: 'end' }, { id: taskId, side: 'start' }, taskId);
}

/** The ring that putting `taskId` under `parentId` would close, or null. `parentId` inside `taskId` is one too. */
export function cycleOfMove(tasks: Tasks, children: Children, taskId: TaskId, parentId: TaskId): TaskId[] | null {
  if (isWithin(tasks, parentId, taskId)) return [taskId, parentId, taskId];
  return (
    pathBack(tasks, children, { id: parentId, side: 'start' }, { id: taskId, side: 'start' }, taskId) ??
    pathBack(tasks, children, { id: taskId, side: 'end' }, { id: parentId, side: 'end' }, taskId)
  );
}

/** Whether `taskId` is `ancestorId` or lies somewhere below it. */
export function isWithin(tasks: Tasks, taskId: TaskId, ancestorId: TaskId): boolean {
  let here: TaskId | null = taskId;
  // A plan has no rings, but a state under repair may have one: never walk further than there are tasks.
  for (let steps = tasks.size; here !== null && steps >= 0; steps--) {
    if (here === ancestorId) return true;
    here = tasks.get(here)?.parentId ?? null;
  }
  return false;
}

/** Ancestors of a task, nearest first. */
export function ancestors(tasks: Tasks, taskId: TaskId): TaskId[] {
  const found: TaskId[] = [];
  let here = tasks.get(taskId)?.parentId ?? null;
  while (here !== null && found.length < tasks.size) {
    found.push(here);
    here = tasks.get(here)?.parentId ?? null;
  }
  return found;
}

/** `taskId` and everything below it, parents before children. */
export function subtree(children: Children, taskId: TaskId): TaskId[] {
  const found = [taskId];
  for (let i = 0; i < found.length; i++) {
    const here = found[i];
    for (const child of here === undefined ? [] : (children.get(here) ?? [])) found.push(child);
  }
  return found;
}

/** Tasks in an order in which each comes after all it needs and after its group begins; null when there is a cycle. */
export function topologicalOrder(tasks: Tasks): TaskId[] | null {
  const ids = [...tasks.keys()];
  const indexOf = new Map<TaskId, number>();
  for (const [index, id] of ids.entries()) indexOf.set(id, index);
  const edges = new EdgeList(ids.length * 2);
  for (const [index, task] of [...tasks.values()].entries()) {
    edges.add(index * 2, index * 2 + 1);
    const parent = task.parentId === null ? undefined : indexOf.get(task.parentId);
    if (parent !== undefined) {
      edges.add(parent * 2, index * 2);
      edges.add(index * 2 + 1, parent * 2 + 1);
    }
    for (const need of task.needs) {
      const needed = indexOf.get(need.task);
      if (needed !== undefined) edges.add(needed * 2 + 1, index * 2);
    }
  }
  const sorted = edges.sorted();
  if (sorted === null) return null;
  const order: TaskId[] = [];
  for (const point of sorted) {
    const id = point % 2 === 0 ? ids[point / 2] : undefined;
    if (id !== undefined) order.push(id);
  }
  return order;
}

interface Point {
  readonly id: TaskId;
  readonly side: 'start' | 'end';
}

/** What comes before `from`, searched until `to` is met; the answer begins and ends with `ring`. */
function pathBack(tasks: Tasks, children: Children, from: Point, to: Point, ring: TaskId): TaskId[] | null {
  // For each point, the one from which it was met.
  const starts = new Map<TaskId, Point | null>();
  const ends = new Map<TaskId, Point | null>();
  const open: Point[] = [from];
  (from.side === 'start' ? starts : ends).set(from.id, null);
  const meet = (id: TaskId, side: 'start' | 'end', at: Point): void => {
    const met = side === 'start' ? starts : ends;
    if (met.has(id)) return;
    met.set(id, at);
    open.push({ id, side });
  };
  for (let here = open.pop(); here !== undefined; here = open.pop()) {
    if (here.id === to.id && here.side === to.side) return pathOf(here, starts, ends, ring);
    if (here.side === 'end') {
      meet(here.id, 'start', here);
      for (const child of children.get(here.id) ?? []) meet(child, 'end', here);
    } else {
      const task = tasks.get(here.id);
      if (task === undefined) continue;
      if (task.parentId !== null) meet(task.parentId, 'start', here);
      for (const need of task.needs) meet(need.task, 'end', here);
    }
  }
  return null;
}

function pathOf(
  found: Point,
  starts: ReadonlyMap<TaskId, Point | null>,
  ends: ReadonlyMap<TaskId, Point | null>,
  ring: TaskId,
): TaskId[] {
  const path: TaskId[] = [];
  for (
    let here: Point | null = found;
    here !== null;
    here = (here.side === 'start' ? starts : ends).get(here.id) ?? null
  ) {
    if (path.at(-1) !== here.id) path.push(here.id);
  }
  path.reverse();
  if (path[0] !== ring) path.unshift(ring);
  if (path.at(-1) !== ring) path.push(ring);
  return path;
}

function addTo(index: Map<TaskId, TaskId[]>, key: TaskId, id: TaskId): void {
  const list = index.get(key);
  if (list === undefined) index.set(key, [id]);
  else list.push(id);
}
