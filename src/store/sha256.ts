/** SHA-256 as lower-case hex: the address of a blob. Off the append path, for it has to be awaited. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  // WebCrypto refuses views on shared memory, so the copy is also what makes the type right.
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(bytes));
  return toHex(new Uint8Array(digest));
}

export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += hexByByte[byte] as string;
  return text;
}

const hexByByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
