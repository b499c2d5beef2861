import { ok, type Result } from '#kit/result.ts';
import { unreachable } from '#kit/unreachable.ts';
import type { PlanEvent } from '../event.ts';
import { attemptOf, outcomeOf } from '../fold/status.ts';
import type { TaskId } from '../ids.ts';
import { type ContentEvent, inverse, isContentEvent } from '../inverse.ts';
import type { Need } from '../need.ts';
import { indexOf } from '../plan-index.ts';
import type { Rejection } from '../rejection.ts';
import { isSame } from '../same.ts';
import type { Stamp } from '../stamp.ts';
import type { PlanState } from '../state.ts';
import type { Task } from '../task.ts';
import { givenFields } from '../task-fields.ts';
import type { TaskStatus } from '../task-status.ts';
import { type Decision, type Given, lookAhead, no } from './decision.ts';

/** Takes back the newest commit that stands on the undo line, if everything it touched is still as it left it. */
export function undo(state: PlanState, { stamp, commitId, events }: Given<'Undo'>): Decision {
  const next = state.undo.commits[state.undo.standing - 1];
  if (next === undefined) return no({ code: 'NothingToUndo', params: {} });
  const content = contentOf(events);
  if (next !== commitId || content === null) return no({ code: 'NotNextToUndo', params: { commitId } });
  const back = takenBack(state, stamp, content);
  return back.ok ? ok([{ type: 'Undone', v: 1, commitId }, ...back.value]) : back;
}

/** Does again what was undone last, by taking back the undo. */
export function redo(state: PlanState, { stamp, commitId, events }: Given<'Redo'>): Decision {
  const next = state.undo.commits[state.undo.standing];
  if (next === undefined) return no({ code: 'NothingToRedo', params: {} });
  const content = contentOf(events.filter((event) => !(event.type === 'Undone' && event.commitId === commitId)));
  if (next !== commitId || content === null) return no({ code: 'NotNextToRedo', params: { commitId } });
  const back = takenBack(state, stamp, content);
  return back.ok ? ok([{ type: 'Redone', v: 1, commitId }, ...back.value]) : back;
}

/** null when these cannot be the events of a commit that an undo takes back. */
function contentOf(events: readonly PlanEvent[]): readonly ContentEvent[] | null {
  return events.length > 0 && events.every(isContentEvent) ? events : null;
}

/**
 * The inverse events, last first. Before each one the state has to be as its event left it: whatever came later and
 * touched the same thing (an executor, a drafter, another device) would otherwise be lost without a word.
 */
function takenBack(
  state: PlanState,
  stamp: Stamp,
  events: readonly ContentEvent[],
): Result<readonly PlanEvent[], Rejection> {
  const back: PlanEvent[] = [];
  let here = state;
  for (const event of events.toReversed()) {
    const changed = changedSince(here, event);
    if (changed !== null) return no({ code: 'ChangedSince', params: changed });
    const opposite = inverse(event);
    const before = here.conflicts.length;
    here = lookAhead(here, stamp, [opposite]);
    // What an inverse needs of the rest of the plan (a parent, the end of an edge, a place without a ring) is gone.
    const missing = here.conflicts[before];
    if (missing !== undefined)
      return no({ code: 'ChangedSince', params: { about: missing.about, field: fieldOf(event) } });
    back.push(opposite);
  }
  return ok(back);
}

interface Changed {
  readonly about: string;
  readonly field: string;
}

/** What is no longer as an event left it; null when all of it is. */
function changedSince(state: PlanState, event: ContentEvent): Changed | null {
  switch (event.type) {
    case 'GoalRevised':
      return isSame(state.goal, event.to.goal) && state.goalBy === event.to.by
        ? null
        : { about: state.id ?? '', field: 'goal' };
    case 'PlanRenamed':
      return state.title === event.to ? null : { about: state.id ?? '', field: 'title' };
    case 'PlanConfigured':
      return isSame(state.config, event.to) ? null : { about: state.id ?? '', field: 'config' };
    case 'QuestionAnswered':
      return isSame(state.proposals.get(event.proposalId)?.changes.get(event.changeId)?.answer, event.to)
        ? null
        : { about: event.changeId, field: 'answer' };
    case 'ChangesResolved': {
      const changes = state.proposals.get(event.proposalId)?.changes;
      const other = event.changes.find(({ id, to }) => !isSame(changes?.get(id)?.resolution, to));
      return other === undefined ? null : { about: other.id, field: 'resolution' };
    }
    case 'TasksPlanned':
      return tasksChanged(state, event.tasks);
    case 'TasksRemoved': {
      const back = event.tasks.find((task) => state.tasks.has(task.id));
      return back === undefined ? null : { about: back.id, field: 'id' };
    }
    case 'TaskEdited': {
      const task = state.tasks.get(event.taskId);
      const other = givenFields(event.to).find((field) => task === undefined || !isSame(task[field], event.to[field]));
      return other === undefined ? null : { about: event.taskId, field: other };
    }
    case 'TasksMoved': {
      for (const { taskId, to } of event.moves) {
        const task = state.tasks.get(taskId);
        if (task?.parentId !== to.parentId || task.order !== to.order) return { about: taskId, field: 'parentId' };
      }
      return null;
    }
    case 'NeedsChanged': {
      const held = (taskId: TaskId, need: Need): Need | undefined =>
        state.tasks.get(taskId)?.needs.find(({ task }) => task === need.task);
      const added = event.added.find(({ taskId, need }) => !isSame(held(taskId, need), need));
      const isAdded = (taskId: TaskId, need: Need): boolean =>
        event.added.some((edge) => edge.taskId === taskId && edge.need.task === need.task);
      const other =
        added ?? event.removed.find(({ taskId, need }) => held(taskId, need) !== undefined && !isAdded(taskId, need));
      return other === undefined ? null : { about: other.taskId, field: 'needs' };
    }
    case 'TaskStatusUpdated': {
      const task = state.tasks.get(event.taskId);
      if (!isSame(task?.status, event.to)) return { about: event.taskId, field: 'status' };
      return task !== undefined && isLeft(task, event.from, event.to)
        ? null
        : { about: event.taskId, field: 'attempts' };
    }
    case 'ClarificationReceived': {
      const last = state.tasks.get(event.taskId)?.clarifications.at(-1);
      return isSame(last?.question, event.question) && isSame(last?.answer, event.answer)
        ? null
        : { about: event.taskId, field: 'clarifications' };
    }
    case 'ClarificationWithdrawn':
      return state.tasks.has(event.taskId) ? null : { about: event.taskId, field: 'clarifications' };
    default:
      return unreachable(event);
  }
}

/** Whether the attempt that a status speaks of is as leaving that status left it: one that was rolled back since cannot go on. */
function isLeft(task: Task, from: TaskStatus, to: TaskStatus): boolean {
  const id = attemptOf(from);
  if (id === null || attemptOf(to) === id) return true;
  return task.attempts.findLast((attempt) => attempt.id === id)?.outcome === outcomeOf(to, outcomeOf(from, null));
}

/** Born tasks can be taken out while they are as they were born, and nothing else hangs on them. */
function tasksChanged(state: PlanState, born: readonly Task[]): Changed | null {
  const index = indexOf(state.tasks);
  const ids = new Set(born.map((task) => task.id));
  for (const task of born) {
    const now = state.tasks.get(task.id);
    if (now === undefined) return { about: task.id, field: 'id' };
    for (const [field, value] of Object.entries(now)) {
      if (!isSame(value, Object.entries(task).find(([name]) => name === field)?.[1])) return { about: task.id, field };
    }
    if ((index.children.get(task.id) ?? []).some((child) => !ids.has(child)))
      return { about: task.id, field: 'children' };
    const dependent = (index.dependents.get(task.id) ?? []).find((id) => !ids.has(id));
    if (dependent !== undefined) return { about: dependent, field: 'needs' };
  }
  return null;
}

/** What of the task an inverse could not be applied to. */
function fieldOf(event: ContentEvent): string {
  if (event.type === 'NeedsChanged') return 'needs';
  return event.type === 'TasksMoved' || event.type === 'TasksRemoved' ? 'parentId' : 'id';
}
