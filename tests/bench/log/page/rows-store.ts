import { answered, completed } from '../../../support/store/idb.ts';
import { type BenchEvent, type Contestant, fromLines, type ReadEvent, toLines } from './contestant.ts';
import { destroyed, openRaw } from './raw.ts';

interface BenchRow {
  readonly row: number;
  readonly text: string;
}

/** Baseline B: raw IndexedDB and rows like ours, but no check, no checksum, no index in memory, no group. */
export async function createRowsStore(name: string): Promise<Contestant> {
  const open = () => openRaw(name, (db) => db.createObjectStore('rows', { keyPath: 'row' }));
  let db = await open();
  let newest = 0;

  const read = async (each: (event: BenchEvent) => void) => {
    let after = 0;
    for (;;) {
      const store = db.transaction('rows').objectStore('rows');
      const rows: BenchRow[] = await answered(store.getAll(IDBKeyRange.lowerBound(after, true), 200));
      for (const { text } of rows) {
        const lines: { body: { events: BenchEvent[] } }[] = JSON.parse(text);
        for (const { body } of lines) for (const event of body.events) each(event);
      }
      if (rows.length < 200) return;
      after = rows.at(-1)?.row ?? 0;
    }
  };

  const append: Contestant['append'] = (events, durability) => {
    const transaction = db.transaction('rows', 'readwrite', { durability });
    const store = transaction.objectStore('rows');
    for (let i = 0; i < events.length; i += 256) {
      newest += 1;
      const lines = events.slice(i, i + 256).map(lineOf);
      const sequences = lines.map((_, at) => newest + at);
      const about = { position: newest, recordedAt: 1_763_800_000_000, durability, sequences };
      store.add({ row: newest, ...about, text: `[${lines.join(',\n')}]` });
    }
    return completed(transaction);
  };

  return {
    name: 'B',
    append,
    replay: read,
    replayStream: (aggregate, each) =>
      read((event) => {
        if (event.aggregate === aggregate) each(event);
      }),
    async reopen() {
      db.close();
      db = await open();
    },
    async exportFile() {
      const events: ReadEvent[] = [];
      await read((event) => events.push(event));
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

/** As long as a line of ours, and no easier to compress, which Chromium does with what it stores: hashes are noise. */
function lineOf(event: BenchEvent): string {
  const [hash, previous, salt] = [nextNoise(), nextNoise(), nextNoise()];
  const body = `{"actor":{"type":"person"},"at":${event.at},"events":[${JSON.stringify(event)}],"locale":"en","zone":"Europe/Berlin"}`;
  const head = `"causation":null,"correlation":"${event.id}","device":"${device}","hash":"${hash}","hlc":"0193a5b6c7d8-0000","id":"${event.id}","index":1,"previous":"${previous}","salt":"${salt}","stream":"plan/${event.aggregate}"`;
  return `{"body":${body},${head}}`;
}

/** Drawn beforehand: making it is no part of what is measured. */
const noise = Array.from({ length: 4096 }, () => crypto.randomUUID().replaceAll('-', ''));
let drawn = 0;

function nextNoise(): string {
  return noise[drawn++ % noise.length] ?? '';
}

const device = '0123456789abcdef0123456789abcdef';
