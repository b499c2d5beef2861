import fc from 'fast-check';
import { expect, it } from 'vitest';
import { campaign, printCounts } from '../support/campaign.ts';
import { dexieStorages } from './dexie-storage.ts';
import { everyOutcome } from './outcomes.ts';
import { runSequence } from './run-sequence.ts';
import { sequence } from './steps.ts';

const { seed, runs, isWhole } = campaign(6);
// IndexedDB takes its time: a fifth of a campaign is run on it, the rest on rows in memory.
const share = isWhole ? Math.ceil(runs / 5) : runs;

it(`the log on IndexedDB does what the naive log does: ${share} sequences, seed ${seed}`, {
  timeout: 3_600_000,
}, async () => {
  const counts = new Map<string, number>();
  const storages = dexieStorages();
  try {
    await fc.assert(
      fc.asyncProperty(sequence, (drawn) => runSequence(drawn, storages.make, counts)),
      { numRuns: share, seed },
    );
  } finally {
    storages.end();
  }
  printCounts(`the log on IndexedDB: ${share} sequences, seed ${seed}`, counts);
  if (isWhole) expect(everyOutcome.filter((outcome) => !counts.has(outcome))).toEqual([]);
});
