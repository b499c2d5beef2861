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
