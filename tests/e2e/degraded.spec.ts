import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { App } from '../support/app.ts';
import { expect, test } from '../support/app-test.ts';
import { type BuildServer, serveBuild } from '../support/serve-build.ts';

let server: BuildServer | undefined;
test.afterEach(() => server?.stop());

/** The app in a browser whose workers are not offered something. */
async function openWithout(page: Page, taken: string): Promise<App> {
  const name = readdirSync('dist/assets').find((file) => file.startsWith('planner.worker-')) ?? '';
  const worker = readFileSync(`dist/assets/${name}`, 'utf8');
  server = await serveBuild('dist', { extraFiles: { [`assets/${name}`]: `${taken};${worker}` } });
  const app = new App(page, server.url);
  await app.open();
  return app;
}

async function makePlan(app: App): Promise<string> {
  await app.draft('- Book the hall\n- Send the invitations');
  await app.acceptAll();
  return app.fingerprint();
}

for (const { without, taken, words } of [
  {
    without: 'a private file system',
    taken: 'delete StorageManager.prototype.getDirectory',
    words: 'None: this browser offers no place beside its database. Backups protect you.',
  },
  {
    without: 'Web Locks',
    taken: 'Object.defineProperty(WorkerNavigator.prototype, "locks", { value: undefined })',
    words: 'None: this browser can’t tell which tab should keep it. Backups protect you.',
  },
  {
    without: 'channels between tabs',
    taken: 'delete self.BroadcastChannel',
    words: 'What you change in one tab shows in others only when you look at them',
  },
]) {
  test(`without ${without}, plans are kept and exported, and Settings says what is lacking`, async ({ page }) => {
    const app = await openWithout(page, taken);
    const print = await makePlan(app);
    const { planId } = app;
    await page.reload();
    await expect(app.tasks).toBeVisible();
    await app.open(`#/plan/${planId}/outline`);
    expect(await app.fingerprint()).toBe(print);
    await app.open('#/settings');
    await expect(page.getByRole('main')).toContainText(words);
    await expect(page.getByRole('contentinfo')).toContainText('Saved in this browser only. Last backup: never.');
    expect((await app.exportLog()).toString('utf8')).toContain('Book the hall');
  });
}

test('without a database, as in some private windows, one is warned on every screen and can export with one click', async ({
  page,
}) => {
  const refuse = '() => { throw new DOMException("The operation is insecure.", "SecurityError"); }';
  const app = await openWithout(page, `IDBFactory.prototype.open = ${refuse}`);
  const warning = page.getByRole('status').filter({ hasText: 'nothing survives this tab' });
  await expect(warning).toBeVisible();
  await makePlan(app);
  await expect(warning).toBeVisible();
  await expect(page.getByRole('contentinfo')).toContainText('Kept in this tab only');
  await page.evaluate(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    warning.getByRole('button', { name: 'Export log' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.foldline$/u);
  await page.evaluate(() => {
    location.hash = '#/settings';
  });
  await expect(page.getByRole('main')).toContainText('Closing this tab loses everything that is not exported.');
});
