import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDexieLog } from '#store/dexie-log.ts';
import type { EventLog } from '#store/event-log.ts';
import { readAll, value } from '../contract/log/log-contract.ts';
import { sampleCommit } from '../contract/log/sample-commits.ts';
import { campaign } from '../support/campaign.ts';
import { seededRandom } from '../support/random.ts';

/** Two and five tabs at the same place at the same time. The rules are those of `src/store/README.md`. */
describe('races', () => {
  let name: string;
  let tabs: EventLog[];
  beforeEach(async () => {
    name = `races-${crypto.randomUUID()}`;
    tabs = [];
  });
  afterEach(async () => {
    await Promise.all(tabs.map((tab) => tab.close()));
    await Dexie.delete(name);
  });

  async function open(count: number): Promise<void> {
    while (tabs.length < count) {
      const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);
      tabs.push(value(await openDexieLog({ name, now: Date.now, random })));
    }
  }

  const { runs, isWhole, seed } = campaign(250);
  const rounds = isWhole ? Math.max(10_000, runs) : runs;

  it(`[S3] [S6] of two tabs that expect the same sequence exactly one wins, ${rounds} times`, {
    timeout: 600_000,
  }, async () => {
    await open(2);
    const random = seededRandom(seed);
    const randomBelow = (limit: number) => Math.floor(random() * limit);
    const wins = [0, 0];
    for (let round = 0; round < rounds; round++) {
      // Both know where the stream is, and one of them is late by a random number of turns.
      for (const tab of tabs) value(await tab.wake());
      const [late, turns] = [randomBelow(2), randomBelow(4)];
      const outcomes = await Promise.all(
        tabs.map(async (tab, i) => {
          for (let turn = 0; i === late && turn < turns; turn++) await Promise.resolve();
          return tab.append([sampleCommit(`${round}/${i}`, { expected: round })]);
        }),
      );
      const winners = outcomes.flatMap((outcome, i) => (outcome.ok ? [i] : []));
      expect(winners).toHaveLength(1);
      wins[winners[0] ?? 0] = (wins[winners[0] ?? 0] ?? 0) + 1;
      const conflict = outcomes.find((outcome) => !outcome.ok);
      expect(conflict).toMatchObject({ error: { code: 'Conflict', params: { expected: round, actual: round + 1 } } });
    }
    console.log(`Races won: ${wins.join(' and ')} of ${rounds}`);
    const commits = await readAll(tabs[0] as EventLog);
    expect(commits.map(({ sequence }) => sequence)).toEqual(Array.from({ length: rounds }, (_, i) => i + 1));
  });

  it('[S6] five tabs that write at once lose nothing and leave no gap', async () => {
    await open(5);
    await Promise.all(
      tabs.map(async (tab, i) => {
        for (let n = 0; n < 40; n++) value(await tab.append([sampleCommit(`${i}/${n}`, { stream: `plan/${n % 3}` })]));
      }),
    );
    const seen = await Promise.all(tabs.map((tab) => readAll(tab)));
    const ids = seen.map((commits) => commits.map(({ id }) => id));
    for (const other of ids) expect(other).toEqual(ids[0]);
    expect(new Set(ids[0]).size).toBe(200);
    expect(seen[0]?.map(({ position }) => position)).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
  });

  it('[S5] a thousand calls in one moment are a handful of rows, and each has its own receipt', async () => {
    await open(1);
    const [tab] = tabs as [EventLog];
    const receipts = await Promise.all(Array.from({ length: 1000 }, (_, i) => tab.append([sampleCommit(`c${i}`)])));
    expect(receipts.map((receipt) => value(receipt)[0]?.commitId)).toEqual(
      Array.from({ length: 1000 }, (_, i) => `c${i}`),
    );
    expect(receipts.map((receipt) => value(receipt)[0]?.sequence)).toEqual(
      Array.from({ length: 1000 }, (_, i) => i + 1),
    );
    expect(tab.layout().rows).toBeLessThan(20);
  });
});
