import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import type { PlanId } from '#planner/ids.ts';
import { waitingSendings } from '#service/connect.ts';
import type { LedgerRow } from '#service/contract.ts';
import App from '../../../src/ui/App.svelte';
import SendingPreview from '../../../src/ui/parts/SendingPreview.svelte';
import { createApp } from '../../../src/ui/state/create-app.ts';
import { ScriptedService } from '../../support/scripted-service.ts';

const ORIGIN = 'https://api.example.org';
const planId = 'p1' as PlanId;
const now = Date.now();
let scripted: ScriptedService;

const row = (n: number, more: Partial<LedgerRow> = {}): LedgerRow => ({
  sendingId: `s${n}`,
  position: n,
  planId: null,
  isHere: true,
  at: now - 60_000 * 5,
  origin: ORIGIN,
  method: 'POST',
  purpose: 'draft',
  attempt: null,
  sent: 1204,
  answer: { at: now, bytes: 3310, status: 200, ended: 'whole' },
  ...more,
});

beforeEach(() => {
  history.replaceState(null, '', '#/privacy');
  localStorage.clear();
  scripted = new ScriptedService();
});
afterEach(() => history.replaceState(null, '', '#/'));

const open = () => render(App, { app: createApp(scripted.connection) });
const button = (name: string) => page.getByRole('button', { name, exact: true });

describe('[U13] the privacy screen', () => {
  test('says that nothing has left, and what may', async () => {
    await open();
    await expect.element(page.getByRole('heading', { level: 1, name: 'Privacy' })).toBeVisible();
    await expect.element(page.getByText('Nothing has left this device')).toBeVisible();
    await expect.element(page.getByText('The browser itself holds back everything else.')).toBeVisible();
    await expect.element(page.getByText('You are asked before the first request')).toBeVisible();
  });

  test('lists every request with its time, place, purpose, plan, attempt, bytes and end', async () => {
    scripted.plans = [
      {
        planId,
        title: 'Spring fair',
        createdAt: 0,
        updatedAt: 0,
        archived: false,
        done: 0,
        total: 1,
        proposed: 0,
        nextTask: null,
      },
    ];
    scripted.ledger = {
      rows: [
        row(3, { planId, attempt: 'call-7' }),
        row(2, { origin: 'http://127.0.0.1:11434', purpose: 'x-ray', answer: null }),
        row(1, { answer: { at: now, bytes: 0, status: 429, ended: 'whole' }, isHere: false }),
      ],
      before: null,
      totals: [{ origin: ORIGIN, requests: 2, sent: 2408, received: 3310, lastAt: now - 60_000 * 5 }],
    };
    await open();
    const rows = page.getByRole('row');
    await expect
      .element(rows.nth(1))
      .toHaveTextContent(
        /5 minutes ago.*api\.example\.org.*To draft a plan.*Spring fair.*Attempt call-7.*1 kB.*3 kB.*Answered/u,
      );
    await expect.element(rows.nth(2)).toHaveTextContent(/127\.0\.0\.1:11434.*x-ray.*–.*no end was written/u);
    await expect.element(rows.nth(3)).toHaveTextContent(/On another device.*error \(HTTP 429\)/u);
    await expect.element(page.getByText('2 requests: 2 kB sent, 3 kB received. Last 5 minutes ago.')).toBeVisible();
    await expect.element(page.getByRole('link', { name: 'Spring fair' })).toHaveAttribute('href', '#/plan/p1/outline');
  });

  test('takes back what was allowed', async () => {
    scripted.grants = [{ id: 'g', origin: ORIGIN, network: 'public', for: { type: 'models' }, at: now }];
    await open();
    await button(`Revoke ${ORIGIN}`).click();
    await expect.element(page.getByText('is no longer allowed').first()).toBeInTheDocument();
    expect(scripted.grants).toEqual([]);
    await expect.element(button(`Revoke ${ORIGIN}`)).not.toBeInTheDocument();
  });

  test('says why nothing can leave, and what to do', async () => {
    scripted.egress = { type: 'off', reason: 'uncontrolled' };
    await open();
    await expect.element(page.getByText('Nothing can leave')).toBeVisible();
    await expect.element(page.getByText('Reload the tab.')).toBeVisible();
    await expect.element(button('Reload')).toBeVisible();
  });
});

describe('[U14] what will be sent', () => {
  const props = () => ({
    url: `${ORIGIN}/v1/chat/completions`,
    network: 'public' as const,
    purpose: 'draft',
    headers: { Authorization: 'Bearer {{secret:openai}}', 'Content-Type': 'application/json' },
    body: '{"messages":[{"role":"user","content":"Plan my move"}]}',
    bytes: 1204,
    lasting: 'plan' as const,
    onallow: vi.fn(),
    oncancel: vi.fn(),
  });

  test('is read before it is: place, purpose, size, headers without the key, and the exact words', async () => {
    await render(SendingPreview, props());
    const dialog = page.getByRole('dialog', { name: 'Send this to api.example.org?' });
    for (const words of [
      'To draft a plan',
      `${ORIGIN}/v1/chat/completions`,
      'On the internet',
      '1 kB',
      'Bearer (your key)',
      '"content": "Plan my move"',
    ])
      await expect.element(dialog).toHaveTextContent(words);
    await expect.element(dialog).not.toHaveTextContent('{{secret');
  });

  test('waits for a yes while the person wants to read it first', async () => {
    history.replaceState(null, '', '#/settings');
    await open();
    await page.getByRole('switch', { name: 'Show me what is sent, each time' }).click();
    await expect.poll(() => scripted.settings.get('askBeforeSending')).toBe('on');
    const { lasting: _, onallow: __, oncancel: ___, ...about } = props();
    const first = waitingSendings.confirm({ ...about, id: 'a' });
    const second = waitingSendings.confirm({ ...about, id: 'b', url: `${ORIGIN}/v1/models`, body: null });
    await expect.element(page.getByRole('dialog')).toHaveTextContent('Plan my move');
    await button('Don’t send').click();
    expect(await first).toBe(false);
    await expect.element(page.getByRole('dialog')).toHaveTextContent('only the address is asked for');
    await button('Send, and show no more').click();
    expect(await second).toBe(true);
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
    expect(scripted.settings.get('askBeforeSending')).toBeUndefined();
  });

  test('is allowed once, for longer, or not', async () => {
    const given = props();
    await render(SendingPreview, given);
    await button('Allow once').click();
    await button('Allow for this plan').click();
    expect(given.onallow.mock.calls).toEqual([['once'], ['lasting']]);
    await userEvent.keyboard('{Escape}');
    await button('Don’t send').click();
    expect(given.oncancel).toHaveBeenCalledTimes(2);
  });
});
