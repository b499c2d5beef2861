import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventLog } from '#store/event-log.ts';
import { createCausationIndex } from '#store/replay/causation.ts';
import { failure, readAll, value } from '../../contract/log/log-contract.ts';
import { sampleCommit } from '../../contract/log/sample-commits.ts';
import { chainOf, descendantsOf } from '../../support/store/replay-oracle.ts';
import { createTabs, type Tabs } from '../../support/store/tabs.ts';

let tabs: Tabs;
let log: EventLog;

beforeEach(async () => {
  tabs = await createTabs();
  log = await tabs.open();
});
afterEach(() => tabs.close());

const caused = (id: string, causation: string | null, correlation = id, stream = 'plan/a') =>
  sampleCommit(id, { causation, correlation, stream });
const ids = (links: readonly { commitId: string }[]) => links.map(({ commitId }) => commitId);

describe('causes and consequences', () => {
  it('[S37] up to the root, down to all that came of it, across streams', async () => {
    value(
      await log.append([
        caused('goal', null),
        caused('draft', 'goal', 'goal', 'plan/b'),
        caused('other', null),
        caused('draft-2', 'goal', 'goal', 'plan/b'),
        caused('accept', 'draft', 'goal'),
      ]),
    );
    const index = createCausationIndex(log);
    expect(value(await index.causes('accept'))).toEqual({
      chain: [
        { commitId: 'accept', position: 5 },
        { commitId: 'draft', position: 2 },
        { commitId: 'goal', position: 1 },
      ],
      end: 'root',
    });
    expect(value(await index.consequences('goal'))).toEqual([
      { commitId: 'goal', position: 1, depth: 0 },
      { commitId: 'draft', position: 2, depth: 1 },
      { commitId: 'accept', position: 5, depth: 2 },
      { commitId: 'draft-2', position: 4, depth: 1 },
    ]);
    expect(ids(value(await index.correlated('goal')))).toEqual(['goal', 'draft', 'draft-2', 'accept']);
    expect(value(await index.correlated('none'))).toEqual([]);
    expect(value(await index.consequences('none'))).toEqual([{ commitId: 'none', position: null, depth: 0 }]);
  });

  it('[S37] an answer has all that was in the log when it was asked, from this tab and others', async () => {
    const other = await tabs.open();
    const index = createCausationIndex(log);
    expect(value(await index.causes('a'))).toEqual({ chain: [{ commitId: 'a', position: null }], end: 'missing' });
    value(await log.append([caused('a', null)]));
    expect(value(await index.causes('a')).end).toBe('root');
    value(await other.append([caused('b', 'a')]));
    expect(ids(value(await index.consequences('a')))).toEqual(['a', 'b']);
    for (let i = 0; i < 20; i++) {
      value(await (i % 2 === 0 ? log : other).append([caused(`c${i}`, i === 0 ? 'b' : `c${i - 1}`, 'a')]));
      expect(value(await index.causes(`c${i}`)).chain).toHaveLength(i + 3);
    }
  });

  it('[S37] a missing cause ends the chain by name, and commits that name each other end it once', async () => {
    value(await log.append([caused('a', 'elsewhere'), caused('self', 'self'), caused('x', 'y'), caused('y', 'x')]));
    const index = createCausationIndex(log);
    expect(value(await index.causes('a'))).toEqual({
      chain: [
        { commitId: 'a', position: 1 },
        { commitId: 'elsewhere', position: null },
      ],
      end: 'missing',
    });
    expect(ids(value(await index.consequences('elsewhere')))).toEqual(['elsewhere', 'a']);
    expect(value(await index.causes('self'))).toMatchObject({ chain: [{ commitId: 'self' }], end: 'cycle' });
    expect(ids(value(await index.consequences('self')))).toEqual(['self']);
    expect(ids(value(await index.causes('x')).chain)).toEqual(['x', 'y']);
    expect(ids(value(await index.consequences('x')))).toEqual(['x', 'y']);
  });

  it('[S37] a chain of any length', async () => {
    const long = Array.from({ length: 12_000 }, (_, i) => caused(`c${i}`, i === 0 ? null : `c${i - 1}`, 'c0'));
    value(await log.append(long));
    const index = createCausationIndex(log);
    expect(value(await index.causes('c11999')).chain).toHaveLength(12_000);
    expect(value(await index.consequences('c0')).at(-1)).toEqual({
      commitId: 'c11999',
      position: 12_000,
      depth: 11_999,
    });
  });

  it('[S37] a failure is told, and the next question begins anew', async () => {
    value(await log.append([caused('a', null)]));
    const index = createCausationIndex(log);
    value(await index.causes('a'));
    const asking = index.causes('a');
    index.close();
    expect([await asking].map((answer) => answer.ok || answer.error.code)).toEqual([true]);
    expect(value(await index.causes('a')).end).toBe('root');
    await log.close();
    expect(failure(await index.causes('a')).code).toBe('LogClosed');
    expect(failure(await index.consequences('a')).code).toBe('LogClosed');
    expect(failure(await index.correlated('a')).code).toBe('LogClosed');
  });

  it('[S37] a reading that ended with a failure is begun anew', async () => {
    value(await log.append([caused('a', null)]));
    let isBroken = true;
    const flaky: EventLog = Object.create(log, {
      subscribe: {
        value: (...args: Parameters<EventLog['subscribe']>) => {
          const subscription = log.subscribe(...args);
          if (isBroken) {
            subscription.stop();
            queueMicrotask(() =>
              args[0].onEnd?.({ code: 'LogUnavailable', params: { reason: 'a test' }, retry: 'later' }),
            );
          }
          isBroken = false;
          return subscription;
        },
      },
    });
    const index = createCausationIndex(flaky);
    expect(failure(await index.causes('a')).code).toBe('LogUnavailable');
    expect(value(await index.causes('a')).end).toBe('root');
  });

  it('[S37] a question that waits while the log is closed settles', async () => {
    const index = createCausationIndex(log);
    value(await log.append([caused('a', null)]));
    const asking = index.causes('a');
    await Promise.resolve();
    await log.close();
    expect([true, 'LogClosed']).toContain((await asking.then((answer) => answer.ok || answer.error.code)) as unknown);
  });

  it('[S37] is the same as looking through all commits (property)', async () => {
    const cause = fc.option(fc.integer({ min: 0, max: 14 }), { nil: null });
    await fc.assert(
      fc.asyncProperty(fc.array(cause, { minLength: 1, maxLength: 12 }), async (causes) => {
        const tab = await (await createTabs()).open();
        const index = createCausationIndex(tab);
        for (const [i, cause] of causes.entries()) {
          value(await tab.append([caused(`c${i}`, cause === null ? null : `c${cause}`, `c${(cause ?? i) % 3}`)]));
          // Begun at any moment, it goes on from there.
          if (i === causes.length >> 1) value(await index.causes('c0'));
        }
        const commits = await readAll(tab);
        for (const id of [...commits.map((commit) => commit.id), 'c13']) {
          expect(ids(value(await index.causes(id)).chain)).toEqual(chainOf(commits, id));
          const below = value(await index.consequences(id));
          expect(new Set(ids(below))).toEqual(descendantsOf(commits, id));
          expect(below).toHaveLength(new Set(ids(below)).size);
          const correlated = commits.filter(({ correlation }) => correlation === id).map((commit) => commit.id);
          expect(ids(value(await index.correlated(id)))).toEqual(correlated);
        }
      }),
      { numRuns: 200 },
    );
  });
});
