// What the older queue could do, and what it got wrong, held against our log.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { err, ok } from '#kit/result.ts';
import type { Batch, EventLog, NewCommit, SubscribeFailure } from '#store/event-log.ts';
import { byEvents } from '#store/folding.ts';
import { latestSequences, loadAggregate, loadLatest } from '#store/queue/aggregate.ts';
import { type CommandHandler, type CommandMetadata, execute } from '#store/queue/execute.ts';
import { failure, readAll, value } from '../../contract/log/log-contract.ts';
import { sampleCommit, sampleEvent } from '../../contract/log/sample-commits.ts';
import { createTabs, type Tabs } from '../../support/store/tabs.ts';

let tabs: Tabs;
let log: EventLog;

beforeEach(async () => {
  tabs = await createTabs();
  log = await tabs.open();
});
afterEach(() => tabs.close());

/** A sum that is added to, and that may not go below zero. */
interface Added {
  readonly type: 'Added';
  readonly v: number;
  readonly amount: number;
}
const sum: CommandHandler<number, number, Added, 'would go below zero'> = {
  ...byEvents<number>(0, (total, event) => total + Number(event.amount)),
  decide(total, amount) {
    if (total + amount < 0) return err('would go below zero');
    return ok(amount === 0 ? [] : [{ type: 'Added', v: 1, amount }]);
  },
};
const metadata = (id: string, changes: Partial<CommandMetadata> = {}): CommandMetadata => {
  const { at, zone, locale, actor, correlation, causation } = sampleCommit(id);
  return { id, at, zone, locale, actor, correlation, causation, ...changes };
};
const add = (tab: EventLog, amount: number, id: string, stream = 'sum/a') =>
  execute(tab, stream, sum, amount, metadata(id));

describe('the seven tests of the older queue', () => {
  it('[S30] pushes and loads', async () => {
    const pushed = sampleCommit('a', {
      stream: 'mail/1',
      correlation: 'why',
      causation: 'because',
      actor: { extra: 7 },
    });
    value(await log.append([pushed]));
    const [loaded] = value(await log.readStream('mail/1'));
    expect(loaded).toMatchObject({ ...pushed, position: 1, sequence: 1 });
  });

  it('[S30] loads by aggregate', async () => {
    for (const stream of ['mail/1', 'mail/2', 'mail/1', 'post/1']) await push(log, stream);
    expect(await idsOf({ aggregate: { type: 'mail', id: '1' } })).toEqual(['mail/1 1', 'mail/1 3']);
    expect(await idsOf({ aggregate: { type: 'mail' } })).toEqual(['mail/1 1', 'mail/2 2', 'mail/1 3']);
  });

  it('[S30] loads by event type, and after a sequence', async () => {
    for (const type of ['Sent', 'Read', 'Sent']) await push(log, 'mail/1', type);
    expect(await idsOf({ types: ['Sent'] })).toEqual(['mail/1 1', 'mail/1 3']);
    expect(value(await log.readStream('mail/1', 2)).map(({ id }) => id)).toEqual(['mail/1 3']);
    const events = (await readAll(log)).flatMap((commit) => commit.events);
    expect(events.map(({ type }) => type)).toEqual(['Sent', 'Read', 'Sent']);
  });

  it('[S7] a subscription gets what is there and what comes, and only what it asked for', async () => {
    await push(log, 'mail/1');
    const seen = listen(log, { aggregate: { type: 'mail' } });
    await push(log, 'post/1');
    await push(log, 'mail/2');
    await seen.until(2);
    expect(seen.ids).toEqual(['mail/1 1', 'mail/2 3']);
  });

  it('[S7] two subscribers both receive', async () => {
    const [first, second] = [listen(log), listen(await tabs.open())];
    for (let i = 0; i < 3; i++) await push(log, 'mail/1');
    await Promise.all([first.until(3), second.until(3)]);
    expect(second.ids).toEqual(first.ids);
  });

  it('[S32] a handler’s commands lead to state 6 at sequence 2, and the newest sequences are told by aggregate', async () => {
    expect(value(await add(log, 2, 'two'))).toMatchObject({ state: 2, sequence: 1, receipt: { commitId: 'two' } });
    expect(value(await add(log, 4, 'four'))).toMatchObject({ state: 6, sequence: 2 });
    value(await add(log, 1, 'other', 'sum/b'));
    expect(value(await loadAggregate(log, 'sum/a', sum))).toMatchObject({ state: 6, sequence: 2 });
    expect(value(await latestSequences(log, { type: 'sum' }))).toEqual(
      new Map([
        ['a', 2],
        ['b', 1],
      ]),
    );
    expect((await readAll(log)).every(({ actor }) => actor.type === 'person')).toBe(true);
  });

  it('[S32] a subscriber may give a further command, which names its cause', async () => {
    const done = new Promise<void>((settle) => {
      log.subscribe({ aggregate: { type: 'sum', id: 'a' } }, async ({ commits }) => {
        for (const { id, correlation } of commits) {
          value(await execute(log, 'sum/echo', sum, 1, metadata(`echo of ${id}`, { causation: id, correlation })));
          settle();
        }
      });
    });
    value(await add(log, 5, 'five'));
    await done;
    const [echo] = value(await log.readStream('sum/echo'));
    expect(echo).toMatchObject({ id: 'echo of five', causation: 'five', correlation: 'five' });
  });
});

describe('what the older queue got wrong', () => {
  it('[S2] two writers never share a sequence, so a reader that remembers the newest misses nothing', async () => {
    const other = await tabs.open();
    await Promise.all(
      Array.from({ length: 40 }, (_, i) => push(i % 2 === 0 ? log : other, `mail/${i % 3}`, 'Sent', `c${i}`)),
    );
    const seen = new Set<string>();
    for (const { stream, sequence } of await readAll(log)) seen.add(`${stream} ${sequence}`);
    expect(seen.size).toBe(40);
  });

  it('[S3] a clash of versions is a conflict by name, with the actual sequence', async () => {
    await push(log, 'mail/1');
    expect(failure(await log.append([sampleCommit('late', { stream: 'mail/1', expected: 0 })]))).toEqual({
      code: 'Conflict',
      params: { stream: 'mail/1', expected: 0, actual: 1 },
      retry: 'now',
    });
  });

  it('[S2] there is one order for everything, the same in every tab', async () => {
    const other = await tabs.open();
    for (let i = 0; i < 10; i++) await push(i % 2 === 0 ? log : other, `mail/${i % 3}`);
    const order = (await readAll(log)).map(({ position, id }) => [position, id]);
    expect(order.map(([position]) => position)).toEqual(order.map((_, i) => i + 1));
    expect((await readAll(other)).map(({ position, id }) => [position, id])).toEqual(order);
  });

  it('[S4] what was pushed twice under one id is there once', async () => {
    await push(log, 'mail/1', 'Sent', 'once');
    await push(await tabs.open(), 'mail/1', 'Sent', 'once');
    expect(await idsOf({})).toEqual(['once']);
  });

  it('[S7] a second subscriber to the same query gets the history, and each goes on from its own place', async () => {
    await push(log, 'mail/1');
    const first = listen(log, { streams: ['mail/1'] });
    await first.until(1);
    const late = listen(log, { streams: ['mail/1'] });
    await late.until(1);
    await push(log, 'mail/1');
    await Promise.all([first.until(2), late.until(2)]);
    expect(late.ids).toEqual(first.ids);
    const resumed = listen(log, { after: 1 });
    await resumed.until(1);
    expect(resumed.ids).toEqual(['mail/1 2']);
  });

  it('[S18] a subscription that cannot read ends with the failure, and a new one works', async () => {
    await push(log, 'mail/1');
    const broken = await tabs.open();
    const ended = new Promise<SubscribeFailure>((onEnd) => {
      broken.subscribe({ onEnd }, () => {});
    });
    await broken.close();
    expect(await ended).toMatchObject({ code: 'LogClosed' });
    const anew = listen(await tabs.open());
    await anew.until(1);
  });

  it('[S8] a subscriber that throws ends alone, and is told why; the others go on', async () => {
    const fine = listen(log);
    const ended = new Promise<SubscribeFailure>((onEnd) => {
      log.subscribe({ onEnd }, ({ commits }) => {
        if (commits.length > 0) throw new Error('no such mailbox');
      });
    });
    await push(log, 'mail/1');
    await push(log, 'mail/1');
    expect(await ended).toMatchObject({ code: 'SubscriberThrew', params: { reason: 'no such mailbox' } });
    await fine.until(2);
  });

  it('[S7] a wake brings the newest: when a listener hears of a position, everything up to it can be read', async () => {
    const other = await tabs.open();
    const lags: number[] = [];
    const heard = new Promise<void>((settle) => {
      other.onAppend(async (head) => {
        lags.push(head - ((await readAll(other)).at(-1)?.position ?? 0));
        if (head === 5) settle();
      });
    });
    for (let i = 0; i < 5; i++) await push(log, 'mail/1');
    await heard;
    expect(lags.every((lag) => lag <= 0)).toBe(true);
  });

  it('[S7] callbacks of one subscriber run one after another, and the next batch waits for them', async () => {
    let running = 0;
    let most = 0;
    const done = new Promise<void>((settle) => {
      log.subscribe({}, async ({ position }) => {
        running += 1;
        most = Math.max(most, running);
        await Promise.resolve();
        running -= 1;
        if (position === 8) settle();
      });
    });
    for (let i = 0; i < 8; i++) await push(log, 'mail/1');
    await done;
    expect(most).toBe(1);
  });

  it('[S16] the version of an event comes back', async () => {
    value(await log.append([sampleCommit('a', { events: [{ type: 'Sent', v: 3 }] })]));
    expect((await readAll(log))[0]?.events).toEqual([{ type: 'Sent', v: 3 }]);
  });
});

describe('executing a command', () => {
  it('[S32] decides again on what another tab wrote in between, as often as somebody writes', async () => {
    const other = await tabs.open();
    let rivals = 3;
    const states: number[] = [];
    const slow: typeof sum = {
      ...sum,
      async decide(total, amount) {
        states.push(total);
        if (rivals > 0) value(await add(other, 1, `rival ${rivals--}`));
        return sum.decide(total, amount);
      },
    };
    const executed = value(await execute(log, 'sum/a', slow, 10, metadata('mine')));
    expect(executed).toMatchObject({ state: 13, sequence: 4, receipt: { sequence: 4, duplicate: false } });
    expect(states).toEqual([0, 1, 2, 3]);
  });

  it('[S32] a refusal is decided on the newest state too', async () => {
    const other = await tabs.open();
    value(await add(log, 3, 'three'));
    let isFirst = true;
    const slow: typeof sum = {
      ...sum,
      async decide(total, amount) {
        if (isFirst) value(await add(other, -2, 'spent'));
        isFirst = false;
        return sum.decide(total, amount);
      },
    };
    expect(failure(await execute(log, 'sum/a', slow, -3, metadata('mine')))).toEqual({
      code: 'Refused',
      params: { no: 'would go below zero' },
      retry: 'never',
    });
  });

  it('[S32] many tabs at once: every command counts once', async () => {
    const all = [log, await tabs.open(), await tabs.open()];
    await Promise.all(
      all.flatMap((tab, t) => Array.from({ length: 15 }, (_, i) => add(tab, 1, `t${t}-${i}`).then(value))),
    );
    expect(value(await loadAggregate(log, 'sum/a', sum))).toMatchObject({ state: 45, sequence: 45 });
  });

  it('[S32] the same command again is answered as it was at first, also when it would now be refused or do nothing', async () => {
    const first = value(await add(log, 3, 'three'));
    value(await add(log, -3, 'back'));
    expect(value(await add(log, -3, 'back'))).toMatchObject({ state: 0, receipt: { sequence: 2, duplicate: true } });
    const doubling: typeof sum = { ...sum, decide: (total) => ok([{ type: 'Added', v: 1, amount: total + 1 }]) };
    const again = value(await execute(log, 'sum/a', doubling, 3, metadata('three')));
    expect(again).toMatchObject({ state: 0, sequence: 2, receipt: { hash: first.receipt?.hash, duplicate: true } });
    expect(await readAll(log)).toHaveLength(2);
  });

  it('[S32] nothing to do is no commit; an id of another stream is no answer', async () => {
    expect(value(await add(log, 0, 'zero'))).toMatchObject({ state: 0, sequence: 0, receipt: null });
    value(await add(log, 1, 'one', 'sum/b'));
    expect(failure(await add(log, 1, 'one')).code).toBe('CommitIdReused');
    expect(failure(await add(log, -1, 'one')).code).toBe('Refused');
  });

  it('[S32] a conflict that brings nothing new is told, not tried for ever', async () => {
    let tries = 0;
    const refusing: EventLog = Object.create(log, {
      append: {
        value: async (commits: readonly NewCommit[]) => {
          tries += 1;
          return err({
            code: 'Conflict',
            params: { stream: commits[0]?.stream, expected: 0, actual: 9 },
            retry: 'now',
          });
        },
      },
    });
    expect(failure(await add(refusing, 1, 'one'))).toMatchObject({ code: 'Conflict', params: { actual: 9 } });
    expect(tries).toBe(1);
  });

  it('[S32] failures of the log come through', async () => {
    await log.close();
    expect(failure(await add(log, 1, 'one')).code).toBe('LogClosed');
    expect(failure(await latestSequences(log, { type: 'sum' })).code).toBe('LogClosed');
  });

  it('[S32] an aggregate is brought up to date from where it was, by whole commits or by events', async () => {
    const counting = { initial: 0, fold: (count: number, commits: readonly unknown[]) => count + commits.length };
    value(await add(log, 3, 'three'));
    const loaded = value(await loadAggregate(log, 'sum/a', counting));
    expect(value(await loadLatest(log, loaded, counting))).toEqual(loaded);
    value(await add(log, 4, 'four'));
    value(await add(log, 4, 'elsewhere', 'sum/b'));
    expect(value(await loadLatest(log, loaded, counting))).toMatchObject({ state: 2, sequence: 2 });
    expect(value(await loadAggregate(log, 'sum/none', counting))).toMatchObject({ state: 0, sequence: 0 });
  });
});

async function push(tab: EventLog, stream: string, type = 'Sent', id?: string): Promise<void> {
  const named = id ?? `${stream} ${value(await tab.heads()).position + 1}`;
  value(await tab.append([sampleCommit(named, { stream, events: [sampleEvent(type)] })]));
}

async function idsOf(query: Parameters<EventLog['read']>[0]): Promise<readonly string[]> {
  return (await readAll(log, query)).map(({ id }) => id);
}

function listen(tab: EventLog, query: Parameters<EventLog['subscribe']>[0] = {}) {
  const ids: string[] = [];
  let look: () => void = () => {};
  tab.subscribe(query, ({ commits }: Batch) => {
    ids.push(...commits.map(({ id }) => id));
    look();
  });
  return {
    ids,
    until: (count: number) =>
      new Promise<void>((settle) => {
        look = () => {
          if (ids.length >= count) settle();
        };
        look();
      }),
  };
}
