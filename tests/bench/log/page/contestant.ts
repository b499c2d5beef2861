import type { Durability } from '#store/event-log.ts';

export type ContestantName = 'A' | 'B' | 'dexie' | 'ours';

/** One store under test. What it appends it has on the disk when the promise settles. */
export interface Contestant {
  readonly name: ContestantName;
  append(events: readonly BenchEvent[], durability: Durability): Promise<void>;
  /** What it does to old commits in the background, if anything. */
  settle?(): Promise<void>;
  /** Reads everything from the disk in order. */
  replay(each: (event: ReadEvent) => void): Promise<void>;
  replayStream(aggregate: string, each: (event: ReadEvent) => void): Promise<void>;
  /** Gives up what is in memory and opens again. */
  reopen(): Promise<void>;
  exportFile(): Promise<Blob>;
  /** Into an empty store. */
  importFile(file: Blob): Promise<void>;
  destroy(): Promise<void>;
}

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

/** An event of about 430 bytes, in one of a hundred streams. */
export function benchEvent(i: number): BenchEvent {
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

/** Milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The plainest log file: an event a line. */
export function toLines(events: readonly ReadEvent[]): Blob {
  return new Blob(events.map((event) => `${JSON.stringify(event)}\n`));
}

export async function fromLines(file: Blob): Promise<readonly BenchEvent[]> {
  const lines = (await file.text()).split('\n');
  return lines.flatMap((line): BenchEvent[] => (line === '' ? [] : [JSON.parse(line)]));
}
