import { chromium } from '@playwright/test';
import { App } from '../support/app.ts';
import { expect, test, watchTrouble } from '../support/app-test.ts';
import { startNetworkProxy } from '../support/network-proxy.ts';
import { serveBuild } from '../support/serve-build.ts';

test('with the server stopped: reload, draft, edit, export, import elsewhere, and not one request', async () => {
  test.setTimeout(120_000);
  const server = await serveBuild();
  const proxy = await startNetworkProxy(server.url);
  const browser = await chromium.launch(proxy.launchOptions);
  const trouble: string[] = [];
  const open = async () => {
    const context = await browser.newContext();
    context.on('page', (page) => watchTrouble(page, trouble));
    const app = new App(await context.newPage(), server.url);
    await app.open();
    await app.page.evaluate(() => navigator.serviceWorker.ready);
    await app.page.reload();
    return app;
  };
  const app = await open();
  const elsewhere = await open();

  await server.stop();
  const asked = server.requests.length;
  const seen = proxy.foreignCount();

  await app.page.reload();
  await app.draft('Paint the fence: buy paint, then sand the boards, then paint them. Return the ladder by Friday.');
  await app.acceptAll();
  await app.addTask('Invite the neighbours');
  const title = (await app.shownTasks())[0]?.title ?? '';
  const file = await app.exportLog();
  const fingerprint = await app.fingerprint();

  await elsewhere.open('#/settings');
  await elsewhere.importLog(file);
  await expect(elsewhere.importResult).toBeVisible();
  await elsewhere.open(`#/plan/${app.planId}/outline`);
  await expect(elsewhere.row(title)).toBeVisible();
  expect(await elsewhere.fingerprint()).toBe(fingerprint);

  expect(server.requests.length).toBe(asked);
  expect(proxy.foreignCount()).toBe(seen);
  expect(seen).toBe(0);
  expect(trouble).toEqual([]);
  await browser.close();
  await proxy.close();
});
