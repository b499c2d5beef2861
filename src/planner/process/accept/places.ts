import type { TaskId } from '../../ids.ts';
import { keysBehind, lastChild } from '../../order-keys.ts';
import { childIds } from '../../views.ts';
import type { Accepting } from './accepting.ts';

/**
 * Gives the new tasks their places: in document order among the tasks of this proposal that were accepted before, so that
 * accepting one by one ends in the same order as accepting at once; otherwise behind what the parent holds already.
 * A task that stands `before` another takes the place just before it.
 */
export function givePlaces(accepting: Accepting, before: ReadonlyMap<TaskId, TaskId>): void {
  const { state, proposal, fresh } = accepting;
  const groups = new Map<string, Place>();
  const last = new Map<TaskId | null, Place | TaskId>();
  const firstOld = firstAccepted(accepting);
  const asked = new Map<TaskId, TaskId[]>();
  const born = new Set(accepting.born.values());
  for (const [id, target] of before) asked.set(target, [...(asked.get(target) ?? []), id]);

  for (const { change } of proposal.changes.values()) {
    if (change.type !== 'add-task') continue;
    const old = accepting.acceptedBefore(change.id);
    if (old !== null) last.set(state.tasks.get(old)?.parentId ?? null, old);
    const id = accepting.born.get(change.id);
    const task = id === undefined ? undefined : fresh.get(id);
    if (task === undefined) continue;
    const { parentId } = task;
    const previous = last.get(parentId);
    const place =
      typeof previous === 'object'
        ? previous
        : placeOf(groups, parentId, previous ?? beforeFirst(accepting, firstOld, parentId));
    place.ids.push(...(asked.get(task.id) ?? []), task.id);
    last.set(parentId, place);
  }
  // Questions about tasks that were in the plan before, and about the plan as a whole.
  for (const [target, ids] of asked) {
    if (fresh.has(target)) continue;
    const parentId = state.tasks.get(target)?.parentId ?? null;
    placeOf(groups, parentId, previousSibling(accepting, target)).ids.push(...ids);
  }
  // A question that nothing waits for.
  for (const task of fresh.values()) {
    if (!born.has(task.id) && !before.has(task.id))
      placeOf(groups, task.parentId, lastChild(state, task.parentId)).ids.push(task.id);
  }
  for (const { parentId, after, ids } of groups.values()) {
    const keys = keysBehind(state, parentId, after, ids.length);
    for (const [i, id] of ids.entries()) {
      const task = fresh.get(id);
      if (task !== undefined) fresh.set(id, { ...task, order: keys[i] ?? task.order });
    }
  }
}

interface Place {
  readonly parentId: TaskId | null;
  readonly after: TaskId | null;
  readonly ids: TaskId[];
}

function placeOf(groups: Map<string, Place>, parentId: TaskId | null, after: TaskId | null): Place {
  const key = `${parentId ?? ''} ${after ?? ''}`;
  const known = groups.get(key);
  if (known !== undefined) return known;
  const place: Place = { parentId, after, ids: [] };
  groups.set(key, place);
  return place;
}

/** Below each parent, the task of this proposal that was accepted before and stands first in the document. */
function firstAccepted(accepting: Accepting): Map<TaskId | null, TaskId> {
  const first = new Map<TaskId | null, TaskId>();
  for (const { change } of accepting.proposal.changes.values()) {
    const id = change.type === 'add-task' ? accepting.acceptedBefore(change.id) : null;
    const parentId = id === null ? null : (accepting.state.tasks.get(id)?.parentId ?? null);
    if (id !== null && !first.has(parentId)) first.set(parentId, id);
  }
  return first;
}

function beforeFirst(
  accepting: Accepting,
  first: ReadonlyMap<TaskId | null, TaskId>,
  parentId: TaskId | null,
): TaskId | null {
  const old = first.get(parentId);
  return old === undefined ? lastChild(accepting.state, parentId) : previousSibling(accepting, old);
}

function previousSibling(accepting: Accepting, id: TaskId): TaskId | null {
  const siblings = childIds(accepting.state, accepting.state.tasks.get(id)?.parentId ?? null);
  return siblings[siblings.indexOf(id) - 1] ?? null;
}
