import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { err, ok } from '#kit/result.ts';
import { type LeadershipPorts, seekLeadership } from '#store/keeper/leader.ts';
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
    for (const said of [null, 7, {}, { type: 'beat' }, { type: 'ask' }, { type: 'news', position: 1 }])
      other.postMessage(said);
    other.postMessage({ type: 'copied', position: 4, asked: 3 });
    await expect.poll(() => heard).toEqual([{ type: 'copied', position: 4, asked: 3 }]);
    channel?.close();
    channel?.post({ type: 'copied', position: 5, asked: 5 });
    other.close();
  });

  describe('in this page', () => {
    const ends: (() => Promise<void>)[] = [];
    afterEach(async () => {
      vi.restoreAllMocks();
      for (const end of ends.splice(0)) await end();
    });

    /** Seeks the leadership and notes what comes of it. `claim` answers each claim in turn; after them the next epoch. */
    function seek(claims: readonly Awaited<ReturnType<LeadershipPorts['claimEpoch']>>[] = [], beatMs = 20) {
      const [reigns, bugs]: [AbortSignal[], unknown[]] = [[], []];
      const channel = openTabsChannel(logName);
      const left = [...claims];
      const leadership = seekLeadership({
        logName,
        locks: navigator.locks,
        channel,
        beatMs,
        claimEpoch: async () => left.shift() ?? ok(++epochs),
        async lead(_, ended) {
          reigns.push(ended);
          await new Promise((resolve) => ended.addEventListener('abort', resolve));
        },
        onBug: (bug) => bugs.push(bug),
      });
      ends.push(async () => {
        await leadership.stop();
        channel?.close();
      });
      return { leadership, reigns, bugs };
    }
    let epochs = 0;

    /** Has the lock and says nothing, as a frozen tab. Settles when it is taken away. */
    async function silentHolder(): Promise<{ readonly lost: Promise<unknown>; letGo(): void }> {
      let letGo = () => {};
      let lost: Promise<unknown> = Promise.resolve();
      await new Promise<void>((held) => {
        lost = navigator.locks
          .request(`${logName}/leader`, () => {
            held();
            return new Promise<void>((resolve) => {
              letGo = resolve;
            });
          })
          .catch((error: unknown) => error);
      });
      return { lost, letGo };
    }

    it('[K2] a silent holder loses the lock to one of those that wait, and the others hear of it', async () => {
      const { lost } = await silentHolder();
      const tabs = [seek(), seek(), seek()];
      expect(await lost).toMatchObject({ name: 'AbortError' });
      await expect.poll(() => tabs.map(({ leadership }) => leadership.standing)).toContain('leading');
      // More beats than it takes to be taken for dead.
      await new Promise((resolve) => setTimeout(resolve, 200));
      const standings = tabs.map(({ leadership }) => leadership.standing).sort();
      expect(standings).toEqual(['leading', 'waiting', 'waiting']);
      expect(tabs.flatMap(({ bugs }) => bugs)).toEqual([]);
    });

    it('[K2] a leader that hears of a greater epoch stops at once, and waits again; a lower one is nothing to it', async () => {
      const { leadership, reigns } = seek();
      await expect.poll(() => leadership.standing).toBe('leading');
      const other = openTabsChannel(logName);
      other?.post({ type: 'beat', epoch: 0 });
      other?.post({ type: 'copied', position: 1, asked: 1 });
      await new Promise((resolve) => setTimeout(resolve, 30));
      expect(reigns.map(({ aborted }) => aborted)).toEqual([false]);
      other?.post({ type: 'beat', epoch: epochs + 100 });
      await expect.poll(() => reigns.map(({ aborted }) => aborted)).toEqual([true, false]);
      other?.close();
    });

    it('[K2] a leader whose lock is taken away stops, and leads again when it is given back', async () => {
      const { leadership, reigns } = seek([], 60_000);
      await expect.poll(() => leadership.standing).toBe('leading');
      let giveBack = () => {};
      const stolen = navigator.locks.request(`${logName}/leader`, { steal: true }, () => {
        return new Promise<void>((resolve) => {
          giveBack = resolve;
        });
      });
      await expect.poll(() => reigns.map(({ aborted }) => aborted)).toEqual([true]);
      await expect.poll(() => leadership.standing).toBe('waiting');
      giveBack();
      await stolen;
      await expect.poll(() => reigns.map(({ aborted }) => aborted)).toEqual([true, false]);
    });

    it('[K3] a claim that fails for now is made again a beat later', async () => {
      const busy = err({ code: 'LogUnavailable', params: { reason: 'busy' }, retry: 'later' as const });
      const { leadership, reigns } = seek([busy, busy]);
      await expect.poll(() => leadership.standing).toBe('leading');
      expect(reigns).toHaveLength(1);
    });

    it('[K1] work that ends by itself, or breaks, gives the leadership up for a beat', async () => {
      let calls = 0;
      const onBug = vi.fn();
      const leadership = seekLeadership({
        ...never,
        logName,
        locks: navigator.locks,
        beatMs: 20,
        claimEpoch: async () => ok(++epochs),
        async lead() {
          calls += 1;
          if (calls === 1) throw new Error('broken');
        },
        onBug,
      });
      await expect.poll(() => calls).toBeGreaterThan(2);
      expect(onBug.mock.calls.map(String)).toEqual(['Error: broken']);
      await leadership.stop();
      expect(leadership.standing).toBe('none');
    });

    it('[K1] who stops while it waits, or while it claims, never leads', async () => {
      const { letGo, lost } = await silentHolder();
      const waiting = seek([], 60_000);
      await waiting.leadership.stop();
      letGo();
      await lost;
      let claimed = () => {};
      const lead = vi.fn(async () => {});
      const claiming = seekLeadership({
        ...never,
        logName,
        locks: navigator.locks,
        claimEpoch: () =>
          new Promise((resolve) => {
            claimed = () => resolve(ok(++epochs));
          }),
        lead,
      });
      await expect
        .poll(async () => (await navigator.locks.query()).held?.map(({ name }) => name))
        .toContain(`${logName}/leader`);
      const stopped = claiming.stop();
      claimed();
      await stopped;
      expect([waiting.reigns, lead.mock.calls]).toEqual([[], []]);
      expect([waiting.leadership.standing, claiming.standing]).toEqual(['none', 'none']);
    });
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
