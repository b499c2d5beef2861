import AxeBuilder from '@axe-core/playwright';
import { App } from '../support/app.ts';
import { expect, test } from '../support/app-test.ts';

const SIZES = { wide: { width: 1280, height: 860 }, phone: { width: 390, height: 844 } };
const GOAL =
  '# Spring fair\n- [ ] Book the hall by Friday\n- [ ] Print posters before hanging them\n- [x] Ask the school\n\nSomeone should call the caterer soon.';

for (const scheme of ['light', 'dark'] as const)
  for (const [size, viewport] of Object.entries(SIZES))
    test(`axe finds nothing on any screen: ${scheme}, ${size}`, async ({ page }) => {
      test.setTimeout(120_000);
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await page.setViewportSize(viewport);
      const app = new App(page);
      const check = async (screen: string) => {
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(
          violations.map(
            ({ id, nodes }) => `${screen}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
          ),
        ).toEqual([]);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow, `${screen} scrolls sideways`).toBeLessThanOrEqual(0);
      };

      await app.open();
      await expect(app.goal).toBeVisible();
      await check('empty Home');
      await app.draft(GOAL);
      await expect(app.button('Accept all')).toBeEnabled();
      await check('Draft');
      await app.acceptAll();
      await check('Plan');
      await app.openDetails((await app.shownTasks()).at(-1)?.title ?? '');
      await check('Plan with a task open');
      await page.keyboard.press('Escape');
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog')).toBeVisible();
      await check('shortcuts');
      await page.keyboard.press('Escape');
      await app.open('#/settings');
      await expect(app.button('Export log')).toBeVisible();
      await check('Settings');
      await app.open('#/inspector');
      await page
        .getByRole('button', { name: /^(PlanRenamed|TasksPlanned|ChangesResolved)/u })
        .first()
        .click();
      await expect(page.getByRole('region', { name: /as it is stored/u })).toBeVisible();
      await app.button('Check everything').click();
      await expect(page.getByText('All is sound')).toBeVisible();
      await check('Inspector');
      await app.open('#/privacy');
      await expect(page.getByText('Nothing has left this device')).toBeVisible();
      await check('Privacy');
      await app.open('#/');
      await expect(app.goal).toBeVisible();
      await check('Home with a plan');
      await app.open('#/plan/none/outline');
      await expect(page.getByRole('heading').first()).toBeVisible();
      await check('a plan that does not exist');
    });
