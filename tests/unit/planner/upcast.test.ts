import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentHash } from '#planner/content-hash.ts';
import { foldAll } from '#planner/fold.ts';
import type { Recorded } from '#planner/recorded.ts';
import { initial } from '#planner/state.ts';
import { findHoles, newestVersion, type StoredEvent, type UpcastTable, upcast } from '#planner/upcast.ts';
import { recordedEvents } from '../../support/planner/recorded-events.ts';

/** No event has a second version yet, so the chain is shown with versions that only this test knows. */
const versions = { TaskStatusUpdated: 3, PlanRenamed: 2, PlanPaused: 1 };
const table: UpcastTable = {
  // `status` became `after` became `to`.
  TaskStatusUpdated: [
    ({ v: _, ...event }) => ({ ...rename(event, 'status', 'after'), v: 2 }),
    ({ v: _, ...event }) => ({ ...rename(event, 'after', 'to'), v: 3 }),
  ],
  // What it was called before came later.
  PlanRenamed: [(event) => ({ from: '?', ...event, v: 2 })],
};

describe('a chain of versions', () => {
  test('[P17] without holes is found whole', () => {
    expect(findHoles(table, versions)).toEqual([]);
    expect(findHoles({})).toEqual([]);
  });

  test('[P17] a hole is found, wherever it is', () => {
    const step = (event: StoredEvent): StoredEvent => event;
    const cases: readonly (readonly [UpcastTable, readonly unknown[]])[] = [
      // A version was raised and its step forgotten.
      [{ ...table, PlanRenamed: [] }, [{ type: 'PlanRenamed', v: 1 }]],
      [{ PlanRenamed: table.PlanRenamed }, [1, 2].map((v) => ({ type: 'TaskStatusUpdated', v }))],
      // A step in the middle, and at the start.
      [{ ...table, TaskStatusUpdated: [step, undefined as never] }, [{ type: 'TaskStatusUpdated', v: 2 }]],
      [{ ...table, TaskStatusUpdated: Object.assign([], { 1: step }) }, [{ type: 'TaskStatusUpdated', v: 1 }]],
      // A step to a version that nobody writes, and one of a type that nobody knows.
      [{ ...table, PlanPaused: [step] }, [{ type: 'PlanPaused', v: 1 }]],
      [{ ...table, PlanRenmed: [step] }, [{ type: 'PlanRenmed', v: 1 }]],
    ];
    for (const [broken, holes] of cases) expect(findHoles(broken, versions)).toEqual(holes);
  });

  test('[P17] today’s is held against the schemas at every start, and a broken one stops it', () => {
    expect(findHoles({ PlanRenamed: [(event) => event] })).toEqual([{ type: 'PlanRenamed', v: 1 }]);
    expect(findHoles({}, { PlanRenamed: 2 })).toEqual([{ type: 'PlanRenamed', v: 1 }]);
  });

  test('[P17] climbing is pure: nothing that came in is changed, and twice is the same', () => {
    const stored = fc.record({
      type: fc.constantFrom('TaskStatusUpdated', 'PlanRenamed', 'PlanPaused'),
      v: fc.integer({ min: 1, max: 3 }),
      status: fc.jsonValue(),
      after: fc.jsonValue(),
    });
    fc.assert(
      fc.property(stored, (event) => {
        const before = JSON.stringify(event);
        const first = upcast(deepFreeze(event), table);
        expect(upcast(event, table)).toEqual(first);
        expect(JSON.stringify(event)).toBe(before);
        const newest = newestVersion(event.type, table) ?? 0;
        if (event.v > newest) expect(first).toBeNull();
        else expect(first?.v).toBe(newest);
      }),
    );
  });

  test('[P17] a recorded log in any mixture of old versions folds to the same plan', () => {
    const today = recordedEvents('plan-v1-1.jsonl');
    const hash = contentHash(foldAll(initial, today));
    const aged = today.filter(({ event }) => event.type === 'TaskStatusUpdated' || event.type === 'PlanRenamed');
    expect(aged.length).toBeGreaterThan(10);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 7, maxLength: 7 }), (ages) => {
        const climbed = today.map(({ commit, event }, i): Recorded => {
          const old = older(event, ages[i % ages.length] ?? 0);
          return { commit, event: { ...upcast(old, table), v: 1 } as Recorded['event'] };
        });
        expect(contentHash(foldAll(initial, climbed))).toBe(hash);
      }),
    );
  });
});

/** An event of today as it was written some versions ago. */
function older(event: StoredEvent, versionsAgo: number): StoredEvent {
  const newest = newestVersion(event.type, table) ?? 1;
  const v = Math.max(1, newest - versionsAgo);
  if (event.type !== 'TaskStatusUpdated' || v === newest) return { ...event, v: newest };
  return { ...(rename(event, 'to', v === 1 ? 'status' : 'after') as StoredEvent), v };
}

function rename<T extends object>(event: T, from: string, to: string): T {
  const { [from]: member, ...others } = event as Record<string, unknown>;
  return { ...others, [to]: member } as T;
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const member of Object.values(value)) deepFreeze(member);
  return Object.freeze(value);
}
