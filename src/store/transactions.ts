import { err, ok, type Result } from '#kit/result.ts';
import type { Durability, WriteFailure } from './event-log.ts';
import { hasLostValues } from './indexeddb-values.ts';
import type { LogDatabase } from './log-database.ts';
import type { StoreFailure } from './row-store.ts';
import { nameOf } from './unknown-values.ts';

/* Transactions on the browser's own handle: every one settles, with what it was for or with a failure by name. */

/** We ended it ourselves, or a row number was taken. */
export interface TransactionAborted {
  readonly code: 'TransactionAborted';
}

/**
 * Sends requests and returns the way to their result, which is read on completion. A reading that has all its answers
 * may be `done` before that: the event of its completion is a turn of the event loop away.
 */
type Work<T> = (transaction: IDBTransaction, done: () => void) => () => T;

/** Runs requests in one transaction. */
export async function run<T>(
  database: LogDatabase,
  stores: readonly string[],
  mode: 'readonly' | 'readwrite',
  durability: Durability,
  work: Work<T>,
): Promise<Result<T, WriteFailure | TransactionAborted>> {
  for (let attempt = 0; ; attempt++) {
    const handle = database.handle();
    let db: IDBDatabase;
    if (handle instanceof Promise) {
      const opened = await handle;
      if (!opened.ok)
        return err(opened.error.code === 'LogUnavailable' ? failureNamed(opened.error.params.reason) : opened.error);
      db = opened.value;
    } else {
      db = handle;
    }
    let transaction: IDBTransaction;
    try {
      transaction = db.transaction([...stores], mode, { durability });
    } catch (error) {
      // The browser has closed the connection, as some do to pages in the background: open it again, once.
      database.forget();
      if (attempt === 0) continue;
      return err({ code: 'LogUnavailable', params: { reason: nameOf(error) }, retry: 'later' });
    }
    const done = await settle(transaction, work);
    // Reading can be tried again; of a write it is not known how far it has come.
    const isLost = !done.ok && done.error.code === 'LogUnavailable' && done.error.params.reason === connectionLost;
    if (!isLost || mode === 'readwrite' || attempt > 0) return done;
    database.forget();
  }
}

function settle<T>(transaction: IDBTransaction, work: Work<T>): Promise<Result<T, WriteFailure | TransactionAborted>> {
  return new Promise((resolve) => {
    const open = openOn(transaction.db);
    const lose = () => {
      open.delete(lose);
      resolve(err({ code: 'LogUnavailable', params: { reason: connectionLost }, retry: 'later' }));
    };
    const fail = (error: unknown) => {
      open.delete(lose);
      resolve(err(transactionFailure(error)));
    };
    open.add(lose);
    try {
      const result = work(transaction, () => {
        if (transaction.mode === 'readonly') resolve(ok(result()));
      });
      // Only completion means that the storage has it: a request that succeeded may still be rolled back.
      transaction.oncomplete = () => {
        open.delete(lose);
        resolve(ok(result()));
      };
      transaction.onabort = () => {
        if (transaction.mode === 'readwrite' || !hasLostValues(transaction)) return fail(transaction.error);
        open.delete(lose);
        resolve(ok(result()));
      };
    } catch (error) {
      transaction.onabort = null;
      try {
        transaction.abort();
      } catch {
        // It has ended already.
      }
      fail(error);
    }
  });
}

/**
 * How to settle the transactions of each connection. When Chromium closes one by itself, as it does on a full disk, those
 * that were begun in that moment get no event of their own (measured).
 */
const openByConnection = new WeakMap<IDBDatabase, Set<() => void>>();

function openOn(connection: IDBDatabase): Set<() => void> {
  const known = openByConnection.get(connection);
  if (known !== undefined) return known;
  const open = new Set<() => void>();
  openByConnection.set(connection, open);
  connection.addEventListener('close', () => {
    for (const lose of open) lose();
  });
  return open;
}

const connectionLost = 'ConnectionLost';

export async function read<T>(
  database: LogDatabase,
  stores: readonly string[],
  work: Work<T>,
): Promise<Result<T, StoreFailure>> {
  const done = withoutAbort(await run(database, stores, 'readonly', 'relaxed', work));
  return done.ok ? done : err(withoutQuota(done.error));
}

function transactionFailure(error: unknown): WriteFailure | TransactionAborted {
  const name = nameOf(error);
  // No error: our own abort. ConstraintError: another writer has added a row of this number.
  if (error === null || name === 'ConstraintError') return { code: 'TransactionAborted' };
  return isDiskFull(error) ? noRoom : failureNamed(name);
}

/** Chromium refuses to open a database under the same name as a write, where the disk has no room for it. */
function failureNamed(name: string): WriteFailure {
  return name === 'QuotaExceededError' ? noRoom : { code: 'LogUnavailable', params: { reason: name }, retry: 'later' };
}

const noRoom: WriteFailure = { code: 'QuotaExceeded', params: {}, retry: 'later' };

/** Where the disk itself is full, and not only this origin's share, Chromium says so in the message alone. */
function isDiskFull(error: unknown): boolean {
  return error instanceof Error && /NO_SPACE|disk full/i.test(error.message);
}

export function withoutAbort<T>(done: Result<T, WriteFailure | TransactionAborted>): Result<T, WriteFailure> {
  if (done.ok) return done;
  if (done.error.code !== 'TransactionAborted') return err(done.error);
  return err({ code: 'LogUnavailable', params: { reason: 'aborted' }, retry: 'later' });
}

export function withoutQuota(error: WriteFailure | TransactionAborted): StoreFailure {
  switch (error.code) {
    case 'QuotaExceeded':
    case 'TransactionAborted':
      return { code: 'LogUnavailable', params: { reason: error.code }, retry: 'later' };
    default:
      return error;
  }
}
