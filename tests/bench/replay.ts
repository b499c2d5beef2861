import { foldAll } from '#planner/fold.ts';
import type { Recorded } from '#planner/recorded.ts';
import { initial, type PlanState } from '#planner/state.ts';
import { type StoredEvent, type UpcastTable, upcast } from '#planner/upcast.ts';
import { openDexieLog } from '#store/dexie-log.ts';
import type { Commit, EventLog, NewCommit } from '#store/event-log.ts';
import type { Folding } from '#store/folding.ts';
import { createCausationIndex } from '#store/replay/causation.ts';
import { diffMoments } from '#store/replay/diff.ts';
import { createTimeline } from '#store/replay/timeline.ts';
import { seededRandom } from '../support/random.ts';
import { realisticLog } from './fold.ts';
import { median } from './median.ts';

/** Milliseconds, if not said otherwise. One commit an event, on disk, in a page. */
export interface ReplayFigures {
  readonly timelines: readonly TimelineFigures[];
  readonly causation: CausationFigures;
  readonly upcasting: UpcastFigures;
}

interface TimelineFigures {
  readonly commits: number;
  /** Of a timeline that has not read anything, on a log that has just been opened: the first of the page, and the median. */
  readonly firstMomentCold: number;
  readonly firstMoment: number;
  /** For comparison, in turns with it: reading the stream of a log that has just been opened, and folding it. */
  readonly plainReplay: number;
  readonly anyMomentP50: number;
  readonly anyMomentMax: number;
  readonly diffP50: number;
  readonly stepsPerSecond: number;
}

interface CausationFigures {
  readonly commits: number;
  readonly building: number;
  /** Of the commit that everything came of. */
  readonly wholeTree: number;
  readonly anyTreeP50: number;
  readonly anyTreeMax: number;
}

/** Shares of a replay, 0 to 1: reading the log, upcasting and folding. Medians of rounds. */
interface UpcastFigures {
  readonly commits: number;
  readonly replay: number;
  readonly today: number;
  /** With a table by which two thirds of the events climb two versions each. */
  readonly climbing: number;
}

export async function measureReplay(): Promise<ReplayFigures> {
  return {
    timelines: [await measureTimeline(10_000), await measureTimeline(100_000)],
    causation: await measureCausation(100_000),
    upcasting: await measureUpcasting(100_000),
  };
}

const stream = 'plan/bench';
const plan: Folding<PlanState> = {
  initial,
  fold: (state, commits) =>
    foldAll(
      state,
      recorded(commits, (event) => upcast(event)),
    ),
};

async function measureTimeline(commits: number): Promise<TimelineFigures> {
  const name = await written(commits);
  const random = seededRandom(3);
  const anywhere = () => ({ sequence: 1 + Math.trunc(random() * commits) });
  const firsts: number[] = [];
  const plains: number[] = [];
  for (let round = 0; round < 5; round++) {
    firsts.push(await onFresh(name, (log) => createTimeline(log, stream, plan).stateAt(anywhere())));
    plains.push(await onFresh(name, replay));
  }
  const log = await open(name);
  const timeline = createTimeline(log, stream, plan);
  await timeline.stateAt(anywhere());
  const moments = await timed(100, () => timeline.stateAt(anywhere()));
  const diffs = await timed(30, () => diffMoments(timeline, anywhere(), anywhere()));
  let steps = 0;
  const [walking = 0] = await timed(1, async () => {
    for await (const step of timeline.steps({ sequence: commits - 5000 })) if (step.ok) steps += 1;
  });
  await log.close();
  return {
    commits,
    firstMomentCold: round(firsts[0]),
    firstMoment: round(median(firsts)),
    plainReplay: round(median(plains)),
    anyMomentP50: round(median(moments)),
    anyMomentMax: round(Math.max(...moments)),
    diffP50: round(median(diffs)),
    stepsPerSecond: Math.round((steps / walking) * 1000),
  };
}

async function onFresh(name: string, run: (log: EventLog) => unknown): Promise<number> {
  const log = await open(name);
  const [took = 0] = await timed(1, () => run(log));
  await log.close();
  return took;
}

async function replay(log: EventLog): Promise<PlanState> {
  let state = plan.initial;
  for await (const batch of log.read({ streams: [stream] })) if (batch.ok) state = plan.fold(state, batch.value);
  return state;
}

async function measureCausation(commits: number): Promise<CausationFigures> {
  const random = seededRandom(5);
  const log = await open(`bench-${crypto.randomUUID()}`);
  const id = (i: number) => `commit-${i}`;
  const all = Array.from({ length: commits }, (_, i) => ({
    ...commitOf({ type: 'Done', v: 1 }, i),
    correlation: id(0),
    causation: i === 0 ? null : id(Math.max(0, i - 1 - Math.trunc(random() ** 3 * i))),
  }));
  await append(log, all);
  const index = createCausationIndex(log);
  const [building] = await timed(1, () => index.causes(id(0)));
  const [wholeTree] = await timed(1, () => index.consequences(id(0)));
  const trees = await timed(200, () => index.consequences(id(Math.trunc(random() * commits))));
  index.close();
  await log.close();
  return {
    commits,
    building: round(building),
    wholeTree: round(wholeTree),
    anyTreeP50: round(median(trees)),
    anyTreeMax: round(Math.max(...trees)),
  };
}

async function measureUpcasting(commits: number): Promise<UpcastFigures> {
  const name = await written(commits);
  const log = await open(name);
  const climbing: UpcastTable = Object.fromEntries(
    ['TaskEdited', 'TaskStatusUpdated'].map((type) => [type, [step, step] as const]),
  );
  const stored: Commit[] = [];
  const readings = await timed(5, async () => {
    stored.length = 0;
    for await (const batch of log.read({ streams: [stream] })) if (batch.ok) stored.push(...batch.value);
  });
  const climb = async (climbTo: (event: StoredEvent) => StoredEvent | null) =>
    median(await timed(9, () => recorded(stored, climbTo))) -
    median(await timed(9, () => recorded(stored, (one) => one)));
  const [today, climbed] = [await climb((event) => upcast(event)), await climb((event) => upcast(event, climbing))];
  const events = recorded(stored, (event) => event);
  const folding = median(await timed(5, () => foldAll(initial, events)));
  await log.close();
  const replay = median(readings) + folding;
  return { commits, replay: round(replay), today: share(today, replay), climbing: share(climbed, replay) };
}

/** What a step usually does: a new object with one member more. */
const step = (event: StoredEvent): StoredEvent => Object.assign({ added: null }, event, { v: event.v + 1 });

function recorded(commits: readonly Commit[], climb: (event: StoredEvent) => StoredEvent | null): Recorded[] {
  const found: Recorded[] = [];
  for (const { id, at, actor, events } of commits) {
    const commit = { id, at, actor } as never;
    for (const event of events) found.push({ commit, event: climb(event) as Recorded['event'] });
  }
  return found;
}

async function written(commits: number): Promise<string> {
  const name = `bench-${crypto.randomUUID()}`;
  const log = await open(name);
  await append(
    log,
    realisticLog(2000, commits)
      .slice(0, commits)
      .map(({ event }, i) => commitOf(event, i)),
  );
  await log.close();
  return name;
}

async function append(log: EventLog, commits: readonly NewCommit[]): Promise<void> {
  for (let i = 0; i < commits.length; i += 2000) {
    const appended = await log.append(commits.slice(i, i + 2000));
    if (!appended.ok) throw new Error(JSON.stringify(appended.error));
  }
}

function commitOf(event: NewCommit['events'][number], i: number): NewCommit {
  const id = `commit-${i}`;
  const actor = { type: 'person' };
  const place = { at: 1_763_800_000_000 + i, zone: 'Europe/Berlin', locale: 'en' };
  return { id, stream, ...place, actor, correlation: id, causation: null, events: [event] };
}

async function open(name: string): Promise<EventLog> {
  const log = await openDexieLog({ name, now: Date.now, random: (bytes) => crypto.getRandomValues(bytes) });
  if (!log.ok) throw new Error(JSON.stringify(log.error));
  return log.value;
}

/** How long each run took. */
async function timed(rounds: number, run: () => unknown): Promise<readonly number[]> {
  const times: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const from = performance.now();
    await run();
    times.push(performance.now() - from);
  }
  return times;
}

function round(ms = 0): number {
  return Math.round(ms * 10) / 10;
}

function share(part: number, whole: number): number {
  return Math.round((part / whole) * 1000) / 1000;
}
