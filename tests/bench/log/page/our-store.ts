import { Dexie } from 'dexie';
import type { Result } from '#kit/result.ts';
import { openDexieLog } from '#store/dexie-log.ts';
import type { EventLog, NewCommit, ReadQuery } from '#store/event-log.ts';
import { exportLog } from '#store/export-log.ts';
import { importLog } from '#store/import-log.ts';
import type { BenchEvent, Contestant, ReadEvent } from './contestant.ts';

/** The log itself: a commit for every event. */
export async function createOurStore(name: string): Promise<Contestant> {
  let log = await openOurLog(name);

  return {
    name: 'ours',
    async append(events, durability) {
      orThrow(await log.append(events.map(toCommit), { durability }));
    },
    settle: () => sealAll(log),
    replay: (each) => readAll(log, {}, each),
    replayStream: (aggregate, each) => readAll(log, { streams: [`plan/${aggregate}`] }, each),
    async reopen() {
      await log.close();
      log = await openOurLog(name);
    },
    exportFile: async () => orThrow(await exportLog(log)),
    async importFile(file) {
      orThrow(await importLog(log, file));
    },
    async destroy() {
      await log.close();
      await Dexie.delete(name);
    },
  };
}

export async function openOurLog(name: string): Promise<EventLog> {
  return orThrow(await openDexieLog({ name, now: () => Date.now(), random: (bytes) => crypto.getRandomValues(bytes) }));
}

/** What the leading tab does in the background. */
export async function sealAll(log: EventLog): Promise<void> {
  while (!orThrow(await log.seal()).isDone);
}

async function readAll(log: EventLog, query: ReadQuery, each: (event: ReadEvent) => void): Promise<void> {
  for await (const batch of log.read(query)) {
    for (const commit of orThrow(batch)) for (const event of commit.events) each(event);
  }
}

export function toCommit(event: BenchEvent): NewCommit {
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

export function orThrow<T>(result: Result<T, unknown>): T {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.error));
}
