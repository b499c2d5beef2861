import { ok } from '#kit/result.ts';
import type { Checksum } from './checksum.ts';
import type { DerivedRecords } from './event-log.ts';
import type { RowStore } from './row-store.ts';

/** Derived records with a checksum each, over the key as well: a record under another's name is not that record. */
export function createDerivedRecords(store: RowStore, checksum: Checksum): DerivedRecords {
  const checksumOf = (key: string, text: string) => checksum.ofText(JSON.stringify([key, text]));
  return {
    async read(prefix) {
      const read = await store.readDerived(prefix);
      if (!read.ok) return read;
      return ok(
        read.value.flatMap(({ key, text, checksum: kept }) => (checksumOf(key, text) === kept ? { key, text } : [])),
      );
    },
    write: ({ puts = [], deletes = [], expect = [] }) =>
      store.writeDerived({
        puts: puts.map(({ key, text }) => ({ key, text, checksum: checksumOf(key, text) })),
        deletes,
        expect: expect.map(({ key, text }) => ({ key, checksum: text === null ? null : checksumOf(key, text) })),
      }),
  };
}
