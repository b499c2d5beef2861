import { ok } from '#kit/result.ts';
import type { PlanEvent, PlanEventOf } from '../event.ts';
import { childrenByParent, cycleOfMove, cycleThrough, isWithin, type Tasks } from '../graph.ts';
import type { TaskId } from '../ids.ts';
import { MOST_MINUTES, wholeSeconds } from '../minutes.ts';
import type { Need, NeedEdge } from '../need.ts';
import { keysBehind, lastChild } from '../order-keys.ts';
import { indexOf } from '../plan-index.ts';
import { isSame } from '../same.ts';
import type { PlanState } from '../state.ts';
import type { SomeTaskFields, Task } from '../task.ts';
import { type Decision, findTask, type Given, lookAhead, no } from './decision.ts';
import { fieldsEdited, LOCKED } from './edit.ts';

/** `from` become part of `into`; who needed one of them needs `into`. Refused where that would close a ring. */
export function mergeTasks(state: PlanState, { stamp, into, from }: Given<'MergeTasks'>): Decision {
  const found = findTask(state, into);
  if (!found.ok) return found;
  const merged: Task[] = [];
  for (const id of new Set(from)) {
    const other = findTask(state, id);
    if (!other.ok) return other;
    if (id === into) return no({ code: 'MergeWithSelf', params: { taskId: into } });
    if (isWithin(state.tasks, id, into) || isWithin(state.tasks, into, id))
      return no({ code: 'MergeWithRelative', params: { taskId: into, from: id } });
    merged.push(other.value);
  }
  const index = indexOf(state.tasks);
  for (const { id, status } of [found.value, ...merged]) {
    if (status.status === 'running' && !index.isGroup(id)) return no({ code: 'TaskIsRunning', params: { taskId: id } });
  }
  const going = new Set(merged.map((task) => task.id));
  const edges = edgesAcross(state, into, going);
  const events: PlanEvent[] = [];
  if (edges.removed.length > 0) events.push({ type: 'NeedsChanged', v: 1, removed: edges.removed, added: [] });
  const moved = childrenMoved(state, into, merged);
  if (moved !== null) {
    const path = ringOf(lookAhead(state, stamp, events).tasks, moved);
    if (path !== null) return no({ code: 'NeedsCycle', params: { path } });
    events.push(moved);
  }
  const tasks = merged.map((task) => ({ ...task, needs: [] }));
  events.push({ type: 'TasksRemoved', v: 1, tasks });

  const without = new Map(lookAhead(state, stamp, events).tasks);
  const children = childrenByParent(without);
  const added: NeedEdge[] = [];
  for (const { taskId, need } of edges.added) {
    const task = without.get(taskId);
    if (task === undefined || task.needs.some((held) => held.task === need.task)) continue;
    if (isWithin(without, taskId, need.task) || isWithin(without, need.task, taskId))
      return no({ code: 'NeedOnRelative', params: { taskId, needs: need.task } });
    const path = cycleThrough(without, children, taskId, need.task);
    if (path !== null) return no({ code: 'NeedsCycle', params: { path } });
    without.set(taskId, { ...task, needs: [...task.needs, need] });
    added.push({ taskId, need });
  }
  if (added.length > 0) events.push({ type: 'NeedsChanged', v: 1, removed: [], added });
  const edited = fieldsEdited(found.value, together(found.value, merged), LOCKED);
  return ok(edited === null ? events : [edited, ...events]);
}

/** All edges that touch a merged task go, among them and from outside; what is left of them comes to `into`. */
function edgesAcross(
  state: PlanState,
  into: TaskId,
  going: ReadonlySet<TaskId>,
): { readonly removed: readonly NeedEdge[]; readonly added: readonly NeedEdge[] } {
  const removed: NeedEdge[] = [];
  const added: NeedEdge[] = [];
  const isOne = (id: TaskId): boolean => id === into || going.has(id);
  for (const task of state.tasks.values()) {
    for (const need of task.needs) {
      if (!going.has(task.id) && !going.has(need.task)) continue;
      removed.push({ taskId: task.id, need });
      if (isOne(task.id) && isOne(need.task)) continue;
      const inherited: Need = {
        ...need,
        reason: {
          code: 'inherited',
          params: { from: state.tasks.get(going.has(task.id) ? task.id : need.task)?.title ?? '' },
          spans: [],
        },
      };
      added.push(
        going.has(task.id)
          ? { taskId: into, need: inherited }
          : { taskId: task.id, need: { ...inherited, task: into } },
      );
    }
  }
  return { removed, added };
}

function childrenMoved(state: PlanState, into: TaskId, merged: readonly Task[]): PlanEventOf<'TasksMoved'> | null {
  const index = indexOf(state.tasks);
  const going = new Set(merged.map((task) => task.id));
  const ids = merged.flatMap((task) => index.children.get(task.id) ?? []).filter((id) => !going.has(id));
  const keys = keysBehind(state, into, lastChild(state, into), ids.length);
  const moves = ids.flatMap((taskId, i) => {
    const child = state.tasks.get(taskId);
    const order = keys[i];
    return child === undefined || order === undefined
      ? []
      : [{ taskId, from: { parentId: child.parentId, order: child.order }, to: { parentId: into, order } }];
  });
  return moves.length === 0 ? null : { type: 'TasksMoved', v: 1, moves };
}

/** The ring that moves would close, one made after the other; null when they do no harm. */
function ringOf(tasks: Tasks, { moves }: PlanEventOf<'TasksMoved'>): TaskId[] | null {
  const moved = new Map(tasks);
  for (const { taskId, to } of moves) {
    const path = to.parentId === null ? null : cycleOfMove(moved, childrenByParent(moved), taskId, to.parentId);
    if (path !== null) return path;
    const task = moved.get(taskId);
    if (task !== undefined) moved.set(taskId, { ...task, ...to });
  }
  return null;
}

/** What a person wrote on the tasks, gathered: their titles and notes below each other, their lists one after the other. */
function together(into: Task, merged: readonly Task[]): SomeTaskFields {
  const all = [into, ...merged];
  const estimates = all.flatMap((task) => task.estimateMinutes ?? []);
  return {
    description: [
      into.description,
      ...merged.map((task) => [task.title, task.description].filter((text) => text !== '').join('\n')),
    ]
      .filter((text) => text !== '')
      .join('\n\n')
      .slice(0, 20_000),
    estimateMinutes:
      estimates.length === 0
        ? null
        : Math.min(wholeSeconds(estimates.reduce((sum, minutes) => sum + minutes)), MOST_MINUTES),
    attachments: distinct(all.flatMap((task) => task.attachments)),
    constraints: distinct(all.flatMap((task) => task.constraints)),
    acceptanceCriteria: distinct(all.flatMap((task) => task.acceptanceCriteria)),
    facts: distinct(all.flatMap((task) => task.facts)),
    tags: distinct(all.flatMap((task) => task.tags)),
  };
}

function distinct<T>(values: readonly T[]): T[] {
  return values.filter((value, i) => values.findIndex((other) => isSame(other, value)) === i);
}
