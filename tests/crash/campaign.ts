import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../support/random.ts';
import { type Backend, KILLS, type Kill } from './browser.ts';
import { servePages } from './pages.ts';
import { type Killed, runSeries, type SeriesReport } from './series.ts';
import { killTable } from './table.ts';

export interface CampaignOptions {
  readonly seed: number;
  /** In all; spread over both backends and all kinds. */
  readonly kills: number;
  /** A series goes on with one profile; a new one begins at its full size again. */
  readonly killsPerSeries: number;
  /** Commits that a log has before the first kill. */
  readonly commits: number;
}

/** What `npm test` runs, and what a release does. */
export const SHORT: Omit<CampaignOptions, 'seed'> = { kills: 12, killsPerSeries: 6, commits: 2_000 };
export const FULL: Omit<CampaignOptions, 'seed'> = { kills: 204, killsPerSeries: 17, commits: 20_000 };

/** One thing that had to be so. */
export interface Check {
  readonly claim: string;
  /** What was found instead, or `''`. */
  readonly failure: string;
}

const BACKENDS: readonly Backend[] = ['LevelDB', 'SQLite'];

export async function runCampaign(options: CampaignOptions, say: (line: string) => void): Promise<readonly Check[]> {
  const folder = mkdtempSync(join(tmpdir(), 'foldline-crash-'));
  const server = await servePages(folder);
  const random = seededRandom(options.seed);
  let profiles = 0;
  const series = async (backend: Backend, store: 'log' | 'two-step', kills: readonly Kill[], commits: number) => {
    const profile = join(folder, `profile-${profiles++}`);
    const bulkSize = 500;
    const workload = { seed: Math.floor(random() * 2 ** 31), bulkCalls: commits / bulkSize, bulkSize };
    const report = await runSeries({ profile, backend, url: server.url, store, workload, kills, onKill });
    rmSync(profile, { recursive: true, force: true });
    return report;
  };
  let count = 0;
  function onKill({ kill, backend, inFlight, openMs, commits, findings }: Killed): void {
    count += 1;
    const found = findings.slice(0, 5).map(({ kind, detail }) => `${kind}: ${detail}`);
    say(
      [
        `kill ${count}, ${kill}, ${backend}: ${inFlight} in flight, ${commits} commits, open ${openMs.toFixed(0)} ms`,
        ...found,
      ].join('\n  '),
    );
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
    say(killTable(log));

    say('negative control: data and head in two transactions');
    const controls: SeriesReport[] = [];
    for (const backend of BACKENDS) controls.push(await series(backend, 'two-step', controlKills, 0));
    return [...checksOfKills(log, reports), ...controls.map(checkOfControl)];
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The first few catch it; the rest are there so that chance alone cannot spare it. */
const controlKills: readonly Kill[] = Array.from({ length: 30 }, () => 'worker');

function checksOfKills(killed: readonly Killed[], reports: readonly SeriesReport[]): readonly Check[] {
  const checks: Check[] = [];
  for (const backend of BACKENDS) {
    for (const kill of KILLS) {
      const of = killed.filter((one) => one.backend === backend && one.kill === kill);
      checks.push({
        claim: `${backend}, ${kill} killed ${of.length} times: nothing acknowledged is lost, nothing torn`,
        failure: of.length === 0 ? 'no such kill' : spell(of.flatMap(({ findings }) => findings)),
      });
    }
    const of = reports.filter((report) => report.backend === backend);
    checks.push({
      claim: `${backend}: calls of unknown fate, made again by id, are there once`,
      failure: of.length === 0 ? 'no such series' : spell(of.flatMap(({ findings }) => findings)),
    });
  }
  const hits = killed.filter(({ inFlight }) => inFlight > 0).length;
  checks.push({
    claim: `kills that hit an append in flight: ${hits} of ${killed.length}`,
    failure: hits * 2 >= killed.length ? '' : 'below half: these kills show nothing',
  });
  return checks;
}

function checkOfControl({ backend, killed, findings }: SeriesReport): Check {
  const caught = killed.at(-1)?.findings ?? [];
  const claim = `${backend}, negative control: a store with data and head in two transactions is caught at kill ${killed.length}`;
  // Red for another reason than the kills would prove nothing.
  if (findings.length > 0) return { claim, failure: `found before any kill: ${spell(findings)}` };
  return { claim, failure: caught.length > 0 ? '' : 'it was not caught: this campaign finds nothing' };
}

function spell(findings: SeriesReport['findings']): string {
  return findings
    .slice(0, 3)
    .map(({ kind, detail }) => `${kind}: ${detail}`)
    .join('; ');
}

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
