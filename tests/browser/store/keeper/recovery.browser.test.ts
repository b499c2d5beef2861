import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openChecksum } from '#store/checksum.ts';
import { openDexieLog } from '#store/dexie-log.ts';
import type { EventLog } from '#store/event-log.ts';
import { importLog } from '#store/import-log.ts';
import { openMirrorFolder } from '#store/keeper/mirror-folder.ts';
import { beginGeneration } from '#store/keeper/new-generation.ts';
import { assessDamage, goOn, type RecoveryPorts, restoreCopy, saveFound } from '#store/keeper/recovery.ts';
import { sha256 } from '#store/sha256.ts';
import { openVolatileLog } from '#store/volatile-log.ts';
import { failure, readAll, value } from '../../../contract/log/log-contract.ts';
import { sampleCommit, sampleCommits } from '../../../contract/log/sample-commits.ts';
import { answered, completed } from '../../../support/store/idb.ts';
import { createKeeperTabs, type KeeperTabs } from './keeper-tabs.ts';

/** After a loss, without the app around it: in the page, where coverage is counted. */
describe('[K10] recovery', () => {
  let tabs: KeeperTabs;
  let ports: RecoveryPorts;
  const logs: EventLog[] = [];
  beforeEach(() => {
    tabs = createKeeperTabs('page');
    ports = { logName: tabs.logName, now: Date.now, random: littleNoise };
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await Promise.all(logs.splice(0).map((log) => log.close()));
    await tabs.destroy();
  });

  const open = async () => {
    const log = value(await openDexieLog({ ...ports, name: ports.logName }));
    logs.push(log);
    return log;
  };
  const ids = (count: number, name = 'a') => Array.from({ length: count }, (_, i) => `${name}-${i}`);

  /** Ten commits in as many rows, the sixth with a blob, all of them copied. */
  async function tenCommits(): Promise<{ readonly device: string }> {
    const tab = await tabs.open();
    for (const id of ids(10)) {
      const blobs = id === 'a-5' ? [await note()] : [];
      const [receipt] = value(await tab.append([sampleCommit(id, { blobs })], { durability: 'strict' }));
      expect(receipt?.mirrored).toBe(true);
    }
    await tab.close();
    const log = value(await openDexieLog({ ...ports, name: ports.logName }));
    await log.close();
    return log;
  }

  /** What the log holds now; it is sound, nothing is missing any more, and it takes more. */
  async function expectLog(expected: readonly string[]): Promise<EventLog> {
    const log = await open();
    expect((await readAll(log)).map(({ id }) => id)).toEqual(expected);
    const tab = await tabs.open({ lacks: ['locks'] });
    expect(value(await tab.loss())).toBeNull();
    value(await log.append([sampleCommit('after')]));
    expect(value(await log.verify()).findings).toEqual([]);
    await tab.close();
    return log;
  }

  async function changeStore(name: string, work: (store: IDBObjectStore) => void): Promise<void> {
    const db = await answered(indexedDB.open(ports.logName));
    const transaction = db.transaction(name, 'readwrite');
    work(transaction.objectStore(name));
    await completed(transaction);
    db.close();
  }
  const damageRow = (row: number) => changeStore('rows', (rows) => rows.put({ row, nonsense: true }));

  /** Takes away or changes lines of the mirror; their checksums are those of other lines then. */
  const changeMirror = (from: string, to: string) =>
    tabs.changeFile((bytes) => {
      const text = new TextDecoder().decode(bytes);
      expect(text).toContain(from);
      return new TextEncoder().encode(text.replace(from, to));
    });

  describe('restored', () => {
    it('a log that is gone: everything is there again, under a new device', async () => {
      const { device } = await tenCommits();
      await tabs.dropDatabase();
      value(await restoreCopy(ports, 'LogLost'));
      const log = await expectLog(ids(10));
      expect(log.device).not.toBe(device);
      expect(value(await log.getBlob((await note()).hash))).toEqual((await note()).bytes);
    });

    it('an earlier state: only what is missing is added, and nothing is set aside', async () => {
      await tenCommits();
      await tabs.rollBack(4);
      value(await restoreCopy(ports, 'LogLost'));
      await expectLog(ids(10));
      const db = await answered(indexedDB.open(ports.logName));
      expect(await answered(db.transaction('aside').objectStore('aside').count())).toBe(0);
      db.close();
    });

    it.each([3, 15])(
      'something else in its place, %i commits: the copy, and what is there beside it',
      async (count) => {
        await tenCommits();
        await tabs.dropDatabase();
        const foreign = await open();
        value(await foreign.append(sampleCommits(count, 'foreign', { stream: 'plan/other' })));
        await foreign.close();
        value(await restoreCopy(ports, 'LogLost'));
        await expectLog([...ids(10), ...ids(count, 'foreign')]);
      },
    );

    it('a damaged row: read from the copy', async () => {
      await tenCommits();
      await damageRow(3);
      value(await restoreCopy(ports, 'LogDamaged'));
      await expectLog(ids(10));
    });

    it('a blob that the database has lost comes from the copy; one that is here stays', async () => {
      const { hash, bytes } = await note();
      for (const lose of [true, false]) {
        await tenCommits();
        if (lose) await changeStore('chunks', (chunks) => chunks.clear());
        await damageRow(3);
        value(await restoreCopy(ports, 'LogDamaged'));
        const log = await expectLog(ids(10));
        expect(value(await log.getBlob(hash))).toEqual(bytes);
        await log.close();
        await tabs.dropDatabase();
        await tabs.changeFile(() => new Uint8Array(0));
      }
    });

    it('a commit whose blob is nowhere comes all the same, and says so when it is asked for', async () => {
      await tenCommits();
      await tabs.dropDatabase();
      await changeMirror(' blob {"data":"', ' blob {"data":"AAAA');
      value(await restoreCopy(ports, 'LogLost'));
      const log = await open();
      expect((await readAll(log)).map(({ id }) => id)).toEqual(ids(10));
      expect(failure(await log.getBlob((await note()).hash)).code).toMatch(/^Blob/u);
    });

    it('without a place for the copy: as going on', async () => {
      await tenCommits();
      await tabs.rollBack(4);
      withoutFiles();
      value(await restoreCopy(ports, 'LogLost'));
      expect((await readAll(await open())).map(({ id }) => id)).toEqual(ids(4));
    });
  });

  describe('gone on without', () => {
    it('an earlier state: stays as it is under a new device, and the copy begins anew beside the old one', async () => {
      const { device } = await tenCommits();
      await tabs.rollBack(4);
      value(await goOn(ports, 'LogLost'));
      const log = await expectLog(ids(4));
      expect(log.device).not.toBe(device);
      const names = (await (await openMirrorFolder(ports.logName))?.list()) ?? [];
      expect(names.map(({ generation }) => generation)).toEqual([1, 2]);
    });

    it('an empty log', async () => {
      await tenCommits();
      await tabs.dropDatabase();
      value(await goOn(ports, 'LogLost'));
      await expectLog([]);
    });

    it('a damaged row: what can be read is kept', async () => {
      await tenCommits();
      await damageRow(3);
      value(await goOn(ports, 'LogDamaged'));
      await expectLog(ids(2));
    });

    it('without a place for a copy', async () => {
      await tenCommits();
      withoutFiles();
      await damageRow(3);
      value(await goOn(ports, 'LogDamaged'));
      expect((await readAll(await open())).map(({ id }) => id)).toEqual(ids(2));
    });

    it('a copy that still matches goes on', async () => {
      await tenCommits();
      value(await goOn(ports, 'LogLost'));
      await expectLog(ids(10));
      expect(await (await openMirrorFolder(ports.logName))?.list()).toHaveLength(1);
    });

    it('of two tabs that begin a generation at once, the second leaves it to the first', async () => {
      await tenCommits();
      const folder = await openMirrorFolder(ports.logName);
      if (folder === null) throw new Error('no folder');
      const checksum = await openChecksum();
      const witness = { position: 3, hash: 'h', device: 'd', at: 1 };
      const held = await folder.create({ generation: 2, number: 2 });
      await beginGeneration({ ...folder, list: async () => (await folder.list()).slice(0, 1) }, checksum, witness);
      held?.close();
      expect((await folder.read({ generation: 2, number: 2 })).size).toBe(0);
      for (const name of await folder.list()) await folder.remove(name);
      await beginGeneration(folder, checksum, witness);
      expect(await folder.list()).toEqual([{ generation: 1, number: 1 }]);
    });
  });

  describe('before choosing', () => {
    it('says how much can be read, and how much was copied', async () => {
      await tenCommits();
      await damageRow(3);
      expect(value(await assessDamage(ports))).toEqual({ readable: 2, copied: 10 });
      withoutFiles();
      expect(value(await assessDamage(ports))).toEqual({ readable: 2, copied: null });
    });

    it('a copy of nothing is none', async () => {
      const tab = await tabs.open();
      await expect.poll(() => tab.files()).toHaveLength(1);
      await tab.close();
      expect(value(await assessDamage(ports))).toEqual({ readable: 0, copied: null });
    });

    it('a file of the copy and one of what is left hold what they say', async () => {
      await tenCommits();
      await damageRow(8);
      expect(await idsInFile(value(await saveFound(ports, 'mirror')))).toEqual(ids(10));
      expect(await idsInFile(value(await saveFound(ports, 'readable')))).toEqual(ids(7));
    });

    it('a commit whose blob is nowhere is left out of a file, and so is what follows on it', async () => {
      await tenCommits();
      await changeStore('chunks', (chunks) => chunks.clear());
      await changeStore('blobs', (blobs) => blobs.clear());
      expect(await idsInFile(value(await saveFound(ports, 'readable')))).toEqual(ids(5));
      await changeMirror(' blob {"data":"', ' blob {"data":"AAAA');
      expect(await idsInFile(value(await saveFound(ports, 'mirror')))).toEqual(ids(5));
      withoutFiles();
      expect(await idsInFile(value(await saveFound(ports, 'mirror')))).toEqual([]);
    });
  });

  it('what newer code has made is refused by name, and nothing in it changes', async () => {
    await tenCommits();
    await tabs.dropDatabase();
    const request = indexedDB.open(ports.logName, 90);
    request.onupgradeneeded = () => request.result.createObjectStore('theirs');
    (await answered(request)).close();
    const before = await (await openMirrorFolder(ports.logName))?.list();
    for (const kind of ['LogLost', 'LogDamaged'] as const) {
      expect(failure(await restoreCopy(ports, kind)).code).toBe('NewerSchema');
      expect(failure(await goOn(ports, kind)).code).toBe('NewerSchema');
    }
    expect(failure(await assessDamage(ports)).code).toBe('NewerSchema');
    expect(failure(await saveFound(ports, 'readable')).code).toBe('NewerSchema');
    expect(await (await openMirrorFolder(ports.logName))?.list()).toEqual(before);
  });

  it('the file under the databases is renewed, and what that took is given back', async () => {
    await tenCommits();
    await tabs.dropDatabase();
    const asked: number[] = [];
    const random = (bytes: Uint8Array<ArrayBuffer>) => {
      asked.push(bytes.length);
      return crypto.getRandomValues(bytes);
    };
    value(await restoreCopy({ ...ports, random }, 'LogLost'));
    expect(asked.filter((size) => size > 40_000).reduce((sum, size) => sum + size, 0)).toBeGreaterThan(5_000_000);
    const left = await indexedDB.databases();
    expect(left.map(({ name }) => name)).not.toContain(`${ports.logName}-renewal`);
  });

  describe('every transaction fails in turn, and then it is chosen again', () => {
    const cases = {
      'restored from nothing': [restoreCopy, 'LogLost', () => tabs.dropDatabase(), ids(10)],
      'restored from an earlier state': [restoreCopy, 'LogLost', () => tabs.rollBack(4), ids(10)],
      'restored after damage': [restoreCopy, 'LogDamaged', () => damageRow(3), ids(10)],
      'gone on': [goOn, 'LogLost', () => tabs.rollBack(4), ids(4)],
      'gone on after damage': [goOn, 'LogDamaged', () => damageRow(3), ids(2)],
    } as const;

    it.each(Object.entries(cases))('%s', { timeout: 60_000 }, async (_, [choose, kind, lose, expected]) => {
      for (let n = 0; ; n++) {
        await tenCommits();
        await lose();
        const fault = failTransaction(n);
        const chosen = await choose(ports, kind);
        fault.end();
        if (!fault.hasHit()) break;
        if (!chosen.ok) {
          expect(chosen.error.code, `at ${n}`).toBe('LogUnavailable');
          value(await choose(ports, kind));
        }
        const log = await expectLog(expected);
        await log.close();
        await tabs.dropDatabase();
        await tabs.changeFile(() => new Uint8Array(0));
      }
    });
  });

  /** Every file of the mirror is out of reach. */
  function withoutFiles(): void {
    vi.spyOn(navigator.storage, 'getDirectory').mockRejectedValue(new DOMException('no', 'SecurityError'));
  }

  /** The log's n-th transaction, and the second try at it, cannot be begun. */
  function failTransaction(n: number) {
    const begin = IDBDatabase.prototype.transaction;
    let count = 0;
    IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...given) {
      const isOurs = this.name === ports.logName;
      if (isOurs && (count === n || count === n + 1)) {
        count += 1;
        throw new DOMException('The connection is closing.', 'InvalidStateError');
      }
      if (isOurs) count += 1;
      return begin.apply(this, given);
    };
    return {
      end() {
        IDBDatabase.prototype.transaction = begin;
      },
      hasHit: () => count > n,
    };
  }
});

async function note() {
  const bytes = new TextEncoder().encode('a note on paper '.repeat(20));
  return { hash: await sha256(bytes), mediaType: 'text/plain', size: bytes.length, bytes };
}

/** Leaves out the megabytes that renew the file, as where there is no room for them. */
function littleNoise(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (bytes.length > 40_000) throw new DOMException('no room', 'QuotaExceededError');
  return crypto.getRandomValues(bytes);
}

async function idsInFile(file: Blob): Promise<readonly string[]> {
  const log = value(await openVolatileLog({ now: Date.now, random: (bytes) => crypto.getRandomValues(bytes) }));
  value(await importLog(log, file));
  return (await readAll(log)).map(({ id }) => id);
}
