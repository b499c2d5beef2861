import * as v from 'valibot';
import { expect } from 'vitest';
import type { DraftDelta } from '#drafting/drafter.ts';
import { createRulesDrafter } from '#drafting/rules/rules-drafter.ts';
import { type DraftEnd, type PlanDraft, planDraftSchema } from '#planner/draft.ts';
import { goalOf } from './goals.ts';

export interface Drafted {
  readonly draft: PlanDraft;
  /** How often whoever drafts got a turn. */
  readonly deltas: number;
}

/** Drafts a text and holds the draft to what R2 and R3 promise, in time that grows with its length. */
export async function validDraft(text: string): Promise<Drafted> {
  let deltas = 0;
  let last: DraftDelta | null = null;
  for await (const delta of createRulesDrafter().draft(goalOf(text), new AbortController().signal)) {
    deltas += 1;
    last = delta;
  }
  if (last?.type !== 'draft') throw new Error('The drafter did not end in a draft.');
  holdsUp(last.draft, text);
  return { draft: last.draft, deltas };
}

/** What any draft of a text keeps to, whoever made it. */
export function holdsUp(draft: PlanDraft, text: string): void {
  v.parse(planDraftSchema, draft);
  expect(new Set(draft.changes.map(({ id }) => id)).size).toBe(draft.changes.length);
  const tasks = draft.changes.filter((change) => change.type === 'add-task');
  const place = new Map(tasks.map(({ id }, i) => [id as string, i]));
  const at = (end: DraftEnd | null) => (end?.in === 'draft' ? (place.get(end.change) ?? -1) : -1);
  const parents = tasks.map(({ parent }) => at(parent));
  for (const [i, task] of tasks.entries()) {
    if (task.parent !== null && !((parents[i] ?? i) < i)) throw new Error(`Task ${i} stands above its parent.`);
    const { source } = task;
    if (source !== null && source.in === 'goal' && text.slice(source.start, source.end).trim() === '')
      throw new Error(`The span of task ${i} points at nothing.`);
  }
  const needs = draft.changes.flatMap((change) =>
    change.type === 'add-need' ? [[at(change.from), at(change.to)] as const] : [],
  );
  for (const change of draft.changes) {
    if (change.type === 'add-need' && (at(change.from) < 0 || at(change.to) < 0))
      throw new Error(`The need ${change.id} has lost an end.`);
  }
  expect(isAcyclic(parents, needs)).toBe(true);
}

/** Kahn's sort over the starts and ends of tasks, where a group holds its tasks. */
function isAcyclic(parents: readonly number[], needs: readonly (readonly [number, number])[]): boolean {
  const [start, end] = [(i: number) => 2 * i, (i: number) => 2 * i + 1];
  const after: number[][] = Array.from({ length: parents.length * 2 }, () => []);
  const open = new Int32Array(parents.length * 2);
  const comes = (before: number, behind: number) => {
    after[before]?.push(behind);
    open[behind] = (open[behind] ?? 0) + 1;
  };
  for (const [i, parent] of parents.entries()) {
    comes(start(i), end(i));
    if (parent < 0) continue;
    comes(start(parent), start(i));
    comes(end(i), end(parent));
  }
  for (const [from, to] of needs) comes(end(to), start(from));
  const ready = [...open.keys()].filter((node) => open[node] === 0);
  let done = 0;
  for (let node = ready.pop(); node !== undefined; node = ready.pop()) {
    done += 1;
    for (const next of after[node] ?? []) {
      open[next] = (open[next] ?? 0) - 1;
      if (open[next] === 0) ready.push(next);
    }
  }
  return done === open.length;
}
