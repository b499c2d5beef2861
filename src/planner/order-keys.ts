import { generateNKeysBetween } from 'fractional-indexing';
import type { TaskId } from './ids.ts';
import { indexOf } from './plan-index.ts';
import type { PlanState } from './state.ts';

/**
 * Order keys for `count` tasks that come to stand together below `parentId`: behind its child `after`, or first (null).
 * Children in `moving` are on their way and count for nothing.
 *
 * Where two devices gave siblings the same key, what is put between those two comes to stand behind both.
 */
export function keysBehind(
  state: PlanState,
  parentId: TaskId | null,
  after: TaskId | null,
  count: number,
  moving: ReadonlySet<TaskId> = new Set(),
): string[] {
  const keys = (indexOf(state.tasks).children.get(parentId) ?? [])
    .filter((id) => !moving.has(id))
    .map((id) => orderOf(state, id));
  const lower = after === null ? null : orderOf(state, after);
  const upper = keys.find((key) => lower === null || key > lower) ?? null;
  return keysBetween(lower, upper, count);
}

/** The last child of a parent, behind which a new one goes; null when it has none. */
export function lastChild(state: PlanState, parentId: TaskId | null): TaskId | null {
  return indexOf(state.tasks).children.get(parentId)?.at(-1) ?? null;
}

/** `count` keys in order above `lower` and below `upper`; null is open. */
export function keysBetween(lower: string | null, upper: string | null, count: number): string[] {
  try {
    return generateNKeysBetween(lower, upper, count);
  } catch {
    // A key that this library would not have made, out of a foreign log. Longer keys stand behind it; the place may be off.
    return Array.from({ length: count }, (_, i) => `${lower ?? ''}V${'V'.repeat(i)}`);
  }
}

function orderOf(state: PlanState, id: TaskId): string {
  return state.tasks.get(id)?.order ?? '';
}
