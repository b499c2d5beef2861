import type { TaskId } from '#planner/ids.ts';
import type { Recorded } from '#planner/recorded.ts';
import type { PlanState } from '#planner/state.ts';
import type { Task } from '#planner/task.ts';

/*
 * What the core says, found out in the plainest way: slow, without indexes, sharing no code with it.
 */

/** What is wrong with a state; empty when nothing is. */
export function faultsOf(state: PlanState): string[] {
  const faults: string[] = [];
  const tasks = [...state.tasks.values()];
  for (const [id, task] of state.tasks) {
    if (id !== task.id) faults.push(`${id} is filed under another id`);
    if (task.parentId !== null && !state.tasks.has(task.parentId)) faults.push(`${id} has lost its parent`);
    if (isInside(state, task.parentId, id)) faults.push(`${id} lies inside itself`);
    const needed = task.needs.map((need) => need.task);
    for (const other of needed) if (!state.tasks.has(other)) faults.push(`${id} needs ${other}, which is gone`);
    if (JSON.stringify([...new Set(needed)].sort()) !== JSON.stringify(needed))
      faults.push(`${id} has its needs twice or out of order`);
    if (
      task.status.status === 'running' &&
      task.status.attempt !== null &&
      !task.attempts.some((attempt) => 'attempt' in task.status && attempt.id === task.status.attempt)
    )
      faults.push(`${id} runs without an attempt`);
  }
  if (faults.length > 0) return faults;
  const leaves = new Map(tasks.map((task) => [task.id, leavesOf(state, task.id)]));
  const waits = new Map<TaskId, Set<TaskId>>();
  for (const task of tasks) {
    for (const need of task.needs) {
      for (const leaf of leaves.get(task.id) ?? []) {
        for (const first of leaves.get(need.task) ?? []) waits.set(leaf, (waits.get(leaf) ?? new Set()).add(first));
      }
    }
  }
  for (const task of tasks) if (reaches(waits, task.id, task.id)) faults.push(`${task.id} waits for itself`);
  const { commits, standing, undoneBy } = state.undo;
  if (standing < 0 || standing > commits.length) faults.push('the undo line is off its ends');
  if (commits.slice(standing).some((id) => !undoneBy.has(id)) || undoneBy.size !== commits.length - standing)
    faults.push('the undo line does not know who undid');
  return faults;
}

/** Which tasks there should be, by nothing but who was planned and who was removed. */
export function livingTasks(log: readonly Recorded[]): Set<string> {
  const living = new Set<string>();
  for (const { event } of log) {
    if (event.type === 'TasksPlanned' || event.type === 'PlanForked')
      for (const task of event.tasks) living.add(task.id);
    if (event.type === 'TasksRemoved') for (const task of event.tasks) living.delete(task.id);
  }
  return living;
}

/** The tasks of a log whose events all applied, event by event, in the plainest way. Only what every event says outright. */
export function naiveTasks(
  log: readonly Recorded[],
): Map<string, Pick<Task, 'title' | 'parentId' | 'order' | 'needs' | 'status' | 'description'>> {
  const tasks = new Map<string, { -readonly [K in keyof Task]: Task[K] }>();
  for (const { event } of log) {
    switch (event.type) {
      case 'TasksPlanned':
      case 'PlanForked':
        for (const task of event.tasks) tasks.set(task.id, structuredClone(task));
        break;
      case 'TasksRemoved':
        for (const { id } of event.tasks) tasks.delete(id);
        break;
      case 'TaskEdited':
        Object.assign(tasks.get(event.taskId) ?? {}, event.to);
        break;
      case 'TasksMoved':
        for (const { taskId, to } of event.moves) Object.assign(tasks.get(taskId) ?? {}, to);
        break;
      case 'NeedsChanged':
        for (const { taskId, need } of event.removed) {
          const task = tasks.get(taskId);
          if (task !== undefined) task.needs = task.needs.filter((held) => held.task !== need.task);
        }
        for (const { taskId, need } of event.added) {
          const task = tasks.get(taskId);
          if (task !== undefined)
            task.needs = [...task.needs.filter((held) => held.task !== need.task), need].sort((a, b) =>
              a.task < b.task ? -1 : 1,
            );
        }
        break;
      case 'TaskStatusUpdated':
        Object.assign(tasks.get(event.taskId) ?? {}, { status: event.to });
        break;
      case 'RolledBack':
        for (const { taskId } of event.tasks) Object.assign(tasks.get(taskId) ?? {}, { status: { status: 'planned' } });
        break;
      case 'ContextCompacted':
        for (const { taskId } of event.dropped) Object.assign(tasks.get(taskId) ?? {}, { description: '' });
        break;
      default:
        break;
    }
  }
  return new Map(
    [...tasks].map(([id, { title, parentId, order, needs, status, description }]) => [
      id,
      { title, parentId, order, needs, status, description },
    ]),
  );
}

function isInside(state: PlanState, id: TaskId | null, ancestor: TaskId): boolean {
  let here = id;
  for (let i = 0; here !== null && i <= state.tasks.size; i++) {
    if (here === ancestor) return true;
    here = state.tasks.get(here)?.parentId ?? null;
  }
  return false;
}

function leavesOf(state: PlanState, id: TaskId): TaskId[] {
  const children = [...state.tasks.values()].filter((task) => task.parentId === id);
  return children.length === 0 ? [id] : children.flatMap((child) => leavesOf(state, child.id));
}

function reaches(waits: ReadonlyMap<TaskId, ReadonlySet<TaskId>>, from: TaskId, to: TaskId): boolean {
  const seen = new Set<TaskId>();
  const open = [...(waits.get(from) ?? [])];
  for (let here = open.pop(); here !== undefined; here = open.pop()) {
    if (here === to) return true;
    if (seen.has(here)) continue;
    seen.add(here);
    open.push(...(waits.get(here) ?? []));
  }
  return false;
}
