import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { App } from '../support/app.ts';
import { expect, test, watchTrouble } from '../support/app-test.ts';
import { CHROMIUM_FLAGS, findChromium } from '../support/chromium.ts';

test('a plan is the same after a reload, in a second tab and when the browser was closed in between', async ({
  baseURL,
}) => {
  const profile = mkdtempSync(join(tmpdir(), 'foldline-'));
  const trouble: string[] = [];
  const launch = async () => {
    const context = await chromium.launchPersistentContext(profile, {
      ...findChromium(),
      args: CHROMIUM_FLAGS,
      baseURL: baseURL ?? '',
    });
    context.on('page', (page) => watchTrouble(page, trouble));
    return context;
  };

  const first = await launch();
  const app = new App(await first.newPage());
  await app.open();
  await app.draft('# Move\n- Pack the books\n- Hire a van before loading it\n- [x] Give notice');
  await app.acceptAll();
  await app.addTask('Hand over the keys');
  const { planId } = app;
  const before = await app.fingerprint();
  const shown = await app.shownTasks();

  await app.page.reload();
  await expect.poll(() => app.shownTasks()).toEqual(shown);
  expect(await app.fingerprint()).toBe(before);

  const other = new App(await first.newPage());
  await other.open(`#/plan/${planId}/outline`);
  await expect.poll(() => other.shownTasks()).toEqual(shown);
  expect(await other.fingerprint()).toBe(before);

  await app.addTask('Read the meters');
  await expect(other.row('Read the meters')).toBeVisible();
  const after = await app.fingerprint();
  expect(after).not.toBe(before);
  expect(await other.fingerprint()).toBe(after);
  await first.close();

  const second = await launch();
  const reopened = new App(await second.newPage());
  await reopened.open(`#/plan/${planId}/outline`);
  await expect(reopened.row('Read the meters')).toBeVisible();
  expect(await reopened.fingerprint()).toBe(after);
  await second.close();

  rmSync(profile, { recursive: true });
  expect(trouble).toEqual([]);
});

test('two tabs that edit at once for 200 commands lose nothing and come to the same plan', async ({ context }) => {
  test.setTimeout(120_000);
  const left = new App(await context.newPage());
  await left.open();
  await left.draft('Plan a party');
  await left.acceptAll();
  const right = new App(await context.newPage());
  await right.open(`#/plan/${left.planId}/outline`);
  await expect(right.tasks).toBeVisible();

  const add = async (app: App, side: string) => {
    for (let n = 0; n < 100; n += 5) {
      const titles = [0, 1, 2, 3, 4].map((more) => `${side} ${n + more}`);
      await app.addAtOnce(titles);
      await expect(app.row(titles.at(-1) ?? '')).toBeVisible();
    }
  };
  await Promise.all([add(left, 'left'), add(right, 'right')]);

  const wanted = ['left', 'right'].flatMap((side) => Array.from({ length: 100 }, (_, n) => `${side} ${n}`));
  for (const app of [left, right]) {
    const titles = async () =>
      (await app.shownTasks()).map(({ title }) => title).filter((title) => /^(left|right) \d+$/u.test(title));
    await expect.poll(async () => (await titles()).sort()).toEqual([...wanted].sort());
  }
  expect((await right.shownTasks()).map(({ id }) => id)).toEqual((await left.shownTasks()).map(({ id }) => id));
  expect(await right.fingerprint()).toBe(await left.fingerprint());
});
