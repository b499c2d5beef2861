import { ok, type Result } from '#kit/result.ts';
import type { ProposedChange } from '../../draft.ts';
import type { Rejection } from '../../rejection.ts';
import { isSame } from '../../same.ts';
import type { TaskField } from '../../task.ts';
import { pickFields } from '../../task-fields.ts';
import { no } from '../decision.ts';
import { fieldsEdited } from '../edit.ts';
import { removal } from '../remove.ts';
import type { Accepting } from './accepting.ts';
import { readableFields } from './tasks.ts';

/**
 * Applies the chosen changes to tasks of the plan. With "all", what can no longer be done is let go, and what touches a
 * field that the person typed stays open; named, the first is refused, and the second too unless the field was named.
 */
export function acceptEdits(accepting: Accepting): Result<void, Rejection> {
  for (const state of accepting.proposal.changes.values()) {
    const fields = accepting.chosen.get(state.change.id);
    if (fields === undefined || !accepting.isOpen(state)) continue;
    const done = acceptEdit(accepting, state.change, fields);
    if (!done.ok) return done;
  }
  return ok(undefined);
}

const DONE = ok(undefined);

function acceptEdit(
  accepting: Accepting,
  change: ProposedChange,
  fields: readonly TaskField[] | null,
): Result<void, Rejection> {
  switch (change.type) {
    case 'edit-task':
      return editTask(accepting, change, fields);
    case 'remove-task':
      return removeTask(accepting, change);
    case 'remove-need': {
      const { taskId, needs } = change;
      const need = accepting.state.tasks.get(taskId)?.needs.find((held) => held.task === needs);
      if (need === undefined) return gone(accepting, change, { code: 'NeedNotFound', params: { taskId, needs } });
      accepting.emit([{ type: 'NeedsChanged', v: 1, removed: [{ taskId, need }], added: [] }]);
      accepting.accept(change.id, taskId);
      return DONE;
    }
    case 'add-task':
    case 'add-need':
    case 'ask':
      return DONE;
  }
}

function editTask(
  accepting: Accepting,
  change: Extract<ProposedChange, { type: 'edit-task' }>,
  chosen: readonly TaskField[] | null,
): Result<void, Rejection> {
  const task = accepting.state.tasks.get(change.taskId);
  if (task === undefined) return gone(accepting, change, { code: 'TaskNotFound', params: { taskId: change.taskId } });
  const differing = readableFields(change.set).filter(
    (field) => (chosen === null || chosen.includes(field)) && !isSame(change.set[field], task[field]),
  );
  const held = chosen === null ? differing.filter((field) => task.locked.includes(field)) : [];
  const [first] = held;
  if (first !== undefined && !accepting.all)
    return no({ code: 'FieldLocked', params: { taskId: task.id, field: first } });
  const busy = task.status.status === 'running' && differing.includes('kind');
  if (busy && !accepting.all) return no({ code: 'TaskIsRunning', params: { taskId: task.id } });
  const taken = differing.filter((field) => !held.includes(field) && !(busy && field === 'kind'));
  const locks = accepting.proposal.drafter.type === 'person';
  const edited = fieldsEdited(task, pickFields(change.set, taken), {
    locks,
    provenance: (field) => accepting.provenanceOf(change, field),
  });
  if (edited !== null) accepting.emit([edited]);
  if (taken.length === differing.length) accepting.accept(change.id, task.id);
  return DONE;
}

function removeTask(
  accepting: Accepting,
  change: Extract<ProposedChange, { type: 'remove-task' }>,
): Result<void, Rejection> {
  const task = accepting.state.tasks.get(change.taskId);
  if (task === undefined) return gone(accepting, change, { code: 'TaskNotFound', params: { taskId: change.taskId } });
  if (accepting.all && task.locked.length > 0) return DONE;
  const events = removal(accepting.state, accepting.stamp, [task.id], { edges: 'rewire', children: 'keep' });
  if (!events.ok) return accepting.all ? DONE : events;
  accepting.emit(events.value);
  accepting.accept(change.id, task.id);
  return DONE;
}

/** What a change is about is not there any more. */
function gone(accepting: Accepting, change: ProposedChange, rejection: Rejection): Result<void, Rejection> {
  if (!accepting.all) return no(rejection);
  accepting.reject(change.id);
  return DONE;
}
