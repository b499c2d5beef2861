import type { Page } from '@playwright/test';
import { App } from '../support/app.ts';
import { expect, test } from '../support/app-test.ts';
import { CHROMIUM_FLAGS, findChromium } from '../support/chromium.ts';
import { openModelHub } from '../support/models/model-hub.ts';

// A graphics card that is none: enough to see what happens around a model, not to run one.
const GPU_FLAGS = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-features=Vulkan'];

test.use({ launchOptions: { ...findChromium(), args: [...CHROMIUM_FLAGS, ...GPU_FLAGS] } });

async function fill(page: Page, hub: string, id: string): Promise<void> {
  await page.getByLabel('Model URL').fill(`${hub}${id}`);
  await page.getByLabel('Library URL').fill(`${hub}${id}/lib.wasm`);
  await page.getByLabel('Model id').fill(id);
  await page.getByLabel('Context size').fill('1024');
  await page.getByLabel('Context size').press('Enter');
}

test('[20] [3] [4] [6] a model added by keyboard is fetched from another origin, survives without it, and is deleted', async ({
  page,
}) => {
  test.setTimeout(90_000);
  const hub = await openModelHub();
  const id = 'tiny-q4f32_1';
  await fetch(`${hub.url}${id}/control`, {
    method: 'POST',
    body: JSON.stringify({ shards: 6, shardBytes: 2 ** 19, bytesPerSecond: 600_000 }),
  });
  const app = new App(page);
  await app.open('#/settings');
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  const section = page.getByRole('region', { name: 'Models on this device' });
  await expect(section.getByText(/would compute on the processor/)).toBeVisible();
  // Nothing is recommended, and none is offered that this card can't do.
  await expect(section.getByText('Recommended here')).toHaveCount(0);
  await expect(section.getByText(/16-bit arithmetic/)).toHaveCount(0);

  await page.getByRole('button', { name: 'Add model' }).press('Enter');
  await expect(page.getByLabel('Model URL')).toBeFocused();
  await expect(section.getByText('Fill this in.').first()).toBeVisible();
  await fill(page, hub.url, id);
  const download = section.getByRole('button', { name: `Download: ${id}` });
  await expect(section.getByText(`A download from ${new URL(hub.url).host}`)).toBeVisible();
  expect(await (await fetch(`${hub.url}${id}/control`)).json()).toEqual([]);

  await download.press('Enter');
  const bar = section.getByRole('progressbar', { name: `Downloading ${id}` });
  await expect(bar).toBeVisible();
  await expect.poll(async () => Number(await bar.getAttribute('aria-valuenow'))).toBeGreaterThan(10);
  await section.getByRole('button', { name: `Pause: ${id}` }).press('Enter');
  await section.getByRole('button', { name: `Go on downloading: ${id}` }).press('Enter');
  const tryIt = section.getByRole('button', { name: `Try it: ${id}` });
  await expect(tryIt).toBeVisible({ timeout: 30_000 });
  await expect(section.getByText(/^Downloaded: 3.1 MB/)).toBeVisible();

  hub.close();
  await page.reload();
  await expect(tryIt).toBeVisible();
  // The hub's library is an empty one: the real engine says so, and nothing is stuck.
  await tryIt.press('Enter');
  await expect(section.getByRole('alert')).toBeVisible({ timeout: 40_000 });
  await expect(tryIt).toBeVisible();

  await section.getByRole('button', { name: `Delete: ${id}` }).press('Enter');
  await expect(section.getByText(id)).toHaveCount(0);
  const left = await page.evaluate(async (address) => {
    const names = ['webllm/model', 'webllm/config', 'webllm/wasm'];
    const keys = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return keys.flat().filter(({ url }) => url.startsWith(address)).length;
  }, hub.url);
  expect(left).toBe(0);
});
