import { Dexie, type Table } from 'dexie';
import { type BenchEvent, type Contestant, fromLines, type ReadEvent, toLines } from './contestant.ts';

type StoredEvent = BenchEvent & { readonly position?: number; readonly version: number };

/** Plain Dexie over the same tables as baseline A. */
export async function createDexieStore(name: string): Promise<Contestant> {
  const [relaxed, strict] = [open(name, 'relaxed'), open(name, 'strict')];
  const events: Table<StoredEvent, number> = relaxed.table('events');
  const eventsStrictly: Table<StoredEvent, number> = strict.table('events');
  await relaxed.open();
  await strict.open();
  const versions = new Map<string, number>();

  const append: Contestant['append'] = async (added, durability) => {
    const table = durability === 'strict' ? eventsStrictly : events;
    const records = added.map((event) => {
      const version = (versions.get(event.aggregate) ?? 0) + 1;
      versions.set(event.aggregate, version);
      return { ...event, version };
    });
    const [only] = records;
    if (records.length === 1 && only !== undefined) await table.add(only);
    else await table.bulkAdd(records);
  };
  const replay: Contestant['replay'] = async (each) => {
    let after = 0;
    for (;;) {
      const part = await events.where('position').above(after).limit(5000).toArray();
      for (const event of part) each(event);
      if (part.length < 5000) return;
      after = part.at(-1)?.position ?? 0;
    }
  };

  return {
    name: 'dexie',
    append,
    replay,
    async replayStream(aggregate, each) {
      const range = events.where('[aggregate+version]').between([aggregate, Dexie.minKey], [aggregate, Dexie.maxKey]);
      for (const event of await range.toArray()) each(event);
    },
    async reopen() {
      relaxed.close();
      await relaxed.open();
    },
    async exportFile() {
      const read: ReadEvent[] = [];
      await replay((event) => read.push(event));
      return toLines(read);
    },
    async importFile(file) {
      await append(await fromLines(file), 'strict');
    },
    async destroy() {
      strict.close();
      await relaxed.delete();
    },
  };
}

/** Dexie knows one durability for all that a connection does. */
function open(name: string, chromeTransactionDurability: 'relaxed' | 'strict'): Dexie {
  const db = new Dexie(name, { chromeTransactionDurability });
  db.version(1).stores({ events: '++position,&[aggregate+version],[type+at]' });
  return db;
}
