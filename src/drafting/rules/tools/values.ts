import {
  CHATTER,
  CURRENCIES,
  DAYS,
  LANGUAGES,
  MONTHS,
  NUMBER_WORDS,
  PLACE_NOUNS,
  UNITS,
} from '../cues/en-parameters.ts';
import { EMPTY } from '../cues/en-tools.ts';
import { deedsOf, keyOf } from './words.ts';

export type ValueSort =
  | 'email'
  | 'phone'
  | 'path'
  | 'address'
  | 'date'
  | 'time'
  | 'number'
  | 'code'
  | 'quote'
  | 'language'
  | 'currency'
  | 'name'
  | 'words';

/** A stretch of a request that may be given to a tool. */
export interface Value {
  readonly text: string;
  readonly sort: ValueSort;
  readonly start: number;
  readonly end: number;
  /** The word before it in lower case, articles left out: "in" of "in the city". */
  readonly lead: string;
  /** The word behind it in lower case, where nothing but a space or a hyphen parts them. */
  readonly next: string;
  /** What a number counts, by the unit behind it: "weight" of "72 kilos". */
  readonly dimension: string;
  /** Words that mean a place by themselves: "the kitchen". */
  readonly isPlace: boolean;
}

/**
 * What of a request may be a value, in the order of the text: what shows by its form, then names, then plain words that
 * are neither function words nor the tool's own.
 *
 * @param known keys of the words by which the tool itself is called; they say which tool is meant, not what it is given
 */
export function findValues(said: string, known: ReadonlySet<string>): readonly Value[] {
  const spans: { readonly sort: ValueSort; readonly start: number; readonly end: number }[] = [];
  const taken = new Uint8Array(said.length);
  const add = (sort: ValueSort, start: number, end: number) => {
    if (end <= start || spans.length >= MOST || taken.subarray(start, end).includes(1)) return;
    taken.fill(1, start, end);
    spans.push({ sort, start, end });
  };
  for (const [sort, pattern] of PATTERNS) {
    for (const match of said.matchAll(pattern)) {
      const text = match.groups?.v ?? match.groups?.v2 ?? match[0];
      const start = match.index + match[0].lastIndexOf(text);
      if (sort === 'name') {
        const name = trimName(said, start, text, known);
        if (name !== null) add('name', name, start + text.length);
      } else if (isValue(sort, text) && !(sort === 'code' && known.has(keyOf(text.toLowerCase()))))
        add(sort, start, start + text.length);
    }
  }
  for (const { start, end } of plainRuns(said, taken, known)) add('words', start, end);
  return spans.map((span) => describe(said, span)).sort((a, b) => a.start - b.start);
}

function isValue(sort: ValueSort, text: string): boolean {
  const lower = text.toLowerCase();
  if (sort === 'language') return LANGUAGES.has(lower);
  if (sort === 'currency') return CURRENCIES.has(lower);
  return sort !== 'code' || !(NO_CODE.has(lower) || isChatter(lower));
}

/** Where a name begins, without a first word that is no part of it: "Play Clocks", "What". */
function trimName(said: string, start: number, text: string, known: ReadonlySet<string>): number | null {
  const words = [...text.matchAll(/[\p{L}\p{N}'’&.-]+/gu)];
  const isOpening = /(?:^|[.!?:\n]|["“])\s*$/u.test(said.slice(Math.max(0, start - 3), start));
  let at = 0;
  while (at < words.length) {
    const word = (words[at]?.[0] ?? '').toLowerCase().replaceAll('’', "'");
    const isNone = isChatter(word) || (isOpening && at === 0 && (deedsOf(word).length > 0 || words.length === 1));
    if (!isNone) break;
    at += 1;
  }
  const left = words.slice(at);
  if (left.length === 0 || /^.$/u.test(text.slice(left[0]?.index ?? 0))) return null;
  if (left.every(([word]) => known.has(keyOf(word.toLowerCase())))) return null;
  return start + (left[0]?.index ?? 0);
}

/** Runs of words in lower case that say something of their own. */
function plainRuns(
  said: string,
  taken: Uint8Array,
  known: ReadonlySet<string>,
): readonly { readonly start: number; readonly end: number }[] {
  const runs: { start: number; end: number }[] = [];
  let last: { start: number; end: number } | null = null;
  let previous = '';
  for (const match of said.matchAll(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu)) {
    const start = match.index;
    const end = start + match[0].length;
    const word = match[0].toLowerCase().replaceAll('’', "'");
    // "The order" is a thing, "please order" a deed.
    const isDeed = deedsOf(word).length > 0 && !/^(?:an?|the|my|this|that|some)$/u.test(previous);
    previous = word;
    const isOwn =
      taken[start] === 0 &&
      word.length > 2 &&
      !isChatter(word) &&
      !isDeed &&
      !known.has(keyOf(word)) &&
      !known.has(keyOf(word.replace('-', ''))) &&
      !(UNITS[word] !== undefined && NUMBERED.test(said.slice(Math.max(0, start - 6), start))) &&
      !/..ly$/u.test(word);
    if (!isOwn) {
      last = null;
      continue;
    }
    if (last !== null && /^[ -]$/u.test(said.slice(last.end, start))) last.end = end;
    else {
      last = { start, end };
      runs.push(last);
    }
  }
  return runs.filter(({ start, end }) => !MAY_BELONG.has(said.slice(start, end).toLowerCase()));
}

const isChatter = (word: string): boolean => CHATTER.has(word) || (EMPTY.has(word) && !MAY_BELONG.has(word));

function describe(said: string, { sort, start, end }: { sort: ValueSort; start: number; end: number }): Value {
  const text = said.slice(start, end);
  const before = said
    .slice(Math.max(0, start - 30), start)
    .replace(/["'“‘(]$/u, '')
    .replace(/(?:\b(?:the|a|an|my|our|your)\s+)+$/iu, '')
    .trimEnd();
  const next = /^["'”’)]?[ -]?(\p{L}+|%)/u.exec(said.slice(end, end + 24))?.[1]?.toLowerCase() ?? '';
  const unit = /[$€£]/u.test(text) ? 'dollars' : /%$/u.test(text) ? '%' : next;
  return {
    text,
    sort,
    start,
    end,
    lead: /[\p{L}']+$/u.exec(before)?.[0].toLowerCase() ?? '',
    next,
    dimension: sort === 'number' ? (UNITS[unit] ?? UNITS[unit.replace(/s$/u, '')] ?? '') : '',
    isPlace: text.split(/[ -]/u).some((word) => PLACE_NOUNS.has(word.toLowerCase())),
  };
}

/** Said of every tool, and yet part of a longer name: "data analyst". */
const MAY_BELONG = new Set(
  'data user users api function tool result results value values new current number name list id set'.split(' '),
);
const MOST = 80;
const NUMBERED = /\d[ -]?$/u;
/** Capitals that every request may have. */
const NO_CODE = new Set(
  'id ids api apis url pm am ok asap faq usa uk tv ai llm sql pdf csv html it pr prs is now all'.split(' '),
);
/** "May" without a number is a month only where nothing asks with it. */
const MONTH = `(?:${MONTHS})`;
const PATTERNS: readonly (readonly [ValueSort, RegExp])[] = [
  ['email', /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/gu],
  ['quote', /["“](?<v>[^"”\n]{1,300})["”]|(?<![\p{L}\p{N}])['‘](?<v2>[^'’\n]{1,300})['’](?!\p{L})/gu],
  ['code', /\b\d{1,3}(?:\.\d{1,3}){3}\b/gu],
  ['code', /\b[A-Z]{1,3}\d{1,5}:[A-Z]{1,3}\d{1,5}\b/gu],
  ['address', /-?\b\d{1,3}\.\d{2,8}°? ?[NS]?, ?-?\d{1,3}\.\d{2,8}°? ?[EW]?\b/gu],
  ['path', /https?:\/\/[^\s"'<>)]{2,500}|\b[A-Za-z]:\\[\w.\\-]{1,200}/gu],
  ['phone', /(?<![\w.])(?:\+\d[\d ()-]{6,20}\d|\(\d{3}\) ?\d{3}[- ]?\d{4}|\d{3}[- .]\d{3}[- .]\d{4})(?!\w)/gu],
  [
    'date',
    new RegExp(
      String.raw`\b\d{1,2}(?:st|nd|rd|th)?(?= (?:to|until|till|and|through) (?:the )?\d{1,2}(?:st|nd|rd|th)?(?: of)? ${MONTH}\b)` +
        String.raw`|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b` +
        String.raw`|\b(?:the )?\d{1,2}(?:st|nd|rd|th)?(?: of)? ${MONTH}\b(?:,? \d{4}\b)?` +
        String.raw`|\b(?!may (?!\d))${MONTH}\b\.?(?: \d{1,2}(?:st|nd|rd|th)?\b)?(?:,? \d{4}\b)?` +
        String.raw`|\b(?:the )?\d{1,2}(?:st|nd|rd|th)\b(?! (?:percentile|floor|grade|century|edition|street|avenue))` +
        String.raw`|\b(?:(?:this|next|coming|last) )?(?:${DAYS})\b|\bin (?:\d+|an?|two|three|four|five) (?:day|week|month)s?\b(?! of)|\b(?:19|20)\d{2}\b(?![.,]?\d)`,
      'giu',
    ),
  ],
  [
    'path',
    /(?<![\w:])(?=[\w.~-]*\/[\w.-]*[a-z])(?!(?:and\/or|km\/h|he\/she|w\/o)\b)[\w.~-]{0,60}\/[\w./-]{0,200}\w|(?<![\w.])[\w-]{1,60}\.(?:[a-z]{2,4}\d?)(?![\w])/gu,
  ],
  [
    'time',
    /\b\d{1,2}[:.]\d{2}(?:[:.]\d{2})? ?(?:[ap]\.?m\.?)?|\b\d{1,2} ?(?:[ap]\.?m\b\.?|o'?clock)|\bat (?<v>\d{1,2})(?=\s*(?:$|[,.?!;](?!\d)|(?:tomorrow|tonight|today|on|in|for|with|please|this|next|and|at)\b))|\b(?:noon|midnight|morning|afternoon|evening|night|lunchtime)\b/giu,
  ],
  [
    'address',
    /\b\d{1,5}[a-z]? (?:\p{Lu}[\p{L}'’.-]{1,20} ){1,3}?(?:St|Street|Rd|Road|Ave|Avenue|Lane|Ln|Way|Drive|Dr|Blvd|Boulevard|Court|Ct|Square|Place|Row|Close|Terrace|Hill|Park|Quay|Crescent|Gardens|Walk|Mews|Parkway|Highway|Plaza|Alley)\b(?:, ?\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+){0,2})*/gu,
  ],
  [
    'code',
    /\b(?=[\w-]*\d)(?=[\w-]*[A-Za-z])(?!\d{1,4}(?:st|nd|rd|th|km|kg|mg|ml|cm|mm|min|hrs?|gb|mb|kb|tb|am|pm|k|m|h|x)\b)[\w-]{2,60}\b|\b[A-Za-z]\w{0,40}_\w{1,60}\b|\b\d{1,8}-\d{1,12}(?:-\d{1,12}){0,4}\b/giu,
  ],
  ['number', new RegExp(String.raw`[$€£]?-?\b\d[\d,]*(?:\.\d+)?%?|\b(?:${[...NUMBER_WORDS].join('|')})\b`, 'giu')],
  ['language', /\b\p{L}{4,14}\b/gu],
  ['currency', /\b\p{L}{3,12}\b/gu],
  ['name', /\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+){0,2}, [A-Z]{2}\b/gu],
  ['code', /\b[A-Z]{2,6}\b(?! \p{Lu}\p{Ll})/gu],
  [
    'name',
    /\p{Lu}[\p{L}\p{N}'’&-]*(?:(?: (?:of|the|of the|de|la|del|le|van|von|der|du) (?=\p{Lu})| |\. (?<=\b(?:Dr|Mr|Mrs|Ms|St|Prof|Mt)\. ))\p{Lu}[\p{L}\p{N}'’&.-]*)*(?:, \p{Lu}\p{Ll}+(?=\s*(?:$|[?.!,])))?/gu,
  ],
];
