import type { Page } from '@playwright/test';
import { App } from '../support/app.ts';
import { expect, test } from '../support/app-test.ts';

// Playwright switches the back/forward cache off; people have it on.
test.use({
  launchOptions: async ({ launchOptions }, use) =>
    use({ ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
});

test('the leading tab freezes: another leads within five seconds, and after the thaw both have everything', async ({
  page,
  context,
}) => {
  test.setTimeout(60_000);
  const { app: frozen, other } = await twoTabsOfOnePlan(page, await context.newPage());
  const leader = await leaderSeenFrom(other.page);
  const renderer = await rendererOf(page);
  process.kill(renderer, 'SIGSTOP');
  const since = Date.now();
  await other.addTask('Written while frozen');
  await expect.poll(() => leaderSeenFrom(other.page), { timeout: 15_000 }).not.toBe(leader);
  console.log(`another tab led ${Date.now() - since} ms after the leader froze`);
  await other.addAtOnce(['one', 'two', 'three']);
  await expect(other.row('three')).toBeVisible();
  const second = await leaderSeenFrom(other.page);

  process.kill(renderer, 'SIGCONT');
  for (const title of ['Written while frozen', 'one', 'two', 'three']) await expect(frozen.row(title)).toBeVisible();
  await frozen.addTask('Written after the thaw');
  await expect(other.row('Written after the thaw')).toBeVisible();
  await expect.poll(() => copiedCommits(other.page), { timeout: 15_000 }).toBe(await commitsIn(other));
  // The one that was frozen does not take it back.
  expect(await leaderSeenFrom(other.page)).toBe(second);
});

test('a tab that comes back from the back/forward cache has what was written meanwhile, and writes on', async ({
  page,
  context,
  expectTrouble,
}) => {
  // The page in between has no icon.
  expectTrouble(/404/u);
  const { app, other } = await twoTabsOfOnePlan(page, await context.newPage());
  await page.evaluate(() => {
    addEventListener('pageshow', ({ persisted }) => Object.assign(window, { cameBack: persisted }));
  });
  await page.goto('/manifest.webmanifest');
  await other.addAtOnce(['one', 'two', 'three']);
  await expect(other.row('three')).toBeVisible();
  // A page that comes back from the cache loads nothing, so there is no load to wait for.
  await page.goBack({ waitUntil: 'commit' });
  for (const title of ['one', 'two', 'three']) await expect(app.row(title)).toBeVisible();
  // Chromium may keep the page, or give it up because another tab asks for a lock of its worker's. Either way all is there.
  const isCached = await page.evaluate(() => (window as { cameBack?: boolean }).cameBack === true);
  console.log(`came back from the ${isCached ? 'cache' : 'disk'}`);
  await app.addTask('Written after coming back');
  await expect(other.row('Written after coming back')).toBeVisible();
});

async function twoTabsOfOnePlan(page: Page, otherPage: Page): Promise<{ readonly app: App; readonly other: App }> {
  const app = new App(page);
  await app.open();
  await app.draft('Write the report');
  await app.acceptAll();
  await expect.poll(() => leaderSeenFrom(page)).toBeDefined();
  const other = new App(otherPage);
  await other.page.goto(page.url());
  await expect(other.tasks).toBeVisible();
  await expect(other.row((await app.shownTasks())[0]?.title ?? '')).toBeVisible();
  return { app, other };
}

/**
 * The process of a page: the one that works while the page does. Stopping it is what freezing is, to everything in it; the
 * browser's own freezing leaves alone what is visible, and without a window everything is.
 */
async function rendererOf(page: Page): Promise<number> {
  const session = await page.context().browser()?.newBrowserCDPSession();
  if (session === undefined) throw new Error('no browser');
  const used = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    return new Map(processInfo.filter(({ type }) => type === 'renderer').map(({ id, cpuTime }) => [id, cpuTime]));
  };
  const before = await used();
  await page.evaluate(() => {
    const end = Date.now() + 1000;
    while (Date.now() < end);
  });
  const after = [...(await used())].map(([id, time]) => ({ id, spent: time - (before.get(id) ?? 0) }));
  await session.detach();
  const busiest = after.toSorted((a, b) => b.spent - a.spent)[0];
  if (busiest === undefined) throw new Error('no renderer');
  return busiest.id;
}

/** Which client holds the leader's lock; a stolen one is another's at once. */
function leaderSeenFrom(page: Page): Promise<string | undefined> {
  return page.evaluate(async () => {
    const { held } = await navigator.locks.query();
    return held?.find(({ name }) => name === 'foldline/leader')?.clientId;
  });
}

async function commitsIn(app: App): Promise<number> {
  return app.page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('foldline');
      request.onsuccess = () => resolve(request.result);
    });
    const rows = await new Promise<{ sequences: number[] }[]>((resolve) => {
      const request = db
        .transaction('rows')
        .objectStore('rows')
        .getAll(IDBKeyRange.upperBound(Number.MAX_SAFE_INTEGER));
      request.onsuccess = () => resolve(request.result);
    });
    db.close();
    return rows.reduce((sum, { sequences }) => sum + sequences.length, 0);
  });
}

/** Distinct positions in all files of the mirror. */
function copiedCommits(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const mirror = await (await navigator.storage.getDirectory()).getDirectoryHandle('mirror');
    const folder = await mirror.getDirectoryHandle('foldline');
    const positions = new Set<string>();
    for await (const handle of folder.values()) {
      const text = await (await (handle as FileSystemFileHandle).getFile()).text();
      for (const [, position] of text.matchAll(/^[0-9a-f]{32} (\d+) \{/gm)) if (position) positions.add(position);
    }
    return positions.size;
  });
}
