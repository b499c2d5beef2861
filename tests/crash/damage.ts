import { cpSync, mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { seededRandom } from '../support/random.ts';
import { type Backend, createBrowser, indexedDbFiles } from './browser.ts';
import { createOracle, type Finding } from './oracle.ts';
import type { Answer, Inspection, Opened, StoreName } from './protocol.ts';
import type { Workload } from './workload.ts';

/**
 * What happens to a profile's files while no browser has them open. `bytes`: 16 of them are overwritten. `tail`: 1.5 to
 * 58 kB are cut off. `file`: a large value, which LevelDB keeps in a file of its own, is gone.
 */
export type Damage = 'bytes' | 'tail' | 'file';

export interface DamageOptions {
  readonly folder: string;
  readonly backend: Backend;
  readonly url: string;
  readonly seed: number;
  readonly damages: readonly Damage[];
  readonly store: Extract<StoreName, 'copied' | 'bare'>;
  readonly onTry?: (tried: Tried) => void;
}

export interface Tried {
  readonly damage: Damage;
  readonly backend: Backend;
  /** Where, for whoever looks into it. */
  readonly where: string;
  /**
   * `detected`: opening or reading fails by name. `silent`: all seems well, and commits are missing or other ones.
   * `harmless`: everything is there.
   */
  readonly outcome: 'detected' | 'silent' | 'harmless';
  readonly code: string;
  /** What is missing after the mirror was put back; null where that was not tried. */
  readonly afterRestore: readonly Finding[] | null;
}

/**
 * Fills a profile, waits until the witness has seen all that was acknowledged, closes the browser, and then, on a copy
 * for each try: damages it, opens it, and has the mirror put back.
 */
export async function tryDamages(options: DamageOptions): Promise<readonly Tried[]> {
  const { folder, backend, url, seed, store } = options;
  const random = seededRandom(seed);
  // A first call that makes rows too large for LevelDB's own files.
  const workload: Workload = { seed, bulkCalls: 1, bulkSize: 400 };
  const whole = join(folder, `whole-${backend}-${store}`);
  const filled = createHolder(whole);
  await filled.open();
  await demand(filled.browser.ask({ type: 'finish', again: [], from: 0, upTo: 60, lanes: 4 }));
  if (store === 'copied') await demand(filled.browser.ask({ type: 'settle' }));
  const inspected = await demand(filled.browser.ask<Inspection>({ type: 'inspect', blobsAfter: 0 }));
  if (filled.oracle.check(inspected).length > 0) throw new Error('The log was damaged before it was damaged.');
  // Killed, so that what a browser does to its files when it closes is not a part of it.
  await filled.browser.kill('browser');

  const tries: Tried[] = [];
  for (const damage of options.damages) {
    const profile = join(folder, 'damaged');
    // Without the locks, which are links to nowhere.
    cpSync(whole, profile, { recursive: true, filter: (path) => !basename(path).startsWith('Singleton') });
    const where = inflict(damage, profile, backend, random);
    const tried = { damage, backend, where, ...(await whatComesOf(profile)) };
    tries.push(tried);
    options.onTry?.(tried);
    rmSync(profile, { recursive: true, force: true });
  }
  rmSync(whole, { recursive: true, force: true });
  return tries;

  function createHolder(profile: string) {
    mkdirSync(profile, { recursive: true });
    // Every holder knows of all that the first one was told.
    const oracle = createOracle(workload);
    const browser = createBrowser({
      profile,
      backend,
      url,
      onTold(told) {
        if (told.type !== 'beside') oracle.hear(told);
      },
    });
    const open = async () => {
      await browser.start();
      return browser.ask<Opened>({ type: 'open', name: 'crash', store, workload });
    };
    return { browser, oracle, open };
  }

  async function whatComesOf(profile: string): Promise<Pick<Tried, 'outcome' | 'code' | 'afterRestore'>> {
    const { browser, open } = createHolder(profile);
    try {
      const opened = await open();
      const failure = opened.ok ? await failureOfReading(browser) : opened.failure;
      if (failure === null) return { outcome: 'harmless', code: '', afterRestore: null };
      if (typeof failure === 'string') return { outcome: 'silent', code: failure, afterRestore: null };
      const code = codeOf(failure);
      return {
        outcome: 'detected',
        code,
        afterRestore: store === 'copied' ? await restore(browser, open, code) : null,
      };
    } finally {
      await browser.close();
    }
  }

  /** Null: all is there. Text: something is not, and nobody says so. Else what is said. */
  async function failureOfReading(browser: ReturnType<typeof createBrowser>): Promise<unknown> {
    const seen = await browser.ask<Inspection>({ type: 'inspect', blobsAfter: 0 });
    if (!seen.ok) return seen.failure;
    const faults = await browser.ask<readonly string[]>({ type: 'verify' });
    if (!faults.ok) return faults.failure;
    if (faults.value.length > 0) return { code: 'LogDamaged', params: { where: faults.value[0] } };
    const findings = filled.oracle.check(seen.value);
    return findings.length === 0 ? null : `${findings.length} findings, such as ${findings[0]?.detail}`;
  }

  async function restore(
    browser: ReturnType<typeof createBrowser>,
    open: () => Promise<Answer<Opened>>,
    code: string,
  ): Promise<readonly Finding[]> {
    await browser.kill('worker');
    await browser.start();
    const done = await browser.ask({ type: 'restore', name: 'crash', code });
    if (!done.ok) return [{ kind: 'unreadable', detail: `restore: ${JSON.stringify(done.failure)}` }];
    // The whole browser: LevelDB writes on behind a damaged place, and reads that only at the next start.
    await browser.kill('browser');
    const opened = await open();
    if (!opened.ok) return [{ kind: 'unreadable', detail: JSON.stringify(opened.failure) }];
    const seen = await browser.ask<Inspection>({ type: 'inspect', blobsAfter: 0 });
    if (!seen.ok) return [{ kind: 'unreadable', detail: JSON.stringify(seen.failure) }];
    return filled.oracle.check(seen.value);
  }
}

/** Says what was done. */
function inflict(damage: Damage, profile: string, backend: Backend, random: () => number): string {
  const files = indexedDbFiles(profile);
  if (damage === 'file') {
    const large = files.filter((one) => one.includes('.indexeddb.blob'));
    const gone = large[Math.floor(random() * large.length)];
    if (gone === undefined) throw new Error(`${profile} has no large value.`);
    rmSync(gone);
    return `${gone.slice(profile.length)} deleted`;
  }
  const path = fullest(files.filter((one) => (backend === 'LevelDB' ? one.endsWith('.log') : isSqlite(one))));
  if (path === undefined) throw new Error(`${profile} has no file to damage.`);
  const { size } = statSync(path);
  if (damage === 'tail') {
    const cut = Math.min(size - 1, Math.floor(1_500 + random() * 56_500));
    truncateSync(path, size - cut);
    return `${path.slice(profile.length)} of ${size} cut by ${cut}`;
  }
  const bytes = readFileSync(path);
  const at = Math.floor(random() * (size - 16));
  for (let i = 0; i < 16; i++) bytes[at + i] = Math.floor(random() * 256);
  writeFileSync(path, bytes);
  return `${path.slice(profile.length)} of ${size} overwritten at ${at}`;
}

/** LevelDB's newest log holds what was written last; SQLite keeps that in one of two files. */
function fullest(paths: readonly string[]): string | undefined {
  return [...paths].sort((a, b) => statSync(b).size - statSync(a).size)[0];
}

/** The database, or the file that is written before it. */
function isSqlite(path: string): boolean {
  return path.endsWith('-wal') || readFileSync(path).subarray(0, 15).toString('latin1') === 'SQLite format 3';
}

export function codeOf(failure: unknown): string {
  const has = typeof failure === 'object' && failure !== null && 'code' in failure;
  return has ? String(failure.code) : JSON.stringify(failure);
}

async function demand<T>(asked: Promise<Answer<T>>): Promise<T> {
  const answer = await asked;
  if (!answer.ok) throw new Error(`The harness failed: ${JSON.stringify(answer.failure)}`);
  return answer.value;
}
