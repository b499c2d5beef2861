import { ok, type Result } from '#kit/result.ts';
import type { WriteFailure } from './event-log.ts';
import { type Fence, nextFence } from './fence.ts';
import { blobStores, putBlob } from './indexeddb-blobs.ts';
import { epochOf, leaderKey } from './indexeddb-derived.ts';
import { allValues, lostKeys, oneValue } from './indexeddb-values.ts';
import type { LogDatabase } from './log-database.ts';
import type { Row } from './row.ts';
import type { RawStore, SealWrite, StoredBlob, StoreFailure } from './row-store.ts';
import type { SegmentBody } from './segment.ts';
import { read, run, withoutAbort } from './transactions.ts';
import { hasMembers } from './unknown-values.ts';

/* Sealed segments in IndexedDB, and what touches the whole of it: reading all that there is, and replacing it. */

export async function keepBodies(
  database: LogDatabase,
  bodies: readonly SegmentBody[],
): Promise<Result<void, WriteFailure>> {
  return withoutAbort(
    await run(database, ['bodies'], 'readwrite', 'strict', (transaction) => {
      for (const body of bodies) transaction.objectStore('bodies').put(body);
      return () => undefined;
    }),
  );
}

/** The number of a head is its lock, as with rows: a sealer that comes too late finds it taken. */
export async function seal(
  database: LogDatabase,
  fence: Fence,
  write: SealWrite,
): Promise<Result<'written' | 'raced', WriteFailure>> {
  let isRaced = false;
  const sealed = await run(database, ['rows', 'segments', 'bodies', 'meta'], 'readwrite', 'strict', (transaction) => {
    const rows = transaction.objectStore('rows');
    const segments = transaction.objectStore('segments');
    const refuseUnless = (holds: boolean) => {
      if (holds || isRaced) return;
      isRaced = true;
      transaction.abort();
    };
    const fences = rows.getAllKeys(IDBKeyRange.lowerBound(''));
    fences.onsuccess = () => refuseUnless(fences.result[0] === fence.key);
    const leader = transaction.objectStore('meta').get(leaderKey);
    leader.onsuccess = () => refuseUnless(write.epoch === null || epochOf(leader.result) === write.epoch);
    const newest = segments.getAllKeys(IDBKeyRange.lowerBound(write.after));
    newest.onsuccess = () => refuseUnless(newest.result.length === (write.after > 0 ? 1 : 0));
    for (const head of write.heads) {
      segments.add(head);
      // Another sealer may have swept what nobody referred to yet.
      const body = transaction.objectStore('bodies').getKey(head.digest);
      body.onsuccess = () => refuseUnless(body.result !== undefined);
    }
    for (const row of write.rows) rows.delete(row);
    return () => 'written' as const;
  });
  if (sealed.ok) return sealed;
  return sealed.error.code === 'TransactionAborted' ? ok('raced') : withoutAbort(sealed);
}

export async function sweepBodies(database: LogDatabase): Promise<Result<number, WriteFailure>> {
  let swept = 0;
  return withoutAbort(
    await run(database, ['segments', 'bodies'], 'readwrite', 'relaxed', (transaction) => {
      const bodies = transaction.objectStore('bodies');
      const heads = allValues(transaction.objectStore('segments'));
      const keys = bodies.getAllKeys();
      keys.onsuccess = () => {
        const live = new Set(heads().map((head) => (hasMembers(head) ? head.digest : undefined)));
        for (const key of keys.result) {
          if (live.has(key)) continue;
          bodies.delete(key);
          swept += 1;
        }
      };
      return () => swept;
    }),
  );
}

export async function readAll(database: LogDatabase): Promise<Result<RawStore, StoreFailure>> {
  const names = ['rows', 'segments', 'bodies', 'snapshots', 'derived', 'blobs'] as const;
  return read(database, names, (transaction) => {
    const found = names.map((name) => allValues(transaction.objectStore(name)));
    return () => {
      const [rows = [], heads = [], bodies = [], snapshots = [], derived = [], blobs = []] = found.map((values) =>
        values(),
      );
      return { rows: rows.filter(isNumbered), heads, bodies, snapshots, derived, blobs };
    };
  });
}

const asideStores = ['segments', 'bodies', 'rows'];

export async function replaceRows(
  database: LogDatabase,
  fence: Fence,
  rows: readonly Row[],
  blobs: readonly StoredBlob[],
  device: string,
): Promise<Result<void, WriteFailure>> {
  const stores = ['rows', 'segments', 'bodies', 'snapshots', 'derived', 'aside', ...blobStores];
  let key = '';
  const lost = await read(database, asideStores, (transaction) => {
    const found = asideStores.map((name) => [name, lostKeys(transaction.objectStore(name))] as const);
    return () => new Map<string, readonly IDBValidKey[]>(found.map(([name, keys]) => [name, keys()]));
  });
  if (!lost.ok) return lost;
  const replaced = await run(database, stores, 'readwrite', 'strict', (transaction) => {
    const aside = transaction.objectStore('aside');
    const setAside = (name: string, then: () => void) => {
      const store = transaction.objectStore(name);
      const keep = (values: readonly unknown[]) => {
        for (const value of values) aside.add({ from: name, value });
        then();
      };
      const without = lost.value.get(name) ?? [];
      if (without.length === 0) {
        const found = allValues(store, undefined, { whenRead: () => keep(found()) });
        return;
      }
      const keys = store.getAllKeys();
      keys.onsuccess = () => {
        const isLost = (key: IDBValidKey) => without.some((one) => indexedDB.cmp(one, key) === 0);
        const values = keys.result.filter((key) => !isLost(key)).map((key) => oneValue(store, key));
        // Requests are answered in order: this one after all of them.
        store.count().onsuccess = () => keep(values.map((value) => value()));
      };
    };
    for (const name of ['segments', 'bodies']) setAside(name, () => transaction.objectStore(name).clear());
    const table = transaction.objectStore('rows');
    const fences = table.getAllKeys(IDBKeyRange.lowerBound(''));
    setAside('rows', () => {
      table.clear();
      key = nextFence(fences.result[0]);
      table.add({ row: key, device });
      for (const row of rows) table.add(row);
    });
    transaction.objectStore('snapshots').clear();
    transaction.objectStore('derived').clear();
    for (const blob of blobs) putBlob(transaction, blob);
    return () => undefined;
  });
  if (replaced.ok) fence.key = key;
  return withoutAbort(replaced);
}

function isNumbered(row: unknown): boolean {
  return hasMembers(row) && typeof row.row === 'number';
}
