import { describe, expect, test } from 'vitest';
import type { TaskId } from '#planner/ids.ts';
import { contextCharacters } from '#planner/process/compact.ts';
import { shownStatus, whyNotReady } from '#planner/readiness.ts';
import { ENGINE, given, Scenario, type Written } from '../../support/planner/scenario.ts';

type Report = Extract<Written, { type: 'HandleExecutorEvent' }>['event'];
const question = {
  code: 'free' as const,
  params: { text: 'Which one?' },
  options: [{ label: 'An hour', sets: { field: 'estimateMinutes' as const, value: 60 } }],
  mustAsk: true,
};
const done: Report = { type: 'completed', result: { in: 'event', text: 'Found it.' } };
const failed: Report = { type: 'failed', error: { code: 'http', text: 'Not found', retry: 'later' } };

/** A plan with a hand for executors. */
class Run extends Scenario {
  go(): void {
    this.as(ENGINE).do({ type: 'Continue' });
  }

  attemptOf(id: TaskId): string {
    const { status } = this.task(id);
    if (!('attempt' in status) || status.attempt === null) throw new Error('Nobody is at it.');
    return status.attempt;
  }

  report(id: TaskId, event: Report): void {
    this.as(ENGINE).do({ type: 'HandleExecutorEvent', taskId: id, attemptId: this.attemptOf(id), event });
  }

  answer(id: TaskId, text: string, option: number | null = null): void {
    this.as({ type: 'person' }).do({
      type: 'HandleExecutorEvent',
      taskId: id,
      attemptId: null,
      event: { type: 'clarification-provided', answer: { text, option } },
    });
  }
}

const begin = (): Run => {
  const plan = new Run();
  plan.begin();
  return plan;
};
const AUTO = { kind: 'processing' };

describe('Continue', () => {
  test('[P8] hands out all that is ready and nobody has to do by hand, each with an attempt of its own', () => {
    const plan = begin();
    const a = plan.add('A', AUTO);
    const b = plan.add('B', AUTO, { needs: [a] });
    const c = plan.add('C', AUTO);
    const byHand = plan.add('By hand');
    plan.as(ENGINE);
    given(plan)
      .when({ type: 'Continue' })
      .leadsTo([
        { type: 'TaskDispatched', taskId: a, attemptId: 'c6.0', kind: 'processing' } as never,
        { type: 'TaskStatusUpdated', taskId: a, to: { status: 'running', at: plan.now, attempt: 'c6.0' } } as never,
        { type: 'TaskDispatched', taskId: c, attemptId: 'c6.1' } as never,
        { type: 'TaskStatusUpdated', taskId: c } as never,
      ]);
    expect(plan.task(a).attempts).toEqual([{ id: 'c6.0', kind: 'processing', at: plan.now, outcome: null }]);
    expect([b, byHand].map((id) => plan.task(id).status.status)).toEqual(['planned', 'planned']);
    given(plan).when({ type: 'Continue' }).leadsTo([]);
  });

  test('[P8] does nothing while the plan is paused or empty', () => {
    const plan = begin();
    given(plan).when({ type: 'Continue' }).leadsTo([]);
    plan.add('A', AUTO);
    plan.do({ type: 'Pause' });
    given(plan).when({ type: 'Continue' }).leadsTo([]);
  });

  test('[P8] says once that all is done, and again only after new work', () => {
    const plan = begin();
    const a = plan.add('A');
    const b = plan.add('B');
    plan.do({ type: 'CompleteTask', taskId: a, result: null });
    given(plan).when({ type: 'Continue' }).leadsTo([]);
    plan.do({ type: 'SkipTask', taskId: b });
    given(plan)
      .when({ type: 'Continue' })
      .leadsTo([{ type: 'PlanningCompleted', completed: 1, skipped: 1, cancelled: 0 }]);
    expect(plan.state.completed).toBe(true);
    given(plan).when({ type: 'Continue' }).leadsTo([]);
    plan.do({ type: 'ReopenTask', taskId: a });
    expect(plan.state.completed).toBe(false);
    plan.do({ type: 'CancelTask', taskId: a });
    given(plan)
      .when({ type: 'Continue' })
      .leadsTo([{ type: 'PlanningCompleted', completed: 0, skipped: 1, cancelled: 1 }]);
    plan.add('C');
    expect(plan.state.completed).toBe(false);
  });

  test('[P8] never says so while something has failed', () => {
    const plan = begin();
    const a = plan.add('A');
    plan.do({ type: 'FailTask', taskId: a, text: '' });
    given(plan).when({ type: 'Continue' }).leadsTo([]);
  });
});

describe('HandleExecutorEvent', () => {
  test('[P9] a result stays with the task, the attempt tells how it ended', () => {
    const plan = begin();
    const a = plan.add('A', AUTO);
    plan.go();
    given(plan)
      .when({ type: 'HandleExecutorEvent', taskId: a, attemptId: plan.attemptOf(a), event: { type: 'started' } })
      .leadsTo([]);
    plan.report(a, done);
    expect(plan.task(a)).toMatchObject({
      status: { status: 'completed', result: { text: 'Found it.' } },
      attempts: [{ outcome: 'completed' }],
    });
  });

  test('[P9] word of another attempt than the one under way is refused', () => {
    const plan = begin();
    const a = plan.add('A', AUTO);
    plan.go();
    const first = plan.attemptOf(a);
    plan.report(a, failed);
    expect(plan.task(a)).toMatchObject({
      status: { status: 'failed', error: { code: 'http' } },
      attempts: [{ outcome: 'failed' }],
    });
    const late = { type: 'HandleExecutorEvent', taskId: a, attemptId: first, event: done } as const;
    given(plan)
      .when(late)
      .isRefused({ code: 'StaleAttempt', params: { taskId: a, attemptId: first } });
    plan.do({ type: 'RetryTask', taskId: a });
    plan.go();
    given(plan)
      .when(late)
      .isRefused({ code: 'StaleAttempt', params: { taskId: a, attemptId: first } });
    given(plan)
      .when({ ...late, attemptId: null })
      .isRefused({ code: 'StaleAttempt', params: { taskId: a, attemptId: '' } });
    expect(plan.task(a).attempts).toHaveLength(2);
    plan.do({ type: 'CancelTask', taskId: a });
    expect(plan.task(a).attempts[1]?.outcome).toBe('cancelled');
  });

  test('[P9] what nobody knows the fate of waits for the person', () => {
    const plan = begin();
    const a = plan.add('A', AUTO);
    plan.go();
    plan.report(a, { type: 'interrupted' });
    expect([shownStatus(plan.state, a, plan.now), whyNotReady(plan.state, a, plan.now)[0]?.code]).toEqual([
      'interrupted',
      'needs-decision',
    ]);
    given(plan).when({ type: 'Continue' }).leadsTo([]);
    plan.do({ type: 'RetryTask', taskId: a });
    plan.go();
    expect(plan.task(a).attempts.map(({ outcome }) => outcome)).toEqual(['interrupted', null]);
  });

  test('[P9] a question in mid-work is kept with its answer', () => {
    const plan = begin();
    const a = plan.add('A', AUTO);
    plan.go();
    plan.report(a, { type: 'needs-clarification', question });
    expect([plan.task(a).attempts[0]?.outcome, whyNotReady(plan.state, a, plan.now)[0]?.code]).toEqual([
      'needs-clarification',
      'needs-answer',
    ]);
    const stale = {
      type: 'HandleExecutorEvent',
      taskId: a,
      attemptId: 'old',
      event: { type: 'clarification-provided', answer: { text: 'x', option: null } },
    } as const;
    given(plan)
      .when(stale)
      .isRefused({ code: 'StaleAttempt', params: { taskId: a, attemptId: 'old' } });
    plan.answer(a, 'The red one');
    expect(plan.task(a)).toMatchObject({
      status: { status: 'planned' },
      clarifications: [{ question, answer: { text: 'The red one' }, at: plan.now }],
    });
    given(plan)
      .when({ ...stale, attemptId: null })
      .isRefused({ code: 'NoQuestion', params: { taskId: a } });
  });

  test('[P4] of several answers an undo takes back the last', () => {
    const plan = begin();
    const a = plan.add('A', AUTO);
    for (const text of ['Red', 'Green']) {
      plan.go();
      plan.report(a, { type: 'needs-clarification', question });
      plan.answer(a, text);
    }
    plan.undo();
    expect(plan.task(a)).toMatchObject({
      status: { status: 'needs-clarification' },
      clarifications: [{ answer: { text: 'Red' } }],
    });
  });

  test('[P9] answering a clarification task completes it, and the option fills in what waits for it, unless that is held', () => {
    for (const asked of [true, false]) {
      const plan = begin();
      const ask = plan.add('Which?', { kind: 'clarification', question });
      const held = plan.add('Held', { estimateMinutes: 5 }, { needs: [ask] });
      const free = plan.add('Free', {}, { needs: [ask] });
      if (asked) {
        plan.go();
        expect(plan.task(ask).status).toMatchObject({ status: 'needs-clarification', attempt: null, question });
      }
      plan.answer(ask, 'An hour', 0);
      expect(plan.task(ask)).toMatchObject({
        status: { status: 'completed', result: { text: 'An hour' } },
        clarifications: [{ answer: { option: 0 } }],
      });
      expect([plan.task(held).estimateMinutes, plan.task(free).estimateMinutes]).toEqual([5, 60]);
      expect(plan.task(free).locked).toContain('estimateMinutes');
    }
  });
});

describe('RollBack', () => {
  test("[P18] takes back executors' work and what was built on it, not what a person did", () => {
    const plan = begin();
    const group = plan.add('Group');
    const a = plan.add('A', AUTO, { under: group });
    const byHand = plan.add('By hand', {}, { needs: [group] });
    const b = plan.add('B', AUTO, { needs: [byHand] });
    const other = plan.add('Other', AUTO);
    plan.go();
    plan.report(a, done);
    plan.report(other, done);
    plan.do({ type: 'CompleteTask', taskId: byHand, result: null });
    plan.go();
    plan.report(b, done);
    given(plan)
      .when({ type: 'RollBack', taskId: a })
      .leadsTo([{ type: 'RolledBack', tasks: [{ taskId: a }, { taskId: b }] } as never]);
    expect([a, byHand, b, other].map((id) => plan.task(id).status.status)).toEqual([
      'planned',
      'completed',
      'planned',
      'completed',
    ]);
    expect(plan.task(a).attempts).toMatchObject([{ outcome: 'rolled-back' }]);
    given(plan)
      .when({ type: 'RollBack', taskId: a })
      .isRefused({ code: 'NothingToRollBack', params: { taskId: a } });
    given(plan)
      .when({ type: 'RollBack', taskId: byHand })
      .isRefused({ code: 'NothingToRollBack', params: { taskId: byHand } });
  });
});

test('[P4] an attempt that was rolled back since is not brought to life again', () => {
  const plan = begin();
  const a = plan.add('A', AUTO);
  plan.go();
  plan.as({ type: 'person' }).do({ type: 'FailTask', taskId: a, text: 'Enough.' });
  plan.do({ type: 'ReopenTask', taskId: a });
  plan.as(ENGINE).do({ type: 'FailTask', taskId: a, text: 'Again.' });
  plan.do({ type: 'RollBack', taskId: a });
  plan.as({ type: 'person' }).undo();
  given(plan)
    .when(plan.undoCommand())
    .isRefused({ code: 'ChangedSince', params: { about: a, field: 'attempts' } });
});

describe('CompactContext', () => {
  const told = () => {
    const plan = begin();
    const old = plan.add('Old', {
      description: 'o'.repeat(400),
      constraints: [{ type: 'must', text: 'Keep me', spans: [] }],
    });
    const recent = plan.add('Recent', { description: 'r'.repeat(400) });
    const failure = plan.add('Failed', { description: 'f'.repeat(400) });
    const pending = plan.add('Pending', { description: 'p'.repeat(400), kind: 'processing' });
    plan.do({ type: 'CompleteTask', taskId: old, result: { in: 'event', text: 'Result' } });
    plan.now += 1000;
    plan.do({ type: 'CompleteTask', taskId: recent, result: null });
    plan.do({ type: 'FailTask', taskId: failure, text: '' });
    return { plan, old, recent, failure, pending };
  };

  test('[P15] drops detail of finished tasks, oldest first, only until it fits', () => {
    const { plan, old, recent } = told();
    const size = contextCharacters(plan.state);
    given(plan).when({ type: 'CompactContext', budgetTokens: size }).leadsTo([]);
    plan.do({ type: 'CompactContext', budgetTokens: Math.ceil((size - 300) / 4) });
    expect(plan.task(old)).toMatchObject({
      description: '',
      constraints: [{ text: 'Keep me' }],
      status: { result: { text: 'Result' } },
    });
    expect(plan.task(recent).description).toHaveLength(400);
    expect(plan.state.contextSummary).toBe('completed: Old');
  });

  test('[P15] pins what is pending or failed, keeps answers in the summary, and goes on from the last summary', () => {
    const { plan, recent, failure, pending } = told();
    plan.go();
    plan.report(pending, { type: 'needs-clarification', question });
    plan.answer(pending, 'Red');
    plan.do({ type: 'CompactContext', budgetTokens: 1 });
    expect([
      plan.task(failure).description.length,
      plan.task(pending).description.length,
      plan.task(pending).clarifications.length,
    ]).toEqual([400, 400, 1]);
    expect(plan.task(recent).description).toBe('');
    plan.do({ type: 'CompleteTask', taskId: pending, result: null });
    plan.do({ type: 'CompactContext', budgetTokens: 1 });
    expect(plan.state.contextSummary?.split('\n')).toEqual([
      'completed: Old',
      'completed: Recent',
      'completed: Pending; Which one?: Red',
    ]);
    expect(plan.state.tasks.size).toBe(4);
    expect(plan.task(pending)).toMatchObject({ clarifications: [], attempts: [{ outcome: 'needs-clarification' }] });
    given(plan).when({ type: 'CompactContext', budgetTokens: 1 }).leadsTo([]);
  });
});
