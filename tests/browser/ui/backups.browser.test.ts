import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import type { Failure } from '#service/failure.ts';
import App from '../../../src/ui/App.svelte';
import { createApp } from '../../../src/ui/state/create-app.ts';
import { ScriptedService } from '../../support/scripted-service.ts';

/** Instead of the system's own question: it answers with what a test lays out, as the real one does, or like a person who closes it. */
interface Asked {
  showDirectoryPicker?: (options: object) => Promise<FileSystemDirectoryHandle>;
  showSaveFilePicker?: (options: { suggestedName: string }) => Promise<FileSystemFileHandle>;
}

let scripted: ScriptedService;
let folder: FileSystemDirectoryHandle;
let backups = 0;
let permission: PermissionState = 'granted';
const real = { ...(window as Asked) } as Asked;
const folderName = 'Backups';
const goneFolder: Failure = { code: 'FileUnwritable', params: { reason: 'NotFoundError' }, retry: 'later' };

beforeEach(async () => {
  history.replaceState(null, '', '#/settings');
  scripted = new ScriptedService();
  scripted.storage = { ...scripted.storage, commits: 3, eventsSinceBackup: 3 };
  backups = 0;
  permission = 'granted';
  folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(folderName, { create: true });
  const states = { queryPermission: async () => permission, requestPermission: async () => (permission = 'granted') };
  Object.assign(folder, states);
  scripted.service.backUp = async () => {
    backups += 1;
    const backup = { at: Date.now(), events: 3, place: { type: 'folder', name: folderName } } as const;
    scripted.storage = {
      ...scripted.storage,
      lastBackupAt: backup.at,
      lastBackupPlace: backup.place,
      eventsSinceBackup: 0,
    };
    return { type: 'done', value: backup };
  };
  (window as Asked).showDirectoryPicker = async () => folder;
});
afterEach(() => {
  history.replaceState(null, '', '#/');
  Object.assign(window, { showDirectoryPicker: real.showDirectoryPicker, showSaveFilePicker: real.showSaveFilePicker });
});

const open = () => render(App, { app: createApp(scripted.connection) });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const messages = page.getByRole('region', { name: 'Messages' });

describe('[U11] backups', () => {
  test('before the first one, it is said that there is none; a folder that is chosen gets one at once', async () => {
    await open();
    await expect.element(page.getByText('Saved in this browser only. Last backup file: never.')).toBeVisible();
    await button('Choose a folder').click();
    await expect.element(messages).toHaveTextContent('Backed up to “Backups”. The file was read back and is whole.');
    expect(backups).toBe(1);
    expect(scripted.folder).toBe(folder);
    expect(scripted.settings.get('backupEvery')).toBe('daily');
    await expect.element(page.getByText(/\(now\), in the folder “Backups”\. Nothing changed since\./u)).toBeVisible();
    await button('Back up now').click();
    await expect.poll(() => backups).toBe(2);
    await button('Stop using it').click();
    await expect.element(button('Choose a folder')).toBeVisible();
    expect(scripted.folder).toBeNull();
  });

  test('closing the question without an answer changes nothing', async () => {
    (window as Asked).showDirectoryPicker = () => Promise.reject(new DOMException('', 'AbortError'));
    await open();
    await button('Choose a folder').click();
    await expect.element(button('Choose a folder')).toBeVisible();
    expect([backups, scripted.folder]).toEqual([0, null]);
  });

  test.each([
    ['daily', 25, 1, true],
    ['daily', 23, 1, false],
    ['daily', 99, 0, false],
    ['weekly', 6 * 24, 99, false],
    ['weekly', 8 * 24, 1, true],
    ['changes', 1, 49, false],
    ['changes', 1, 50, true],
    ['off', 999, 999, false],
  ])(
    '%s: after %i hours and %i changes, one is made when Foldline opens: %s',
    async (every, hours, changes, isMade) => {
      scripted.folder = folder;
      scripted.settings.set('backupEvery', every);
      scripted.storage = {
        ...scripted.storage,
        lastBackupAt: Date.now() - hours * 3_600_000,
        eventsSinceBackup: changes,
      };
      await open();
      await expect.element(button('Back up now').first()).toBeVisible();
      if (isMade) await expect.poll(() => backups).toBe(1);
      else expect(backups).toBe(0);
    },
  );

  test('with backups that make themselves, nobody is reminded; without, one is', async () => {
    scripted.storage = { ...scripted.storage, lastBackupAt: Date.now() - 60_000, eventsSinceBackup: 60 };
    scripted.folder = folder;
    scripted.settings.set('backupEvery', 'daily');
    const { unmount } = await open();
    await expect.element(button('Back up now')).toBeVisible();
    expect(page.getByText('It is time for a backup.').query()).toBeNull();
    await unmount();
    scripted.settings.set('backupEvery', 'off');
    await open();
    await expect.element(page.getByText('It is time for a backup.')).toBeVisible();
  });

  test('a permission that ran out is said at once on every screen, and a click asks for it again', async () => {
    history.replaceState(null, '', '#/');
    scripted.folder = folder;
    scripted.settings.set('backupEvery', 'daily');
    permission = 'prompt';
    await open();
    await expect
      .element(page.getByText('Foldline may no longer write to “Backups” until you allow it again.'))
      .toBeVisible();
    expect(backups).toBe(0);
    await button('Allow again').click();
    await expect.poll(() => backups).toBe(1);
    expect(page.getByText(/may no longer write/u).query()).toBeNull();
  });

  test('one that does not work says why and what can be done, and is not tried over and over', async () => {
    scripted.folder = folder;
    scripted.settings.set('backupEvery', 'daily');
    let tries = 0;
    scripted.service.backUp = async () => {
      tries += 1;
      return { type: 'failure', failure: goneFolder };
    };
    await open();
    const notice = page.getByRole('status').filter({ hasText: 'The backup did not work.' });
    await expect.element(notice).toHaveTextContent('the folder or file is gone');
    await expect.element(notice.getByRole('button', { name: 'Choose another' })).toBeVisible();
    await notice.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => tries).toBe(2);
  });

  test('a browser without folders says so, and still exports', async () => {
    Reflect.deleteProperty(window, 'showDirectoryPicker');
    await open();
    await expect.element(page.getByText(/does not let Foldline write to a folder/u)).toBeVisible();
    expect(button('Choose a folder').query()).toBeNull();
    await expect.element(button('Export log')).toBeVisible();
  });
});

describe('[U11] a file’s way', () => {
  test('asks where to, writes there, and can be left without an answer', async () => {
    const handle = await folder.getFileHandle('mine.foldline', { create: true });
    const asked: string[] = [];
    let into: unknown;
    scripted.service.exportLog = async (_scope, place) => {
      into = place;
      return { type: 'done', value: new Blob(['{}']) };
    };
    (window as Asked).showSaveFilePicker = async ({ suggestedName }) => {
      asked.push(suggestedName);
      return handle;
    };
    await open();
    await button('Export log').click();
    await expect.element(messages).toHaveTextContent('Saved mine.foldline, 2 bytes, and read it back: it is whole.');
    expect(into).toBe(handle);
    expect(asked[0]).toMatch(/^foldline \d{4}-\d\d-\d\d\.foldline$/u);
    into = undefined;
    (window as Asked).showSaveFilePicker = () => Promise.reject(new DOMException('', 'AbortError'));
    await button('Export log').click();
    await expect.element(button('Export log')).not.toHaveAttribute('aria-busy');
    expect(into).toBeUndefined();
  });

  test('one that takes long is shown and announced on every screen, and Stop stops it', async () => {
    history.replaceState(null, '', '#/');
    Reflect.deleteProperty(window, 'showSaveFilePicker');
    let stopped = false;
    scripted.service.exportLog = (_scope, _into, signal) =>
      new Promise((resolve) => {
        signal?.addEventListener('abort', () => {
          stopped = true;
          resolve({ type: 'failure', failure: { code: 'Cancelled', params: {}, retry: 'now' } });
        });
      });
    await open();
    await userEvent.keyboard('{Control>}s{/Control}');
    await expect.element(page.getByRole('progressbar', { name: 'Writing the file' })).toBeVisible();
    await expect.element(page.getByText('Writing the file').last()).toBeInTheDocument();
    await button('Stop').click();
    await expect.element(messages).toHaveTextContent('Stopped. Nothing was changed.');
    expect(stopped).toBe(true);
    expect(button('Stop').query()).toBeNull();
  });

  test('a file that brings something new is seen first, and what is here can be saved before', async () => {
    Reflect.deleteProperty(window, 'showSaveFilePicker');
    const done: string[] = [];
    const report = { plans: ['p'] as never, commitsAdded: 30, commitsKnown: 7 };
    scripted.service.previewImport = async () => ({ type: 'done', value: report });
    scripted.service.importLog = async () => {
      done.push('import');
      return { type: 'done', value: report };
    };
    scripted.service.exportLog = async () => {
      done.push('export');
      return { type: 'done', value: new Blob(['{}']) };
    };
    await open();
    await userEvent.upload(page.getByLabelText('Import log file'), new File(['{}'], 'mine.foldline'));
    const dialog = page.getByRole('dialog', { name: 'Import this file?' });
    await expect
      .element(dialog)
      .toHaveTextContent('“mine.foldline” is whole. It holds 1 plan and 37 changes: 30 new here, 7 here already.');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(done).toEqual([]);
    await userEvent.upload(page.getByLabelText('Import log file'), new File(['{}'], 'mine.foldline'));
    await dialog.getByRole('button', { name: 'Import' }).click();
    await expect.element(page.getByText('Imported 1 plan: 30 changes added, 7 here already.')).toBeVisible();
    expect(done).toEqual(['export', 'import']);
  });
});

describe('[U12] how well things are kept', () => {
  test.each([
    ['a copy', { copy: { state: 'whole', position: 3, at: null } }, 'Kept in another place of this browser.'],
    ['no room for it', { copy: { state: 'full', position: 3, at: null } }, 'there is no room for it'],
    ['no place for it', { copy: null, lacks: ['copy'] }, 'this browser offers no place beside its database'],
    ['no locks', { copy: null, lacks: ['locks'] }, 'can’t tell which tab should keep it'],
    ['no channel', { lacks: ['channel'] }, 'shows in others only when you look at them'],
    [
      'no disk',
      { place: 'memory', copy: null, lacks: ['disk'] },
      'Closing this tab loses everything that is not exported.',
    ],
  ] as const)('%s is said in Settings', async (_, storage, words) => {
    scripted.storage = { ...scripted.storage, ...storage };
    await open();
    await expect.element(page.getByRole('main')).toHaveTextContent(words);
  });

  test('memory only: a warning that stays on every screen, with one click to export', async () => {
    history.replaceState(null, '', '#/');
    scripted.storage = { ...scripted.storage, place: 'memory', copy: null, lacks: ['disk'] };
    await open();
    const notice = page.getByRole('status').filter({ hasText: 'nothing survives this tab' });
    await expect.element(notice.getByRole('button', { name: 'Export log' })).toBeVisible();
    await expect.element(page.getByRole('contentinfo')).toHaveTextContent('Kept in this tab only');
  });

  test('what can be freed is named with its size, and is gone after a click; the copy stays', async () => {
    scripted.space = { remade: 4_200_000, aside: 900_000, copy: 2_000_000 };
    await open();
    const main = page.getByRole('main');
    await expect.element(main).toHaveTextContent('The second copy takes 2 MB and stays');
    await button('Free it: Kept states').click();
    await expect.element(button('Free it: Kept states')).not.toBeInTheDocument();
    expect(scripted.space).toEqual({ remade: 0, aside: 900_000, copy: 2_000_000 });
  });

  test('a save without room says so, and offers to export and to free space', async () => {
    history.replaceState(null, '', '#/');
    scripted.answers.push({ type: 'failure', failure: { code: 'QuotaExceeded', params: {}, retry: 'later' } });
    await open();
    await page.getByRole('textbox', { name: 'What do you want to get done?' }).fill('Move');
    await button('Draft plan').click();
    const notice = page.getByRole('alert').filter({ hasText: 'Your last change is not saved.' });
    await expect.element(notice).toHaveTextContent('no space left');
    await expect.element(notice.getByRole('button', { name: 'Export log' })).toBeVisible();
    await expect.element(page.getByRole('textbox', { name: 'What do you want to get done?' })).toHaveValue('Move');
    await notice.getByRole('button', { name: 'Free space' }).click();
    await expect.element(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
  });
});
