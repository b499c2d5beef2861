import { describe, expect, test } from 'vitest';
import type { PlanEvent } from '#planner/event.ts';
import { fold, foldAll } from '#planner/fold.ts';
import type { TaskId } from '#planner/ids.ts';
import { newTask } from '#planner/new-task.ts';
import type { Recorded } from '#planner/recorded.ts';
import { initial, type PlanState } from '#planner/state.ts';
import type { Task } from '#planner/task.ts';
import { commitId, planId, Scenario, taskId } from '../../support/planner/scenario.ts';

const why = { confidence: 1, reason: { code: 'set-by-person' as const, params: {}, spans: [] } };
const blocks = (on: TaskId) => ({ task: on, type: 'blocks' as const, lagMinutes: 0, ...why });
const task = (id: string, more: { parent?: string; needs?: string[] } = {}): Task => ({
  ...newTask(
    { id: taskId(id), parentId: more.parent === undefined ? null : taskId(more.parent), order: id, createdAt: 0 },
    { title: id },
  ),
  needs: (more.needs ?? []).map((need) => blocks(taskId(need))),
});
const recorded = (...events: PlanEvent[]): Recorded[] =>
  events.map((event) => ({ commit: { id: commitId('c'), at: 0, actor: { type: 'person' } }, event }));
const begun = new Scenario().begin().state;
const planned = (...tasks: Task[]): PlanEvent => ({ type: 'TasksPlanned', v: 1, tasks });
const stateAfter = (...events: PlanEvent[]): PlanState => foldAll(begun, recorded(...events));
const conflicts = (state: PlanState): string[] => state.conflicts.map(({ code, about }) => `${code} ${about}`);
const place = (parentId: string | null) => ({ parentId: parentId === null ? null : taskId(parentId), order: 'z' });
const moved = (id: string, to: string | null): PlanEvent => ({
  type: 'TasksMoved',
  v: 1,
  moves: [{ taskId: taskId(id), from: place(null), to: place(to) }],
});
const linked = (...edges: [string, string][]): PlanEvent => ({
  type: 'NeedsChanged',
  v: 1,
  removed: [],
  added: edges.map(([a, b]) => ({ taskId: taskId(a), need: blocks(taskId(b)) })),
});
const needsOf = (state: PlanState, id: string): string[] =>
  state.tasks.get(taskId(id))?.needs.map((need) => need.task) ?? ['missing'];
const parentOf = (state: PlanState, id: string): string | null | undefined => state.tasks.get(taskId(id))?.parentId;

describe('the fold', () => {
  test('[P1] leaves untouched tasks and containers the same objects', () => {
    const plan = new Scenario().begin();
    const a = plan.add('A');
    const b = plan.add('B');
    const before = plan.state;
    plan.do({ type: 'EditTask', taskId: b, set: { priority: 0 } });
    expect(plan.task(a)).toBe(before.tasks.get(a));
    expect(plan.task(b)).not.toBe(before.tasks.get(b));
    expect(before.tasks.get(b)?.priority).toBe(2);
    expect(plan.state.proposals).toBe(before.proposals);
    const same = plan.state;
    plan.do({ type: 'RenamePlan', title: 'Other' });
    expect(plan.state.tasks).toBe(same.tasks);
    expect(foldAll(same, [])).toBe(same);
  });

  test('[P1] changes no state that it was given, however often it is folded on', () => {
    const state = stateAfter(planned(task('g'), task('a', { parent: 'g' }), task('b', { needs: ['a'] })));
    const frozen = JSON.stringify([...state.tasks]);
    const one = foldAll(state, recorded(linked(['g', 'b']), { type: 'TasksRemoved', v: 1, tasks: [task('a')] }));
    const two = foldAll(state, recorded(linked(['g', 'b']), { type: 'TasksRemoved', v: 1, tasks: [task('a')] }));
    expect(two).toEqual(one);
    expect(JSON.stringify([...state.tasks])).toBe(frozen);
  });

  test('[P2] a task with a missing parent or a ring of parents stands at the root, and it is said', () => {
    const state = stateAfter(
      planned(
        task('a', { parent: 'gone' }),
        task('b', { parent: 'c' }),
        task('c', { parent: 'b' }),
        task('d', { parent: 'e' }),
        task('e'),
      ),
    );
    expect(['a', 'b', 'c', 'd'].map((id) => parentOf(state, id))).toEqual([null, null, 'b', 'e']);
    expect(conflicts(state)).toEqual(['ParentMissing a', 'WouldCycle b']);
  });

  test('[P2] a need that dangles or closes a ring is left out, and it is said', () => {
    const state = stateAfter(
      planned(
        task('a', { needs: ['b', 'gone'] }),
        task('b', { needs: ['a'] }),
        task('g', { needs: ['k'] }),
        task('k', { parent: 'g' }),
        task('s', { needs: ['s'] }),
      ),
    );
    expect(['a', 'b', 'g', 's'].map((id) => needsOf(state, id))).toEqual([['b'], [], [], []]);
    expect(conflicts(state)).toEqual(['NeedMissing a', 'WouldCycle b', 'WouldCycle g', 'WouldCycle s']);
  });

  test('[P2] many needs at once come to the same as one by one', () => {
    const ids = Array.from({ length: 100 }, (_, i) => `t${i}`);
    const chain = ids.slice(1).map((id, i): [string, string] => [id, ids[i] ?? '']);
    const ring: [string, string] = ['t0', 't99'];
    const tasks = planned(...ids.map((id) => task(id)));
    const whole = stateAfter(tasks, linked(...chain, ring));
    const single = stateAfter(tasks, ...chain.map((edge) => linked(edge)), linked(ring));
    expect([...whole.tasks]).toEqual([...single.tasks]);
    expect(conflicts(whole)).toEqual(['WouldCycle t0']);
    const born = stateAfter(
      planned(...ids.map((id, i) => task(id, { needs: [i === 0 ? 't99' : (ids[i - 1] ?? '')] }))),
    );
    expect(conflicts(born)).toEqual(['WouldCycle t99']);
    expect(needsOf(born, 't0')).toEqual(['t99']);
  });

  test('[P2] a move that closes a ring, or to a parent that is gone, is left out', () => {
    const state = stateAfter(
      planned(task('a'), task('b', { parent: 'a' }), task('c', { needs: ['a'] })),
      moved('a', 'b'),
      moved('c', 'a'),
      moved('b', 'gone'),
      moved('gone', null),
    );
    expect(['a', 'b', 'c'].map((id) => parentOf(state, id))).toEqual([null, 'a', null]);
    expect(conflicts(state)).toEqual(['WouldCycle a', 'WouldCycle c', 'ParentMissing b', 'TaskMissing gone']);
    expect(parentOf(stateAfter(planned(task('a'), task('b', { parent: 'a' })), moved('b', null)), 'b')).toBeNull();
  });

  test('[P2] removing what others hang on keeps them: lifted, and without the edge', () => {
    const state = stateAfter(
      planned(task('g'), task('h', { parent: 'g' }), task('k', { parent: 'h' }), task('n', { needs: ['h'] })),
      { type: 'TasksRemoved', v: 1, tasks: [task('h')] },
    );
    expect([parentOf(state, 'k'), needsOf(state, 'n')]).toEqual(['g', []]);
    expect(conflicts(state)).toEqual(['ParentMissing k', 'NeedMissing n']);
  });

  test('[P2] what is about nothing is said once, and never thrown', () => {
    const gone = taskId('gone');
    const status = {
      type: 'TaskStatusUpdated',
      v: 1,
      taskId: gone,
      from: { status: 'planned' },
      to: { status: 'planned' },
    } as const;
    const state = stateAfter(
      status,
      status,
      {
        type: 'TaskEdited',
        v: 1,
        taskId: gone,
        from: {},
        to: {},
        marksFrom: { locked: [], provenance: {} },
        marksTo: { locked: [], provenance: {} },
      },
      { type: 'QuestionAnswered', v: 1, proposalId: 'p' as never, changeId: 'x' as never, from: null, to: null },
      { type: 'ChangesResolved', v: 1, proposalId: 'p' as never, changes: [] },
      { type: 'Undone', v: 1, commitId: commitId('other') },
      { type: 'Redone', v: 1, commitId: commitId('other') },
      {
        type: 'PlanInitialized',
        v: 1,
        planId,
        title: 'Again',
        goal: { in: 'event', text: '' },
        attachments: [],
        config: initial.config,
      },
      {
        type: 'PlanForked',
        v: 1,
        planId,
        from: { planId, commitId: commitId('c') },
        as: 'branch',
        title: 'Again',
        goal: { in: 'event', text: '' },
        attachments: [],
        config: initial.config,
        tasks: [],
        contextSummary: null,
      },
      { type: 'RolledBack', v: 1, tasks: [{ taskId: gone, from: { status: 'planned' } }] },
      {
        type: 'NeedsChanged',
        v: 1,
        removed: [{ taskId: gone, need: blocks(gone) }],
        added: [{ taskId: gone, need: blocks(gone) }],
      },
    );
    expect(state.conflicts.map(({ code, event }) => `${code} ${event}`)).toEqual([
      'TaskMissing TaskStatusUpdated',
      'TaskMissing TaskEdited',
      'ProposalMissing QuestionAnswered',
      'ProposalMissing ChangesResolved',
      'NotOnUndoLine Undone',
      'NotOnUndoLine Redone',
      'AlreadyInitialized PlanInitialized',
      'AlreadyInitialized PlanForked',
      'TaskMissing RolledBack',
      'TaskMissing NeedsChanged',
    ]);
    expect(state).toMatchObject({ title: 'A plan', revision: begun.revision + 11 });
  });

  test('[P2] a change that is twice in a proposal, or not in it, is a conflict', () => {
    const proposalId = 'p' as never;
    const change = { ...why, id: 'x' as never, type: 'remove-task', taskId: taskId('a') } as const;
    const proposed = {
      type: 'ChangesProposed',
      v: 1,
      proposalId,
      drafter: { type: 'rules' },
      title: null,
      changes: [change, change],
      complete: false,
    } as const;
    const state = stateAfter(
      proposed,
      {
        type: 'ChangesResolved',
        v: 1,
        proposalId,
        changes: [{ id: 'y' as never, from: { as: 'open' }, to: { as: 'rejected' } }],
      },
      { type: 'QuestionAnswered', v: 1, proposalId, changeId: 'y' as never, from: null, to: null },
    );
    expect(conflicts(state)).toEqual(['ChangeExists x', 'ChangeMissing y', 'ChangeMissing y']);
  });

  test('[P2] a task that is planned twice stays as it is', () => {
    const state = stateAfter(planned(task('a')), planned({ ...task('a'), title: 'Other' }));
    expect(state.tasks.get(taskId('a'))?.title).toBe('a');
    expect(conflicts(state)).toEqual(['TaskExists a']);
  });

  test('[P2] events before the plan began are kept, and it is said', () => {
    const state = fold(initial, {
      commit: { id: commitId('c'), at: 0, actor: { type: 'person' } },
      event: planned(task('a')),
    });
    expect(state.tasks.size).toBe(1);
    expect(conflicts(state)).toEqual(['NotInitialized c']);
  });

  test('[P5] a chain of ten thousand tasks does no harm', { timeout: 60_000 }, () => {
    const ids = Array.from({ length: 10_000 }, (_, i) => `t${i}`);
    const deep = stateAfter(planned(...ids.map((id, i) => task(id, i === 0 ? {} : { parent: ids[i - 1] ?? '' }))));
    const long = stateAfter(planned(...ids.map((id, i) => task(id, i === 0 ? {} : { needs: [ids[i - 1] ?? ''] }))));
    expect([deep.conflicts.length, long.conflicts.length]).toEqual([0, 0]);
    expect(conflicts(foldAll(long, recorded(linked(['t0', 't9999']))))).toEqual(['WouldCycle t0']);
    expect(conflicts(foldAll(deep, recorded(moved('t0', 't9999'))))).toEqual(['WouldCycle t0']);
  });

  test("[P4] the undo line takes the first event of a commit, and only a person's", () => {
    const person = { id: commitId('p'), at: 0, actor: { type: 'person' } } as const;
    const engine = { id: commitId('e'), at: 0, actor: { type: 'engine' } } as const;
    const renamed = { type: 'PlanRenamed', v: 1, from: 'a', to: 'b' } as const;
    const paused = { type: 'PlanPaused', v: 1 } as const;
    const line = (...events: Recorded[]): readonly string[] => foldAll(initial, events).undo.commits;
    expect(line({ commit: person, event: renamed }, { commit: person, event: renamed })).toEqual(['p']);
    expect(line({ commit: engine, event: renamed })).toEqual([]);
    expect(line({ commit: person, event: paused }, { commit: person, event: renamed })).toEqual([]);
  });
});
