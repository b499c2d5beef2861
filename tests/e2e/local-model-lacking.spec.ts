import { readdirSync, readFileSync } from 'node:fs';
import { App } from '../support/app.ts';
import { expect, test } from '../support/app-test.ts';

test('[2] the engine is in one chunk of the model’s worker alone, and kept for offline use only once it was used', () => {
  const names = readdirSync('dist/assets');
  const engine = names.filter((name) => /^web-llm-.*\.js$/.test(name));
  expect(engine).toHaveLength(1);
  const read = (name: string) => readFileSync(`dist/assets/${name}`, 'utf8');
  const marks = /MLCEngine|webgpu-runtime|tvmjs/;
  expect(read(engine[0] ?? '')).toMatch(marks);
  const others = names.filter((name) => name.endsWith('.js') && !engine.includes(name));
  expect(others.filter((name) => marks.test(read(name)))).toEqual([]);
  expect(others.filter((name) => read(name).includes(engine[0] ?? 'none'))).toEqual([
    expect.stringMatching(/^model\.worker-/),
  ]);
  expect(readFileSync('dist/sw.js', 'utf8')).not.toMatch(/web-llm-|model\.worker-/);
});

test('[7] it is said why no model can run, and nothing is offered that could not work', async ({ page }) => {
  const app = new App(page);
  await app.open('#/settings');
  const section = page.getByRole('region', { name: 'Models on this device' });
  await expect(section.getByText(/does not let pages use the graphics card|offers no WebGPU/)).toBeVisible();
  await expect(section.getByRole('button')).toHaveCount(0);
});

test('the browser’s own model is fetched and tried through the page, by keyboard', async ({ page }) => {
  await page.addInitScript(() => {
    let state = 'downloadable';
    Object.assign(window, {
      LanguageModel: {
        availability: async () => state,
        async create({ monitor }: { monitor?: (download: EventTarget) => void }) {
          const download = new EventTarget();
          monitor?.(download);
          for (const loaded of [0.25, 0.5, 1]) {
            await new Promise((resolve) => setTimeout(resolve, 200));
            download.dispatchEvent(Object.assign(new Event('downloadprogress'), { loaded }));
          }
          state = 'available';
          return {
            promptStreaming: () =>
              new ReadableStream({
                start(to) {
                  for (const piece of ['Plates', ', <b>cups</b>', ' and a blanket.']) to.enqueue(piece);
                  to.close();
                },
              }),
            destroy() {},
          };
        },
      },
    });
  });
  await new App(page).open('#/settings');
  const section = page.getByRole('region', { name: 'Models on this device' });
  await section.getByRole('button', { name: 'Download: The browser’s own model' }).press('Enter');
  await expect(section.getByRole('progressbar')).toBeVisible();
  await section.getByRole('button', { name: 'Try it: The browser’s own model' }).press('Enter');
  await expect(section.getByText('Plates, <b>cups</b> and a blanket.')).toBeVisible();
  await expect(section.getByText('It works.')).toBeVisible();
});
