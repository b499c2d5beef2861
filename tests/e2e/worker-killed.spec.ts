import type { Page } from '@playwright/test';
import { App } from '../support/app.ts';
import { expect, test } from '../support/app-test.ts';

const KILLS = 20;
const EDITS_A_KILL = 12;

test('the planner worker killed in mid-command, 20 times: nothing lost, nothing twice, and the app goes on', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const app = new App(page);
  await app.open();
  await app.draft('Write the report');
  await app.acceptAll();

  const asked = [];
  let hits = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const titles = Array.from({ length: EDITS_A_KILL }, (_, n) => `kill ${kill} edit ${n}`);
    asked.push(...titles);
    if (await addAllAndKill(app, titles)) hits += 1;
    await expect(app.row(titles.at(-1) ?? ''), `after kill ${kill}`).toBeVisible({ timeout: 30_000 });
  }
  console.log(`kills that hit a command in flight: ${hits} of ${KILLS}`);
  expect(hits / KILLS).toBeGreaterThan(0.5);

  expect(await lostOrDoubled(app, asked)).toEqual([]);
  await page.reload();
  expect(await lostOrDoubled(app, asked)).toEqual([]);
});

test('negative control: the same check sees a commit that really went missing', async ({ page, expectTrouble }) => {
  // What is left of a log with a hole may be said loudly in the console; that is not what this test is about.
  expectTrouble(/./u);
  const app = new App(page);
  await app.open();
  await app.draft('Write the report');
  await app.acceptAll();
  const titles = ['one', 'two', 'three'];
  for (const title of titles) await app.addTask(title);
  expect(await lostOrDoubled(app, titles)).toEqual([]);

  await app.open('#/settings');
  await removeNewestRow(page);
  await page.reload();
  await app.openPlan('Write the report');
  await expect(app.row('one')).toBeVisible();
  expect(await lostOrDoubled(app, titles)).toEqual(['three: 0 times']);
});

/** Adds tasks as fast as a page can and stops the worker at once. Answers whether it died with work in its hands. */
async function addAllAndKill(app: App, titles: readonly string[]): Promise<boolean> {
  const worker = plannerWorker(app.page);
  await app.addAtOnce(titles);
  // `close` drops everything that the worker has not done yet, and tells nobody: the page has to notice by itself.
  await worker.evaluate(() => self.close()).catch(() => undefined);
  // A dead worker answers nothing more: what is not saved now was in flight when it died.
  return app.isSaving();
}

function plannerWorker(page: Page) {
  const worker = page.workers().findLast((candidate) => /planner/u.test(candidate.url()));
  if (!worker)
    throw new Error(
      `No planner worker among: ${page
        .workers()
        .map((w) => w.url())
        .join(', ')}`,
    );
  return worker;
}

async function lostOrDoubled(app: App, titles: readonly string[]): Promise<string[]> {
  await expect(app.tasks).toBeVisible();
  const counts = new Map<string, number>(titles.map((title) => [title, 0]));
  for (const { title } of await app.shownTasks())
    if (counts.has(title)) counts.set(title, (counts.get(title) ?? 0) + 1);
  return [...counts].flatMap(([title, count]) => (count === 1 ? [] : [`${title}: ${count} times`]));
}

async function removeNewestRow(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const settle = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    for (const { name } of await indexedDB.databases()) {
      if (!name) continue;
      const database = await settle(indexedDB.open(name));
      if (database.objectStoreNames.contains('rows')) {
        const rows = database.transaction('rows', 'readwrite').objectStore('rows');
        const newest = (await settle(rows.getAllKeys())).at(-1);
        if (newest !== undefined) await settle(rows.delete(newest));
      }
      database.close();
    }
  });
}
