import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { build } from 'vite';
import { CHROMIUM_FLAGS, findChromium } from '../support/chromium.ts';
import { serveBuild } from '../support/serve-build.ts';
import type { FilesFigures } from './files.ts';
import type { FoldFigures } from './fold.ts';
import type { ReplayFigures } from './replay.ts';

export const measureFoldInBrowser = () => measureInBrowser<FoldFigures>('tests/bench/fold.ts', 'measureFold');
export const measureFilesInBrowser = () => measureInBrowser<FilesFigures>('tests/bench/files.ts', 'measureFiles');
export const measureReplayInBrowser = () => measureInBrowser<ReplayFigures>('tests/bench/replay.ts', 'measureReplay');

/** What is held can be read to the byte, and garbage be collected first. */
const MEMORY_FLAGS = ['--enable-precise-memory-info', '--js-flags=--expose-gc'];

/** Measures in a page of real Chromium, bundled as the app is: a module runner in Node makes every import a look-up. */
async function measureInBrowser<Figures>(entry: string, measure: string): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'foldline-bench-'));
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: { outDir: folder, lib: { entry, formats: ['es'], fileName: 'bench' } },
  });
  const script = `import { ${measure} } from './bench.js'; globalThis.figures = await ${measure}();`;
  const server = await serveBuild(folder, {
    headers: {},
    extraFiles: { 'index.html': `<!doctype html><title>bench</title><script type="module">${script}</script>` },
  });
  const browser = await chromium.launch({ ...findChromium(), args: [...CHROMIUM_FLAGS, ...MEMORY_FLAGS] });
  const page = await browser.newPage();
  await page.goto(server.url);
  await page.waitForFunction(() => 'figures' in globalThis, undefined, { timeout: 900_000 });
  const figures = await page.evaluate(() => Reflect.get(globalThis, 'figures') as Figures);
  await browser.close();
  await server.stop();
  rmSync(folder, { recursive: true });
  return figures;
}
