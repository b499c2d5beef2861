import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createTabSecrets } from '#service/tab-secrets.ts';

const mine = { origin: 'https://a.example', value: 'sk-canary' };

beforeEach(() => sessionStorage.clear());
afterEach(() => {
  vi.restoreAllMocks();
  sessionStorage.clear();
});

it('[D54] what is in the session storage and is no secret means nothing', async () => {
  sessionStorage.setItem('foldline-secrets', '{"a":1,"b":{"origin":"https://a.example"}}');
  expect(await createTabSecrets().readTabSecrets()).toEqual({});
  sessionStorage.setItem('foldline-secrets', '{');
  expect(await createTabSecrets().readTabSecrets()).toEqual({});
});

it('[D54] a reload keeps what was kept until the last tab is closed', async () => {
  await createTabSecrets().writeTabSecret('mine', mine);
  expect(await createTabSecrets().readTabSecrets()).toEqual({ mine });
});

it('[D54] a new tab has what the others have, and what is forgotten in one is forgotten in all', async () => {
  // Two tabs in one page would share their session storage; without it each has its own memory.
  vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  });
  const first = createTabSecrets();
  await first.writeTabSecret('mine', mine);
  const second = createTabSecrets();
  expect(await second.readTabSecrets()).toEqual({ mine });
  await second.writeTabSecret('other', { ...mine, value: 'sk-other' });
  await expect.poll(async () => Object.keys(await first.readTabSecrets())).toEqual(['mine', 'other']);
  await first.writeTabSecret('mine', null);
  await expect.poll(async () => Object.keys(await second.readTabSecrets())).toEqual(['other']);
});
