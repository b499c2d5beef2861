import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FileOutcome, Progress } from '#service/contract.ts';
import { exportLog } from '#store/export-log.ts';
import { openVolatileLog } from '#store/volatile-log.ts';
import { value } from '../../contract/log/log-contract.ts';
import { sampleCommits } from '../../contract/log/sample-commits.ts';
import { addTask, newPlan, send } from '../../contract/service/desk.ts';
import { seededRandom } from '../../support/random.ts';
import { createPages, type Pages } from './planner-pages.ts';

let pages: Pages;
let folder: FileSystemDirectoryHandle;
const folderName = `files-${crypto.randomUUID()}`;
beforeEach(async () => {
  pages = createPages();
  folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(folderName, { create: true });
});
afterEach(async () => {
  await pages.close();
  await (await navigator.storage.getDirectory()).removeEntry(folderName, { recursive: true });
});

const everything = { type: 'everything' } as const;

describe('files through the door', () => {
  it('[D42] a file that the page chose is written by the worker, and holds the same as a download', async () => {
    const page = pages.open();
    const planId = await newPlan(page);
    await send(page, planId, addTask('a'));
    const handle = await folder.getFileHandle('mine.foldline', { create: true });
    const written = done(await page.service.exportLog(everything, handle));
    expect(await (await handle.getFile()).text()).toBe(await done(await page.service.exportLog(everything)).text());
    expect(written.size).toBeGreaterThan(0);
    done(await page.service.exportLog(everything, handle));
    expect(await page.service.inspectStorage()).toMatchObject({
      eventsSinceBackup: 0,
      lastBackupPlace: { type: 'file', name: 'mine.foldline' },
    });
  });

  it('[D43] an export and an import are stopped from the page, and say so', async () => {
    const page = pages.open();
    await newPlan(page);
    const file = await bigFile(20_000);
    expect(await page.service.importLog(file, AbortSignal.abort())).toMatchObject({ failure: { code: 'Cancelled' } });
    for (const act of ['import', 'preview'] as const) {
      const stop = new AbortController();
      await page.service.watch((progress) => progress.type === 'file' && progress.act === act && stop.abort());
      const call = act === 'import' ? page.service.importLog : page.service.previewImport;
      expect(await call(file, stop.signal)).toMatchObject({ failure: { code: 'Cancelled' } });
    }
    expect(await page.service.inspectStorage()).toMatchObject({ commits: 1 });
    done(await page.service.importLog(file));
    const stop = new AbortController();
    await page.service.watch((progress) => progress.type === 'file' && progress.act === 'export' && stop.abort());
    const handle = await folder.getFileHandle('mine.foldline', { create: true });
    expect(await page.service.exportLog(everything, handle, stop.signal)).toMatchObject({
      failure: { code: 'Cancelled' },
    });
    expect((await handle.getFile()).size).toBe(0);
  });

  it('[D43] both parts of an import tell how far they are', async () => {
    const page = pages.open();
    const told: Progress[] = [];
    await page.service.watch((progress) => told.push(progress));
    done(await page.service.importLog(await bigFile(3000)));
    await expect.poll(() => told.at(-1)).toEqual({ type: 'file', act: 'import', part: 'writing', share: 1 });
    expect(told).toContainEqual({ type: 'file', act: 'import', part: 'reading', share: 1 });
  });

  it('[D44] a preview says what an import would bring, and brings nothing', async () => {
    const page = pages.open();
    const file = await bigFile(200);
    expect(done(await page.service.previewImport(file))).toMatchObject({ commitsAdded: 200, commitsKnown: 0 });
    expect(await page.service.inspectStorage()).toMatchObject({ commits: 0 });
    done(await page.service.importLog(file));
    expect(done(await page.service.previewImport(file))).toMatchObject({ commitsAdded: 0, commitsKnown: 200 });
  });

  it('[D45] a backup folder outlives the page; a backup in it is noted, one that fails is not', async () => {
    const first = pages.open();
    await newPlan(first);
    await first.service.writeBackupFolder(folder);
    first.close();
    const page = pages.open();
    const kept = await page.service.readBackupFolder();
    expect(await kept?.isSameEntry(folder)).toBe(true);
    expect(done(await page.service.backUp())).toMatchObject({ place: { type: 'folder', name: folderName } });
    const noted = await page.service.inspectStorage();
    expect(noted).toMatchObject({ eventsSinceBackup: 0, lastBackupPlace: { type: 'folder', name: folderName } });
    await newPlan(page);
    await (await navigator.storage.getDirectory()).removeEntry(folderName, { recursive: true });
    expect(await page.service.backUp()).toMatchObject({
      failure: { code: 'FileUnwritable', params: { reason: 'NotFoundError' } },
    });
    const after = await page.service.inspectStorage();
    expect(after.lastBackupAt).toBe(noted.lastBackupAt);
    expect(after.eventsSinceBackup).toBeGreaterThan(0);
    await page.service.writeBackupFolder(null);
    expect(await page.service.readBackupFolder()).toBeNull();
    await (await navigator.storage.getDirectory()).getDirectoryHandle(folderName, { create: true });
  });
});

it('[S15] a worker killed at any moment of an import leaves all of the file or nothing, and the next try completes it', async () => {
  const commits = 6000;
  const file = await bigFile(commits);
  const random = seededRandom(20261122);
  const found: number[] = [];
  for (let round = 0; round < 6; round++) {
    const each = createPages();
    const dying = each.open();
    const share = random();
    const part = round % 2 === 0 ? 'reading' : 'writing';
    await new Promise<void>((resolve) => {
      void dying.service
        .watch((progress) => {
          if (progress.type === 'file' && progress.part === part && progress.share >= share) resolve();
        })
        .then(() => dying.service.importLog(file))
        .finally(resolve);
    });
    dying.close();
    const page = each.open();
    const { commits: before } = await page.service.inspectStorage();
    found.push(before);
    expect([0, commits]).toContain(before);
    expect(done(await page.service.importLog(file))).toMatchObject({
      commitsAdded: commits - before,
      commitsKnown: before,
    });
    expect(await page.service.inspectStorage()).toMatchObject({ commits });
    await each.close();
  }
  // Otherwise no kill came before the end.
  expect(found).toContain(0);
}, 120_000);

let files = 0;

async function bigFile(commits: number): Promise<Blob> {
  const log = value(await openVolatileLog({ now: Date.now, random: (bytes) => crypto.getRandomValues(bytes) }));
  files += 1;
  const some = sampleCommits(commits, `file-${files}`, { stream: 'other/a' });
  for (let i = 0; i < commits; i += 500) value(await log.append(some.slice(i, i + 500)));
  return value(await exportLog(log));
}

function done<T>(outcome: FileOutcome<T>): T {
  if (outcome.type === 'failure') throw new Error(JSON.stringify(outcome.failure));
  return outcome.value;
}
