import { type Browser, chromium, expect, test } from '@playwright/test';
import { type NetworkProxy, startNetworkProxy } from '../support/network-proxy.ts';
import { type BuildServer, serveBuild } from '../support/serve-build.ts';

// Planted requests go to a name that exists nowhere: the proxy alone can have seen them.
const PLANTED = 'http://planted.invalid/';

test.describe('the proxy sees a planted request from', () => {
  let server: BuildServer;
  let proxy: NetworkProxy;
  let browser: Browser;

  test.beforeEach(async () => {
    // No headers here, since the app's policy would stop the planted requests before they leave.
    server = await serveBuild('tests/support/planted', { headers: {}, extraFiles: plantedFiles() });
    proxy = await startNetworkProxy(server.url);
    browser = await chromium.launch(proxy.launchOptions);
  });

  test.afterEach(async () => {
    await browser.close();
    await proxy.close();
    await server.stop();
  });

  for (const realm of ['page', 'worker', 'service-worker']) {
    test(`the ${realm}`, async () => {
      const page = await browser.newPage();
      await page.goto(`${server.url}?${realm}`);
      await expect(page.locator('body')).toHaveText('asked');
      expect(proxy.foreignRequests).toEqual([`GET ${PLANTED}${realm}`]);
      expect(proxy.foreignCount()).toBe(1);
      expect(proxy.countByHost()['planted.invalid']).toBe(1);
    });
  }

  test('a secure connection, of which only the host can be seen', async () => {
    const page = await browser.newPage();
    await page.goto(server.url);
    await page.evaluate(() => fetch('https://planted.invalid/', { mode: 'no-cors' }).catch(() => undefined));
    expect(proxy.foreignRequests).toContain('CONNECT planted.invalid:443');
  });
});

test('opening, keeping and reloading the app asks nobody but its own server', async () => {
  const server = await serveBuild();
  const proxy = await startNetworkProxy(server.url);
  const browser = await chromium.launch(proxy.launchOptions);
  const page = await browser.newPage();
  await page.goto(server.url);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  expect(proxy.countByHost()).toEqual({ [new URL(server.url).host]: expect.any(Number) });
  await browser.close();
  await proxy.close();
  await server.stop();
});

/** A page that plants its request in the realm that its address names. */
function plantedFiles(): Record<string, string> {
  const ask = (realm: string) => `fetch('${PLANTED}${realm}', { mode: 'no-cors' }).catch(() => undefined)`;
  return {
    'index.html': `<!doctype html><title>planted</title><body><script type="module">
      const asked = {
        '?page': () => ${ask('page')},
        '?worker': () => new Promise((done) => { new Worker('worker.js').onmessage = done; }),
        '?service-worker': async () => {
          await navigator.serviceWorker.register('service-worker.js');
          const { active } = await navigator.serviceWorker.ready;
          await new Promise((done) => { navigator.serviceWorker.onmessage = done; active.postMessage('ask'); });
        },
      }[location.search];
      await asked?.();
      document.body.textContent = 'asked';
    </script>`,
    'worker.js': `${ask('worker')}.then(() => postMessage('asked'));`,
    'service-worker.js': `onmessage = (event) => event.waitUntil(${ask('service-worker')}.then(() => event.source.postMessage('asked')));`,
  };
}
