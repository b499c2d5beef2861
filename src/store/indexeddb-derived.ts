import { ok, type Result } from '#kit/result.ts';
import type { WriteFailure } from './event-log.ts';
import { allValues } from './indexeddb-values.ts';
import type { LogDatabase } from './log-database.ts';
import type { DerivedRecord, DerivedWrite, StoreFailure } from './row-store.ts';
import { read, run, withoutAbort } from './transactions.ts';
import { hasMembers } from './unknown-values.ts';

/* Records that can be made again from the log, and the count of leaderships: IndexedDB's share of both. */

export async function readDerived(
  database: LogDatabase,
  prefix: string,
): Promise<Result<readonly DerivedRecord[], StoreFailure>> {
  return read(database, ['derived'], (transaction) => {
    // U+FFFF sorts after every character that a key can hold.
    const found = allValues(transaction.objectStore('derived'), IDBKeyRange.bound(prefix, `${prefix}\uffff`));
    return () => found().filter(isDerived);
  });
}

/** All of it or nothing; `raced` when a record is not what the caller believes. */
export async function writeDerived(
  database: LogDatabase,
  write: DerivedWrite,
): Promise<Result<'written' | 'raced', WriteFailure>> {
  let isRaced = false;
  const written = await run(database, ['derived'], 'readwrite', 'relaxed', (transaction) => {
    const derived = transaction.objectStore('derived');
    for (const { key, checksum } of write.expect) {
      const found = derived.get(key);
      found.onsuccess = () => {
        const value: unknown = found.result;
        if ((isDerived(value) ? value.checksum : null) === checksum) return;
        isRaced = true;
        transaction.abort();
      };
    }
    for (const key of write.deletes) derived.delete(key);
    for (const record of write.puts) derived.put(record);
    return () => 'written' as const;
  });
  return isRaced ? ok('raced') : withoutAbort(written);
}

/** The number of a leadership that begins now, greater than any before it. */
export async function claimEpoch(database: LogDatabase): Promise<Result<number, WriteFailure>> {
  let epoch = 1;
  return withoutAbort(
    await run(database, ['meta'], 'readwrite', 'relaxed', (transaction) => {
      const meta = transaction.objectStore('meta');
      const found = meta.get(leaderKey);
      found.onsuccess = () => {
        epoch = epochOf(found.result) + 1;
        meta.put({ key: leaderKey, epoch });
      };
      return () => epoch;
    }),
  );
}

/** 0 where nobody has led yet. */
export function epochOf(value: unknown): number {
  return hasMembers(value) && typeof value.epoch === 'number' ? value.epoch : 0;
}

export const leaderKey = 'leader';

function isDerived(value: unknown): value is DerivedRecord {
  return (
    hasMembers(value) &&
    typeof value.key === 'string' &&
    typeof value.text === 'string' &&
    typeof value.checksum === 'string'
  );
}
