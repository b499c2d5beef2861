import type { Announcer } from '#store/announce.ts';
import { openChecksum } from '#store/checksum.ts';
import { createMemoryRows } from '#store/memory-rows.ts';
import type { RowStore } from '#store/row-store.ts';
import { openStoredLog } from '#store/stored-log.ts';
import { createModelTab } from './model-tab.ts';
import type { MakeStorage } from './storage.ts';

const checksum = await openChecksum();

/** Rows in memory that take their time, differently for each seed, so that what is in flight together varies. */
export function memoryStorages(random: () => number, change = (rows: RowStore) => rows): MakeStorage {
  return async (device) => {
    const rows = change(createMemoryRows(device));
    const listeners = new Set<(head: number) => void>();
    const lives: ({ isAlive: boolean } | undefined)[] = [];
    return {
      async open(tab, now) {
        const life = { isAlive: true };
        lives[tab] = life;
        const clock = { now };
        const log = await openStoredLog(slowly(rows, life, random), {
          now: () => clock.now,
          random: (bytes) => crypto.getRandomValues(bytes),
          announcer: join(listeners, life),
          checksum,
        });
        return log.ok ? { ok: true, value: createModelTab(log.value, clock) } : log;
      },
      async kill(tab, delay) {
        for (let turn = 0; turn < delay * 4; turn++) await Promise.resolve();
        const life = lives[tab];
        if (life !== undefined) life.isAlive = false;
      },
      async destroy() {
        for (const life of lives) if (life !== undefined) life.isAlive = false;
      },
    };
  };
}

/** What a dead tab has asked for is neither done nor answered, unless it was done before. */
function slowly(rows: RowStore, life: { isAlive: boolean }, random: () => number): RowStore {
  const wait = async () => {
    for (let turns = Math.floor(random() * 6); turns > 0; turns--) await Promise.resolve();
    if (!life.isAlive) await new Promise<never>(() => {});
  };
  return new Proxy(rows, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== 'function') return member;
      return async (...given: unknown[]) => {
        await wait();
        const answer: unknown = await member.apply(target, given);
        await wait();
        return answer;
      };
    },
  });
}

function join(listeners: Set<(head: number) => void>, life: { isAlive: boolean }): Announcer {
  let own: (head: number) => void = () => {};
  return {
    announce(head) {
      for (const listener of listeners) if (listener !== own) queueMicrotask(() => listener(head));
    },
    onHead(listener) {
      own = (head) => {
        if (life.isAlive) listener(head);
      };
      listeners.add(own);
    },
    close: () => listeners.delete(own),
  };
}
