import type { Locator, Page } from '@playwright/test';
import { App } from '../support/app.ts';
import { expect, test } from '../support/app-test.ts';

test('from a goal to a finished plan by keyboard alone', async ({ page }) => {
  const { keyboard } = page;
  const app = new App(page);
  await app.open();

  await tabTo(page, app.goal);
  await keyboard.type('- Buy paint\n- Sand the boards\n- Paint the boards');
  await keyboard.press('Control+Enter');
  await expect(app.draftTasks).toBeVisible();
  await expect(app.button('Accept all')).toBeEnabled();
  await tabTo(page, app.button('Accept all'));
  await keyboard.press('Enter');
  await expect(app.tasks).toBeVisible();

  // Into the outline, down to the last row, and a name mended in place.
  await tabTo(page, app.row('Buy paint'));
  await keyboard.press('End');
  await expect(app.row('Paint the boards')).toBeFocused();
  await keyboard.press('F2');
  await keyboard.press('End');
  await keyboard.type(' twice');
  await keyboard.press('Enter');
  await expect(app.row('Paint the boards twice')).toBeVisible();

  // A new task below, nested, moved, and taken back.
  await focusRow(app, 'Paint the boards twice');
  await keyboard.press('Shift+Enter');
  await keyboard.type('Wait a day');
  await keyboard.press('Enter');
  await keyboard.press('Escape');
  await focusRow(app, 'Wait a day');
  await keyboard.press('Alt+ArrowRight');
  await expect(app.row('Wait a day')).toHaveAttribute('aria-level', '2');
  await keyboard.press('Alt+ArrowLeft');
  await expect(app.row('Wait a day')).toHaveAttribute('aria-level', '1');
  await keyboard.press('Alt+ArrowUp');
  await expect
    .poll(async () => (await app.shownTasks()).map(({ title }) => title))
    .toEqual(['Buy paint', 'Sand the boards', 'Wait a day', 'Paint the boards twice']);
  await keyboard.press('Control+z');
  await expect.poll(async () => (await app.shownTasks()).at(-1)?.title).toBe('Wait a day');
  await keyboard.press('Control+Shift+z');
  await expect.poll(async () => (await app.shownTasks()).at(-1)?.title).toBe('Paint the boards twice');

  // A need, chosen by typing; what waits says so.
  await focusRow(app, 'Paint the boards twice');
  await keyboard.press('l');
  await expect(page.getByRole('dialog')).toBeVisible();
  await keyboard.type('Sand');
  await keyboard.press('Enter');
  await expect(app.row('Paint the boards twice')).toHaveAttribute('data-task-status', 'waiting');
  const sand = await app.row('Sand the boards').getAttribute('data-task-id');
  await expect(app.row('Paint the boards twice')).toHaveAttribute('data-task-needs', sand ?? '');

  // Removed by mistake, and back.
  await focusRow(app, 'Buy paint');
  await keyboard.press('Delete');
  await expect(app.row('Buy paint')).toBeHidden();
  await keyboard.press('Control+z');
  await expect(app.row('Buy paint')).toBeVisible();

  for (const title of ['Buy paint', 'Sand the boards', 'Wait a day', 'Paint the boards twice']) {
    await focusRow(app, title);
    await keyboard.press('x');
    await expect(app.row(title)).toHaveAttribute('data-task-status', 'completed');
  }
  await expect(page.getByText('4 of 4 done')).toBeVisible();

  await keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

/** Presses Tab until the target has the focus, as somebody without a mouse does; gives up after a round of the page. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused();
}

/** Up and down the rows from wherever the outline's one tab stop is. */
async function focusRow(app: App, title: string): Promise<void> {
  const { keyboard } = app.page;
  const inGrid = await app.tasks.evaluate((grid) => grid.contains(document.activeElement));
  if (!inGrid) await tabTo(app.page, app.tasks.locator('[data-task-id][tabindex="0"]'));
  await keyboard.press('Home');
  const target = app.row(title);
  for (let presses = 0; presses < 50; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await keyboard.press('ArrowDown');
  }
  await expect(target).toBeFocused();
}
