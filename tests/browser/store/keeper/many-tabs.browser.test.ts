import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { value } from '../../../contract/log/log-contract.ts';
import { sampleCommits } from '../../../contract/log/sample-commits.ts';
import { createKeeperTabs, type KeeperTabs, type OpenTab } from './keeper-tabs.ts';

/** Tabs that write at once, with one of them leading. */
describe('many tabs', () => {
  let tabs: KeeperTabs;
  beforeEach(() => {
    tabs = createKeeperTabs();
  });
  afterEach(() => tabs.destroy());

  const appends = 100;
  const perAppend = 10;
  /** Appends one after another, and answers the positions that it was given. */
  const write = async (tab: OpenTab, name: string) => {
    const positions: number[] = [];
    for (let n = 0; n < appends; n++) {
      const stream = `plan/${name}`;
      const receipts = value(await tab.append(sampleCommits(perAppend, `${name}-${n}`, { stream })));
      positions.push(...receipts.map(({ position }) => position));
    }
    return positions;
  };
  const timed = async (work: () => Promise<readonly (readonly number[])[]>) => {
    const start = performance.now();
    const positions = (await work()).flat();
    return { positions, perSecond: (positions.length / (performance.now() - start)) * 1000 };
  };

  it.each([2, 5])(
    '[K11] %i tabs at once lose nothing, leave no gap, and all of it is copied',
    async (count) => {
      const opened = await Promise.all(Array.from({ length: count }, () => tabs.open()));
      const [first] = opened;
      if (first === undefined) throw new Error('no tab');
      const alone = await timed(async () => [await write(first, 'alone')]);
      const together = await timed(() => Promise.all(opened.map((tab, n) => write(tab, `tab-${n}`))));
      const all = [...alone.positions, ...together.positions].sort((a, b) => a - b);
      expect(all).toEqual(Array.from({ length: (count + 1) * appends * perAppend }, (_, i) => i + 1));
      for (const tab of opened) expect(value(await tab.heads()).position).toBe(all.length);
      await expect.poll(() => tabs.mirrored(), { timeout: 40_000 }).toEqual(all);
      console.log(
        `${count} tabs: ${Math.round(together.perSecond)} commits/s, one: ${Math.round(alone.perSecond)},`,
        `share ${(together.perSecond / alone.perSecond).toFixed(2)}`,
      );
    },
    120_000,
  );
});
