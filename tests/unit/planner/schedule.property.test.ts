import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TaskId } from '#planner/ids.ts';
import type { NeedType } from '#planner/need.ts';
import { type Schedulable, schedule } from '#planner/schedule.ts';
import { LongestPath } from '../../support/planner/longest-path.ts';

describe('shortest time, critical path and slack', () => {
  test('are those that a naive search of every chain finds, on 1,000 plans', () => {
    fc.assert(
      fc.property(anyPlan, (tasks) => {
        const found = schedule(tasks);
        const naive = new LongestPath(tasks);
        if (found === null) throw new Error('A plan without rings has a schedule.');
        const unknown = [...tasks].filter(([id, { estimateMinutes }]) => estimateMinutes === null && isLeaf(tasks, id));
        const spare = (task: Schedulable) => task.needs.some(({ type }) => type === 'on-failure');
        expect(found.unestimated).toEqual(unknown.filter(([, task]) => !spare(task)).map(([id]) => id));
        if (found.unestimated.length === 0) expect(seconds(found.shortestMinutes ?? -1)).toBe(naive.whole);
        else expect(found.shortestMinutes).toBeNull();
        for (const id of tasks.keys()) {
          const timing = found.timings.get(id);
          expect(seconds(timing?.startMinutes ?? -1)).toBe(naive.start(id));
          expect(seconds(timing?.endMinutes ?? -1)).toBe(naive.end(id));
          expect(seconds(timing?.slackMinutes ?? -1)).toBe(naive.whole - naive.end(id) - naive.onward(id));
        }
        for (const id of found.criticalPath) expect(found.timings.get(id)?.slackMinutes).toBe(0);
        const last = found.criticalPath.at(-1);
        if (naive.whole > 0) expect(last === undefined ? -1 : naive.end(last)).toBe(naive.whole);
      }),
      { numRuns: 1000 },
    );
  });

  test('a ring has none', () => {
    const [a, b] = ['a', 'b'] as TaskId[] as [TaskId, TaskId];
    const one = { parentId: null, estimateMinutes: 1 };
    expect(
      schedule(
        new Map([
          [a, { ...one, needs: [need(b)] }],
          [b, { ...one, needs: [need(a)] }],
        ]),
      ),
    ).toBeNull();
  });

  test('seconds add up without a rest, and a lag is waited for', () => {
    const ids = Array.from({ length: 60 }, (_, i) => `t${i}` as TaskId);
    const chain = new Map<TaskId, Schedulable>(
      ids.map((id, i) => [
        id,
        {
          parentId: null,
          estimateMinutes: 10 / 60,
          needs: i === 0 ? [] : [need(ids[i - 1] as TaskId, 'start-after', 1)],
        },
      ]),
    );
    expect(schedule(chain)?.shortestMinutes).toBe(69);
    expect(schedule(chain)?.criticalPath).toEqual(ids);
    expect(schedule(new Map())).toEqual({ shortestMinutes: 0, unestimated: [], timings: new Map(), criticalPath: [] });
  });

  test('a chain of 50,000 tasks is scheduled without recursion', () => {
    const ids = Array.from({ length: 50_000 }, (_, i) => `t${i}` as TaskId);
    const chain = new Map<TaskId, Schedulable>(
      ids.map((id, i) => [
        id,
        { parentId: null, estimateMinutes: 1, needs: i === 0 ? [] : [need(ids[i - 1] as TaskId)] },
      ]),
    );
    expect(schedule(chain)?.shortestMinutes).toBe(50_000);
  });
});

/** Up to nine tasks: groups above what they hold, needs only on earlier tasks that are neither above nor below. */
const anyPlan = fc
  .array(
    fc.record({
      estimate: fc.option(fc.integer({ min: 1, max: 20_000 }), { freq: 9 }),
      parent: fc.option(fc.nat(7), { freq: 1 }),
      needs: fc.array(fc.record({ on: fc.nat(7), lag: fc.nat(90), type: fc.nat(12) }), { maxLength: 3 }),
    }),
    { maxLength: 9 },
  )
  .map((drawn) => {
    const tasks = new Map<TaskId, Schedulable>();
    const id = (i: number) => `t${i}` as TaskId;
    for (const [i, { estimate, parent, needs }] of drawn.entries()) {
      const parentId = parent === null || parent >= i ? null : id(parent);
      const task: Schedulable = { parentId, estimateMinutes: estimate === null ? null : estimate / 60, needs: [] };
      tasks.set(id(i), task);
      for (const { on, lag, type } of needs) {
        const one = need(id(on), TYPES[type] ?? 'blocks', TYPES[type] === 'start-after' ? lag : 0);
        const tried = new Map(tasks).set(id(i), { ...task, needs: [...(tasks.get(id(i))?.needs ?? []), one] });
        if (on < i && schedule(tried) !== null) tasks.set(id(i), { ...task, needs: tried.get(id(i))?.needs ?? [] });
      }
    }
    return tasks;
  });

const TYPES: readonly NeedType[] = ['start-after', 'start-after', 'start-after', 'informs', 'on-failure'];

function need(task: TaskId, type: NeedType = 'blocks', lagMinutes = 0) {
  return { task, type, lagMinutes };
}

function isLeaf(tasks: ReadonlyMap<TaskId, Schedulable>, id: TaskId): boolean {
  return ![...tasks.values()].some(({ parentId }) => parentId === id);
}

function seconds(minutes: number): number {
  return Math.round(minutes * 60);
}
