import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { securityHeaders } from '../../workers/headers.ts';
import { serveBuild } from '../support/serve-build.ts';

const NEXT = 'meta[name=build][content=next]';

test('the preview server sends the headers with every file, compressed', async ({ request, page }) => {
  const script = await scriptOf(page);
  for (const path of ['', 'index.html', script, 'sw.js', 'manifest.webmanifest']) {
    const response = await request.get(path);
    expect(response.status(), path).toBe(200);
    for (const [name, value] of Object.entries(securityHeaders()))
      expect(response.headers()[name.toLowerCase()], path).toBe(value);
  }
  const compressed = await request.get(script, { headers: { 'Accept-Encoding': 'br, gzip' } });
  expect(compressed.headers()['content-encoding']).toBe('gzip');
});

test('the page carries the same policy for hosts that send no headers, and the build says it for those that can', async () => {
  const policy = securityHeaders()['Content-Security-Policy'];
  expect(readFileSync('dist/index.html', 'utf8').replaceAll('&#39;', "'")).toContain(`content="${policy}"`);
  for (const [name, value] of Object.entries(securityHeaders()))
    expect(readFileSync('dist/_headers', 'utf8')).toContain(`  ${name}: ${value}\n`);
});

test('what the service worker serves carries the headers, even from a host that sends none', async ({ page }) => {
  const server = await serveBuild('dist', { headers: {} });
  await page.goto(server.url);
  await page.evaluate(() => navigator.serviceWorker.ready);
  const page2 = await page.reload();
  expect(page2?.fromServiceWorker()).toBe(true);
  for (const [name, value] of Object.entries(securityHeaders())) expect(await page2?.headerValue(name)).toBe(value);
  const names = await page.evaluate(async (script) => [...(await fetch(script)).headers.keys()], await scriptOf(page));
  expect(names).toEqual(expect.arrayContaining(Object.keys(securityHeaders()).map((name) => name.toLowerCase())));
  await server.stop();
});

for (const under of ['', 'tools/planner/'])
  test(`after one visit to /${under} the app opens with the server stopped`, async ({ page, context }) => {
    const server = await serveBuild('dist', { under });
    await page.goto(server.url);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await server.stop();
    const failed: string[] = [];
    context.on('requestfailed', (request) => failed.push(request.url()));
    await page.reload();
    await expect(page.locator('#app')).not.toBeEmpty();
    expect(failed).toEqual([]);
    // An address of no page leads to the front page instead of an error.
    await page.goto(`${server.url}old/link`);
    await expect(page).toHaveURL(server.url);
    await expect(page.locator('#app')).not.toBeEmpty();
  });

test('a new build waits until one tab asks for it, and other tabs keep what was typed', async ({ page, context }) => {
  const next = nextBuild();
  const server = await serveBuild();
  await page.goto(server.url);
  await page.evaluate(() => navigator.serviceWorker.ready);
  const other = await context.newPage();
  await other.goto(server.url);
  await other.evaluate(() => document.body.append(Object.assign(document.createElement('input'), { value: 'typed' })));

  server.serve(next);
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await expect(reload(page)).toBeVisible();
  await expect(reload(other)).toBeVisible();
  await page.reload();
  await expect(reload(page), 'a reload alone keeps the build').toBeVisible();
  await expect(page.locator(NEXT)).toHaveCount(0);

  await reload(page).click();
  await expect(page.locator(NEXT)).toHaveCount(1);
  await expect(other.locator(NEXT)).toHaveCount(0);
  expect(await other.locator('input').last().inputValue()).toBe('typed');
  // The other tab's own script is gone from the server, yet still there for it.
  const script = await scriptOf(other);
  expect(await other.evaluate(async (path) => (await fetch(path)).status, script)).toBe(200);

  await reload(other).click();
  await expect(other.locator(NEXT)).toHaveCount(1);
  await server.stop();
  rmSync(next, { recursive: true });
});

test('a first visit loads little, and what is kept for offline use is small', async ({ page }) => {
  await page.goto('', { waitUntil: 'networkidle' });
  const gzipped = async (urls: string[]) => {
    const sizes = await Promise.all(
      urls.map(async (url) => gzipSync(await (await page.request.get(url)).body()).length),
    );
    return sizes.reduce((sum, size) => sum + size, 0);
  };
  const scripts = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => /\/assets\/[^?]*\.js$/.test(name)),
  );
  const workers = scripts.filter((url) => /[.]worker-/.test(url));
  const onPage = scripts.filter((url) => !workers.includes(url));
  expect(onPage.length).toBeGreaterThan(0);
  expect(await gzipped(onPage)).toBeLessThanOrEqual(110_000);
  expect(await gzipped(workers.filter((url) => url.includes('/planner.worker-')))).toBeLessThanOrEqual(90_000);

  const kept = await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    const names = await caches.keys();
    const caching = await Promise.all(names.map((name) => caches.open(name)));
    const requests = (await Promise.all(caching.map((cache) => cache.keys()))).flat();
    const bodies = await Promise.all(requests.map(async (request) => (await caches.match(request))?.blob()));
    return bodies.map((body) => body?.size ?? 0);
  });
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(3_000_000);
});

test('nothing fails and nothing breaks the policy while the page opens', async ({ page }) => {
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto('');
  await expect(page.locator('#app')).not.toBeEmpty();
  expect(complaints).toEqual([]);
});

function reload(page: Page): Locator {
  return page.getByRole('button', { name: 'Reload', exact: true });
}

async function scriptOf(page: Page): Promise<string> {
  if (page.url() === 'about:blank') await page.goto('');
  return (await page.locator('script[type=module]').first().getAttribute('src')) ?? '';
}

/** The build with a mark in its page and another name for its script, as a release would have. */
function nextBuild(): string {
  const folder = mkdtempSync(join(tmpdir(), 'foldline-next-'));
  cpSync('dist', folder, { recursive: true });
  const script = readdirSync(join(folder, 'assets')).find((name) => /^index-.*\.js$/.test(name)) ?? '';
  const renamed = 'index-ofnextbuild.js';
  cpSync(join(folder, 'assets', script), join(folder, 'assets', renamed));
  rmSync(join(folder, 'assets', script));
  const html = join(folder, 'index.html');
  writeFileSync(
    html,
    readFileSync(html, 'utf8').replace('<title>', '<meta name="build" content="next"><title>').replace(script, renamed),
  );
  const worker = join(folder, 'sw.js');
  const listed = readFileSync(worker, 'utf8');
  writeFileSync(
    worker,
    listed
      .replaceAll(script, renamed)
      .replace(/("?revision"?:\s*["'`])[0-9a-f]{32}(["'`],\s*"?url"?:\s*["'`]index\.html)/, '$1next$2'),
  );
  return folder;
}
