import { unreachable } from '#kit/unreachable.ts';
import type { PlanEvent, PlanEventOf } from './event.ts';
import type { UNDOABLE_EVENTS } from './fold/undo-line.ts';

/** Events that an undo takes back, and the one that only an undo makes. */
export type ContentEvent = PlanEventOf<(typeof UNDOABLE_EVENTS)[number] | 'ClarificationWithdrawn'>;

/** The event that takes another one back. It needs no state: a content event carries what it replaced. */
export function inverse(event: ContentEvent): ContentEvent {
  switch (event.type) {
    case 'GoalRevised':
      return { ...event, from: event.to, to: event.from };
    case 'PlanRenamed':
      return { ...event, from: event.to, to: event.from };
    case 'PlanConfigured':
      return { ...event, from: event.to, to: event.from };
    case 'QuestionAnswered':
      return { ...event, from: event.to, to: event.from };
    case 'ChangesResolved':
      return { ...event, changes: event.changes.map(({ id, from, to }) => ({ id, from: to, to: from })).toReversed() };
    case 'TasksPlanned':
      return { type: 'TasksRemoved', v: 1, tasks: event.tasks };
    case 'TasksRemoved':
      return { type: 'TasksPlanned', v: 1, tasks: event.tasks };
    case 'TaskEdited':
      return { ...event, from: event.to, to: event.from, marksFrom: event.marksTo, marksTo: event.marksFrom };
    case 'TasksMoved':
      return {
        ...event,
        moves: event.moves.map(({ taskId, from, to }) => ({ taskId, from: to, to: from })).toReversed(),
      };
    case 'NeedsChanged':
      return { ...event, removed: event.added, added: event.removed };
    case 'TaskStatusUpdated':
      return { ...event, from: event.to, to: event.from };
    case 'ClarificationReceived':
      return { ...event, type: 'ClarificationWithdrawn' };
    case 'ClarificationWithdrawn':
      return { ...event, type: 'ClarificationReceived' };
    default:
      return unreachable(event);
  }
}

export function isContentEvent(event: PlanEvent): event is ContentEvent {
  switch (event.type) {
    case 'GoalRevised':
    case 'PlanRenamed':
    case 'PlanConfigured':
    case 'QuestionAnswered':
    case 'ChangesResolved':
    case 'TasksPlanned':
    case 'TasksRemoved':
    case 'TaskEdited':
    case 'TasksMoved':
    case 'NeedsChanged':
    case 'TaskStatusUpdated':
    case 'ClarificationReceived':
    case 'ClarificationWithdrawn':
      return true;
    default:
      return false;
  }
}
