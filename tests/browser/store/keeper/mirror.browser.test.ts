import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '#store/sha256.ts';
import { value } from '../../../contract/log/log-contract.ts';
import { sampleCommit, sampleCommits, sampleEvent } from '../../../contract/log/sample-commits.ts';
import { createKeeperTabs, type KeeperTabs, type OpenTab } from './keeper-tabs.ts';

/**
 * The mirror and its witness: written by real workers into the real private file system, and once more by tabs in this page,
 * where coverage is counted.
 */
describe.each(['worker', 'page'] as const)('mirror, tabs in a %s', (realm) => {
  const isWorker = realm === 'worker';
  let tabs: KeeperTabs;
  beforeEach(() => {
    tabs = createKeeperTabs(realm);
  });
  afterEach(() => tabs.destroy());

  const upTo = (position: number) => Array.from({ length: position }, (_, i) => i + 1);
  const write = async (tab: OpenTab, count: number, name: string, durability: 'relaxed' | 'strict' = 'strict') =>
    value(await tab.append(sampleCommits(count, name), { durability }));

  describe('copying', () => {
    it('[K4] a strict commit is in the mirror when it is answered, and its receipt says so', async () => {
      const tab = await tabs.open();
      for (let n = 1; n <= 5; n++) {
        const [receipt] = await write(tab, 1, `strict-${n}`);
        expect(receipt?.mirrored).toBe(true);
        expect(await tabs.mirrored()).toEqual(upTo(n));
      }
    });

    it('[K4] so is one of another tab than the leader’s', async () => {
      const leader = await tabs.open();
      await write(leader, 1, 'first');
      const other = await tabs.open();
      const [receipt] = await write(other, 1, 'second');
      expect([receipt?.position, receipt?.mirrored]).toEqual([2, true]);
      expect(await tabs.mirrored()).toEqual([1, 2]);
    });

    it('[K4] a relaxed commit follows by itself', async () => {
      const tab = await tabs.open();
      const [receipt] = await write(tab, 1, 'relaxed', 'relaxed');
      expect(receipt?.mirrored).toBe(false);
      await expect.poll(() => tabs.mirrored()).toEqual([1]);
    });

    it('[K4] what was there before there was a mirror is copied as well', async () => {
      const without = await tabs.open({ lacks: ['copy'] });
      await write(without, 500, 'old');
      await without.close();
      const tab = await tabs.open();
      await expect.poll(() => tabs.mirrored()).toEqual(upTo(500));
      expect((await tab.report()).copy).toMatchObject({ state: 'whole', position: 500 });
    });

    it('[K4] a long first copy has each commit at its position, whatever pieces it is written in', async () => {
      const without = await tabs.open({ lacks: ['copy'] });
      const note = 'a long note '.repeat(100);
      // One batch of the log is several pieces of the mirror.
      value(await without.append(sampleCommits(900, 'long', { events: [sampleEvent('TaskAdded', { note })] })));
      await without.close();
      const tab = await tabs.open();
      await expect.poll(async () => (await tab.report()).copy).toMatchObject({ state: 'whole', position: 900 });
      const commits = (await tabs.mirror()).flat().filter((line) => line.type === 'commit');
      const wrong = commits.filter(({ position, line }) => !line.includes(`"id":"long-${position - 1}"`));
      expect([commits.length, wrong.length]).toEqual([900, 0]);
    });

    it('[K5] blobs stand before the commits that need them', async () => {
      const tab = await tabs.open();
      const bytes = new TextEncoder().encode('a long goal '.repeat(1000));
      const blob = { hash: await sha256(bytes), mediaType: 'text/plain', size: bytes.length };
      const event = sampleEvent('GoalGiven', { goal: blob });
      value(await tab.append([sampleCommit('a', { events: [event], blobs: [{ ...blob, bytes }] })]));
      value(await tab.append([sampleCommit('b', { events: [event], blobs: [blob] })], { durability: 'strict' }));
      const [lines] = await tabs.mirror();
      expect(lines?.map((line) => line.type)).toEqual(['head', 'blob', 'commit', 'commit']);
      expect(lines?.[1]).toEqual({ type: 'blob', hash: blob.hash, data: btoa('a long goal '.repeat(1000)) });
    });

    it.runIf(isWorker)('[K4] figures: append and flush', async () => {
      const tab = await tabs.open();
      await write(tab, 1, 'first');
      for (let n = 0; n < 300; n++) await write(tab, 1, `c${n}`);
      const times = (await tab.writeMs()).toSorted((a, b) => a - b);
      const at = (share: number) => times[Math.floor((times.length - 1) * share)]?.toFixed(2);
      console.log(`append and flush: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${at(1)} ms, of ${times.length}`);
      expect(times.length).toBeGreaterThanOrEqual(300);
      expect(await tabs.mirrored()).toEqual(upTo(301));
    });
  });

  describe('a new leader', () => {
    it('[K6] goes on where the mirror ends, and keeps few small files', async () => {
      for (let session = 1; session <= 4; session++) {
        const tab = await tabs.open();
        await write(tab, 2, `session-${session}`);
        tab.kill();
      }
      const tab = await tabs.open();
      await expect.poll(() => tab.files()).toHaveLength(1);
      expect(await tabs.mirrored()).toEqual(upTo(8));
      expect(await tab.bugs()).toEqual([]);
    });

    it.runIf(isWorker)(
      '[K6] is not hindered by a predecessor that hangs with its file open',
      async () => {
        const beatMs = 250;
        const old = await tabs.open({ beatMs });
        await write(old, 3, 'old');
        const other = await tabs.open({ beatMs });
        const hung = old.hang(9 * beatMs);
        await expect.poll(() => other.report(), { timeout: 8 * beatMs }).toMatchObject({ standing: 'leading' });
        const [receipt] = await write(other, 1, 'new');
        expect(receipt?.mirrored).toBe(true);
        expect(await tabs.mirrored()).toEqual(upTo(4));
        await hung;
        // The old one has learned of it, and asks the new one from now on.
        const [late] = await write(old, 1, 'late');
        expect([late?.position, late?.mirrored]).toEqual([5, true]);
        expect(await tabs.mirrored()).toEqual(upTo(5));
      },
      20_000,
    );

    it('[K5] believes no torn end of its predecessor’s', async () => {
      const tab = await tabs.open();
      await write(tab, 10, 'a');
      tab.kill();
      await tabs.changeFile((bytes) => bytes.slice(0, -20));
      expect(await tabs.mirrored()).toEqual(upTo(9));
      const next = await tabs.open();
      await write(next, 1, 'b');
      expect(await tabs.mirrored()).toEqual(upTo(11));
    });

    it('[K5] nor a damaged line: it is copied anew', async () => {
      const tab = await tabs.open();
      await write(tab, 10, 'a');
      tab.kill();
      await tabs.changeFile((bytes) => bytes.map((byte, i) => (i === 2200 ? byte ^ 1 : byte)));
      expect((await tabs.mirrored()).length).toBe(9);
      const next = await tabs.open();
      await write(next, 1, 'b');
      expect(await tabs.mirrored()).toEqual(upTo(11));
    });

    it('[K5] nor one whose head is damaged: all of it is copied anew', async () => {
      const tab = await tabs.open();
      await write(tab, 10, 'a');
      tab.kill();
      await tabs.changeFile((bytes) => bytes.map((byte, i) => (i === 1024 + 5 ? byte ^ 1 : byte)));
      const next = await tabs.open();
      await write(next, 1, 'b');
      expect(await tabs.mirrored()).toEqual(upTo(11));
    });

    it('[K6] a file that its writer had only just made is passed over', async () => {
      const tab = await tabs.open();
      await write(tab, 3, 'a');
      tab.kill();
      await tabs.changeFile(() => new Uint8Array(0));
      const next = await tabs.open();
      await write(next, 1, 'b');
      expect(await tabs.mirrored()).toEqual(upTo(4));
    });
  });

  describe('without room', () => {
    it('[K7] says so, keeps witness, and goes on when there is room again', async () => {
      const tab = await tabs.open({ fullAt: 4000 });
      const receipts = await write(tab, 50, 'a');
      expect(receipts.at(-1)).toMatchObject({ position: 50, mirrored: false });
      expect((await tab.report()).copy?.state).toBe('full');
      await write(tab, 1, 'b');
      expect(value(await tab.loss())).toBeNull();
      tab.kill();
      await tabs.rollBack(1);
      const next = await tabs.open({ fullAt: 4000 });
      expect(value(await next.loss())).toMatchObject({ stored: 50, known: 51 });
    });

    it('[K7] a log without a place for the mirror works, and says that there is none', async () => {
      const tab = await tabs.open({ lacks: ['copy'] });
      const [receipt] = await write(tab, 1, 'a');
      expect(receipt?.mirrored).toBe(false);
      expect((await tab.report()).copy).toBeNull();
    });

    it('[K7] nobody leads without locks: a strict commit is answered all the same', async () => {
      const tab = await tabs.open({ lacks: ['locks'] });
      const [receipt] = await write(tab, 1, 'a');
      expect(receipt?.mirrored).toBe(false);
      expect(await tab.report()).toEqual({ standing: 'none', copy: null });
    });

    it('[K7] without a channel the leader’s own commits are copied, and others’ when it wakes', async () => {
      const leader = await tabs.open({ lacks: ['channel'] });
      expect((await write(leader, 1, 'a'))[0]?.mirrored).toBe(true);
      const other = await tabs.open({ lacks: ['channel'] });
      expect((await write(other, 1, 'b'))[0]?.mirrored).toBe(false);
      value(await leader.heads());
      await expect.poll(() => tabs.mirrored()).toEqual([1, 2]);
    });
  });

  it('[K9] what the mirror has is sealed; without room for it, and without a mirror, everything that is due', async () => {
    const apart = [createKeeperTabs(realm), createKeeperTabs(realm), tabs];
    const [full, without, whole] = await Promise.all([
      apart[0]?.open({ fullAt: 4000 }),
      apart[1]?.open({ lacks: ['copy'] }),
      tabs.open(),
    ]);
    for (const tab of [full, without, whole]) value((await tab?.append(sampleCommits(1000, 'a'))) ?? expect.fail());
    await expect
      .poll(async () => Promise.all([full, without, whole].map((tab) => tab?.sealed())), { timeout: 10_000 })
      .toEqual([400, 400, 400]);
    expect([(await full?.report())?.copy?.state, (await whole?.report())?.copy?.state]).toEqual(['full', 'whole']);
    for (const other of apart.slice(0, 2)) await other.destroy();
  });

  describe('witness', () => {
    const lose = async (what: (tabs: KeeperTabs) => Promise<void>) => {
      const tab = await tabs.open();
      for (let n = 1; n <= 4; n++) await write(tab, 5, `group-${n}`);
      tab.kill();
      await what(tabs);
      const next = await tabs.open({ lacks: ['locks'] });
      return value(await next.loss());
    };

    it('[K8] sound: nothing is lost', async () => {
      expect(await lose(async () => {})).toBeNull();
    });

    it('[K8] an empty database beside it is a loss', async () => {
      expect(await lose(() => tabs.dropDatabase())).toMatchObject({ stored: 0, known: 20, copied: 20 });
    });

    it('[K8] so is an earlier state', async () => {
      expect(await lose(() => tabs.rollBack(3))).toMatchObject({ stored: 15, known: 20, copied: 20 });
    });

    it('[K8] so is as much of something else', async () => {
      const loss = await lose(async () => {
        await tabs.dropDatabase();
        const foreign = await tabs.open({ lacks: ['copy'] });
        await write(foreign, 30, 'foreign');
        foreign.kill();
      });
      expect(loss).toMatchObject({ stored: 30, known: 20, copied: 20 });
    });

    it('[K8] a log that is ahead of it is sound', async () => {
      const ahead = await lose(async () => {
        const unseen = await tabs.open({ lacks: ['copy'] });
        await write(unseen, 3, 'unseen');
        unseen.kill();
      });
      expect(ahead).toBeNull();
    });

    it.each([0, 512])('[K8] a torn slot at byte %i does not lose it', async (slot) => {
      const loss = await lose(async () => {
        await tabs.changeFile((bytes) => bytes.map((byte, i) => (i === slot + 40 ? byte ^ 1 : byte)));
        await tabs.dropDatabase();
      });
      // At worst it is that of the write before.
      expect(loss?.known).toBeGreaterThanOrEqual(15);
    });

    it('[K8] a file with nothing but its witness: all is lost, and there is no copy', async () => {
      const loss = await lose(async () => {
        await tabs.changeFile((bytes) => bytes.slice(0, 1024));
        await tabs.dropDatabase();
      });
      expect(loss).toMatchObject({ stored: 0, known: 20, copied: null });
    });

    it('[K8] both slots of a file gone: the mirror’s own end is what was known', async () => {
      const loss = await lose(async () => {
        await tabs.changeFile((bytes) => bytes.map((byte, i) => (i < 1024 ? 0 : byte)));
        await tabs.dropDatabase();
      });
      expect(loss).toEqual({ stored: 0, known: 20, copied: 20, at: null });
    });

    it.runIf(isWorker)('[K8] figures: how long the look takes', async () => {
      const tab = await tabs.open();
      await write(tab, 2000, 'a');
      const times: number[] = [];
      for (let n = 0; n < 20; n++) {
        const start = performance.now();
        expect(value(await tab.loss())).toBeNull();
        times.push(performance.now() - start);
      }
      console.log(`the look at the witness: median ${times.toSorted((a, b) => a - b)[10]?.toFixed(1)} ms`);
    });
  });
});
