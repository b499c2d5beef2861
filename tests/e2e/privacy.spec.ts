import { App } from '../support/app.ts';
import { expect, test } from '../support/app-test.ts';
import { serveBuild } from '../support/serve-build.ts';

test('[U13] what left and what may is found from Settings, and by keys', async ({ page }) => {
  const app = new App(page);
  await app.open('#/settings');
  await page.getByRole('link', { name: 'Open privacy' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Privacy' })).toBeFocused();
  await expect(page.getByText('Nothing has left this device')).toBeVisible();
  await expect(page.getByText('Only to addresses that you allow')).toBeVisible();
  await app.open();
  await expect(app.goal).toBeVisible();
  await page.locator('body').press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('y');
  await expect(page.getByRole('heading', { level: 1, name: 'Privacy' })).toBeVisible();
});

test('a plan is kept on this device, and let go again by undo', async ({ page }) => {
  const app = new App(page);
  await app.open();
  await app.draft('- Book the hall\n- Send the invitations');
  await app.acceptAll();
  const print = await app.fingerprint();
  const keep = page.getByRole('switch', { name: 'Nothing leaves this device' });
  await page.getByRole('button', { name: 'Plan menu' }).click();
  await page.getByRole('menuitem', { name: /^Plan details/u }).click();
  await expect(keep).not.toBeChecked();
  await keep.click();
  await expect(keep).toBeChecked();
  await page.getByRole('link', { name: 'What left for this plan' }).click();
  await expect(page).toHaveURL(/#\/privacy\?plan=/u);
  await page.goBack();
  expect(await app.fingerprint()).not.toBe(print);
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => app.fingerprint()).toBe(print);
});

test('[X17] without a service worker, what needs the network is off and says why', async ({
  browser,
  expectTrouble,
}) => {
  expectTrouble(/404|Failed to load resource|Failed to fetch a worker script/u);
  const server = await serveBuild();
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  const app = new App(page, server.url);
  await app.open('#/privacy');
  await expect(page.getByText('Nothing can leave')).toBeVisible({ timeout: 15_000 });
  await expect(page.getByText('Planning by rules works as always.')).toBeVisible();
  await app.open();
  await app.draft('- Book the hall\n- Send the invitations');
  await app.acceptAll();
  await context.close();
  await server.stop();
});
