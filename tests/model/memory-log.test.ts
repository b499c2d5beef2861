import fc from 'fast-check';
import { expect, it } from 'vitest';
import { err, ok } from '#kit/result.ts';
import type { RowStore } from '#store/row-store.ts';
import { campaign, printCounts } from '../support/campaign.ts';
import { seededRandom } from '../support/random.ts';
import { memoryStorages } from './memory-storage.ts';
import { everyOutcome } from './outcomes.ts';
import { runSequence } from './run-sequence.ts';
import { sequence } from './steps.ts';

const { seed, runs, isWhole } = campaign(25);
// The rest of a campaign is run on IndexedDB.
const share = isWhole ? Math.floor((runs * 4) / 5) : runs;

/** Whether some sequence shows a store of rows that lies; then the model is one that can see. */
async function isFoundOut(lie: (rows: RowStore) => RowStore): Promise<boolean> {
  const { failed } = await fc.check(
    fc.asyncProperty(sequence, (drawn) =>
      runSequence(
        drawn,
        memoryStorages(() => 0, lie),
        new Map(),
      ),
    ),
    { numRuns: 200, seed, endOnFailure: true },
  );
  return failed;
}

const lies: readonly (readonly [string, (rows: RowStore) => RowStore])[] = [
  ['does not say that a row is new', (rows) => ({ ...rows, load: oneInTen(rows.load, staleLoad(rows)) })],
  ['forgets a blob', (rows) => ({ ...rows, putBlob: async () => ok(undefined) })],
  ['loses what is written beside the log', (rows) => ({ ...rows, writeDerived: async () => ok('written') })],
  ['forgets a snapshot', (rows) => ({ ...rows, putSnapshot: async () => ok(undefined) })],
  ['writes nothing, now and then', (rows) => ({ ...rows, write: oneInTen(rows.write, async () => ok('written')) })],
  ['says that it has failed when it has not', (rows) => ({ ...rows, write: sayingNo(rows.write) })],
];
// Some are found out only after many sequences.
it.each(isWhole ? lies : lies.slice(0, 2))('a storage that %s is found out', async (_, lie) => {
  expect(await isFoundOut(lie)).toBe(true);
});

it(`the log in memory does what the naive log does: ${share} sequences, seed ${seed}`, {
  timeout: 3_600_000,
}, async () => {
  const counts = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(sequence, fc.nat(), async (drawn, pace) => {
      await runSequence(drawn, memoryStorages(seededRandom(pace)), counts);
    }),
    { numRuns: share, seed },
  );
  printCounts(`the log in memory: ${share} sequences, seed ${seed}`, counts);
  if (isWhole) expect(everyOutcome.filter((outcome) => !counts.has(outcome))).toEqual([]);
});

function oneInTen<Given extends readonly unknown[], T>(
  honest: (...given: Given) => Promise<T>,
  lie: (...given: Given) => Promise<T>,
): (...given: Given) => Promise<T> {
  let calls = 0;
  return (...given) => (++calls % 10 === 0 ? lie(...given) : honest(...given));
}

/** What was there before anything was written. */
function staleLoad(rows: RowStore): RowStore['load'] {
  return async (after, limit) => {
    const loaded = await rows.load(after, limit);
    return loaded.ok ? ok({ ...loaded.value, rows: [] }) : loaded;
  };
}

function sayingNo(write: RowStore['write']): RowStore['write'] {
  return oneInTen(write, async (given) => {
    await write(given);
    return err({ code: 'QuotaExceeded', params: {}, retry: 'later' });
  });
}
