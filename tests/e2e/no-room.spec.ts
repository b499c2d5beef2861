import { randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';
import { App } from '../support/app.ts';
import { expect, test } from '../support/app-test.ts';

test('without room a change is not saved and says so; what was saved stays, export works, and it is saved once there is room', async ({
  page,
  expectTrouble,
}) => {
  expectTrouble(/quota/iu);
  expectTrouble(/404/u);
  test.setTimeout(90_000);
  const devtools = await page.context().newCDPSession(page);
  // A page that runs nothing of the app (and has no icon), before the database is opened, for the browser remembers for a while how much room it had found.
  await page.goto('/manifest.webmanifest');
  const origin = new URL(page.url()).origin;
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 12_000_000 });

  const app = new App(page);
  await app.open();
  await app.draft('- Book the hall\n- Send the invitations');
  await app.acceptAll();
  const { planId } = app;
  const before = await app.fingerprint();

  const notice = page.getByRole('alert').filter({ hasText: 'not saved' });
  let goal = '';
  for (let letters = 1; !(await notice.isVisible()) && letters < 40; letters += 1) {
    // Incompressible, so that the disk has to take all of it.
    goal = `Letters ${letters}\n\n${randomBytes(1_000_000).toString('base64')}`;
    await goTo(page, '#/');
    await app.goal.fill(goal);
    await app.button('Draft plan').click();
    await expect(notice.or(page.getByRole('heading', { level: 1, name: `Letters ${letters}` }))).toBeVisible();
  }
  await expect(notice).toContainText('The browser has no space left');
  const title = goal.split('\n')[0] ?? '';
  await expect(app.goal).toHaveValue(goal);
  await expect(page.getByRole('contentinfo')).toContainText('Not saved');

  // Nothing of it is there, and everything else is.
  await app.page.evaluate(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    notice.getByRole('button', { name: 'Export log' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.foldline$/u);
  await goTo(page, `#/plan/${planId}/outline`);
  await expect(app.tasks).toBeVisible();
  expect(await app.fingerprint()).toBe(before);
  await notice.getByRole('button', { name: 'Free space' }).click();
  await expect(page.getByText('Your plans are never removed to make room.')).toBeVisible();

  // Room again: the very same change, without a reload.
  await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  await notice.getByRole('button', { name: 'Try again' }).click();
  await expect(notice).toBeHidden();
  await goTo(page, '#/');
  await expect(page.getByRole('link', { name: title, exact: true })).toBeVisible();
  await expect(page.getByRole('contentinfo')).not.toContainText('Not saved');
});

/** Within the page: a reload would let go of what is not saved. */
function goTo(page: Page, hash: string): Promise<void> {
  return page.evaluate((place) => {
    location.hash = place;
  }, hash);
}
