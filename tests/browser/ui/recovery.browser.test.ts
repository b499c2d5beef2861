import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import type { Loss } from '#service/failure.ts';
import App from '../../../src/ui/App.svelte';
import { createApp } from '../../../src/ui/state/create-app.ts';
import { ScriptedService } from '../../support/scripted-service.ts';

let scripted: ScriptedService;
const lost: Loss = {
  code: 'LogLost',
  params: { stored: 12, known: 41, copied: 40, at: Date.UTC(2026, 10, 22, 11) },
  retry: 'never',
};
const damaged: Loss = { code: 'LogDamaged', params: { where: 'row 3', readable: 7, copied: null }, retry: 'never' };

beforeEach(() => {
  history.replaceState(null, '', '#/');
  scripted = new ScriptedService();
});
afterEach(() => history.replaceState(null, '', '#/'));

async function open(loss: Loss): Promise<void> {
  await render(App, { app: createApp(scripted.connection) });
  await expect.element(page.getByRole('contentinfo')).toBeVisible();
  scripted.become({ type: 'failed', failure: loss });
}
const button = (name: string) => page.getByRole('button', { name, exact: true });
const heading = (name: string) => page.getByRole('heading', { level: 1, name });

test('[U10] what is missing is said in plain words and figures, in place of the app, and nothing has been chosen', async () => {
  await open(lost);
  await expect.element(heading('Some of what you saved is missing here')).toHaveFocus();
  const main = page.getByRole('main');
  await expect.element(main).toHaveTextContent(/had kept 41 changes for you, the last of them on .*2026/u);
  await expect.element(main).toHaveTextContent('Now only 12 of them are there');
  await expect.element(main).toHaveTextContent('Nothing has been changed, and nothing is written until you choose.');
  await expect.element(main).toHaveTextContent(/Saved before 41 changes Still here 12 changes In the copy 40 changes/u);
  await expect.element(main).toHaveTextContent('Brings back 40 changes. The newest 1 is in no copy here.');
  expect(document.title).toBe('Something is missing · Foldline');
  expect(page.getByRole('contentinfo').query()).toBeNull();
  expect(scripted.recovered).toEqual([]);
});

test('[U10] the copy is put back by the advised button, and the app is there again and says so', async () => {
  await open(lost);
  await expect
    .element(page.getByRole('listitem').filter({ hasText: 'Recommended' }))
    .toHaveTextContent('Restore from the copy');
  await button('Restore from the copy').click();
  expect(scripted.recovered).toEqual(['restore']);
  scripted.become({ type: 'restarting' });
  await expect.element(page.getByRole('status').filter({ hasText: 'Putting the copy back' })).toBeVisible();
  await expect.element(button('Go on with what is here')).toHaveAttribute('aria-disabled', 'true');
  scripted.become({ type: 'connected', place: 'disk', restarts: 0 });
  await expect.element(heading('What do you want to get done?')).toBeVisible();
  await expect.element(page.getByRole('region', { name: 'Messages' })).toHaveTextContent('The copy was put back.');
  expect(page.getByText('The planner stopped and was started again.').query()).toBeNull();
});

test('[U10] going on without what the copy holds is asked about, and cancelled by Escape', async () => {
  await open(lost);
  await button('Go on with what is here').click();
  const dialog = page.getByRole('dialog', { name: 'Go on without the rest?' });
  await expect.element(dialog).toHaveTextContent('28 changes that the copy holds will not be shown any more.');
  await userEvent.keyboard('{Escape}');
  await expect.element(dialog).not.toBeInTheDocument();
  expect(scripted.recovered).toEqual([]);
  await button('Go on with what is here').click();
  await dialog.getByRole('button', { name: 'Go on with what is here' }).click();
  expect(scripted.recovered).toEqual(['goOn']);
});

test('[U10] with no copy, a backup file is advised; it is taken in once the app is open', async () => {
  await open(damaged);
  await expect.element(heading('Some of what you saved can’t be read here')).toBeVisible();
  await expect.element(page.getByRole('main')).toHaveTextContent('7 changes can still be read.');
  expect(button('Restore from the copy').query()).toBeNull();
  await expect.element(page.getByRole('listitem').filter({ hasText: 'Recommended' })).toHaveTextContent('backup file');
  scripted.storage = { ...scripted.storage, commits: 7 };
  scripted.service.previewImport = async () => ({
    type: 'done',
    value: { plans: [], commitsAdded: 30, commitsKnown: 7 },
  });
  await userEvent.upload(page.getByLabelText('Backup file'), new File(['milk'], 'shopping.txt'));
  await expect.element(page.getByRole('alert')).toHaveTextContent('This is not a Foldline log');
  expect(scripted.recovered).toEqual([]);
  await userEvent.upload(page.getByLabelText('Backup file'), new File(['{"blobs":0,'], 'mine.foldline'));
  await expect.poll(() => scripted.recovered).toEqual(['goOn']);
  scripted.become({ type: 'connected', place: 'disk', restarts: 0 });
  const dialog = page.getByRole('dialog', { name: 'Import this file?' });
  await expect.element(dialog).toHaveTextContent('“mine.foldline” is whole.');
  await expect.element(dialog).toHaveTextContent('30 new here, 7 here already');
});

test('[U10] files of the copy and of the rest can be saved without choosing', async () => {
  await open(lost);
  const messages = page.getByRole('region', { name: 'Messages' });
  await button('Save a file of the copy').click();
  await expect.element(messages).toHaveTextContent(/Saved foldline copy \d{4}-\d\d-\d\d\.foldline/u);
  await button('Save a file of what can be read').click();
  await expect.element(messages).toHaveTextContent(/Saved foldline rest \d{4}-\d\d-\d\d\.foldline/u);
  expect(scripted.saved).toEqual(['mirror', 'readable']);
  expect(scripted.recovered).toEqual([]);
});

test('[U10] a choice that does not work says why, and the screen stays', async () => {
  await open(lost);
  await button('Restore from the copy').click();
  scripted.become({ type: 'failed', failure: { code: 'QuotaExceeded', params: {}, retry: 'later' } });
  await expect.element(page.getByRole('alert')).toHaveTextContent('no space left');
  await expect.element(heading('Some of what you saved is missing here')).toBeVisible();
  await button('Try again').click();
  expect(scripted.retried).toBe(1);
});

test('[U6] every choice can be reached and made by keyboard alone', async () => {
  await open({ ...lost, params: { ...lost.params, stored: 0 } });
  await expect.element(heading('Some of what you saved is missing here')).toHaveFocus();
  const reached: string[] = [];
  for (let i = 0; i < 4; i++) {
    await userEvent.tab();
    reached.push(document.activeElement?.textContent?.trim() ?? '');
  }
  expect(reached).toEqual([
    'Restore from the copy',
    'Restore from a backup file',
    'Go on with what is here',
    'Save a file of the copy',
  ]);
  await userEvent.tab({ shift: true });
  await userEvent.tab({ shift: true });
  await userEvent.tab({ shift: true });
  await userEvent.keyboard('{Enter}');
  expect(scripted.recovered).toEqual(['restore']);
});
