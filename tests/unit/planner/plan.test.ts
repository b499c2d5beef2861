import { describe, expect, test } from 'vitest';
import { contentHash } from '#planner/content-hash.ts';
import type { CommitId, PlanId } from '#planner/ids.ts';
import { DEFAULT_CONFIG } from '#planner/plan-config.ts';
import { FOLD_NAME, stateFromJson, stateToJson } from '#planner/snapshot.ts';
import { initial } from '#planner/state.ts';
import { knownEvent, newestVersion, readPlanEvent, readWorkspaceEvent, upcast } from '#planner/upcast.ts';
import { openProposals } from '#planner/views.ts';
import { workspace } from '#planner/workspace.ts';
import { ENGINE, given, Scenario, type Written } from '../../support/planner/scenario.ts';

const initialize: Written = {
  type: 'Initialize',
  planId: 'plan',
  title: 'A plan',
  goal: { in: 'event', text: 'Do it' },
  attachments: [],
  config: structuredClone(DEFAULT_CONFIG) as never,
};

describe('a plan', () => {
  test('begins once, and nothing happens to it before', () => {
    const plan = new Scenario();
    given(plan).when({ type: 'Continue' }).isRefused({ code: 'PlanNotFound', params: {} });
    plan.do(initialize);
    expect(plan.state).toMatchObject({ id: 'plan', title: 'A plan', createdAt: plan.now, goal: { text: 'Do it' } });
    given(plan).when(initialize).isRefused({ code: 'PlanAlreadyInitialized', params: {} });
  });

  test('is renamed and configured, saying what was replaced', () => {
    const plan = new Scenario().begin();
    given(plan)
      .when({ type: 'RenamePlan', title: 'Other' })
      .leadsTo([{ type: 'PlanRenamed', from: 'A plan', to: 'Other' }]);
    given(plan).when({ type: 'RenamePlan', title: 'Other' }).isRefused({ code: 'NothingChanges', params: {} });
    const config = { ...structuredClone(DEFAULT_CONFIG), profile: 'terse' } as never;
    plan.do({ type: 'ConfigurePlan', config });
    expect(plan.state.config.profile).toBe('terse');
    given(plan).when({ type: 'ConfigurePlan', config }).isRefused({ code: 'NothingChanges', params: {} });
  });

  test('is given other words for its goal: what rules found in the old ones waits no longer, until that is undone', () => {
    const plan = new Scenario().begin();
    const first = plan.state.goal;
    const propose = (goalBy: string | null): Written => ({
      type: 'ProposeChanges',
      proposalId: null,
      drafter: { type: 'rules' },
      title: null,
      changes: [],
      complete: false,
      goalBy: goalBy as CommitId | null,
    });
    plan.do(propose(null));
    const hash = contentHash(plan.state);
    given(plan).when({ type: 'ReviseGoal', goal: first }).isRefused({ code: 'NothingChanges', params: {} });
    const goal = { in: 'event', text: 'Do that' } as const;
    const [event] = plan.do({ type: 'ReviseGoal', goal });
    const by = plan.state.goalBy;
    expect(event).toMatchObject({ type: 'GoalRevised', from: { goal: first, by: null }, to: { goal, by } });
    expect(plan.state).toMatchObject({ goal, goalBy: expect.any(String), title: 'A plan' });
    expect(openProposals(plan.state)).toEqual([]);
    given(plan).when(propose(null)).isRefused({ code: 'GoalChanged', params: {} });
    plan.do(propose(plan.state.goalBy));
    expect(openProposals(plan.state)).toHaveLength(1);
    plan.undo();
    expect(plan.state).toMatchObject({ goal: first, goalBy: null });
    expect(openProposals(plan.state)).toHaveLength(1);
    expect(openProposals(plan.state)[0]?.goalBy).toBeNull();
    expect(contentHash(plan.state)).not.toBe(hash);
  });

  test('is forked: a branch keeps the work but not the attempts under way, a duplicate begins anew', () => {
    const source = new Scenario().begin();
    const a = source.add('A', { kind: 'processing' });
    const b = source.add('B');
    source.do({ type: 'CompleteTask', taskId: b, result: null });
    source.as(ENGINE).do({ type: 'Continue' });
    for (const as of ['branch', 'duplicate'] as const) {
      const fork = new Scenario();
      const content = {
        goal: source.state.goal,
        attachments: [],
        config: structuredClone(DEFAULT_CONFIG),
        tasks: [...source.state.tasks.values()],
        contextSummary: 'So far',
      };
      fork.do({
        type: 'ForkPlan',
        planId: 'fork',
        from: { planId: 'plan', commitId: 'c4' },
        as,
        title: 'Fork',
        content: structuredClone(content) as never,
      });
      expect(fork.state).toMatchObject({
        id: 'fork',
        title: 'Fork',
        forkedFrom: { planId: 'plan', as },
        contextSummary: as === 'branch' ? 'So far' : null,
      });
      expect(fork.task(a)).toMatchObject({
        status: { status: 'planned' },
        attempts: as === 'branch' ? [{ outcome: 'interrupted' }] : [],
      });
      expect(fork.task(b).status.status).toBe(as === 'branch' ? 'completed' : 'planned');
    }
    const empty = {
      goal: { in: 'event' as const, text: ' ' },
      attachments: [],
      config: structuredClone(DEFAULT_CONFIG) as never,
      tasks: [],
      contextSummary: null,
    };
    given(new Scenario())
      .when({
        type: 'ForkPlan',
        planId: 'fork',
        from: { planId: 'plan', commitId: 'c1' },
        as: 'branch',
        title: 'Fork',
        content: empty,
      })
      .isRefused({ code: 'ForkSourceEmpty', params: {} });
  });
});

describe('contentHash', () => {
  test('[P16] is of the content alone: not of the way to it, nor of the undo line', () => {
    const plan = new Scenario().begin();
    plan.add('A');
    const before = contentHash(plan.state);
    expect(before).toMatch(/^[0-9a-f]{64}$/u);
    plan.add('B');
    expect(contentHash(plan.state)).not.toBe(before);
    plan.undo();
    expect(contentHash(plan.state)).toBe(before);
    expect(contentHash({ ...plan.state, tasks: new Map([...plan.state.tasks].reverse()) })).toBe(before);
    expect(contentHash({ ...plan.state, completed: true, revision: 99, undo: initial.undo })).toBe(before);
    expect(
      contentHash({
        ...plan.state,
        conflicts: [{ code: 'TaskMissing', commitId: 'c' as never, event: 'TaskEdited', about: 'x' }],
      }),
    ).not.toBe(before);
  });
});

describe('snapshots', () => {
  test('[P17] come back as they were, through JSON', () => {
    const plan = new Scenario().begin();
    plan.add('A');
    plan.do({
      type: 'ProposeChanges',
      proposalId: null,
      drafter: { type: 'rules' },
      title: null,
      changes: [],
      complete: false,
    });
    plan.add('B');
    plan.undo();
    expect(stateFromJson(JSON.parse(JSON.stringify(stateToJson(plan.state))))).toEqual(plan.state);
  });

  test('[P17] of another fold, or of nothing, are none', () => {
    expect(stateFromJson({ ...stateToJson(initial), fold: `${FOLD_NAME}-old` })).toBeNull();
    for (const nothing of [null, 7, {}, { fold: FOLD_NAME }, { fold: FOLD_NAME, state: null }])
      expect(stateFromJson(nothing)).toBeNull();
  });
});

describe('stored events', () => {
  test('[P17] are known by type and version', () => {
    expect([
      knownEvent('TasksPlanned', 1),
      knownEvent('TasksPlanned', 2),
      knownEvent('TasksPlanned', 0),
      knownEvent('Other', 1),
      knownEvent('toString', 1),
    ]).toEqual([true, false, false, false, false]);
  });

  test('[P17] climb version by version to the newest, from whichever they were written in', () => {
    const table = {
      PlanRenamed: [
        (event: object) => ({ ...event, type: 'PlanRenamed', v: 2, b: 1 }),
        (event: object) => ({ ...event, type: 'PlanRenamed', v: 3, c: 1 }),
      ],
    };
    expect(newestVersion('PlanRenamed', table)).toBe(3);
    expect(upcast({ type: 'PlanRenamed', v: 1 }, table)).toEqual({ type: 'PlanRenamed', v: 3, b: 1, c: 1 });
    expect(upcast({ type: 'PlanRenamed', v: 2 }, table)).toEqual({ type: 'PlanRenamed', v: 3, c: 1 });
    expect(upcast({ type: 'PlanRenamed', v: 4 }, table)).toBeNull();
    expect(upcast({ type: 'PlanPaused', v: 1 })).toEqual({ type: 'PlanPaused', v: 1 });
  });

  test('[P17] from a file are checked whole', () => {
    const renamed = { type: 'PlanRenamed', v: 1, from: 'a', to: 'b' };
    expect(readPlanEvent(renamed)).toEqual({ ok: true, value: renamed });
    expect(readPlanEvent({ ...renamed, to: 5 } as never)).toEqual({
      ok: false,
      error: { code: 'MalformedEvent', params: { type: 'PlanRenamed', v: 1, path: 'to' } },
    });
    expect(readPlanEvent({ type: 'New', v: 1 })).toEqual({
      ok: false,
      error: { code: 'UnknownEvent', params: { type: 'New', v: 1 } },
    });
    expect(readWorkspaceEvent({ type: 'PlanArchived', v: 1, planId: 'p' } as never)).toMatchObject({ ok: true });
    expect(readWorkspaceEvent({ type: 'PlanArchived', v: 1 })).toMatchObject({
      ok: false,
      error: { code: 'MalformedEvent' },
    });
    expect(readWorkspaceEvent({ type: 'PlanArchived', v: 2 })).toMatchObject({
      ok: false,
      error: { code: 'UnknownEvent' },
    });
  });
});

describe('the workspace', () => {
  test('knows which plans were put away, and does nothing twice', () => {
    const stamp = new Scenario().stamp();
    const planId = 'p' as PlanId;
    const archive = { type: 'ArchivePlan', v: 1, planId, stamp } as const;
    const decided = workspace.process(workspace.initial, archive);
    expect(decided).toEqual({ ok: true, value: [{ type: 'PlanArchived', v: 1, planId }] });
    const commit = { id: stamp.commitId, at: 0, actor: stamp.actor };
    const archived = workspace.fold(workspace.initial, { commit, event: { type: 'PlanArchived', v: 1, planId } });
    expect([...archived.archived]).toEqual(['p']);
    expect(workspace.process(archived, archive)).toMatchObject({ ok: false, error: { code: 'NothingChanges' } });
    expect(workspace.process(archived, { ...archive, type: 'UnarchivePlan' })).toMatchObject({
      ok: true,
      value: [{ type: 'PlanUnarchived' }],
    });
    expect(
      workspace.foldAll(archived, [{ commit, event: { type: 'PlanUnarchived', v: 1, planId } }]).archived.size,
    ).toBe(0);
    expect(workspace.foldAll(archived, [])).toBe(archived);
  });
});
