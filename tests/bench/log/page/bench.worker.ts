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
}

/** What one round measured, by phase and contestant. Milliseconds of one call (median) or events per second. */
export type BenchRound = Record<Phase, Partial<Record<ContestantName, number>>>;

export type Phase =
  | 'single p50 ms'
  | 'single strict p50 ms'
  | 'batch of 100 p50 ms'
  | 'in flight relaxed ev/s'
  | 'in flight strict ev/s'
  | 'bulk ev/s'
  | 'replay and fold ev/s'
  | 'cold open and fold ev/s'
  | 'one stream of a hundred ev/s';

export type ContestantName = 'A' | 'B' | 'dexie' | 'ours';

/** An event as a store gives it back. */
export type ReadEvent = Readonly<Record<string, unknown>>;

export type BenchEvent = {
  readonly id: string;
  readonly aggregate: string;
  readonly type: string;
  readonly v: number;
  readonly at: number;
  readonly taskId: string;
  readonly from: string;
  readonly to: { readonly status: string; readonly note: string };
};

export interface Contestant {
  readonly name: ContestantName;
  append(events: readonly BenchEvent[], durability: 'relaxed' | 'strict'): Promise<void>;
  /** Reads everything from the disk in order. */
  replay(each: (event: ReadEvent) => void): Promise<void>;
  replayStream(aggregate: string, each: (event: ReadEvent) => void): Promise<void>;
  /** Gives up what is in memory and opens again. */
  reopen(): Promise<void>;
  destroy(): Promise<void>;
}

self.onmessage = async ({ data }: MessageEvent<BenchOptions>) => {
  self.postMessage(await runRound(data));
};

async function runRound(options: BenchOptions): Promise<BenchRound> {
  const name = `bench-${options.round}-${crypto.randomUUID()}`;
  const all = [
    await createPerEventStore(`${name}-a`),
    await createRowsStore(`${name}-b`),
    await createDexieStore(`${name}-d`),
    await createOurStore(`${name}-o`),
  ];
  // Nobody is always first, and thus nobody always pays for warming up the browser's storage.
  const contestants = all.map((_, i) => all[(i + options.round) % all.length]).filter((one) => one !== undefined);
  const round: BenchRound = {
    'single p50 ms': {},
    'single strict p50 ms': {},
    'batch of 100 p50 ms': {},
    'in flight relaxed ev/s': {},
    'in flight strict ev/s': {},
    'bulk ev/s': {},
    'replay and fold ev/s': {},
    'cold open and fold ev/s': {},
    'one stream of a hundred ev/s': {},
  };
  let made = 0;
  const events = (count: number) => Array.from({ length: count }, () => benchEvent(made++));
  const phase = async (name: Phase, measure: (contestant: Contestant) => Promise<number>) => {
    for (const contestant of contestants) round[name][contestant.name] = await measure(contestant);
  };
  const p50 = async (calls: number, call: () => Promise<void>) => {
    for (let i = 0; i < 20; i++) await call();
    const times: number[] = [];
    for (let i = 0; i < calls; i++) times.push(await timed(call));
    return median(times);
  };
  const rate = async (count: number, work: () => Promise<void>) => (count / (await timed(work))) * 1000;

  await phase('single p50 ms', (one) => p50(options.singles, () => one.append(events(1), 'relaxed')));
  await phase('single strict p50 ms', (one) => p50(options.singles / 4, () => one.append(events(1), 'strict')));
  await phase('batch of 100 p50 ms', (one) => p50(options.batches, () => one.append(events(100), 'relaxed')));
  for (const durability of ['relaxed', 'strict'] as const) {
    await phase(`in flight ${durability} ev/s`, async (one) => {
      const group = events(options.inFlight);
      return rate(group.length, async () => {
        await Promise.all(group.map((event) => one.append([event], durability)));
      });
    });
  }
  await phase('bulk ev/s', async (one) => {
    const parts = Array.from({ length: options.bulk / 1000 }, () => events(1000));
    return rate(options.bulk, async () => {
      for (const part of parts) await one.append(part, 'relaxed');
    });
  });
  const fold = () => {
    const tasks = new Map<unknown, unknown>();
    let count = 0;
    return {
      each: (event: ReadEvent) => {
        tasks.set(event.taskId, event.to);
        count += 1;
      },
      count: () => count,
    };
  };
  const folding = async (work: (each: ReturnType<typeof fold>['each']) => Promise<void>) => {
    const { each, count } = fold();
    const ms = await timed(() => work(each));
    return (count() / ms) * 1000;
  };
  await phase('replay and fold ev/s', (one) => folding((each) => one.replay(each)));
  await phase('one stream of a hundred ev/s', (one) => folding((each) => one.replayStream('agg-7', each)));
  await phase('cold open and fold ev/s', (one) =>
    folding(async (each) => {
      await one.reopen();
      await one.replay(each);
    }),
  );
  for (const contestant of contestants) await contestant.destroy();
  return round;
}

function benchEvent(i: number): BenchEvent {
  return {
    id: `event-${i}`,
    aggregate: `agg-${i % 100}`,
    type: 'TaskStatusUpdated',
    v: 1,
    at: 1_763_800_000_000 + i,
    taskId: `task-${i % 5000}`,
    from: 'planned',
    to: { status: 'running', note: `${i} `.padEnd(260, 'lorem ipsum ') },
  };
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[times.length >> 1] ?? Number.NaN;
}
