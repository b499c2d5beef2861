import { describe, expect, it } from 'vitest';
import { err, type Result } from '#kit/result.ts';
import type { WriteFailure } from '#store/event-log.ts';
import { createMemoryRows } from '#store/memory-rows.ts';
import type { RowStore } from '#store/row-store.ts';
import { readAll, value } from '../contract/log/log-contract.ts';
import { campaign, countUp, printCounts } from '../support/campaign.ts';
import { seededRandom } from '../support/random.ts';
import { atOnce, type Desk, dailyWork, foreignFile, openTab, type Piece, sealingWork } from './work.ts';

/** How the n-th call of the storage goes wrong. */
interface Fault {
  readonly failure: WriteFailure;
  /** What was asked for is done all the same; only the answer is lost. */
  readonly isDone: boolean;
  readonly onlyWrites: boolean;
}

const faults: ReadonlyMap<string, Fault> = new Map([
  ['no room', { failure: { code: 'QuotaExceeded', params: {}, retry: 'later' }, isDone: false, onlyWrites: true }],
  ['an error', { failure: unavailable('UnknownError'), isDone: false, onlyWrites: false }],
  ['a lost answer', { failure: unavailable('AbortError'), isDone: true, onlyWrites: false }],
  [
    'newer code',
    { failure: { code: 'LogClosed', params: { why: 'upgrade' }, retry: 'never' }, isDone: false, onlyWrites: false },
  ],
  [
    'a moved fence',
    {
      failure: { code: 'FenceMoved', params: { schema: 9, supported: 2 }, retry: 'never' },
      isDone: false,
      onlyWrites: false,
    },
  ],
]);

const { seed, isWhole } = campaign(0);
/** In `npm test` each call fails with an error, and one in so many in the other ways, others by another seed. */
const strideOf = (name: string, { onlyWrites }: Fault) => (isWhole || name === 'an error' ? 1 : onlyWrites ? 3 : 9);
const random = seededRandom(seed);

describe.each([
  ['daily work', dailyWork(await foreignFile())],
  ['sealing', sealingWork()],
])('a fault at every storage call in turn: %s', (_, pieces) => {
  it.each([...faults])(`[S18] %s, seed ${seed}`, { timeout: 600_000 }, async (name, fault) => {
    const sound = await doWork(pieces, createMemoryRows('a'.repeat(32)));
    const counts = new Map<string, number>();
    const stride = strideOf(name, fault);
    const first = Math.floor(random() * stride);
    for (let n = first; ; n += stride) {
      const rows = createMemoryRows('a'.repeat(32));
      const { store, hit } = failingAt(rows, n, fault);
      const answers = await doWork(pieces, store, { rows, fault, name: `${name} at call ${n}` });
      if (hit() === undefined) break;
      countUp(counts, hit() ?? '');
      expect(answers, `${name} at call ${n}, ${hit()}`).toEqual(sound);
      await expectWhole(rows, sound);
    }
    printCounts(`${name}: storage calls that failed`, counts);
    expect(counts.size).toBeGreaterThan(0);
  });
});

/** What each piece of work came to, without what differs from one run to the next. */
async function doWork(
  pieces: readonly Piece[],
  store: RowStore,
  trial?: { readonly rows: RowStore; readonly fault: Fault; readonly name: string },
): Promise<readonly string[]> {
  const desk: Desk = { rows: store, tabs: [] };
  const answers: string[] = [];
  for (const piece of pieces) {
    const before = trial && (await idsIn(trial.rows));
    const answer = await inTime(piece.run(desk));
    if (answer.ok) {
      answers.push(`${piece.name}: ${plain(answer.value)}`);
      continue;
    }
    if (trial === undefined) throw new Error(`${piece.name}: ${JSON.stringify(answer)}`);
    const at = `${trial.name}: ${piece.name}`;
    expect(answer.error.code, at).toBe(trial.fault.failure.code);
    const after = await idsIn(trial.rows);
    // Of calls that leave together one may be refused; each is whole or absent, which the end of the run shows.
    if (!trial.fault.isDone && piece.name !== 'append at once') expect(after, at).toEqual(before);
    const again = await inTime(piece.run(desk));
    answers.push(`${piece.name}: ${plain(value(again))}`);
  }
  return answers;
}

/** After all of it the storage holds everything that was acknowledged, and nothing is wrong with it. */
async function expectWhole(rows: RowStore, sound: readonly string[]): Promise<void> {
  const log = value(await openTab(rows));
  expect(value(await log.verify()).findings).toEqual([]);
  const ids = (await readAll(log)).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(sound.filter((answer) => answer.startsWith('read')).some((answer) => answer.includes(plain(ids)))).toBe(true);
}

async function idsIn(rows: RowStore): Promise<readonly string[]> {
  const opened = await openTab(rows);
  return opened.ok ? (await readAll(opened.value)).map(({ id }) => id) : [];
}

function failingAt(rows: RowStore, n: number, { failure, isDone, onlyWrites }: Fault) {
  let calls = 0;
  let hit: string | undefined;
  const store = new Proxy(rows, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      const counts = typeof member === 'function' && name !== 'close' && (!onlyWrites || writes.has(String(name)));
      if (!counts) return member;
      return async (...given: readonly unknown[]): Promise<Result<unknown, unknown>> => {
        const isHit = calls++ === n;
        if (isHit) hit = String(name);
        if (isHit && !isDone) return err(failure);
        const answer: Result<unknown, unknown> = await member.apply(target, given);
        return isHit ? err(failure) : answer;
      };
    },
  });
  return { store, hit: () => hit };
}

const writes = new Set([
  'write',
  'putBodies',
  'seal',
  'sweepBodies',
  'flush',
  'putBlob',
  'putSnapshot',
  'writeDerived',
  'claimEpoch',
]);

/** Hashes, clocks and whether it was a repetition are another matter in each run. */
function plain(result: unknown): string {
  const others = new Set(['hash', 'hlc', 'salt', 'device', 'duplicate', 'durability', 'digest']);
  return JSON.stringify(result, (key, member: unknown) => {
    if (others.has(key)) return undefined;
    if (typeof member === 'string' && atOnce.includes(member)) return 'one of those at once';
    return member instanceof Map ? [...member] : member;
  });
}

function unavailable(reason: string): WriteFailure {
  return { code: 'LogUnavailable', params: { reason }, retry: 'later' };
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error('it never settles')), 60_000);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
