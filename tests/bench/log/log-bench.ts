import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, chromium, type Page } from 'playwright';
import { build } from 'vite';
import { CHROMIUM_FLAGS, findChromium } from '../../support/chromium.ts';
import { median, percentile } from '../median.ts';
import type { BenchOptions, BenchRound } from './page/bench.worker.ts';
import type { ContestantName } from './page/contestant.ts';
import type { CurvePoint } from './page/curve.worker.ts';
import type { BenchPage } from './page/page.ts';

export interface LogBenchReport {
  readonly browser: string;
  readonly options: LogBenchOptions;
  /** Medians over the rounds. */
  readonly medians: Record<string, Partial<Record<ContestantName, number>>>;
  /** How many times as fast as A, B and Dexie ours was, in the same round; the median of the rounds. */
  readonly ratios: Record<string, Ratios>;
  readonly door: DoorReport;
  readonly tabs: TabsReport;
  /** By number of events, where it was asked for. */
  readonly curve?: Record<number, CurvePoint & { readonly bytes: number }>;
}

export type Ratios = Readonly<Record<'×A' | '×B' | '×Dexie', number>>;

/** A single append from the page to the worker and back, against one in the worker. Milliseconds, p50. */
export interface DoorReport {
  readonly pageMs: number;
  readonly workerMs: number;
  readonly extraMs: number;
}

/** From an append in one tab to its being seen in another; raw is an append to A, a BroadcastChannel and a read. */
export interface TabsReport {
  readonly oursMs: { readonly p50: number; readonly p95: number };
  readonly rawMs: { readonly p50: number; readonly p95: number };
  /** How many times as fast ours was. */
  readonly ratio: { readonly p50: number; readonly p95: number };
  readonly sent: number;
  readonly lost: number;
}

export interface LogBenchOptions extends Omit<BenchOptions, 'round'> {
  readonly rounds: number;
  /** How many events to measure the curve at. */
  readonly curve: readonly number[];
}

export const defaultLogBench: LogBenchOptions = {
  rounds: 5,
  singles: 200,
  batches: 100,
  inFlight: 500,
  bulk: 50_000,
  file: 10_000,
  curve: [],
};

export const wholeCurve: readonly number[] = [10_000, 100_000, 300_000, 1_000_000];

/** Measures the log against its baselines, side by side in one Chromium, with a profile on the disk. */
export async function runLogBench(options: LogBenchOptions = defaultLogBench): Promise<LogBenchReport> {
  const folder = mkdtempSync(join(tmpdir(), 'foldline-log-bench-'));
  const server = serve(await buildPages(join(folder, 'pages')));
  const address = await listening(server);
  const browse = (profile: string) =>
    chromium.launchPersistentContext(join(folder, profile), {
      ...findChromium(),
      args: CHROMIUM_FLAGS,
      headless: true,
    });
  const context = await browse('profile');
  try {
    const rounds: BenchRound[] = [];
    const { singles, batches, inFlight, bulk, file } = options;
    for (let round = 0; round < options.rounds; round++) {
      const page = await openPage(context, address);
      rounds.push(await call(page, 'round', { round, singles, batches, inFlight, bulk, file }));
      await page.close();
    }
    const [door, tabs] = [await measureDoor(context, address, options), await measureTabs(context, address, options)];
    const browser = context.browser()?.version() ?? '';
    const report = { browser, options, ...summarise(rounds), door, tabs };
    if (options.curve.length === 0) return report;
    const curve: Record<number, CurvePoint & { readonly bytes: number }> = {};
    for (const count of options.curve) {
      const profile = `curve-${count}`;
      const alone = await browse(profile);
      const point = await measureCurve(alone, address, count);
      await alone.close();
      curve[count] = { ...rounded(point), bytes: sizeOf(join(folder, profile, 'Default', 'IndexedDB')) };
    }
    return { ...report, curve };
  } finally {
    await context.close();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureDoor(context: BrowserContext, address: string, { rounds }: LogBenchOptions): Promise<DoorReport> {
  const page = await openPage(context, address);
  const measured = await call(page, 'door', 'door', rounds * 20);
  await page.close();
  const [pageMs, workerMs] = [median(measured.page), median(measured.worker)];
  return rounded({ pageMs, workerMs, extraMs: pageMs - workerMs });
}

async function measureTabs(context: BrowserContext, address: string, { rounds }: LogBenchOptions): Promise<TabsReport> {
  const [one, other] = [await openPage(context, address), await openPage(context, address)];
  await call(one, 'openTab', 'tabs', 'one');
  await call(other, 'openTab', 'tabs', 'other');
  const times: Record<'ours' | 'raw', number[]> = { ours: [], raw: [] };
  for (let round = 0; round < rounds; round++) {
    for (const which of ['ours', 'raw'] as const) times[which].push(...(await call(one, 'play', which, 60)).slice(10));
  }
  const burst = 100 * rounds;
  await Promise.all([call(one, 'burst', burst), call(other, 'burst', burst)]);
  const seen = await Promise.all([call(one, 'seen', 2 * burst), call(other, 'seen', 2 * burst)]);
  await one.close();
  await other.close();
  const of = (values: readonly number[]) => ({ p50: median(values), p95: percentile(values, 0.95) });
  const [oursMs, rawMs] = [of(times.ours), of(times.raw)];
  return {
    oursMs: rounded(oursMs),
    rawMs: rounded(rawMs),
    ratio: rounded({ p50: rawMs.p50 / oursMs.p50, p95: rawMs.p95 / oursMs.p95 }),
    sent: 2 * burst,
    lost: 4 * burst - seen.reduce((total, count) => total + count, 0),
  };
}

async function measureCurve(context: BrowserContext, address: string, count: number): Promise<CurvePoint> {
  const page = await openPage(context, address);
  // Piece by piece: what one worker holds for filling is gone before the next one fills.
  for (let from = 0; from < count; from += 100_000) {
    await call(page, 'fillCurve', 'curve', from, Math.min(count, from + 100_000));
  }
  const point = await call(page, 'measureCurve', 'curve', count);
  await page.close();
  return point;
}

async function buildPages(outDir: string): Promise<string> {
  await build({
    root: fileURLToPath(new URL('./page/', import.meta.url)),
    configFile: false,
    logLevel: 'warn',
    base: './',
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true },
  });
  return outDir;
}

/** With these two headers the browser gives its fine clock; without them it counts in tenths of milliseconds. */
const isolation = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' };

function serve(folder: string): Server {
  return createServer((request, response) => {
    const path = request.url === '/' || request.url === undefined ? '/index.html' : request.url;
    try {
      const body = readFileSync(join(folder, path));
      response.writeHead(200, { 'Content-Type': types[extname(path)] ?? 'text/plain', ...isolation }).end(body);
    } catch {
      response.writeHead(404, isolation).end();
    }
  });
}

function listening(server: Server): Promise<string> {
  return new Promise((settle) => {
    server.listen(0, 'localhost', () => {
      const at = server.address();
      settle(typeof at === 'object' && at !== null ? `http://localhost:${at.port}/` : '');
    });
  });
}

async function openPage(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(address);
  await page.waitForFunction(() => window.bench !== undefined);
  return page;
}

async function call<K extends keyof BenchPage>(
  page: Page,
  name: K,
  ...args: Parameters<BenchPage[K]>
): Promise<Awaited<ReturnType<BenchPage[K]>>> {
  const answered: unknown = await page.evaluate(
    ([name, args]) => {
      const work: Record<string, (...args: unknown[]) => unknown> = { ...window.bench } as never;
      return work[name]?.(...args);
    },
    [name, args] as const,
  );
  return answered as Awaited<ReturnType<BenchPage[K]>>;
}

function summarise(rounds: readonly BenchRound[]): Pick<LogBenchReport, 'medians' | 'ratios'> {
  const medians: LogBenchReport['medians'] = {};
  const ratios: LogBenchReport['ratios'] = {};
  for (const phase of Object.keys(rounds[0] ?? {})) {
    const of = (name: ContestantName) => median(rounds.map((one) => one[phase]?.[name] ?? Number.NaN));
    medians[phase] = rounded({ A: of('A'), B: of('B'), dexie: of('dexie'), ours: of('ours') });
    const against = (name: ContestantName) =>
      median(
        rounds.map((one) => {
          const [ours, theirs] = [one[phase]?.ours ?? Number.NaN, one[phase]?.[name] ?? Number.NaN];
          return phase.endsWith(' ms') ? theirs / ours : ours / theirs;
        }),
      );
    ratios[phase] = rounded({ '×A': against('A'), '×B': against('B'), '×Dexie': against('dexie') });
  }
  return { medians, ratios };
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((total, entry) => total + statSync(join(entry.parentPath, entry.name)).size, 0);
}

function rounded<T extends object>(numbers: T): T {
  const entries = Object.entries(numbers).map(([name, number]) => [name, Number(Number(number).toPrecision(3))]);
  return Object.fromEntries(entries) as T;
}
