import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventLog } from '#store/event-log.ts';
import { readParked, readPlace } from '#store/projections/checkpoint.ts';
import type { Projection } from '#store/projections/projection.ts';
import { startProjections } from '#store/projections/projections.ts';
import { openVolatileLog } from '#store/volatile-log.ts';
import { value } from '../../../contract/log/log-contract.ts';
import { sampleCommit } from '../../../contract/log/sample-commits.ts';
import { createRealm, derivedTexts, turn } from '../../../support/projections/realm.ts';
import { seededRandom } from '../../../support/random.ts';

const runs = 1000;
// Thousands of realms begun and ended: for a machine that is busy with other things.
const campaignTimeoutMs = 120_000;

/** What one life of a realm goes through before it is killed. */
const life = fc.record({
  appends: fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 4 }),
  rebuilds: fc.boolean(),
  /** Turns of the event loop, then of the microtask queue. */
  turns: fc.integer({ min: 0, max: 6 }),
  ticks: fc.integer({ min: 0, max: 60 }),
  seed: fc.integer(),
});

describe('[J2] after a kill at any moment', () => {
  it(
    `state and place belong together, nothing is repeated, nothing is missing (${runs} runs)`,
    async () => {
      let kills = 0;
      let midway = 0;
      let parkedSeen = 0;
      let builds = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 5 }), async (lives) => {
          const log = value(await openVolatileLog({ now: () => 1, random: (bytes) => crypto.getRandomValues(bytes) }));
          const all: string[] = [];
          for (const { appends, rebuilds, turns, ticks, seed } of lives) {
            const random = seededRandom(seed);
            const realm = createRealm(log, { random, isDone: () => random() < 0.5 });
            const projections = startProjections([fragile], [], realm.ports);
            if (rebuilds) {
              builds += 1;
              void projections.rebuild('ids');
            }
            for (const size of appends) await append(log, all, size);
            for (let i = 0; i < turns; i++) await turn();
            for (let i = 0; i < ticks; i++) await Promise.resolve();
            realm.kill();
            kills += 1;
            if ((projections.statuses()[0]?.position ?? 0) < all.length) midway += 1;
            await turn();
            check(await derivedTexts(log), all);
          }
          const realm = createRealm(log);
          const projections = startProjections([fragile], [], realm.ports);
          // A write that a dead realm had on its way may still come before ours, which then begins again from there.
          while (projections.statuses()[0]?.rebuilding !== null || (await keptPosition(log)) < all.length) await turn();
          await projections.stop();
          parkedSeen += check(await derivedTexts(log), all);
          const texts = await derivedTexts(log);
          expect([...texts.keys()].filter((key) => key.includes('/next/'))).toEqual([]);
          await log.close();
        }),
        { numRuns: runs },
      );
      // Kills that hit nothing, or a run in which nothing was parked or built, would show nothing.
      expect({
        kills: kills > runs,
        midway: midway > kills / 20,
        parked: parkedSeen > 100,
        builds: builds > 100,
      }).toEqual({
        kills: true,
        midway: true,
        parked: true,
        builds: true,
      });
    },
    campaignTimeoutMs,
  );

  it('the check sees a checkpoint that was written without its state', () => {
    const place = JSON.stringify({ version: 1, revision: 1, position: 2, built: null });
    const texts = new Map([
      ['projection/place/live/ids', place],
      ['projection/state/live/ids', '{"version":1,"position":1,"state":["c0"]}'],
    ]);
    expect(() => check(texts, ['c0', 'c1'])).toThrow();
  });
});

const isBad = (id: string) => id.endsWith('7');

const fragile: Projection<readonly string[]> = {
  name: 'ids',
  version: 1,
  initial: [],
  fold(state, commits) {
    for (const { id } of commits) if (isBad(id)) throw new Error(`cannot take ${id}`);
    return [...state, ...commits.map(({ id }) => id)];
  },
};

async function append(log: EventLog, all: string[], size: number): Promise<void> {
  const commits = Array.from({ length: size }, (_, i) => sampleCommit(`c${all.length + i}`));
  all.push(...commits.map(({ id }) => id));
  value(await log.append(commits));
}

async function keptPosition(log: EventLog): Promise<number> {
  return readPlace((await derivedTexts(log)).get('projection/place/live/ids'))?.position ?? 0;
}

/** Whatever is on the disk is exactly what the commits up to its place give. Answers how many are parked. */
function check(texts: ReadonlyMap<string, string>, all: readonly string[]): number {
  let found = 0;
  for (const generation of ['live', 'next']) {
    const place = readPlace(texts.get(`projection/place/${generation}/ids`));
    if (place === null) continue;
    const before = all.slice(0, place.position);
    expect(JSON.parse(texts.get(`projection/state/${generation}/ids`) ?? '').state).toEqual(
      before.filter((id) => !isBad(id)),
    );
    const parked = [...texts].flatMap(([key, text]) =>
      key.startsWith(`projection/parked/${generation}/ids/`) ? [readParked({ key, text })?.commitId] : [],
    );
    expect(parked.sort()).toEqual(before.filter(isBad).sort());
    found += parked.length;
  }
  return found;
}
