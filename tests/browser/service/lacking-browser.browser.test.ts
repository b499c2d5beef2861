import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BrowserLack } from '#service/contract.ts';
import { addTask, newPlan, openPage, send } from '../../contract/service/desk.ts';
import { createPages, type Pages } from './planner-pages.ts';

/** Browsers that lack something: everything else works, and the report says what is missing. */
describe('a browser that lacks', () => {
  let pages: Pages;
  beforeEach(() => {
    pages = createPages();
  });
  afterEach(() => pages.close());

  const open = (...lacks: readonly BrowserLack[]) =>
    pages.open({
      spawn: () =>
        new Worker(new URL('./lacking-planner.worker.ts', import.meta.url), { type: 'module', name: lacks.join(' ') }),
    });

  it('[D18] nothing: says so', async () => {
    const page = open();
    const planId = await newPlan(page);
    expect(await send(page, planId, addTask('a'))).toMatchObject({ type: 'receipt' });
    expect(await page.service.inspectStorage()).toMatchObject({ place: 'disk', lacks: [], commits: 2 });
    await expect.poll(() => page.service.inspectStorage()).toMatchObject({ leader: 'here', copy: { position: 2 } });
  });

  it('[D18] IndexedDB: works in memory, as a private window without storage', async () => {
    const page = open('disk');
    const planId = await newPlan(page);
    expect(await send(page, planId, addTask('a'))).toMatchObject({
      receipt: { durability: 'memory', mirrored: false },
    });
    expect((await openPage(page, planId)).titles()).toEqual(['a']);
    expect(page.status).toMatchObject({ type: 'connected', place: 'memory' });
    expect(await page.service.inspectStorage()).toMatchObject({
      place: 'memory',
      leader: 'none',
      copy: null,
      lacks: ['disk'],
    });
  });

  it.each([
    ['copy', { lacks: ['copy'], copy: null }],
    ['locks', { lacks: ['locks'], leader: 'none', copy: null }],
  ] as const)('[D18] %s: keeps everything but that', async (lack, report) => {
    const page = open(lack);
    const planId = await newPlan(page);
    expect(await send(page, planId, addTask('a'))).toMatchObject({ receipt: { durability: 'relaxed' } });
    expect(await page.service.inspectStorage()).toMatchObject({ place: 'disk', commits: 2, ...report });
    page.close();
    expect((await openPage(open(lack), planId)).titles()).toEqual(['a']);
  });

  it('[D18] a channel: other tabs see it all the same, a little later', async () => {
    const [here, there] = [open('channel'), open('channel')];
    const planId = await newPlan(here);
    const view = await openPage(there, planId);
    await send(here, planId, addTask('a'));
    await view.until(({ state }) => state.tasks.size === 1);
    expect(await there.service.inspectStorage()).toMatchObject({ lacks: ['channel'] });
  });

  it('[D18] all of it at once: every call settles', async () => {
    const page = open('disk', 'copy', 'locks', 'channel');
    const planId = await newPlan(page);
    expect((await openPage(page, planId)).titles()).toEqual([]);
    expect(await page.service.inspectStorage()).toMatchObject({ place: 'memory', plans: 1 });
  });
});
