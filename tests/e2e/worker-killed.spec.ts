import type { Page } from '@playwright/test';
import { App } from '../support/app.ts';
import { expect, test } from '../support/app-test.ts';
import { seededRandom } from '../support/random.ts';

const KILLS = 20;
const EDITS_A_KILL = 10;
const SEED = Number(process.env.SEED ?? 20261122);

test('the planner worker killed in mid-command, 20 times: nothing lost, nothing twice, and the app goes on', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const app = new App(page);
  await app.open();
  await app.draft('Write the report');
  await app.acceptAll();

  const random = seededRandom(SEED);
  console.log(`worker kills: SEED=${SEED}`);
  const asked: string[] = [];
  let hits = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const titles = Array.from({ length: EDITS_A_KILL }, (_, n) => `kill ${kill} edit ${n}`);
    asked.push(...titles);
    if (await addAllAndKill(app, titles, 5 + random() * 20)) hits += 1;
    await expect(app.row(titles.at(-1) ?? ''), `after kill ${kill}`).toBeVisible({ timeout: 30_000 });
  }
  console.log(`kills that hit a command in flight: ${hits} of ${KILLS}`);
  expect(hits / KILLS).toBeGreaterThanOrEqual(0.5);

  expect(await lostOrDoubled(app, asked)).toEqual([]);
  await page.reload();
  expect(await lostOrDoubled(app, asked)).toEqual([]);
});

test('negative control: the same check sees a command that died with its worker and was never sent again', async ({
  page,
  expectTrouble,
}) => {
  // No worker can be started again, which the page may well complain about.
  expectTrouble(/worker/iu);
  const app = new App(page);
  await app.open();
  await app.draft('Write the report');
  await app.acceptAll();
  for (const title of ['one', 'two']) await app.addTask(title);
  expect(await lostOrDoubled(app, ['one', 'two'])).toEqual([]);

  await page.evaluate(() => {
    window.Worker = class extends EventTarget {
      postMessage() {}
      terminate() {}
    } as unknown as typeof Worker;
  });
  await plannerWorker(page).evaluate(() => self.close());
  await app.addAtOnce(['three']);
  await page.reload();
  await expect(app.row('two')).toBeVisible();
  expect(await lostOrDoubled(app, ['one', 'two', 'three'])).toEqual(['three: 0 times']);
});

/** Adds tasks as fast as a page can while the worker's end is near. Answers whether it died with work in its hands. */
async function addAllAndKill(app: App, titles: readonly string[], afterMs: number): Promise<boolean> {
  const worker = plannerWorker(app.page);
  const died = worker.waitForEvent('close');
  // `close` drops everything that the worker has not done yet, and tells nobody: the page has to notice by itself.
  await worker.evaluate((ms) => void setTimeout(() => self.close(), ms), afterMs);
  await app.addAtOnce(titles);
  await died;
  // What it did not bring up before it died can only come from the next worker, which is not there yet.
  const shown = new Set((await app.shownTasks()).map(({ title }) => title));
  return titles.some((title) => !shown.has(title));
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
