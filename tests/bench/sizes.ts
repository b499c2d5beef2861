import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright';
import { CHROMIUM_FLAGS, findChromium } from '../support/chromium.ts';
import { serveBuild } from '../support/serve-build.ts';
import { measureStoreSize, type StoreSize } from './store-size.ts';

export interface Sizes {
  /** Bytes after gzip of what a first visit loads, and what each file weighs. */
  readonly pageScript: number;
  readonly pageStyle: number;
  readonly plannerWorker: number;
  /** The store's code by itself: for opening, appending and reading, Dexie included; and what comes when it is asked for. */
  readonly storeAlone: StoreSize;
  /** Everything that the service worker keeps, before compression. */
  readonly precache: number;
  readonly files: Record<string, number>;
}

/** Weighs what the built app asks for on a first visit to Home, by listening to what it really loads. */
export async function measureSizes(): Promise<Sizes> {
  const server = await serveBuild();
  const browser = await chromium.launch({ ...findChromium(), args: CHROMIUM_FLAGS });
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.goto(server.url);
  await page.getByRole('button', { name: 'Draft plan' }).waitFor();
  // Each realm keeps a list of its own; a worker's lazy chunks are none of the page's.
  const fromPage = new Set(
    await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)),
  );
  const asked = [...new Set(server.requests.map((path) => path.split('?')[0] ?? ''))];

  const files: Record<string, number> = {};
  for (const path of asked) {
    const response = await fetch(new URL(path, server.url));
    if (response.ok) files[path] = gzipSync(Buffer.from(await response.arrayBuffer())).length;
  }
  const worker = (path: string) => /worker/u.test(path);
  const sum = (wanted: (path: string) => boolean) =>
    Object.entries(files).reduce((total, [path, bytes]) => (wanted(path) ? total + bytes : total), 0);

  const sizes = {
    pageScript: sum((path) => path.endsWith('.js') && !worker(path) && fromPage.has(path)),
    pageStyle: sum((path) => path.endsWith('.css')),
    plannerWorker: sum((path) => /planner\.worker/u.test(path)),
    storeAlone: await measureStoreSize(),
    precache: await precached(browser, server.url),
    files,
  };
  await browser.close();
  await server.stop();
  return sizes;
}

async function precached(browser: Awaited<ReturnType<typeof chromium.launch>>, url: string): Promise<number> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(url);
  return page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    let total = 0;
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys())
        total += (await (await cache.match(request))?.arrayBuffer())?.byteLength ?? 0;
    }
    return total;
  });
}
