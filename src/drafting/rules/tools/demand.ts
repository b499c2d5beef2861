import type { ToolParameter } from '../../drafter.ts';
import { SORTS } from '../cues/en-parameters.ts';
import { nameWords, plainWordsOf } from './words.ts';

export type DemandSort =
  | 'email'
  | 'phone'
  | 'path'
  | 'flag'
  | 'date'
  | 'time'
  | 'place'
  | 'number'
  | 'id'
  | 'language'
  | 'currency'
  | 'choice'
  | 'name'
  | 'text'
  | 'other';

/** What a parameter takes, as far as its name and description tell. */
export interface Demand {
  readonly parameter: ToolParameter;
  readonly sort: DemandSort;
  /** The words of its name. */
  readonly named: readonly string[];
  /** Those of its name that a request is likely to say beside the value: "customer" of "customer_id". */
  readonly telling: readonly string[];
  readonly about: readonly string[];
  /** Of two alike, where something begins or where it leads. */
  readonly role: 'from' | 'to' | null;
  /** Values that the description spells out, in lower case. */
  readonly options: readonly string[];
  /** No other values than the options are allowed. */
  readonly isClosed: boolean;
  /** It takes a list. */
  readonly isMany: boolean;
}

/** The sort of a parameter is told by its name, then by its description. */
export function readDemand(parameter: ToolParameter): Demand {
  const named = nameWords(parameter.name);
  const about = plainWordsOf(parameter.description);
  const options = optionsOf(parameter.description);
  const isClosed = options.length > 1 && options.length < 12 && !OPEN.test(parameter.description);
  const sort = sortOf(named, about);
  return {
    parameter,
    named,
    about,
    options,
    sort: isClosed && IS_CHOICE.has(sort) && !options.some((one) => /\d/u.test(one)) ? 'choice' : sort,
    telling: tellingOf(named),
    role: roleOf(named) ?? roleOf(about.slice(0, 4)),
    isMany: /[^su]s$/u.test(named.at(-1) ?? '') && MANY.test(parameter.description),
    isClosed,
  };
}

/** It may be left out, whatever the list of required ones says. */
export function isOptional({ sort, parameter: { required, description } }: Demand): boolean {
  return !required || sort === 'flag' || HAS_DEFAULT.test(description.replace(QUOTES, ''));
}

function sortOf(named: readonly string[], about: readonly string[]): DemandSort {
  const last = named.at(-1) ?? '';
  if (named.some((word) => word === 'currency')) return 'currency';
  if (named.some((word) => word === 'language' || word === 'lang')) return 'language';
  if (named[0] === 'number' || named[0] === 'num' || named.includes('count')) return 'number';
  if (named.includes('check') && /^(?:in|out)$/u.test(last)) return 'date';
  for (const said of [[last], named]) {
    const found = sortOfWords(said.filter((word) => !NO_CUE.has(word)));
    if (found !== null) return refine(found, named, about);
  }
  const asked = ASKED.find(([cue]) => cue.test(about.slice(0, 2).join(' ')));
  if (asked !== undefined) return asked[1];
  // In a description, what is said first counts most: "Name of the city".
  for (const word of about.slice(0, 8)) {
    if (PREPOSITION.test(word)) break;
    const found = NO_CUE.has(word) ? null : sortOfWords([word]);
    if (found !== null) return refine(found, named, about);
  }
  const bare = sortOfWords(named);
  if (bare !== null) return refine(bare, named, about);
  return 'other';
}

/** The first sort that one of the words tells, in the plural only where no sort has the word itself. */
function sortOfWords(said: readonly string[]): DemandSort | null {
  for (const form of [said, said.map((word) => word.replace(/s$/u, ''))]) {
    const found = SORTS.find(([, cues]) => form.some((word) => cues.has(word)));
    if (found !== undefined) return found[0] as DemandSort;
  }
  return null;
}

/** "order_number" and "account number" name a thing, and "recipient" with a mail address is one. */
function refine(sort: DemandSort, named: readonly string[], about: readonly string[]): DemandSort {
  if (sort === 'number' && named.at(-1) === 'number' && named.length > 1) return 'id';
  if (sort === 'choice' && /^(?:name|title)$/u.test(about.find((word) => word !== 'the') ?? '')) return 'name';
  const head = about.slice(0, 8);
  if (sort === 'name' && head.includes('address') && head.some((word) => /^e?-?mails?$/u.test(word))) return 'email';
  if (sort === 'name' && head.includes('phone')) return 'phone';
  return sort;
}

/** What of a name tells most: "product" in "product_id", "type" in "event_type". */
function tellingOf(named: readonly string[]): readonly string[] {
  const last = named.at(-1) ?? '';
  const words = named.length > 1 && SUFFIXES.has(last) && last !== 'id' ? named.slice(0, -1) : named;
  return words.filter((word) => word.length > 1 && !NOT_TELLING.has(word)).map((word) => word.replace(/s$/u, ''));
}

function roleOf(said: readonly string[]): Demand['role'] {
  if (said.some((word) => FROM.has(word))) return 'from';
  return said.some((word) => TO.has(word)) ? 'to' : null;
}

/** "such as 'a', 'b' or 'c'". */
function optionsOf(description: string): readonly string[] {
  const quoted = [...description.matchAll(/(?<!\p{L})['"‘“]([^'"’”]{1,30})['"’”](?!\p{L})/gu)].map((match) =>
    (match[1] ?? '').toLowerCase(),
  );
  if (quoted.length > 0) return quoted.filter((one) => !FORMAT.test(one));
  const list =
    /(?:such as|e\.g\.,?|\blike\b|\beither\b|one of|options?(?: are)?:|\bfrom\b) ([^.()]{3,120})/iu.exec(
      description,
    )?.[1] ?? '';
  return list
    .toLowerCase()
    .split(/,|\bor\b|\band\b|\//u)
    .map((part) => part.trim())
    .filter((part) => part !== '' && part.length <= 30);
}

const QUOTES = /(?<!\p{L})['"‘“][^'"’”]{1,60}['"’”]/gu;
/** A description of several things. */
const MANY = /\b(?:list|array|separated|multiple|several|set of)\b|^(?:the )?\p{L}+s\b/iu;
const FORMAT = /^(?:[ymdhs:/. t-]+|city, state|dontcare|true|false)$/iu;
const OPEN = /\be\.g\b|such as|for example|\blike\b|\bformat\b|example/iu;
/** How a description asks for a value. */
const ASKED: readonly (readonly [RegExp, DemandSort])[] = [
  [/^(?:when|until when|first night|last night)/u, 'date'],
  [/^(?:where|to where|from where)/u, 'place'],
  [/^(?:who|whom)\b/u, 'name'],
  [/^how (?:many|much|long|often|far|old|big|high)/u, 'number'],
  [/^(?:whether|if)\b/u, 'flag'],
  [/^what\b/u, 'text'],
];
/** Sorts of which a few may be allowed. */
const IS_CHOICE: ReadonlySet<DemandSort> = new Set(['place', 'name', 'text', 'other', 'id', 'number']);
const PREPOSITION = /^(?:of|with|for|in|to|from|at|on|by|that|which|whose|who|where|when|between|used|being|as)$/u;
const NO_CUE = new Set('to from is has include includes until when where show'.split(' '));
const SUFFIXES = new Set(['id', 'number', 'name', 'code', 'value', 'key', 'amount']);
const NOT_TELLING = new Set(['to', 'from', 'of', 'in', 'is', 'the', 'number', 'name', 'on', 'by', 'at']);
const FROM = new Set(
  'from origin source start starting departure depart pickup begin beginning first in checkin base sender old'.split(
    ' ',
  ),
);
const TO = new Set(
  'to destination dropoff arrival target end ending return finish last out checkout until receiver recipient new'.split(
    ' ',
  ),
);
const HAS_DEFAULT =
  /\bdefault(?:s|ed)?\b|\bassumes?\b|\bif (?:not (?:specified|provided|given)|omitted|unspecified)\b|\boptional\b/iu;
