import { expect, test } from 'vitest';
import type { DraftEnd, ProposedChange } from '#planner/draft.ts';
import type { ChangeId, ProposalId, TaskId } from '#planner/ids.ts';
import { BY_PERSON, type Reason } from '#planner/reason.ts';
import { initial, type PlanState, type Proposal } from '#planner/state.ts';
import { draftView, keepRows } from '../../../src/ui/draft/draft-rows.ts';

const why: Reason = BY_PERSON;
const inDraft = (change: string): DraftEnd => ({ in: 'draft', change: change as ChangeId });
const inPlan = (taskId: string): DraftEnd => ({ in: 'plan', taskId: taskId as TaskId });
const add = (id: string, parent: string | null = null): ProposedChange => ({
  id: id as ChangeId,
  type: 'add-task',
  confidence: 0.9,
  reason: why,
  parent: parent === null ? null : inDraft(parent),
  fields: { title: `Do ${id}` },
  done: false,
  source: null,
  notes: {},
});
const need = (id: string, from: DraftEnd, to: DraftEnd): ProposedChange => ({
  id: id as ChangeId,
  type: 'add-need',
  confidence: 0.9,
  reason: why,
  from,
  to,
  need: { type: 'blocks', lagMinutes: 0, reason: why, confidence: 0.9 },
  taken: true,
});

function given(changes: readonly ProposedChange[], settled: readonly string[] = [], complete = true): PlanState {
  const proposal: Proposal = {
    id: 'p' as ProposalId,
    drafter: { type: 'rules' },
    goalBy: null,
    title: null,
    complete,
    at: 0,
    changes: new Map(
      changes.map((change) => [
        change.id,
        { change, answer: null, resolution: settled.includes(change.id) ? { as: 'rejected' } : { as: 'open' } },
      ]),
    ),
  };
  return { ...initial, proposals: new Map([[proposal.id, proposal]]) };
}
const shape = (state: PlanState) => draftView(state).rows.map(({ id, level }) => `${'-'.repeat(level)}${id}`);

test('tasks stand under their parents in document order, wherever the parent came', () => {
  expect(shape(given([add('child', 'top'), add('other'), add('top'), add('second', 'top')]))).toEqual([
    '-other',
    '-top',
    '--child',
    '--second',
  ]);
});

test('what was decided is gone, and its children stand where it stood', () => {
  expect(shape(given([add('top'), add('child', 'top')], ['top']))).toEqual(['-child']);
  expect(shape(given([add('top'), add('mid', 'top'), add('in', 'mid'), add('last', 'top')], ['mid']))).toEqual([
    '-top',
    '--in',
    '--last',
  ]);
  expect(draftView(given([add('top')], ['top']))).toMatchObject({ proposals: [], open: 0, complete: true });
  expect(draftView(given([], [], false))).toMatchObject({ open: 0, complete: false });
});

test('a circle of parents loses no task and never ends in one', () => {
  expect(shape(given([add('a', 'b'), add('b', 'a'), add('self', 'self')]))).toEqual(['-self', '-a', '--b']);
});

test('needs stand on the task that waits; those between tasks of the plan stand apart', () => {
  const view = draftView(
    given([add('paint'), add('buy'), need('n', inDraft('paint'), inDraft('buy')), need('m', inPlan('x'), inPlan('y'))]),
  );
  expect(view.rows.map(({ id, needs }) => [id, needs.map(({ title }) => title)])).toEqual([
    ['paint', ['Do buy']],
    ['buy', []],
  ]);
  expect(view.looseNeeds.map(({ id }) => id)).toEqual(['m']);
});

test('a row that did not change is the same row', () => {
  const first = given([add('a')]);
  const before = draftView(first).rows;
  const proposal = first.proposals.get('p' as ProposalId);
  const grown = given([...(proposal?.changes.values() ?? [])].map(({ change }) => change).concat(add('b')));
  const after = keepRows(draftView(grown).rows, new Map(before.map((row) => [row.id, row])));
  expect(after[0]).toBe(before[0]);
  expect(after).toHaveLength(2);
});

test('ten thousand tasks nested in one another are laid out', () => {
  const deep = Array.from({ length: 10_000 }, (_, n) => add(`t${n}`, n === 0 ? null : `t${n - 1}`));
  expect(draftView(given(deep)).rows.at(-1)?.level).toBe(10_000);
});
