import { collectCases } from '../../support/suite-words.ts';
import { describeDexieLog } from './dexie-harness.ts';

/** Says which cases there are, then runs one for each number that it is sent, and answers what it failed with. */
const cases = collectCases(describeDexieLog);

addEventListener('message', async ({ data }: MessageEvent<number>) => {
  try {
    await cases[data]?.run();
    postMessage({ number: data });
  } catch (error) {
    postMessage({ number: data, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});

postMessage({ names: cases.map(({ name }) => name) });
