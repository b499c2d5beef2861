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
 *
 * With a `path` the value is a member of an object whose other members are written elsewhere, and lies as deep.
 */
export function canonicalJson(value: unknown, path: '' | `/${string}` = ''): string {
  try {
    return write(value, path === '' ? 0 : 1);
  } catch (error) {
    // The path is found only when it is needed: keeping it during the fast walk would cost every append.
    if (error instanceof NotJson && error.why !== 'deep') {
      throw new NotJson(pathTo(value, error.why, path) ?? path, error.why);
    }
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

// JSON.stringify writes a value whose keys are in order as the RFC has it. With the copy that takes a third less time than
// joining small texts did (measured), and the text is flat rather than a tree of them.
function write(value: unknown, depth: number): string {
  const walk = { keepsOrder: true };
  const ordered = inOrder(value, depth, walk);
  const text = walk.keepsOrder ? JSON.stringify(ordered) : writeMembers(value);
  // Halves of pairs are the only thing that it escapes so. A backslash before `ud` in a string is escaped itself.
  if (text.includes('\\ud') && /[^\\](?:\\\\)*\\ud/.test(text)) throw new NotJson('', 'surrogate');
  return text;
}

/** The value with the keys of each object in order, and without what is left out. */
function inOrder(value: unknown, depth: number, walk: Walk): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (!Number.isFinite(value)) throw new NotJson('', 'number');
      return value;
    case 'object':
      if (value === null) return null;
      if (depth === deepest) throw new NotJson('', 'deep');
      if (Array.isArray(value)) return itemsInOrder(value, depth + 1, walk);
      if (isPlain(value)) return membersInOrder(value, depth + 1, walk);
      throw new NotJson('', 'type');
    default:
      throw new NotJson('', 'type');
  }
}

interface Walk {
  /** False once an object was met that cannot have its keys in order. */
  keepsOrder: boolean;
}

function itemsInOrder(values: readonly unknown[], depth: number, walk: Walk): unknown {
  const items: unknown[] = [];
  // By number, so that a hole is met as the undefined that it reads as.
  for (let i = 0; i < values.length; i++) items.push(inOrder(values[i], depth, walk));
  return items;
}

function membersInOrder(record: Readonly<Record<string, unknown>>, depth: number, walk: Walk): unknown {
  const keys = Object.keys(record);
  // Numbers come first in every object, in the order of numbers.
  if (integer.test(keys[0] ?? '')) walk.keepsOrder = false;
  const members: Record<string, unknown> = {};
  for (const key of sorted(keys)) {
    const member = record[key];
    if (member === undefined) continue;
    const ordered = inOrder(member, depth, walk);
    // Setting this one would set no member.
    if (key === '__proto__') walk.keepsOrder = false;
    else members[key] = ordered;
  }
  return members;
}

const integer = /^\d+$/;

/** Sorts by UTF-16 code units, as `<` and the default sort compare: the order that RFC 8785 §3.2.3 asks for. */
function sorted(keys: string[]): readonly string[] {
  if (keys.length > 16) return keys.sort();
  // By insertion: for a handful of keys a call of sort costs more than all the rest (measured).
  for (let i = 1; i < keys.length; i++) {
    const key = keys[i] ?? '';
    let at = i;
    for (; at > 0 && (keys[at - 1] ?? '') > key; at--) keys[at] = keys[at - 1] ?? '';
    keys[at] = key;
  }
  return keys;
}

/** Writes what {@link inOrder} has looked at, member by member. */
function writeMembers(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(writeMembers).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${writeMembers(member)}`).join()}}`;
}

function isPlain(value: object): value is Readonly<Record<string, unknown>> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Where the first thing is that was refused, in the order of the walk. */
function pathTo(value: unknown, why: NotJson['why'], path: string): string | undefined {
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const found = pathTo(value[i], why, `${path}/${i}`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (typeof value === 'object' && value !== null && isPlain(value)) {
    for (const key of sorted(Object.keys(value))) {
      const here = `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (why === 'surrogate' && halfPair.test(key)) return here;
      const found = value[key] === undefined ? undefined : pathTo(value[key], why, here);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (why === 'surrogate') return typeof value === 'string' && halfPair.test(value) ? path : undefined;
  try {
    write(value, 0);
    return undefined;
  } catch {
    return path;
  }
}

// With the u flag whole pairs are one character, so only halves are surrogates.
const halfPair = /\p{Surrogate}/u;
