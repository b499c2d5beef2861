import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type LogDatabase, openLogDatabase } from '#store/log-database.ts';
import { read, run } from '#store/transactions.ts';
import { failure, value } from '../../contract/log/log-contract.ts';
import { answered } from '../../support/store/idb.ts';

/** Opening, losing and opening again. The rules are those of `src/store/README.md`. */
describe('the database of a log', () => {
  let name: string;
  const opened: LogDatabase[] = [];
  beforeEach(() => {
    name = `database-${crypto.randomUUID()}`;
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    for (const database of opened.splice(0)) database.close();
    for (const one of [name, `${name}-other`]) await Dexie.delete(one);
  });

  async function open(): Promise<LogDatabase> {
    const database = value(await openLogDatabase({ name, openTimeoutMs: 300 }));
    opened.push(database);
    return database;
  }
  const handleOf = async (database: LogDatabase) => {
    const handle = await database.handle();
    if (handle instanceof IDBDatabase) return handle;
    throw new Error(JSON.stringify(handle));
  };
  const reopened = async (database: LogDatabase) => {
    const handle = await database.handle();
    if (handle instanceof IDBDatabase) throw new Error('It was open.');
    return handle;
  };
  const countRows = (database: LogDatabase) =>
    read(database, ['rows'], (transaction) => {
      const count = transaction.objectStore('rows').count();
      return () => count.result;
    });
  /** The browser refuses to open anything. */
  const refuse = (error: unknown) =>
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw error;
    });
  /** From the n-th time on that it is looked at as it is, another database stands in its place. */
  const inItsPlace = (other: string, n: number) => {
    const real = indexedDB.open.bind(indexedDB);
    let looked = 0;
    vi.spyOn(indexedDB, 'open').mockImplementation((asked, version) => {
      if (asked === name && version === undefined) looked += 1;
      return real(version === undefined && looked >= n ? other : asked, version);
    });
  };
  const makeNewer = async (other: string) => (await answered(indexedDB.open(other, 30))).close();

  it.each(['SecurityError', 'InvalidStateError', 'MissingAPIError'])(
    '[S13] %s: there is no storage here',
    async (why) => {
      refuse(Object.assign(new Error('no'), { name: why }));
      expect(failure(await openLogDatabase({ name }))).toEqual({
        code: 'StorageMissing',
        params: { reason: why },
        retry: 'never',
      });
    },
  );

  it.each([
    [new DOMException('no', 'UnknownError'), 'UnknownError'],
    ['not even an error', 'Error'],
  ])('[S18] %s: it may be there later', async (error, reason) => {
    refuse(error);
    expect(failure(await openLogDatabase({ name }))).toEqual({
      code: 'LogUnavailable',
      params: { reason },
      retry: 'later',
    });
  });

  it('[S18] a database that is there and cannot be opened is not taken for a new one', async () => {
    await makeNewer(`${name}-other`);
    const real = indexedDB.open.bind(indexedDB);
    // Too low a version is an error of the request, as damage is.
    vi.spyOn(indexedDB, 'open').mockImplementation(() => real(`${name}-other`, 1));
    expect(failure(await openLogDatabase({ name }))).toMatchObject({
      code: 'LogUnavailable',
      params: { reason: 'VersionError' },
    });
  });

  it('[S18] one that vanishes while it is made is asked for again later', async () => {
    inItsPlace(`${name}-other`, 2);
    expect(failure(await openLogDatabase({ name }))).toMatchObject({
      code: 'LogUnavailable',
      params: { reason: 'closed' },
    });
  });

  it('[S13] one that newer code upgrades while it is made is left to it', async () => {
    await makeNewer(`${name}-other`);
    inItsPlace(`${name}-other`, 2);
    expect(failure(await openLogDatabase({ name }))).toMatchObject({ code: 'NewerSchema', params: { schema: 3 } });
  });

  it('[S18] a connection that the browser takes away is opened again', async () => {
    const database = await open();
    const first = await handleOf(database);
    first.dispatchEvent(new Event('close'));
    const second = value(await reopened(database));
    expect(second).not.toBe(first);
    // An event that comes late is about the old one.
    first.dispatchEvent(new Event('close'));
    expect(await handleOf(database)).toBe(second);
    expect(value(await countRows(database))).toBe(0);
  });

  it('[S18] of two that open it again at once both have the same connection', async () => {
    const database = await open();
    database.forget();
    const [a, b] = await Promise.all([reopened(database), reopened(database)]);
    expect(value(a)).toBe(value(b));
    // The other one is closed: it would be in the way of whoever upgrades.
    const onBlocked = vi.fn();
    const request = indexedDB.open(name, 30);
    request.onblocked = onBlocked;
    (await answered(request)).close();
    expect(onBlocked).not.toHaveBeenCalled();
  });

  it('[S18] one that is closed while it opens again stays closed', async () => {
    const database = await open();
    database.forget();
    const opening = reopened(database);
    database.close();
    expect(failure(await opening)).toEqual({ code: 'LogClosed', params: { why: 'closed' }, retry: 'never' });
    const request = indexedDB.deleteDatabase(name);
    request.onblocked = () => {
      throw new Error('A connection is left.');
    };
    await answered(request);
  });

  it('[S18] one that cannot be opened again says why, and is asked for at the next call', async () => {
    const database = await open();
    database.forget();
    refuse(new DOMException('no', 'UnknownError'));
    expect(failure(await countRows(database))).toMatchObject({
      code: 'LogUnavailable',
      params: { reason: 'UnknownError' },
    });
    vi.restoreAllMocks();
    refuse(new DOMException('no', 'SecurityError'));
    expect(failure(await countRows(database))).toMatchObject({
      code: 'LogUnavailable',
      params: { reason: 'StorageMissing' },
    });
    vi.restoreAllMocks();
    expect(value(await countRows(database))).toBe(0);
  });

  it('[S13] one that newer code has upgraded meanwhile is never opened again', async () => {
    const database = await open();
    database.forget();
    await makeNewer(name);
    const closed = { code: 'LogClosed', params: { why: 'upgrade' }, retry: 'never' };
    expect(failure(await countRows(database))).toEqual(closed);
    expect(failure(await countRows(database))).toEqual(closed);
  });

  it('[S18] a connection that takes no transactions is opened again once, not for ever', async () => {
    const database = await open();
    const real = IDBDatabase.prototype.transaction;
    const refusing = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
      this: IDBDatabase,
      ...given
    ) {
      if (refusing.mock.calls.length === 1) throw new DOMException('closing', 'InvalidStateError');
      return real.apply(this, given);
    });
    expect(value(await countRows(database))).toBe(0);
    refusing.mockImplementation(() => {
      throw new DOMException('closing', 'InvalidStateError');
    });
    expect(failure(await countRows(database))).toMatchObject({ params: { reason: 'InvalidStateError' } });
  });

  it('[S18] work that throws ends its transaction and says what it threw', async () => {
    const database = await open();
    const throwing = (error: unknown) =>
      run(database, ['rows'], 'readwrite', 'relaxed', (transaction) => {
        transaction.objectStore('rows').put({ row: 1 });
        throw error;
      });
    expect(failure(await throwing(new TypeError('a mistake')))).toMatchObject({ params: { reason: 'TypeError' } });
    expect(failure(await throwing('odd'))).toMatchObject({ params: { reason: 'Error' } });
    expect(failure(await throwing(new Error('write failed: NO_SPACE')))).toMatchObject({ code: 'QuotaExceeded' });
    expect(value(await countRows(database))).toBe(0);
  });

  it('[S18] work that throws after its transaction has ended settles as well', async () => {
    const database = await open();
    const late = run(database, ['rows'], 'readwrite', 'relaxed', (transaction) => {
      transaction.abort();
      throw new TypeError('a mistake');
    });
    expect(failure(await late)).toMatchObject({ params: { reason: 'TypeError' } });
  });

  it('[S18] a reading that was broken off, or has no room, may be tried again later', async () => {
    const database = await open();
    const reading = (error: DOMException | null) =>
      read(database, ['rows'], (transaction) => {
        if (error !== null) throw error;
        transaction.abort();
        return () => undefined;
      });
    expect(failure(await reading(null))).toMatchObject({ code: 'LogUnavailable', params: { reason: 'aborted' } });
    const noRoom = new DOMException('no room', 'QuotaExceededError');
    expect(failure(await reading(noRoom))).toMatchObject({
      code: 'LogUnavailable',
      params: { reason: 'QuotaExceeded' },
    });
  });
});
