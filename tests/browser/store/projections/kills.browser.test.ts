import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDexieLog } from '#store/dexie-log.ts';
import type { EventLog } from '#store/event-log.ts';
import { readProjection, readProjections } from '#store/projections/read-projections.ts';
import { value } from '../../../contract/log/log-contract.ts';
import { sampleCommits } from '../../../contract/log/sample-commits.ts';
import { seededRandom } from '../../../support/random.ts';
import { type Counting, counting, link } from './counting.ts';
import type { Order, Said } from './projecting.worker.ts';

const kills = 20;

describe('a worker that is ended in the middle of it', () => {
  let logName: string;
  let log: EventLog;
  let commits = 0;

  beforeEach(async () => {
    logName = `projections-${crypto.randomUUID()}`;
    commits = 0;
    log = value(
      await openDexieLog({ name: logName, now: () => Date.now(), random: (bytes) => crypto.getRandomValues(bytes) }),
    );
  });
  afterEach(async () => {
    await log.close();
    await Dexie.delete(logName);
  });

  it(`[J2] repeats nothing and misses nothing in ${kills} kills, on the disk, with rebuilds among them`, async () => {
    const random = seededRandom(20_261_122);
    let midway = 0;
    for (let i = 0; i < kills; i++) {
      const worker = begin({ logName, rebuilds: random() < 0.4 });
      const isStarted = heard(worker, 'started');
      if (random() < 0.8) await isStarted;
      // At any of its rows rather than at some time: a quick machine is not done before the blow, nor a slow one still opening.
      await append(1 + Math.floor(random() * 6));
      await pause(random() * 25);
      worker.terminate();
      const kept = await check();
      if (kept < commits) midway += 1;
    }
    expect(midway).toBeGreaterThan(kills / 2);
    console.log(`${midway} of ${kills} kills came while there was something to take.`);

    const last = begin({ logName, rebuilds: true });
    await heard(last, 'rebuilt');
    while ((await check()) < commits) await pause(20);
    last.terminate();
    expect(value(await readProjections(log))).toMatchObject([{ name: 'counting', next: null, parked: [] }]);
  }, 120_000);

  it('[J6] the old one is read for as long as a build takes, and another realm goes on with it', async () => {
    await append(400);
    const first = begin({ logName, rebuilds: false });
    while ((await check()) < commits) await pause(20);
    first.terminate();
    const before = await state();

    const interrupted = begin({ logName, rebuilds: true });
    while ((await builtTo()) === 0) await pause(5);
    interrupted.terminate();
    const reached = await builtTo();
    expect(await state()).toEqual(before);

    // Nobody asks it to: what was begun goes on.
    const next = begin({ logName, rebuilds: false });
    for (let built = await builtTo(); built !== 0; built = await builtTo()) {
      expect(built).toBeGreaterThanOrEqual(reached);
      await pause(1);
    }
    next.terminate();
    expect(await state()).toEqual(before);
    expect(value(await readProjections(log))[0]?.place?.built?.position).toBe(commits);
  }, 60_000);

  function begin(order: Order): Worker {
    const worker = new Worker(new URL('./projecting.worker.ts', import.meta.url), { type: 'module' });
    worker.postMessage(order);
    return worker;
  }

  /** So many rows of a hundred commits. */
  async function append(rows: number): Promise<void> {
    for (let row = 0; row < rows; row++) {
      value(await log.append(sampleCommits(100, `c${commits}`, { events: [{ type: 'Counted', v: 1 }] })));
      commits += 100;
    }
  }

  /** How far is kept, after holding it against what the commits up to there give. */
  async function check(): Promise<number> {
    const kept = value(await readProjection(log, counting));
    if (kept === null) return 0;
    let chain = 0;
    for (let position = 1; position <= kept.position; position++) chain = link(chain, position);
    const wanted: Counting = { position: kept.position, commits: kept.position, faults: 0, chain };
    expect(kept.state).toEqual(wanted);
    return kept.position;
  }

  async function state(): Promise<Counting | undefined> {
    return value(await readProjection(log, counting))?.state;
  }

  async function builtTo(): Promise<number> {
    return value(await readProjections(log))[0]?.next?.position ?? 0;
  }
});

function heard<Type extends Said['type']>(worker: Worker, type: Type): Promise<Said & { readonly type: Type }> {
  return new Promise((settle) => {
    worker.addEventListener('message', ({ data }: MessageEvent<Said>) => {
      if (data.type === type) settle(data as Said & { readonly type: Type });
    });
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((settle) => setTimeout(settle, ms));
}
