import { Dexie } from 'dexie';
import { describe, expect, it } from 'vitest';
import { createVolatileKeyValue, type KeyValue } from '#store/key-value.ts';
import { openScratch } from '#store/scratch.ts';
import { openSettings } from '#store/settings.ts';
import { value } from '../../contract/log/log-contract.ts';

const name = `notes-${crypto.randomUUID()}`;

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
