import { describe, expect, test } from 'vitest';
import {
  ancestors,
  childrenByParent,
  cycleOfMove,
  cycleThrough,
  dependentsByTask,
  isWithin,
  subtree,
  topologicalOrder,
} from '#planner/graph.ts';
import { keysBehind, keysBetween } from '#planner/order-keys.ts';
import { shownStatus, whyNotReady } from '#planner/readiness.ts';
import { isSame } from '#planner/same.ts';
import { childIds, dependents, isGroup, leaves, nextTask, outlineRows, progress, readyTasks } from '#planner/views.ts';
import { Scenario, taskId } from '../../support/planner/scenario.ts';

function house() {
  const plan = new Scenario().begin();
  const move = plan.add('Move');
  const pack = plan.add('Pack', {}, { under: move });
  const books = plan.add('Books', {}, { under: pack });
  const plates = plan.add('Plates', {}, { under: pack });
  const van = plan.add('Van', {}, { under: move });
  const party = plan.add('Party', {}, { needs: [move] });
  return { plan, move, pack, books, plates, van, party };
}

describe('views', () => {
  test('the outline is depth first, with depth, position and size of each set', () => {
    const { plan } = house();
    expect(
      outlineRows(plan.state).map(({ task, depth, position, setSize, isGroup }) => [
        task.title,
        depth,
        position,
        setSize,
        isGroup,
      ]),
    ).toEqual([
      ['Move', 0, 1, 2, true],
      ['Pack', 1, 1, 2, true],
      ['Books', 2, 1, 2, false],
      ['Plates', 2, 2, 2, false],
      ['Van', 1, 2, 2, false],
      ['Party', 0, 2, 2, false],
    ]);
    expect(outlineRows(plan.state)).toBe(outlineRows(plan.state));
  });

  test('leaves are the work: of the whole plan, below a group, or the task itself', () => {
    const { plan, move, pack, books, plates, van, party } = house();
    const ids = (id: typeof move | null) => leaves(plan.state, id).map((task) => task.id);
    expect(ids(null)).toEqual([books, plates, van, party]);
    expect(ids(move)).toEqual([books, plates, van]);
    expect(ids(pack)).toEqual([books, plates]);
    expect(ids(van)).toEqual([van]);
    expect(ids(taskId('nowhere'))).toEqual([]);
    expect([isGroup(plan.state, pack), isGroup(plan.state, van)]).toEqual([true, false]);
  });

  test('progress counts leaves, skipped ones as done and cancelled ones not at all', () => {
    const { plan, books, plates, van } = house();
    plan.do({ type: 'CompleteTask', taskId: books, result: null });
    plan.do({ type: 'SkipTask', taskId: plates });
    plan.do({ type: 'CancelTask', taskId: van });
    expect(progress(plan.state)).toEqual({ done: 2, total: 3 });
  });

  test('what is ready, what is next, who waits for whom', () => {
    const { plan, books, plates, van, party, move } = house();
    expect(readyTasks(plan.state, plan.now).map((task) => task.id)).toEqual([books, plates, van]);
    expect(nextTask(plan.state, plan.now)?.id).toBe(books);
    expect(dependents(plan.state, move)).toEqual([party]);
    expect(childIds(plan.state, taskId('nowhere'))).toEqual([]);
  });

  test('of a task that is not there nothing is said', () => {
    const { plan } = house();
    expect(shownStatus(plan.state, taskId('nowhere'), 0)).toBeNull();
    expect(whyNotReady(plan.state, taskId('nowhere'), 0)).toEqual([]);
  });

  test('[P6] a group tells the most pressing thing of its leaves', () => {
    const { plan, move, books, plates, van } = house();
    const shown = () => shownStatus(plan.state, move, plan.now);
    plan.do({ type: 'FailTask', taskId: books, text: '' });
    expect(shown()).toBe('ready');
    plan.link(van, books);
    plan.link(plates, books);
    expect(shown()).toBe('failed');
    plan.do({ type: 'ReopenTask', taskId: books });
    plan.do({ type: 'StartTask', taskId: books });
    expect(shown()).toBe('running');
    expect(whyNotReady(plan.state, van, plan.now)).toMatchObject([
      { code: 'waits-for-task', taskId: books, params: { needType: 'blocks' } },
    ]);
    plan.do({ type: 'CancelTask', taskId: books });
    plan.do({ type: 'CancelTask', taskId: move });
    expect(shown()).toBe('cancelled');
    expect(whyNotReady(plan.state, move, plan.now)).toEqual([]);
  });
});

describe('the graph', () => {
  test('[P5] finds ancestors, subtrees and who lies within whom', () => {
    const { plan, move, pack, books, plates, van, party } = house();
    const { tasks } = plan.state;
    expect(ancestors(tasks, books)).toEqual([pack, move]);
    expect(subtree(childrenByParent(tasks), move)).toEqual([move, pack, van, books, plates]);
    expect([isWithin(tasks, books, move), isWithin(tasks, move, books), isWithin(tasks, move, move)]).toEqual([
      true,
      false,
      true,
    ]);
    expect(dependentsByTask(tasks)).toEqual(new Map([[move, [party]]]));
  });

  test('[P5] finds the ring that an edge or a move would close, and names it', () => {
    const { plan, move, books, van, party } = house();
    const { tasks } = plan.state;
    const children = childrenByParent(tasks);
    expect(cycleThrough(tasks, children, books, party)?.at(0)).toBe(books);
    expect(cycleThrough(tasks, children, party, books)).toBeNull();
    expect(cycleThrough(tasks, children, books, van)).toBeNull();
    expect(cycleOfMove(tasks, children, party, move)).toEqual([party, move, party]);
    expect(cycleOfMove(tasks, children, van, books)).toBeNull();
    expect(cycleOfMove(tasks, children, move, books)).toEqual([move, books, move]);
  });

  test('[P5] orders tasks so that each comes after what it needs and after its group begins', () => {
    const { plan, move, books, van, party } = house();
    plan.link(books, van);
    const order = topologicalOrder(plan.state.tasks) ?? [];
    expect(order).toHaveLength(6);
    expect(order.indexOf(van)).toBeLessThan(order.indexOf(books));
    expect(order.at(-1)).toBe(party);
    expect(order[0]).toBe(move);
    const tasks = new Map(plan.state.tasks);
    const first = tasks.get(van);
    const need = tasks.get(books)?.needs[0];
    if (first !== undefined && need !== undefined) tasks.set(van, { ...first, needs: [{ ...need, task: books }] });
    expect(topologicalOrder(tasks)).toBeNull();
  });
});

describe('order keys', () => {
  test('lie between their neighbours, also when siblings share a key or a foreign log has odd ones', () => {
    const { plan, move } = house();
    const [first, last] = childIds(plan.state, null).map((id) => plan.task(id).order);
    const keys = keysBehind(plan.state, null, move, 3);
    expect([first, ...keys, last]).toEqual([first, ...keys, last].sort());
    expect(new Set(keys).size).toBe(3);
    const odd = keysBetween('!!', null, 2);
    expect(['!!', ...odd]).toEqual(['!!', ...odd].sort());
    const twin = new Map(plan.state.tasks);
    for (const id of childIds(plan.state, null)) twin.set(id, { ...plan.task(id), order: 'a0' });
    expect(keysBehind({ ...plan.state, tasks: twin }, null, move, 1)[0]?.localeCompare('a0')).toBe(1);
  });
});

test('values are the same by what they say', () => {
  expect(isSame({ a: [1, { b: null }], c: undefined }, { a: [1, { b: null }] })).toBe(true);
  for (const [a, b] of [
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { b: 1 }],
    [[1], [1, 2]],
    [[], {}],
    [null, {}],
    [{ a: 1 }, { a: 1, b: 2 }],
    ['1', 1],
  ] as const)
    expect(isSame(a, b)).toBe(false);
});
