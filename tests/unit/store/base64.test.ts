import { expect, it } from 'vitest';
import { fromBase64, toBase64 } from '#store/base64.ts';

it('bytes come back as they were, however many', () => {
  for (const size of [0, 1, 2, 3, 20_000]) {
    const bytes = Uint8Array.from({ length: size }, (_, i) => i % 251);
    expect(fromBase64(toBase64(bytes))).toEqual(bytes);
  }
});

it.each(['A', 'AA', 'AB==', ' AAAA', 'AA\n==', '????'])('%j is no text that was written here', (text) => {
  expect(fromBase64(text)).toBeUndefined();
});
