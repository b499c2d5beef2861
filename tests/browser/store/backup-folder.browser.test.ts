import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUpTo, KEPT_BACKUPS } from '#store/backup-folder.ts';
import type { EventLog } from '#store/event-log.ts';
import { importLog } from '#store/import-log.ts';
import { openVolatileLog } from '#store/volatile-log.ts';
import { writeLogFile } from '#store/write-log-file.ts';
import { failure, readAll, value } from '../../contract/log/log-contract.ts';
import { sampleCommits } from '../../contract/log/sample-commits.ts';

/** A folder of the origin's own file system is the very same thing as one that a person chose. */
let folder: FileSystemDirectoryHandle;
let log: EventLog;
const name = `backups-${crypto.randomUUID()}`;
const NOON = new Date(2026, 10, 22, 12, 0, 0).getTime();

beforeEach(async () => {
  folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(name, { create: true });
  log = await freshLog();
  value(await log.append(sampleCommits(300, 'a')));
});
afterEach(async () => {
  await (await navigator.storage.getDirectory()).removeEntry(name, { recursive: true });
});

describe('a backup folder', () => {
  it('[S19] a backup is a whole log file named by its time, and a second one beside it does not touch the first', async () => {
    value(await backUpTo(log, folder, NOON));
    value(await log.append(sampleCommits(5, 'b')));
    value(await backUpTo(log, folder, NOON));
    expect(await names()).toEqual(['foldline-2026-11-22-120000.foldline', 'foldline-2026-11-22-120001.foldline']);
    const [first, second] = await Promise.all((await names()).map(read));
    expect(value(await importLog(await freshLog(), first as File))).toMatchObject({ added: 300 });
    const restored = await freshLog();
    value(await importLog(restored, second as File));
    expect(await readAll(restored)).toHaveLength(305);
  });

  it('[S19] the newest few stay; files that are not backups are left alone, empty ones of a killed browser go', async () => {
    await write('holiday.foldline', 'mine');
    await write('foldline-2020-01-01-000000.foldline', '');
    for (let day = 0; day < KEPT_BACKUPS + 3; day++) value(await backUpTo(log, folder, NOON + day * 86_400_000));
    const kept = await names();
    expect(kept).toHaveLength(KEPT_BACKUPS + 1);
    expect(kept).toContain('holiday.foldline');
    expect(kept[0]).toBe('foldline-2026-11-25-120000.foldline');
  });

  it('[S19] one that fails or is cancelled leaves the folder as it was', async () => {
    value(await backUpTo(log, folder, NOON));
    const before = [await names(), await (await read((await names())[0] ?? '')).text()];
    const stop = new AbortController();
    const cancelled = await backUpTo(log, folder, NOON + 1000, {
      signal: stop.signal,
      onShare: (_, part) => part === 'checking' && stop.abort(),
    });
    expect(failure(cancelled).code).toBe('ExportCancelled');
    await log.close();
    expect(failure(await backUpTo(log, folder, NOON + 2000)).code).toBe('LogClosed');
    expect([await names(), await (await read((await names())[0] ?? '')).text()]).toEqual(before);
  });

  it('[S19] a folder that has gone is named as the reason', async () => {
    const root = await navigator.storage.getDirectory();
    const gone = await root.getDirectoryHandle(`${name}-gone`, { create: true });
    await root.removeEntry(gone.name);
    expect(failure(await backUpTo(log, gone, NOON))).toMatchObject({
      code: 'FileUnwritable',
      params: { reason: 'NotFoundError' },
    });
  });
});

describe('a file that the person chose', () => {
  it('[S19] is replaced only by a whole one, which is read back', async () => {
    const handle = await folder.getFileHandle('mine.foldline', { create: true });
    const told: string[] = [];
    const first = await value(await writeLogFile(log, handle, { onShare: (_, part) => told.push(part) })).text();
    expect(new Set(told)).toEqual(new Set(['writing', 'checking']));
    const stopped = await writeLogFile(log, handle, { signal: AbortSignal.abort() });
    expect(failure(stopped).code).toBe('ExportCancelled');
    expect(await (await handle.getFile()).text()).toBe(first);
  });

  it('[S19] what was read back and is not what was written is no file', async () => {
    const handle = await folder.getFileHandle('bad.foldline', { create: true });
    const damaged = new Proxy(handle, {
      get(target, key) {
        if (key === 'getFile') return async () => new File([(await target.getFile()).slice(0, 5000)], 'bad.foldline');
        const member = Reflect.get(target, key);
        return typeof member === 'function' ? member.bind(target) : member;
      },
    });
    expect(failure(await writeLogFile(log, damaged))).toEqual({
      code: 'FileUnwritable',
      params: { reason: 'FileDamaged' },
      retry: 'later',
    });
  });
});

async function freshLog(): Promise<EventLog> {
  return value(await openVolatileLog({ now: () => NOON, random: (bytes) => crypto.getRandomValues(bytes) }));
}

async function names(): Promise<string[]> {
  const found: string[] = [];
  for await (const entry of folder.keys()) found.push(entry);
  return found.sort();
}

async function read(file: string): Promise<File> {
  return (await folder.getFileHandle(file)).getFile();
}

async function write(file: string, text: string): Promise<void> {
  const stream = await (await folder.getFileHandle(file, { create: true })).createWritable();
  await stream.write(text);
  await stream.close();
}
