import { setTimeout as delay } from 'node:timers/promises';
import { seededRandom } from '../support/random.ts';
import { type Backend, backendOf, createBrowser, type Kill } from './browser.ts';
import { createOracle, type Finding } from './oracle.ts';
import type { Answer, Inspection, Opened, StoreName } from './protocol.ts';
import type { Workload } from './workload.ts';

export interface SeriesOptions {
  readonly profile: string;
  readonly backend: Backend;
  readonly url: string;
  readonly store: StoreName;
  readonly workload: Workload;
  readonly kills: readonly Kill[];
  readonly onKill?: (killed: Killed) => void;
}

/** One kill, and what was found when the store was opened again. */
export interface Killed {
  readonly kill: Kill;
  readonly backend: Backend;
  /** Calls answered since the kill before. */
  readonly acknowledged: number;
  /** Calls that were made, and whose answer never came. */
  readonly inFlight: number;
  /** Of those in flight, and of those that nobody had heard of, the ones that turned out to be written. */
  readonly written: number;
  readonly missing: number;
  readonly openMs: number;
  readonly commits: number;
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
  let onAnswer = () => {};
  const browser = createBrowser({
    profile,
    backend: options.backend,
    url,
    onTold(told) {
      oracle.hear(told);
      onAnswer();
    },
  });

  async function open(): Promise<{
    readonly ms: number;
    readonly findings: readonly Finding[];
    readonly seen: number;
  }> {
    await browser.start();
    const opened = await browser.ask<Opened>({ type: 'open', name: 'crash', store, workload });
    if (!opened.ok) return { ms: Number.NaN, findings: [unreadable(opened.failure)], seen: 0 };
    return { ms: opened.value.ms, ...(await look()) };
  }

  let looked = 0;
  async function look() {
    const seen = await browser.ask<Inspection>({ type: 'inspect', blobsAfter: looked });
    if (!seen.ok) return { findings: [unreadable(seen.failure)], seen: 0 };
    looked = seen.value.commits.length;
    return { findings: [...oracle.takeFindings(), ...oracle.check(seen.value)], seen: looked };
  }

  /** Until so many more calls have been answered, so that the blow falls while others are under way. */
  function answers(count: number): Promise<void> {
    const enough = oracle.acknowledged + count;
    return new Promise((settle, fail) => {
      const timer = setTimeout(() => fail(new Error('The writer has stopped answering.')), 60_000);
      onAnswer = () => {
        if (oracle.acknowledged < enough || oracle.inFlight() === 0) return;
        clearTimeout(timer);
        onAnswer = () => {};
        settle();
      };
    });
  }

  /** Again what is of unknown fate, which a client that lost its worker does first. */
  const again = () => [...oracle.fates().written, ...oracle.fates().missing];

  async function writeAll(upTo: number): Promise<void> {
    await demand(browser.ask({ type: 'finish', again: again(), from: oracle.next(), upTo, lanes }));
  }

  try {
    const killed: Killed[] = [];
    const first = await open();
    await writeAll(workload.bulkCalls);
    const before = [...first.findings, ...(await look()).findings];
    const backend = backendOf(profile) ?? options.backend;

    for (const kill of options.kills) {
      const answered = oracle.acknowledged;
      await demand(browser.ask({ type: 'write', again: again(), from: oracle.next(), lanes }));
      await answers(Math.floor(random() * 60));
      await delay(random() * 8);
      await browser.kill(kill);
      const inFlight = oracle.inFlight();
      const { ms, findings, seen } = await open();
      const { written, missing } = oracle.fates();
      const one: Killed = {
        kill,
        backend,
        acknowledged: oracle.acknowledged - answered,
        inFlight,
        written: written.length,
        missing: missing.length,
        openMs: ms,
        commits: seen,
        findings,
      };
      killed.push(one);
      options.onKill?.(one);
      if (findings.length > 0) return { backend, killed, findings: before };
    }

    await writeAll(oracle.next());
    const after = await look();
    const left = oracle.fates();
    const lost = [...left.missing, ...left.written].map((call): Finding => {
      return { kind: 'lost', detail: `call ${call} was made again and is not acknowledged` };
    });
    return { backend, killed, findings: [...before, ...after.findings, ...lost] };
  } finally {
    await browser.close();
  }
}

function unreadable(failure: unknown): Finding {
  return { kind: 'unreadable', detail: JSON.stringify(failure) };
}

async function demand<T>(asked: Promise<Answer<T>>): Promise<T> {
  const answer = await asked;
  if (!answer.ok) throw new Error(`The harness failed: ${JSON.stringify(answer.failure)}`);
  return answer.value;
}
