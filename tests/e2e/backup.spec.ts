import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { App } from '../support/app.ts';
import { expect, test } from '../support/app-test.ts';

/** In place of the system's own questions: the origin's private folder is a folder like any other. */
async function answerPickers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const root = () => navigator.storage.getDirectory();
    Object.assign(window, {
      showDirectoryPicker: async () => (await root()).getDirectoryHandle('Backups', { create: true }),
      showSaveFilePicker: async ({ suggestedName }: { suggestedName: string }) =>
        (await root()).getFileHandle(suggestedName, { create: true }),
    });
  });
}

async function backups(page: Page): Promise<Record<string, string>> {
  return page.evaluate(async () => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('Backups');
    const found: Record<string, string> = {};
    for await (const [name, entry] of folder.entries()) {
      found[name] = await (await (entry as FileSystemFileHandle).getFile()).text();
    }
    return found;
  });
}

test('a folder chosen once gets a whole backup at once, and another by itself when one is due', async ({ page }) => {
  await answerPickers(page);
  const app = new App(page);
  await app.open();
  await app.draft('- Book the hall\n- Send the invitations');
  await app.acceptAll();
  const { planId } = app;
  const print = await app.fingerprint();

  await app.open('#/settings');
  await app.button('Choose a folder').click();
  await expect(page.getByText('Backed up to “Backups”. The file was read back and is whole.').first()).toBeVisible();
  const first = await backups(page);
  expect(Object.keys(first)).toEqual([expect.stringMatching(/^foldline-\d{4}-\d\d-\d\d-\d{6}\.foldline$/u)]);
  await expect(page.getByText(/in the folder “Backups”\. Nothing changed since\./u)).toBeVisible();

  // A day later. The folder is still known, and nobody has to do anything.
  await page.clock.install({ time: Date.now() + 25 * 60 * 60 * 1000 });
  await app.open(`#/plan/${planId}/outline`);
  await app.addTask('Order the cake');
  await page.clock.resume();
  await page.reload();
  await expect.poll(async () => Object.keys(await backups(page)).length, { timeout: 15_000 }).toBe(2);
  const [newest = ''] = Object.entries(await backups(page))
    .filter(([name]) => !(name in first))
    .map(([, text]) => text);
  expect(newest).toContain('Order the cake');

  // The first file, in a browser that knows nothing, gives the same plan.
  const elsewhere = new App((await (await page.context().browser()?.newContext())?.newPage()) ?? page);
  await elsewhere.open('#/settings');
  await elsewhere.importLog(Buffer.from(Object.values(first)[0] ?? ''));
  await expect(elsewhere.importResult).toBeVisible();
  await elsewhere.open(`#/plan/${planId}/outline`);
  expect(await elsewhere.fingerprint()).toBe(print);
  await elsewhere.page.context().close();
});

test('an export goes into the file that was chosen, and is what a download would be', async ({ page }) => {
  await answerPickers(page);
  const app = new App(page);
  await app.open();
  await app.draft('- Book the hall');
  await app.acceptAll();
  await app.open('#/settings');
  await app.button('Export log').click();
  await expect(page.getByText(/Saved foldline .*, and read it back: it is whole\./u).first()).toBeVisible();
  const chosen = await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    for await (const [name, entry] of root.entries()) {
      if (name.endsWith('.foldline')) return (await (entry as FileSystemFileHandle).getFile()).text();
    }
    return '';
  });
  expect((await app.exportLog()).toString('utf8')).toBe(chosen);
});

test('what a file would bring is seen first; what is here is saved before it is imported', async ({
  page,
  browser,
}) => {
  const context = await browser.newContext();
  const there = new App(await context.newPage());
  await there.open();
  await there.draft('- Paint the fence');
  await there.acceptAll();
  await there.open('#/settings');
  const file = await there.exportLog();
  await context.close();

  const app = new App(page);
  await app.open();
  await app.draft('- Book the hall');
  await app.acceptAll();
  await app.open('#/settings');
  await app.importLog(file);
  const dialog = page.getByRole('dialog', { name: 'Import this file?' });
  await expect(dialog).toContainText('It holds 1 plan');
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Import' }).click(),
  ]);
  expect(saved.suggestedFilename()).toMatch(/^foldline before import /u);
  const before = readFileSync(await saved.path(), 'utf8');
  expect(before).toContain('Book the hall');
  expect(before).not.toContain('Paint the fence');
  await expect(app.importResult).toBeVisible();
  await app.open('#/');
  await expect(page.getByRole('link', { name: 'Paint the fence' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Book the hall' })).toBeVisible();
});
