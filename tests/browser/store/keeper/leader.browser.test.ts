import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { err } from '#kit/result.ts';
import { seekLeadership } from '#store/keeper/leader.ts';
import { openTabsChannel } from '#store/keeper/tabs-channel.ts';
import { openActs, readActs } from './acts.ts';
import type { FromTab, ToTab } from './leading-tab.worker.ts';

/** Leadership among workers with real locks and channels. The rules are those of `src/store/keeper/README.md`. */
describe('leader', () => {
  let logName: string;
  const tabs: Tab[] = [];
  const open = (beatMs = 100) => {
    const tab = createTab(logName, beatMs);
    tabs.push(tab);
    return tab;
  };

  beforeEach(() => {
    logName = `leader-${crypto.randomUUID()}`;
  });
  afterEach(() => {
    for (const tab of tabs.splice(0)) tab.worker.terminate();
  });

  it('[K1] of many tabs one leads, and when it crashes the next takes over under a higher epoch, 30 times', async () => {
    const times: number[] = [];
    let leader = open();
    await leader.next('leads');
    let epoch = 1;
    const waiting = Array.from({ length: 3 }, () => open());
    for (let round = 0; round < 30; round++) {
      const others = waiting.map((tab) => tab.next('leads').then((message) => ({ tab, message })));
      const crashed = Date.now();
      leader.worker.terminate();
      const { tab, message } = await Promise.race(others);
      times.push(message.at - crashed);
      expect(message.epoch).toBe(++epoch);
      leader = tab;
      waiting[waiting.indexOf(tab)] = open();
    }
    print('hand-over after a crash', times);
    expectOneAtATime(await acts());
  });

  it('[K1] a leader that gives up hands over at once, 30 times', async () => {
    const times: number[] = [];
    let leader = open();
    await leader.next('leads');
    for (let round = 0; round < 30; round++) {
      const next = open();
      await next.next('sought');
      const leads = next.next('leads');
      const closed = Date.now();
      leader.send({ type: 'stop' });
      times.push((await leads).at - closed);
      leader.worker.terminate();
      leader = next;
    }
    print('hand-over after a close', times);
    expectOneAtATime(await acts());
  });

  it('[K2] a leader that hangs loses the lock, and what it still does under its epoch is refused', async () => {
    const old = open();
    const first = await old.next('leads');
    const others = [open(), open()];
    const taken = Promise.race(others.map((tab) => tab.next('leads')));
    const late = old.next('act', ({ late }) => late);
    const ended = old.next('ended');
    old.send({ type: 'hang', ms: 3000 });
    const second = await taken;
    expect(second.epoch).toBeGreaterThan(first.epoch);
    expect(await late).toEqual({ type: 'act', epoch: first.epoch, accepted: false, late: true });
    expect((await ended).epoch).toBe(first.epoch);
    expectOneAtATime(await acts());
  });

  it('[K2] the one that lost waits again, and leads when the other has gone', async () => {
    const old = open();
    await old.next('leads');
    const other = open();
    const taken = other.next('leads');
    const ended = old.next('ended');
    old.send({ type: 'hang', ms: 1500 });
    const { epoch } = await taken;
    await ended;
    const again = old.next('leads');
    other.worker.terminate();
    expect((await again).epoch).toBeGreaterThan(epoch);
  });

  it('[K2] negative control: a holder that is heard is left alone', async () => {
    const holder = open();
    await holder.next('leads');
    const other = open();
    let stolen = false;
    void other.next('leads').then(() => {
      stolen = true;
    });
    // Ten beats and more of the holder's own.
    for (let acted = 0; acted < 120; acted++) await holder.next('act');
    expect(stolen).toBe(false);
  });

  it('[K3] without Web Locks nobody leads, and that settles', async () => {
    const leadership = seekLeadership({ ...never, logName, locks: null });
    expect(leadership.standing).toBe('none');
    await leadership.stop();
  });

  it('[K3] a browser that refuses locks leaves the tab without a leader', async () => {
    const refusing = {
      request: () => Promise.reject(new DOMException('no', 'SecurityError')),
      query: () => Promise.reject(new DOMException('no', 'SecurityError')),
    } as unknown as LockManager;
    const leadership = seekLeadership({ ...never, logName, locks: refusing });
    await Promise.resolve();
    await expect.poll(() => leadership.standing).toBe('none');
  });

  it('[K3] who can never claim an epoch leaves the lock to others', async () => {
    const refused = async () => err({ code: 'LogClosed', params: {}, retry: 'never' as const });
    const leadership = seekLeadership({ ...never, logName, locks: navigator.locks, claimEpoch: refused });
    await expect.poll(() => leadership.standing).toBe('none');
    await open().next('leads');
  });

  it('[K3] without a channel nobody is taken for dead', async () => {
    const holder = open();
    await holder.next('leads');
    let leads = false;
    const deaf = seekLeadership({
      ...never,
      logName,
      locks: navigator.locks,
      channel: null,
      beatMs: 20,
      async lead() {
        leads = true;
      },
    });
    for (let acted = 0; acted < 60; acted++) await holder.next('act');
    expect([leads, deaf.standing]).toEqual([false, 'waiting']);
    await deaf.stop();
  });

  it('[K1] messages of others on the channel are not taken for beats', async () => {
    const channel = openTabsChannel(logName);
    const heard: unknown[] = [];
    channel?.listen((message) => heard.push(message));
    const other = new BroadcastChannel(`foldline-keeper:${logName}`);
    for (const said of [null, 7, {}, { type: 'beat' }, { type: 'news', position: 1 }]) other.postMessage(said);
    other.postMessage({ type: 'copied', position: 4, asked: 3 });
    await expect.poll(() => heard).toEqual([{ type: 'copied', position: 4, asked: 3 }]);
    channel?.close();
    channel?.post({ type: 'copied', position: 5, asked: 5 });
    other.close();
  });

  const acts = async () => {
    const db = await openActs(logName);
    const found = await readActs(db);
    db.close();
    return found;
  };
});

const never = {
  channel: null,
  claimEpoch: async () => {
    throw new Error('nobody should claim');
  },
  lead: async () => {},
  onBug: (error: unknown) => {
    throw error;
  },
};

interface Tab {
  readonly worker: Worker;
  send(message: ToTab): void;
  next<T extends FromTab['type']>(
    type: T,
    fits?: (message: Extract<FromTab, { type: T }>) => boolean,
  ): Promise<Extract<FromTab, { type: T }>>;
}

function createTab(logName: string, beatMs: number): Tab {
  const worker = new Worker(new URL('./leading-tab.worker.ts', import.meta.url), { type: 'module' });
  worker.postMessage({ type: 'seek', logName, beatMs } satisfies ToTab);
  return {
    worker,
    send: (message) => worker.postMessage(message),
    next: (type, fits = () => true) =>
      new Promise((resolve) => {
        const hear = ({ data }: MessageEvent<FromTab>) => {
          if (data.type !== type || !fits(data as Extract<FromTab, { type: typeof type }>)) return;
          worker.removeEventListener('message', hear);
          resolve(data as Extract<FromTab, { type: typeof type }>);
        };
        worker.addEventListener('message', hear);
      }),
  };
}

/** Acts of a lower epoch never come after those of a higher one. */
function expectOneAtATime(acts: readonly number[]): void {
  expect(acts.length).toBeGreaterThan(0);
  expect(acts).toEqual([...acts].sort((a, b) => a - b));
}

function print(what: string, times: readonly number[]): void {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)];
  console.log(`${what}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${at(1)} ms, of ${times.length}`);
}
