import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { build } from 'vite';
import { CHROMIUM_FLAGS, findChromium } from '../../support/chromium.ts';
import type { BenchOptions, BenchRound, ContestantName, Phase } from './page/bench.worker.ts';

export interface LogBenchReport {
  readonly browser: string;
  readonly options: LogBenchOptions;
  /** Medians over the rounds. */
  readonly medians: Record<string, Partial<Record<ContestantName, number>>>;
  /** How many times as fast as baseline A, B and Dexie ours was, in the same round; the median of the rounds. */
  readonly ratios: Record<string, Partial<Record<'×A' | '×B' | '×dexie', number>>>;
}

export interface LogBenchOptions extends Omit<BenchOptions, 'round'> {
  readonly rounds: number;
}

export const defaultLogBench: LogBenchOptions = { rounds: 5, singles: 200, batches: 100, inFlight: 500, bulk: 50_000 };

/** Measures the log against its baselines, side by side in one Chromium, with a profile on the disk. */
export async function runLogBench(options: LogBenchOptions = defaultLogBench): Promise<LogBenchReport> {
  const folder = mkdtempSync(join(tmpdir(), 'foldline-log-bench-'));
  const pages = join(folder, 'pages');
  await build({
    root: fileURLToPath(new URL('./page/', import.meta.url)),
    configFile: false,
    logLevel: 'warn',
    base: './',
    worker: { format: 'es' },
    build: { outDir: pages, emptyOutDir: true },
  });
  const server = serve(pages);
  const address = await new Promise<string>((settle) => {
    server.listen(0, 'localhost', () => {
      const at = server.address();
      settle(typeof at === 'object' && at !== null ? `http://localhost:${at.port}/` : '');
    });
  });
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    ...findChromium(),
    args: CHROMIUM_FLAGS,
    headless: true,
  });
  try {
    const rounds: BenchRound[] = [];
    for (let round = 0; round < options.rounds; round++) {
      const page = await context.newPage();
      await page.goto(address);
      rounds.push(await page.evaluate((given) => window.runRound?.(given), { ...options, round }).then(present));
      await page.close();
    }
    return { browser: context.browser()?.version() ?? '', options, ...summarise(rounds) };
  } finally {
    await context.close();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** With these two headers the browser gives its fine clock; without them it counts in tenths of milliseconds. */
const isolation = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' };

function serve(folder: string) {
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

function summarise(rounds: readonly BenchRound[]): Pick<LogBenchReport, 'medians' | 'ratios'> {
  const phases = Object.keys(rounds[0] ?? {}).filter(
    (name): name is Phase => rounds[0] !== undefined && name in rounds[0],
  );
  const medians: LogBenchReport['medians'] = {};
  const ratios: LogBenchReport['ratios'] = {};
  for (const phase of phases) {
    const of = (name: ContestantName) => round(median(rounds.map((one) => one[phase][name] ?? Number.NaN)));
    medians[phase] = { A: of('A'), B: of('B'), dexie: of('dexie'), ours: of('ours') };
    const against = (name: ContestantName) =>
      round(
        median(
          rounds.map((one) => {
            const [ours, theirs] = [one[phase].ours ?? Number.NaN, one[phase][name] ?? Number.NaN];
            return phase.endsWith(' ms') ? theirs / ours : ours / theirs;
          }),
        ),
      );
    ratios[phase] = { '×A': against('A'), '×B': against('B'), '×dexie': against('dexie') };
  }
  return { medians, ratios };
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
}

function round(number: number): number {
  return Number(number.toPrecision(3));
}

function present<T>(given: T | undefined): T {
  if (given === undefined) throw new Error('The bench page did not load its script.');
  return given;
}
