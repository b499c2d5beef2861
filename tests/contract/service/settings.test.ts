import { expect, it } from 'vitest';
import { createDesk } from './desk.ts';

it('[D41] a setting is told at once and after every change, in every tab, until nobody listens', async () => {
  const desk = await createDesk();
  const here = await desk.openTab();
  const there = await desk.openTab();
  await here.service.writeSetting('theme', 'dark');
  const told: (string | null)[] = [];
  const id = await there.service.subscribeSetting('theme', (value) => told.push(value));
  expect(told).toEqual(['dark']);
  await here.service.writeSetting('singleKeys', 'off');
  for (const next of ['light', null]) {
    await here.service.writeSetting('theme', next);
    await expect.poll(() => told.at(-1)).toBe(next);
  }
  expect(told).toEqual(['dark', 'light', null]);
  await there.service.unsubscribe(id);
  await here.service.writeSetting('theme', 'dark');
  expect(told).toHaveLength(3);
  await desk.close();
});
