import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { canonicalJson } from '#kit/canonical-json.ts';
import type { Commit, EventLog } from '#store/event-log.ts';
import { namedProjections } from '#store/projections/named/all.ts';
import { audit } from '#store/projections/named/audit.ts';
import { metrics } from '#store/projections/named/metrics.ts';
import { monitoring } from '#store/projections/named/monitoring.ts';
import type { Projection } from '#store/projections/projection.ts';
import { startProjections } from '#store/projections/projections.ts';
import { readProjection, readProjections } from '#store/projections/read-projections.ts';
import { openVolatileLog } from '#store/volatile-log.ts';
import { readAll, value } from '../../../contract/log/log-contract.ts';
import { sampleCommit, sampleEvent } from '../../../contract/log/sample-commits.ts';
import { createRealm, turn } from '../../../support/projections/realm.ts';

describe('the named projections', () => {
  let log: EventLog;
  let now = 0;

  beforeEach(async () => {
    now = 1_763_800_000_000;
    log = value(await openVolatileLog({ now: () => now, random: (bytes) => crypto.getRandomValues(bytes) }));
  });
  afterEach(() => log.close());

  it('[J7] monitoring tells of each stream and device how far it is, how much it had and when', async () => {
    const commits = await write(log);
    const state = monitoring.fold(monitoring.initial, commits);
    expect(state).toMatchObject({ position: 3, commits: 3, events: 4 });
    expect(state.streams).toMatchObject([
      ['plan/a', { commits: 2, events: 3, sequence: 2, position: 3, late: 0 }],
      ['workspace', { commits: 1, events: 1, sequence: 1, position: 2 }],
    ]);
    expect(state.devices).toMatchObject([[log.device, { commits: 3, events: 4, lastAt: now }]]);
    expect(state.minutes).toEqual([[Math.floor(now / 60_000), 4]]);
  });

  it('[J7] monitoring counts what came after something that is later by the clock', async () => {
    const [first, second, third] = await write(log);
    if (!first || !second || !third) throw new Error('Three were written.');
    const swapped = [
      { ...third, position: 1 },
      { ...first, position: 2, device: 'another' },
    ];
    expect(monitoring.fold(monitoring.initial, swapped).streams).toMatchObject([['plan/a', { late: 1, commits: 2 }]]);
  });

  it('[J7] audit tells who did what and when, and nothing of what was written', async () => {
    const commits = await write(log);
    const state = audit.fold(audit.initial, commits);
    expect(state.entries).toMatchObject([
      { commitId: 'a', actor: 'person', stream: 'plan/a', types: ['TaskAdded'], correlation: 'a', causation: null },
      { commitId: 'b', actor: 'person', stream: 'workspace' },
      { commitId: 'c', actor: 'rules', types: ['TaskAdded', 'TaskMoved'], events: 2, correlation: 'a', causation: 'a' },
    ]);
    expect(JSON.stringify(state)).not.toContain('Task of');
  });

  it('[J7] audit keeps the newest, and counts what it let go', async () => {
    const [one] = await write(log);
    if (one === undefined) throw new Error('Something was written.');
    const many = Array.from({ length: 1200 }, (_, i) => ({ ...one, id: `c${i}`, position: i + 1 }));
    const state = audit.fold(audit.initial, many);
    expect(state.entries).toHaveLength(500);
    expect(state.entries.at(-1)?.commitId).toBe('c1199');
    expect(state.dropped).toBe(700);
  });

  it('[J7] metrics counts by type and day, and measures bytes, events in a commit and delays', async () => {
    const commits = await write(log);
    const state = metrics.fold(metrics.initial, commits);
    expect(state).toMatchObject({ commits: 3, events: 4, blobBytes: 0 });
    expect(state.types).toEqual([
      ['TaskAdded', 3],
      ['TaskMoved', 1],
    ]);
    expect(state.days).toEqual([['2025-11-22', 4]]);
    expect(state.eventBytes).toBe(
      commits.reduce((sum, { events }) => sum + new TextEncoder().encode(JSON.stringify(events)).length, 0),
    );
    expect(state.eventsPerCommit).toEqual({
      count: 3,
      sum: 4,
      least: 1,
      most: 2,
      buckets: [
        [1, 2],
        [2, 1],
      ],
    });
    expect(state.delays).toMatchObject({ count: 3, least: 0, most: 5000 });
    expect(state.delays.buckets).toContainEqual([8192, 1]);
  });

  it('[J7] names of streams, types and actors may be any text', async () => {
    const odd = ['__proto__', 'constructor', '', '…'.repeat(400)];
    const commits = odd.map((name, i) =>
      sampleCommit(`c${i}`, { stream: name, events: [sampleEvent(name)], actor: { type: 7 }, at: i === 0 ? 9e15 : 0 }),
    );
    value(await log.append(commits));
    const read = await readAll(log);
    expect(monitoring.fold(monitoring.initial, read).streams.map(([name]) => name)).toEqual(odd);
    expect(metrics.fold(metrics.initial, read).types.map(([type]) => type)).toEqual(odd);
    expect(audit.fold(audit.initial, read).entries.map(({ actor }) => actor)).toEqual(['?', '?', '?', '?']);
  });

  describe.each(namedProjections.map((projection) => [projection.name, projection] as const))('%s', (_, projection) => {
    it('[J3] folded in pieces is what it is at once, and never touches what it was given', () => {
      fc.assert(
        fc.property(fc.array(anyCommit, { maxLength: 40 }), fc.array(fc.nat(40), { maxLength: 6 }), (many, cuts) => {
          const commits = many.map(
            (commit, i): Commit => ({ ...commit, id: `c${i}`, position: i + 1, sequence: i + 1 }),
          );
          const whole = deepFreeze(projection.fold(deepFreeze(projection.initial), deepFreeze(commits)));
          let state = projection.initial;
          let from = 0;
          for (const cut of [...cuts.sort((a, b) => a - b), commits.length]) {
            state = deepFreeze(projection.fold(state, commits.slice(from, Math.max(from, cut))));
            from = Math.max(from, cut);
          }
          expect(canonicalJson(state)).toBe(canonicalJson(whole));
          expect(JSON.parse(JSON.stringify(whole))).toEqual(whole);
        }),
        { numRuns: 200 },
      );
    });
  });

  it('[J3] are made anew twice with the same hash, with neither a clock nor dice at hand', async () => {
    for (let i = 0; i < 300; i++) {
      now += 7919 * i;
      const actor = { type: i % 3 === 0 ? 'person' : 'engine' };
      value(await log.append([sampleCommit(`c${i}`, { stream: `plan/${i % 7}`, at: now - i, actor })]));
    }
    const projections = startProjections(namedProjections.map(trapped), [], createRealm(log).ports);
    for (const { name } of namedProjections) {
      const first = value((await projections.rebuild(name)) ?? none());
      const second = value((await projections.rebuild(name)) ?? none());
      expect(first.type === 'switched' && first.hash).toMatch(/^[0-9a-f]{64}$/u);
      expect(second).toEqual(first);
    }
    await projections.stop();
    expect(value(await readProjections(log)).map(({ name, parked }) => [name, parked.length])).toEqual([
      ['audit', 0],
      ['metrics', 0],
      ['monitoring', 0],
    ]);
    expect(value(await readProjection(log, monitoring))?.state.position).toBe(300);
  });

  it('[J3] a fold that reads the clock is caught by that trap', async () => {
    value(await log.append([sampleCommit('a')]));
    const late: Projection<number> = { name: 'late', version: 1, initial: 0, fold: () => Date.now() };
    const projections = startProjections([trapped(late)], [], createRealm(log).ports);
    while (value(await readProjections(log))[0]?.parked.length !== 1) await turn();
    expect(value(await readProjections(log))[0]?.parked[0]?.reason).toContain('a clock');
    await projections.stop();
  });
});

/** The projection with the clock and the dice taken away while it folds. */
function trapped<State>(projection: Projection<State>): Projection<State> {
  return {
    ...projection,
    fold(state, commits) {
      const clock = vi.spyOn(Date, 'now').mockImplementation(() => {
        throw new Error('A fold has no use for a clock.');
      });
      const dice = vi.spyOn(Math, 'random').mockImplementation(() => {
        throw new Error('A fold has no use for dice.');
      });
      try {
        return projection.fold(state, commits);
      } finally {
        clock.mockRestore();
        dice.mockRestore();
      }
    },
  };
}

async function write(log: EventLog): Promise<readonly Commit[]> {
  const at = 1_763_800_000_000;
  value(
    await log.append([
      sampleCommit('a', { at }),
      sampleCommit('b', { at: at - 5000, stream: 'workspace' }),
      sampleCommit('c', {
        at: at + 1,
        actor: { type: 'rules' },
        correlation: 'a',
        causation: 'a',
        events: [sampleEvent('TaskAdded', { title: 'Task of c – ä€' }), sampleEvent('TaskMoved')],
      }),
    ]),
  );
  return readAll(log);
}

const anyCommit = fc.record({
  stream: fc.constantFrom('plan/a', 'plan/b', 'workspace'),
  recordedAt: fc.integer({ min: 0, max: 1e13 }),
  device: fc.constantFrom('d1', 'd2'),
  index: fc.nat(),
  previous: fc.constant(''),
  hash: fc.constant(''),
  hlc: fc.constantFrom('000000000000-0000', '000000000001-0000', '000000000002-0000'),
  salt: fc.constant(''),
  at: fc.integer({ min: 0, max: 1e13 }),
  zone: fc.constant('UTC'),
  locale: fc.constant('en'),
  actor: fc.constantFrom({ type: 'person' }, { type: 'engine' }),
  correlation: fc.string(),
  causation: fc.option(fc.string()),
  events: fc.array(fc.record({ type: fc.string(), v: fc.nat() }), { minLength: 1, maxLength: 4 }),
  blobs: fc.array(fc.record({ hash: fc.string(), mediaType: fc.string(), size: fc.nat() }), { maxLength: 2 }),
});

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) deepFreeze(member);
  }
  return value;
}

function none(): never {
  throw new Error('There is no projection of that name.');
}
