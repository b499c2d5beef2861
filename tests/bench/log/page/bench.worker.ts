import { median } from '../../median.ts';
import {
  type BenchEvent,
  benchEvent,
  type Contestant,
  type ContestantName,
  type ReadEvent,
  timed,
} from './contestant.ts';
import { createDexieStore } from './dexie-store.ts';
import { createOurStore } from './our-store.ts';
import { createPerEventStore } from './per-event-store.ts';
import { createRowsStore } from './rows-store.ts';

export interface BenchOptions {
  readonly round: number;
  readonly singles: number;
  readonly batches: number;
  readonly inFlight: number;
  readonly bulk: number;
  /** Events in the file that is exported and imported. */
  readonly file: number;
}

/** What one round measured, by phase and contestant. Milliseconds of one call (median) or events per second. */
export type BenchRound = Record<string, Partial<Record<ContestantName, number>>>;

self.onmessage = async ({ data }: MessageEvent<BenchOptions>) => {
  self.postMessage(await runRound(data));
};

async function runRound(options: BenchOptions): Promise<BenchRound> {
  const name = `bench-${options.round}-${crypto.randomUUID()}`;
  const contestants = inTurn(await openAll(name), options.round);
  const round: BenchRound = {};
  let made = 0;
  const events = (count: number) => Array.from({ length: count }, () => benchEvent(made++));
  const phase = async (title: string, measure: (contestant: Contestant) => Promise<number>) => {
    const measured: BenchRound[string] = {};
    for (const contestant of contestants) measured[contestant.name] = await measure(contestant);
    round[title] = measured;
  };
  const p50 = async (calls: number, call: (events: readonly BenchEvent[]) => Promise<void>, size: number) => {
    const times: number[] = [];
    for (let i = 0; i < calls + 20; i++) {
      const next = events(size);
      times.push(await timed(() => call(next)));
    }
    return median(times.slice(20));
  };

  for (const durability of ['relaxed', 'strict'] as const) {
    const calls = durability === 'strict' ? 0.25 : 1;
    await phase(`append 1, ${durability}, p50 ms`, (one) =>
      p50(options.singles * calls, (next) => one.append(next, durability), 1),
    );
    await phase(`append 100, ${durability}, p50 ms`, (one) =>
      p50(options.batches * calls, (next) => one.append(next, durability), 100),
    );
    await phase(`${options.inFlight} in flight, ${durability}, ev/s`, async (one) => {
      const group = events(options.inFlight);
      return rate(group.length, () => Promise.all(group.map((event) => one.append([event], durability))));
    });
    await phase(`bulk of ${options.bulk}, ${durability}, ev/s`, async (one) => {
      const parts = Array.from({ length: options.bulk / 1000 }, () => events(1000));
      return rate(options.bulk, async () => {
        for (const part of parts) await one.append(part, durability);
      });
    });
  }

  for (const one of contestants) await one.settle?.();
  await phase('replay and fold, ev/s', async (one) => {
    // Nothing of it is in memory, as after a start.
    await one.reopen();
    return foldRate((each) => one.replay(each));
  });
  await phase('one stream of a hundred, ev/s', async (one) => {
    await one.reopen();
    return foldRate((each) => one.replayStream('agg-7', each));
  });
  await phase('cold open and fold, ev/s', (one) =>
    foldRate(async (each) => {
      await one.reopen();
      await one.replay(each);
    }),
  );
  for (const contestant of contestants) await contestant.destroy();

  await phaseFiles(name, options, phase);
  return round;
}

/** Export of a store with some events, and import of that file into an empty one. */
async function phaseFiles(
  name: string,
  { file: count, round }: BenchOptions,
  phase: (title: string, measure: (contestant: Contestant) => Promise<number>) => Promise<void>,
): Promise<void> {
  const [full, empty] = [await openAll(`${name}-full`), await openAll(`${name}-empty`)];
  const files = new Map<ContestantName, Blob>();
  for (const one of inTurn(full, round)) {
    for (let i = 0; i < count; i += 1000) {
      const part = Array.from({ length: 1000 }, (_, at) => benchEvent(i + at));
      await one.append(part, 'relaxed');
    }
  }
  const sameName = (stores: readonly Contestant[], one: Contestant) => stores.find(({ name }) => name === one.name);
  await phase('export, ev/s', async (one) => {
    const store = sameName(full, one);
    return rate(count, async () => {
      const file = await store?.exportFile();
      if (file !== undefined) files.set(one.name, file);
    });
  });
  await phase('import, ev/s', (one) =>
    rate(count, async () => {
      const file = files.get(one.name);
      if (file !== undefined) await sameName(empty, one)?.importFile(file);
    }),
  );
  for (const one of [...full, ...empty]) await one.destroy();
}

async function openAll(name: string): Promise<readonly Contestant[]> {
  return [
    await createPerEventStore(`${name}-a`),
    await createRowsStore(`${name}-b`),
    await createDexieStore(`${name}-d`),
    await createOurStore(`${name}-o`),
  ];
}

/** Nobody is always first, and thus nobody always pays for warming up the browser's storage. */
function inTurn(all: readonly Contestant[], round: number): readonly Contestant[] {
  return all.map((_, i) => all[(i + round) % all.length]).filter((one) => one !== undefined);
}

/** Per second. */
async function rate(count: number, work: () => Promise<unknown>): Promise<number> {
  return (count / (await timed(work))) * 1000;
}

/** Events a second through a fold that keeps the last of each task. */
async function foldRate(work: (each: (event: ReadEvent) => void) => Promise<void>): Promise<number> {
  const tasks = new Map<unknown, unknown>();
  let count = 0;
  const ms = await timed(() =>
    work((event) => {
      tasks.set(event.taskId, event.to);
      count += 1;
    }),
  );
  return (count / ms) * 1000;
}
