import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { App } from '../support/app.ts';
import { expect, test } from '../support/app-test.ts';

/** What a crash or a clean-up by the browser can do: the database is gone, what lies beside it is not. */
async function loseTheDatabase(page: Page): Promise<void> {
  const address = page.url();
  // A page of the origin that runs nothing of the app, and has no icon.
  await page.goto('/manifest.webmanifest');
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.deleteDatabase('foldline');
        request.onsuccess = () => resolve();
        request.onerror = () => reject(request.error);
      }),
  );
  await page.goto(address);
}

async function planWithCopy(page: Page): Promise<{ app: App; planId: string; print: string }> {
  const app = new App(page);
  await app.open();
  await app.draft('- Book the hall\n- Send the invitations');
  await app.acceptAll();
  const { planId } = app;
  const print = await app.fingerprint();
  await app.open('#/settings');
  await expect(page.getByRole('main')).toContainText('Kept in another place of this browser');
  return { app, planId, print };
}

const heading = (page: Page) => page.getByRole('heading', { level: 1, name: 'Some of what you saved is missing here' });

test('a database that is gone is noticed before anything is written, and the copy brings all of it back', async ({
  page,
  expectTrouble,
}) => {
  expectTrouble(/404/u);
  const { app, planId, print } = await planWithCopy(page);
  await loseTheDatabase(page);
  await expect(heading(page)).toBeFocused();
  await expect(page.getByRole('main')).toContainText('Now none of them is there');
  await expect(page.getByRole('main')).toContainText('Nothing has been changed');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.reload();
  await expect(heading(page)).toBeVisible();

  await page.keyboard.press('Tab');
  await expect(app.button('Restore from the copy')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('The copy was put back.').first()).toBeVisible();
  await app.open(`#/plan/${planId}/outline`);
  expect(await app.fingerprint()).toBe(print);
  await page.reload();
  await expect(app.tasks).toBeVisible();
  expect(await app.fingerprint()).toBe(print);
});

test('the copy can be saved as a file first, and gone on without', async ({ page, expectTrouble }) => {
  expectTrouble(/404/u);
  const { app, planId, print } = await planWithCopy(page);
  await loseTheDatabase(page);
  await expect(heading(page)).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent('download'), app.button('Save a file of the copy').click()]);
  const file = await download.path();
  await app.button('Go on with what is here').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Go on with what is here' }).click();
  await expect(page.getByText('Foldline goes on with what is here.').first()).toBeVisible();
  await page.reload();
  await app.open('#/');
  await expect(app.goal).toBeVisible();
  await app.open('#/settings');
  await page.getByLabel('Import log file').setInputFiles(file);
  await expect(app.importResult).toBeVisible();
  await app.open(`#/plan/${planId}/outline`);
  expect(await app.fingerprint()).toBe(print);
});

test('a row that was damaged on the disk is named, and the copy brings all of it back', async ({
  page,
  expectTrouble,
}) => {
  expectTrouble(/404/u);
  const { app, planId, print } = await planWithCopy(page);
  await damageARow(page);
  await expect(
    page.getByRole('heading', { level: 1, name: 'Some of what you saved can’t be read here' }),
  ).toBeFocused();
  await expect(page.getByRole('main')).toContainText(/is not what was written \(row \d+/u);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await app.button('Restore from the copy').click();
  await expect(page.getByText('The copy was put back.').first()).toBeVisible();
  await app.open(`#/plan/${planId}/outline`);
  expect(await app.fingerprint()).toBe(print);
});

/** One letter of what was stored is another, as after a fault of the disk. */
async function damageARow(page: Page): Promise<void> {
  const address = page.url();
  await page.goto('/manifest.webmanifest');
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('foldline');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('rows', 'readwrite');
          const rows = transaction.objectStore('rows');
          const reading = rows.get(1);
          reading.onsuccess = () => {
            const row = reading.result as { text: string };
            rows.put({ ...row, text: row.text.replace('Book the hall', 'Book the hell') });
          };
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
  );
  await page.goto(address);
}
