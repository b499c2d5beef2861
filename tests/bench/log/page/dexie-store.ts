import { Dexie, type Table } from 'dexie';
import type { BenchEvent, Contestant } from './bench.worker.ts';

type StoredEvent = BenchEvent & { readonly position?: number; readonly version: number };

/** Plain Dexie over the same tables as baseline A. */
export async function createDexieStore(name: string): Promise<Contestant> {
  const db = new Dexie(name, { chromeTransactionDurability: 'relaxed' });
  db.version(1).stores({ events: '++position,&[aggregate+version],[type+at]' });
  const events: Table<StoredEvent, number> = db.table('events');
  await db.open();
  const versions = new Map<string, number>();

  return {
    name: 'dexie',
    async append(added) {
      const records = added.map((event) => {
        const version = (versions.get(event.aggregate) ?? 0) + 1;
        versions.set(event.aggregate, version);
        return { ...event, version };
      });
      const [only] = records;
      if (records.length === 1 && only !== undefined) await events.add(only);
      else await events.bulkAdd(records);
    },
    async replay(each) {
      let after = 0;
      for (;;) {
        const part = await events.where('position').above(after).limit(5000).toArray();
        for (const event of part) each(event);
        if (part.length < 5000) return;
        after = part.at(-1)?.position ?? 0;
      }
    },
    async replayStream(aggregate, each) {
      const range = events.where('[aggregate+version]').between([aggregate, Dexie.minKey], [aggregate, Dexie.maxKey]);
      for (const event of await range.toArray()) each(event);
    },
    async reopen() {
      db.close();
      await db.open();
    },
    async destroy() {
      await db.delete();
    },
  };
}
