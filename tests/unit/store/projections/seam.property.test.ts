import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Announcer } from '#store/announce.ts';
import { openChecksum } from '#store/checksum.ts';
import type { Batch, EventLog } from '#store/event-log.ts';
import { createMemoryRows } from '#store/memory-rows.ts';
import { openStoredLog } from '#store/stored-log.ts';
import { openVolatileLog } from '#store/volatile-log.ts';
import { value } from '../../../contract/log/log-contract.ts';
import { sampleCommit, sampleCommits } from '../../../contract/log/sample-commits.ts';
import { turn } from '../../../support/projections/realm.ts';

const runs = 1000;
// For a machine that is busy with other things.
const campaignTimeoutMs = 120_000;

/** A commit, and how many turns of the microtask queue it is after the one before. */
const arrival = fc.record({
  by: fc.constantFrom<'here' | 'there'>('here', 'there'),
  stream: fc.constantFrom('plan/a', 'plan/b'),
  size: fc.integer({ min: 1, max: 3 }),
  after: fc.integer({ min: 0, max: 25 }),
});

describe('[S7] the seam between catching up and living', () => {
  it(
    `has no hole and no double, whenever commits arrive (${runs} runs)`,
    async () => {
      const checksum = await openChecksum();
      let atSeam = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.array(arrival, { minLength: 1, maxLength: 12 }),
          fc.integer({ min: 0, max: 4 }),
          fc.integer({ min: 0, max: 12 }),
          fc.integer({ min: 0, max: 8 }),
          async (arrivals, early, slowness, joinsAt) => {
            const [here, there] = await openTabs(checksum);
            if (early > 0) value(await here.append(sampleCommits(early, 'early')));
            const all = collect(here, {}, slowness);
            const ofStream = collect(there, { streams: ['plan/b'] }, 0);
            const appended: Promise<unknown>[] = [];
            let joined: Collected | null = null;
            for (const [i, { by, stream, size, after }] of arrivals.entries()) {
              for (let tick = 0; tick < after; tick++) await Promise.resolve();
              if (i === joinsAt) joined = collect(by === 'here' ? there : here, { after: early }, slowness);
              if (!all.batches.some(({ caughtUp }) => caughtUp)) atSeam += 1;
              appended.push((by === 'here' ? here : there).append(sampleCommits(size, `c${i}`, { stream })));
            }
            await Promise.all(appended);
            for (const log of [here, there]) value(await log.wake());
            const order: { readonly id: string; readonly stream: string }[] = [];
            for await (const batch of here.read()) order.push(...value(batch));
            const ids = order.map(({ id }) => id);
            const wanted = order.filter(({ stream }) => stream === 'plan/b').map(({ id }) => id);
            while (all.ids.length < ids.length || ofStream.ids.length < wanted.length) await turn();
            while (joined !== null && joined.ids.length < ids.length - early) await turn();
            await turn();
            expect(all.ids).toEqual(ids);
            expect(ofStream.ids).toEqual(wanted);
            if (joined !== null) expect(joined.ids).toEqual(ids.slice(early));
            await Promise.all([here.close(), there.close()]);
          },
        ),
        { numRuns: runs },
      );
      // Commits that all came after the catch-up would show nothing of the seam.
      expect(atSeam).toBeGreaterThan(runs / 4);
    },
    campaignTimeoutMs,
  );
});

describe('[J8] a slow subscriber', () => {
  it(
    'has one batch at a time, of bounded size, however much is written meanwhile (100,000 commits)',
    async () => {
      const log = value(await openVolatileLog({ now: () => 1, random: (bytes) => crypto.getRandomValues(bytes) }));
      const events = [{ type: 'Counted', v: 1 }];
      let inFlight = 0;
      let mostInFlight = 0;
      let largest = 0;
      let received = 0;
      log.subscribe({}, async ({ commits }) => {
        inFlight += 1;
        mostInFlight = Math.max(mostInFlight, inFlight);
        largest = Math.max(largest, commits.length);
        await turn();
        await turn();
        received += commits.length;
        inFlight -= 1;
      });
      // One row of 30,000 among them: a batch is bounded even so.
      for (const size of [20_000, 30_000, ...Array.from({ length: 50 }, () => 1000)])
        value(
          await log.append(
            Array.from({ length: size }, (_, i) =>
              sampleCommit(`${received}-${size}-${i}-${Math.random()}`, { events }),
            ),
          ),
        );
      const behind = 100_000 - received;
      while (received < 100_000) await turn();
      expect({ mostInFlight, largest: largest <= 2000 }).toEqual({ mostInFlight: 1, largest: true });
      // It was slow indeed: most was written before it came to read it.
      expect(behind).toBeGreaterThan(10_000);
      await log.close();
    },
    campaignTimeoutMs,
  );
});

interface Collected {
  readonly ids: string[];
  readonly batches: Batch[];
}

function collect(log: EventLog, query: Parameters<EventLog['subscribe']>[0], slowness: number): Collected {
  const ids: string[] = [];
  const batches: Batch[] = [];
  log.subscribe(query, async (batch) => {
    for (let tick = 0; tick < slowness; tick++) await Promise.resolve();
    batches.push(batch);
    ids.push(...batch.commits.map(({ id }) => id));
  });
  return { ids, batches };
}

/** Two tabs of one storage, that hear each other a little later. */
async function openTabs(checksum: Awaited<ReturnType<typeof openChecksum>>): Promise<readonly [EventLog, EventLog]> {
  const rows = createMemoryRows(`device-${crypto.randomUUID()}`);
  const listeners: ((head: number) => void)[] = [];
  const open = async () => {
    let own: (head: number) => void = () => {};
    const announcer: Announcer = {
      announce: (head) => {
        for (const listener of listeners) if (listener !== own) queueMicrotask(() => listener(head));
      },
      onHead(listener) {
        own = listener;
        listeners.push(listener);
      },
      close: () => void listeners.splice(listeners.indexOf(own), 1),
    };
    return value(
      await openStoredLog(rows, {
        now: () => 1,
        random: (bytes) => crypto.getRandomValues(bytes),
        announcer,
        checksum,
      }),
    );
  };
  return [await open(), await open()];
}
