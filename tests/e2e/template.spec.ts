import { chromium } from '@playwright/test';
import { App } from '../support/app.ts';
import { expect, test, watchTrouble } from '../support/app-test.ts';
import { startNetworkProxy } from '../support/network-proxy.ts';
import { serveBuild } from '../support/serve-build.ts';

const VECTORS = 'foldline-vectors-glove50k';

test('with the server stopped, a goal without steps becomes a plan from a template, and another can be chosen', async () => {
  test.setTimeout(90_000);
  const server = await serveBuild();
  const proxy = await startNetworkProxy(server.url);
  const browser = await chromium.launch(proxy.launchOptions);
  const trouble: string[] = [];
  const context = await browser.newContext();
  context.on('page', (page) => watchTrouble(page, trouble));
  const app = new App(await context.newPage(), server.url);
  await app.open();
  await app.page.evaluate(() => navigator.serviceWorker.ready);
  await app.page.reload();
  await server.stop();
  await app.page.reload();

  await app.draft('plan my move to Berlin');
  const notice = app.page.getByRole('status').filter({ hasText: 'These tasks come from the template' });
  await expect(notice).toContainText('Move to a new home');
  await expect(notice).toContainText('Your goal recalled it by: move.');
  await expect(app.draftTasks).toContainText('Find a new home in Berlin');

  await app.button('Use “Move abroad”').click();
  await expect(notice).toContainText('These tasks come from the template “Move abroad”.');
  await expect(app.draftTasks).toContainText('Find out which visa or permit you can get for Berlin');
  await expect(app.draftTasks).not.toContainText('Find a new home in Berlin');

  await app.button('Use “Move to a new home”').click();
  await expect(app.draftTasks).toContainText('Find a new home in Berlin');

  const day = app.page.getByRole('form', { name: 'Which day is moving day?' });
  await day.getByRole('textbox').fill('31 May 2030');
  await day.getByRole('textbox').press('Enter');
  await expect(app.page.getByRole('form', { name: 'Which day is moving day?' })).toHaveCount(0);
  await expect(app.page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(app.draftTasks).toContainText('2030');
  await expect(app.draftTasks).toContainText('Find a new home in Berlin');
  await app.acceptAll();
  const tasks = await app.shownTasks();
  expect(tasks.map(({ title }) => title)).toContain('Pack room by room and label every box');
  expect(tasks.find(({ title }) => title === 'Move')?.needs.length).toBeGreaterThan(0);
  expect(proxy.foreignCount()).toBe(0);
  expect(trouble).toEqual([]);
  await browser.close();
  await proxy.close();
});

test('the word vectors come when the tab is idle after a draft, from nowhere else, and stay', async () => {
  test.setTimeout(90_000);
  const server = await serveBuild();
  const proxy = await startNetworkProxy(server.url);
  const browser = await chromium.launch(proxy.launchOptions);
  const app = new App(await browser.newPage(), server.url);
  await app.open();
  await app.page.evaluate(() => navigator.serviceWorker.ready);
  await app.page.reload();
  const asked = () => server.requests.filter((path) => path.includes('/vectors/')).length;
  const kept = () => app.page.evaluate(async (name) => (await (await caches.open(name)).keys()).length, VECTORS);

  await app.draft('learn Spanish in 3 months');
  expect(asked()).toBe(0);
  await expect.poll(kept, { timeout: 30_000 }).toBe(2);
  expect(asked()).toBe(2);
  await app.acceptAll();

  await server.stop();
  await app.open('#/');
  await app.page.reload();
  await app.draft('repay what I owe the bank');
  const notice = app.page.getByRole('status').filter({ hasText: 'These tasks come from the template' });
  await expect(notice).toContainText('Pay off debts');
  expect(proxy.foreignCount()).toBe(0);
  await browser.close();
  await proxy.close();
});
