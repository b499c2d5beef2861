import { createXXHash128 } from 'hash-wasm';

/** A fast 128-bit checksum of a text's UTF-8 bytes, 32 lower-case hex digits. It finds damage, not malice. */
export type Checksum = (text: string) => string;

/**
 * XXH3-128 (xxHash specification 0.2), synchronous once its wasm is there, so that it can stand on the append path: an
 * awaited WebCrypto digest costs more there than the whole line.
 */
export async function openChecksum(): Promise<Checksum> {
  const hasher = await createXXHash128();
  const encoder = new TextEncoder();
  const buffer = new Uint8Array(longestInPlace * bytesPerUnit);
  return (text) => {
    const bytes =
      text.length > longestInPlace
        ? encoder.encode(text)
        : buffer.subarray(0, encoder.encodeInto(text, buffer).written);
    hasher.init();
    hasher.update(bytes);
    return hasher.digest('hex');
  };
}

// encodeInto a kept buffer is three to six times faster than handing the hasher a string; longer texts are rare.
const longestInPlace = 64 * 1024;
// A UTF-16 code unit takes at most three bytes of UTF-8.
const bytesPerUnit = 3;
