import type { Range, Text } from './mask.ts';

export interface SaidTags {
  readonly tags: readonly string[];
  /** "@anna": whom it is given to. */
  readonly person: string | null;
  /** Where the marks stand. */
  readonly ranges: readonly Range[];
}

/** `#tag` and `@person`. `#12` is a number and `me@example.org` an address, so neither is meant. */
export function findTags(text: Text, range: Range): SaidTags {
  const words = text.masked.slice(range.start, Math.min(range.end, range.start + 1000));
  const tags: string[] = [];
  const ranges: Range[] = [];
  let person: string | null = null;
  if (!/[#@]/u.test(words)) return { tags, person, ranges };
  for (const match of words.matchAll(MARK)) {
    const { sign, name = '' } = match.groups ?? {};
    const start = range.start + match.index;
    ranges.push({ start, end: start + match[0].length });
    if (sign === '@' && !PLACES.has(name.toLowerCase())) person ??= name;
    else if (tags.length < 20 && !tags.includes(name)) tags.push(name);
  }
  return { tags, person, ranges };
}

const MARK = /(?<=^|[\s(,])(?<sign>[#@])(?<name>\p{L}[\p{L}\p{N}_-]{0,48})(?![\p{L}\p{N}@])/gu;
/** Where a thing is done, as people of lists mark it, rather than by whom. */
const PLACES = new Set([
  'home',
  'work',
  'office',
  'phone',
  'computer',
  'errands',
  'errand',
  'online',
  'shop',
  'waiting',
  'zuhause',
  'arbeit',
  'büro',
]);
