import { describe, expect, it } from 'vitest';
import { createMemoryRows } from '#store/memory-rows.ts';
import type { RowStore } from '#store/row-store.ts';
import { value } from '../../contract/log/log-contract.ts';
import { sampleCommit } from '../../contract/log/sample-commits.ts';
import { createTabs } from '../../support/store/tabs.ts';

type Newest = Awaited<ReturnType<RowStore['loadNewest']>>;

describe('a tab that is told of commits by another', () => {
  it.each<[string, (newest: NonNullable<Newest>) => Newest, { readonly isEnough: boolean }]>([
    ['takes in the rows that follow on its own', (newest) => newest, { isEnough: true }],
    ['reads all where the store wants that', () => null, { isEnough: false }],
    ['reads all where no row is found', (newest) => ({ ...newest, rows: [] }), { isEnough: false }],
    ['reads all where rows are missing', (newest) => ({ ...newest, rows: newest.rows.slice(1) }), { isEnough: false }],
    ['reads all where a row is not what it was', (newest) => ({ ...newest, rows: [{ row: 1 }] }), { isEnough: false }],
  ])('[S6] %s', async (_, change, { isEnough }) => {
    const memory = createMemoryRows('device');
    let loads = 0;
    const tabs = await createTabs({
      ...memory,
      load(after, limit) {
        loads += 1;
        return memory.load(after, limit);
      },
      async loadNewest(after) {
        const loaded = await memory.load({ row: after, segment: 0 }, 64);
        return loaded.ok ? change(loaded.value) : null;
      },
    });
    const [writer, reader] = [await tabs.open(), await tabs.open()];
    const seen: string[] = [];
    const settled = new Promise<void>((settle) => {
      reader.subscribe({}, ({ commits, position }) => {
        seen.push(...commits.map(({ id }) => id));
        if (position === 3) settle();
      });
    });
    await reader.wake();
    loads = 0;
    value(await writer.append([sampleCommit('a')]));
    value(await writer.append([sampleCommit('b'), sampleCommit('c')]));
    await settled;
    expect(seen).toEqual(['a', 'b', 'c']);
    expect(loads === 0).toBe(isEnough);
    await tabs.close();
  });
});
