/** RFC 4648 base64 with padding. */
export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  // In parts, for a call takes only so many arguments.
  for (let i = 0; i < bytes.length; i += partLength) {
    binary += String.fromCharCode(...bytes.subarray(i, i + partLength));
  }
  return btoa(binary);
}

/** The bytes, or undefined for a text that `toBase64` does not write. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    // atob forgives white space, missing padding and stray bits.
    return toBase64(bytes) === text ? bytes : undefined;
  } catch {
    return undefined;
  }
}

const partLength = 8192;
