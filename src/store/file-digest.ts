/// <reference path="./hash-wasm-sha256.d.ts" />
import sha256Pieces from 'hash-wasm/dist/sha256.umd.min.js';
import { toHex } from './sha256.ts';

/** SHA-256 of a file, taken piece by piece as it goes by. */
export interface FileDigest {
  update(bytes: Uint8Array): void;
  /** Of all of it, as lower-case hex. The last call. */
  digest(): string | Promise<string>;
}

/** Its answer is there at once. */
export interface RunningDigest extends FileDigest {
  digest(): string;
}

/**
 * WebCrypto takes only what is whole. WebAssembly takes five times as much in the same time as SHA-256 in JavaScript
 * (measured), which was most of what a file cost. A file of the package's own, so that it is loaded with files only.
 */
export function openFileDigest(): Promise<RunningDigest> {
  return sha256Pieces.createSHA256();
}

/**
 * Of a file that is held as a whole: WebCrypto takes a third of the time that WebAssembly does, and beside this thread. It
 * begins at once, with all but the last line, which is what is asked for unless the file is damaged.
 */
export function openWholeDigest(whole: Uint8Array<ArrayBuffer>): FileDigest {
  const expected = whole.subarray(0, whole.lastIndexOf(0x0a, -2) + 1);
  const early = digestOf(expected);
  let length = 0;
  return {
    update(bytes) {
      length += bytes.length;
    },
    digest: () => (length === expected.length ? early : digestOf(whole.subarray(0, length))),
  };
}

async function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}
