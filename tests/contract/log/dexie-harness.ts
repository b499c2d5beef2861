import { Dexie } from 'dexie';
import { openDexieLog } from '#store/dexie-log.ts';
import type { EventLog } from '#store/event-log.ts';
import { type SuiteWords, vitestWords } from '../../support/suite-words.ts';
import { describeDerivedRecords } from './derived-contract.ts';
import { describeLogContract, value } from './log-contract.ts';
import { describeLogFiles } from './log-file-contract.ts';
import { describeSegments } from './segment-contract.ts';

/** The whole contract on IndexedDB: run by the page, and once more inside a worker. */
export function describeDexieLog(words: SuiteWords = vitestWords): void {
  describeLogContract('IndexedDB', createDexieHarness, { short: 25 }, words);
  describeDerivedRecords('IndexedDB', createDexieHarness, words);
  describeLogFiles('IndexedDB', createDexieHarness, { mutants: 60 }, words);
  describeSegments('IndexedDB', createDexieHarness, words);
}

let databases = 0;

async function createDexieHarness() {
  const name = `contract-${crypto.randomUUID()}-${databases++}`;
  const tabs: EventLog[] = [];
  return {
    async openTab(clock = () => Date.now()) {
      const tab = value(await openDexieLog({ name, now: clock, random: (bytes) => crypto.getRandomValues(bytes) }));
      tabs.push(tab);
      return tab;
    },
    async destroy() {
      await Promise.all(tabs.map((tab) => tab.close()));
      await Dexie.delete(name);
    },
  };
}
