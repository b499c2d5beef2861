import type { Page } from '@playwright/test';
import { App } from '../support/app.ts';
import { expect, test } from '../support/app-test.ts';

test('the inspector shows streams, events, projections and figures of what was done, and all is sound', async ({
  page,
}) => {
  const app = new App(page);
  await app.open();
  await app.draft('# Spring fair\n- Book the hall\n- Print posters');
  await app.acceptAll();

  // From Settings by link, as a person finds it.
  await app.open('#/settings');
  await page.getByRole('link', { name: 'Open the inspector' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Inspector' })).toBeFocused();
  await expect(page.getByText('This tab. It seals, copies')).toBeVisible();
  await expectUpToDate(page);

  const streams = section(page, 'Streams');
  await streams.getByRole('button', { name: /Show the events of Plan “Spring fair”/u }).click();
  const events = section(page, 'Events');
  const first = events.getByRole('listitem').last().getByRole('button');
  await expect(first).toHaveAccessibleName(/^PlanInitialized You in Plan “Spring fair”/u);
  await first.click();
  const stored = events.getByRole('region', { name: 'Commit 1 as it is stored' });
  expect(JSON.parse(await stored.innerText())).toMatchObject({ position: 1, events: [{ type: 'PlanInitialized' }] });
  await events.getByLabel('Event type').selectOption('TasksPlanned');
  await expect(events.getByRole('listitem')).toHaveCount(1);

  const audit = section(page, 'Who did what');
  await expect(audit.getByRole('row').filter({ hasText: 'PlanInitialized' })).toContainText('You');
  // A draft that takes its time is proposed in pieces.
  await expect(audit.getByRole('row').filter({ hasText: 'ChangesProposed' }).first()).toContainText('Rules');
  await expect(section(page, 'Figures').getByRole('row', { name: /PlanInitialized 1/u })).toBeVisible();

  await app.button('Check everything').click();
  await expect(page.getByText(/^All is sound: \d+ commits/u)).toBeVisible();
  await app.button('Make audit anew').click();
  await expect(page.getByText('“audit” is made anew from the whole log.').first()).toBeVisible();
  await expectUpToDate(page);
});

test('a second tab reads all of it, learns of what is new, and leaves to the leader what is the leader’s', async ({
  context,
  page,
}) => {
  const app = new App(page);
  await app.open();
  await app.draft('- Sand the boards\n- Paint the boards');
  await app.acceptAll();
  const second = await context.newPage();
  await second.goto('/#/inspector');
  await expect(second.getByText('Another tab. What only the leader does')).toBeVisible();
  await expectUpToDate(second);
  const rebuild = second.getByRole('button', { name: 'Make metrics anew' });
  await expect(rebuild).toHaveAttribute('aria-disabled', 'true');
  await second.getByRole('button', { name: 'Check everything' }).click();
  await expect(second.getByText(/^All is sound/u)).toBeVisible();

  await app.addTask('Buy paint');
  await second.getByRole('button', { name: '1 newer commit: show' }).click();
  await expect(section(second, 'Events').getByRole('listitem').first()).toContainText('TasksPlanned');
  await expectUpToDate(second);
  await expect(section(second, 'Who did what').getByRole('row').nth(1)).toContainText('TasksPlanned');

  // The leader goes; the second tab takes over and may do it all.
  await page.close();
  await expect(second.getByText('This tab. It seals, copies')).toBeVisible();
  await rebuild.click();
  await expect(second.getByText('“metrics” is made anew from the whole log.').first()).toBeVisible();
});

function section(page: Page, title: string) {
  return page.getByRole('region', { name: title, exact: true }).first();
}

/** Each projection stands where the log does. */
async function expectUpToDate(page: Page): Promise<void> {
  await expect(section(page, 'Projections').getByText(/Up to date$/u)).toHaveCount(3);
}
