import { Dexie, type Transaction } from 'dexie';
import { err, ok, type Result } from '#kit/result.ts';
import type { LogClosed, LogUnavailable } from './event-log.ts';

/** The layout of the tables. Raise it with a Dexie version and an upgrade; a tab with older code then stops writing. */
export const storeSchema = 2;

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

/** The open database. Dexie opens, makes and upgrades it; transactions are made on the browser's own handle. */
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
  // Without autoOpen a lost connection is an error rather than a silent reopening at whatever version there is by then.
  const dexie = new Dexie(options.name, { autoOpen: false });
  dexie.version(1).stores({
    rows: 'row',
    blobs: 'hash',
    chunks: '[hash+n]',
    snapshots: '[stream+fold+sequence]',
  });
  dexie
    .version(storeSchema)
    .stores({ segments: 'segment', bodies: 'digest', derived: 'key', aside: '++', meta: 'key' })
    .upgrade(moveFence);
  let gone: LogClosed['params']['why'] | undefined;
  const giveUp = (why: LogClosed['params']['why']) => {
    gone ??= why;
    dexie.close({ disableAutoOpen: true });
  };
  dexie.on('versionchange', () => {
    giveUp('upgrade');
    options.onUpgrade?.();
    // Listeners run from the last to the first, and `false` keeps Dexie's own, which would let it open again, from running.
    return false;
  });

  const opened = await openInTime(dexie, options);
  if (!opened.ok) {
    giveUp('closed');
    return opened;
  }

  async function reopen(): Promise<Result<IDBDatabase, LogClosed | LogUnavailable>> {
    if (gone !== undefined) return err({ code: 'LogClosed', params: { why: gone }, retry: 'never' });
    const again = await openInTime(dexie, options);
    if (again.ok) return again;
    if (again.error.code === 'LogUnavailable') return err(again.error);
    const isNewer = again.error.code === 'NewerSchema';
    if (isNewer) giveUp('upgrade');
    if (isNewer) return err({ code: 'LogClosed', params: { why: 'upgrade' }, retry: 'never' });
    return err({ code: 'LogUnavailable', params: { reason: again.error.code }, retry: 'later' });
  }

  return ok({
    handle: () => nativeHandle(dexie) ?? reopen(),
    forget: () => dexie.close({ disableAutoOpen: false }),
    close: () => giveUp('closed'),
  });
}

/** A tab with older code finds that the fence is no longer where it was, and stops writing. */
async function moveFence(transaction: Transaction): Promise<void> {
  const rows = transaction.table<{ readonly row: string; readonly device: string }>('rows');
  for (const fence of await rows.where('row').aboveOrEqual('fence/').toArray()) {
    const [, , epoch = '0'] = fence.row.split('/');
    await rows.delete(fence.row);
    await rows.add({ row: `fence/${storeSchema}/${epoch}`, device: fence.device });
  }
}

async function openInTime(
  dexie: Dexie,
  { blockedTimeoutMs = 1500, openTimeoutMs = 8000 }: OpenDatabaseOptions,
): Promise<Result<IDBDatabase, DatabaseOpenFailure>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<Result<never, DatabaseOpenFailure>>((settle) => {
    const blocked = () => settle(err({ code: 'OpenBlocked', params: {}, retry: 'now' }));
    timer = setTimeout(blocked, openTimeoutMs);
    dexie.on('blocked', () => {
      clearTimeout(timer);
      timer = setTimeout(blocked, blockedTimeoutMs);
      return false;
    });
  });
  const opening = openUnlessNewer(dexie).catch((error: unknown) => err(openFailure(error)));
  const opened = await Promise.race([opening, tooLong]);
  clearTimeout(timer);
  return opened;
}

async function openUnlessNewer(dexie: Dexie): Promise<Result<IDBDatabase, DatabaseOpenFailure>> {
  // Dexie opens a newer database without complaint, and even adds the tables to it that it misses: so look first.
  const found = checkVersion(await installedVersion(dexie.name));
  if (!found.ok) return found;
  await dexie.open();
  const handle = nativeHandle(dexie);
  if (handle === undefined) return err({ code: 'LogUnavailable', params: { reason: 'closed' }, retry: 'later' });
  const opened = checkVersion(handle.version);
  return opened.ok ? ok(handle) : opened;
}

/** The version in the browser's own count, 0 where there is no such database. Makes none. */
function installedVersion(name: string): Promise<number> {
  return new Promise((settle, fail) => {
    const request = indexedDB.open(name);
    let isNew = false;
    request.onupgradeneeded = () => {
      isNew = true;
      request.transaction?.abort();
    };
    request.onsuccess = () => {
      const { version } = request.result;
      request.result.close();
      settle(version);
    };
    request.onerror = () => (isNew ? settle(0) : fail(request.error));
  });
}

function checkVersion(version: number): Result<void, NewerSchema> {
  // Dexie counts versions in tenths.
  const schema = Math.floor(version / 10);
  return schema > storeSchema
    ? err({ code: 'NewerSchema', params: { schema, supported: storeSchema }, retry: 'never' })
    : ok(undefined);
}

function nativeHandle(dexie: Dexie): IDBDatabase | undefined {
  // Typed as always there, yet null before opening and after closing.
  const handle: IDBDatabase | null = dexie.isOpen() ? dexie.backendDB() : null;
  return handle ?? undefined;
}

function openFailure(error: unknown): DatabaseOpenFailure {
  const name = error instanceof Error ? error.name : 'Error';
  const isMissing = name === 'MissingAPIError' || name === 'SecurityError' || name === 'InvalidStateError';
  return isMissing ? storageMissing(name) : { code: 'LogUnavailable', params: { reason: name }, retry: 'later' };
}

function storageMissing(reason: string): StorageMissing {
  return { code: 'StorageMissing', params: { reason }, retry: 'never' };
}
