import { err, ok, type Result } from '#kit/result.ts';
import type { LogClosed, LogUnavailable } from './event-log.ts';
import { storeSchema, storeTables } from './store-schema.ts';
import { nameOf } from './unknown-values.ts';

/** Another tab holds an older version open. Close it, then try again. */
export interface OpenBlocked {
  readonly code: 'OpenBlocked';
  readonly params: Readonly<Record<string, never>>;
  readonly retry: 'now';
}

/** The database was made by newer code than this. Reload to get that code; nothing was changed. */
export interface NewerSchema {
  readonly code: 'NewerSchema';
  readonly params: { readonly schema: number; readonly supported: number };
  readonly retry: 'never';
}

/** The browser gives no storage here, as in some private windows. A volatile log still works; say that it forgets. */
export interface StorageMissing {
  readonly code: 'StorageMissing';
  readonly params: { readonly reason: string };
  readonly retry: 'never';
}

export type DatabaseOpenFailure = OpenBlocked | NewerSchema | StorageMissing | LogUnavailable;

/** The open database. Dexie makes and upgrades it; it is opened, and worked on, by the browser's own handle. */
export interface LogDatabase {
  /** The handle, opened again if the browser took it away; never again after `close` or an upgrade. */
  handle(): IDBDatabase | Promise<Result<IDBDatabase, LogClosed | LogUnavailable>>;
  /** The handle turned out to be dead. */
  forget(): void;
  close(): void;
}

export interface OpenDatabaseOptions {
  readonly name: string;
  /** How long to wait when another tab blocks. Default 1,500 ms. */
  readonly blockedTimeoutMs?: number;
  /** How long to wait at all: a second waiter is not even told that it is blocked. Default 8,000 ms. */
  readonly openTimeoutMs?: number;
  /** Newer code wants to upgrade: this connection has been closed for good. */
  readonly onUpgrade?: () => void;
}

export async function openLogDatabase(options: OpenDatabaseOptions): Promise<Result<LogDatabase, DatabaseOpenFailure>> {
  if (typeof indexedDB === 'undefined') return err(storageMissing('no IndexedDB'));
  let handle: IDBDatabase | undefined;
  let gone: LogClosed['params']['why'] | undefined;

  function giveUp(why: LogClosed['params']['why']): void {
    gone ??= why;
    forget();
  }

  function forget(): void {
    handle?.close();
    handle = undefined;
  }

  /** A connection that newer code or the browser wants back is given back. */
  function use(opened: IDBDatabase): IDBDatabase {
    handle = opened;
    opened.onversionchange = () => {
      giveUp('upgrade');
      options.onUpgrade?.();
    };
    opened.onclose = () => {
      if (handle === opened) forget();
    };
    return opened;
  }

  async function reopen(): Promise<Result<IDBDatabase, LogClosed | LogUnavailable>> {
    if (gone !== undefined) return err(closedFor(gone));
    const again = await openInTime(options);
    if (again.ok) return adopt(again.value);
    if (again.error.code === 'LogUnavailable') return err(again.error);
    if (again.error.code !== 'NewerSchema')
      return err({ code: 'LogUnavailable', params: { reason: again.error.code }, retry: 'later' });
    giveUp('upgrade');
    return err(closedFor('upgrade'));
  }

  /** One that was closed meanwhile, or opened by another call as well, would be in the way of upgrades. */
  function adopt(opened: IDBDatabase): Result<IDBDatabase, LogClosed> {
    if (gone === undefined && handle === undefined) return ok(use(opened));
    opened.close();
    return handle === undefined ? err(closedFor(gone)) : ok(handle);
  }

  const opened = await openInTime(options);
  if (!opened.ok) return opened;
  use(opened.value);
  return ok({ handle: () => handle ?? reopen(), forget, close: () => giveUp('closed') });
}

function closedFor(why: LogClosed['params']['why'] = 'closed'): LogClosed {
  return { code: 'LogClosed', params: { why }, retry: 'never' };
}

async function openInTime({
  name,
  blockedTimeoutMs = 1500,
  openTimeoutMs = 8000,
}: OpenDatabaseOptions): Promise<Result<IDBDatabase, DatabaseOpenFailure>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isTooLate = false;
  let shorten = () => {};
  const tooLong = new Promise<Result<never, DatabaseOpenFailure>>((settle) => {
    const blocked = () => {
      isTooLate = true;
      settle(err({ code: 'OpenBlocked', params: {}, retry: 'now' }));
    };
    timer = setTimeout(blocked, openTimeoutMs);
    shorten = () => {
      clearTimeout(timer);
      timer = setTimeout(blocked, blockedTimeoutMs);
    };
  });
  const opening = openOrMake(name, () => shorten()).catch((error: unknown) => err(openFailure(error)));
  const opened = await Promise.race([opening, tooLong]);
  clearTimeout(timer);
  // A connection that nobody waits for any more would be in the way of others.
  void opening.then((late) => {
    if (isTooLate && late.ok) late.value.close();
  });
  return opened;
}

async function openOrMake(name: string, onBlocked: () => void): Promise<Result<IDBDatabase, DatabaseOpenFailure>> {
  // Dexie opens a newer database without complaint, and even adds the tables to it that it misses: so look first.
  const found = await openInstalled(name);
  if (found !== null && schemaOf(found) > storeSchema) return err(newerSchema(found));
  if (found !== null && isOfThisSchema(found)) return ok(found);
  found?.close();
  const { makeDatabase } = await import('./make-database.ts');
  await makeDatabase(name, onBlocked);
  const made = await openInstalled(name);
  if (made !== null && schemaOf(made) > storeSchema) return err(newerSchema(made));
  return made === null ? err({ code: 'LogUnavailable', params: { reason: 'closed' }, retry: 'later' }) : ok(made);
}

/** The database as it is, or null where there is none. Makes none. */
function openInstalled(name: string): Promise<IDBDatabase | null> {
  return new Promise((settle, fail) => {
    const request = indexedDB.open(name);
    let isNew = false;
    request.onupgradeneeded = () => {
      isNew = true;
      request.transaction?.abort();
    };
    request.onsuccess = () => settle(request.result);
    request.onerror = () => (isNew ? settle(null) : fail(request.error));
  });
}

/** A tool that opened the database before there were tables has left it without them: it is mended. */
function isOfThisSchema(database: IDBDatabase): boolean {
  return schemaOf(database) === storeSchema && storeTables.every((table) => database.objectStoreNames.contains(table));
}

/** Dexie counts versions in tenths. */
function schemaOf({ version }: IDBDatabase): number {
  return Math.floor(version / 10);
}

function newerSchema(database: IDBDatabase): NewerSchema {
  const schema = schemaOf(database);
  database.close();
  return { code: 'NewerSchema', params: { schema, supported: storeSchema }, retry: 'never' };
}

function openFailure(error: unknown): DatabaseOpenFailure {
  const name = nameOf(error);
  const isMissing = name === 'MissingAPIError' || name === 'SecurityError' || name === 'InvalidStateError';
  return isMissing ? storageMissing(name) : { code: 'LogUnavailable', params: { reason: name }, retry: 'later' };
}

function storageMissing(reason: string): StorageMissing {
  return { code: 'StorageMissing', params: { reason }, retry: 'never' };
}
