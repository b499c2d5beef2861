import type { TaskId } from '#planner/ids.ts';

/** Where a task comes to stand: behind `after` among the children of `parentId`, or first (null). */
export interface Place {
  readonly parentId: TaskId | null;
  readonly after: TaskId | null;
}

/** As much of a plan's tree as moving needs. */
export interface Tree {
  parentOf(id: TaskId): TaskId | null;
  childIds(parentId: TaskId | null): readonly TaskId[];
}

/** Under the sibling above, as its last child; null when there is none above. */
export function indented(tree: Tree, id: TaskId): Place | null {
  const above = siblingBefore(tree, id);
  return above === null ? null : { parentId: above, after: tree.childIds(above).at(-1) ?? null };
}

/** Behind its parent; null at the top level. */
export function outdented(tree: Tree, id: TaskId): Place | null {
  const parent = tree.parentOf(id);
  return parent === null ? null : { parentId: tree.parentOf(parent), after: parent };
}

/** One place up among its siblings; null when it is the first. */
export function movedUp(tree: Tree, id: TaskId): Place | null {
  const parentId = tree.parentOf(id);
  const siblings = tree.childIds(parentId);
  const at = siblings.indexOf(id);
  return at < 1 ? null : { parentId, after: siblings[at - 2] ?? null };
}

/** One place down among its siblings; null when it is the last. */
export function movedDown(tree: Tree, id: TaskId): Place | null {
  const parentId = tree.parentOf(id);
  const siblings = tree.childIds(parentId);
  const next = siblings[siblings.indexOf(id) + 1];
  return next === undefined ? null : { parentId, after: next };
}

/** Where a task added below `id` stands: first child of an open group, else its next sibling. */
export function below(tree: Tree, id: TaskId, expanded: boolean): Place {
  if (expanded && tree.childIds(id).length > 0) return { parentId: id, after: null };
  return { parentId: tree.parentOf(id), after: id };
}

function siblingBefore(tree: Tree, id: TaskId): TaskId | null {
  const siblings = tree.childIds(tree.parentOf(id));
  return siblings[siblings.indexOf(id) - 1] ?? null;
}
