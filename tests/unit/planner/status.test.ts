import { describe, expect, test } from 'vitest';
import { shownStatus, whyNotReady } from '#planner/readiness.ts';
import { childIds, leaves, nextTask, progress, readyTasks } from '#planner/views.ts';
import { DAY, given, MINUTE, Scenario } from '../../support/planner/scenario.ts';

const shown = (plan: Scenario, id: ReturnType<Scenario['add']>) => shownStatus(plan.state, id, plan.now);
const why = (plan: Scenario, id: ReturnType<Scenario['add']>) =>
  whyNotReady(plan.state, id, plan.now).map(({ code }) => code);
const complete = (plan: Scenario, id: ReturnType<Scenario['add']>) =>
  plan.do({ type: 'CompleteTask', taskId: id, result: null });
const fail = (plan: Scenario, id: ReturnType<Scenario['add']>) =>
  plan.do({ type: 'FailTask', taskId: id, text: 'It broke.' });

describe('needs', () => {
  test('[P7] a task starts only after all it needs are done', () => {
    const plan = new Scenario().begin();
    const a = plan.add('A');
    const b = plan.add('B');
    const c = plan.add('C', {}, { needs: [a, b] });
    complete(plan, a);
    given(plan)
      .when({ type: 'StartTask', taskId: c })
      .isRefused({ code: 'TaskNotReady', params: { taskId: c, waitingFor: [b] } });
    plan.do({ type: 'SkipTask', taskId: b });
    given(plan)
      .when({ type: 'StartTask', taskId: c })
      .leadsTo([
        {
          type: 'TaskStatusUpdated',
          taskId: c,
          from: { status: 'planned' },
          to: { status: 'running', at: plan.now, attempt: null },
        },
      ]);
  });

  test('[P7] failed or cancelled work blocks what needs it, and what needs that, and says so', () => {
    const plan = new Scenario().begin();
    const a = plan.add('A');
    const b = plan.add('B', {}, { needs: [a] });
    const c = plan.add('C', {}, { needs: [b] });
    expect([shown(plan, a), shown(plan, b), shown(plan, c)]).toEqual(['ready', 'waiting', 'waiting']);
    fail(plan, a);
    expect([shown(plan, b), why(plan, b), shown(plan, c), why(plan, c)]).toEqual([
      'blocked',
      ['needed-task-failed'],
      'blocked',
      ['needed-task-blocked'],
    ]);
    plan.do({ type: 'CancelTask', taskId: a });
    expect(why(plan, b)).toEqual(['needed-task-cancelled']);
    plan.do({ type: 'ReopenTask', taskId: a });
    expect([shown(plan, b), shown(plan, c)]).toEqual(['waiting', 'waiting']);
  });

  test('[P7] a lag counts from the end of the needed task, to the minute', () => {
    const plan = new Scenario().begin();
    const a = plan.add('A');
    const b = plan.add('B');
    plan.link(b, a, 'start-after', 90);
    complete(plan, a);
    expect(whyNotReady(plan.state, b, plan.now)).toEqual([
      { code: 'waits-for-lag', taskId: a, params: { until: plan.now + 90 * MINUTE } },
    ]);
    given(plan)
      .when({ type: 'StartTask', taskId: b })
      .isRefused({ code: 'TaskNotReady', params: { taskId: b, waitingFor: [a] } });
    plan.now += 90 * MINUTE - 1;
    expect(shown(plan, b)).toBe('waiting');
    plan.now += 1;
    expect(shown(plan, b)).toBe('ready');
  });

  test('[P7] an on-failure task starts when the other failed, and is skipped in the commit in which that did not', () => {
    const plan = new Scenario().begin();
    const a = plan.add('A');
    const b = plan.add('Repair A');
    plan.link(b, a, 'on-failure');
    expect(shown(plan, b)).toBe('waiting');
    fail(plan, a);
    expect(shown(plan, b)).toBe('ready');
    plan.do({ type: 'RetryTask', taskId: a });
    expect(shown(plan, b)).toBe('waiting');
    given(plan)
      .when({ type: 'CompleteTask', taskId: a, result: null })
      .leadsTo([
        { type: 'TaskStatusUpdated', taskId: a },
        { type: 'TaskStatusUpdated', taskId: b, to: { status: 'skipped', at: plan.now, because: 'not-needed' } },
      ]);
    plan.do({ type: 'ReopenTask', taskId: a });
    expect([plan.task(a).status.status, plan.task(b).status.status]).toEqual(['planned', 'planned']);
  });

  test('[P7] a chain of on-failure tasks is skipped whole, also below a group, and also when it is drawn late', () => {
    const plan = new Scenario().begin();
    const a = plan.add('A');
    const group = plan.add('Repairs');
    const b = plan.add('B', {}, { under: group });
    const c = plan.add('C');
    plan.link(group, a, 'on-failure');
    plan.link(c, b, 'on-failure');
    complete(plan, a);
    expect([b, c].map((id) => plan.task(id).status)).toMatchObject([
      { because: 'not-needed' },
      { because: 'not-needed' },
    ]);
    const late = plan.add('Late');
    plan.link(late, a, 'on-failure');
    expect(plan.task(late).status.status).toBe('skipped');
  });

  test('[P13] a date not to begin before is a day in its zone', () => {
    const plan = new Scenario().begin();
    const id = plan.add('A', { notBefore: { date: '2026-03-05', time: null, zone: 'Europe/Berlin' } });
    const until = Date.UTC(2026, 2, 4, 23);
    expect(whyNotReady(plan.state, id, plan.now)).toEqual([
      { code: 'waits-for-date', taskId: null, params: { until } },
    ]);
    expect(shownStatus(plan.state, id, until)).toBe('ready');
    // A person may begin earlier than they once said.
    plan.do({ type: 'StartTask', taskId: id });
  });

  test('a person may complete out of order', () => {
    const plan = new Scenario().begin();
    const a = plan.add('A');
    const b = plan.add('B', {}, { needs: [a] });
    complete(plan, b);
    expect(plan.task(b).status).toMatchObject({ status: 'completed', at: plan.now });
  });
});

describe('groups', () => {
  const grouped = () => {
    const plan = new Scenario().begin();
    const group = plan.add('Group');
    const a = plan.add('A', {}, { under: group });
    const b = plan.add('B', {}, { under: group });
    const after = plan.add('After', {}, { needs: [group] });
    return { plan, group, a, b, after };
  };

  test('[P6] stand as their leaves stand, and a need on them waits for all', () => {
    const { plan, group, a, b, after } = grouped();
    expect(shown(plan, group)).toBe('ready');
    plan.do({ type: 'StartTask', taskId: a });
    expect(shown(plan, group)).toBe('running');
    complete(plan, a);
    expect([shown(plan, group), shown(plan, after)]).toEqual(['ready', 'waiting']);
    fail(plan, b);
    expect([shown(plan, group), shown(plan, after)]).toEqual(['failed', 'blocked']);
    plan.do({ type: 'SkipTask', taskId: b });
    expect([shown(plan, group), shown(plan, after)]).toEqual(['completed', 'ready']);
    expect(progress(plan.state)).toEqual({ done: 2, total: 3 });
  });

  test('[P6] bind their leaves by their own needs and dates', () => {
    const { plan, group, a, after } = grouped();
    const first = plan.add('First');
    plan.link(group, first);
    expect(why(plan, a)).toEqual(['waits-for-task']);
    expect(readyTasks(plan.state, plan.now)).toMatchObject([{ id: first }]);
    complete(plan, first);
    plan.do({ type: 'EditTask', taskId: group, set: { notBefore: { date: '2026-04-01', time: null, zone: 'UTC' } } });
    expect(whyNotReady(plan.state, a, plan.now)).toMatchObject([{ code: 'waits-for-date', taskId: group }]);
    expect(nextTask(plan.state, plan.now)).toBeNull();
    expect(shown(plan, after)).toBe('waiting');
  });

  test('[P6] are never started, failed or tried again themselves', () => {
    const { plan, group } = grouped();
    for (const type of ['StartTask', 'RetryTask', 'RollBack'] as const)
      given(plan)
        .when({ type, taskId: group })
        .isRefused({ code: 'TaskIsGroup', params: { taskId: group } });
    given(plan)
      .when({ type: 'FailTask', taskId: group, text: '' })
      .isRefused({ code: 'TaskIsGroup', params: { taskId: group } });
    given(plan)
      .when({ type: 'CompleteTask', taskId: group, result: { in: 'event', text: 'x' } })
      .isRefused({ code: 'TaskIsGroup', params: { taskId: group } });
    given(plan)
      .when({ type: 'HandleExecutorEvent', taskId: group, attemptId: null, event: { type: 'started' } })
      .isRefused({ code: 'TaskIsGroup', params: { taskId: group } });
  });

  test('[P6] are completed, skipped, cancelled and opened again with all their leaves, in one commit', () => {
    for (const [type, status] of [
      ['CompleteTask', 'completed'],
      ['SkipTask', 'skipped'],
      ['CancelTask', 'cancelled'],
    ] as const) {
      const { plan, group, a, b } = grouped();
      const events = plan.do(type === 'CompleteTask' ? { type, taskId: group, result: null } : { type, taskId: group });
      expect(events).toHaveLength(2);
      expect([a, b].map((id) => plan.task(id).status.status)).toEqual([status, status]);
      given(plan)
        .when({ type: 'SkipTask', taskId: group })
        .isRefused({ code: 'WrongStatus', params: { taskId: group, status, command: 'SkipTask' } });
      plan.do({ type: 'ReopenTask', taskId: group });
      expect(leaves(plan.state, group).map((task) => task.status.status)).toEqual(['planned', 'planned']);
    }
  });
});

describe('status commands', () => {
  test('are refused in the wrong status', () => {
    const plan = new Scenario().begin();
    const a = plan.add('A');
    given(plan)
      .when({ type: 'ReopenTask', taskId: a })
      .isRefused({ code: 'WrongStatus', params: { taskId: a, status: 'planned', command: 'ReopenTask' } });
    given(plan)
      .when({ type: 'RetryTask', taskId: a })
      .isRefused({ code: 'WrongStatus', params: { taskId: a, status: 'planned', command: 'RetryTask' } });
    plan.do({ type: 'StartTask', taskId: a });
    given(plan)
      .when({ type: 'StartTask', taskId: a })
      .isRefused({ code: 'TaskIsRunning', params: { taskId: a } });
    complete(plan, a);
    for (const type of ['StartTask', 'SkipTask', 'CancelTask'] as const) {
      given(plan)
        .when({ type, taskId: a })
        .isRefused({ code: 'WrongStatus', params: { taskId: a, status: 'completed', command: type } });
    }
    given(plan)
      .when({ type: 'FailTask', taskId: a, text: '' })
      .isRefused({ code: 'WrongStatus', params: { taskId: a, status: 'completed', command: 'FailTask' } });
  });

  test('a paused plan starts nothing, and says so', () => {
    const plan = new Scenario().begin();
    const a = plan.add('A');
    given(plan).when({ type: 'Resume' }).isRefused({ code: 'NotPaused', params: {} });
    plan.do({ type: 'Pause' });
    given(plan).when({ type: 'Pause' }).isRefused({ code: 'PlanPaused', params: {} });
    given(plan).when({ type: 'StartTask', taskId: a }).isRefused({ code: 'PlanPaused', params: {} });
    expect(why(plan, a)).toEqual(['plan-paused']);
    plan.do({ type: 'Resume' });
    expect(shown(plan, a)).toBe('ready');
  });
});

describe('recurring tasks', () => {
  test('[P14] completing an occurrence plans the next in the same commit, behind it', () => {
    const plan = new Scenario().begin();
    const a = plan.add('Water plants', {
      repeats: 'FREQ=WEEKLY',
      dueAt: { date: '2026-03-02', time: '18:00', zone: 'Europe/Berlin' },
      notBefore: { date: '2026-03-01', time: null, zone: 'Europe/Berlin' },
    });
    plan.add('Last');
    const events = complete(plan, a);
    expect(events.map(({ type }) => type)).toEqual(['TaskStatusUpdated', 'TasksPlanned', 'TaskEdited']);
    const [, next] = childIds(plan.state, null);
    expect(next && plan.task(next)).toMatchObject({
      title: 'Water plants',
      status: { status: 'planned' },
      repeats: 'FREQ=WEEKLY',
      dueAt: { date: '2026-03-09', time: '18:00' },
      notBefore: { date: '2026-03-08' },
      needs: [],
    });
    expect(plan.task(a)).toMatchObject({ status: { status: 'completed' }, repeats: null });
    plan.undo();
    expect(plan.state.tasks.size).toBe(2);
    expect(plan.task(a)).toMatchObject({ status: { status: 'planned' }, repeats: 'FREQ=WEEKLY' });
  });

  test('[P14] missed occurrences are not made up for, skipping goes on, cancelling ends the series', () => {
    const plan = new Scenario().begin();
    const a = plan.add('Run', {
      repeats: 'FREQ=DAILY;COUNT=10',
      dueAt: { date: '2026-03-02', time: null, zone: 'Europe/Berlin' },
    });
    plan.now += 3 * DAY;
    plan.do({ type: 'SkipTask', taskId: a });
    const b = childIds(plan.state, null)[1];
    expect(b && plan.task(b)).toMatchObject({ dueAt: { date: '2026-03-05' }, repeats: 'FREQ=DAILY;COUNT=7' });
    if (b !== undefined) plan.do({ type: 'CancelTask', taskId: b });
    expect(plan.state.tasks.size).toBe(2);
  });

  test('[P14] a task without dates comes again on its day, and the last of a count does not', () => {
    const plan = new Scenario().begin();
    const a = plan.add('Sweep', { repeats: 'FREQ=DAILY;COUNT=2' });
    complete(plan, a);
    const b = childIds(plan.state, null)[1];
    expect(b && plan.task(b)).toMatchObject({
      repeats: 'FREQ=DAILY;COUNT=1',
      dueAt: null,
      notBefore: { date: '2026-03-03', time: null, zone: 'Europe/Berlin' },
    });
    if (b !== undefined) complete(plan, b);
    expect(plan.state.tasks.size).toBe(2);
  });
});
