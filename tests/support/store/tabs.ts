// One storage in memory, and any number of tabs on it that hear of each other.
import type { Announcer } from '#store/announce.ts';
import { openChecksum } from '#store/checksum.ts';
import type { EventLog } from '#store/event-log.ts';
import { createMemoryRows } from '#store/memory-rows.ts';
import type { RowStore } from '#store/row-store.ts';
import { openStoredLog } from '#store/stored-log.ts';

export interface Tabs {
  readonly rows: RowStore;
  open(clock?: () => number): Promise<EventLog>;
  close(): Promise<void>;
}

export async function createTabs(rows = createMemoryRows(`device-${crypto.randomUUID()}`)): Promise<Tabs> {
  const opened: EventLog[] = [];
  const listeners = new Set<(head: number) => void>();
  const checksum = await openChecksum();
  return {
    rows,
    async open(clock = steadyClock()) {
      const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);
      const log = await openStoredLog(rows, { now: clock, random, announcer: join(), checksum });
      if (!log.ok) throw new Error(JSON.stringify(log.error));
      opened.push(log.value);
      return log.value;
    },
    async close() {
      await Promise.all(opened.map((log) => log.close()));
    },
  };

  /** A channel between the tabs that, like the browser's, does not speak to the sender. */
  function join(): Announcer {
    let own: (head: number) => void = () => {};
    return {
      announce(head) {
        for (const listener of listeners) if (listener !== own) queueMicrotask(() => listener(head));
      },
      onHead(listener) {
        own = listener;
        listeners.add(listener);
      },
      close: () => listeners.delete(own),
    };
  }
}

function steadyClock(): () => number {
  let now = 1_763_800_000_000;
  return () => now++;
}
