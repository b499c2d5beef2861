import { answered, completed } from '../../../support/store/idb.ts';
import { type BenchEvent, type Contestant, fromLines, type ReadEvent, toLines } from './contestant.ts';
import { destroyed, openRaw } from './raw.ts';

/** Baseline A: raw IndexedDB, a record per event, two indexes, one of them unique. */
export async function createPerEventStore(name: string): Promise<Contestant> {
  const open = () =>
    openRaw(name, (db) => {
      const events = db.createObjectStore('events', { keyPath: 'position', autoIncrement: true });
      events.createIndex('aggregate', ['aggregate', 'version'], { unique: true });
      events.createIndex('type', ['type', 'at']);
    });
  let db = await open();
  const versions = new Map<string, number>();

  const append: Contestant['append'] = (events, durability) => {
    const transaction = db.transaction('events', 'readwrite', { durability });
    const store = transaction.objectStore('events');
    for (const event of events) {
      const version = (versions.get(event.aggregate) ?? 0) + 1;
      versions.set(event.aggregate, version);
      store.add({ ...event, version });
    }
    return completed(transaction);
  };
  const replay: Contestant['replay'] = async (each) => {
    let after = 0;
    for (;;) {
      const store = db.transaction('events').objectStore('events');
      const part: (BenchEvent & { position: number })[] = await answered(
        store.getAll(IDBKeyRange.lowerBound(after, true), 5000),
      );
      for (const event of part) each(event);
      if (part.length < 5000) return;
      after = part.at(-1)?.position ?? 0;
    }
  };

  return {
    name: 'A',
    append,
    replay,
    async replayStream(aggregate, each) {
      const index = db.transaction('events').objectStore('events').index('aggregate');
      const part: BenchEvent[] = await answered(
        index.getAll(IDBKeyRange.bound([aggregate, 0], [aggregate, Number.POSITIVE_INFINITY])),
      );
      for (const event of part) each(event);
    },
    async reopen() {
      db.close();
      db = await open();
    },
    async exportFile() {
      const events: ReadEvent[] = [];
      await replay((event) => events.push(event));
      return toLines(events);
    },
    async importFile(file) {
      await append(await fromLines(file), 'strict');
    },
    async destroy() {
      db.close();
      await destroyed(name);
    },
  };
}
