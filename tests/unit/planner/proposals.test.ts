import { describe, expect, test } from 'vitest';
import type { ChangeId, ProposalId } from '#planner/ids.ts';
import { bySiblingOrder } from '#planner/plan-index.ts';
import { childIds, openProposals, outlineRows, proposedQuestions, proposedTasks, unresolved } from '#planner/views.ts';
import { given, RULES, Scenario, type Written } from '../../support/planner/scenario.ts';

type Proposed = Extract<Written, { type: 'ProposeChanges' }>['changes'][number];
const why = { confidence: 0.7, reason: { code: 'list-entry' as const, params: { depth: 0 }, spans: [] } };

const add = (
  id: string,
  title: string,
  more: { parent?: string; done?: boolean; fields?: object; notes?: object } = {},
): Proposed =>
  ({
    ...why,
    id,
    type: 'add-task',
    parent: more.parent === undefined ? null : { in: 'draft', change: more.parent },
    fields: { ...more.fields, title },
    done: more.done ?? false,
    source: { in: 'goal', start: 0, end: 4 },
    notes: more.notes ?? {},
  }) as Proposed;
const need = (id: string, from: string, to: string, taken = true): Proposed =>
  ({
    ...why,
    id,
    type: 'add-need',
    from: { in: 'draft', change: from },
    to: { in: 'draft', change: to },
    need: { ...why, type: 'blocks', lagMinutes: 0 },
    taken,
  }) as Proposed;
const ask = (id: string, about: string | null, mustAsk: boolean, text: string | null = 'By when?'): Proposed =>
  ({
    ...why,
    id,
    type: 'ask',
    about: about === null ? null : { in: 'draft', change: about },
    question: {
      code: 'when-due',
      params: text === null ? {} : { text },
      options: [{ label: 'Friday', sets: { field: 'dueAt', value: { date: '2026-03-06', time: null, zone: 'UTC' } } }],
      mustAsk,
    },
    source: null,
  }) as Proposed;

/** A plan with one proposal, complete unless said otherwise. */
function proposed(
  changes: readonly Proposed[],
  complete = true,
  title: string | null = 'The draft',
): { plan: Scenario; id: ProposalId } {
  const plan = new Scenario().begin().as(RULES);
  plan.do({
    type: 'ProposeChanges',
    proposalId: null,
    drafter: RULES as never,
    title,
    changes: [...changes],
    complete,
  });
  plan.as({ type: 'person' });
  const id = [...plan.state.proposals.keys()][0];
  if (id === undefined) throw new Error('Nothing was proposed.');
  return { plan, id };
}
const all = { type: 'all' } as const;
const some = (...ids: string[]) => ({ type: 'some' as const, changes: ids.map((id) => ({ id, fields: null })) });
const outline = (plan: Scenario): string[] =>
  outlineRows(plan.state).map((row) => `${'  '.repeat(row.depth)}${row.task.title}`);
const resolutions = (plan: Scenario, id: ProposalId) =>
  Object.fromEntries(
    [...(plan.state.proposals.get(id)?.changes ?? [])].map(([change, { resolution }]) => [change, resolution.as]),
  );
const idOf = (plan: Scenario, title: string) => {
  const task = [...plan.state.tasks.values()].find((one) => one.title === title);
  if (task === undefined) throw new Error(`No task "${title}".`);
  return task.id;
};

describe('ProposeChanges', () => {
  test('[P10] changes nothing of the plan, and comes in pieces', () => {
    const { plan, id } = proposed([add('a', 'A')], false);
    plan.do({
      type: 'ProposeChanges',
      proposalId: id,
      drafter: { type: 'rules' },
      title: null,
      changes: [add('b', 'B', { parent: 'a' })],
      complete: true,
    });
    expect(plan.state.tasks.size).toBe(0);
    const [proposal] = openProposals(plan.state);
    expect(
      proposal && proposedTasks(proposal).map((row) => [row.change.fields.title, row.depth, row.position, row.setSize]),
    ).toEqual([
      ['A', 0, 1, 1],
      ['B', 1, 1, 1],
    ]);
    expect(proposal && unresolved(proposal)).toBe(2);
  });

  test('[P10] a reused id is refused, in one piece and across pieces', () => {
    const { plan, id } = proposed([add('a', 'A')], false);
    const more = {
      type: 'ProposeChanges',
      proposalId: id,
      drafter: { type: 'rules' },
      title: null,
      complete: false,
    } as const;
    given(plan)
      .when({ ...more, changes: [add('a', 'Again')] })
      .isRefused({ code: 'ChangeIdReused', params: { changeId: 'a' } });
    given(plan)
      .when({ ...more, changes: [add('b', 'B'), add('b', 'B')] })
      .isRefused({ code: 'ChangeIdReused', params: { changeId: 'b' } });
    given(plan)
      .when({ ...more, changes: [] })
      .leadsTo([]);
  });

  test('[P10] a proposal that is not there, or complete, takes nothing more', () => {
    const { plan, id } = proposed([add('a', 'A')]);
    const more = {
      type: 'ProposeChanges',
      drafter: { type: 'rules' },
      title: null,
      complete: false,
      changes: [],
    } as const;
    given(plan)
      .when({ ...more, changes: [], proposalId: 'x' })
      .isRefused({ code: 'ProposalNotFound', params: { proposalId: 'x' } });
    given(plan)
      .when({ ...more, changes: [], proposalId: id })
      .isRefused({ code: 'ProposalComplete', params: { proposalId: id } });
  });

  test('[P10] edges and questions that dangle when it is complete are let go at once', () => {
    const { plan, id } = proposed([
      add('a', 'A'),
      need('n', 'a', 'lost'),
      need('self', 'a', 'a'),
      ask('q', 'lost', true),
      { ...why, id: 'e', type: 'edit-task', taskId: 'gone', set: {}, notes: {} } as Proposed,
    ]);
    expect(resolutions(plan, id)).toEqual({ a: 'open', n: 'rejected', self: 'rejected', q: 'rejected', e: 'rejected' });
  });

  test('[P10] a ring of parents and a missing parent are mended: the tasks stand at the root', () => {
    const { plan, id } = proposed([
      add('a', 'A', { parent: 'b' }),
      add('b', 'B', { parent: 'a' }),
      add('c', 'C', { parent: 'lost' }),
      add('d', 'D', { parent: 'a' }),
    ]);
    const proposal = plan.state.proposals.get(id);
    expect(proposal && proposedTasks(proposal).map((row) => row.change.fields.title)).toHaveLength(4);
    plan.do({ type: 'AcceptChanges', proposalId: id, choice: all });
    expect(outline(plan)).toEqual(['A', '  D', 'B', 'C']);
  });
});

describe('AcceptChanges', () => {
  test('[P10] "all" makes the tasks, in the order of the text, with their needs and where they come from', () => {
    const { plan, id } = proposed([
      add('h', 'Trip'),
      add('a', 'Book flight', {
        parent: 'h',
        fields: { estimateMinutes: 30 },
        notes: { estimateMinutes: { confidence: 0.9, reason: { code: 'said-duration', params: {}, spans: [] } } },
      }),
      add('b', 'Pack', { parent: 'h', done: true }),
      add('c', 'Fly'),
      need('n', 'c', 'a'),
      need('u', 'c', 'b', false),
    ]);
    const events = plan.do({ type: 'AcceptChanges', proposalId: id, choice: all });
    expect(events.map(({ type }) => type)).toEqual(['PlanRenamed', 'TasksPlanned', 'ChangesResolved']);
    expect(outline(plan)).toEqual(['Trip', '  Book flight', '  Pack', 'Fly']);
    expect(plan.task(idOf(plan, 'Book flight'))).toMatchObject({
      locked: [],
      source: { start: 0, end: 4 },
      provenance: {
        title: { actor: RULES, confidence: 0.7, reason: { code: 'list-entry' } },
        estimateMinutes: { confidence: 0.9, reason: { code: 'said-duration' } },
      },
    });
    expect(plan.task(idOf(plan, 'Pack')).status).toEqual({ status: 'completed', at: plan.now, result: null });
    expect(plan.task(idOf(plan, 'Fly')).needs.map((one) => one.task)).toEqual([idOf(plan, 'Book flight')]);
    expect(resolutions(plan, id)).toEqual({
      h: 'accepted',
      a: 'accepted',
      b: 'accepted',
      c: 'accepted',
      n: 'accepted',
      u: 'open',
    });
    expect(openProposals(plan.state)).toEqual([]);
    given(plan)
      .when({ type: 'AcceptChanges', proposalId: id, choice: all })
      .isRefused({ code: 'NothingChanges', params: {} });
    plan.do({ type: 'AcceptChanges', proposalId: id, choice: some('u') });
    expect(plan.task(idOf(plan, 'Fly')).needs).toHaveLength(2);
  });

  test('[P10] one by one, in any order, ends as "all" does; edges come along with the second end', () => {
    const { plan, id } = proposed([
      add('a', 'A'),
      add('b', 'B'),
      add('c', 'C'),
      add('d', 'D', { parent: 'b' }),
      need('n', 'c', 'a'),
    ]);
    for (const change of ['c', 'a', 'b', 'd']) plan.do({ type: 'AcceptChanges', proposalId: id, choice: some(change) });
    expect(outline(plan)).toEqual(['A', 'B', '  D', 'C']);
    expect(plan.task(idOf(plan, 'C')).needs).toHaveLength(1);
    expect(resolutions(plan, id)).toMatchObject({ n: 'accepted' });
  });

  test('[P10] a child of what was not accepted goes to the nearest accepted ancestor', () => {
    const { plan, id } = proposed([add('a', 'A'), add('b', 'B', { parent: 'a' }), add('c', 'C', { parent: 'b' })]);
    plan.do({ type: 'AcceptChanges', proposalId: id, choice: some('a', 'c') });
    expect(outline(plan)).toEqual(['A', '  C']);
  });

  test('[P10] of a task only the named fields are taken, and always its title', () => {
    const { plan, id } = proposed([add('a', 'A', { fields: { priority: 4, tags: ['x'] } })]);
    plan.do({
      type: 'AcceptChanges',
      proposalId: id,
      choice: { type: 'some', changes: [{ id: 'a', fields: ['tags'] }] },
    });
    expect(plan.task(idOf(plan, 'A'))).toMatchObject({ title: 'A', tags: ['x'], priority: 2 });
    expect(Object.keys(plan.task(idOf(plan, 'A')).provenance).sort()).toEqual(['tags', 'title']);
  });

  test('[P10] an edge that would close a ring stays open, and the rest is taken', () => {
    const { plan, id } = proposed([
      add('a', 'A'),
      add('b', 'B'),
      need('n', 'a', 'b'),
      need('m', 'b', 'a'),
      add('g', 'G'),
      add('k', 'K', { parent: 'g' }),
      need('r', 'k', 'g'),
    ]);
    plan.do({ type: 'AcceptChanges', proposalId: id, choice: all });
    expect(resolutions(plan, id)).toMatchObject({ n: 'accepted', m: 'open', r: 'open' });
    expect(plan.state.tasks.size).toBe(4);
    given(plan)
      .when({ type: 'AcceptChanges', proposalId: id, choice: some('m') })
      .isRefused({ code: 'NothingChanges', params: {} });
  });

  test('[P10] an unreadable rule of a drafter is left out', () => {
    const { plan, id } = proposed([add('a', 'A', { fields: { repeats: 'whenever' } })]);
    plan.do({ type: 'AcceptChanges', proposalId: id, choice: all });
    expect(plan.task(idOf(plan, 'A'))).toMatchObject({ repeats: null });
  });

  test('[P10] the draft names the plan once, and only while nobody else did', () => {
    const { plan, id } = proposed([add('a', 'A'), add('b', 'B')]);
    plan.do({ type: 'AcceptChanges', proposalId: id, choice: some('a') });
    expect(plan.state.title).toBe('The draft');
    plan.do({ type: 'RenamePlan', title: 'A plan' });
    plan.do({ type: 'AcceptChanges', proposalId: id, choice: some('b') });
    expect(plan.state.title).toBe('A plan');
    const named = proposed([add('a', 'A')]);
    named.plan.do({ type: 'RenamePlan', title: 'Mine' });
    named.plan.do({ type: 'AcceptChanges', proposalId: named.id, choice: all });
    expect(named.plan.state.title).toBe('Mine');
  });

  test('is refused for what is not there or settled already', () => {
    const { plan, id } = proposed([add('a', 'A')]);
    given(plan)
      .when({ type: 'AcceptChanges', proposalId: 'x', choice: all })
      .isRefused({ code: 'ProposalNotFound', params: { proposalId: 'x' } });
    given(plan)
      .when({ type: 'AcceptChanges', proposalId: id, choice: some('x') })
      .isRefused({ code: 'ChangeNotFound', params: { changeId: 'x' } });
    plan.do({ type: 'RejectChanges', proposalId: id, choice: all });
    given(plan)
      .when({ type: 'AcceptChanges', proposalId: id, choice: some('a') })
      .isRefused({ code: 'ChangeAlreadyResolved', params: { changeId: 'a' } });
  });
});

describe('questions', () => {
  test('[P9] an answer stays with its task, and the chosen option fills in its field, which the person holds', () => {
    const { plan, id } = proposed([add('a', 'A'), ask('q', 'a', true)]);
    plan.do({ type: 'AnswerQuestion', proposalId: id, changeId: 'q', answer: { text: 'Friday', option: 0 } });
    plan.do({ type: 'AcceptChanges', proposalId: id, choice: all });
    expect(plan.task(idOf(plan, 'A'))).toMatchObject({
      dueAt: { date: '2026-03-06' },
      locked: ['dueAt'],
      clarifications: [{ answer: { text: 'Friday', option: 0 }, at: plan.now }],
    });
    expect(plan.state.tasks.size).toBe(1);
  });

  test('[P10] one that must be asked becomes a task before its task; another is let go', () => {
    const { plan, id } = proposed([
      add('a', 'A'),
      add('b', 'B'),
      ask('q', 'b', true),
      ask('p', 'a', false),
      ask('r', 'a', true, null),
    ]);
    const proposal = plan.state.proposals.get(id);
    expect(proposal && proposedQuestions(proposal).map((view) => view.change.id)).toEqual(['q', 'p', 'r']);
    plan.do({ type: 'AcceptChanges', proposalId: id, choice: all });
    expect(outline(plan)).toEqual(['A?', 'A', 'By when?', 'B']);
    expect(plan.task(idOf(plan, 'By when?'))).toMatchObject({ kind: 'clarification', question: { code: 'when-due' } });
    expect(plan.task(idOf(plan, 'B')).needs).toMatchObject([{ task: idOf(plan, 'By when?'), type: 'informs' }]);
    expect(resolutions(plan, id)).toMatchObject({ q: 'accepted', p: 'rejected', r: 'accepted' });
  });

  test('[P10] one about the whole plan comes before what is accepted; about finished work nothing is asked', () => {
    const { plan, id } = proposed([
      add('a', 'A'),
      add('b', 'B'),
      add('c', 'C', { done: true }),
      ask('q', null, true),
      ask('p', 'c', true, 'Why?'),
    ]);
    plan.do({ type: 'AcceptChanges', proposalId: id, choice: all });
    expect(outline(plan)).toEqual(['By when?', 'A', 'B', 'C']);
    for (const title of ['A', 'B']) expect(plan.task(idOf(plan, title)).needs).toHaveLength(1);
    expect(resolutions(plan, id)).toMatchObject({ p: 'rejected' });
  });

  test('[P10] with part of a draft come the questions about that part; a named one is asked in any case', () => {
    const { plan, id } = proposed([
      add('a', 'A'),
      add('b', 'B'),
      ask('q', 'a', true),
      ask('p', 'b', true, 'Who?'),
      ask('o', 'a', false, 'Where?'),
    ]);
    plan.do({ type: 'AcceptChanges', proposalId: id, choice: some('a') });
    expect(outline(plan)).toEqual(['By when?', 'A']);
    plan.do({ type: 'AcceptChanges', proposalId: id, choice: some('o') });
    expect(outline(plan)).toEqual(['By when?', 'Where?', 'A']);
    expect(resolutions(plan, id)).toMatchObject({ p: 'open', o: 'accepted' });
  });

  test('are answered once open, changed, taken back, and not after that', () => {
    const { plan, id } = proposed([add('a', 'A'), ask('q', 'a', false)]);
    const say = (changeId: string, text: string | null) => ({
      type: 'AnswerQuestion' as const,
      proposalId: id,
      changeId,
      answer: text === null ? null : { text, option: null },
    });
    plan.do(say('q', 'Soon'));
    given(plan).when(say('q', 'Soon')).isRefused({ code: 'NothingChanges', params: {} });
    given(plan)
      .when(say('q', null))
      .leadsTo([{ type: 'QuestionAnswered', from: { text: 'Soon', option: null }, to: null }]);
    given(plan)
      .when(say('a', 'Soon'))
      .isRefused({ code: 'NotAQuestion', params: { changeId: 'a' } });
    given(plan)
      .when(say('x', 'Soon'))
      .isRefused({ code: 'ChangeNotFound', params: { changeId: 'x' } });
    given(plan)
      .when({ ...say('q', 'x'), proposalId: 'x' })
      .isRefused({ code: 'ProposalNotFound', params: { proposalId: 'x' } });
    plan.do({ type: 'AcceptChanges', proposalId: id, choice: all });
    given(plan)
      .when(say('q', 'Late'))
      .isRefused({ code: 'ChangeAlreadyResolved', params: { changeId: 'q' } });
  });
});

describe('changes to the plan as it is', () => {
  const edited = (set: object) => {
    const plan = new Scenario().begin();
    const a = plan.add('A');
    const b = plan.add('B', {}, { needs: [a] });
    const c = plan.add('C', {}, { needs: [b] });
    plan.as({ type: 'model', model: 'm' });
    const changes = [
      { ...why, id: 'e', type: 'edit-task', taskId: a, set, notes: {} },
      { ...why, id: 'r', type: 'remove-need', taskId: b, needs: a },
      { ...why, id: 'x', type: 'remove-task', taskId: b },
    ] as Proposed[];
    plan.do({
      type: 'ProposeChanges',
      proposalId: null,
      drafter: { type: 'model', model: 'm' },
      title: null,
      changes,
      complete: true,
    });
    plan.as({ type: 'person' });
    const id = [...plan.state.proposals.keys()][0] as ProposalId;
    return { plan, a, b, c, id };
  };

  test('[P11] "all" leaves what the person typed alone and keeps it open; the rest is taken, with its provenance', () => {
    const { plan, a, b, id } = edited({ title: 'Other', priority: 4 });
    plan.do({ type: 'AcceptChanges', proposalId: id, choice: all });
    expect(plan.task(a)).toMatchObject({
      title: 'A',
      priority: 4,
      provenance: { priority: { actor: { type: 'model', model: 'm' } } },
    });
    expect(resolutions(plan, id)).toMatchObject({ e: 'open', r: 'accepted', x: 'open' });
    expect(plan.task(b).needs).toEqual([]);
  });

  test('[P11] a held field needs its own yes', () => {
    const { plan, a, id } = edited({ title: 'Other' });
    given(plan)
      .when({ type: 'AcceptChanges', proposalId: id, choice: some('e') })
      .isRefused({ code: 'FieldLocked', params: { taskId: a, field: 'title' } });
    plan.do({
      type: 'AcceptChanges',
      proposalId: id,
      choice: { type: 'some', changes: [{ id: 'e', fields: ['title'] }] },
    });
    expect(plan.task(a)).toMatchObject({ title: 'Other', locked: [] });
  });

  test('[P12] a removal, once named, rewires', () => {
    const { plan, a, b, c, id } = edited({});
    plan.do({ type: 'AcceptChanges', proposalId: id, choice: some('x') });
    expect(plan.state.tasks.has(b)).toBe(false);
    expect(plan.task(c).needs).toMatchObject([{ task: a }]);
  });

  test('[P10] what is gone meanwhile is refused by name and let go with "all"', () => {
    const { plan, a, b, id } = edited({ title: 'Other' });
    plan.do({ type: 'RemoveTasks', taskIds: [a, b], edges: 'drop', children: 'remove' });
    given(plan)
      .when({ type: 'AcceptChanges', proposalId: id, choice: some('e') })
      .isRefused({ code: 'TaskNotFound', params: { taskId: a } });
    given(plan)
      .when({ type: 'AcceptChanges', proposalId: id, choice: some('r') })
      .isRefused({ code: 'NeedNotFound', params: { taskId: b, needs: a } });
    plan.do({ type: 'AcceptChanges', proposalId: id, choice: all });
    expect(resolutions(plan, id)).toEqual({ e: 'rejected', r: 'rejected', x: 'rejected' });
  });

  test('[P10] what runs is not taken away', () => {
    const { plan, b, id } = edited({});
    plan.do({ type: 'UnlinkTasks', taskId: b, needs: plan.task(b).needs[0]?.task ?? b });
    plan.do({ type: 'StartTask', taskId: b });
    given(plan)
      .when({ type: 'AcceptChanges', proposalId: id, choice: some('x') })
      .isRefused({ code: 'TaskIsRunning', params: { taskId: b } });
  });
});

describe('RejectChanges', () => {
  test('[P10] takes the edges and questions of a task along, and nothing else', () => {
    const { plan, id } = proposed([add('a', 'A'), add('b', 'B'), need('n', 'b', 'a'), ask('q', 'a', true)]);
    plan.do({ type: 'RejectChanges', proposalId: id, choice: some('a') });
    expect(resolutions(plan, id)).toEqual({ a: 'rejected', b: 'open', n: 'rejected', q: 'rejected' });
    plan.do({ type: 'RejectChanges', proposalId: id, choice: all });
    expect(openProposals(plan.state)).toEqual([]);
    given(plan)
      .when({ type: 'RejectChanges', proposalId: id, choice: all })
      .isRefused({ code: 'NothingChanges', params: {} });
    given(plan)
      .when({ type: 'RejectChanges', proposalId: 'x', choice: all })
      .isRefused({ code: 'ProposalNotFound', params: { proposalId: 'x' } });
  });

  test('[P4] is taken back by an undo', () => {
    const { plan, id } = proposed([add('a', 'A')]);
    plan.do({ type: 'RejectChanges', proposalId: id, choice: some('a') });
    plan.undo();
    expect(plan.state.proposals.get(id)?.changes.get('a' as ChangeId)?.resolution).toEqual({ as: 'open' });
  });
});

test('siblings with the same key stand by id', () => {
  const { plan, id } = proposed([add('a', 'A'), add('b', 'B')]);
  plan.do({ type: 'AcceptChanges', proposalId: id, choice: all });
  const [a, b] = childIds(plan.state, null).map((one) => plan.task(one));
  expect(a && b && bySiblingOrder({ ...a, order: 'x' }, { ...b, order: 'x' })).toBe(-1);
});
