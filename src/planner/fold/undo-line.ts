import type { PlanEventType } from '../event.ts';
import type { Recorded } from '../recorded.ts';
import type { OpenState } from './open-state.ts';

/** Events that a person's undo takes back: they change content and carry what they replaced. */
export const UNDOABLE_EVENTS = [
  'GoalRevised',
  'PlanRenamed',
  'PlanConfigured',
  'QuestionAnswered',
  'ChangesResolved',
  'TasksPlanned',
  'TasksRemoved',
  'TaskEdited',
  'TasksMoved',
  'NeedsChanged',
  'TaskStatusUpdated',
  'ClarificationReceived',
] as const satisfies readonly PlanEventType[];

/**
 * Moves the undo line. A commit stands on it if a person made it and its first event is content: a dispatch, a question
 * from an executor or a draft is first in its commit, so what executors and drafters do never gets there.
 */
export function moveUndoLine(open: OpenState, { commit, event }: Recorded): void {
  const first = commit.id !== open.lastCommit;
  if (first) open.lastCommit = commit.id;
  switch (event.type) {
    case 'Undone':
      if (open.nextToUndo === event.commitId) open.stepBack(event.commitId, commit.id);
      else open.conflict('NotOnUndoLine', commit, event.type, event.commitId);
      return;
    case 'Redone':
      if (open.nextToRedo === event.commitId) open.stepForward(event.commitId);
      else open.conflict('NotOnUndoLine', commit, event.type, event.commitId);
      return;
    default:
      if (first && commit.actor.type === 'person' && undoable.has(event.type)) open.pushUndoable(commit.id);
  }
}

const undoable: ReadonlySet<PlanEventType> = new Set(UNDOABLE_EVENTS);
