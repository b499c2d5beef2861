import { createXXHash128 } from 'hash-wasm';

/**
 * A fast 128-bit checksum, 32 lower-case hex digits. It finds damage, not malice. It is synchronous, so that it can
 * stand on the append path: an awaited WebCrypto digest costs more there than everything else of a line.
 */
export interface Checksum {
  /** Of a text's UTF-8 bytes, or of some texts' one after the other. */
  ofText(...texts: readonly string[]): string;
  ofBytes(bytes: Uint8Array): string;
  /** Puts that of these bytes into a buffer, which may hold the bytes as well. */
  put(bytes: Uint8Array, into: Uint8Array, at: number): void;
  /** Of a text's UTF-8 bytes with more bytes after it. */
  ofTextAndBytes(text: string, bytes: Uint8Array): string;
}

/**
 * XXH3-128 as the xxHash specification 0.2 has it, from WebAssembly. One for each realm, since each call begins anew: an
 * instance reserves gigabytes of addresses until it is collected, and a hundred or so of them leave no room for another.
 */
export function openChecksum(): Promise<Checksum> {
  opening ??= instantiate();
  return opening;
}

let opening: Promise<Checksum> | undefined;

async function instantiate(): Promise<Checksum> {
  const hasher = await createXXHash128();
  const encoder = new TextEncoder();
  // encodeInto a kept buffer is three to six times faster than handing the hasher a string.
  const buffer = new Uint8Array(unitsAPiece * 3);

  function add(text: string): void {
    let at = 0;
    while (at < text.length) {
      // Both halves of a pair go together.
      const end = at + unitsAPiece;
      const piece = text.slice(at, isHighHalf(text.charCodeAt(end - 1)) ? end - 1 : end);
      // A piece and not all the rest, of which encodeInto would look at everything each time.
      const { written } = encoder.encodeInto(piece, buffer);
      hasher.update(buffer.subarray(0, written));
      at += piece.length;
    }
  }

  return {
    ofText(...texts) {
      hasher.init();
      for (const text of texts) add(text);
      return hasher.digest('hex');
    },
    ofBytes(bytes) {
      hasher.init();
      hasher.update(bytes);
      return hasher.digest('hex');
    },
    put(bytes, into, at) {
      hasher.init();
      hasher.update(bytes);
      const digest = hasher.digest('binary');
      for (let i = 0; i < digest.length; i++) {
        const byte = digest[i] ?? 0;
        into[at + 2 * i] = hexDigits.charCodeAt(byte >> 4);
        into[at + 2 * i + 1] = hexDigits.charCodeAt(byte & 15);
      }
    },
    ofTextAndBytes(text, bytes) {
      hasher.init();
      add(text);
      hasher.update(bytes);
      return hasher.digest('hex');
    },
  };
}

const hexDigits = '0123456789abcdef';

const unitsAPiece = 16 * 1024;

function isHighHalf(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
