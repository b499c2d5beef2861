import type { Announcer } from '#store/announce.ts';
import { openChecksum } from '#store/checksum.ts';
import type { EventLog } from '#store/event-log.ts';
import { createMemoryRows } from '#store/memory-rows.ts';
import { openStoredLog } from '#store/stored-log.ts';
import { describeLogContract, value } from './log-contract.ts';
import { describeLogFiles } from './log-file-contract.ts';

describeLogContract('in memory', createMemoryHarness, { short: 60 });
describeLogFiles('in memory', createMemoryHarness, { mutants: 250 });

async function createMemoryHarness() {
  const rows = createMemoryRows(`device-${crypto.randomUUID()}`);
  const tabs: EventLog[] = [];
  const announcers = new Set<(head: number) => void>();
  const checksum = await openChecksum();
  return {
    async openTab(clock = steadyClock()) {
      const tab = value(
        await openStoredLog(rows, {
          now: clock,
          random: (bytes) => crypto.getRandomValues(bytes),
          announcer: join(),
          checksum,
        }),
      );
      tabs.push(tab);
      return tab;
    },
    async destroy() {
      await Promise.all(tabs.map((tab) => tab.close()));
    },
  };

  /** A channel between the tabs of this storage that, like the browser's, does not speak to the sender. */
  function join(): Announcer {
    let own: (head: number) => void = () => {};
    return {
      announce(head) {
        for (const listener of announcers) if (listener !== own) queueMicrotask(() => listener(head));
      },
      onHead(listener) {
        own = listener;
        announcers.add(listener);
      },
      close: () => announcers.delete(own),
    };
  }
}

function steadyClock(): () => number {
  let now = 1_763_800_000_000;
  return () => now++;
}
