import { createTabs } from '../../support/store/tabs.ts';
import { describeDerivedRecords } from './derived-contract.ts';
import { describeLogContract } from './log-contract.ts';
import { describeLogFiles } from './log-file-contract.ts';
import { describeSegments } from './segment-contract.ts';

describeLogContract('in memory', createMemoryHarness, { short: 60 });
describeDerivedRecords('in memory', createMemoryHarness);
describeLogFiles('in memory', createMemoryHarness, { mutants: 250 });
describeSegments('in memory', createMemoryHarness);

async function createMemoryHarness() {
  const { open, close } = await createTabs();
  return { openTab: open, destroy: close };
}
