import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import type { ProposedChange } from '#planner/draft.ts';
import type { ChangeId } from '#planner/ids.ts';
import { GOAL_TEXT, type Reason } from '#planner/reason.ts';
import App from '../../../src/ui/App.svelte';
import { createApp } from '../../../src/ui/state/create-app.ts';
import { PlanInMemory } from './plan-in-memory.ts';

const GOAL = '# Painting\n- Buy paint by Friday\n- Paint the walls\n- Maybe sand the floor';
const because: Reason = { code: 'list-entry', params: {}, spans: [] };

let plan: PlanInMemory;

beforeEach(async () => {
  await page.viewport(1280, 800);
  localStorage.clear();
  plan = new PlanInMemory(GOAL);
});
afterEach(() => history.replaceState(null, '', '#/'));

function add(
  id: string,
  words: string,
  more: { parent?: string; title?: string; confidence?: number; due?: string } = {},
): ProposedChange {
  const start = GOAL.indexOf(words);
  return {
    id: id as ChangeId,
    type: 'add-task',
    confidence: more.confidence ?? 0.95,
    reason: because,
    parent: more.parent === undefined ? null : { in: 'draft', change: more.parent as ChangeId },
    fields: {
      title: more.title ?? words,
      ...(more.due === undefined ? {} : { dueAt: { date: more.due, time: null, zone: 'Europe/Berlin' } }),
    },
    done: false,
    source: start < 0 ? null : { in: GOAL_TEXT, start, end: start + words.length },
    notes: {},
  };
}

function need(id: string, from: string, to: string, taken = true): ProposedChange {
  return {
    id: id as ChangeId,
    type: 'add-need',
    confidence: 0.6,
    reason: because,
    from: { in: 'draft', change: from as ChangeId },
    to: { in: 'draft', change: to as ChangeId },
    need: {
      type: 'blocks',
      lagMinutes: 0,
      reason: { code: 'said-after', params: { cue: 'after' }, spans: [] },
      confidence: 0.6,
    },
    taken,
  };
}

function fromTemplate(...others: readonly string[]): ProposedChange {
  const params = { template: 'Paint a room', words: 'paint' };
  return {
    id: 'which' as ChangeId,
    type: 'ask',
    confidence: 0.8,
    reason: { code: 'from-template', params, spans: [] },
    about: null,
    question: {
      code: 'which-template',
      params: { ...params, more: 'with children' },
      options: others.map((label) => ({ label, sets: null })),
      mustAsk: false,
    },
    source: null,
  };
}

const whole = () => [
  add('top', 'Painting'),
  add('buy', 'Buy paint by Friday', { parent: 'top', title: 'Buy paint', due: '2030-02-01' }),
  add('paint', 'Paint the walls', { parent: 'top' }),
  add('sand', 'Maybe sand the floor', { parent: 'top', title: 'Sand the floor', confidence: 0.3 }),
  need('n1', 'paint', 'buy'),
  need('n2', 'paint', 'sand', false),
];

async function open() {
  history.replaceState(null, '', `${plan.address}/draft`);
  await render(App, { app: createApp(plan.connection) });
  await expect.element(page.getByRole('list', { name: 'Draft tasks' })).toBeInTheDocument();
}
const items = () => [...document.querySelectorAll<HTMLElement>('[data-change-id]')];
const item = (id: string) => {
  const found = items().find((one) => one.dataset.changeId === id);
  if (!found) throw new Error(`no task ${id}`);
  return found;
};
const shown = () =>
  items().map((one) => `${'-'.repeat(Number(one.ariaLevel))}${one.querySelector('.title')?.textContent}`);
const lit = () => [...document.querySelectorAll('mark.lit')].map((mark) => mark.textContent).join('|');
const button = (name: string) => page.getByRole('button', { name, exact: true });

test('tasks appear as they are found, nested, with their words marked, and only then can all be accepted', async () => {
  plan.proposes([add('top', 'Painting')], false);
  await open();
  await expect.poll(shown).toEqual(['-Painting']);
  expect([...document.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['Painting']);
  const first = item('top');
  plan.proposes([add('buy', 'Buy paint by Friday', { parent: 'top', title: 'Buy paint' })], true);
  await expect.poll(shown).toEqual(['-Painting', '--Buy paint']);
  expect(item('top')).toBe(first);
  expect(plan.sent).toEqual([]);
  await button('Accept all').click();
  await expect.poll(() => location.hash).toMatch(/outline/u);
  await expect.poll(() => [...plan.state.tasks.values()].map(({ title }) => title)).toEqual(['Painting', 'Buy paint']);
});

test('a draft from a template says so and why, and another one is chosen by the goal’s own words', async () => {
  plan.proposes([fromTemplate('Renovate a room'), ...whole()]);
  await open();
  const notice = page.getByRole('status').filter({ hasText: 'These tasks come from the template “Paint a room”.' });
  await expect.element(notice).toHaveTextContent('Your goal recalled it by: paint.');
  await expect.element(notice).toHaveTextContent('It has more tasks, if your goal says so: with children.');
  expect(document.querySelector('#draft-questions')).toBeNull();
  await button('Use “Renovate a room”').click();
  await expect.poll(() => plan.state.goal).toEqual({ in: 'event', text: `Renovate a room: ${GOAL}` });
});

test('a draft from a template can be left for an empty plan', async () => {
  plan.proposes([fromTemplate(), ...whole()]);
  await open();
  await button('Start empty').click();
  await expect.poll(() => location.hash).toMatch(/outline/u);
  expect(plan.state.tasks.size).toBe(0);
});

test('pointing at a task or giving it the focus lights its words, and choosing words lights their task', async () => {
  plan.proposes(whole());
  await open();
  await expect.poll(shown).toHaveLength(4);
  await userEvent.hover(item('paint'));
  await expect.poll(lit).toBe('Paint the walls');
  item('buy').querySelector<HTMLElement>('.title')?.focus();
  await expect.poll(lit).toBe('Buy paint by Friday');
  document.querySelectorAll<HTMLElement>('mark')[3]?.click();
  await expect.poll(() => item('sand').className).toContain('lit');
  expect(lit()).toBe('Maybe sand the floor');
});

test('needs are chips with their reason, and those the text does not say are shown as a perhaps', async () => {
  plan.proposes(whole());
  await open();
  await expect
    .element(button('after Buy paint'))
    .toHaveAttribute('aria-description', 'Your text says one comes after the other: “after”.');
  await expect.element(button('perhaps after Sand the floor')).toBeVisible();
  expect(item('sand').textContent).toContain('A guess');
});

test('one task is accepted or rejected at a time, and a rejection can be undone', async () => {
  plan.proposes(whole());
  await open();
  await button('Reject “Sand the floor”').click();
  await expect.poll(shown).toEqual(['-Painting', '--Buy paint', '--Paint the walls']);
  await expect.element(page.getByText('“Sand the floor” is rejected.').first()).toBeInTheDocument();
  await button('Accept “Painting”').click();
  await expect.poll(shown).toEqual(['-Buy paint', '-Paint the walls']);
  await button('Accept “Buy paint”').click();
  await button('Accept “Paint the walls”').click();
  await expect.element(button('Go to the plan')).toBeVisible();
  expect(plan.task('Paint the walls').needs.map(({ task }) => task)).toEqual([plan.task('Buy paint').id]);
  expect(plan.task('Buy paint').parentId).toBe(plan.task('Painting').id);
});

test('a task is accepted without a field that is not wanted', async () => {
  plan.proposes(whole());
  await open();
  await page.getByRole('button', { name: 'Buy paint', exact: true }).click();
  const sheet = page.getByRole('dialog', { name: 'Buy paint' });
  await sheet.getByRole('checkbox', { name: /due date/iu }).click();
  await sheet.getByRole('button', { name: 'Accept', exact: true }).click();
  await expect.poll(() => plan.state.tasks.size).toBe(1);
  expect(plan.task('Buy paint').dueAt).toBeNull();
});

test('questions are answered with one tap or in own words, taken back, or skipped', async () => {
  const ask = (id: string, text: string): ProposedChange => ({
    id: id as ChangeId,
    type: 'ask',
    confidence: 0.5,
    reason: because,
    about: { in: 'draft', change: 'buy' as ChangeId },
    question: {
      code: 'free',
      params: { text },
      options: [
        { label: 'White', sets: null },
        { label: 'Blue', sets: null },
      ],
      mustAsk: false,
    },
    source: null,
  });
  plan.proposes([...whole(), ask('q1', 'Which colour?'), ask('q2', 'How many tins?')]);
  await open();
  const answers = () =>
    [...plan.state.proposals.values()]
      .flatMap(({ changes }) => [...changes.values()].map(({ answer }) => answer?.text))
      .filter(Boolean);
  const form = page.getByRole('form', { name: 'Which colour?' });
  await form.getByRole('button', { name: 'Blue' }).click();
  await expect.poll(answers).toEqual(['Blue']);
  await expect.element(form.getByRole('button', { name: 'Blue' })).toHaveAttribute('aria-pressed', 'true');
  await form.getByRole('button', { name: 'Blue' }).click();
  await expect.poll(answers).toEqual([]);
  await form.getByRole('textbox').fill('A warm grey');
  await userEvent.keyboard('{Enter}');
  await expect.poll(answers).toEqual(['A warm grey']);
  await button('Skip').nth(1).click();
  await expect.element(page.getByRole('form', { name: 'How many tins?' })).not.toBeInTheDocument();
});

test('a draft that found nothing says so, and offers to write tasks or to edit the text', async () => {
  await open();
  await expect.element(page.getByText('No tasks found')).toBeVisible();
  await button('Edit the text').last().click();
  await expect.element(page.getByRole('textbox', { name: 'Your text' })).toHaveValue(GOAL);
});

test('a draft that was rejected whole says so, not that nothing was found, and comes back', async () => {
  plan.proposes(whole());
  await open();
  await button('Reject all').click();
  await expect.element(page.getByText('Nothing of it is in your plan.', { exact: false })).toBeVisible();
  await expect.element(page.getByText('No tasks found')).not.toBeInTheDocument();
  await button('Take back').click();
  await expect.element(page.getByRole('list', { name: 'Draft tasks' })).toBeVisible();
  await expect.poll(() => shown().length).toBe(4);
});

test('on a phone the text and the tasks are tabs, and choosing words shows their task', async () => {
  await page.viewport(390, 844);
  plan.proposes(whole());
  await open();
  await expect.element(page.getByRole('list', { name: 'Draft tasks' })).toBeVisible();
  await button('Your text').click();
  await expect.poll(() => document.querySelector('mark')?.checkVisibility()).toBe(true);
  document.querySelectorAll<HTMLElement>('mark')[2]?.click();
  await expect.poll(() => item('paint').checkVisibility() && item('paint').className).toContain('lit');
});

test('ten thousand tasks are drawn a screen at a time, and words far down bring their task', async () => {
  const line = (n: number) => `- Task number ${n}\n`;
  const goal = Array.from({ length: 10_000 }, (_, n) => line(n)).join('');
  plan = new PlanInMemory(goal);
  let start = 0;
  const changes = Array.from({ length: 10_000 }, (_, n): ProposedChange => {
    const span = { in: GOAL_TEXT, start: start + 2, end: start + line(n).length - 1 };
    start += line(n).length;
    return { ...add(`t${n}`, ''), fields: { title: `Task number ${n}` }, source: span } as ProposedChange;
  });
  plan.proposes(changes.slice(0, 9000), false);
  await open();
  await expect.poll(() => items().length).toBeGreaterThan(10);
  expect(items().length).toBeLessThan(200);
  plan.proposes(changes.slice(9000), true);
  await expect.element(page.getByText('10,000 tasks found.', { exact: false })).toBeInTheDocument();
  scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' });
  await expect.poll(() => items().at(-1)?.dataset.changeId).toBe('t9999');
  expect(items().length).toBeLessThan(200);
  item('t9999').querySelector<HTMLElement>('.title')?.focus();
  await expect.poll(lit).toBe('Task number 9999');
});

test('an answer shows in its task at once, and is gone again when it is taken back', async () => {
  const due = { date: '2030-03-04', time: null, zone: 'Europe/Berlin' };
  plan.proposes([
    ...whole(),
    {
      id: 'q1' as ChangeId,
      type: 'ask',
      confidence: 0.5,
      reason: because,
      about: { in: 'draft', change: 'paint' as ChangeId },
      question: {
        code: 'when-due',
        params: {},
        options: [{ label: 'In March', sets: { field: 'dueAt', value: due } }],
        mustAsk: false,
      },
      source: null,
    },
  ]);
  await open();
  await expect.poll(shown).toHaveLength(4);
  expect(item('paint').textContent).not.toContain('due');
  await button('In March').click();
  await expect.poll(() => item('paint').textContent).toMatch(/due .*2030/u);
  await button('In March').click();
  await expect.poll(() => item('paint').textContent).not.toContain('due');
});

test('the text can be changed: it is drafted anew, and what was decided is not asked again', async () => {
  plan.proposes(whole());
  await open();
  await button('Accept “Painting”').click();
  await button('Edit the text').click();
  const box = page.getByRole('textbox', { name: 'Your text' });
  await expect.element(box).toHaveFocus();
  await expect.element(box).toHaveValue(GOAL);
  await box.fill('   ');
  await button('Draft this text').click();
  await expect.element(page.getByRole('alert')).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(box).not.toBeInTheDocument();

  await button('Edit the text').click();
  await expect.element(box).toHaveValue(GOAL);
  await box.fill('# Painting\n- Sing while painting');
  await button('Draft this text').click();
  await expect.poll(() => plan.state.goal).toEqual({ in: 'event', text: '# Painting\n- Sing while painting' });
  await expect.poll(shown).toEqual([]);
  await page.getByRole('button', { name: 'Take back' }).last().click();
  await expect.poll(shown).toEqual(['-Buy paint', '-Paint the walls', '-Sand the floor']);
  await expect.poll(lit).toBe('');
});
