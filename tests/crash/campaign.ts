import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../support/random.ts';
import { BACKENDS, type Backend, KILLS, type Kill } from './browser.ts';
import { type Check, checkOfControl, checkOfShortage, checksOfDamage, checksOfKills } from './checks.ts';
import { type Damage, type Tried, tryDamages } from './damage.ts';
import { fillDisk, type Shortage } from './disk-full.ts';
import { servePages } from './pages.ts';
import { type Killed, runSeries, type SeriesReport } from './series.ts';
import { killTables } from './table.ts';

export interface CampaignOptions {
  readonly seed: number;
  /** In all; spread over both backends and all kinds. */
  readonly kills: number;
  /** A series goes on with one profile; a new one begins at its full size again. */
  readonly killsPerSeries: number;
  /** Commits that a log has before the first kill. */
  readonly commits: number;
  /** Each so many times. */
  readonly damages: Readonly<Record<Backend, readonly Damage[]>>;
  readonly tries: number;
  readonly shortages: readonly (readonly [Backend, Shortage])[];
}

/** What `npm test` runs, and what a release does. */
export const SHORT: Omit<CampaignOptions, 'seed'> = {
  kills: 12,
  killsPerSeries: 6,
  commits: 2_000,
  damages: { LevelDB: ['bytes'], SQLite: ['tail'] },
  tries: 1,
  shortages: [['LevelDB', 'quota']],
};
export const FULL: Omit<CampaignOptions, 'seed'> = {
  kills: 204,
  killsPerSeries: 17,
  commits: 20_000,
  damages: { LevelDB: ['bytes', 'tail', 'file'], SQLite: ['bytes', 'tail'] },
  tries: 10,
  shortages: [
    ['LevelDB', 'quota'],
    ['LevelDB', 'disk'],
    ['SQLite', 'quota'],
    ['SQLite', 'disk'],
  ],
};

export async function runCampaign(options: CampaignOptions, say: (line: string) => void): Promise<readonly Check[]> {
  const folder = mkdtempSync(join(tmpdir(), 'foldline-crash-'));
  const server = await servePages(folder);
  const random = seededRandom(options.seed);
  const newSeed = () => Math.floor(random() * 2 ** 31);
  let profiles = 0;
  const series = async (backend: Backend, store: 'log' | 'two-step', kills: readonly Kill[], commits: number) => {
    const profile = join(folder, `profile-${profiles++}`);
    const bulkSize = 500;
    const workload = { seed: newSeed(), bulkCalls: commits / bulkSize, bulkSize };
    const report = await runSeries({ profile, backend, url: server.url, store, workload, kills, onKill });
    rmSync(profile, { recursive: true, force: true });
    return report;
  };
  let count = 0;
  function onKill({ kill, backend, inFlight, hit, openMs, isRestored, commits, segments, findings }: Killed): void {
    count += 1;
    const found = findings.slice(0, 5).map(({ kind, detail }) => `${kind}: ${detail}`);
    say(
      [
        `kill ${count}, ${kill}, ${backend}: ${inFlight} in flight during ${hit.join(', ')}; ${commits} commits, ${segments} segments, open ${openMs.toFixed(0)} ms${isRestored ? '; the database was gone, and was restored' : ''}`,
        ...found,
      ].join('\n  '),
    );
  }

  function onTry({ backend, where, outcome, code, afterRestore }: Tried): void {
    const restored = afterRestore === null ? '' : `, restored: ${afterRestore.length === 0 ? 'all' : 'NOT ALL'}`;
    say(`damage, ${backend}, ${where}: ${outcome} ${code}${restored}`);
  }

  try {
    say(`seed ${options.seed}`);
    const reports: SeriesReport[] = [];
    const kinds = cycle(KILLS);
    for (let left = options.kills, n = 0; left > 0; left -= options.killsPerSeries, n++) {
      const backend = BACKENDS[n % BACKENDS.length] ?? 'LevelDB';
      const kills = Array.from({ length: Math.min(left, options.killsPerSeries) }, () => kinds.next());
      reports.push(await series(backend, 'log', kills, options.commits));
    }
    const log = reports.flatMap(({ killed }) => killed);
    say(killTables(log));

    say('negative control: data and head in two transactions');
    const controls: SeriesReport[] = [];
    for (const backend of BACKENDS) controls.push(await series(backend, 'two-step', controlKills, 0));
    const checks = [...checksOfKills(log, reports), ...controls.map(checkOfControl)];

    for (const backend of BACKENDS) {
      const common = { folder, backend, url: server.url, onTry };
      const kinds = options.damages[backend];
      const damages = kinds.flatMap((kind) => Array.from({ length: options.tries }, () => kind));
      say(`damage, ${backend}: with witness and mirror`);
      const withCopy = await tryDamages({ ...common, seed: newSeed(), store: 'copied', damages });
      say(`damage, ${backend}: negative control, without them`);
      const without = await tryDamages({ ...common, seed: newSeed(), store: 'bare', damages: kinds });
      checks.push(...checksOfDamage(backend, kinds, withCopy, without));
    }
    for (const [backend, shortage] of options.shortages) {
      const full = await fillDisk({ folder, backend, url: server.url, seed: newSeed(), shortage });
      checks.push(checkOfShortage(backend, shortage, full));
    }
    return checks;
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The first few catch it; the rest are there so that chance alone cannot spare it. */
const controlKills: readonly Kill[] = Array.from({ length: 30 }, () => 'worker');

function cycle<T>(all: readonly T[]) {
  let i = 0;
  return {
    next(): T {
      const one = all[i++ % all.length];
      if (one === undefined) throw new Error('nothing to choose from');
      return one;
    },
  };
}
