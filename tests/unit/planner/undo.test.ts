import { describe, expect, test } from 'vitest';
import { contentHash } from '#planner/content-hash.ts';
import { UNDO_STEPS } from '#planner/fold/open-state.ts';
import { inverse, isContentEvent } from '#planner/inverse.ts';
import { canRedo, canUndo } from '#planner/views.ts';
import { ENGINE, given, Scenario, type Written } from '../../support/planner/scenario.ts';

/** A plan in which each kind of content can be changed. */
function rich() {
  const plan = new Scenario().begin();
  const group = plan.add('Group');
  const a = plan.add('A', { priority: 3 }, { under: group });
  const b = plan.add('B', {}, { needs: [a] });
  const c = plan.add('C', {}, { needs: [b] });
  return { plan, group, a, b, c };
}

describe('Undo and Redo', () => {
  const edits: readonly [string, (ids: ReturnType<typeof rich>) => Written][] = [
    ['RenamePlan', () => ({ type: 'RenamePlan', title: 'Other' })],
    [
      'ConfigurePlan',
      ({ plan }) => ({
        type: 'ConfigurePlan',
        config: { ...structuredClone(plan.state.config), systemPrompt: 'Be brief' } as never,
      }),
    ],
    ['AddTask', ({ a }) => ({ type: 'AddTask', parentId: null, after: null, fields: { title: 'X' }, needs: [a] })],
    ['EditTask', ({ a }) => ({ type: 'EditTask', taskId: a, set: { title: 'X', priority: 0, tags: ['y'] } })],
    ['SplitTask', ({ b }) => ({ type: 'SplitTask', taskId: b, titles: ['X', 'Y', 'Z'] })],
    ['MergeTasks', ({ b, c }) => ({ type: 'MergeTasks', into: b, from: [c] })],
    ['RemoveTasks, rewired', ({ b }) => ({ type: 'RemoveTasks', taskIds: [b], edges: 'rewire', children: 'remove' })],
    [
      'RemoveTasks, children kept',
      ({ group }) => ({ type: 'RemoveTasks', taskIds: [group], edges: 'drop', children: 'keep' }),
    ],
    [
      'RemoveTasks, with children',
      ({ group }) => ({ type: 'RemoveTasks', taskIds: [group], edges: 'drop', children: 'remove' }),
    ],
    ['MoveTasks', ({ b, c }) => ({ type: 'MoveTasks', taskIds: [c, b], parentId: null, after: null })],
    ['LinkTasks', ({ b, a }) => ({ type: 'LinkTasks', taskId: b, needs: a, needType: 'start-after', lagMinutes: 5 })],
    ['UnlinkTasks', ({ b, a }) => ({ type: 'UnlinkTasks', taskId: b, needs: a })],
    ['StartTask', ({ a }) => ({ type: 'StartTask', taskId: a })],
    ['CompleteTask', ({ group }) => ({ type: 'CompleteTask', taskId: group, result: null })],
  ];

  test.each(edits)('[P4] %s is taken back and brought again, twice, to the very same content', (_, edit) => {
    const scene = rich();
    const { plan } = scene;
    const before = contentHash(plan.state);
    plan.do(edit(scene));
    const after = contentHash(plan.state);
    expect(after).not.toBe(before);
    for (let i = 0; i < 2; i++) {
      plan.now += 1000;
      plan.undo();
      expect(contentHash(plan.state)).toBe(before);
      plan.now += 1000;
      plan.redo();
      expect(contentHash(plan.state)).toBe(after);
    }
  });

  test('[P4] go back and forth over several commits, and a new one cuts off what was undone', () => {
    const plan = new Scenario().begin();
    plan.add('A');
    const empty = canUndo(plan.state);
    plan.add('B');
    plan.undo();
    plan.undo();
    expect([plan.state.tasks.size, canUndo(plan.state), canRedo(plan.state)]).toEqual([0, null, empty]);
    given(plan).when(plan.undoCommand()).isRefused({ code: 'NothingToUndo', params: {} });
    plan.redo();
    plan.add('C');
    expect(canRedo(plan.state)).toBeNull();
    given(plan).when(plan.redoCommand()).isRefused({ code: 'NothingToRedo', params: {} });
    expect(plan.state.undo.undoneBy.size).toBe(0);
  });

  test('[P4] take only the commit that is next, and only its own events', () => {
    const plan = new Scenario().begin();
    plan.add('A');
    plan.add('B');
    given(plan)
      .when({ type: 'Undo', commitId: 'c2', events: plan.eventsOf('c2' as never) as never })
      .isRefused({ code: 'NotNextToUndo', params: { commitId: 'c2' } });
    given(plan)
      .when({ type: 'Undo', commitId: 'c3', events: [] })
      .isRefused({ code: 'NotNextToUndo', params: { commitId: 'c3' } });
    plan.undo();
    given(plan)
      .when({ type: 'Redo', commitId: 'c2', events: [] })
      .isRefused({ code: 'NotNextToRedo', params: { commitId: 'c2' } });
  });

  test('[P4] what executors, drafters and the engine do is not on the line, nor a pause', () => {
    const plan = new Scenario().begin();
    const a = plan.add('A', { kind: 'processing' });
    const line = plan.state.undo.commits;
    plan.do({ type: 'Continue' });
    plan.do({ type: 'Pause' });
    plan.as(ENGINE).do({ type: 'EditTask', taskId: a, set: { priority: 0 } });
    expect(plan.state.undo.commits).toEqual(line);
  });

  test('[P4] are refused where somebody else changed the same thing since, and name it', () => {
    const { plan, a, b } = rich();
    plan.do({ type: 'EditTask', taskId: a, set: { estimateMinutes: 5 } });
    plan.as(ENGINE);
    plan.do({ type: 'EditTask', taskId: b, set: { estimateMinutes: 9 } });
    const blocked = new Scenario();
    blocked.begin();
    const id = blocked.add('X', { kind: 'processing' });
    blocked.as(ENGINE).do({ type: 'Continue' });
    blocked.as({ type: 'person' });
    given(blocked)
      .when(blocked.undoCommand())
      .isRefused({ code: 'ChangedSince', params: { about: id, field: 'status' } });
    // Another field of the same task, and another task, do not matter.
    plan.as({ type: 'person' }).undo();
    expect(plan.task(a).estimateMinutes).toBeNull();
    expect(plan.task(b).estimateMinutes).toBe(9);
  });

  test('[P4] an edit is not taken back over a later one of the same field', () => {
    const plan = new Scenario().begin().as(ENGINE);
    const a = plan.add('A');
    plan.as({ type: 'person' }).do({ type: 'AddTask', parentId: null, after: a, fields: { title: 'B' }, needs: [] });
    const b = [...plan.state.tasks.keys()][1];
    if (b === undefined) throw new Error('no task');
    plan.link(b, a);
    plan.do({ type: 'UnlinkTasks', taskId: b, needs: a });
    plan.as(ENGINE).do({ type: 'LinkTasks', taskId: b, needs: a, needType: 'informs', lagMinutes: 0 });
    plan.as({ type: 'person' });
    given(plan)
      .when(plan.undoCommand())
      .isRefused({ code: 'ChangedSince', params: { about: b, field: 'needs' } });
  });

  test('[P4] a task is not taken back while others hang on it', () => {
    for (const hang of ['children', 'needs'] as const) {
      const plan = new Scenario().begin();
      const a = plan.add('A');
      plan.as(ENGINE);
      const b = hang === 'children' ? plan.add('B', {}, { under: a }) : plan.add('B', {}, { needs: [a] });
      plan.as({ type: 'person' });
      given(plan)
        .when(plan.undoCommand())
        .isRefused({ code: 'ChangedSince', params: { about: hang === 'children' ? a : b, field: hang } });
    }
  });

  test('[P4] an undo that lost its ground is refused: a removed task whose need is gone', () => {
    const plan = new Scenario().begin();
    const a = plan.add('A');
    const b = plan.add('B', {}, { needs: [a] });
    plan.do({ type: 'RemoveTasks', taskIds: [b], edges: 'drop', children: 'remove' });
    plan.as(ENGINE).do({ type: 'RemoveTasks', taskIds: [a], edges: 'drop', children: 'remove' });
    plan.as({ type: 'person' });
    given(plan)
      .when(plan.undoCommand())
      .isRefused({ code: 'ChangedSince', params: { about: b, field: 'parentId' } });
  });

  test(`[P4] the line keeps the last ${UNDO_STEPS} commits`, () => {
    const plan = new Scenario().begin();
    for (let i = 0; i <= UNDO_STEPS; i++) plan.do({ type: 'RenamePlan', title: `Plan ${i}` });
    expect(plan.state.undo.commits).toHaveLength(UNDO_STEPS);
    expect(plan.state.undo.standing).toBe(UNDO_STEPS);
    plan.undo();
    expect(plan.state.title).toBe(`Plan ${UNDO_STEPS - 1}`);
  });

  test('[P4] the inverse of an inverse is the event again', () => {
    const scene = rich();
    for (const [, edit] of edits) scene.plan.attempt(edit(scene));
    for (const { event } of scene.plan.log) if (isContentEvent(event)) expect(inverse(inverse(event))).toEqual(event);
  });
});
