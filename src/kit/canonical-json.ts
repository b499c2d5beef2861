/** What JSON can say, read-only. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** Thrown by {@link canonicalJson} for a value that JSON cannot carry unchanged. `path` is a JSON pointer to it. */
export class NotJson extends Error {
  override readonly name = 'NotJson';
  readonly path: string;
  readonly why: keyof typeof explanations;

  constructor(path: string, why: keyof typeof explanations) {
    super(`${path === '' ? 'The value' : path} is not JSON: ${explanations[why]}.`);
    this.path = path;
    this.why = why;
  }
}

const explanations = {
  deep: 'arrays and objects may stand a few hundred deep in one another, not more',
  number: 'a number has to be finite',
  surrogate: 'half of a surrogate pair cannot be written as UTF-8',
  type: 'only strings, numbers, booleans, null, arrays and plain objects can be written',
};

/**
 * The one JSON text of a value (RFC 8785, JSON Canonicalization Scheme): keys in the order of their UTF-16 code units,
 * no white space, numbers and strings as ECMAScript writes them. Equal values give equal bytes, so the text can be hashed.
 * A property that is `undefined` is left out, as `JSON.stringify` does.
 *
 * The text never holds a raw line feed, which is why a log file can be cut at line ends.
 *
 * @throws {NotJson} for NaN, infinities, half surrogate pairs, functions, symbols, bigints, class instances other than
 * plain objects, and `undefined` inside an array: RFC 8785 has no text for them. Also for what is too deep, or in a
 * circle: whoever reads the text again may have less stack than its writer.
 */
export function canonicalJson(value: unknown): string {
  try {
    return write(value, 0);
  } catch (error) {
    // The path is found only when it is needed: keeping it during the fast walk would cost every append.
    if (error instanceof NotJson && error.why !== 'deep') throw new NotJson(pathTo(value, '', 0) ?? '', error.why);
    throw error;
  }
}

/** Whether a text is the one JSON text of the value that was parsed from it. */
export function isCanonical(text: string, parsed: unknown): boolean {
  try {
    return write(parsed, 0) === text;
  } catch (error) {
    // 1e999 and half a surrogate pair can be parsed and cannot be written.
    if (error instanceof NotJson) return false;
    throw error;
  }
}

const deepest = 500;

function write(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'string':
      return writeString(value);
    case 'number':
      if (!Number.isFinite(value)) throw new NotJson('', 'number');
      return String(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (depth === deepest) throw new NotJson('', 'deep');
      if (Array.isArray(value)) return writeArray(value, depth + 1);
      if (isPlain(value)) return writeObject(value, depth + 1);
      throw new NotJson('', 'type');
    default:
      throw new NotJson('', 'type');
  }
}

function writeString(value: string): string {
  // Most strings are plain ASCII; seeing that is several times faster than a call of JSON.stringify.
  if (needsNoEscape.test(value)) return `"${value}"`;
  if (halfPair.test(value)) throw new NotJson('', 'surrogate');
  return JSON.stringify(value);
}

const needsNoEscape = /^[ !#-[\]-~]*$/;

// With the u flag whole pairs are one character, so only halves are surrogates.
const halfPair = /\p{Surrogate}/u;

function writeArray(values: readonly unknown[], depth: number): string {
  let text = '[';
  for (let i = 0; i < values.length; i++) text += (i === 0 ? '' : ',') + write(values[i], depth);
  return `${text}]`;
}

function writeObject(record: Readonly<Record<string, unknown>>, depth: number): string {
  let text = '{';
  for (const key of sortedKeys(record)) {
    const member = record[key];
    if (member === undefined) continue;
    text += `${(text.length === 1 ? '' : ',') + writeString(key)}:${write(member, depth)}`;
  }
  return `${text}}`;
}

function sortedKeys(record: Readonly<Record<string, unknown>>): readonly string[] {
  const keys = Object.keys(record);
  for (let i = 1; i < keys.length; i++) {
    // The default sort compares UTF-16 code units, as `<` does: the order that RFC 8785 §3.2.3 asks for.
    if ((keys[i - 1] ?? '') > (keys[i] ?? '')) return keys.sort();
  }
  return keys;
}

function isPlain(value: object): value is Readonly<Record<string, unknown>> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function pathTo(value: unknown, path: string, depth: number): string | undefined {
  if (depth === deepest && typeof value === 'object' && value !== null) return path;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const found = pathTo(value[i], `${path}/${i}`, depth + 1);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (typeof value === 'object' && value !== null && isPlain(value)) {
    for (const [key, member] of Object.entries(value)) {
      const here = `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (halfPair.test(key)) return here;
      const found = member === undefined ? undefined : pathTo(member, here, depth + 1);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  try {
    write(value, 0);
    return undefined;
  } catch {
    return path;
  }
}
