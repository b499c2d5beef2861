import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import App from '../../../src/ui/App.svelte';
import { createApp } from '../../../src/ui/state/create-app.ts';
import { ScriptedService } from '../../support/scripted-service.ts';

let scripted: ScriptedService;

beforeEach(() => {
  history.replaceState(null, '', '#/');
  localStorage.clear();
  scripted = new ScriptedService();
});
afterEach(() => history.replaceState(null, '', '#/'));

const open = () => render(App, { app: createApp(scripted.connection) });
const heading = (name: string) => page.getByRole('heading', { level: 1, name });

describe('[U2] the address is the place', () => {
  test('links, back and forward show the screen, name the tab and move the focus to the heading', async () => {
    await open();
    await page.getByRole('link', { name: 'Settings' }).click();
    await expect.element(heading('Settings')).toHaveFocus();
    expect(document.title).toBe('Settings · Foldline');
    history.back();
    await expect.element(heading('What do you want to get done?')).toHaveFocus();
    expect(document.title).toBe('Foldline');
    history.forward();
    await expect.element(heading('Settings')).toHaveFocus();
  });

  test('an address that leads nowhere is a kind page with a way home', async () => {
    history.replaceState(null, '', '#/nowhere');
    await open();
    await expect.element(heading('Nothing here')).toBeVisible();
    await page.getByRole('button', { name: 'Go to Home' }).click();
    await expect.element(heading('What do you want to get done?')).toBeVisible();
  });

  test('a plan that this browser does not have is said to be missing', async () => {
    history.replaceState(null, '', '#/plan/gone/outline');
    await open();
    await expect.poll(() => scripted.openFeeds).toBe(1);
    scripted.feed({ type: 'failure', failure: { code: 'PlanMissing', params: { planId: 'gone' }, retry: 'never' } });
    await expect.element(heading('No such plan in this browser')).toBeVisible();
    await page.getByRole('button', { name: 'Go to Home' }).click();
    await expect.poll(() => scripted.openFeeds).toBe(0);
  });
});

test('the skip link moves the focus into the content and leaves the address alone', async () => {
  await open();
  await userEvent.tab();
  await expect.element(page.getByRole('link', { name: 'Skip to content' })).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect(document.activeElement?.id).toBe('content');
  expect(location.hash).toBe('#/');
});

describe('[U6] shortcuts', () => {
  test('? lists them, and behind the sheet none acts', async () => {
    await open();
    await userEvent.keyboard('?');
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await expect.element(sheet).toBeVisible();
    await expect.element(sheet).toHaveTextContent('New goal');
    await userEvent.keyboard('gs');
    expect(location.hash).toBe('#/');
    await userEvent.keyboard('{Escape}');
    await expect.element(sheet).not.toBeInTheDocument();
  });

  test('G then S goes to Settings, N to the goal box, where letters are letters', async () => {
    await open();
    await userEvent.keyboard('gs');
    await expect.element(heading('Settings')).toBeVisible();
    await userEvent.keyboard('n');
    const goal = page.getByRole('textbox', { name: 'What do you want to get done?' });
    await expect.element(goal).toHaveFocus();
    await userEvent.keyboard('gs?n');
    await expect.element(goal).toHaveValue('gs?n');
    expect(location.hash).toBe('#/');
  });

  test('switched off in Settings, single keys do nothing, and the choice is kept', async () => {
    await open();
    await userEvent.keyboard('gs');
    const choice = page.getByRole('switch', { name: 'Single-key shortcuts' });
    await expect.element(choice).toBeChecked();
    await choice.click();
    await expect.element(choice).not.toBeChecked();
    expect(scripted.settings.get('singleKeys')).toBe('off');
    await userEvent.keyboard('gh');
    await expect.element(heading('Settings')).toBeVisible();
  });

  test('a shortcut that can’t act now says why', async () => {
    await open();
    (document.activeElement as HTMLElement | null)?.blur();
    await userEvent.keyboard('{Control>}z{/Control}');
    await expect.element(page.getByRole('region', { name: 'Messages' })).toHaveTextContent('Open a plan first.');
  });
});

describe('Settings', () => {
  test('the theme is shown at once and kept', async () => {
    history.replaceState(null, '', '#/settings');
    await open();
    await page.getByText('Dark', { exact: true }).click();
    expect(document.documentElement.dataset.theme).toBe('dark');
    expect(getComputedStyle(document.documentElement).colorScheme).toBe('dark');
    expect(scripted.settings.get('theme')).toBe('dark');
    await page.getByText('Like the system').click();
    expect(getComputedStyle(document.documentElement).colorScheme).toBe('light dark');
  });

  test('a file that is refused tells its line and reason; a good one what it brought', async () => {
    history.replaceState(null, '', '#/settings');
    await open();
    const input = page.getByLabelText('Import log file');
    scripted.service.previewImport = async () => ({
      type: 'failure',
      failure: { code: 'FileDamaged', params: { line: 12, reason: 'the digest does not match' }, retry: 'never' },
    });
    await userEvent.upload(input, new File(['{}'], 'a.foldline'));
    await expect.element(page.getByRole('alert')).toHaveTextContent(/damaged in line 12: the digest does not match/u);
    const brought = { type: 'done', value: { plans: ['p'] as never, commitsAdded: 12, commitsKnown: 0 } } as const;
    scripted.service.previewImport = async () => brought;
    scripted.service.importLog = async () => brought;
    await userEvent.upload(input, new File(['{}'], 'b.foldline'));
    await expect.element(page.getByText('Imported 1 plan: 12 changes added.')).toBeVisible();
    expect(page.getByRole('alert').query()).toBeNull();
  });
});
