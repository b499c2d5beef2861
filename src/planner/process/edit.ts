import { ok } from '#kit/result.ts';
import type { PlanEvent } from '../event.ts';
import { childrenByParent, cycleThrough, isWithin, type Tasks } from '../graph.ts';
import type { TaskId } from '../ids.ts';
import type { Need } from '../need.ts';
import { newTask } from '../new-task.ts';
import { keysBehind } from '../order-keys.ts';
import { BY_PERSON } from '../reason.ts';
import { readRecurrence } from '../recurrence.ts';
import type { Rejection } from '../rejection.ts';
import { isSame } from '../same.ts';
import type { PlanState } from '../state.ts';
import type { Provenance, SomeTaskFields, Task, TaskField } from '../task.ts';
import { givenFields, pickFields } from '../task-fields.ts';
import { isGroup } from '../views.ts';
import { birthsOf, type Decision, findTask, type Given, no } from './decision.ts';

export function addTask(state: PlanState, command: Given<'AddTask'>): Decision {
  const { stamp, parentId, after, fields } = command;
  const refusal = refusePlace(state, parentId, after) ?? refuseFields(fields);
  if (refusal !== null) return no(refusal);
  const typed = stamp.actor.type === 'person' ? givenFields(fields) : [];
  const id = birthsOf(stamp).task();
  const [order = ''] = keysBehind(state, parentId, after, 1);
  const task: Task = { ...newTask({ id, parentId, order, createdAt: stamp.at }, fields), locked: typed.sort() };
  const tasks = new Map(state.tasks).set(id, task);
  const children = childrenByParent(tasks);
  const needs: Need[] = [];
  for (const needed of [...new Set(command.needs)].sort()) {
    if (!state.tasks.has(needed)) return no({ code: 'TaskNotFound', params: { taskId: needed } });
    const wrong = refuseNeed(tasks, children, id, needed);
    if (wrong !== null) return no(wrong);
    needs.push({ task: needed, type: 'blocks', lagMinutes: 0, reason: BY_PERSON, confidence: 1 });
  }
  return ok([{ type: 'TasksPlanned', v: 1, tasks: [{ ...task, needs }] }]);
}

/** A person's edit holds the fields it changes; an edit by anyone else leaves what the person holds alone. */
export function editTask(state: PlanState, { stamp, taskId, set }: Given<'EditTask'>): Decision {
  const found = findTask(state, taskId);
  if (!found.ok) return found;
  const task = found.value;
  const refusal = refuseFields(set);
  if (refusal !== null) return no(refusal);
  const person = stamp.actor.type === 'person';
  const held = person ? undefined : givenFields(set).find((field) => task.locked.includes(field));
  if (held !== undefined) return no({ code: 'FieldLocked', params: { taskId, field: held } });
  if (set.kind !== undefined && set.kind !== task.kind && task.status.status === 'running')
    return no({ code: 'TaskIsRunning', params: { taskId } });
  const event = fieldsEdited(task, set, person ? LOCKED : { locks: false, provenance: () => null });
  return event === null ? no({ code: 'NothingChanges', params: {} }) : ok([event]);
}

/** How edited fields are marked: held by the person, or filled in by somebody else. */
export interface Marks {
  readonly locks: boolean;
  provenance(field: TaskField): Provenance | null;
}

export const LOCKED: Marks = { locks: true, provenance: () => null };

/** The event for those of the given fields that differ; null when none does. */
export function fieldsEdited(task: Task, set: SomeTaskFields, marks: Marks): PlanEvent | null {
  const fields = givenFields(set).filter((field) => !isSame(set[field], task[field]));
  if (fields.length === 0) return null;
  const provenance: Record<string, Provenance> = {};
  for (const field of fields) {
    const from = marks.provenance(field);
    if (from !== null) provenance[field] = from;
  }
  return {
    type: 'TaskEdited',
    v: 1,
    taskId: task.id,
    from: pickFields(task, fields),
    to: pickFields(set, fields),
    marksFrom: {
      locked: task.locked.filter((field) => fields.includes(field)),
      provenance: Object.fromEntries(
        Object.entries(task.provenance).filter(([field]) => fields.some((edited) => edited === field)),
      ),
    },
    marksTo: { locked: marks.locks ? fields.sort() : [], provenance },
  };
}

/** Why a task cannot come to stand below `parentId`, behind `after`. */
export function refusePlace(state: PlanState, parentId: TaskId | null, after: TaskId | null): Rejection | null {
  if (parentId !== null) {
    const parent = state.tasks.get(parentId);
    if (parent === undefined) return { code: 'ParentNotFound', params: { taskId: parentId } };
    // What is under way is being done as one task; it cannot become a group meanwhile.
    const busy = parent.status.status === 'running' || parent.status.status === 'needs-clarification';
    if (busy && !isGroup(state, parentId)) return { code: 'TaskIsRunning', params: { taskId: parentId } };
  }
  if (after !== null) {
    const sibling = state.tasks.get(after);
    if (sibling === undefined || sibling.parentId !== parentId) return { code: 'PlaceNotFound', params: { after } };
  }
  return null;
}

/** Why "`taskId` needs `needs`" cannot be. Both exist. */
export function refuseNeed(
  tasks: Tasks,
  children: ReadonlyMap<TaskId, readonly TaskId[]>,
  taskId: TaskId,
  needs: TaskId,
): Rejection | null {
  if (taskId === needs) return { code: 'NeedOnSelf', params: { taskId } };
  if (isWithin(tasks, taskId, needs) || isWithin(tasks, needs, taskId))
    return { code: 'NeedOnRelative', params: { taskId, needs } };
  const path = cycleThrough(tasks, children, taskId, needs);
  return path === null ? null : { code: 'NeedsCycle', params: { path } };
}

function refuseFields(set: SomeTaskFields): Rejection | null {
  const { repeats } = set;
  if (typeof repeats === 'string' && readRecurrence(repeats) === null)
    return { code: 'InvalidRecurrence', params: { repeats } };
  return null;
}
