import { describe, expect, test } from 'vitest';
import { foldAll } from '#planner/fold.ts';
import { initial } from '#planner/state.ts';
import { ENGINE, given, Scenario, taskId } from '../../support/planner/scenario.ts';

/* Each of these went wrong in the system that this one follows. Trailing punctuation of links is tested with the drafter. */

const AUTO = { kind: 'processing' };
const question = { code: 'free' as const, params: { text: 'Which?' }, options: [], mustAsk: true };

function running(): { plan: Scenario; a: ReturnType<Scenario['add']>; attempt: string } {
  const plan = new Scenario().begin();
  const a = plan.add('A', AUTO);
  plan.as(ENGINE).do({ type: 'Continue' });
  const { status } = plan.task(a);
  return { plan, a, attempt: status.status === 'running' ? (status.attempt ?? '') : '' };
}

describe('a defect of the older system:', () => {
  test('a clarified task is dispatched again', () => {
    const { plan, a, attempt } = running();
    plan.do({
      type: 'HandleExecutorEvent',
      taskId: a,
      attemptId: attempt,
      event: { type: 'needs-clarification', question },
    });
    given(plan).when({ type: 'Continue' }).leadsTo([]);
    plan.do({
      type: 'HandleExecutorEvent',
      taskId: a,
      attemptId: attempt,
      event: { type: 'clarification-provided', answer: { text: 'The red one', option: null } },
    });
    given(plan)
      .when({ type: 'Continue' })
      .leadsTo([
        { type: 'TaskDispatched', taskId: a },
        { type: 'TaskStatusUpdated', taskId: a },
      ]);
  });

  test('answers and results reach the state', () => {
    const { plan, a, attempt } = running();
    plan.do({
      type: 'HandleExecutorEvent',
      taskId: a,
      attemptId: attempt,
      event: { type: 'needs-clarification', question },
    });
    plan.do({
      type: 'HandleExecutorEvent',
      taskId: a,
      attemptId: attempt,
      event: { type: 'clarification-provided', answer: { text: 'The red one', option: null } },
    });
    plan.do({ type: 'Continue' });
    const { status } = plan.task(a);
    plan.do({
      type: 'HandleExecutorEvent',
      taskId: a,
      attemptId: 'attempt' in status ? status.attempt : null,
      event: { type: 'completed', result: { in: 'event', text: 'Bought' } },
    });
    expect(plan.task(a)).toMatchObject({
      clarifications: [{ question, answer: { text: 'The red one' } }],
      status: { status: 'completed', result: { text: 'Bought' } },
    });
  });

  test('the fold reads no clock: folded later, it is the same', async () => {
    const { plan } = running();
    const now = foldAll(initial, plan.log);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(foldAll(initial, plan.log)).toEqual(now);
  });

  test('compaction strands nothing', () => {
    const plan = new Scenario().begin();
    const done = plan.add('Done', { description: 'x'.repeat(1000) });
    const next = plan.add('Next', AUTO, { needs: [done] });
    plan.do({ type: 'CompleteTask', taskId: done, result: null });
    plan.do({ type: 'CompactContext', budgetTokens: 1 });
    expect(plan.state.tasks.size).toBe(2);
    given(plan)
      .when({ type: 'Continue' })
      .leadsTo([
        { type: 'TaskDispatched', taskId: next },
        { type: 'TaskStatusUpdated', taskId: next },
      ]);
  });

  test('dependencies survive and run as a graph; independent tasks run in parallel', () => {
    const plan = new Scenario().begin();
    const [a, b] = [plan.add('A', AUTO), plan.add('B', AUTO)];
    const c = plan.add('C', AUTO, { needs: [a, b] });
    plan.as(ENGINE).do({ type: 'Continue' });
    expect([a, b, c].map((id) => plan.task(id).status.status)).toEqual(['running', 'running', 'planned']);
  });

  test('duplicate or dangling ids are repaired or refused with the reason', () => {
    const plan = new Scenario().begin();
    const why = { confidence: 1, reason: { code: 'list-entry' as const, params: {}, spans: [] } };
    const add = {
      ...why,
      type: 'add-task' as const,
      parent: { in: 'draft' as const, change: 'lost' },
      done: false,
      source: null,
      notes: {},
      fields: { title: 'A' },
    };
    const propose = {
      type: 'ProposeChanges',
      proposalId: null,
      drafter: { type: 'model', model: 'm' },
      title: null,
      complete: true,
    } as const;
    given(plan)
      .when({
        ...propose,
        changes: [
          { ...add, id: '1' },
          { ...add, id: '1' },
        ],
      })
      .isRefused({ code: 'ChangeIdReused', params: { changeId: '1' } });
    const need = {
      ...why,
      id: '2',
      type: 'add-need' as const,
      from: { in: 'draft' as const, change: '1' },
      to: { in: 'draft' as const, change: '9' },
      need: { ...why, type: 'blocks' as const, lagMinutes: 0 },
      taken: true,
    };
    plan.do({ ...propose, changes: [{ ...add, id: '1' }, need] });
    const id = [...plan.state.proposals.keys()][0] ?? '';
    plan.do({ type: 'AcceptChanges', proposalId: id, choice: { type: 'all' } });
    expect([...plan.state.tasks.values()]).toMatchObject([{ title: 'A', parentId: null, needs: [] }]);
    expect(plan.state.conflicts).toEqual([]);
  });

  test('Continue after completion does nothing', () => {
    const { plan, a, attempt } = running();
    plan.do({ type: 'HandleExecutorEvent', taskId: a, attemptId: attempt, event: { type: 'completed', result: null } });
    given(plan)
      .when({ type: 'Continue' })
      .leadsTo([{ type: 'PlanningCompleted', completed: 1, skipped: 0, cancelled: 0 }]);
    given(plan).when({ type: 'Continue' }).leadsTo([]);
  });

  test('an unknown task id is a rejection', () => {
    const { plan, attempt } = running();
    const unknown = taskId('unknown');
    given(plan)
      .when({ type: 'HandleExecutorEvent', taskId: unknown, attemptId: attempt, event: { type: 'started' } })
      .isRefused({ code: 'TaskNotFound', params: { taskId: unknown } });
    for (const type of ['StartTask', 'SkipTask', 'ReopenTask', 'RetryTask', 'CancelTask', 'RollBack'] as const)
      given(plan)
        .when({ type, taskId: unknown })
        .isRefused({ code: 'TaskNotFound', params: { taskId: unknown } });
    given(plan)
      .when({ type: 'CompleteTask', taskId: unknown, result: null })
      .isRefused({ code: 'TaskNotFound', params: { taskId: unknown } });
    given(plan)
      .when({ type: 'FailTask', taskId: unknown, text: '' })
      .isRefused({ code: 'TaskNotFound', params: { taskId: unknown } });
  });

  test('a failed task does not stop what does not need it', () => {
    const { plan, a, attempt } = running();
    const b = plan.add('B', AUTO);
    const c = plan.add('C', AUTO, { needs: [a] });
    plan.do({
      type: 'HandleExecutorEvent',
      taskId: a,
      attemptId: attempt,
      event: { type: 'failed', error: { code: 'x', text: '', retry: 'never' } },
    });
    plan.do({ type: 'Continue' });
    expect([b, c].map((id) => plan.task(id).status.status)).toEqual(['running', 'planned']);
  });

  test('completing a plan never marks unfinished work as done', () => {
    const { plan, a, attempt } = running();
    const b = plan.add('B');
    plan.do({ type: 'HandleExecutorEvent', taskId: a, attemptId: attempt, event: { type: 'completed', result: null } });
    given(plan).when({ type: 'Continue' }).leadsTo([]);
    plan.do({ type: 'CancelTask', taskId: b });
    given(plan)
      .when({ type: 'Continue' })
      .leadsTo([{ type: 'PlanningCompleted', completed: 1, cancelled: 1, skipped: 0 }]);
    expect(plan.task(b).status.status).toBe('cancelled');
  });
});
