import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Commit, EventLog } from '#store/event-log.ts';
import { readParked } from '#store/projections/checkpoint.ts';
import type { Projection } from '#store/projections/projection.ts';
import { type Projections, startProjections } from '#store/projections/projections.ts';
import { openVolatileLog } from '#store/volatile-log.ts';
import { value } from '../../../contract/log/log-contract.ts';
import { sampleCommit, sampleCommits } from '../../../contract/log/sample-commits.ts';
import { createRealm, derivedTexts, turn } from '../../../support/projections/realm.ts';

/** Keeps the ids in the order in which they came: a repeat, a hole or a swap shows. */
const ids: Projection<readonly string[]> = {
  name: 'ids',
  version: 1,
  initial: [],
  fold: (state, commits) => [...state, ...commits.map(({ id }) => id)],
};

describe('projections', () => {
  let log: EventLog;
  let running: Projections[] = [];

  beforeEach(async () => {
    log = value(await openVolatileLog({ now: () => 1, random: (bytes) => crypto.getRandomValues(bytes) }));
  });
  afterEach(async () => {
    await Promise.all(running.map((one) => one.stop()));
    running = [];
    await log.close();
  });

  function start(projections: readonly Projection<unknown>[], handlers: Parameters<typeof startProjections>[1] = []) {
    const started = startProjections(projections, handlers, createRealm(log).ports);
    running.push(started);
    return started;
  }

  async function kept(name: string): Promise<readonly string[]> {
    return JSON.parse((await derivedTexts(log)).get(`projection/state/live/${name}`) ?? '{"state":[]}').state;
  }

  async function parked(name: string) {
    return [...(await derivedTexts(log))].flatMap(([key, text]) =>
      key.startsWith(`projection/parked/live/${name}/`) ? [readParked({ key, text })] : [],
    );
  }

  async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await holds())) await turn();
  }

  async function untilKept(name: string, size: number): Promise<void> {
    await until(async () => (await kept(name)).length === size);
  }

  it('[J1] reads what was there, then what comes, and keeps state and place together', async () => {
    value(await log.append(sampleCommits(3, 'early')));
    const projections = start([ids]);
    await untilKept('ids', 3);
    value(await log.append(sampleCommits(2, 'late')));
    await untilKept('ids', 5);
    expect(await kept('ids')).toEqual(['early-0', 'early-1', 'early-2', 'late-0', 'late-1']);
    expect(JSON.parse((await derivedTexts(log)).get('projection/place/live/ids') ?? '')).toMatchObject({
      version: 1,
      position: 5,
    });
    expect(projections.statuses()).toMatchObject([{ name: 'ids', position: 5, caughtUp: true, failure: null }]);
  });

  it('[J1] goes on from its place after a stop', async () => {
    value(await log.append(sampleCommits(3, 'early')));
    const first = start([ids]);
    await until(() => first.statuses()[0]?.caughtUp === true);
    await first.stop();
    expect(await kept('ids')).toHaveLength(3);
    value(await log.append(sampleCommits(2, 'late')));
    const folded: string[] = [];
    start([
      {
        ...ids,
        fold(state: readonly string[], commits) {
          folded.push(...commits.map(({ id }) => id));
          return ids.fold(state, commits);
        },
      },
    ]);
    await untilKept('ids', 5);
    expect(folded).toEqual(['late-0', 'late-1']);
  });

  it('[J1] begins anew where what is kept is not what it wrote', async () => {
    value(await log.append(sampleCommits(3, 'a')));
    const place = JSON.stringify({ version: 1, revision: 4, position: 2, built: null });
    const puts = [
      { key: 'projection/place/live/ids', text: place },
      { key: 'projection/state/live/ids', text: '{"version":0,"position":2,"state":["x"]}' },
    ];
    value(await log.derived.write({ puts }));
    start([ids]);
    await untilKept('ids', 3);
    expect(await kept('ids')).toEqual(['a-0', 'a-1', 'a-2']);
  });

  describe('[J4] a commit that can’t be taken', () => {
    const bad = ({ id }: Commit) => id.startsWith('bad');
    const fragile: Projection<readonly string[]> = {
      ...ids,
      name: 'fragile',
      fold(state: readonly string[], commits) {
        if (commits.some(bad)) throw new Error('cannot take it');
        return ids.fold(state, commits);
      },
    };

    it('is tried five times and parked with its reason; others and the rest go on', async () => {
      value(await log.append([...sampleCommits(2, 'a'), sampleCommit('bad-0'), ...sampleCommits(2, 'b')]));
      let tries = 0;
      const counted: Projection<readonly string[]> = {
        ...fragile,
        fold(state: readonly string[], commits) {
          if (commits.length === 1 && commits.some(bad)) tries += 1;
          return fragile.fold(state, commits);
        },
      };
      start([counted, ids]);
      await untilKept('ids', 5);
      await untilKept('fragile', 4);
      expect(await kept('fragile')).toEqual(['a-0', 'a-1', 'b-0', 'b-1']);
      expect(tries).toBe(5);
      expect(await parked('fragile')).toEqual([
        {
          position: 3,
          commitId: 'bad-0',
          stream: 'plan/a',
          reason: 'Error: cannot take it',
          tries: 5,
          at: 1_763_800_000_000,
        },
      ]);
    });

    it('waits ever longer between the tries, spread by chance', async () => {
      value(await log.append([sampleCommit('bad-0')]));
      const waits: number[] = [];
      const realm = createRealm(log);
      const later: typeof realm.ports.later = (run, ms) => {
        waits.push(ms);
        return realm.ports.later(run, ms);
      };
      running.push(startProjections([fragile], [], { ...realm.ports, later }));
      await until(async () => (await parked('fragile')).length === 1);
      expect(waits.slice(0, 4)).toEqual([25, 50, 100, 200]);
    });

    it('goes in on being tried again, in order, and is removed; what still fails stays', async () => {
      value(await log.append([sampleCommit('bad-0'), sampleCommit('bad-1'), sampleCommit('bad-2')]));
      const before = start([fragile]);
      await until(async () => (await parked('fragile')).length === 3);
      await before.stop();
      const mended: Projection<readonly string[]> = {
        ...fragile,
        fold(state: readonly string[], commits) {
          if (commits.some(({ id }) => id === 'bad-1')) throw new Error('still not');
          return ids.fold(state, commits);
        },
      };
      const projections = start([mended]);
      await until(() => projections.statuses()[0]?.caughtUp === true);
      expect(value((await projections.retryParked('fragile')) ?? fail())).toEqual({ taken: 2, left: 1 });
      expect(await kept('fragile')).toEqual(['bad-0', 'bad-2']);
      expect(await parked('fragile')).toMatchObject([{ commitId: 'bad-1', reason: 'Error: still not', tries: 6 }]);
    });

    it('[J5] a handler is tried again as well, then its commit is parked, and it goes on', async () => {
      value(await log.append([sampleCommit('a'), sampleCommit('bad-0'), sampleCommit('b')]));
      const handled: string[] = [];
      start(
        [],
        [
          {
            name: 'calls',
            version: 1,
            async handle(commit) {
              handled.push(commit.id);
              if (bad(commit)) throw new Error('no answer');
            },
          },
        ],
      );
      await until(async () => handled.includes('b') && (await parked('calls')).length === 1);
      expect(handled).toEqual(['a', 'bad-0', 'bad-0', 'bad-0', 'bad-0', 'bad-0', 'b']);
    });
  });

  describe('[J6] making one anew', () => {
    it('gives the same state and the same hash twice, and serves the old one meanwhile', async () => {
      value(await log.append(sampleCommits(1200, 'a')));
      const projections = start([ids]);
      await untilKept('ids', 1200);
      const before = await kept('ids');
      const building = projections.rebuild('ids');
      await until(() => (projections.statuses()[0]?.rebuilding ?? 0) > 0);
      expect(await kept('ids')).toEqual(before);
      const first = value((await building) ?? fail());
      const second = value((await projections.rebuild('ids')) ?? fail());
      expect(first).toMatchObject({ type: 'switched' });
      expect(second).toEqual(first);
      expect(await kept('ids')).toEqual(before);
      expect([...(await derivedTexts(log)).keys()].filter((key) => key.includes('/next/'))).toEqual([]);
    });

    it('takes along what comes meanwhile, and goes on live', async () => {
      value(await log.append(sampleCommits(2500, 'a')));
      const projections = start([ids]);
      const building = projections.rebuild('ids');
      for (let i = 0; i < 40; i++) value(await log.append([sampleCommit(`during-${i}`)]));
      value((await building) ?? fail());
      for (let i = 0; i < 5; i++) value(await log.append([sampleCommit(`after-${i}`)]));
      await untilKept('ids', 2545);
      expect(new Set(await kept('ids')).size).toBe(2545);
      expect((await kept('ids')).at(-1)).toBe('after-4');
    });

    it('leaves no trace when it is cancelled', async () => {
      value(await log.append(sampleCommits(6000, 'a')));
      const projections = start([ids]);
      await untilKept('ids', 6000);
      const before = await derivedTexts(log);
      const building = projections.rebuild('ids');
      await until(async () => [...(await derivedTexts(log)).keys()].some((key) => key.includes('/next/')));
      projections.cancelRebuild('ids');
      expect(value((await building) ?? fail())).toEqual({ type: 'cancelled' });
      expect(await derivedTexts(log)).toEqual(before);
    });

    it('goes on after a kill from where it was', async () => {
      value(await log.append(sampleCommits(12_000, 'a')));
      const first = start([ids]);
      await untilKept('ids', 12_000);
      await first.stop();
      const realm = createRealm(log);
      void startProjections([ids], [], realm.ports).rebuild('ids');
      const isBuilding = async () => [...(await derivedTexts(log)).keys()].some((key) => key.includes('/next/'));
      await until(isBuilding);
      realm.kill();
      const folded: string[] = [];
      start([
        {
          ...ids,
          fold(state: readonly string[], commits) {
            folded.push(...commits.map(({ id }) => id));
            return ids.fold(state, commits);
          },
        },
      ]);
      await until(async () => !(await isBuilding()));
      expect(folded.length).toBeGreaterThan(0);
      expect(folded.length).toBeLessThanOrEqual(7000);
      expect(await kept('ids')).toEqual(Array.from({ length: 12_000 }, (_, i) => `a-${i}`));
    });

    it('begins by itself for another version, and the old one is read until then', async () => {
      value(await log.append(sampleCommits(3, 'a')));
      const first = start([ids]);
      await untilKept('ids', 3);
      await first.stop();
      start([
        {
          ...ids,
          version: 2,
          fold: (state: readonly string[], commits) => [...state, ...commits.map(({ id }) => id.toUpperCase())],
        },
      ]);
      expect(await kept('ids')).toEqual(['a-0', 'a-1', 'a-2']);
      await until(async () => (await kept('ids'))[0] === 'A-0');
      value(await log.append([sampleCommit('b')]));
      await untilKept('ids', 4);
      expect(await kept('ids')).toEqual(['A-0', 'A-1', 'A-2', 'B']);
    });

    it('drops what was parked, and parks anew what still can’t be taken', async () => {
      value(await log.append([sampleCommit('bad-0'), sampleCommit('bad-1'), sampleCommit('a')]));
      let refused = ['bad-0', 'bad-1'];
      const projections = start([
        {
          ...ids,
          fold(state: readonly string[], commits) {
            if (commits.some(({ id }) => refused.includes(id))) throw new Error('no');
            return ids.fold(state, commits);
          },
        },
      ]);
      await until(async () => (await parked('ids')).length === 2);
      refused = ['bad-1'];
      value((await projections.rebuild('ids')) ?? fail());
      expect(await kept('ids')).toEqual(['bad-0', 'a']);
      expect(await parked('ids')).toMatchObject([{ commitId: 'bad-1' }]);
    });
  });
});

function fail(): never {
  throw new Error('There is no projection of that name.');
}
