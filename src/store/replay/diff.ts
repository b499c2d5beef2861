import { ok, type Result } from '#kit/result.ts';
import type { ReadFailure } from '../event-log.ts';
import type { Moment, Timeline } from './timeline.ts';

/** One place at which two values differ. `path` leads there by keys; the empty path is the value itself. */
export type Difference =
  | { readonly kind: 'added'; readonly path: readonly string[]; readonly to: unknown }
  | { readonly kind: 'removed'; readonly path: readonly string[]; readonly from: unknown }
  | { readonly kind: 'changed'; readonly path: readonly string[]; readonly from: unknown; readonly to: unknown };

/** What is different in the state after `to` from that after `from`; null: one of them is no commit of the stream. */
export async function diffMoments<State>(
  timeline: Timeline<State>,
  from: Moment,
  to: Moment,
): Promise<Result<readonly Difference[] | null, ReadFailure>> {
  const [before, after] = [await timeline.stateAt(from), await timeline.stateAt(to)];
  if (!before.ok) return before;
  if (!after.ok) return after;
  return ok(before.value && after.value && diff(before.value.state, after.value.state));
}

/**
 * Where two values differ, in the order of their keys. Objects and maps are compared key by key, a member that is
 * undefined is not there, and a list is one value: which of its entries moved, only its owner can tell. What both have as
 * the same object is not looked into, so two states of one fold cost what lies between them.
 */
export function diff(from: unknown, to: unknown): readonly Difference[] {
  const found: Difference[] = [];
  walk(from, to, [], found);
  return found;
}

function walk(from: unknown, to: unknown, path: readonly string[], found: Difference[]): void {
  if (from === to || Object.is(from, to)) return;
  const [before, after] = [membersOf(from), membersOf(to)];
  if (before === undefined || after === undefined) {
    if (isList(from) && isList(to) && isSameList(from, to)) return;
    found.push({ kind: 'changed', path, from, to });
    return;
  }
  for (const key of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const here = [...path, key];
    if (!after.has(key)) found.push({ kind: 'removed', path: here, from: before.get(key) });
    else if (!before.has(key)) found.push({ kind: 'added', path: here, to: after.get(key) });
    else walk(before.get(key), after.get(key), here, found);
  }
}

function isSameList(from: readonly unknown[], to: readonly unknown[]): boolean {
  return from.length === to.length && from.every((entry, i) => diff(entry, to[i]).length === 0);
}

/** Undefined for what has no keys to compare by. */
function membersOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || isList(value)) return undefined;
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return new Map(entries.filter(([, member]) => member !== undefined).map(([key, member]) => [String(key), member]));
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
