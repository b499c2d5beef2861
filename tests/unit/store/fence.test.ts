import { expect, it } from 'vitest';
import { fenceKey, fenceMoved, isFence, nextFence } from '#store/fence.ts';
import { storeSchema } from '#store/store-schema.ts';

it('[S21] the fence after a restore is another one, whatever was there', () => {
  expect(nextFence(fenceKey(0))).toBe(fenceKey(1));
  expect(nextFence(fenceKey(41))).toBe(fenceKey(42));
  for (const damaged of [undefined, 7, '', 'fence', 'fence/2', 'fence/2/x'])
    expect(nextFence(damaged)).toBe(fenceKey(1));
});

it('[S13] what is found in the place of the fence says which code wrote it; 0: none', () => {
  expect(fenceMoved('fence/9/0').params).toEqual({ schema: 9, supported: storeSchema });
  for (const damaged of [undefined, 7, '', 'fence', 'fence/x/0']) expect(fenceMoved(damaged).params.schema).toBe(0);
});

it('[S13] only a record with a name and a device is one', () => {
  expect(isFence({ row: fenceKey(0), device: 'd' })).toBe(true);
  for (const other of [null, 'fence/2/0', { row: 1, device: 'd' }, { row: fenceKey(0) }])
    expect(isFence(other)).toBe(false);
});
