import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDexieLog } from '#store/dexie-log.ts';
import type { EventLog } from '#store/event-log.ts';
import { joinLines, readRemains, rebuildLog } from '#store/rescue.ts';
import { failure, readAll, value } from '../../contract/log/log-contract.ts';
import { sampleCommit, sampleCommits } from '../../contract/log/sample-commits.ts';
import { sealAll } from '../../contract/log/segment-contract.ts';
import { putTogether, takeApart } from '../../fuzz/forge.ts';
import { answered } from '../../support/store/idb.ts';

/** A log that will not open. The rules are those of `src/store/README.md`. */
describe('rescue', () => {
  let name: string;
  const ports = { now: Date.now, random: (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes) };
  const tryOpen = () => openDexieLog({ name, ...ports });
  const logs: EventLog[] = [];
  const open = async () => {
    const log = value(await tryOpen());
    logs.push(log);
    return log;
  };

  beforeEach(() => {
    name = `rescue-${crypto.randomUUID()}`;
  });
  afterEach(async () => {
    await Promise.all(logs.splice(0).map((log) => log.close()));
    await Dexie.delete(name);
  });

  async function change(store: string, key: IDBValidKey, changed: (value: Record<string, unknown>) => object | null) {
    const db = await answered(indexedDB.open(name));
    const transaction = db.transaction(store, 'readwrite');
    const table = transaction.objectStore(store);
    const request = table.get(key);
    request.onsuccess = () => {
      const next = changed(request.result as Record<string, unknown>);
      if (next === null) table.delete(key);
      else table.put(next);
    };
    await new Promise<void>((settle, fail) => {
      transaction.oncomplete = () => settle();
      transaction.onabort = () => fail(transaction.error);
    });
    db.close();
  }

  it('[S21] what can be read of a damaged log is read: every stream up to the damage, other streams whole', async () => {
    const log = await open();
    for (let i = 0; i < 6; i++)
      value(await log.append([sampleCommit(`a${i}`), sampleCommit(`b${i}`, { stream: 'plan/b' })]));
    value(await log.append([sampleCommit('c', { stream: 'plan/c' })]));
    await log.close();
    await change('rows', 4, (row) => ({ ...row, text: String(row.text).replace('Task of a3', 'Task of A3') }));
    expect(failure(await tryOpen()).code).toBe('LogDamaged');
    const remains = value(await readRemains({ name }));
    expect(remains.lines.map(idOf)).toEqual(['a0', 'b0', 'a1', 'b1', 'a2', 'b2', 'b3', 'b4', 'b5', 'c']);
    expect(remains.lost).toEqual([
      { where: 'commit 7', why: 'hash' },
      { where: 'commit 9', why: 'link' },
      { where: 'commit 11', why: 'link' },
    ]);
    expect(failure(await tryOpen()).code).toBe('LogDamaged');
  });

  it('[S21] a log made anew from what is left opens under a new device, and the old tables are set aside', async () => {
    const log = await open();
    const bytes = new TextEncoder().encode('an attachment');
    const blob = value(await log.putBlob(bytes, { mediaType: 'text/plain' }));
    value(await log.append([sampleCommit('a', { blobs: [blob] })]));
    value(await log.append([sampleCommit('b', { stream: 'plan/b' })]));
    const { device } = log;
    await log.close();
    await change('rows', 2, () => ({ row: 2, nonsense: true }));
    const { lines } = value(await readRemains({ name }));
    const other = await tryOpen();
    expect(other.ok).toBe(false);
    expect(value(await rebuildLog({ name, ...ports }, lines, []))).toEqual({ commits: 1 });
    const again = await open();
    expect((await readAll(again)).map(({ id }) => id)).toEqual(['a']);
    expect(value(await again.getBlob(blob.hash))).toEqual(bytes);
    expect(again.device).not.toBe(device);
    value(await again.append([sampleCommit('next', { expected: 1 })]));
    expect(value(await again.verify()).findings).toEqual([]);
    const db = await answered(indexedDB.open(name));
    const aside = await answered(db.transaction('aside').objectStore('aside').getAll());
    db.close();
    expect(aside).toContainEqual({ from: 'rows', value: { row: 2, nonsense: true } });
  });

  it('[S13] [S21] a tab that still has the old log open writes nothing into the new one', async () => {
    const log = await open();
    value(await log.append([sampleCommit('a')]));
    const { lines } = value(await readRemains({ name }));
    value(await rebuildLog({ name, ...ports }, lines, []));
    expect(failure(await log.append([sampleCommit('late')])).code).toBe('FenceMoved');
    expect(failure(await log.heads()).code).toBe('FenceMoved');
  });

  it('[S21] lines of a copy fill in what was damaged, in rows and in segments', async () => {
    const log = await open();
    value(await log.append(sampleCommits(1200, 'x')));
    await sealAll(log);
    value(await log.append(sampleCommits(10, 'y')));
    const copy: string[] = [];
    for await (const batch of log.readLines(value(await log.manifest()))) copy.push(...value(batch));
    const before = (await readAll(log)).map(({ id, position, hash }) => [id, position, hash]);
    await log.close();
    const db = await answered(indexedDB.open(name));
    const digest = (await answered(db.transaction('bodies').objectStore('bodies').getAllKeys()))[0] ?? '';
    db.close();
    await change('bodies', digest, () => null);
    const opened = await open();
    expect((await failing(opened)).params.where).toMatch(/^segment \d$/u);
    await opened.close();
    const remains = value(await readRemains({ name }));
    expect(remains.lines.length).toBeLessThan(1210);
    value(await rebuildLog({ name, ...ports }, await joinLines(copy, remains.lines), []));
    const again = await open();
    expect((await readAll(again)).map(({ id, position, hash }) => [id, position, hash])).toEqual(before);
  });

  it('[S21] a segment without its positions is named, and the lines that are elsewhere still come', async () => {
    const log = await open();
    value(await log.append(sampleCommits(1200, 'x')));
    await sealAll(log);
    await log.close();
    const db = await answered(indexedDB.open(name));
    const digest = (await answered(db.transaction('bodies').objectStore('bodies').getAllKeys()))[0] ?? '';
    db.close();
    await change('bodies', digest, ({ digest: kept, text }) => ({ digest: kept, text }));
    const { lost } = value(await readRemains({ name }));
    expect(lost[0]).toEqual({ where: 'a segment', why: 'shape' });
    expect(lost.slice(1).every(({ why }) => why === 'link')).toBe(true);
  });

  it('[S13] [S21] a log is not made anew from lines that are no commits, nor in a database of newer code', async () => {
    const log = await open();
    value(await log.append([sampleCommit('a')]));
    const [line = ''] = value(await readRemains({ name })).lines;
    await log.close();
    const forged = putTogether({ ...takeApart(line), body: '{"nothing":1}' });
    expect(failure(await rebuildLog({ name, ...ports }, [forged], []))).toMatchObject({ code: 'LogDamaged' });
    expect(await readAll(await open())).toHaveLength(1);
    await logs.pop()?.close();
    await Dexie.delete(name);
    const request = indexedDB.open(name, 90);
    (await answered(request)).close();
    expect(failure(await rebuildLog({ name, ...ports }, [line], [])).code).toBe('NewerSchema');
    expect(failure(await readRemains({ name })).code).toBe('NewerSchema');
  });

  async function failing(log: EventLog) {
    for await (const batch of log.read()) if (!batch.ok && batch.error.code === 'LogDamaged') return batch.error;
    throw new Error('It was read.');
  }
});

function idOf(line: string): string {
  return String((JSON.parse(line) as { readonly id: unknown }).id);
}
