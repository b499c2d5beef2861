/**
 * Strikes secrets out of bytes that come in parts: a server that sends back what it was sent would else have a key on the
 * screen, in the log and in an export. Each byte of a secret becomes a `*`, so lengths stay as they were.
 */
export interface StrikeOut {
  /** What may be shown by now. The beginning of what may become a secret is held back until more has come. */
  push(part: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>;
  /** The rest. */
  end(): Uint8Array<ArrayBuffer>;
}

export function strikeOut(secrets: readonly string[]): StrikeOut {
  const patterns = secrets.filter(isWorthStriking).map((secret) => new TextEncoder().encode(secret));
  let held: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  return {
    push(part) {
      if (patterns.length === 0) return part;
      const bytes = new Uint8Array(held.length + part.length);
      bytes.set(held);
      bytes.set(part, held.length);
      for (const pattern of patterns) strike(bytes, pattern);
      const open = Math.max(...patterns.map((pattern) => openEnd(bytes, pattern)));
      held = bytes.slice(bytes.length - open);
      return bytes.slice(0, bytes.length - open);
    },
    end() {
      const rest = held;
      held = new Uint8Array(0);
      return rest;
    },
  };
}

export function strikeOutText(text: string, secrets: readonly string[]): string {
  let struck = text;
  for (const secret of secrets)
    if (isWorthStriking(secret)) struck = struck.replaceAll(secret, '*'.repeat(secret.length));
  return struck;
}

/** Short ones are no keys but words, such as the `ollama` that a server without keys wants to see. */
function isWorthStriking(secret: string): boolean {
  return secret.length >= 12;
}

function strike(bytes: Uint8Array, pattern: Uint8Array): void {
  for (let at = find(bytes, pattern, 0); at >= 0; at = find(bytes, pattern, at + pattern.length)) {
    bytes.fill(STAR, at, at + pattern.length);
  }
}

function find(bytes: Uint8Array, pattern: Uint8Array, from: number): number {
  const first = pattern[0] ?? 0;
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (at + pattern.length > bytes.length) return -1;
    if (pattern.every((byte, i) => bytes[at + i] === byte)) return at;
  }
  return -1;
}

/** How many bytes at the end could be the beginning of the pattern. */
function openEnd(bytes: Uint8Array, pattern: Uint8Array): number {
  for (let length = Math.min(pattern.length - 1, bytes.length); length > 0; length--) {
    const from = bytes.length - length;
    if (pattern.subarray(0, length).every((byte, i) => bytes[from + i] === byte)) return length;
  }
  return 0;
}

const STAR = 42;
