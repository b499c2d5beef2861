import { expect, test } from 'vitest';
import { createAppUpdate } from '../../src/ui/state/app-update.svelte.ts';

test('a part of the app that cannot be loaded asks for a reload, and never reloads by itself', () => {
  const update = createAppUpdate();
  expect(update.reloadToContinue).toBe(false);
  dispatchEvent(new Event('vite:preloadError', { cancelable: true }));
  expect(update.reloadToContinue).toBe(true);
  expect(update.updateReady).toBe(false);
  update.stop();
});

test('once stopped it hears nothing more', () => {
  const update = createAppUpdate();
  update.stop();
  dispatchEvent(new Event('vite:preloadError', { cancelable: true }));
  expect(update.reloadToContinue).toBe(false);
});

test('text that could not be saved stops the reload', async () => {
  const update = createAppUpdate();
  await expect(update.apply(() => Promise.reject(new Error('no room left')))).rejects.toThrow('no room left');
  update.stop();
});
