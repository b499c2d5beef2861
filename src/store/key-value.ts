import type { Table } from 'dexie';
import { err, ok, type Result } from '#kit/result.ts';
import type { LogUnavailable, QuotaExceeded } from './event-log.ts';
import { nameOf } from './unknown-values.ts';

/** Small things by name, of this device alone. What comes out was written by any version of us: parse it. */
export interface KeyValue {
  /** `undefined` for a key that was never set. */
  get(key: string): Promise<Result<unknown, LogUnavailable>>;
  /** Takes whatever can be cloned. */
  set(key: string, value: unknown): Promise<Result<void, LogUnavailable | QuotaExceeded>>;
  delete(key: string): Promise<Result<void, LogUnavailable>>;
  entries(): Promise<Result<ReadonlyMap<string, unknown>, LogUnavailable>>;
  /** Calls back with the key after each change that worked, here or in another tab. Returns the way to stop. */
  onChange(listener: (key: string) => void): () => void;
  close(): void;
}

/** In a database of its own, so that it neither waits for the log nor travels with it. */
export function openKeyValue(databaseName: string): KeyValue {
  const opening = openTable(databaseName);
  // Whoever asks first is told what went wrong.
  opening.catch(() => {});
  const changes = createChanges(`foldline-notes:${databaseName}`);

  return {
    get: (key) => attempt(async () => (await (await opening).entries.get(key))?.value),
    async set(key, value) {
      try {
        await (await opening).entries.put({ key, value });
        changes.tell(key);
        return ok(undefined);
      } catch (error) {
        return err(isQuota(error) ? { code: 'QuotaExceeded', params: {}, retry: 'later' } : unavailable(error));
      }
    },
    delete: (key) =>
      attempt(async () => {
        await (await opening).entries.delete(key);
        changes.tell(key);
      }),
    entries: () =>
      attempt(async () => {
        const all = await (await opening).entries.toArray();
        return new Map(all.map(({ key, value }): [string, unknown] => [key, value]));
      }),
    onChange: changes.onChange,
    close() {
      changes.close();
      void opening.then(
        ({ dexie }) => dexie.close(),
        () => {},
      );
    },
  };
}

/** Dexie is not needed for the log to open, so it comes after it. */
async function openTable(databaseName: string) {
  const { Dexie } = await import('dexie');
  const dexie = new Dexie(databaseName);
  dexie.version(1).stores({ entries: 'key' });
  const entries: Table<{ readonly key: string; readonly value: unknown }, string> = dexie.table('entries');
  return { dexie, entries };
}

/** For windows without storage. */
export function createVolatileKeyValue(): KeyValue {
  const values = new Map<string, unknown>();
  const changes = createChanges(null);
  return {
    get: async (key) => ok(structuredClone(values.get(key))),
    async set(key, value) {
      values.set(key, structuredClone(value));
      changes.tell(key);
      return ok(undefined);
    },
    async delete(key) {
      values.delete(key);
      changes.tell(key);
      return ok(undefined);
    },
    entries: async () => ok(structuredClone(values)),
    onChange: changes.onChange,
    close: changes.close,
  };
}

/** Who is told of a change: this realm, and by a channel, where there is one, the other tabs. */
function createChanges(channelName: string | null) {
  const listeners = new Set<(key: string) => void>();
  const hear = (key: string) => {
    for (const listener of [...listeners]) listener(key);
  };
  const channel =
    channelName === null || typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(channelName);
  if (channel !== null) {
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'string') hear(data);
    };
  }
  let isOpen = true;
  return {
    tell(key: string): void {
      hear(key);
      if (isOpen) channel?.postMessage(key);
    },
    onChange(listener: (key: string) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close(): void {
      isOpen = false;
      listeners.clear();
      channel?.close();
    },
  };
}

async function attempt<T>(work: () => PromiseLike<T>): Promise<Result<T, LogUnavailable>> {
  try {
    return ok(await work());
  } catch (error) {
    return err(unavailable(error));
  }
}

function unavailable(error: unknown): LogUnavailable {
  return { code: 'LogUnavailable', params: { reason: nameOf(error) }, retry: 'later' };
}

/** Dexie wraps the quota error in an AbortError when it is the transaction that failed. */
function isQuota(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'QuotaExceededError') return true;
  return 'inner' in error && error.inner instanceof Error && error.inner.name === 'QuotaExceededError';
}
