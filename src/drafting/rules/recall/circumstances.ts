import type { CalendarTime } from '#planner/calendar-time.ts';
import type { Catalogue } from '../../library.ts';
import { english } from '../cues/en.ts';
import { findDates } from '../dates.ts';
import { findFacts } from '../facts.ts';
import type { Language } from '../language.ts';
import { findConstraints } from '../limits.ts';
import { plainWords, type Range, type Text, trimRange } from '../mask.ts';
import { type Token, tokenize } from '../tokens.ts';
import type { WallClock } from '../zone.ts';
import { findRoughDate } from './rough-dates.ts';

/** Something the goal says, in its words. */
export interface Said<T = string> {
  readonly value: T;
  readonly range: Range;
}

/** What a goal says besides what it is about: where, when, how much, how many, with whom. null: not said. */
export interface Circumstances {
  readonly place: Place | null;
  readonly date: (Said<CalendarTime> & { readonly isRough: boolean }) | null;
  readonly budget: (Said & { readonly isLimit: boolean }) | null;
  readonly people: Said | null;
  readonly who: Said | null;
  /** Flags that are said, with their words. A flag that is denied ("without pets") is none. */
  readonly flags: ReadonlyMap<string, Range | null>;
  /** Where the words of all that stand: they do not say what the goal is about. */
  readonly taken: readonly Range[];
}

export function readCircumstances(
  text: Text,
  ranges: readonly Range[],
  catalogue: Catalogue,
  clock: WallClock,
  language: Language = english,
): Circumstances {
  const tokens = ranges.flatMap((range) => tokenize(text, range));
  const date = readDate(text, ranges, clock, language);
  const budget = readBudget(text, ranges);
  const people = readPeople(text, ranges);
  const taken = [date?.range, budget?.range, people?.range].filter((range) => range !== undefined && range !== null);
  const places = readPlaces(text, tokens, catalogue, taken, language.recall?.places ?? null);
  const where = places.find(({ cue }) => cue !== 'from') ?? null;
  const flags = readFlags(tokens, catalogue);
  // Where one starts from is said, or else where the person's clock is.
  const home = places.find(({ cue }) => cue === 'from')?.country ?? countryOfZone(catalogue, clock.zone);
  const there = where?.country ?? null;
  if (where !== null && there !== null && home !== null && there !== home && !flags.has('abroad'))
    flags.set('abroad', where.range);
  return {
    place: where,
    date,
    budget,
    people,
    who: readWho(text, tokens),
    flags,
    taken: [...taken, ...places.map(({ range }) => range)],
  };
}

/** A day that is named, else the one that a season or a year stands for. */
function readDate(text: Text, ranges: readonly Range[], clock: WallClock, language: Language): Circumstances['date'] {
  for (const range of ranges) {
    const date = findDates(text, range, clock, language).find(({ isTimeOnly }) => !isTimeOnly);
    if (date !== undefined) return { value: date.value, range: trimRange(text, date), isRough: false };
  }
  for (const range of ranges) {
    const rough = findRoughDate(text, range, clock);
    if (rough !== null) return { ...rough, isRough: true };
  }
  return null;
}

function readBudget(text: Text, ranges: readonly Range[]): Circumstances['budget'] {
  const money = findFacts(text, ranges, false).find(({ type }) => type === 'money');
  const [span] = money?.spans ?? [];
  if (money === undefined || span === undefined) return null;
  const limit = findConstraints(text, ranges).find(({ spans }) =>
    spans.some(({ start, end }) => start <= span.start && span.end <= end),
  );
  const [whole = span] = limit?.spans ?? [];
  return {
    value: limit?.text ?? money.text,
    range: { start: whole.start, end: whole.end },
    isLimit: limit !== undefined,
  };
}

/** "for 30 people", "a party of 12", "for two", "the three of us". */
function readPeople(text: Text, ranges: readonly Range[]): Said | null {
  for (const { start, end } of ranges) {
    const match = PEOPLE.exec(text.masked.slice(start, end));
    const count = match?.groups?.before ?? match?.groups?.of ?? match?.groups?.alone;
    if (match === null || count === undefined) continue;
    const n = NUMBERS.indexOf(count.toLowerCase());
    const value = `${n > 0 ? n : count} ${match.groups?.noun ?? 'people'}`;
    return { value, range: { start: start + match.index, end: start + match.index + match[0].length } };
  }
  return null;
}

const NUMBERS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');
const COUNT = `\\d{1,5}|${NUMBERS.slice(1).join('|')}`;
const PEOPLE = new RegExp(
  `\\b(?<before>${COUNT})\\s+(?<noun>(?:people|guests|persons|friends|adults|participants|attendees|colleagues|employees|kids|children)(?:(?:,| and|, and| plus)\\s+(?:${COUNT}|a)\\s+(?:adults?|kids?|child|children|baby|babies|toddlers?|teenagers?))*)\\b|` +
    `\\b(?:party|group|family|team) of (?<of>${COUNT})\\b|\\bfor (?<alone>${COUNT})(?=\\s*(?:$|[.,;!?]|in\\b|at\\b|on\\b|under\\b|with\\b))`,
  'iu',
);

export interface Place extends Said {
  /** The word before it. */
  readonly cue: string;
  /** ISO 3166, where it is known. */
  readonly country: string | null;
}

/** Names that are known for places, or what is written as a name behind "to", "in" and the like. Where one goes comes first. */
function readPlaces(
  text: Text,
  tokens: readonly Token[],
  catalogue: Catalogue,
  taken: readonly Range[],
  cues: ReadonlyMap<string, string> | null,
): readonly Place[] {
  const isFree = (token: Token) => !taken.some(({ start, end }) => start < token.end && token.start < end);
  const found: Place[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    // "To Crete", "through the Alps".
    const before = tokens[i - 1]?.lower ?? '';
    const said = before === 'the' && token?.isCapital === true ? (tokens[i - 2]?.lower ?? '') : before;
    const cue = cues === null ? said : (cues.get(said) ?? '');
    if (token === undefined || !isFree(token)) continue;
    const isCued = CUES.has(cue);
    // "nice" and "split" are words before they are cities: without a cue a place has to be written as a name.
    const known = isCued || token.isCapital ? knownPlace(tokens, i, catalogue) : null;
    let length = known?.length ?? 0;
    if (known === null && isCued && cue !== 'for')
      while (length < 4 && tokens[i + length]?.isCapital === true && isFree(tokens[i + length] ?? token)) length += 1;
    if (length === 0) continue;
    found.push(place(text, tokens.slice(i, i + length), cue, known?.country ?? null));
    i += length - 1;
  }
  return found.sort((a, b) => Number(b.cue === 'to') - Number(a.cue === 'to'));
}

const CUES = new Set('to in at near around across through for from'.split(' '));

function knownPlace(
  tokens: readonly Token[],
  at: number,
  { countries }: Catalogue,
): { country: string; length: number } | null {
  for (const [country, { names, cities }] of Object.entries(countries)) {
    for (const name of [...names, ...cities]) {
      const length = lengthAt(tokens, at, name);
      if (length > 0) return { country, length };
    }
  }
  return null;
}

function place(text: Text, tokens: readonly Token[], cue: string, country: string | null): Place {
  const range = { start: tokens[0]?.start ?? 0, end: tokens.at(-1)?.end ?? 0 };
  const words = plainWords(text, range);
  const value = tokens[0]?.isCapital ? words : words.replace(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase());
  return { value, range, cue, country };
}

function countryOfZone({ countries }: Catalogue, zone: string): string | null {
  return Object.entries(countries).find(([, { zones }]) => zones.includes(zone))?.[0] ?? null;
}

/** "Anna's", "my mother's". */
function readWho(text: Text, tokens: readonly Token[]): Said | null {
  const at = tokens.findIndex(({ lower }) => /^\p{L}+'s$/u.test(lower));
  const token = tokens[at];
  if (token === undefined) return null;
  const my = tokens[at - 1];
  const range = { start: my?.lower === 'my' || my?.lower === 'our' ? my.start : token.start, end: token.end };
  return { value: plainWords(text, range).replace(/['’]s$/u, ''), range };
}

function readFlags(tokens: readonly Token[], { flags }: Catalogue): Map<string, Range | null> {
  const said = new Map<string, Range | null>();
  for (const [flag, { said: phrases }] of Object.entries(flags)) {
    for (let i = 0; i < tokens.length; i++) {
      const length = Math.max(0, ...phrases.map((phrase) => lengthAt(tokens, i, phrase)));
      if (length === 0) continue;
      const isDenied = tokens.slice(Math.max(0, i - 2), i).some(({ lower }) => NOT.has(lower));
      if (isDenied) continue;
      const [first, last] = [tokens[i], tokens[i + length - 1]];
      said.set(flag, first === undefined || last === undefined ? null : { start: first.start, end: last.end });
      break;
    }
  }
  return said;
}

const NOT = new Set('no not without never'.split(' '));

/** How many tokens from `at` on are these words; a possessive counts as the word. */
function lengthAt(tokens: readonly Token[], at: number, phrase: string): number {
  // Thousands of names are looked for: most differ in the first word.
  if (!phrase.startsWith(tokens[at]?.lower.replace(/'s$/u, '') ?? ' ')) return 0;
  const words = phrase.split(' ');
  return words.every((word, k) => tokens[at + k]?.lower.replace(/'s$/u, '') === word) ? words.length : 0;
}
