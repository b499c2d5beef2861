import { Dexie } from 'dexie';
import { openDexieLog } from '#store/dexie-log.ts';
import type { EventLog, NewCommit, ReadQuery } from '#store/event-log.ts';
import type { BenchEvent, Contestant, ReadEvent } from './bench.worker.ts';

/** The log itself: a commit for every event. */
export async function createOurStore(name: string): Promise<Contestant> {
  const open = async () => {
    const opened = await openDexieLog({
      name,
      now: () => Date.now(),
      random: (bytes) => crypto.getRandomValues(bytes),
    });
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    return opened.value;
  };
  let log = await open();

  return {
    name: 'ours',
    async append(events, durability) {
      const appended = await log.append(events.map(toCommit), { durability });
      if (!appended.ok) throw new Error(JSON.stringify(appended.error));
    },
    async replay(each) {
      await readAll(log, {}, each);
    },
    async replayStream(aggregate, each) {
      await readAll(log, { streams: [`plan/${aggregate}`] }, each);
    },
    async reopen() {
      await log.close();
      log = await open();
    },
    async destroy() {
      await log.close();
      await Dexie.delete(name);
    },
  };
}

async function readAll(log: EventLog, query: ReadQuery, each: (event: ReadEvent) => void): Promise<void> {
  for await (const batch of log.read(query)) {
    if (!batch.ok) throw new Error(JSON.stringify(batch.error));
    for (const commit of batch.value) for (const event of commit.events) each(event);
  }
}

function toCommit(event: BenchEvent): NewCommit {
  return {
    id: event.id,
    stream: `plan/${event.aggregate}`,
    at: event.at,
    zone: 'Europe/Berlin',
    locale: 'en',
    actor: { type: 'person' },
    correlation: event.id,
    causation: null,
    events: [event],
  };
}
