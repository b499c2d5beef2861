import type { DraftEnd, ProposedTask } from '../../draft.ts';
import type { ChangeId, TaskId } from '../../ids.ts';
import { newTask } from '../../new-task.ts';
import { readRecurrence } from '../../recurrence.ts';
import type { Provenance, SomeTaskFields, Task, TaskField } from '../../task.ts';
import { givenFields, pickFields } from '../../task-fields.ts';
import { PLANNED } from '../../task-status.ts';
import { draftParent, isGroup } from '../../views.ts';
import type { Accepting } from './accepting.ts';

/** Makes tasks of the chosen `add-task` changes, below what was accepted of their ancestors. Places are given later. */
export function acceptTasks(accepting: Accepting): void {
  const taken: { readonly change: ProposedTask; readonly id: TaskId; readonly fields: readonly TaskField[] | null }[] =
    [];
  for (const state of accepting.proposal.changes.values()) {
    const { change } = state;
    const fields = accepting.chosen.get(change.id);
    if (change.type !== 'add-task' || fields === undefined || !accepting.isOpen(state)) continue;
    const id = accepting.births.task();
    accepting.born.set(change.id, id);
    accepting.accept(change.id, id);
    taken.push({ change, id, fields });
  }
  for (const { change, id, fields } of taken) accepting.fresh.set(id, taskOf(accepting, change, id, fields));
}

/** A drafter's rule that cannot be read is left out rather than stopping the whole draft. */
export function readableFields(fields: SomeTaskFields): TaskField[] {
  return givenFields(fields).filter(
    (field) => field !== 'repeats' || typeof fields.repeats !== 'string' || readRecurrence(fields.repeats) !== null,
  );
}

function taskOf(accepting: Accepting, change: ProposedTask, id: TaskId, chosen: readonly TaskField[] | null): Task {
  const { stamp } = accepting;
  // A task cannot be without its title, so that is always taken.
  const fields = readableFields(change.fields).filter(
    (field) => chosen === null || field === 'title' || chosen.includes(field),
  );
  const provenance: Record<string, Provenance> = {};
  for (const field of fields) {
    const from = accepting.provenanceOf(change, field);
    if (from !== null) provenance[field] = from;
  }
  const byPerson = accepting.proposal.drafter.type === 'person';
  return {
    ...newTask(
      { id, parentId: parentOf(accepting, change), order: '', createdAt: stamp.at },
      { ...pickFields(change.fields, fields), title: change.fields.title },
    ),
    status: change.done ? { status: 'completed', at: stamp.at, result: null } : PLANNED,
    source: change.source,
    provenance,
    locked: byPerson ? [...fields].sort() : [],
  };
}

/** The nearest ancestor that is in the plan or comes into it now; what is under way as one task holds nothing. */
function parentOf(accepting: Accepting, change: ProposedTask): TaskId | null {
  let end: DraftEnd | null =
    change.parent?.in === 'draft' ? endOf(draftParent(accepting.proposal, change)) : change.parent;
  for (let steps = accepting.proposal.changes.size; end !== null && steps >= 0; steps--) {
    const id = accepting.taskAt(end) ?? (end.in === 'draft' ? (accepting.born.get(end.change) ?? null) : null);
    if (id !== null) return outOfTheWay(accepting, id);
    const above: ProposedTask | null = end.in === 'draft' ? proposedTask(accepting, end.change) : null;
    end =
      above === null
        ? null
        : above.parent?.in === 'draft'
          ? endOf(draftParent(accepting.proposal, above))
          : above.parent;
  }
  return null;
}

function outOfTheWay(accepting: Accepting, id: TaskId): TaskId | null {
  let here: TaskId | null = id;
  while (here !== null) {
    const task: Task | undefined = accepting.state.tasks.get(here);
    const busy = task?.status.status === 'running' || task?.status.status === 'needs-clarification';
    if (task === undefined || !busy || isGroup(accepting.state, here)) return here;
    here = task.parentId;
  }
  return null;
}

function endOf(change: ChangeId | null): DraftEnd | null {
  return change === null ? null : { in: 'draft', change };
}

function proposedTask(accepting: Accepting, id: ChangeId): ProposedTask | null {
  const change = accepting.proposal.changes.get(id)?.change;
  return change?.type === 'add-task' ? change : null;
}
