import { Dexie } from 'dexie';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createVolatileKeyValue, type KeyValue } from '#store/key-value.ts';
import { openScratch } from '#store/scratch.ts';
import { openSettings } from '#store/settings.ts';
import { failure, value } from '../../contract/log/log-contract.ts';

const name = `notes-${crypto.randomUUID()}`;

it('tells other tabs of changes', async () => {
  const [here, there] = [openSettings(name), openSettings(name)];
  const told: string[] = [];
  there.onChange((key) => told.push(key));
  value(await here.set('theme', 'dark'));
  await expect.poll(() => told).toEqual(['theme']);
  expect(value(await there.get('theme'))).toBe('dark');
  value(await here.delete('theme'));
  here.close();
  there.close();
});

describe.each<[string, () => KeyValue]>([
  ['settings', () => openSettings(name)],
  ['scratch', () => openScratch(name)],
  ['in memory', createVolatileKeyValue],
])('key and value: %s', (_, open) => {
  it('keeps, changes, lists and forgets', async () => {
    const store = open();
    expect(value(await store.get('theme'))).toBeUndefined();
    value(await store.set('theme', 'dark'));
    value(await store.set('draft', { text: 'half a', at: 3 }));
    value(await store.set('theme', 'light'));
    expect(value(await store.get('theme'))).toBe('light');
    expect(value(await store.entries())).toEqual(
      new Map<string, unknown>(
        [
          ['draft', { text: 'half a', at: 3 }],
          ['theme', 'light'],
        ].toSorted() as [string, unknown][],
      ),
    );
    value(await store.delete('theme'));
    expect(value(await store.get('theme'))).toBeUndefined();
    store.close();
  });

  it('tells of changes until nobody listens', async () => {
    const store = open();
    const told: string[] = [];
    const stop = store.onChange((key) => told.push(key));
    value(await store.set('theme', 'dark'));
    value(await store.delete('theme'));
    expect(told).toEqual(['theme', 'theme']);
    stop();
    value(await store.set('shade', 'light'));
    value(await store.delete('shade'));
    expect(told).toHaveLength(2);
    store.close();
  });

  it('keeps its own copy', async () => {
    const store = open();
    const draft = { text: 'before' };
    value(await store.set('draft', draft));
    draft.text = 'after';
    expect(value(await store.get('draft'))).toEqual({ text: 'before' });
    store.close();
  });
});

it('settings and unsent text stay over a reopening, each in its own database', async () => {
  const settings = openSettings(name);
  value(await settings.set('theme', 'dark'));
  settings.close();
  const again = openSettings(name);
  expect(value(await again.get('theme'))).toBe('dark');
  expect(value(await openScratch(name).get('theme'))).toBeUndefined();
  again.close();
  await Promise.all([Dexie.delete(`${name}-settings`), Dexie.delete(`${name}-scratch`)]);
});

describe('key and value on a disk in trouble', () => {
  afterEach(() => vi.restoreAllMocks());
  const open = () => openSettings(`trouble-${crypto.randomUUID()}`);
  const unavailable = (reason: string) => ({ code: 'LogUnavailable', params: { reason }, retry: 'later' });

  it('[S18] no room is told by its name, from the request as from the end of the transaction', async () => {
    const store = open();
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    const full = { code: 'QuotaExceeded', params: {}, retry: 'later' };
    expect(failure(await store.set('theme', 'dark'))).toEqual(full);
    // Dexie's own error for a transaction that was broken off wraps the reason.
    const broken = Object.assign(new Error('broken off'), { inner: new DOMException('no room', 'QuotaExceededError') });
    put.mockImplementation(() => {
      throw broken;
    });
    expect(failure(await store.set('theme', 'dark'))).toEqual(full);
    put.mockRestore();
    value(await store.set('theme', 'light'));
    store.close();
  });

  it('[S18] any other failure is told by its name, and nothing was changed', async () => {
    const store = open();
    value(await store.set('theme', 'dark'));
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('odd', 'DataError');
    });
    expect(failure(await store.set('theme', 'light'))).toEqual(unavailable('DataError'));
    vi.restoreAllMocks();
    expect(value(await store.get('theme'))).toBe('dark');
    store.close();
    expect(failure(await store.get('theme')).code).toBe('LogUnavailable');
    expect(failure(await store.delete('theme')).code).toBe('LogUnavailable');
    expect(failure(await store.entries()).code).toBe('LogUnavailable');
  });
});
