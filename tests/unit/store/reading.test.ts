import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Commit } from '#store/event-log.ts';
import { diff } from '#store/replay/diff.ts';
import { type CommitFilter, filterCommits, fitsFilter } from '#store/replay/filter.ts';
import { printCommit } from '#store/replay/print.ts';
import { failure, readAll, value } from '../../contract/log/log-contract.ts';
import { sampleCommit, sampleEvent } from '../../contract/log/sample-commits.ts';
import { patched } from '../../support/store/replay-oracle.ts';
import { createTabs } from '../../support/store/tabs.ts';

describe('filtering', () => {
  const all = Array.from({ length: 60 }, (_, i) =>
    sampleCommit(`c${i}`, {
      stream: `plan/${i % 3}`,
      at: 1000 + i,
      actor: i % 2 === 0 ? { type: 'person' } : { type: 'model', model: `m${i % 5}`, about: { a: 1, b: [i % 4] } },
      correlation: `c${i - (i % 10)}`,
      causation: i % 10 === 0 ? null : `c${i - 1}`,
      events: [sampleEvent(i % 4 === 0 ? 'TaskAdded' : 'TaskRemoved')],
    }),
  );

  it('[S38] by type, stream, aggregate, actor, time, correlation and cause, in any mixture', async () => {
    const log = await (await createTabs()).open();
    value(await log.append(all));
    const cases: readonly (readonly [CommitFilter, (i: number) => boolean])[] = [
      [{}, () => true],
      [{ types: ['TaskAdded'] }, (i) => i % 4 === 0],
      [{ streams: ['plan/1'], after: 20 }, (i) => i % 3 === 1 && i >= 20],
      [{ aggregate: { type: 'plan', id: '2' } }, (i) => i % 3 === 2],
      [{ actor: { type: 'person' } }, (i) => i % 2 === 0],
      [{ actor: { about: { b: [3], a: 1 } } }, (i) => i % 2 === 1 && i % 4 === 3],
      [{ actor: { type: 'model', model: 'm1' } }, (i) => i % 2 === 1 && i % 5 === 1],
      [{ actor: { none: 1 } }, () => false],
      [{ from: 1010, until: 1020 }, (i) => i >= 10 && i < 20],
      [{ correlation: 'c30' }, (i) => i >= 30 && i < 40],
      [{ causation: 'c33' }, (i) => i === 34],
      [{ causation: null, types: ['TaskAdded'], actor: { type: 'person' } }, (i) => i % 20 === 0],
    ];
    for (const [filter, isExpected] of cases) {
      const found: string[] = [];
      for await (const batch of filterCommits(log, filter)) found.push(...value(batch).map(({ id }) => id));
      expect(found, JSON.stringify(filter)).toEqual(all.flatMap(({ id }, i) => (isExpected(i) ? [id] : [])));
    }
    const live = (await readAll(log)).filter((commit) => fitsFilter(commit, { correlation: 'c30', from: 1035 }));
    expect(live.map(({ id }) => id)).toEqual(['c35', 'c36', 'c37', 'c38', 'c39']);
    await log.close();
    for await (const batch of filterCommits(log, {})) expect(failure(batch).code).toBe('LogClosed');
  });
});

describe('printing', () => {
  const commit = async (changes: Parameters<typeof sampleCommit>[1] & { id?: string }): Promise<Commit> => {
    const log = await (await createTabs()).open();
    value(await log.append([{ ...sampleCommit('c7'), at: Date.UTC(2026, 10, 22, 10), ...changes }]));
    const [read] = await readAll(log);
    if (read === undefined) throw new Error('not there');
    return read;
  };

  it('[S38] is one line that can be read', async () => {
    expect(printCommit(await commit({}))).toBe('1 plan/a#1 2026-11-22T10:00:00.000Z person TaskAdded c7');
    const events = [sampleEvent('TaskAdded'), { type: 'TaskEdited', v: 2 }, sampleEvent('TaskAdded')];
    expect(printCommit(await commit({ events, causation: 'c6', correlation: 'c1', actor: {} }))).toBe(
      '1 plan/a#1 2026-11-22T10:00:00.000Z - TaskAdded,TaskEdited@2 c7 <- c6 of c1',
    );
    expect(printCommit(await commit({ at: 1e300 }))).toContain(' 1e+300 ');
  });

  it('[S38] shows text as data: nothing breaks the line, hides, or looks like another part', async () => {
    const evil = 'a b\n2 plan/x#1 \u001b[31m\u202Eevil\u2028\u200b\u00a0"';
    const line = printCommit(
      await commit({ id: evil, actor: { type: evil }, causation: evil, correlation: 'x'.repeat(500) }),
    );
    expect(line).toMatch(
      /^1 plan\/a#1 [^ ]+ "a b\\n2 plan\/x#1 \\u001b\[31m\\u\{202e\}evil\\u\{2028\}\\u\{200b\}\\u\{a0\}\\"" /,
    );
    expect(line).not.toMatch(/[^\u0020-\u007e…]/u);
    expect(line.length).toBeLessThan(600);
    await fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const base = { position: 1, sequence: 1, at: 0, actor: { type: text }, causation: text, correlation: text };
        const printed = printCommit({ ...base, stream: text, id: text, events: [{ type: text, v: 1 }] } as never);
        expect(printed).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      }),
    );
  });
});

describe('differences', () => {
  it('[S36] names members that were added, removed and changed, by path, in the order of their keys', () => {
    const from = {
      z: 1,
      tasks: new Map([
        ['t1', { title: 'A', tags: ['x'] }],
        ['t2', { title: 'B', tags: [] }],
      ]),
      same: { a: 1 },
    };
    const to = {
      b: null,
      tasks: new Map([
        ['t3', { title: 'C', tags: [] }],
        ['t1', { title: 'Z', tags: ['x', 'y'] }],
      ]),
      same: { a: 1 },
    };
    expect(diff(from, to)).toEqual([
      { kind: 'added', path: ['b'], to: null },
      { kind: 'changed', path: ['tasks', 't1', 'tags'], from: ['x'], to: ['x', 'y'] },
      { kind: 'changed', path: ['tasks', 't1', 'title'], from: 'A', to: 'Z' },
      { kind: 'removed', path: ['tasks', 't2'], from: { title: 'B', tags: [] } },
      { kind: 'added', path: ['tasks', 't3'], to: { title: 'C', tags: [] } },
      { kind: 'removed', path: ['z'], from: 1 },
    ]);
  });

  it('[S36] equal values have none; what is undefined is not there; a list is one value', () => {
    expect(diff({ a: [{ b: 1 }], c: undefined }, { a: [{ b: 1 }] })).toEqual([]);
    expect(diff({ a: [1, 2] }, { a: [2, 1] })).toEqual([{ kind: 'changed', path: ['a'], from: [1, 2], to: [2, 1] }]);
    expect(diff({ a: {} }, { a: [] })).toEqual([{ kind: 'changed', path: ['a'], from: {}, to: [] }]);
    expect(diff(1, '1')).toEqual([{ kind: 'changed', path: [], from: 1, to: '1' }]);
    expect(diff(Number.NaN, Number.NaN)).toEqual([]);
  });

  it('[S36] does not look into what both have as the same object', () => {
    const shared = new Proxy({}, { ownKeys: () => expect.unreachable() });
    expect(diff({ shared, n: 1 }, { shared, n: 2 })).toHaveLength(1);
  });

  it('[S36] applied to the one they give the other, there and back (property)', () => {
    const json = fc
      .jsonValue({ maxDepth: 4 })
      .map((one): unknown => JSON.parse(JSON.stringify(one).replaceAll('__proto__', 'p')));
    fc.assert(
      fc.property(json, json, (a, b) => {
        expect(patched(a, diff(a, b))).toEqual(b);
        expect(patched(b, diff(b, a))).toEqual(a);
        expect(diff(a, structuredClone(a))).toEqual([]);
        expect(diff(b, a).map(({ path }) => path)).toEqual(diff(a, b).map(({ path }) => path));
      }),
      { numRuns: 500 },
    );
  });
});
