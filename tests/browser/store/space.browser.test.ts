import { Dexie } from 'dexie';
import { afterEach, expect, it, vi } from 'vitest';
import { openDexieLog } from '#store/dexie-log.ts';
import { freeSpace, measureSpace } from '#store/space.ts';
import { failure, readAll, value } from '../../contract/log/log-contract.ts';
import { sampleCommits } from '../../contract/log/sample-commits.ts';

const name = `space-${crypto.randomUUID()}`;
const ports = { name, now: Date.now, random: (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes) };

afterEach(async () => {
  await Dexie.delete(name);
  await (await mirrors()).removeEntry(name, { recursive: true }).catch(() => undefined);
});

it('[S20] what the log takes beside its commits is measured part by part, and freeing it leaves every commit', async () => {
  const log = value(await openDexieLog(ports));
  value(await log.append(sampleCommits(10, 'a')));
  const last = (await readAll(log))[9];
  const snapshot = { stream: 'plan/a', fold: 'f', sequence: 10, position: 10, commitId: last?.id ?? '' };
  value(await log.putSnapshot({ ...snapshot, json: JSON.stringify('x'.repeat(5000)) }));
  const folder = await (await mirrors()).getDirectoryHandle(name, { create: true });
  for (const [file, size] of [
    ['1-1', 700],
    ['1-2', 300],
    ['2-1', 90],
  ] as const)
    await write(folder, file, size);
  await put('aside', { from: 'rows', value: 'y'.repeat(2000) });

  const before = value(await measureSpace(name));
  expect(before.remade).toBeGreaterThan(5000);
  expect(before.remade).toBeLessThan(5500);
  expect(before.aside).toBeGreaterThanOrEqual(3000);
  expect(before.aside).toBeLessThan(3100);
  expect(before.copy).toBe(90);

  value(await freeSpace(name, 'remade'));
  expect(value(await measureSpace(name))).toEqual({ ...before, remade: 0 });
  expect(value(await log.getSnapshot('plan/a', 'f'))).toBeNull();
  value(await freeSpace(name, 'aside'));
  expect(value(await measureSpace(name))).toEqual({ remade: 0, aside: 0, copy: 90 });
  expect(await readAll(log)).toHaveLength(10);
  value(await log.append(sampleCommits(1, 'b')));
  await log.close();
  const again = value(await openDexieLog(ports));
  expect(await readAll(again)).toHaveLength(11);
  await again.close();
});

it('[S20] bytes count by their number, and where there are no files only the tables are measured', async () => {
  const log = value(await openDexieLog(ports));
  value(await log.append(sampleCommits(1, 'a')));
  await put('aside', { from: 'bodies', value: { positions: new Uint32Array(100), lost: null } });
  vi.spyOn(navigator.storage, 'getDirectory').mockRejectedValue(new DOMException('no', 'SecurityError'));
  const { remade, aside, copy } = value(await measureSpace(name));
  expect([remade, copy, aside >= 400 && aside < 500]).toEqual([0, 0, true]);
  value(await freeSpace(name, 'aside'));
  expect(value(await measureSpace(name)).aside).toBe(0);
  vi.restoreAllMocks();
  await log.close();
});

it('[S13] [S20] a database of newer code is neither measured nor freed', async () => {
  const request = indexedDB.open(name, 90);
  await new Promise((settle) => {
    request.onsuccess = settle;
  });
  request.result.close();
  expect(failure(await measureSpace(name)).code).toBe('NewerSchema');
  expect(failure(await freeSpace(name, 'aside')).code).toBe('NewerSchema');
});

async function mirrors(): Promise<FileSystemDirectoryHandle> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle('mirror', { create: true });
}

async function write(folder: FileSystemDirectoryHandle, file: string, size: number): Promise<void> {
  const stream = await (await folder.getFileHandle(`${file}.mirror`, { create: true })).createWritable();
  await stream.write(new Uint8Array(size));
  await stream.close();
}

async function put(table: string, row: object): Promise<void> {
  const dexie = new Dexie(name);
  await dexie.open();
  await dexie.table(table).add(row);
  dexie.close();
}
