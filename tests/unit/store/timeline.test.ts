import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Commit, EventLog, NewCommit } from '#store/event-log.ts';
import { byEvents, type Folding } from '#store/folding.ts';
import { diffMoments } from '#store/replay/diff.ts';
import { createTimeline, type Step, type Timeline } from '#store/replay/timeline.ts';
import { failure, readAll, value } from '../../contract/log/log-contract.ts';
import { sampleCommit, sampleCommits } from '../../contract/log/sample-commits.ts';
import { inMergeOrder } from '../../support/store/replay-oracle.ts';
import { createTabs } from '../../support/store/tabs.ts';

const stream = 'plan/a';
/** A state that remembers everything: which commits, in which order. */
const names: Folding<readonly string[]> = {
  initial: [],
  fold: (state, commits) => [...state, ...commits.map(({ id }) => id)],
};

describe('a timeline', () => {
  it('[S34] answers the state after any commit, by id and by sequence', async () => {
    const log = await (await createTabs()).open();
    value(await log.append([...sampleCommits(25, 'c'), sampleCommit('other', { stream: 'plan/b' })]));
    const timeline = createTimeline(log, stream, names, { every: 10 });
    for (const n of [25, 1, 10, 11, 24, 9]) {
      const state = Array.from({ length: n }, (_, i) => `c-${i}`);
      const at = { state, commits: n, commitId: `c-${n - 1}` };
      expect(value(await timeline.stateAt({ sequence: n }))).toEqual(at);
      expect(value(await timeline.stateAt({ commitId: `c-${n - 1}` }))).toEqual(at);
    }
    expect(value(await timeline.stateAt({ sequence: 0 }))).toEqual({ state: [], commits: 0, commitId: null });
    for (const nowhere of [{ sequence: 26 }, { sequence: -1 }, { commitId: 'other' }, { commitId: 'none' }]) {
      expect(value(await timeline.stateAt(nowhere))).toBeNull();
    }
  });

  it('[S34] goes on with what comes, from this tab and others', async () => {
    const tabs = await createTabs();
    const [log, other] = [await tabs.open(), await tabs.open()];
    const timeline = createTimeline(log, stream, names);
    expect(value(await timeline.stateAt({ commitId: 'late' }))).toBeNull();
    value(await other.append([sampleCommit('early'), sampleCommit('late')]));
    expect(value(await timeline.stateAt({ commitId: 'late' }))).toMatchObject({ state: ['early', 'late'] });
  });

  it('[S34] a commit that another device brings later is in its place from then on', async () => {
    const { log, theirs } = await twoDevices();
    value(await log.append([sampleCommit('ours-1')]));
    value(await theirs.append([sampleCommit('theirs-2')]));
    value(await log.append([sampleCommit('ours-3')]));
    const timeline = createTimeline(log, stream, names);
    expect(value(await timeline.stateAt({ commitId: 'ours-3' }))?.state).toEqual(['ours-1', 'ours-3']);
    await bring(theirs, log);
    expect(value(await timeline.stateAt({ commitId: 'ours-3' }))?.state).toEqual(['ours-1', 'theirs-2', 'ours-3']);
    expect(value(await timeline.stateAt({ commitId: 'theirs-2' }))?.state).toEqual(['ours-1', 'theirs-2']);
  });

  it('[S34] long feeds of two devices that lie apart in the log fold in one order', async () => {
    const { log, theirs } = await twoDevices();
    for (let round = 0; round < 4; round++) {
      value(await log.append(sampleCommits(350, `ours-${round}`)));
      value(await theirs.append(sampleCommits(350, `theirs-${round}`)));
    }
    value(await log.append(sampleCommits(600, 'between', { stream: 'plan/b' })));
    await bring(theirs, log);
    const order = inMergeOrder(await readAll(log, { streams: [stream] })).map(({ id }) => id);
    expect(order[700]).toBe('ours-1-0');
    const timeline = createTimeline(log, stream, names, { every: 1200 });
    for (const n of [2800, 1000, 2100, 350]) {
      expect(value(await timeline.stateAt({ commitId: order[n - 1] ?? '' }))?.state).toEqual(order.slice(0, n));
    }
    expect((await stepsOf(timeline, { commitId: order[1999] ?? '' })).map(({ commit }) => commit.id)).toEqual(
      order.slice(2000),
    );
  });

  it('[S34] is right at every moment, however two devices wrote and when their commits came (property)', async () => {
    const act = fc.constantFrom('ours', 'theirs', 'bring', 'peek', 'peek', 'ask');
    await fc.assert(
      fc.asyncProperty(
        fc.array(act, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 5 }),
        async (acts, every) => {
          const { log, theirs } = await twoDevices();
          const timeline = createTimeline(log, stream, names, { every });
          for (const [i, one] of [...acts, 'bring', 'ask'].entries()) {
            if (one === 'ours') value(await log.append(sampleCommits(1 + (i % 4), `ours-${i}`)));
            else if (one === 'theirs') value(await theirs.append(sampleCommits(1 + (i % 3), `theirs-${i}`)));
            else if (one === 'bring') await bring(theirs, log);
            else if (one === 'peek') value(await timeline.stateAt({ sequence: i % 7 }));
            else await expectEveryMoment(log, timeline);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('[S34] a moment costs no more than the commits since the state that was kept before it', async () => {
    const log = await (await createTabs()).open();
    let folded = 0;
    const counted: Folding<number> = {
      initial: 0,
      fold: (count, commits) => {
        folded += commits.length;
        return count + commits.length;
      },
    };
    const timeline = createTimeline(log, stream, counted, { every: 50 });
    for (let i = 0; i < 10; i++) {
      value(await log.append(sampleCommits(70, `c${i}`)));
      expect(value(await timeline.stateAt({ sequence: 70 * i + 1 }))?.state).toBe(70 * i + 1);
    }
    for (let sequence = 0; sequence <= 700; sequence += 7) {
      folded = 0;
      expect(value(await timeline.stateAt({ sequence }))?.state).toBe(sequence);
      expect(folded).toBeLessThan(50);
    }
  });

  it('[S34] many questions at once are answered as if one by one', async () => {
    const log = await (await createTabs()).open();
    value(await log.append(sampleCommits(200, 'c')));
    const timeline = createTimeline(log, stream, names, { every: 7 });
    const asked = Array.from({ length: 40 }, (_, i) => (i * 37) % 201);
    const states = await Promise.all(asked.map((sequence) => timeline.stateAt({ sequence })));
    expect(states.map((state) => value(state)?.commits)).toEqual(asked);
    expect(states.map((state) => value(state)?.state.length)).toEqual(asked);
  });

  it('[S35] goes step by step with the state before and after, and holds one batch at a time', async () => {
    const log = await (await createTabs()).open();
    value(await log.append(sampleCommits(1300, 'c')));
    const batches: number[] = [];
    const watched: EventLog = Object.create(log, {
      read: {
        value: async function* (query: Parameters<EventLog['read']>[0]) {
          for await (const batch of log.read(query)) {
            batches.push(query?.after ?? 0);
            yield batch;
          }
        },
      },
    });
    const timeline = createTimeline(watched, stream, names);
    const steps = timeline.steps({ sequence: 1 });
    let count = 1;
    for await (const step of steps) {
      const { commit, before, after } = value(step);
      expect(commit.id).toBe(`c-${count}`);
      expect([before.length, after.length]).toEqual([count, count + 1]);
      count += 1;
      // What comes while it walks is for the next walk.
      if (count === 5) value(await log.append([sampleCommit('late')]));
      if (count === 400) expect(Math.max(...batches)).toBeLessThan(700);
    }
    expect(count).toBe(1300);
    expect((await stepsOf(timeline, { sequence: 1299 })).map(({ commit }) => commit.id)).toEqual(['c-1299', 'late']);
    expect(await stepsOf(timeline, { commitId: 'none' })).toEqual([]);
    expect((await stepsOf(timeline))[0]?.before).toEqual([]);
  });

  it('[S35] a failure of the log is the last thing that it yields', async () => {
    const log = await (await createTabs()).open();
    value(await log.append(sampleCommits(3, 'c')));
    const timeline = createTimeline(log, stream, names);
    const walked: boolean[] = [];
    for await (const step of timeline.steps()) {
      walked.push(step.ok);
    }
    expect(walked).toEqual([true, true, true]);
    await log.close();
    expect(failure(await timeline.stateAt({ sequence: 1 })).code).toBe('LogClosed');
    for await (const step of timeline.steps()) expect(failure(step).code).toBe('LogClosed');
    expect(failure(await diffMoments(timeline, { sequence: 0 }, { sequence: 1 })).code).toBe('LogClosed');
  });

  it('[S36] tells what two moments differ in', async () => {
    const log = await (await createTabs()).open();
    const titles = byEvents<Readonly<Record<string, string>>>({}, (state, { type, id, title }) => {
      const { [String(id)]: _, ...others } = state;
      return type === 'Removed' ? others : { ...others, [String(id)]: String(title) };
    });
    const set = (id: string, title: string): NewCommit =>
      sampleCommit(`${id}-${title}`, { events: [Object.assign({ type: 'Set', v: 1 }, { id, title })] });
    const removed = sampleCommit('gone', { events: [Object.assign({ type: 'Removed', v: 1 }, { id: 'a' })] });
    value(await log.append([set('a', 'A'), set('b', 'B'), set('b', 'C'), removed, set('z', 'Z')]));
    const timeline = createTimeline(log, stream, titles);
    expect(value(await diffMoments(timeline, { commitId: 'b-B' }, { sequence: 5 }))).toEqual([
      { kind: 'removed', path: ['a'], from: 'A' },
      { kind: 'changed', path: ['b'], from: 'B', to: 'C' },
      { kind: 'added', path: ['z'], to: 'Z' },
    ]);
    expect(value(await diffMoments(timeline, { sequence: 5 }, { sequence: 5 }))).toEqual([]);
    expect(value(await diffMoments(timeline, { sequence: 0 }, { sequence: 9 }))).toBeNull();
  });
});

async function expectEveryMoment(log: EventLog, timeline: Timeline<readonly string[]>): Promise<void> {
  const commits = await readAll(log, { streams: [stream] });
  const order = inMergeOrder(commits).map(({ id }) => id);
  // From the end and from the middle first: what is kept must not depend on what was asked before.
  const asked: readonly Commit[] = commits.toSorted((a, b) => (a.hash < b.hash ? -1 : 1));
  for (const { id, sequence } of asked) {
    const state = order.slice(0, order.indexOf(id) + 1);
    expect(value(await timeline.stateAt({ commitId: id }))).toEqual({ state, commits: state.length, commitId: id });
    expect(value(await timeline.stateAt({ sequence }))?.state).toEqual(state);
  }
  const steps = await stepsOf(timeline);
  expect(steps.map(({ commit, after }) => [commit.id, after])).toEqual(
    order.map((id, i) => [id, order.slice(0, i + 1)]),
  );
}

async function stepsOf<State>(timeline: Timeline<State>, after?: Parameters<Timeline<State>['steps']>[0]) {
  const steps: Step<State>[] = [];
  for await (const step of timeline.steps(after)) steps.push(value(step));
  return steps;
}

/** Two storages whose clocks are one, so that what they write lies between each other's. */
async function twoDevices(): Promise<{ log: EventLog; theirs: EventLog }> {
  let now = 1_763_800_000_000;
  const clock = () => now++;
  return { log: await (await createTabs()).open(clock), theirs: await (await createTabs()).open(clock) };
}

async function bring(from: EventLog, to: EventLog): Promise<void> {
  const lines: string[] = [];
  for await (const batch of from.readLines(value(await from.manifest()))) lines.push(...value(batch));
  value(await to.absorb(lines, []));
}
