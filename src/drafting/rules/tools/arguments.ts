import type { Tool, ToolParameter } from '../../drafter.ts';
import { DAYS, MONTHS, NUMBER_WORDS, SORTS } from '../cues/en-parameters.ts';
import { EMPTY } from '../cues/en-tools.ts';
import { deedsOf, keyOf, nameWords, plainWordsOf } from './words.ts';

export interface Arguments {
  /** Values as the words give them, by parameter. */
  readonly values: ReadonlyMap<string, string>;
  /** Required parameters that the words leave open. */
  readonly missing: readonly ToolParameter[];
}

/**
 * The values that the words of a request give for a tool's parameters. The sort of a parameter is told by its name, then by
 * its description; each stretch of words is taken once, the parameters that take only one sort of value first.
 */
export function readArguments(tool: Tool, said: string): Arguments {
  const values = new Map<string, string>();
  const used = new Set<Value>();
  const known = new Set([...nameWords(tool.name), ...plainWordsOf(tool.description)].map(keyOf));
  // "PostgreSQL" says which tool is meant, not what it is to be given.
  const found = findValues(said).filter(
    ({ text, sort }) => sort !== 'proper' || !plainWordsOf(text).every((word) => known.has(keyOf(word))),
  );
  const wanted = tool.parameters
    .map((parameter) => ({ parameter, sort: sortOf(parameter) }))
    .sort(
      (a, b) =>
        ORDER.indexOf(a.sort) - ORDER.indexOf(b.sort) || Number(b.parameter.required) - Number(a.parameter.required),
    );
  const isLonePlace = wanted.filter(({ sort }) => sort === 'place').length === 1;
  // First what the words put beside the parameter's own name, then whatever is left.
  for (const isNamed of [true, false]) {
    for (const { parameter, sort } of wanted) {
      if (values.has(parameter.name)) continue;
      const left = found.filter((one) => !used.has(one));
      const value = isNamed
        ? nearest(left, nameWords(parameter.name), said, sort)
        : choose(parameter, sort, left, said, known, isLonePlace);
      if (value === null) continue;
      if (typeof value === 'string') values.set(parameter.name, value);
      else {
        used.add(value);
        values.set(parameter.name, value.text);
      }
    }
  }
  const missing = tool.parameters.filter(
    (parameter) =>
      parameter.required &&
      !values.has(parameter.name) &&
      sortOf(parameter) !== 'flag' &&
      !HAS_DEFAULT.test(parameter.description),
  );
  return { values, missing };
}

type Sort =
  | 'email'
  | 'phone'
  | 'path'
  | 'flag'
  | 'date'
  | 'time'
  | 'place'
  | 'number'
  | 'id'
  | 'choice'
  | 'name'
  | 'text'
  | 'other';
const ORDER: readonly Sort[] = [
  'email',
  'phone',
  'path',
  'date',
  'time',
  'id',
  'number',
  'place',
  'name',
  'choice',
  'other',
  'text',
  'flag',
];

interface Value {
  readonly text: string;
  readonly sort: 'email' | 'path' | 'date' | 'time' | 'number' | 'id' | 'quote' | 'proper' | 'place';
  readonly start: number;
  /** The word before it, in lower case. */
  readonly lead: string;
}

function sortOf({ name, description }: ToolParameter): Sort {
  const named = nameWords(name);
  const last = named.at(-1) ?? '';
  const isCounted = named[0] === 'number' || named[0] === 'num' || named.includes('count');
  if (isCounted) return 'number';
  for (const said of [[last], named, plainWordsOf(description).slice(0, 8)]) {
    for (const [sort, cues] of SORTS)
      if (said.some((word) => cues.has(word) || cues.has(word.replace(/s$/u, '')))) return refine(sort as Sort, named);
  }
  return 'other';
}

/** "order_number" and "account number" are names of a thing, not how many. */
function refine(sort: Sort, named: readonly string[]): Sort {
  if (sort === 'number' && named.at(-1) === 'number' && named.length > 1) return 'id';
  return sort;
}

/** Sorts of values that a sort of parameter takes. */
const TAKES: Readonly<Record<Sort, readonly Value['sort'][]>> = {
  email: ['email'],
  phone: [],
  path: ['path', 'quote'],
  flag: [],
  date: ['date'],
  time: ['time'],
  place: ['place', 'proper', 'quote'],
  number: ['number'],
  id: ['id', 'quote', 'number', 'proper'],
  choice: ['quote'],
  name: ['quote', 'proper', 'id'],
  text: ['quote', 'proper'],
  other: ['quote', 'id', 'proper', 'number'],
};

function choose(
  parameter: ToolParameter,
  sort: Sort,
  found: readonly Value[],
  said: string,
  known: ReadonlySet<string>,
  isLonePlace: boolean,
): Value | string | null {
  const of = (...sorts: readonly Value['sort'][]) => found.filter((value) => sorts.includes(value.sort));
  const named = nameWords(parameter.name);
  // "Such as 1 for Rome": a value that the description itself spells out.
  const spelled = of('proper', 'place', 'quote').find(({ text }) =>
    includesWord(parameter.description, text.toLowerCase()),
  );
  switch (sort) {
    case 'phone':
      return /\+?\d[\d ()-]{6,}\d/u.exec(said)?.[0] ?? null;
    case 'email':
    case 'path':
    case 'date':
      return of(...TAKES[sort])[0] ?? null;
    case 'time':
      return of('time')[0] ?? (named.includes('period') ? (of('date')[0] ?? null) : null);
    case 'id':
      return of('id')[0] ?? of('quote')[0] ?? spelled ?? null;
    case 'number':
      return of('number')[0] ?? found.find(({ text }) => /^(?:the )?\d{1,2}(?:st|nd|rd|th)$/u.test(text)) ?? null;
    case 'place': {
      const leads = named.some((word) => FROM.has(word))
        ? /^from$/u
        : named.some((word) => TO.has(word))
          ? /^(?:to|into|for)$/u
          : null;
      const places = of('place', 'proper', 'quote');
      if (leads !== null && !isLonePlace) return places.find(({ lead }) => leads.test(lead)) ?? null;
      return places.find(({ lead }) => IN.test(lead)) ?? places.find((value) => value.sort !== 'place') ?? null;
    }
    case 'name':
      return of('quote')[0] ?? of('proper')[0] ?? of('id')[0] ?? null;
    case 'choice':
      return (
        optionsOf(parameter.description).find((one) => includesWord(said, one)) ??
        spelled ??
        qualifier(said, known, true)
      );
    case 'text':
      return of('quote')[0] ?? of('proper', 'place')[0] ?? qualifier(said, known, false);
    case 'other':
      return spelled ?? null;
    case 'flag':
      return null;
  }
}

/** What of a name tells most: "product" in "product_id", "type" in "event_type". */
function telling(named: readonly string[]): readonly string[] {
  const last = named.at(-1) ?? '';
  return named.length > 1 && SUFFIXES.has(last) ? [named.at(-2) ?? '', ...(last === 'id' ? ['id'] : [])] : [last];
}

/** The value that stands nearest behind a word of the parameter's name, or right before it. */
function nearest(values: readonly Value[], named: readonly string[], said: string, sort: Sort): Value | null {
  const lower = said.toLowerCase();
  let best: Value | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const value of values) {
    if (!TAKES[sort].includes(value.sort)) continue;
    // "In Lyon" is where, whatever stands beside it.
    if (sort !== 'place' && value.sort === 'proper' && STANDS_IN.test(value.lead)) continue;
    const before = lower.slice(Math.max(0, value.start - NEAR), value.start);
    const after = lower.slice(value.start + value.text.length, value.start + value.text.length + NEAR / 2);
    for (const name of telling(named)) {
      const word = name.replace(/s$/u, '');
      if (word.length < 2 || EMPTY_NAMES.has(name)) continue;
      const place = before.lastIndexOf(word);
      // A bare number is an id only where it stands at the word: "customer 4711", not "that ferry for two".
      if (sort === 'id' && value.sort === 'number' && !AT_ITS_WORD.test(before.slice(place + word.length))) continue;
      const distance =
        place >= 0 ? before.length - place : after.includes(word) ? NEAR / 2 + after.indexOf(word) : least;
      if (distance >= least) continue;
      least = distance;
      best = value;
    }
  }
  return best;
}

/** A word that says more than the tool does by itself: "rock songs". `isBefore`: only right before one of the tool's words. */
function qualifier(said: string, known: ReadonlySet<string>, isBefore: boolean): string | null {
  const words = plainWordsOf(said);
  for (const [i, word] of words.entries()) {
    if (word.length < 3 || EMPTY.has(word) || known.has(keyOf(word)) || deedsOf(word).length > 0 || CHATTER.test(word))
      continue;
    if (!isBefore || known.has(keyOf(words[i + 1] ?? ''))) return word;
  }
  return null;
}

/** "such as 'a', 'b' or 'c'". */
function optionsOf(description: string): readonly string[] {
  const quoted = [...description.matchAll(/['"‘“]([^'"’”]{1,30})['"’”]/gu)].map((match) =>
    (match[1] ?? '').toLowerCase(),
  );
  if (quoted.length > 0) return quoted;
  const list = /(?:such as|e\.g\.,?|like|either|one of|options?:|from) ([^.()]{3,120})/iu.exec(description)?.[1] ?? '';
  return list
    .toLowerCase()
    .split(/,|\bor\b|\band\b|\//u)
    .map((part) => part.trim())
    .filter((part) => part !== '' && part.length <= 30);
}

function includesWord(said: string, word: string): boolean {
  const lower = said.toLowerCase();
  const at = lower.indexOf(word);
  return (
    word.length > 1 && at >= 0 && !/\p{L}/u.test(lower[at - 1] ?? ' ') && !/\p{L}/u.test(lower[at + word.length] ?? ' ')
  );
}

function findValues(said: string): readonly Value[] {
  const found: Value[] = [];
  const isTaken = (start: number, end: number) =>
    found.some((one) => start < one.start + one.text.length && end > one.start);
  for (const [sort, pattern] of PATTERNS) {
    for (const match of said.matchAll(pattern)) {
      const text = match.groups?.v ?? match.groups?.v2 ?? match[0];
      const start = match.index + match[0].lastIndexOf(text);
      if (text === '' || isTaken(start, start + text.length) || found.length >= MOST) continue;
      const before = said.slice(Math.max(0, start - 24), start).trimEnd();
      const lead = /[\p{L}']+$/u.exec(before.replace(/\b(?:the|a|an)$/iu, '').trimEnd())?.[0].toLowerCase() ?? '';
      if (sort === 'proper' && (CHATTER.test(text.toLowerCase()) || isOpening(said, start, text))) continue;
      if (
        sort === 'place' &&
        (EMPTY.has(text.toLowerCase()) ||
          NUMBER_WORDS.has(text.toLowerCase()) ||
          NO_PLACE.test(text) ||
          deedsOf(text).length > 0)
      )
        continue;
      found.push({ text, sort, start, lead });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** A capital at the beginning of a sentence says nothing, unless another follows. */
function isOpening(said: string, start: number, text: string): boolean {
  const before = said.slice(Math.max(0, start - 3), start).trimEnd();
  return (before === '' || /[.!?:]$/u.test(before)) && !/\s\p{Lu}/u.test(text);
}

const MOST = 60;
/** Characters between a parameter's name and its value. */
const NEAR = 30;
const SUFFIXES = new Set(['id', 'number', 'name', 'code', 'value', 'key', 'amount']);
const EMPTY_NAMES = new Set(['to', 'from', 'of', 'in', 'is', 'the', 'number', 'name']);
const FROM = new Set(['from', 'origin', 'source', 'start', 'departure', 'pickup']);
const TO = new Set(['to', 'destination', 'dropoff', 'arrival', 'target']);
const AT_ITS_WORD = /^s?(?:[\s:#=(]|\b(?:id|ids|number|no\.?|code|is|with|of)\b){1,6}$/u;
const STANDS_IN = /^(?:in|at|near|around|from|to)$/u;
const IN = /^(?:in|at|near|around|to|for|of|within|from)$/u;
const NO_PLACE =
  /ing$|^(?:my|your|our|his|her|their|this|that|these|those|which|what|whom|order|case|person|detail|advance|total|general|me|you|us|him|them|be|see|find|get|do|go|watch|book|buy|play|eat|stay|know|make|have|check|travel|attend|visit|use|learn|help|listen|reserve|search|look|take|rent|order|least|most|best|more|all|any|some|free|sale|rent)$/iu;
const CHATTER =
  /^(?:hi|hello|hey|thanks|thank|sorry|okay|ok|yes|no|sure|great|good|really|please|i'm|i've|i'd|i'll|it's|can|could|would|what|which|who|where|when|how|is|are|do|does|let|find|show|tell|give|get|also|then|but|and|so|today|tomorrow|looking|something|someone|anything|everything|somewhere|nice|best|there|here|lot|because|about|around|really|very|pretty|soon|going|planning|trying|possible|available|idea|ideas|thing|things|want|wanted|need|needed|love|loves|heard|hear)$/u;
const HAS_DEFAULT =
  /\bdefault(?:s|ed)?\b|\bassumes?\b|\bif (?:not (?:specified|provided|given)|omitted|unspecified)\b|\boptional\b/iu;
const PATTERNS: readonly (readonly [Value['sort'], RegExp])[] = [
  ['email', /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/gu],
  [
    'path',
    /https?:\/\/[^\s"'<>)]{2,500}|(?:[A-Za-z]:\\|\.{0,2}\/)[\w./\\-]{2,200}|(?<![\w.])[\w-]{1,60}\.(?:[a-z]{2,4}\d?)(?![\w])/gu,
  ],
  ['quote', /["“](?<v>[^"”\n]{1,200})["”]|(?<![\p{L}\p{N}])['‘](?<v2>[^'’\n]{1,200})['’](?!\p{L})/gu],
  [
    'date',
    new RegExp(
      String.raw`\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b(?:\d{1,2}(?:st|nd|rd|th)?(?: of)? )?(?:${MONTHS})\b(?: \d{1,2}(?:st|nd|rd|th)?\b)?(?:,? \d{4})?|\b(?:the )?\d{1,2}(?:st|nd|rd|th)\b|\b(?:${DAYS})\b|\b(?:19|20)\d{2}\b`,
      'giu',
    ),
  ],
  [
    'time',
    /\b\d{1,2}[:.]\d{2} ?(?:[ap]\.?m\.?)?|\b\d{1,2} ?(?:[ap]\.?m\b\.?|o'?clock)|\b(?:noon|midnight|morning|afternoon|evening)\b/giu,
  ],
  [
    'number',
    /\b\d+(?:\.\d+)?(?=[- ]?(?:second|minute|hour|day|night|week|month|year|star|bed|seat|person|people|mile|km|meter|metre|%)s?\b)/giu,
  ],
  ['id', /\b(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{4,60}\b|\b[A-Z]{2,6}\b/gu],
  ['number', new RegExp(String.raw`[$€£]?\b\d[\d,]*(?:\.\d+)?%?|\b(?:${[...NUMBER_WORDS].join('|')})\b`, 'giu')],
  ['proper', /\p{Lu}[\p{L}\p{N}'’&-]*(?:(?: (?:of|the|and|de|la|at|in) (?=\p{Lu})| )\p{Lu}[\p{L}\p{N}'’&.-]*)*/gu],
  ['place', /\b(?:in|at|near|around|from|to)\s+(?<v>\p{Ll}[\p{L}-]{2,30})\b/gu],
];
