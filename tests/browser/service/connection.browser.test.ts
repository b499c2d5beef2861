import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PlanId } from '#planner/ids.ts';
import type { ConnectionStatus } from '#service/connect.ts';
import type { FeedMessage, Outcome } from '#service/contract.ts';
import { addTask, newPlan, openPage, send } from '../../contract/service/desk.ts';
import { createPages, type Pages, spawnPlanner } from './planner-pages.ts';

let pages: Pages;
beforeEach(() => {
  pages = createPages();
});
afterEach(() => pages.close());

describe('a page and its worker', () => {
  it('[D1] submits, feeds, and finds it all again after the page is gone', async () => {
    const first = pages.open();
    const planId = await newPlan(first);
    expect(await send(first, planId, addTask('a'))).toMatchObject({ receipt: { durability: 'relaxed' } });
    first.close();
    const page = await openPage(pages.open(), planId);
    expect(page.titles()).toEqual(['a']);
    expect(page.messages.map(({ type }) => type)).toEqual(['snapshot']);
  });

  it('[D11] says how it stands', async () => {
    const page = pages.open();
    const said: ConnectionStatus[] = [];
    page.onStatus((status) => said.push(status));
    await page.service.inspectStorage();
    expect(said).toEqual([{ type: 'connected', place: 'disk', restarts: 0 }]);
    expect(page.status).toEqual(said[0]);
  });

  it('[D5] takes 500 commands in flight, each once and in order', async () => {
    const page = pages.open();
    const planId = await newPlan(page);
    const view = await openPage(page, planId);
    const outcomes = await Promise.all(
      Array.from({ length: 500 }, (_, i) => send(page, planId, addTask(`task ${i}`), `${planId}-${i}`)),
    );
    expect(outcomes.every(({ type }) => type === 'receipt')).toBe(true);
    await view.until(({ state }) => state.tasks.size === 500);
    expect(view.commits).toEqual(Array.from({ length: 500 }, (_, i) => `${planId}-${i}`));
  });

  it('[D6] two pages edit at once and come to the same', async () => {
    const [here, there] = [pages.open(), pages.open()];
    const planId = await newPlan(here);
    const views = [await openPage(here, planId), await openPage(there, planId)];
    const outcomes: Outcome[] = [];
    const edit = async (page: typeof here, name: string) => {
      for (let i = 0; i < 100; i++) outcomes.push(await send(page, planId, addTask(`${name} ${i}`)));
    };
    await Promise.all([edit(here, 'here'), edit(there, 'there')]);
    expect(outcomes.filter(({ type }) => type !== 'receipt')).toEqual([]);
    await Promise.all(views.map((view) => view.until(({ state }) => state.tasks.size === 200)));
    const prints = await Promise.all([here, there].map(({ service }) => service.fingerprint(planId)));
    expect(prints[0]).toEqual(prints[1]);
    expect(views[0]?.commits.toSorted()).toEqual(views[1]?.commits.toSorted());
    expect(views[0]?.state).toEqual(views[1]?.state);
  });
});

describe('a worker that dies', () => {
  it('[D12] is replaced, and what it did not answer is sent again, once', async () => {
    const page = pages.open();
    const planId = await newPlan(page);
    const view = await openPage(page, planId);
    const outcomes: Promise<Outcome>[] = [];
    let answered = 0;
    let hits = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      for (let i = 0; i < 5; i++) {
        const outcome = send(page, planId, addTask(`task ${kill}-${i}`));
        outcomes.push(outcome);
        void outcome.then(() => (answered += 1));
      }
      // Somewhere between the sending and the answer, a little later each time.
      for (let turn = 0; turn < kill % 5; turn++) await new Promise((resolve) => setTimeout(resolve));
      if (answered < outcomes.length) hits += 1;
      page.workers.at(-1)?.terminate();
      await until(page, ({ type }) => type === 'connected');
    }
    const settled = await Promise.all(outcomes);
    // A kill that met nobody at work proves nothing.
    expect(hits).toBeGreaterThanOrEqual(KILLS / 2);
    expect(settled.filter(({ type }) => type !== 'receipt')).toEqual([]);
    await view.until(({ state }) => state.tasks.size === KILLS * 5);
    expect(new Set(view.commits).size).toBe(view.commits.length);
    const titles = Array.from({ length: KILLS * 5 }, (_, i) => `task ${Math.floor(i / 5)}-${i % 5}`);
    expect(view.titles()).toEqual(titles.sort());
    expect(page.status).toMatchObject({ type: 'connected', restarts: KILLS });
    expect(view.state).toEqual((await openPage(pages.open(), planId)).state);
  });

  it('[D12] feeds go on from the last cursor, without another snapshot', async () => {
    const page = pages.open();
    const other = pages.open();
    const planId = await newPlan(page);
    const view = await openPage(page, planId);
    page.workers.at(-1)?.terminate();
    await send(other, planId, addTask('meanwhile'));
    await view.until(({ state }) => state.tasks.size === 1);
    expect(view.messages.filter(({ type }) => type === 'snapshot')).toHaveLength(1);
    expect(view.commits).toHaveLength(1);
  });

  it('[D12] closes by itself as any other', async () => {
    const page = pages.open();
    const planId = await newPlan(page);
    const view = await openPage(page, planId);
    const dying = page.workers[0];
    await send(page, planId, addTask('a'));
    dying?.terminate();
    await until(page, (status) => status.type === 'connected' && status.restarts === 1);
    expect(await send(page, planId, addTask('b'))).toMatchObject({ type: 'receipt' });
    await view.until(({ state }) => state.tasks.size === 2);
  });

  it('[D13] that never lives makes every call settle as ServiceLost, and the next call tries anew', async () => {
    let isBroken = true;
    const page = pages.open({ spawn: () => (isBroken ? stillborn() : spawnPlanner()) });
    const planId = 'p' as PlanId;
    const messages: FeedMessage[] = [];
    const [outcome, read] = await Promise.all([
      send(page, planId, addTask('a')),
      page.service.readSetting('theme').catch((failure: unknown) => failure),
      page.service.subscribe(planId, null, (message) => messages.push(message)),
    ]);
    const lost = { code: 'ServiceLost', params: {}, retry: 'later' };
    expect(outcome).toEqual({ type: 'failure', failure: lost });
    expect(read).toEqual(lost);
    expect(messages).toEqual([{ type: 'failure', failure: lost }]);
    expect(page.status).toEqual({ type: 'failed', failure: lost });
    isBroken = false;
    expect(await newPlan(page, '', planId)).toBe(planId);
    await expect.poll(() => messages.at(-1)?.type).not.toBe('failure');
  });

  it('[D13] that hangs is noticed, and a call that takes too long is answered so', async () => {
    const page = pages.open({ spawn: mute, callTimeoutMs: 1000 });
    expect(await send(page, 'p' as PlanId, addTask('a'))).toEqual({
      type: 'failure',
      failure: { code: 'TimedOut', params: { call: 'submit', afterMs: 1000 }, retry: 'now' },
    });
  });
});

const KILLS = 10;

function until(page: ReturnType<Pages['open']>, isSo: (status: ConnectionStatus) => boolean): Promise<void> {
  return new Promise((resolve) => {
    // The status of this very moment may still be that of before the death.
    const restarts = page.workers.length;
    const look = () => {
      if (page.workers.length > restarts && isSo(page.status)) {
        stop();
        resolve();
      }
    };
    const stop = page.onStatus(look);
  });
}

/** A worker whose script throws. */
function stillborn(): Worker {
  const worker = new Worker(
    URL.createObjectURL(new Blob(['throw new Error("stillborn")'], { type: 'text/javascript' })),
  );
  // Meant: the test's own output need not show it.
  worker.addEventListener('error', (event) => event.preventDefault());
  return worker;
}

/** A worker that never says a word. */
function mute(): Worker {
  return new Worker(URL.createObjectURL(new Blob([''], { type: 'text/javascript' })));
}
