import { setTimeout as delay } from 'node:timers/promises';
import { seededRandom } from '../support/random.ts';
import { type Backend, backendOf, createBrowser, type Kill } from './browser.ts';
import { codeOf } from './damage.ts';
import { createOracle, type Finding } from './oracle.ts';
import type { Answer, Beside, Inspection, Opened, Settled, StoreName, Told } from './protocol.ts';
import { planCall, type Workload } from './workload.ts';

export interface SeriesOptions {
  readonly profile: string;
  readonly backend: Backend;
  readonly url: string;
  readonly store: StoreName;
  readonly workload: Workload;
  readonly kills: readonly Kill[];
  readonly onKill?: (killed: Killed) => void;
}

/** What is to be under way when the blow falls, besides some call. */
export type During = 'append' | 'import' | Beside;

/** One kill, and what was found when the store was opened again. */
export interface Killed {
  readonly kill: Kill;
  readonly backend: Backend;
  /** Calls answered since the kill before. */
  readonly acknowledged: number;
  /** Calls that were made, and whose answer never came. */
  readonly inFlight: number;
  /** What else was under way. */
  readonly hit: readonly During[];
  /** Of those in flight, and of those that nobody had heard of, the ones that turned out to be written. */
  readonly written: number;
  readonly missing: number;
  /** Commits that were acknowledged, and that the witness had not yet seen; null where there is no witness. */
  readonly unwitnessed: number | null;
  /** How long before the blow the witness had last looked, if it had not seen all of them. */
  readonly unwitnessedMs: number;
  readonly openMs: number;
  /** The browser had dropped the database (see `renew-file.ts`), the log said so, and its copy was put back. */
  readonly isRestored: boolean;
  readonly commits: number;
  readonly segments: number;
  readonly findings: readonly Finding[];
}

export interface SeriesReport {
  readonly backend: Backend;
  readonly killed: readonly Killed[];
  /** What was found before the first kill, and after every call of unknown fate had been made again. */
  readonly findings: readonly Finding[];
}

/** Calls in flight at any time. */
const lanes = 6;

/**
 * Writes, kills, opens again, looks at everything, makes what is of unknown fate again, writes on, and so forth; to the
 * last kill, or the first after which something is found.
 */
export async function runSeries(options: SeriesOptions): Promise<SeriesReport> {
  const { profile, url, workload, store } = options;
  const random = seededRandom(workload.seed);
  const oracle = createOracle(workload);
  const besides = new Set<Beside>();
  let onTold = () => {};
  const browser = createBrowser({
    profile,
    backend: options.backend,
    url,
    onTold(told) {
      hear(told);
      onTold();
    },
  });

  function hear(told: Told): void {
    if (told.type !== 'beside') oracle.hear(told);
    else if (told.isUnderWay) besides.add(told.what);
    else besides.delete(told.what);
  }

  async function open(): Promise<{
    readonly opened: Opened | null;
    readonly isRestored: boolean;
    readonly findings: readonly Finding[];
  }> {
    await browser.start();
    let opened = await askToOpen();
    // What was acknowledged has to be there even so.
    const isRestored = !opened.ok && codeOf(opened.failure) === 'LogLost';
    if (isRestored) {
      await demand(browser.ask({ type: 'restore', name: 'crash', code: 'LogLost' }));
      await browser.kill('worker');
      await browser.start();
      opened = await askToOpen();
    }
    if (!opened.ok) return { opened: null, isRestored, findings: [unreadable(opened.failure)] };
    // What a projection had kept is held against the log as it is now.
    const findings = await look();
    return { opened: opened.value, isRestored, findings: [...findings, ...oracle.checkLedger(opened.value.ledger)] };
  }

  const askToOpen = () => browser.ask<Opened>({ type: 'open', name: 'crash', store, workload });

  let looked = 0;
  async function look(): Promise<readonly Finding[]> {
    const seen = await browser.ask<Inspection>({ type: 'inspect', blobsAfter: looked });
    if (!seen.ok) return [unreadable(seen.failure)];
    looked = seen.value.commits.length;
    const faults = await demand(browser.ask<readonly string[]>({ type: 'verify' }));
    const own = faults.map((detail): Finding => ({ kind: 'verify', detail }));
    return [...oracle.takeFindings(), ...oracle.check(seen.value), ...own];
  }

  const isImport = (call: number) => planCall(workload, call).by === 'import';
  const underWay = (): readonly During[] => {
    const calls = oracle.inFlight();
    if (calls.length === 0) return [];
    return ['append', ...(calls.some(isImport) ? (['import'] as const) : []), ...besides];
  };

  /** Until so many more calls have been answered, and another is under way, and what else is asked for. */
  function comesTo(count: number, during: During): Promise<void> {
    const enough = oracle.acknowledged + count;
    return new Promise((settle, fail) => {
      const timer = setTimeout(() => fail(new Error(`The writer has stopped, or there is no ${during}.`)), 60_000);
      onTold = () => {
        if (oracle.acknowledged < enough || !underWay().includes(during)) return;
        clearTimeout(timer);
        onTold = () => {};
        settle();
      };
    });
  }

  /** Again what is of unknown fate, which a client that lost its worker does first. */
  const again = () => [...oracle.fates().written, ...oracle.fates().missing];

  async function writeAll(upTo: number): Promise<void> {
    await demand(browser.ask({ type: 'finish', again: again(), from: oracle.next(), upTo, lanes }));
  }

  /** The mirror and the projection, when nothing is left to be done for them. */
  async function lookOutside(): Promise<readonly Finding[]> {
    if (store !== 'log') return [];
    const { mirror, ledger } = await demand(browser.ask<Settled>({ type: 'settle' }));
    return [...oracle.checkMirror(mirror), ...oracle.checkLedger(ledger)];
  }

  async function killOnce(kill: Kill, backend: Backend): Promise<Killed> {
    const answered = oracle.acknowledged;
    const during = store === 'log' ? chooseDuring(random) : 'append';
    const beside = during === 'seal' || during === 'rebuild' ? during : null;
    await demand(browser.ask({ type: 'write', again: again(), from: oracle.next(), lanes, beside }));
    await comesTo(Math.floor(random() * 60), during);
    await delay(random() * (beside === null ? 8 : 3));
    const hit = underWay();
    const at = Date.now();
    await browser.kill(kill);
    const inFlight = oracle.inFlight().length;
    besides.clear();
    const { opened, isRestored, findings } = await open();
    const witness = opened?.witness ?? null;
    const unseen = witness === null ? null : Math.max(0, oracle.newestAcknowledged() - witness.position);
    return {
      kill,
      backend,
      acknowledged: oracle.acknowledged - answered,
      inFlight,
      hit,
      written: oracle.fates().written.length,
      missing: oracle.fates().missing.length,
      unwitnessed: unseen,
      unwitnessedMs: witness === null || unseen === 0 ? 0 : at - witness.at,
      openMs: opened?.ms ?? Number.NaN,
      isRestored,
      commits: looked,
      segments: opened?.segments ?? 0,
      findings,
    };
  }

  try {
    const first = await open();
    await writeAll(workload.bulkCalls);
    const before = [...first.findings, ...(await look()), ...(await lookOutside())];
    const backend = backendOf(profile);
    if (backend === undefined) throw new Error(`There is no IndexedDB in ${profile}.`);

    const killed: Killed[] = [];
    for (const kill of options.kills) {
      const one = await killOnce(kill, backend);
      killed.push(one);
      options.onKill?.(one);
      if (one.findings.length > 0) return { backend, killed, findings: before };
    }
    await writeAll(oracle.next());
    const after = [...(await look()), ...(await lookOutside())];
    const unsettled = again().map((call): Finding => ({ kind: 'lost', detail: `call ${call} was made again in vain` }));
    return { backend, killed, findings: [...before, ...after, ...unsettled] };
  } finally {
    await browser.close();
  }
}

function chooseDuring(random: () => number): During {
  const all: readonly During[] = ['append', 'append', 'import', 'seal', 'rebuild'];
  return all[Math.floor(random() * all.length)] ?? 'append';
}

function unreadable(failure: unknown): Finding {
  return { kind: 'unreadable', detail: JSON.stringify(failure) };
}

async function demand<T>(asked: Promise<Answer<T>>): Promise<T> {
  const answer = await asked;
  if (!answer.ok) throw new Error(`The harness failed: ${JSON.stringify(answer.failure)}`);
  return answer.value;
}
