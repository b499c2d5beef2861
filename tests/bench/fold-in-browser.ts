import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { build } from 'vite';
import { CHROMIUM_FLAGS, findChromium } from '../support/chromium.ts';
import { serveBuild } from '../support/serve-build.ts';
import type { FoldFigures } from './fold.ts';

/** Folds in a page of real Chromium, bundled as the app is: a module runner in Node makes every import a look-up. */
export async function measureFoldInBrowser(): Promise<FoldFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'foldline-fold-bench-'));
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: { outDir: folder, lib: { entry: 'tests/bench/fold.ts', formats: ['es'], fileName: 'fold' } },
  });
  const script = `import { measureFold } from './fold.js'; globalThis.figures = measureFold();`;
  const server = await serveBuild(folder, {
    headers: {},
    extraFiles: { 'index.html': `<!doctype html><title>fold</title><script type="module">${script}</script>` },
  });
  const browser = await chromium.launch({ ...findChromium(), args: CHROMIUM_FLAGS });
  const page = await browser.newPage();
  await page.goto(server.url);
  await page.waitForFunction(() => 'figures' in globalThis);
  const figures = await page.evaluate(() => Reflect.get(globalThis, 'figures') as FoldFigures);
  await browser.close();
  await server.stop();
  rmSync(folder, { recursive: true });
  return figures;
}
