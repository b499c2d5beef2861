import { describe, expect, test } from 'vitest';
import { childIds, dependents } from '#planner/views.ts';
import { ENGINE, given, Scenario, taskId, type Written } from '../../support/planner/scenario.ts';

const nowhere = taskId('nowhere');
const titles = (plan: Scenario, under: ReturnType<Scenario['add']> | null = null): string[] =>
  childIds(plan.state, under).map((id) => plan.task(id).title);

describe('AddTask', () => {
  test('[P11] holds what the person typed and fills in the rest', () => {
    const plan = new Scenario().begin();
    const id = plan.add('Pack', { priority: 4 });
    expect(plan.task(id)).toMatchObject({
      title: 'Pack',
      priority: 4,
      kind: 'manual',
      locked: ['priority', 'title'],
      createdAt: plan.now,
    });
  });

  test('[P11] of anybody else holds nothing', () => {
    const plan = new Scenario().begin().as(ENGINE);
    expect(plan.task(plan.add('Pack')).locked).toEqual([]);
  });

  test('puts a task first, or behind its sibling', () => {
    const plan = new Scenario().begin();
    const a = plan.add('A');
    plan.add('C');
    plan.do({ type: 'AddTask', parentId: null, after: a, fields: { title: 'B' }, needs: [] });
    plan.do({ type: 'AddTask', parentId: null, after: null, fields: { title: 'Z' }, needs: [] });
    expect(titles(plan)).toEqual(['Z', 'A', 'B', 'C']);
  });

  test('is refused for a place, a need or a rule that is not one', () => {
    const plan = new Scenario().begin();
    const group = plan.add('Group');
    const child = plan.add('Child', {}, { under: group });
    const running = plan.add('Running');
    plan.do({ type: 'StartTask', taskId: running });
    const add: Extract<Written, { type: 'AddTask' }> = {
      type: 'AddTask',
      parentId: null,
      after: null,
      fields: { title: 'X' },
      needs: [],
    };
    given(plan)
      .when({ ...add, parentId: nowhere })
      .isRefused({ code: 'ParentNotFound', params: { taskId: nowhere } });
    given(plan)
      .when({ ...add, after: child })
      .isRefused({ code: 'PlaceNotFound', params: { after: child } });
    given(plan)
      .when({ ...add, needs: [nowhere] })
      .isRefused({ code: 'TaskNotFound', params: { taskId: nowhere } });
    given(plan)
      .when({ ...add, parentId: running })
      .isRefused({ code: 'TaskIsRunning', params: { taskId: running } });
    given(plan)
      .when({ ...add, parentId: group, needs: [group] })
      .isRefused({ code: 'NeedOnRelative', params: { taskId: taskId('c6.0'), needs: group } });
    given(plan)
      .when({ ...add, fields: { title: 'X', repeats: 'sometimes' } })
      .isRefused({ code: 'InvalidRecurrence', params: { repeats: 'sometimes' } });
  });

  test('[P5] below a group is refused a need that would close a ring through the group', () => {
    const plan = new Scenario().begin();
    const group = plan.add('Group');
    plan.add('Child', {}, { under: group });
    const after = plan.add('After', {}, { needs: [group] });
    expect(
      plan.refuse({ type: 'AddTask', parentId: group, after: null, fields: { title: 'X' }, needs: [after] }).code,
    ).toBe('NeedsCycle');
  });
});

describe('EditTask', () => {
  test('[P11] says what it replaced, and a person holds what they typed', () => {
    const plan = new Scenario().begin().as(ENGINE);
    const id = plan.add('Pack');
    plan.as({ type: 'person' });
    given(plan)
      .when({ type: 'EditTask', taskId: id, set: { title: 'Pack bags', priority: 2 } })
      .leadsTo([
        {
          type: 'TaskEdited',
          from: { title: 'Pack' },
          to: { title: 'Pack bags' },
          marksFrom: { locked: [] },
          marksTo: { locked: ['title'] },
        } as never,
      ]);
    expect(plan.task(id)).toMatchObject({ title: 'Pack bags', locked: ['title'] });
  });

  test('[P11] of a held field by anybody else is refused', () => {
    const plan = new Scenario().begin();
    const id = plan.add('Pack');
    plan.as(ENGINE);
    given(plan)
      .when({ type: 'EditTask', taskId: id, set: { title: 'Other' } })
      .isRefused({ code: 'FieldLocked', params: { taskId: id, field: 'title' } });
    plan.do({ type: 'EditTask', taskId: id, set: { priority: 1 } });
    expect(plan.task(id)).toMatchObject({ priority: 1, locked: ['title'] });
  });

  test('is refused when nothing changes, for an unknown task, a rule that is none, and another executor in mid-work', () => {
    const plan = new Scenario().begin();
    const id = plan.add('Pack');
    plan.do({ type: 'StartTask', taskId: id });
    given(plan)
      .when({ type: 'EditTask', taskId: id, set: { title: 'Pack' } })
      .isRefused({ code: 'NothingChanges', params: {} });
    given(plan)
      .when({ type: 'EditTask', taskId: nowhere, set: {} })
      .isRefused({ code: 'TaskNotFound', params: { taskId: nowhere } });
    given(plan)
      .when({ type: 'EditTask', taskId: id, set: { repeats: 'x' } })
      .isRefused({ code: 'InvalidRecurrence', params: { repeats: 'x' } });
    given(plan)
      .when({ type: 'EditTask', taskId: id, set: { kind: 'processing' } })
      .isRefused({ code: 'TaskIsRunning', params: { taskId: id } });
  });
});

describe('SplitTask', () => {
  test('puts the pieces behind each other, between what the whole needed and what needed it', () => {
    const plan = new Scenario().begin();
    const before = plan.add('Before');
    const whole = plan.add('Whole', { tags: ['home'] }, { needs: [before] });
    const after = plan.add('After', {}, { needs: [whole] });
    plan.do({ type: 'SplitTask', taskId: whole, titles: ['One', 'Two', 'Three'] });
    expect(titles(plan)).toEqual(['Before', 'One', 'Two', 'Three', 'After']);
    const pieces = dependents(plan.state, before);
    expect(pieces.map((id) => plan.task(id).title)).toEqual(['One', 'Two', 'Three']);
    for (const piece of pieces) expect(plan.task(piece).tags).toEqual(['home']);
    expect(
      plan
        .task(after)
        .needs.map((need) => need.task)
        .sort(),
    ).toEqual([...pieces].sort());
  });

  test('is refused for work that has begun or ended', () => {
    const plan = new Scenario().begin();
    const id = plan.add('A');
    plan.do({ type: 'StartTask', taskId: id });
    given(plan)
      .when({ type: 'SplitTask', taskId: id, titles: ['x', 'y'] })
      .isRefused({ code: 'TaskIsRunning', params: { taskId: id } });
    plan.do({ type: 'CompleteTask', taskId: id, result: null });
    given(plan)
      .when({ type: 'SplitTask', taskId: id, titles: ['x', 'y'] })
      .isRefused({ code: 'WrongStatus', params: { taskId: id, status: 'completed', command: 'SplitTask' } });
    given(plan)
      .when({ type: 'SplitTask', taskId: nowhere, titles: ['x', 'y'] })
      .isRefused({ code: 'TaskNotFound', params: { taskId: nowhere } });
  });
});

describe('MergeTasks', () => {
  test('[P5] folds notes, needs, dependents and children into one task', () => {
    const plan = new Scenario().begin();
    const before = plan.add('Before');
    const into = plan.add('Into', { description: 'Mine', estimateMinutes: 10 });
    const from = plan.add('From', { description: 'Yours', estimateMinutes: 5, tags: ['x'] }, { needs: [before, into] });
    const child = plan.add('Child', {}, { under: from });
    const after = plan.add('After', {}, { needs: [from] });
    plan.do({ type: 'MergeTasks', into, from: [from] });
    expect(plan.state.tasks.has(from)).toBe(false);
    expect(plan.task(into)).toMatchObject({ description: 'Mine\n\nFrom\nYours', estimateMinutes: 15, tags: ['x'] });
    expect(plan.task(into).needs.map((need) => need.task)).toEqual([before]);
    expect(plan.task(after).needs).toMatchObject([
      { task: into, reason: { code: 'inherited', params: { from: 'From' } } },
    ]);
    expect(plan.task(child).parentId).toBe(into);
  });

  test('[P4] of a group together with what it holds is taken back whole', () => {
    const plan = new Scenario().begin();
    const into = plan.add('Into');
    const group = plan.add('Group');
    const child = plan.add('Child', {}, { under: group });
    const grandchild = plan.add('Grandchild', {}, { under: child });
    plan.do({ type: 'MergeTasks', into, from: [group, child] });
    expect(titles(plan, into)).toEqual(['Grandchild']);
    plan.undo();
    expect([plan.task(grandchild).parentId, plan.task(child).parentId]).toEqual([child, group]);
  });

  test('[P5] is refused with itself, with a relative, while one runs, and where a ring would close', () => {
    const plan = new Scenario().begin();
    const group = plan.add('Group');
    const child = plan.add('Child', {}, { under: group });
    const a = plan.add('A');
    const b = plan.add('B', {}, { needs: [a] });
    const c = plan.add('C', {}, { needs: [b] });
    given(plan)
      .when({ type: 'MergeTasks', into: a, from: [a] })
      .isRefused({ code: 'MergeWithSelf', params: { taskId: a } });
    given(plan)
      .when({ type: 'MergeTasks', into: group, from: [child] })
      .isRefused({ code: 'MergeWithRelative', params: { taskId: group, from: child } });
    given(plan)
      .when({ type: 'MergeTasks', into: a, from: [c] })
      .isRefused({ code: 'NeedsCycle', params: { path: [a, b, a] } });
    plan.do({ type: 'StartTask', taskId: a });
    given(plan)
      .when({ type: 'MergeTasks', into: b, from: [a] })
      .isRefused({ code: 'TaskIsRunning', params: { taskId: a } });
  });

  test('[P5] is refused where the children that come along would close a ring', () => {
    const plan = new Scenario().begin();
    const into = plan.add('Into');
    const from = plan.add('From');
    const child = plan.add('Child', {}, { under: from });
    plan.add('Other', {}, { under: from });
    plan.link(child, into);
    expect(plan.refuse({ type: 'MergeTasks', into, from: [from] }).code).toBe('NeedsCycle');
  });
});

describe('RemoveTasks', () => {
  const chain = () => {
    const plan = new Scenario().begin();
    const a = plan.add('A');
    const b = plan.add('B');
    const c = plan.add('C');
    plan.link(b, a, 'start-after', 30);
    plan.link(c, b);
    return { plan, a, b, c };
  };

  test('[P12] rewires: who needed it needs what it needed, and the event lists the edges', () => {
    const { plan, a, b, c } = chain();
    given(plan)
      .when({ type: 'RemoveTasks', taskIds: [b], edges: 'rewire', children: 'remove' })
      .leadsTo([
        {
          type: 'NeedsChanged',
          removed: [{ taskId: c, need: { task: b } }],
          added: [
            {
              taskId: c,
              need: {
                task: a,
                type: 'start-after',
                lagMinutes: 30,
                reason: { code: 'rewired', params: { through: 'B' } },
              },
            },
          ],
        } as never,
        { type: 'TasksRemoved', tasks: [{ id: b }] } as never,
      ]);
    expect(plan.task(c).needs.map((need) => need.task)).toEqual([a]);
  });

  test('[P12] drops edges when asked to', () => {
    const { plan, b, c } = chain();
    plan.do({ type: 'RemoveTasks', taskIds: [b], edges: 'drop', children: 'remove' });
    expect(plan.task(c).needs).toEqual([]);
    expect(plan.state.conflicts).toEqual([]);
  });

  test('[P12] rewires through several removed tasks, but hands no failure on', () => {
    const { plan, a, b, c } = chain();
    const d = plan.add('D', {}, { needs: [c] });
    const e = plan.add('E');
    plan.link(e, c, 'on-failure');
    plan.do({ type: 'RemoveTasks', taskIds: [b, c], edges: 'rewire', children: 'remove' });
    expect(plan.task(d).needs).toMatchObject([{ task: a, type: 'start-after', lagMinutes: 30 }]);
    expect(plan.task(e).needs).toEqual([]);
  });

  test('takes the children along, or keeps them where their parent stood', () => {
    for (const children of ['remove', 'keep'] as const) {
      const plan = new Scenario().begin();
      plan.add('First');
      const group = plan.add('Group');
      plan.add('Child 1', {}, { under: group });
      plan.add('Child 2', {}, { under: group });
      plan.add('Last');
      plan.do({ type: 'RemoveTasks', taskIds: [group], edges: 'drop', children });
      expect(titles(plan)).toEqual(children === 'remove' ? ['First', 'Last'] : ['First', 'Child 1', 'Child 2', 'Last']);
    }
  });

  test('is refused for an unknown task and for one that runs', () => {
    const { plan, a } = chain();
    plan.do({ type: 'StartTask', taskId: a });
    given(plan)
      .when({ type: 'RemoveTasks', taskIds: [nowhere], edges: 'drop', children: 'remove' })
      .isRefused({ code: 'TaskNotFound', params: { taskId: nowhere } });
    given(plan)
      .when({ type: 'RemoveTasks', taskIds: [a], edges: 'drop', children: 'remove' })
      .isRefused({ code: 'TaskIsRunning', params: { taskId: a } });
  });
});

describe('MoveTasks', () => {
  const four = () => {
    const plan = new Scenario().begin();
    return { plan, a: plan.add('A'), b: plan.add('B'), c: plan.add('C'), d: plan.add('D') };
  };

  test('reorders, nests and lifts several at once, in the order given', () => {
    const { plan, a, b, c, d } = four();
    plan.do({ type: 'MoveTasks', taskIds: [d, b], parentId: null, after: null });
    expect(titles(plan)).toEqual(['D', 'B', 'A', 'C']);
    plan.do({ type: 'MoveTasks', taskIds: [c, d], parentId: a, after: null });
    expect(titles(plan, a)).toEqual(['C', 'D']);
    plan.do({ type: 'MoveTasks', taskIds: [d], parentId: null, after: a });
    expect(titles(plan)).toEqual(['B', 'A', 'D']);
  });

  test('keeps what goes along with an ancestor below it', () => {
    const { plan, a, b, c } = four();
    plan.do({ type: 'MoveTasks', taskIds: [b], parentId: a, after: null });
    plan.do({ type: 'MoveTasks', taskIds: [a, b], parentId: c, after: null });
    expect(plan.task(b).parentId).toBe(a);
    expect(plan.task(a).parentId).toBe(c);
  });

  test('[P5] is refused into itself, into a ring, behind what is not there, and when nothing moves', () => {
    const { plan, a, b, c, d } = four();
    plan.do({ type: 'MoveTasks', taskIds: [b], parentId: a, after: null });
    plan.link(c, a);
    given(plan)
      .when({ type: 'MoveTasks', taskIds: [a], parentId: b, after: null })
      .isRefused({ code: 'MoveIntoSelf', params: { taskId: a, parentId: b } });
    expect(plan.refuse({ type: 'MoveTasks', taskIds: [c], parentId: a, after: null }).code).toBe('NeedsCycle');
    given(plan)
      .when({ type: 'MoveTasks', taskIds: [d], parentId: null, after: b })
      .isRefused({ code: 'PlaceNotFound', params: { after: b } });
    given(plan)
      .when({ type: 'MoveTasks', taskIds: [d], parentId: null, after: d })
      .isRefused({ code: 'PlaceNotFound', params: { after: d } });
    given(plan)
      .when({ type: 'MoveTasks', taskIds: [d], parentId: null, after: c })
      .isRefused({ code: 'NothingChanges', params: {} });
    given(plan)
      .when({ type: 'MoveTasks', taskIds: [d], parentId: nowhere, after: null })
      .isRefused({ code: 'ParentNotFound', params: { taskId: nowhere } });
    given(plan)
      .when({ type: 'MoveTasks', taskIds: [nowhere], parentId: null, after: null })
      .isRefused({ code: 'TaskNotFound', params: { taskId: nowhere } });
    plan.do({ type: 'StartTask', taskId: d });
    given(plan)
      .when({ type: 'MoveTasks', taskIds: [c], parentId: d, after: null })
      .isRefused({ code: 'TaskIsRunning', params: { taskId: d } });
  });
});

describe('LinkTasks and UnlinkTasks', () => {
  test('draw an edge, change its type in one event, and take it away', () => {
    const plan = new Scenario().begin();
    const a = plan.add('A');
    const b = plan.add('B');
    plan.link(b, a, 'blocks', 99);
    expect(plan.task(b).needs).toMatchObject([{ task: a, type: 'blocks', lagMinutes: 0 }]);
    given(plan)
      .when({ type: 'LinkTasks', taskId: b, needs: a, needType: 'start-after', lagMinutes: 60 })
      .leadsTo([
        {
          type: 'NeedsChanged',
          removed: [{ need: { type: 'blocks' } }],
          added: [{ need: { type: 'start-after', lagMinutes: 60 } }],
        } as never,
      ]);
    plan.do({ type: 'UnlinkTasks', taskId: b, needs: a });
    expect(plan.task(b).needs).toEqual([]);
  });

  test('[P5] are refused on oneself, a relative, a ring, twice, and where there is none', () => {
    const plan = new Scenario().begin();
    const group = plan.add('Group');
    const child = plan.add('Child', {}, { under: group });
    const a = plan.add('A', {}, { needs: [child] });
    const b = plan.add('B', {}, { needs: [a] });
    const link = (from: typeof a, to: typeof a) =>
      ({ type: 'LinkTasks', taskId: from, needs: to, needType: 'blocks', lagMinutes: 0 }) as const;
    given(plan)
      .when(link(a, a))
      .isRefused({ code: 'NeedOnSelf', params: { taskId: a } });
    given(plan)
      .when(link(child, group))
      .isRefused({ code: 'NeedOnRelative', params: { taskId: child, needs: group } });
    given(plan)
      .when(link(group, child))
      .isRefused({ code: 'NeedOnRelative', params: { taskId: group, needs: child } });
    given(plan)
      .when(link(child, b))
      .isRefused({ code: 'NeedsCycle', params: { path: [child, b, a, child] } });
    given(plan)
      .when(link(group, b))
      .isRefused({ code: 'NeedsCycle', params: { path: [group, b, a, child, group] } });
    given(plan)
      .when(link(b, a))
      .isRefused({ code: 'NeedExists', params: { taskId: b, needs: a } });
    given(plan)
      .when(link(b, nowhere))
      .isRefused({ code: 'TaskNotFound', params: { taskId: nowhere } });
    given(plan)
      .when({ type: 'UnlinkTasks', taskId: a, needs: b })
      .isRefused({ code: 'NeedNotFound', params: { taskId: a, needs: b } });
  });
});
