import { expose } from 'comlink';
import { type BenchEvent, benchEvent, type Contestant } from './contestant.ts';
import { openOurLog, orThrow, toCommit } from './our-store.ts';
import { createPerEventStore } from './per-event-store.ts';
import { openRaw } from './raw.ts';

/**
 * Two tabs send each other events through the store: one appends, the other sees it and appends the answer. Half of
 * such a round is the time from an append to being seen, taken by one clock.
 */
const tab = {
  async openOurs(name: string, me: string): Promise<void> {
    const log = await openOurLog(name);
    let made = 0;
    players.ours = createPlayer(me, async (event) => {
      orThrow(await log.append([toCommit({ ...event, id: `${me}-${made++}` })]));
    });
    log.subscribe({}, ({ commits }) => {
      for (const { events } of commits) for (const event of events) players.ours?.saw(event);
    });
  },
  /** Baseline A, which says on a channel that there is something new; who hears it reads on from where it was. */
  async openRaw(name: string, me: string): Promise<void> {
    const channel = new BroadcastChannel(name);
    const store: Contestant = await createPerEventStore(name);
    const db = await openRaw(name, () => {});
    let read = 0;
    let made = 0;
    players.raw = createPlayer(me, async (event) => {
      await store.append([{ ...event, id: `${me}-${made++}`, aggregate: `${me}-${made}` }], 'relaxed');
      channel.postMessage('new');
    });
    channel.onmessage = () => {
      const events = db.transaction('events').objectStore('events');
      const request = events.getAll(IDBKeyRange.lowerBound(read, true));
      request.onsuccess = () => {
        const found: (BenchEvent & { position: number })[] = request.result;
        for (const event of found) {
          if (event.position <= read) continue;
          read = event.position;
          players.raw?.saw(event);
        }
      };
    };
  },
  /** Milliseconds of each half round. */
  async play(which: 'ours' | 'raw', rounds: number): Promise<readonly number[]> {
    const times: number[] = [];
    for (let i = 0; i < rounds; i++) times.push((await players[which]?.serve()) ?? Number.NaN);
    return times;
  },
  /** Appends many at once, each its own call. */
  async burst(count: number): Promise<void> {
    await Promise.all(Array.from({ length: count }, () => players.ours?.send('burst')));
  },
  /** How many different events of bursts were seen, once there are as many, or never. */
  seen: (count: number) => players.ours?.seen(count) ?? Promise.resolve(0),
};

export type Tab = typeof tab;

interface Player {
  serve(): Promise<number>;
  send(kind: string): Promise<void>;
  saw(event: Readonly<Record<string, unknown>>): void;
  seen(count: number): Promise<number>;
}

const players: { ours?: Player; raw?: Player } = {};

function createPlayer(me: string, append: (event: BenchEvent) => Promise<void>): Player {
  let answered = () => {};
  let enough = () => {};
  const seen = new Set<unknown>();
  let wanted = Number.POSITIVE_INFINITY;
  const send = (kind: string) => append({ ...benchEvent(0), from: me, type: kind });
  return {
    async serve() {
      const start = performance.now();
      const answer = new Promise<void>((settle) => {
        answered = settle;
      });
      await send('ping');
      await answer;
      return (performance.now() - start) / 2;
    },
    send,
    saw({ from, type, id }) {
      if (type === 'burst') seen.add(id);
      if (seen.size >= wanted) enough();
      if (from === me) return;
      if (type === 'ping') void send('pong');
      if (type === 'pong') answered();
    },
    async seen(count) {
      wanted = count;
      if (seen.size < count) {
        await new Promise<void>((settle) => {
          enough = settle;
          setTimeout(settle, lostAfterMs);
        });
      }
      return seen.size;
    },
  };
}

/** What has not come by then is counted as lost. */
const lostAfterMs = 10_000;

expose(tab);
