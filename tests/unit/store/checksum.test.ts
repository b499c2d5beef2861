import { describe, expect, it } from 'vitest';
import { openChecksum } from '#store/checksum.ts';

describe('the checksum', () => {
  it('is that of the XXH3 reference', async () => {
    const { ofText } = await openChecksum();
    expect(ofText('')).toBe('99aa06d3014798d86001c324468d497f');
  });

  it('is the same for a text and for its bytes, wherever pairs and long characters come to lie', async () => {
    const checksum = await openChecksum();
    for (const tail of ['', 'é€😀'.repeat(20_000), '😀']) {
      for (let before = 16_380; before < 16_390; before++) {
        const text = 'x'.repeat(before) + '😀€'.repeat(9000) + tail;
        const bytes = new TextEncoder().encode(text);
        expect(checksum.ofText(text)).toBe(checksum.ofBytes(bytes));
        expect(checksum.ofTextAndBytes(text, bytes.subarray(0, 9))).toBe(
          checksum.ofBytes(new Uint8Array([...bytes, ...bytes.subarray(0, 9)])),
        );
        const into = new Uint8Array(40);
        checksum.put(bytes, into, 3);
        expect(new TextDecoder().decode(into.subarray(3, 35))).toBe(checksum.ofBytes(bytes));
      }
    }
  });
});
