import fc from 'fast-check';
import { expect } from 'vitest';
import type { Result } from '#kit/result.ts';
import type { Batch, Commit, EventLog, NewCommit, SubscribeFailure } from '#store/event-log.ts';
import { compareForMerge } from '#store/merge-order.ts';
import { sha256 } from '#store/sha256.ts';
import { type SuiteWords, vitestWords } from '../../support/suite-words.ts';
import { sampleCommit, sampleCommits, sampleEvent } from './sample-commits.ts';

/** One storage that any number of tabs open. */
export interface LogHarness {
  openTab(clock?: () => number): Promise<EventLog>;
  destroy(): Promise<void>;
}

/** What every log has to keep to, whatever it is stored in. The rules are those of `src/store/README.md`. */
export function describeLogContract(
  name: string,
  createHarness: () => Promise<LogHarness>,
  runs: { short: number },
  { describe, it, beforeEach, afterEach }: SuiteWords = vitestWords,
) {
  describe(`log contract: ${name}`, () => {
    let harness: LogHarness;
    let log: EventLog;

    beforeEach(async () => {
      harness = await createHarness();
      log = await harness.openTab();
    });
    afterEach(async () => {
      await harness.destroy();
    });

    describe('append', () => {
      it('[S1] answers a receipt for each commit, and reads them back whole', async () => {
        const commits = [
          sampleCommit('a'),
          sampleCommit('b', { stream: 'workspace', causation: 'a', correlation: 'a' }),
        ];
        const receipts = value(await log.append(commits));
        expect(receipts.map(({ commitId, position, sequence }) => [commitId, position, sequence])).toEqual([
          ['a', 1, 1],
          ['b', 2, 1],
        ]);
        expect(receipts.every(({ duplicate, mirrored }) => !duplicate && !mirrored)).toBe(true);
        const read = await readAll(log);
        expect(read.map(asNew)).toEqual(commits);
        expect(read.map(({ hash }) => hash)).toEqual(receipts.map(({ hash }) => hash));
        expect(read.map(({ device }) => device)).toEqual([log.device, log.device]);
      });

      it('[S1] writes all commits of a call or none', async () => {
        const refused = await log.append([sampleCommit('a'), sampleCommit('b', { expected: 7 })]);
        expect(failure(refused).code).toBe('Conflict');
        expect(await readAll(log)).toEqual([]);
        expect(value(await log.find('a'))).toBeNull();
      });

      it('[S1] an append of nothing is answered with nothing', async () => {
        expect(value(await log.append([]))).toEqual([]);
      });

      it('[S2] positions and sequences have no gaps and are the same in every tab and after reopening', async () => {
        const other = await harness.openTab();
        for (let i = 0; i < 12; i++) {
          const tab = i % 3 === 0 ? other : log;
          value(await tab.append([sampleCommit(`c${i}`, { stream: i % 2 === 0 ? 'plan/a' : 'plan/b' })]));
        }
        const here = await readAll(log);
        expect(here.map(({ position }) => position)).toEqual(here.map((_, i) => i + 1));
        for (const stream of ['plan/a', 'plan/b']) {
          const sequences = here.filter((commit) => commit.stream === stream).map(({ sequence }) => sequence);
          expect(sequences).toEqual(sequences.map((_, i) => i + 1));
        }
        expect(await readAll(other)).toEqual(here);
        const reopened = await harness.openTab();
        expect(await readAll(reopened)).toEqual(here);
        expect(value(await reopened.heads())).toEqual({
          position: 12,
          sequences: new Map([
            ['plan/a', 6],
            ['plan/b', 6],
          ]),
        });
      });

      it('[S3] expected: exact, exists, absent and any', async () => {
        const actual = async (expected: NewCommit['expected'], id: string) => {
          const outcome = await log.append([sampleCommit(id, expected === undefined ? {} : { expected })]);
          return outcome.ok ? 'ok' : outcome.error;
        };
        const conflict = (expected: NewCommit['expected'], at: number) => ({
          code: 'Conflict',
          params: { stream: 'plan/a', expected, actual: at },
          retry: 'now',
        });
        expect(await actual('exists', 'a')).toEqual(conflict('exists', 0));
        expect(await actual(1, 'a')).toEqual(conflict(1, 0));
        expect(await actual('absent', 'a')).toBe('ok');
        expect(await actual('absent', 'b')).toEqual(conflict('absent', 1));
        expect(await actual(0, 'b')).toEqual(conflict(0, 1));
        expect(await actual(1, 'b')).toBe('ok');
        expect(await actual('exists', 'c')).toBe('ok');
        expect(await actual('any', 'd')).toBe('ok');
        expect(await actual(undefined, 'e')).toBe('ok');
      });

      it('[S3] an expected sequence counts the commits before it in the same call', async () => {
        const receipts = value(
          await log.append([sampleCommit('a', { expected: 'absent' }), sampleCommit('b', { expected: 1 })]),
        );
        expect(receipts.map(({ sequence }) => sequence)).toEqual([1, 2]);
      });

      it('[S4] the same commit again answers its first receipt, whatever it expects, also after reopening', async () => {
        const [first] = value(await log.append([sampleCommit('a', { expected: 'absent' })]));
        const again = sampleCommit('a', { expected: 'absent', at: 1_763_800_999_999, zone: 'UTC' });
        for (const tab of [log, await harness.openTab()]) {
          expect(value(await tab.append([again]))).toEqual([{ ...first, duplicate: true }]);
          expect(value(await tab.find('a'))).toEqual({ ...first, duplicate: true });
        }
        expect(await readAll(log)).toHaveLength(1);
      });

      it('[S4] two calls with one id in the same moment write it once', async () => {
        const [first, second] = await Promise.all([log.append([sampleCommit('a')]), log.append([sampleCommit('a')])]);
        expect([value(first)[0]?.duplicate, value(second)[0]?.duplicate]).toEqual([false, true]);
        expect(value(second)[0]?.position).toBe(value(first)[0]?.position);
        expect(await readAll(log)).toHaveLength(1);
      });

      it('[S4] other content under a known id is refused, and names the commit that the log holds', async () => {
        const [receipt] = value(await log.append([sampleCommit('a')]));
        const reused = { code: 'CommitIdReused', params: { commitId: 'a', receipt: { ...receipt, duplicate: true } } };
        const otherEvents = sampleCommit('a', { events: [sampleEvent('TaskRemoved')] });
        expect(failure(await log.append([otherEvents]))).toMatchObject(reused);
        expect(failure(await log.append([sampleCommit('a', { stream: 'plan/b' })]))).toMatchObject(reused);
        const [first, second] = await Promise.all([
          log.append([sampleCommit('b')]),
          log.append([sampleCommit('b', { events: [sampleEvent('TaskRemoved')] })]),
        ]);
        expect(first.ok).toBe(true);
        expect(failure(second).code).toBe('CommitIdReused');
        const twice = [sampleCommit('c'), sampleCommit('c', { events: [sampleEvent('TaskRemoved')] })];
        expect(failure(await log.append(twice))).toMatchObject({ code: 'CommitIdReused', params: { receipt: null } });
      });

      it('[S4] a retry may bring new commits along with known ones', async () => {
        value(await log.append(sampleCommits(2, 'x')));
        const receipts = value(await log.append(sampleCommits(3, 'x')));
        expect(receipts.map(({ duplicate, sequence }) => [duplicate, sequence])).toEqual([
          [true, 1],
          [true, 2],
          [false, 3],
        ]);
      });

      it('[S5] calls in flight together keep their order, and a refused one leaves the others alone', async () => {
        const calls = Array.from({ length: 100 }, (_, i) =>
          log.append([sampleCommit(`c${i}`, { stream: `plan/${i % 7}`, ...(i % 10 === 9 ? { expected: 999 } : {}) })]),
        );
        const outcomes = await Promise.all(calls);
        expect(outcomes.filter((outcome) => !outcome.ok)).toHaveLength(10);
        const positions = outcomes.flatMap((outcome) =>
          outcome.ok ? outcome.value.map(({ position }) => position) : [],
        );
        expect(positions).toEqual(Array.from({ length: 90 }, (_, i) => i + 1));
        const stored = await readAll(log);
        expect(stored.map(({ id }) => id)).toEqual(
          Array.from({ length: 100 }, (_, i) => `c${i}`).filter((_, i) => i % 10 !== 9),
        );
      });

      it('[S5] a call of thousands of commits is one transaction', async () => {
        const receipts = value(await log.append(sampleCommits(3000, 'bulk')));
        expect(receipts.at(-1)).toMatchObject({ position: 3000, sequence: 3000 });
        expect(await readAll(await harness.openTab())).toHaveLength(3000);
      });

      it('[S5] a receipt names at least the durability that was asked for', async () => {
        const [relaxed] = value(await log.append([sampleCommit('a')]));
        expect(relaxed?.durability).toBe('relaxed');
        const [strict] = value(await log.append([sampleCommit('b')], { durability: 'strict' }));
        expect(strict?.durability).toBe('strict');
        const [hardened] = value(await log.append([sampleCommit('a')], { durability: 'strict' }));
        expect(hardened).toMatchObject({ durability: 'strict', duplicate: true, position: 1 });
      });

      it('[S6] two tabs that expect the same sequence: one wins, the other learns the actual one', async () => {
        const other = await harness.openTab();
        for (let round = 0; round < runs.short; round++) {
          const outcomes = await Promise.all(
            [log, other].map((tab, i) => tab.append([sampleCommit(`r${round}-${i}`, { expected: round })])),
          );
          const winners = outcomes.filter((outcome) => outcome.ok);
          expect(winners).toHaveLength(1);
          const [lost] = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.error]));
          expect(lost).toMatchObject({ code: 'Conflict', params: { expected: round, actual: round + 1 } });
        }
      });

      it('[S3] what another tab has been given a receipt for is seen by the next append, refused or not', async () => {
        const other = await harness.openTab();
        for (let round = 0; round < runs.short; round++) {
          const [tab, next] = round % 2 === 0 ? [log, other] : [other, log];
          const [receipt] = value(await tab.append([sampleCommit(`first-${round}`)]));
          const refused = failure(await next.append([sampleCommit('never', { expected: 'absent' })]));
          expect(refused).toMatchObject({ code: 'Conflict', params: { actual: receipt?.sequence } });
          value(await tab.append([sampleCommit(`second-${round}`)]));
          value(await next.append([sampleCommit(`third-${round}`, { expected: (receipt?.sequence ?? 0) + 1 })]));
        }
      });

      it('[S6] commits of several tabs that expect nothing are all written, once', async () => {
        const tabs = [log, await harness.openTab(), await harness.openTab()];
        const calls = tabs.flatMap((tab, t) =>
          Array.from({ length: runs.short }, (_, i) => tab.append([sampleCommit(`t${t}-${i}`)])),
        );
        const receipts = (await Promise.all(calls)).map((outcome) => value(outcome)[0]);
        const stored = await readAll(log);
        expect(stored).toHaveLength(tabs.length * runs.short);
        expect(new Set(stored.map(({ id }) => id)).size).toBe(stored.length);
        for (const receipt of receipts) {
          const commit = stored.find(({ id }) => id === receipt?.commitId);
          expect(commit).toMatchObject({
            position: receipt?.position,
            sequence: receipt?.sequence,
            hash: receipt?.hash,
          });
        }
      });

      it('[S6] the same derived commit from two tabs at once is written once', async () => {
        const other = await harness.openTab();
        for (let round = 0; round < runs.short; round++) {
          const commit = sampleCommit(`draft/a/${round}`);
          const receipts = await Promise.all([log.append([commit]), other.append([commit])]);
          expect(receipts.map((outcome) => value(outcome)[0]?.duplicate).sort()).toEqual([false, true]);
          expect(new Set(receipts.map((outcome) => value(outcome)[0]?.position)).size).toBe(1);
        }
        expect(await readAll(log)).toHaveLength(runs.short);
      });

      it('[S12] a commit is later than all that its log has seen, also when the clock goes back', async () => {
        const times = [5000, 9000, 9000, 1000, 0, 9001];
        let now = 0;
        const tab = await harness.openTab(() => now);
        for (const [i, time] of times.entries()) {
          now = time;
          value(await tab.append([sampleCommit(`c${i}`)]));
        }
        const hlcs = (await readAll(tab)).map(({ hlc }) => hlc);
        expect([...hlcs].sort()).toEqual(hlcs);
        expect(new Set(hlcs).size).toBe(hlcs.length);
      });

      it('[S12] on one device the merge order is the order of sequence', async () => {
        const other = await harness.openTab();
        for (let i = 0; i < 20; i++) value(await (i % 3 === 0 ? other : log).append([sampleCommit(`c${i}`)]));
        const stored = await readAll(log);
        expect([...stored].reverse().sort(compareForMerge)).toEqual(stored);
      });

      it('[S9] each feed is a chain: every commit names the hash of the one before it', async () => {
        for (const stream of ['plan/a', 'plan/b', 'plan/a', 'plan/a']) {
          const { position } = value(await log.heads());
          value(await log.append([sampleCommit(`c${position}`, { stream })]));
        }
        const chain = value(await log.readStream('plan/a'));
        expect(chain.map(({ index }) => index)).toEqual([0, 1, 2]);
        expect(chain.map(({ previous }) => previous)).toEqual(['', chain[0]?.hash, chain[1]?.hash]);
      });

      it('[S9] the same body twice has different hashes, so a digest cannot be guessed from', async () => {
        value(await log.append([sampleCommit('a', { stream: 'plan/a' }), sampleCommit('b', { stream: 'plan/b' })]));
        const [a, b] = await readAll(log);
        expect(a?.salt).not.toBe(b?.salt);
        expect(a?.hash).not.toBe(b?.hash);
      });

      it('[S18] what cannot be written as JSON is refused with the place, and nothing is written', async () => {
        const cases: readonly [object, string, string][] = [
          [{ title: '\ud800' }, '/events/0/title', 'surrogate'],
          [{ estimate: Number.NaN }, '/events/0/estimate', 'number'],
          [{ deep: [{ when: new Date(0) }] }, '/events/0/deep/0/when', 'type'],
          [{ 'a/b': { '~': 1n } }, '/events/0/a~1b/~0', 'type'],
        ];
        for (const [members, path, why] of cases) {
          const refused = await log.append([sampleCommit('a', { events: [sampleEvent('TaskAdded', members)] })]);
          expect(failure(refused)).toMatchObject({ code: 'CommitUnwritable', params: { commitId: 'a', path, why } });
        }
        for (const member of ['id', 'stream', 'correlation', 'causation']) {
          const refused = await log.append([sampleCommit('a', { [member]: 'half \ud800' })]);
          expect(failure(refused)).toMatchObject({ params: { path: `/${member}`, why: 'surrogate' } });
        }
        const empty = await log.append([sampleCommit('a', { events: [] })]);
        expect(failure(empty)).toMatchObject({ params: { path: '/events', why: 'empty' } });
        expect(await readAll(log)).toEqual([]);
      });

      it('[S1] what was handed in may be changed afterwards without changing the log', async () => {
        const event = { type: 'TaskAdded', v: 1, title: 'before' };
        const appending = log.append([sampleCommit('a', { events: [event] })]);
        event.title = 'after';
        value(await appending);
        expect((await readAll(log))[0]?.events[0]?.title).toBe('before');
      });

      it('[S16] any event type and version, and any text, comes back as it was', async () => {
        await fc.assert(
          fc.asyncProperty(fc.uuid(), fc.string(), fc.nat(), fc.jsonValue(), async (id, type, v, anything) => {
            const event = { type, v, anything: anything ?? null };
            value(await log.append([sampleCommit(id, { events: [event] })]));
            const [commit] = value(await log.readStream('plan/a', value(await log.heads()).position - 1));
            expect(JSON.stringify(commit?.events.map(sortKeys))).toBe(JSON.stringify([sortKeys(event)]));
          }),
          { numRuns: runs.short },
        );
      });
    });

    describe('read', () => {
      beforeEach(async () => {
        for (let i = 0; i < 30; i++) {
          const type = i % 3 === 0 ? 'TaskAdded' : 'TaskRemoved';
          value(await log.append([sampleCommit(`c${i}`, { stream: `plan/${i % 4}`, events: [sampleEvent(type)] })]));
        }
      });

      it('[S2] reads after a position, by streams and by event types', async () => {
        const ids = async (query: Parameters<EventLog['read']>[0]) => (await readAll(log, query)).map(({ id }) => id);
        const all = Array.from({ length: 30 }, (_, i) => i);
        const named = (numbers: readonly number[]) => numbers.map((i) => `c${i}`);
        expect(await ids({ after: 27 })).toEqual(['c27', 'c28', 'c29']);
        expect(await ids({ after: 30 })).toEqual([]);
        expect(await ids({ after: 99 })).toEqual([]);
        expect(await ids({ streams: ['plan/1'] })).toEqual(named(all.filter((i) => i % 4 === 1)));
        expect(await ids({ streams: ['plan/1', 'plan/3'], after: 10 })).toEqual(
          named(all.filter((i) => i >= 10 && i % 2 === 1)),
        );
        expect(await ids({ types: ['TaskAdded'] })).toEqual(named(all.filter((i) => i % 3 === 0)));
        expect(await ids({ types: ['Never'] })).toEqual([]);
        expect(await ids({ streams: [] })).toEqual([]);
        expect(await ids({ streams: ['plan/none'] })).toEqual([]);
      });

      it('[S30] reads by aggregate: by its type, by its id, by both, and with everything else that a query asks', async () => {
        const streams = [
          'workspace',
          'queue/mail/7',
          'queue/mail/8',
          'queue/7',
          'plan/7',
          'queue/mail/7/7',
          'queue/mailer/7',
        ];
        for (const stream of streams) value(await log.append([sampleCommit(stream, { stream })]));
        value(await log.append([sampleCommit('again', { stream: 'queue/mail/7', events: [sampleEvent('Other')] })]));
        const ids = async (query: Parameters<EventLog['read']>[0]) =>
          (await readAll(log, { after: 30, ...query })).map(({ id }) => id);
        expect(await ids({ aggregate: { type: 'queue/mail' } })).toEqual(['queue/mail/7', 'queue/mail/8', 'again']);
        expect(await ids({ aggregate: { type: 'queue/mail', id: '7' } })).toEqual(['queue/mail/7', 'again']);
        expect(await ids({ aggregate: { id: '8' } })).toEqual(['queue/mail/8']);
        expect(await ids({ aggregate: { id: '7' } })).toEqual([
          'queue/mail/7',
          'queue/7',
          'plan/7',
          'queue/mail/7/7',
          'queue/mailer/7',
          'again',
        ]);
        expect(await ids({ aggregate: { type: 'workspace' } })).toEqual(['workspace']);
        expect(await ids({ aggregate: { type: 'workspace', id: '' } })).toEqual(['workspace']);
        expect(await ids({ aggregate: { type: 'queue' } })).toEqual(['queue/7']);
        expect(await ids({ aggregate: { type: 'mail' } })).toEqual([]);
        expect(await ids({ aggregate: {} })).toEqual([...streams, 'again']);
        expect(await ids({ aggregate: { type: 'queue/mail' }, types: ['Other'] })).toEqual(['again']);
        expect(await ids({ aggregate: { type: 'queue/mail' }, streams: ['queue/mail/8', 'plan/7'] })).toEqual([
          'queue/mail/8',
        ]);
        expect(await ids({ aggregate: { type: 'queue/mail' }, after: 33 })).toEqual(['again']);
      });

      it('[S2] reads one stream after a sequence', async () => {
        expect(value(await log.readStream('plan/2', 5)).map(({ id }) => id)).toEqual(['c22', 'c26']);
        expect(value(await log.readStream('plan/none'))).toEqual([]);
      });

      it('[S2] a read ends at what was there when it began', async () => {
        const seen: string[] = [];
        for await (const batch of log.read()) {
          for (const { id } of value(batch)) seen.push(id);
          value(await log.append([sampleCommit(`late-${seen.length}`)]));
        }
        expect(seen).toHaveLength(30);
      });
    });

    describe('subscribe', () => {
      it('[S7] catches up, then lives, without hole or double', async () => {
        value(await log.append(sampleCommits(5, 'early')));
        const seen = collect(log);
        await seen.until(({ caughtUp }) => caughtUp);
        value(await log.append(sampleCommits(3, 'late')));
        await seen.until(() => seen.ids.length >= 8);
        expect(seen.ids).toEqual([...ids('early', 5), ...ids('late', 3)]);
        expect(seen.batches.map(({ caughtUp }) => caughtUp).indexOf(true)).toBe(0);
      });

      it(
        '[S7] at the seam nothing is lost or doubled, however appends and subscribing interleave',
        async () => {
          await fc.assert(
            fc.asyncProperty(
              fc.array(fc.record({ tab: fc.nat(1), count: fc.integer({ min: 1, max: 4 }) }), {
                minLength: 1,
                maxLength: 8,
              }),
              fc.nat(8),
              fc.nat(6),
              async (appends, subscribeAt, after) => {
                const own = await createHarness();
                try {
                  const tabs = [await own.openTab(), await own.openTab()];
                  const [first] = tabs;
                  if (first === undefined) throw new Error('no tab');
                  let seen: ReturnType<typeof collect> | undefined;
                  const open: Promise<unknown>[] = [];
                  for (const [i, { tab, count }] of appends.entries()) {
                    if (i === subscribeAt) seen = collect(first, { after });
                    const appending = tabs[tab]?.append(sampleCommits(count, `s${i}`));
                    if (i % 2 === 0) await appending;
                    else if (appending !== undefined) open.push(appending);
                  }
                  seen ??= collect(first, { after });
                  await Promise.all(open);
                  const all = await readAll(first);
                  await seen.until(() => (seen?.position() ?? 0) >= all.length);
                  expect(seen.ids).toEqual(all.filter(({ position }) => position > after).map(({ id }) => id));
                } finally {
                  await own.destroy();
                }
              },
            ),
            { numRuns: runs.short },
          );
        },
        campaignTimeoutMs,
      );

      it('[S7] what a read or a refused append has found first is delivered all the same', async () => {
        const other = await harness.openTab();
        const seen = collect(log);
        await seen.until(({ caughtUp }) => caughtUp);
        value(await other.append([sampleCommit('a')]));
        expect(await readAll(log)).toHaveLength(1);
        await seen.until(() => seen.ids.length >= 1);
        value(await other.append([sampleCommit('b')]));
        expect(failure(await log.append([{ ...sampleCommit('c'), expected: 1 }])).code).toBe('Conflict');
        await seen.until(() => seen.ids.length >= 2);
        expect(seen.ids).toEqual(['a', 'b']);
      });

      it('[S7] another tab’s commits arrive, and each subscription has its own position', async () => {
        const other = await harness.openTab();
        value(await log.append(sampleCommits(4, 'early')));
        const fromStart = collect(other);
        const fromTwo = collect(other, { after: 2 });
        await fromStart.until(({ caughtUp }) => caughtUp);
        value(await log.append(sampleCommits(2, 'late')));
        await fromStart.until(() => fromStart.ids.length >= 6);
        await fromTwo.until(() => fromTwo.ids.length >= 4);
        expect(fromStart.ids).toEqual([...ids('early', 4), ...ids('late', 2)]);
        expect(fromTwo.ids).toEqual(['early-2', 'early-3', ...ids('late', 2)]);
      });

      it('[S7] only what fits is delivered, and the position passes over the rest', async () => {
        const seen = collect(log, { streams: ['plan/b'], types: ['Wanted'] });
        await seen.until(({ caughtUp }) => caughtUp);
        value(await log.append([sampleCommit('a'), sampleCommit('b', { stream: 'plan/b' })]));
        value(
          await log.append([
            sampleCommit('c', { stream: 'plan/b', events: [sampleEvent('Other'), sampleEvent('Wanted')] }),
          ]),
        );
        value(await log.append([sampleCommit('d')]));
        await seen.until(() => seen.ids.length > 0);
        expect(seen.ids).toEqual(['c']);
        expect(seen.batches).toHaveLength(2);
      });

      it('[S30] a subscription to a type of aggregate gets those that are born later, here and in other tabs', async () => {
        const other = await harness.openTab();
        value(await log.append([sampleCommit('early', { stream: 'queue/mail/1' }), sampleCommit('not')]));
        const seen = collect(log, { aggregate: { type: 'queue/mail' } });
        await seen.until(({ caughtUp }) => caughtUp);
        value(await log.append([sampleCommit('born', { stream: 'queue/mail/2' }), sampleCommit('nor')]));
        value(await other.append([sampleCommit('elsewhere', { stream: 'queue/mail/3' })]));
        value(await other.append([sampleCommit('neither', { stream: 'queue/post/3' })]));
        value(await other.append([sampleCommit('again', { stream: 'queue/mail/2' })]));
        await seen.until(() => seen.ids.includes('again'));
        expect(seen.ids).toEqual(['early', 'born', 'elsewhere', 'again']);
      });

      it('[S7] a slow subscriber gets the next batch only when it is done with the last', async () => {
        let running = 0;
        let most = 0;
        const seen = collect(log, {}, async () => {
          running += 1;
          most = Math.max(most, running);
          await Promise.resolve();
          await Promise.resolve();
          running -= 1;
        });
        for (let i = 0; i < 20; i++) value(await log.append([sampleCommit(`c${i}`)]));
        await seen.until(() => seen.ids.length >= 20);
        expect(seen.ids).toEqual(Array.from({ length: 20 }, (_, i) => `c${i}`));
        expect(most).toBe(1);
      });

      it('[S7] a batch is never more than 2,000 commits, also where many streams come together', async () => {
        const streams = Array.from({ length: 30 }, (_, n) => `plan/${n}`);
        const commits = Array.from({ length: 4500 }, (_, i) => sampleCommit(`c${i}`, { stream: `plan/${i % 30}` }));
        value(await log.append(commits));
        const seen = collect(log, { streams });
        await seen.until(({ caughtUp }) => caughtUp);
        expect(seen.ids).toEqual(commits.map(({ id }) => id));
        expect(Math.max(...seen.batches.map((batch) => batch.commits.length))).toBe(2000);
        expect(seen.batches.filter(({ caughtUp }) => caughtUp)).toEqual([seen.batches.at(-1)]);
        expect(seen.position()).toBe(4500);

        const heard: number[] = [];
        const isHeard = new Promise<void>((settle) => {
          const impatient = log.subscribe({ streams }, (batch) => {
            heard.push(batch.position);
            impatient.stop();
            settle();
          });
        });
        await isHeard;
        await new Promise((settle) => setTimeout(settle));
        expect(heard).toEqual([2000]);
      });

      it('[S7] a stopped subscription hears nothing more', async () => {
        const seen = collect(log);
        await seen.until(({ caughtUp }) => caughtUp);
        seen.stop();
        value(await log.append([sampleCommit('a')]));
        expect(value(await log.heads()).position).toBe(1);
        expect(seen.ids).toEqual([]);
      });

      it('[S8] a subscriber that throws ends alone, and says at which position', async () => {
        const ended = new Promise<SubscribeFailure>((settle) => {
          log.subscribe({ onEnd: settle }, ({ commits }) => {
            if (commits.some(({ id }) => id === 'c3')) throw new Error('cannot take c3');
          });
        });
        const other = collect(log);
        for (let i = 0; i < 6; i++) value(await log.append([sampleCommit(`c${i}`)]));
        expect(await ended).toMatchObject({ code: 'SubscriberThrew', params: { reason: 'cannot take c3' } });
        await other.until(() => other.ids.length >= 6);
        expect(other.ids).toHaveLength(6);
      });

      it('[S7] onAppend tells the newest position, of own commits and of other tabs’', async () => {
        const heads: number[] = [];
        const stop = log.onAppend((head) => heads.push(head));
        value(await log.append(sampleCommits(2, 'own')));
        // Listeners hear of it once the writer has; a catch-up is later than both.
        value(await log.wake());
        expect(heads).toEqual([2]);
        const other = await harness.openTab();
        value(await other.append([sampleCommit('other')]));
        value(await log.wake());
        expect(heads.at(-1)).toBe(3);
        stop();
        value(await log.append([sampleCommit('last')]));
        expect(heads.at(-1)).toBe(3);
      });
    });

    describe('blobs', () => {
      const bytes = new Uint8Array(150_000).map((_, i) => (i * 7919) % 251);

      it('[S10] keeps bytes of any length under their SHA-256', async () => {
        for (const part of [bytes, bytes.subarray(5, 65_541), new Uint8Array(0), bytes.subarray(0, 65_536)]) {
          const reference = value(await log.putBlob(part, { mediaType: 'text/plain', name: 'notes.txt' }));
          expect(reference).toEqual({
            hash: await sha256(part),
            mediaType: 'text/plain',
            name: 'notes.txt',
            size: part.length,
          });
          const kept = value(await (await harness.openTab()).getBlob(reference.hash));
          expect(await sha256(kept)).toBe(reference.hash);
        }
      });

      it('[S10] writes blobs with the commit that needs them, and counts who refers to them', async () => {
        const blob = { hash: await sha256(bytes), mediaType: 'text/plain', size: bytes.length, bytes };
        value(await log.append([sampleCommit('a', { blobs: [blob] })]));
        const { bytes: _, ...reference } = blob;
        value(
          await log.append([
            sampleCommit('b', { blobs: [reference] }),
            sampleCommit('c', { stream: 'plan/b', blobs: [reference] }),
          ]),
        );
        expect(value(await log.getBlob(blob.hash))).toEqual(bytes);
        expect((await readAll(log)).map(({ blobs }) => blobs)).toEqual([[reference], [reference], [reference]]);
        expect(value(await (await harness.openTab()).blobReferences(blob.hash))).toEqual(
          new Map([
            ['plan/a', 2],
            ['plan/b', 1],
          ]),
        );
      });

      it('[S10] refuses a reference to bytes that nobody has, and bytes under a wrong hash or size', async () => {
        const reference = { hash: await sha256(bytes), mediaType: 'text/plain', size: bytes.length };
        const append = async (blob: object) =>
          failure(await log.append([sampleCommit('a', { blobs: [{ ...reference, ...blob }] })]));
        expect(await append({})).toMatchObject({ code: 'BlobMissing', params: { hash: reference.hash } });
        expect(await append({ bytes: bytes.subarray(1) })).toMatchObject({ code: 'BlobDamaged' });
        expect(await append({ bytes, size: 3 })).toMatchObject({ code: 'BlobDamaged' });
        expect(failure(await log.getBlob(reference.hash))).toMatchObject({ code: 'BlobMissing' });
        expect(await readAll(log)).toEqual([]);
      });
    });

    describe('snapshots', () => {
      const snapshot = {
        stream: 'plan/a',
        fold: 'f1',
        sequence: 2,
        position: 2,
        commitId: 'x-1',
        json: '{"tasks":[]}',
      };

      it('[S11] answers the newest snapshot of that fold, also in another tab', async () => {
        value(await log.append(sampleCommits(3, 'x')));
        value(await log.putSnapshot(snapshot));
        value(await log.putSnapshot({ ...snapshot, sequence: 3, position: 3, commitId: 'x-2', json: '{"tasks":[1]}' }));
        const other = await harness.openTab();
        expect(value(await other.getSnapshot('plan/a', 'f1'))).toMatchObject({ sequence: 3, json: '{"tasks":[1]}' });
        expect(value(await other.getSnapshot('plan/a', 'f2'))).toBeNull();
        expect(value(await other.getSnapshot('plan/b', 'f1'))).toBeNull();
      });

      it('[S11] ignores a snapshot whose last commit is not at its sequence here', async () => {
        value(await log.append(sampleCommits(3, 'x')));
        for (const stale of [{ commitId: 'gone' }, { sequence: 3 }]) {
          value(await log.putSnapshot({ ...snapshot, ...stale }));
          expect(value(await log.getSnapshot('plan/a', 'f1'))).toBeNull();
        }
      });
    });

    describe('close', () => {
      it('[S18] settles every call, before and after', async () => {
        const inFlight = Array.from({ length: 20 }, (_, i) => log.append([sampleCommit(`c${i}`)]));
        const ended = new Promise<SubscribeFailure>((settle) => log.subscribe({ onEnd: settle }, () => {}));
        const closing = log.close();
        const outcomes = await Promise.all(inFlight);
        await closing;
        for (const outcome of outcomes) if (!outcome.ok) expect(outcome.error.code).toBe('LogClosed');
        expect((await ended).code).toBe('LogClosed');
        expect(failure(await log.append([sampleCommit('late')])).code).toBe('LogClosed');
        expect(failure(await log.heads()).code).toBe('LogClosed');
        expect(failure(await log.wake()).code).toBe('LogClosed');
        expect(failure(await log.readStream('plan/a')).code).toBe('LogClosed');
        expect(
          failure(await log.putSnapshot({ stream: 's', fold: 'f', sequence: 1, position: 1, commitId: 'c', json: '' }))
            .code,
        ).toBe('LogClosed');
        expect(failure(await log.putBlob(new Uint8Array(1), { mediaType: 'a/b' })).code).toBe('LogClosed');
        const stored = await readAll(await harness.openTab());
        expect(stored.map(({ id }) => id)).toEqual(
          outcomes.flatMap((outcome) => (outcome.ok ? outcome.value.map(({ commitId }) => commitId) : [])),
        );
      });
    });
  });
}

/** Many logs opened and closed: for a machine that is busy with other things. */
const campaignTimeoutMs = 60_000;

export function value<T, E>(result: Result<T, E>): T {
  if (!result.ok) throw new Error(`Expected a value, got ${JSON.stringify(result.error)}`);
  return result.value;
}

export function failure<T, E>(result: Result<T, E>): E {
  if (result.ok) throw new Error(`Expected a failure, got ${JSON.stringify(result.value)?.slice(0, 200)}`);
  return result.error;
}

export async function readAll(log: EventLog, query?: Parameters<EventLog['read']>[0]): Promise<readonly Commit[]> {
  const commits: Commit[] = [];
  for await (const batch of log.read(query)) commits.push(...value(batch));
  return commits;
}

/** Subscribes and keeps what comes; `until` settles when a batch, past or next, makes the condition true. */
function collect(log: EventLog, query: Parameters<EventLog['subscribe']>[0] = {}, slow?: () => Promise<void>) {
  const batches: Batch[] = [];
  const seenIds: string[] = [];
  let check: () => void = () => {};
  const subscription = log.subscribe(query, async (batch) => {
    await slow?.();
    batches.push(batch);
    for (const { id } of batch.commits) seenIds.push(id);
    check();
  });
  return {
    batches,
    ids: seenIds,
    // A batch's own position: that of the subscription moves only when its subscriber is done.
    position: () => batches.at(-1)?.position ?? 0,
    stop: subscription.stop,
    until: (holds: (batch: Batch) => boolean) =>
      new Promise<void>((settle) => {
        check = () => {
          if (batches.some(holds)) settle();
        };
        check();
      }),
  };
}

function ids(prefix: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `${prefix}-${i}`);
}

function asNew(commit: Commit): NewCommit {
  const { id, stream, at, zone, locale, actor, correlation, causation, events } = commit;
  return { id, stream, at, zone, locale, actor, correlation, causation, events };
}

function sortKeys(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(sortKeys);
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(
    Object.entries(json)
      .map(([key, member]) => [key, sortKeys(member)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
