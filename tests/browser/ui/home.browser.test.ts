import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { PlanId } from '#planner/ids.ts';
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

const goal = () => page.getByRole('textbox', { name: 'What do you want to get done?' });
const draftPlan = () => page.getByRole('button', { name: 'Draft plan', exact: true });
const open = () => render(App, { app: createApp(scripted.connection) });

const plan = (n: number, more: object = {}) => ({
  planId: `plan-${n}` as PlanId,
  title: `Plan ${n}`,
  createdAt: 0,
  updatedAt: n,
  archived: false,
  done: 0,
  total: 2,
  proposed: 0,
  nextTask: `Task of ${n}`,
  ...more,
});

test('a goal becomes a plan: initialized, drafted, opened, and the box is empty again', async () => {
  await open();
  await goal().fill('Paint the fence by Friday.\nBuy paint first.');
  await draftPlan().click();
  await expect.poll(() => location.hash).toMatch(/^#\/plan\/[\w-]+\/draft$/u);
  const [submission] = scripted.submitted;
  expect(submission).toMatchObject({
    to: 'plan',
    command: {
      type: 'Initialize',
      title: 'Paint the fence by Friday',
      goal: { in: 'event', text: 'Paint the fence by Friday.\nBuy paint first.' },
      stamp: { actor: { type: 'person' }, causation: null },
    },
    blobs: [],
  });
  expect(scripted.drafted).toHaveLength(1);
  expect(location.hash).toContain(scripted.drafted[0]);
  await expect.poll(() => scripted.scratch.has('goal')).toBe(false);
});

test('Mod+Enter drafts too', async () => {
  await open();
  await goal().fill('Call mum');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await expect.poll(() => scripted.submitted.length).toBe(1);
});

test('an empty box is not drafted, and says so', async () => {
  await open();
  await draftPlan().click();
  await expect.element(page.getByRole('alert')).toHaveTextContent('Type what you want to get done first.');
  await expect.element(goal()).toHaveFocus();
  expect(scripted.submitted).toEqual([]);
});

test('[U4] a goal that could not be saved stays in the box, and the same commit is tried again', async () => {
  scripted.answers.push({ type: 'failure', failure: { code: 'QuotaExceeded', params: {}, retry: 'later' } });
  await open();
  await goal().fill('Move house');
  await draftPlan().click();
  await expect.element(page.getByText('Your last change is not saved.')).toBeVisible();
  await expect.element(goal()).toHaveValue('Move house');
  await expect.element(page.getByRole('contentinfo')).toHaveTextContent('Not saved');

  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => scripted.submitted.length).toBe(2);
  const [first, second] = scripted.submitted;
  expect(second?.command.stamp.commitId).toBe(first?.command.stamp.commitId);
  expect(second?.again).toBe(true);
  await expect.element(page.getByText('Your last change is not saved.')).not.toBeInTheDocument();
});

test('[U5] unsent text is there again after a reload', async () => {
  scripted.scratch.set('goal', 'Half a thought');
  await open();
  await expect.element(goal()).toHaveValue('Half a thought');
  await goal().fill('Half a thought and more');
  await expect.poll(() => scripted.scratch.get('goal')).toBe('Half a thought and more');
});

test('an example replaces the text, and its toast brings the text back', async () => {
  await open();
  await goal().fill('My own words');
  await page.getByRole('button', { name: 'Ship a release' }).click();
  await expect.element(goal()).toHaveValue(expect.stringContaining('# Release 2.0'));
  await page.getByRole('button', { name: 'Take back' }).click();
  await expect.element(goal()).toHaveValue('My own words');
});

test('a long text that is put in at one stroke comes as one change, in place of what was selected', async () => {
  await open();
  await goal().fill('before [here] after');
  const area = goal().element() as HTMLTextAreaElement;
  area.setSelectionRange(7, 13);
  const lines = Array.from({ length: 500 }, (_, n) => `- [ ] line ${n}`).join('\n');
  let changes = 0;
  area.addEventListener('input', () => changes++);
  area.dispatchEvent(new InputEvent('beforeinput', { inputType: 'insertText', data: lines, cancelable: true }));
  expect(changes).toBe(1);
  await expect.element(goal()).toHaveValue(`before ${lines} after`);
  expect(area.selectionStart).toBe(7 + lines.length);
  await expect.poll(() => scripted.scratch.get('goal')).toBe(`before ${lines} after`);

  changes = 0;
  await goal().fill(lines);
  expect(changes).toBe(1);
  await expect.element(goal()).toHaveValue(lines);
});

test('[U8] a word longer than a phone is wide does not widen the page', async () => {
  await page.viewport(320, 640);
  await open();
  await goal().fill(`- ${'Donaudampfschifffahrtsgesellschaft'.repeat(3)}`);
  expect(document.documentElement.scrollWidth).toBe(320);
  await page.viewport(1280, 800);
});

test('a text file that is opened is added to what is typed; another kind of file is refused by name', async () => {
  await open();
  await goal().fill('Intro');
  const chooser = document.querySelector<HTMLInputElement>('input[type=file]');
  if (!chooser) throw new Error('no file input');
  const chosen = new DataTransfer();
  chosen.items.add(new File(['- a\r\n- b'], 'notes.md'));
  chosen.items.add(new File(['x'], 'photo.png', { type: 'image/png' }));
  chooser.files = chosen.files;
  chooser.dispatchEvent(new Event('change', { bubbles: true }));
  await expect.element(goal()).toHaveValue('Intro\n\n- a\n- b');
  await expect.element(page.getByText('“photo.png” is not text', { exact: false }).first()).toBeInTheDocument();
});

test('plans are listed, the one changed last first, and archiving one can be undone', async () => {
  scripted.plans = [plan(1), plan(2, { done: 2, nextTask: null })];
  await open();
  const list = page.getByRole('list', { name: 'Recent plans' });
  await expect.element(list.getByRole('listitem').first()).toHaveTextContent('Plan 2');
  await expect.element(list.getByRole('listitem').first()).toHaveTextContent('Everything is done');
  await expect.element(list.getByRole('link', { name: 'Plan 1' })).toHaveAttribute('href', '#/plan/plan-1/outline');

  await page.getByRole('button', { name: 'Archive Plan 1' }).click();
  expect(scripted.submitted.at(-1)).toMatchObject({
    to: 'workspace',
    command: { type: 'ArchivePlan', planId: 'plan-1' },
  });
  await page.getByRole('button', { name: 'Take back' }).click();
  expect(scripted.submitted.at(-1)).toMatchObject({
    to: 'workspace',
    command: { type: 'UnarchivePlan', planId: 'plan-1' },
  });
});

test('with many plans there is a search, and / goes there', async () => {
  scripted.plans = Array.from({ length: 9 }, (_, n) => plan(n));
  await open();
  await expect.element(page.getByRole('searchbox', { name: 'Search plans' })).toBeVisible();
  await userEvent.keyboard('/');
  await expect.element(page.getByRole('searchbox', { name: 'Search plans' })).toHaveFocus();
  await userEvent.keyboard('Task of 3');
  await expect
    .element(page.getByRole('list', { name: 'Recent plans' }).getByRole('listitem'))
    .toHaveTextContent('Plan 3');
});

test('a worker that was started again says so, and a log that can’t be opened offers a way out', async () => {
  await open();
  scripted.become({ type: 'restarting' });
  await expect.element(page.getByText('Nothing that was saved is lost.', { exact: false })).toBeVisible();
  await page.getByRole('button', { name: 'OK' }).click();
  scripted.become({ type: 'failed', failure: { code: 'LogBlocked', params: {}, retry: 'later' } });
  await expect.element(page.getByRole('alert')).toHaveTextContent('Another tab with an older Foldline');
  await expect.element(page.getByRole('button', { name: 'Try again' })).toBeVisible();
});
