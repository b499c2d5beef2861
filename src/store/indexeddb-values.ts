import { toUnknowns } from './unknown-values.ts';

/*
 * Chromium keeps large values in files of their own, beside LevelDB. Such a file can be gone or unreadable alone, and then
 * one request for many values fails with it. Here each of the others still comes; that one comes as null.
 *
 * Chromium then aborts the transaction at its end (measured). One that only reads has its answers by then, which `run`
 * takes; one that writes must not ask for such a value, see `lostKeys`.
 */

/** Asks for the values of a range, and answers how to have them once the transaction has ended, or in `whenRead`. */
export function allValues(
  store: IDBObjectStore,
  range?: IDBKeyRange,
  { limit, whenRead }: { readonly limit?: number; readonly whenRead?: () => void } = {},
): () => readonly unknown[] {
  const all = store.getAll(range, limit);
  let rescued: (() => unknown)[] | undefined;
  all.onsuccess = () => whenRead?.();
  all.onerror = (event) => {
    if (!forgives(all, event)) return;
    const keys = store.getAllKeys(range, limit);
    keys.onsuccess = () => {
      rescued = keys.result.map((key) => oneValue(store, key));
    };
  };
  return () => rescued?.map((value) => value()) ?? toUnknowns(all.result);
}

/** The same for one value; undefined where there is none. */
export function oneValue(store: IDBObjectStore, key: IDBValidKey): () => unknown {
  const one: IDBRequest<unknown> = store.get(key);
  let isLost = false;
  one.onerror = (event) => {
    isLost = forgives(one, event);
  };
  return () => (isLost ? null : one.result);
}

/** The keys whose values cannot be read. */
export function lostKeys(store: IDBObjectStore): () => readonly IDBValidKey[] {
  const all = store.getAll();
  const values = new Map<IDBValidKey, () => unknown>();
  all.onerror = (event) => {
    if (!forgives(all, event)) return;
    const keys = store.getAllKeys();
    keys.onsuccess = () => {
      for (const key of keys.result) values.set(key, oneValue(store, key));
    };
  };
  return () => [...values].filter(([, value]) => value() === null).map(([key]) => key);
}

/** Whether a transaction has met a value that cannot be read. */
export function hasLostValues(transaction: IDBTransaction): boolean {
  return transactionsWithLosses.has(transaction);
}

const transactionsWithLosses = new WeakSet<IDBTransaction>();

function forgives(request: IDBRequest, event: Event): boolean {
  if (request.error?.name !== 'NotReadableError') return false;
  event.preventDefault();
  if (request.transaction !== null) transactionsWithLosses.add(request.transaction);
  return true;
}
