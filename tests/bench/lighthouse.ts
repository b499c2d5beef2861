import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import lighthouse from 'lighthouse';
import { chromium } from 'playwright';
import { preview } from 'vite';
import { App } from '../support/app.ts';
import { CHROMIUM_FLAGS, findChromium } from '../support/chromium.ts';
import { median } from './median.ts';

const CATEGORIES = ['performance', 'accessibility', 'best-practices'] as const;
const METRICS = [
  'first-contentful-paint',
  'largest-contentful-paint',
  'total-blocking-time',
  'cumulative-layout-shift',
  'interactive',
] as const;
const DEBUG_PORT = 9333;

export interface LighthouseReport {
  readonly rounds: number;
  /** Medians, 0 to 100. */
  readonly scores: Record<string, number>;
  /** Medians: milliseconds, and a bare number for layout shift. */
  readonly metrics: Record<string, number>;
}

/** Lighthouse's phone profile on the compressed preview, with a plan in the profile already. */
export async function measureLighthouse(rounds = 5): Promise<LighthouseReport> {
  const profile = mkdtempSync(join(tmpdir(), 'foldline-lighthouse-'));
  const server = await preview({ logLevel: 'silent' });
  const url = server.resolvedUrls?.local[0] ?? '';
  const context = await chromium.launchPersistentContext(profile, {
    ...findChromium(),
    args: [...CHROMIUM_FLAGS, `--remote-debugging-port=${DEBUG_PORT}`],
  });
  const app = new App(await context.newPage(), url);
  await app.open();
  await app.draft('# Move\n- Pack the books\n- Hire a van\n- Give notice');
  await app.acceptAll();
  await app.page.close();

  const scores: Record<string, number[]> = {};
  const metrics: Record<string, number[]> = {};
  for (let round = 0; round < rounds; round += 1) {
    const result = await lighthouse(url, {
      port: DEBUG_PORT,
      disableStorageReset: true,
      onlyCategories: [...CATEGORIES],
      logLevel: 'error',
    });
    if (!result) throw new Error('Lighthouse gave no result');
    for (const name of CATEGORIES) push(scores, name, Math.round((result.lhr.categories[name]?.score ?? 0) * 100));
    for (const name of METRICS) push(metrics, name, result.lhr.audits[name]?.numericValue ?? Number.NaN);
  }
  await context.close();
  await server.close();
  rmSync(profile, { recursive: true });
  const medians = (lists: Record<string, number[]>) =>
    Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, median(list)]));
  return { rounds, scores: medians(scores), metrics: medians(metrics) };
}

function push(lists: Record<string, number[]>, name: string, value: number): void {
  lists[name] = [...(lists[name] ?? []), value];
}
