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
  history.replaceState(null, '', '#/inspector');
  localStorage.clear();
  scripted = new ScriptedService();
  scripted.report = {
    ...scripted.report,
    leader: 'here',
    position: 9,
    streams: 1,
    projections: [
      {
        name: 'audit',
        position: 7,
        rebuilding: null,
        trying: null,
        failure: null,
        parked: [
          { position: 3, commitId: 'c3', stream: 'plan/a', reason: 'TypeError: no', tries: 5, at: Date.now() },
          { position: 4, commitId: 'c4', stream: 'plan/a', reason: 'TypeError: no', tries: 5, at: Date.now() },
        ],
      },
    ],
  };
});
afterEach(() => history.replaceState(null, '', '#/'));

const open = () => render(App, { app: createApp(scripted.connection) });
const button = (name: string) => page.getByRole('button', { name, exact: true });

describe('projections', () => {
  test('say how far behind they are, and what was put aside and why', async () => {
    await open();
    await expect.element(page.getByText('2 commits behind')).toBeVisible();
    await expect.element(page.getByText('2 commits were put aside after five tries')).toBeVisible();
    await expect.element(page.getByText('Commit 3 in plan/a')).toHaveTextContent('TypeError: no (5 tries, last now)');
  });

  test('what was put aside can be tried again, and what came of it is said', async () => {
    await open();
    await button('Try what audit put aside again').click();
    expect(scripted.asked).toEqual(['retry audit']);
    await expect.element(page.getByText('1 commit went in, 1 still can’t.').first()).toBeInTheDocument();
  });

  test('one is made anew with progress, and can be stopped', async () => {
    await open();
    await button('Make audit anew').click();
    scripted.report = withAudit({ rebuilding: 0.4 });
    await expect
      .element(page.getByRole('progressbar', { name: 'Making audit anew' }))
      .toHaveAttribute('aria-valuenow', '40');
    await button('Stop making audit anew').click();
    scripted.report = withAudit({ rebuilding: null });
    await expect.element(button('Make audit anew')).toBeVisible();
    expect(scripted.asked).toEqual(['rebuild audit', 'cancel audit']);
  });

  test('[U6] in a tab that does not lead, nothing of that can be pressed, and it says why', async () => {
    scripted.report = { ...scripted.report, leader: 'elsewhere' };
    await open();
    for (const name of ['Make audit anew', 'Try what audit put aside again']) {
      await expect.element(button(name)).toHaveAttribute('aria-disabled', 'true');
      await expect
        .element(button(name))
        .toHaveAttribute('aria-description', expect.stringContaining('Another tab leads'));
    }
    await button('Make audit anew').click({ force: true });
    expect(scripted.asked).toEqual([]);
  });
});

describe('checking everything', () => {
  test('shows progress and stops when it is told to', async () => {
    scripted.report = { ...scripted.report, checking: 0.25 };
    scripted.checked = { commits: 4, blobs: 0, findings: [], isComplete: false };
    scripted.checking = (signal) => new Promise((settle) => signal.addEventListener('abort', () => settle()));
    await open();
    await button('Check everything').click();
    await expect.element(page.getByRole('progressbar', { name: 'Checking' })).toHaveAttribute('aria-valuenow', '25');
    await button('Stop checking').click();
    await expect.element(page.getByText('Stopped after 4 commits.')).toBeVisible();
  });

  test('names everything that is wrong, and the way out', async () => {
    scripted.checked = { commits: 9, blobs: 0, findings: [{ where: 'row 4', why: 'hash' }], isComplete: true };
    await open();
    await button('Check everything').click();
    const alert = page.getByRole('alert');
    await expect.element(alert).toHaveTextContent('1 thing is not as it should be');
    await expect.element(alert.getByRole('button', { name: 'Export log' })).toBeVisible();
    await expect.element(page.getByText('row 4: it is not as it was written')).toBeVisible();
  });
});

describe('events', () => {
  const line = { position: 9, commitId: 'c9', stream: 'plan/a', sequence: 9, at: Date.now(), actor: 'person' };

  test('one is shown as text, whatever is in it', async () => {
    scripted.page = { commits: [{ ...line, types: ['TaskAdded'], events: 1 }], before: null, head: 9 };
    scripted.envelope = '{"title": "<img src=x onerror=alert(1)><b>bold</b>"}';
    await open();
    const row = page.getByRole('button', { name: /^TaskAdded/u });
    await expect.element(row).toHaveAttribute('aria-expanded', 'false');
    await row.click();
    const shown = page.getByRole('region', { name: 'Commit 9 as it is stored' });
    await expect.element(shown).toHaveTextContent('<img src=x onerror=alert(1)><b>bold</b>');
    expect(shown.element().querySelector('img, b')).toBeNull();
    await userEvent.keyboard('{Enter}');
    await expect.element(shown).not.toBeInTheDocument();
  });

  test('what comes meanwhile is offered, not pushed in', async () => {
    scripted.page = { commits: [{ ...line, types: ['TaskAdded'], events: 1 }], before: null, head: 9 };
    await open();
    await expect.element(page.getByRole('button', { name: /^TaskAdded/u })).toBeVisible();
    scripted.page = { commits: [{ ...line, position: 10, types: ['TaskMoved'], events: 2 }], before: null, head: 10 };
    scripted.report = { ...scripted.report, position: 10 };
    await button('1 newer commit: show').click();
    await expect.element(page.getByRole('button', { name: /^TaskMoved, 2 events/u })).toBeVisible();
  });

  test('nothing there is said so, and the way back from a filter shown', async () => {
    await open();
    await expect.element(page.getByText('No events yet')).toBeVisible();
  });
});

function withAudit(changes: { readonly rebuilding: number | null }) {
  const [audit] = scripted.report.projections;
  if (audit === undefined) throw new Error('The script has one.');
  return { ...scripted.report, projections: [{ ...audit, ...changes }] };
}
