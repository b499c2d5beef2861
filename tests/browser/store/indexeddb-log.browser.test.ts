import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type DexieLogOptions, openDexieLog } from '#store/dexie-log.ts';
import type { EventLog } from '#store/event-log.ts';
import { failure, readAll, value } from '../../contract/log/log-contract.ts';
import { sampleCommit, sampleCommits } from '../../contract/log/sample-commits.ts';
import { answered, completed } from '../../support/store/idb.ts';

/** What only a real IndexedDB can do to a log. The rules are those of `src/store/README.md`. */
describe('log on IndexedDB', () => {
  let name: string;
  const logs: EventLog[] = [];
  const connections: IDBDatabase[] = [];
  const tryOpen = (options: Partial<DexieLogOptions> = {}) =>
    openDexieLog({ name, now: Date.now, random: (bytes) => crypto.getRandomValues(bytes), ...options });
  const open = async (options: Partial<DexieLogOptions> = {}) => {
    const log = value(await tryOpen(options));
    logs.push(log);
    return log;
  };
  const openRaw = async (version?: number, upgrade: (db: IDBDatabase) => void = () => {}) => {
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => upgrade(request.result);
    const db = await answered(request);
    connections.push(db);
    return db;
  };

  beforeEach(() => {
    name = `log-${crypto.randomUUID()}`;
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
    await Promise.all(logs.splice(0).map((log) => log.close()));
    for (const connection of connections.splice(0)) connection.close();
    await Dexie.delete(name);
  });

  describe('versions', () => {
    it('[S13] a tab whose fence has moved writes nothing more', async () => {
      const log = await open();
      value(await log.append([sampleCommit('a')]));
      const db = await openRaw();
      for (const [fence, schema] of [
        ['fence/2/1', 2],
        ['fence/3/0', 3],
      ] as const) {
        const transaction = db.transaction('rows', 'readwrite');
        transaction.objectStore('rows').delete(IDBKeyRange.lowerBound(''));
        transaction.objectStore('rows').add({ row: fence, device: log.device });
        await completed(transaction);
        const refused = failure(await log.append([sampleCommit(`after ${fence}`)], { durability: 'strict' }));
        expect(refused).toEqual({ code: 'FenceMoved', params: { schema, supported: 2 }, retry: 'never' });
      }
      expect(await answered(db.transaction('rows').objectStore('rows').count(IDBKeyRange.upperBound(99)))).toBe(1);
    });

    it('[S13] nor does it say of what is there that it is on the disk, once the fence is another or none', async () => {
      const log = await open();
      value(await log.append([sampleCommit('a')]));
      const db = await openRaw();
      for (const fence of ['fence/3/0', null]) {
        const transaction = db.transaction('rows', 'readwrite');
        transaction.objectStore('rows').delete(IDBKeyRange.lowerBound(''));
        if (fence !== null) transaction.objectStore('rows').add({ row: fence, device: log.device });
        await completed(transaction);
        const refused = failure(await log.append([sampleCommit('a')], { durability: 'strict' }));
        expect(refused).toMatchObject({ code: 'FenceMoved' });
      }
    });

    it('[S13] gives way to an upgrade at once, and never opens again at the newer version', async () => {
      const onUpgrade = vi.fn();
      const log = await open({ onUpgrade });
      value(await log.append([sampleCommit('a')]));
      const newer = await openRaw(30);
      expect(newer.version).toBe(30);
      expect(onUpgrade).toHaveBeenCalledOnce();
      const closed = { code: 'LogClosed', params: { why: 'upgrade' }, retry: 'never' };
      expect(failure(await log.append([sampleCommit('b')]))).toEqual(closed);
      expect(failure(await log.heads())).toEqual(closed);
      expect(failure(await log.getBlob('0'.repeat(64)))).toEqual(closed);
      expect(await answered(newer.transaction('rows').objectStore('rows').count(IDBKeyRange.upperBound(99)))).toBe(1);
    });

    it('[S13] refuses a database that newer code has made, and changes nothing', async () => {
      (await openRaw(30, (db) => db.createObjectStore('rows', { keyPath: 'row' }))).close();
      const refused = failure(await tryOpen());
      expect(refused).toEqual({ code: 'NewerSchema', params: { schema: 3, supported: 2 }, retry: 'never' });
      const db = await openRaw();
      expect(db.version).toBe(30);
      expect([...db.objectStoreNames]).toEqual(['rows']);
    });

    it('[S13] an open that another tab blocks settles with what to do', async () => {
      const old = await openRaw(5, (db) => db.createObjectStore('old'));
      const blocked = failure(await tryOpen({ blockedTimeoutMs: 100 }));
      expect(blocked).toEqual({ code: 'OpenBlocked', params: {}, retry: 'now' });
      // A second waiter is never told that it is blocked.
      expect(failure(await tryOpen({ openTimeoutMs: 200 })).code).toBe('OpenBlocked');
      old.close();
      value(await (await open()).append([sampleCommit('a')]));
    });

    it('[S13] without IndexedDB says so at once', async () => {
      vi.stubGlobal('indexedDB', undefined);
      const refused = failure(await tryOpen());
      vi.unstubAllGlobals();
      expect(refused).toEqual({ code: 'StorageMissing', params: { reason: 'no IndexedDB' }, retry: 'never' });
    });

    it('[S13] a database without its fence and without rows is made good', async () => {
      const first = await open();
      const { device } = first;
      await first.close();
      const db = await openRaw();
      const transaction = db.transaction('rows', 'readwrite');
      transaction.objectStore('rows').clear();
      await completed(transaction);
      db.close();
      const log = await open();
      expect(log.device).not.toBe(device);
      expect(value(await log.append([sampleCommit('a')]))[0]?.position).toBe(1);
    });
  });

  describe('damage', () => {
    const change = async (row: number, changed: (stored: StoredRow) => StoredRow | undefined) => {
      const db = await openRaw();
      const transaction = db.transaction('rows', 'readwrite');
      const rows = transaction.objectStore('rows');
      const request: IDBRequest<StoredRow> = rows.get(row);
      request.onsuccess = () => {
        const next = changed(request.result);
        if (next === undefined) rows.delete(row);
        else rows.put(next);
      };
      await completed(transaction);
      db.close();
    };
    interface StoredRow {
      readonly row: number;
      readonly position: number;
      readonly sequences: readonly number[];
      readonly text: string;
    }

    it.each<[string, number, (row: StoredRow) => StoredRow | undefined, number, string]>([
      ['a byte of a body', 2, (row) => ({ ...row, text: flip(row.text, 40) }), 2, 'hash'],
      ['a byte of a hash', 2, (row) => ({ ...row, text: flip(row.text, row.text.length - 100) }), 2, 'hash'],
      ['a local number', 2, (row) => ({ ...row, sequences: [7] }), 2, 'hash'],
      ['its position', 3, (row) => ({ ...row, position: 9 }), 3, 'hash'],
      ['a lost row', 2, () => undefined, 3, 'order'],
      ['another row’s content', 3, (row) => ({ ...row, row: 5 }), 5, 'hash'],
      ['something else', 3, () => Object.assign({}, { row: 3, text: 5 }) as never, 3, 'shape'],
    ])('[S9] %s is found when the log is opened, and the row is named', async (_, row, changed, named, why) => {
      const log = await open();
      for (let i = 0; i < 4; i++) value(await log.append([sampleCommit(`c${i}`)]));
      await log.close();
      await change(row, changed);
      const refused = failure(await tryOpen());
      expect(refused).toEqual({ code: 'LogDamaged', params: { where: `row ${named}`, why }, retry: 'never' });
    });

    it('[S9] a row that another tab has written damaged is not taken in', async () => {
      const [log, other] = [await open(), await open()];
      value(await log.append([sampleCommit('a')]));
      await change(1, (row) => ({ ...row, text: flip(row.text, 40) }));
      const late = await tryOpen();
      expect(failure(late).code).toBe('LogDamaged');
      // It may have read the row while that was whole.
      const heads = await other.heads();
      if (heads.ok) expect(heads.value.position).toBe(1);
      else expect(heads.error.code).toBe('LogDamaged');
    });

    it('[S9] damage that came after opening is found by the next read from the disk', async () => {
      const log = await open();
      for (let i = 0; i < 40; i++) value(await log.append(sampleCommits(256, `c${i}`)));
      // Once a subscription has caught up, old rows are no longer held in memory.
      await new Promise<void>((settle) => {
        log.subscribe({}, ({ caughtUp }) => {
          if (caughtUp) settle();
        });
      });
      await log.append([sampleCommit('last')]);
      await change(3, (row) => ({ ...row, text: flip(row.text, 500) }));
      await change(5, () => undefined);
      const firstFailure = async (after: number) => {
        for await (const batch of log.read({ after })) if (!batch.ok) return batch.error;
        return undefined;
      };
      expect(await firstFailure(0)).toMatchObject({ code: 'LogDamaged', params: { where: 'row 3', why: 'hash' } });
      expect(await firstFailure(4 * 256)).toMatchObject({ params: { where: 'row 5', why: 'shape' } });
      expect(value(await log.append([sampleCommit('still writing')]))).toHaveLength(1);
    });

    it('[S10] a damaged or incomplete blob is never served', async () => {
      const log = await open();
      const noise = crypto.getRandomValues(new Uint8Array(50_000));
      const bytes = new Uint8Array([...noise, ...noise]);
      const reference = value(await log.putBlob(bytes, { mediaType: 'a/b' }));
      const db = await openRaw();
      const chunks = () => db.transaction('chunks', 'readwrite').objectStore('chunks');
      const damage = chunks();
      damage.put({ hash: reference.hash, n: 1, bytes: new Uint8Array(38_560).fill(8) });
      await completed(damage.transaction);
      expect(failure(await log.getBlob(reference.hash))).toMatchObject({ code: 'BlobDamaged' });
      const loss = chunks();
      loss.delete([reference.hash, 1]);
      await completed(loss.transaction);
      expect(failure(await log.getBlob(reference.hash))).toMatchObject({ code: 'BlobDamaged' });
      value(await log.putBlob(bytes, { mediaType: 'a/b' }));
      expect(value(await log.getBlob(reference.hash))).toHaveLength(100_000);
    });

    it('[S10] a text is kept gzipped, noise as it is; a gzip that was damaged is never served', async () => {
      const log = await open();
      const text = new TextEncoder().encode(JSON.stringify(sampleCommits(300, 'c')));
      const noise = crypto.getRandomValues(new Uint8Array(20_000));
      const kept = value(await log.putBlob(text, { mediaType: 'application/json' }));
      const plain = value(await log.putBlob(noise, { mediaType: 'a/b' }));
      expect(value(await log.getBlob(kept.hash))).toEqual(text);
      expect(value(await log.getBlob(plain.hash))).toEqual(noise);
      const db = await openRaw();
      const chunks = db.transaction('chunks', 'readwrite').objectStore('chunks');
      const sizeOf = async (hash: string) => {
        const found: { readonly bytes: Uint8Array }[] = await answered(
          chunks.getAll(IDBKeyRange.bound([hash], [hash, []])),
        );
        return found.reduce((size, { bytes }) => size + bytes.length, 0);
      };
      expect(await sizeOf(kept.hash)).toBeLessThan(text.length * 0.4);
      expect(await sizeOf(plain.hash)).toBe(noise.length);
      chunks.put({ hash: kept.hash, n: 0, bytes: text.slice(0, 500) });
      await completed(chunks.transaction);
      expect(failure(await log.getBlob(kept.hash))).toMatchObject({ code: 'BlobDamaged' });
    });

    it('[S11] a damaged snapshot is as good as none', async () => {
      const log = await open();
      value(await log.append(sampleCommits(2, 'x')));
      const snapshot = { stream: 'plan/a', fold: 'f', sequence: 2, position: 2, commitId: 'x-1', json: '{"a":1}' };
      value(await log.putSnapshot(snapshot));
      expect(value(await log.getSnapshot('plan/a', 'f'))).toMatchObject(snapshot);
      const db = await openRaw();
      const store = db.transaction('snapshots', 'readwrite').objectStore('snapshots');
      const request: IDBRequest<typeof snapshot> = store.get(['plan/a', 'f', 2]);
      request.onsuccess = () => store.put({ ...request.result, json: '{"a":2}' });
      await completed(store.transaction);
      expect(value(await log.getSnapshot('plan/a', 'f'))).toBeNull();
    });
  });

  describe('faults', () => {
    it('[S1] no room: nothing of the call is written, other calls are, and reading goes on', async () => {
      const log = await open();
      value(await log.append([sampleCommit('before')]));
      const add = IDBObjectStore.prototype.add;
      vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (this: IDBObjectStore, row: unknown) {
        if (lengthOf(row) > 5000) throw new DOMException('no room', 'QuotaExceededError');
        return add.call(this, row);
      });
      const big = sampleCommits(40, 'big');
      const outcomes = await Promise.all([
        log.append([sampleCommit('small-1')]),
        log.append(big),
        log.append([sampleCommit('small-2')]),
      ]);
      expect(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.error.code))).toEqual([
        'ok',
        'QuotaExceeded',
        'ok',
      ]);
      expect((await readAll(log)).map(({ id }) => id)).toEqual(['before', 'small-1', 'small-2']);
      vi.restoreAllMocks();
      expect(value(await log.append(big))).toHaveLength(40);
    });

    /** Every connection that a transaction is begun on from here on. */
    function handlesInUse(): ReadonlySet<IDBDatabase> {
      const handles = new Set<IDBDatabase>();
      const transaction = IDBDatabase.prototype.transaction;
      vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...given) {
        handles.add(this);
        return transaction.apply(this, given);
      });
      return handles;
    }

    it('[S18] a connection that the browser has closed is opened again', async () => {
      const handles = handlesInUse();
      const log = await open();
      value(await log.append([sampleCommit('a')]));
      for (const handle of handles) handle.close();
      expect(value(await log.append([sampleCommit('b')]))[0]?.position).toBe(2);
      for (const handle of handles) handle.close();
      expect(await readAll(log)).toHaveLength(2);
    });

    it('[S1] no room to open it again after the browser has closed it: nothing is written, and it says so', async () => {
      const handles = handlesInUse();
      const log = await open();
      value(await log.append([sampleCommit('a')]));
      for (const handle of handles) handle.close();
      vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
        throw new DOMException('no room', 'QuotaExceededError');
      });
      expect(await log.append([sampleCommit('b')])).toMatchObject({ ok: false, error: { code: 'QuotaExceeded' } });
      expect.assertions(3);
      for await (const read of log.read({}))
        expect(read).toMatchObject({ ok: false, error: { code: 'LogUnavailable' } });
      vi.restoreAllMocks();
      expect(value(await log.append([sampleCommit('b')]))[0]?.position).toBe(2);
    });

    /** As on a full disk: the browser closes the connection, and a transaction that was just begun gets no event. */
    function loseNextTransaction(mode: IDBTransactionMode): void {
      const transaction = IDBDatabase.prototype.transaction;
      let isLost = false;
      vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...given) {
        const made = transaction.apply(this, given);
        if (isLost || given[1] !== mode) return made;
        isLost = true;
        for (const event of ['oncomplete', 'onabort'])
          Object.defineProperty(made, event, { value: null, writable: true });
        setTimeout(() => {
          this.close();
          this.dispatchEvent(new Event('close'));
        });
        return made;
      });
    }

    it('[S18] a transaction that is lost with its connection settles: reading is tried again, an append is a failure', async () => {
      const log = await open();
      value(await log.append([sampleCommit('a')]));
      loseNextTransaction('readonly');
      expect(await readAll(log)).toHaveLength(1);
      vi.restoreAllMocks();
      loseNextTransaction('readwrite');
      const failed = failure(await log.append([sampleCommit('b')]));
      expect(failed).toEqual({ code: 'LogUnavailable', params: { reason: 'ConnectionLost' }, retry: 'later' });
      // Its fate was unknown, which its id settles.
      expect(value(await log.append([sampleCommit('b')]))[0]).toMatchObject({ position: 2 });
      expect(await readAll(log)).toHaveLength(2);
    });

    it.each([
      ['UnknownError', 'Connection is closing because of: IO error: 000008.log: FILE_ERROR_NO_SPACE'],
      ['UnknownError', 'Encountered disk full while committing transaction.'],
    ])('[S1] a disk without room is no room, though the browser says %s', async (name, message) => {
      const log = await open();
      vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementationOnce(() => {
        throw new DOMException(message, name);
      });
      expect(failure(await log.append([sampleCommit('a')]))).toMatchObject({ code: 'QuotaExceeded' });
      expect(value(await log.append([sampleCommit('a')]))[0]).toMatchObject({ position: 1, duplicate: false });
    });

    it('[S18] a transaction that the browser aborts is a failure, and the next append works', async () => {
      const log = await open();
      const add = IDBObjectStore.prototype.add;
      vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementationOnce(function (this: IDBObjectStore, row: unknown) {
        const request = add.call(this, row);
        throw Object.assign(new DOMException('disk gone', 'UnknownError'), { request });
      });
      const failed = failure(await log.append([sampleCommit('a')]));
      expect(failed).toEqual({ code: 'LogUnavailable', params: { reason: 'UnknownError' }, retry: 'later' });
      expect(value(await log.append([sampleCommit('a')]))[0]).toMatchObject({ position: 1, duplicate: false });
    });

    it('[S7] without BroadcastChannel other tabs see commits when they are woken', async () => {
      vi.stubGlobal('BroadcastChannel', undefined);
      const [log, other] = [await open(), await open()];
      const seen = new Promise<string>((settle) => {
        other.subscribe({}, ({ commits }) => {
          if (commits[0] !== undefined) settle(commits[0].id);
        });
      });
      value(await log.append([sampleCommit('a')]));
      value(await other.wake());
      expect(await seen).toBe('a');
    });

    it('[S7] announcements of anything but a number are not listened to', async () => {
      const log = await open();
      const heads: number[] = [];
      log.onAppend((head) => heads.push(head));
      const channel = new BroadcastChannel(`foldline-log:${name}`);
      for (const message of [{ head: 5 }, 'head', null, 99]) channel.postMessage(message);
      value(await log.append([sampleCommit('a')]));
      value(await log.wake());
      channel.close();
      expect(heads).toEqual([1]);
    });
  });

  it('[S17] two tabs that make the database at once agree on one device', async () => {
    const [a, b] = await Promise.all([open(), open()]);
    expect(a.device).toBe(b.device);
    expect(a.device).toMatch(/^[0-9a-f]{32}$/u);
  });
});

function flip(text: string, at: number): string {
  return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
}

function lengthOf(row: unknown): number {
  return typeof row === 'object' && row !== null && 'text' in row && typeof row.text === 'string' ? row.text.length : 0;
}
