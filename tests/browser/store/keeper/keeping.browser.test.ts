import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openDexieLog } from '#store/dexie-log.ts';
import type { EventLog } from '#store/event-log.ts';
import { type Keeping, openKeeping } from '#store/keeper/keeping.ts';
import { value } from '../../../contract/log/log-contract.ts';
import { sampleCommit } from '../../../contract/log/sample-commits.ts';
import { createKeeperTabs, type KeeperTabs } from './keeper-tabs.ts';

/** What a planner worker loads of the keeper, in the page, with what the browser offers and without. */
describe('keeping', () => {
  let files: KeeperTabs;
  const ends: (() => Promise<void>)[] = [];
  const bugs: unknown[] = [];
  beforeEach(() => {
    files = createKeeperTabs('page');
  });
  afterEach(async () => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    for (const end of ends.splice(0)) await end();
    await files.destroy();
    expect(bugs.splice(0)).toEqual([]);
  });

  async function open(): Promise<{ readonly keeping: Keeping; readonly log: EventLog }> {
    const { logName } = files;
    const keeping = await openKeeping({ logName, now: Date.now, onBug: (bug) => bugs.push(bug) });
    const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);
    const log = value(await openDexieLog({ name: logName, now: Date.now, random, copy: keeping }));
    ends.push(
      () => keeping.stop(),
      () => log.close(),
    );
    return { keeping, log };
  }
  const append = async (log: EventLog, id: string) =>
    value(await log.append([sampleCommit(id)], { durability: 'strict' }))[0];

  it('[K1] [K4] leads, copies and reports; another tab waits, and leads when the first has stopped', async () => {
    const first = await open();
    expect(await first.keeping.report()).toEqual({ leader: 'none', copy: null, lacks: [] });
    expect(value(await first.keeping.findLoss(first.log))).toBeNull();
    first.keeping.start(first.log, []);
    expect(await append(first.log, 'a')).toMatchObject({ mirrored: true });
    expect(await first.keeping.report()).toMatchObject({
      leader: 'here',
      copy: { state: 'whole', position: 1, at: expect.any(Number) },
      lacks: [],
    });
    const second = await open();
    second.keeping.start(second.log, []);
    expect(await second.keeping.report()).toMatchObject({
      leader: 'elsewhere',
      copy: { state: 'elsewhere', position: 1 },
    });
    expect(await append(second.log, 'b')).toMatchObject({ position: 2, mirrored: true });
    await first.keeping.stop();
    await expect.poll(() => second.keeping.report()).toMatchObject({ leader: 'here', copy: { state: 'whole' } });
    expect(value(await second.keeping.findLoss(second.log))).toBeNull();
  });

  it('[K1] other duties begin with the leadership, end with it, and one that fails ends alone', async () => {
    const { keeping, log } = await open();
    const said: string[] = [];
    const failing = vi.fn(async () => {
      throw new Error('a duty');
    });
    keeping.start(log, [
      failing,
      async (epoch, ended) => {
        said.push(`begins under ${epoch}`);
        await new Promise((resolve) => ended.addEventListener('abort', resolve));
        said.push('ends');
      },
    ]);
    expect(await append(log, 'a')).toMatchObject({ mirrored: true });
    expect(said).toEqual(['begins under 1']);
    await keeping.stop();
    expect(said).toEqual(['begins under 1', 'ends']);
    expect(failing).toHaveBeenCalledOnce();
    expect(bugs.splice(0).map(String)).toEqual(['Error: a duty']);
  });

  it('[K8] names a loss before it leads', async () => {
    const first = await open();
    first.keeping.start(first.log, []);
    await append(first.log, 'a');
    await first.keeping.stop();
    await first.log.close();
    await files.dropDatabase();
    const { keeping, log } = await open();
    expect(value(await keeping.findLoss(log))).toMatchObject({ stored: 0, known: 1, copied: 1 });
  });

  it('[K7] without a private file system nothing is copied or waited for', async () => {
    Object.defineProperty(navigator.storage, 'getDirectory', { value: undefined, configurable: true });
    const { keeping, log } = await open();
    keeping.start(log, []);
    expect(await keeping.waitFor(1)).toBe(false);
    expect(await append(log, 'a')).toMatchObject({ mirrored: false });
    expect(value(await keeping.findLoss(log))).toBeNull();
    await expect.poll(() => keeping.report()).toEqual({ leader: 'here', copy: null, lacks: ['copy'] });
  });

  it('[K7] a private file system that refuses is as none', async () => {
    const refuse = () => Promise.reject(new DOMException('no', 'SecurityError'));
    Object.defineProperty(navigator.storage, 'getDirectory', { value: refuse, configurable: true });
    expect((await (await open()).keeping.report()).lacks).toEqual(['copy']);
  });

  it('[K3] without locks nobody leads, and a strict commit waits for nobody', async () => {
    vi.stubGlobal('navigator', without(navigator, 'locks'));
    const { keeping, log } = await open();
    keeping.start(log, []);
    expect(await append(log, 'a')).toMatchObject({ mirrored: false });
    expect(await keeping.report()).toEqual({ leader: 'none', copy: null, lacks: ['locks'] });
  });

  it('[K3] without a channel each tab looks for itself, every two seconds, until it stops', async () => {
    vi.stubGlobal('BroadcastChannel', undefined);
    const here = await open();
    const there = await open();
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    here.keeping.start(here.log, []);
    expect((await here.keeping.report()).lacks).toEqual(['channel']);
    // Its own copying looks for news as well, until it has all.
    await append(here.log, 'first');
    const heads: string[] = [];
    here.log.onAppend(() => heads.push('news'));
    value(await there.log.append([sampleCommit('a')]));
    vi.advanceTimersByTime(1999);
    expect(heads).toEqual([]);
    vi.advanceTimersByTime(1);
    await expect.poll(() => heads).toEqual(['news']);
    await here.keeping.stop();
    const wake = vi.spyOn(here.log, 'wake');
    vi.advanceTimersByTime(10_000);
    expect(wake).not.toHaveBeenCalled();
  });
});

/** The same object, which lacks one of its members. */
function without<T extends object>(owner: T, missing: keyof T): T {
  return new Proxy(owner, {
    get(target, name) {
      if (name === missing) return undefined;
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}
