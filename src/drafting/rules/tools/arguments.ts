import type { Tool, ToolParameter } from '../../drafter.ts';
import { DIMENSIONS, MEASURED_BY, UNITS } from '../cues/en-parameters.ts';
import { type Demand, type DemandSort, isOptional, readDemand } from './demand.ts';
import { findValues, type Value, type ValueSort } from './values.ts';
import { deedsOf, keyOf, nameWords, plainWordsOf } from './words.ts';

export interface Arguments {
  /** Values as the words give them, by parameter. */
  readonly values: ReadonlyMap<string, string>;
  /** Required parameters that the words leave open. */
  readonly missing: readonly ToolParameter[];
}

/**
 * The values that the words of a request give for a tool's parameters. How well a value fits a parameter is weighed by its
 * sort, by the words around it and by what the description spells out; the best pair is taken first, each value once.
 */
export function readArguments(tool: Tool, said: string): Arguments {
  const demands = tool.parameters.map(readDemand);
  const known = knownWords(tool, demands);
  const found = findValues(said, known);
  const isLonePlace = demands.filter(({ sort }) => sort === 'place').length === 1;
  const lower = said.toLowerCase();
  const pairs = demands.flatMap((demand, d) =>
    found.flatMap((value, v) => {
      const score = weigh(demand, value, lower, known, isLonePlace);
      return score >= ENOUGH ? [{ d, v, score: score + (demand.parameter.required ? REQUIRED : 0) }] : [];
    }),
  );
  pairs.sort((a, b) => b.score - a.score || a.d - b.d || a.v - b.v);
  const values = new Map<string, string>();
  const used = new Set<number>();
  for (const { d, v } of pairs) {
    const name = demands[d]?.parameter.name;
    const value = found[v];
    if (name === undefined || value === undefined || used.has(v) || values.has(name)) continue;
    used.add(v);
    values.set(name, value.text);
    // "Tags including a, b and c": what takes several takes all that are listed.
    if (demands[d]?.isMany === true) for (const other of listedWith(v, found, said)) used.add(other);
  }
  for (const { parameter, sort, options } of demands) {
    if (values.has(parameter.name)) continue;
    const option = sort === 'place' || sort === 'date' ? undefined : options.find((one) => saysOption(lower, one));
    if (option !== undefined) values.set(parameter.name, option);
  }
  const told = TOLD.exec(said)?.groups?.told?.trim();
  const text = demands.find(({ sort }) => sort === 'text')?.parameter.name;
  // "Tell Ann that …", "note: …": the text is all of that.
  const isQuoted = found.some((value) => value.sort === 'quote' && value.text === values.get(text ?? ''));
  if (text !== undefined && told !== undefined && !isQuoted) values.set(text, told);
  const missing = demands.filter((demand) => !values.has(demand.parameter.name) && !isOptional(demand));
  return { values, missing: missing.map(({ parameter }) => parameter) };
}

/** The values that stand in a list with another. */
function listedWith(at: number, found: readonly Value[], said: string): readonly number[] {
  const listed: number[] = [];
  for (let i = at + 1; i < found.length; i++) {
    const [before, value] = [found[i - 1], found[i]];
    if (before === undefined || value === undefined) break;
    if (!BETWEEN.test(said.slice(before.end, value.start))) break;
    listed.push(i);
  }
  return listed;
}

/** Keys of the words that a tool is called by; what its description gives as an example may well be a value. */
function knownWords({ name, description }: Tool, demands: readonly Demand[]): ReadonlySet<string> {
  const plain = description.replace(
    /\(?\b(?:e\.g\.|such as|for example)[^.;)]*|(?<!\p{L})['"‘“][^'"’”]{1,60}['"’”]/giu,
    ' ',
  );
  return new Set([...nameWords(name), ...plainWordsOf(plain), ...demands.flatMap(({ named }) => named)].map(keyOf));
}

/** How well each sort of value suits each sort of parameter. */
const TAKES: Readonly<Record<DemandSort, Readonly<Partial<Record<ValueSort, number>>>>> = {
  email: { email: 3 },
  phone: { phone: 3, number: 0.5 },
  path: { path: 3, quote: 2, code: 0.5 },
  flag: {},
  date: { date: 3 },
  time: { time: 3, date: 0.5 },
  place: { address: 3, name: 2, quote: 1, code: 1, words: 0.5, language: 0.5, path: 0.5 },
  number: { number: 3, date: 0.5 },
  id: { code: 3, quote: 2, phone: 1, path: 1.5, number: 1, name: 0.8, email: 0.8 },
  language: { language: 3 },
  currency: { currency: 3, code: 1 },
  choice: { quote: 1, name: 1.2, language: 1.2, words: 1.2, code: 1, currency: 1 },
  name: { quote: 3, name: 2.5, code: 2, email: 1, path: 0.9, words: 0.4, language: 0.3 },
  text: { quote: 3, path: 1, name: 1.5, words: 1.2, code: 1, email: 0.3, language: 0.5 },
  other: {
    quote: 1.2,
    language: 0.8,
    code: 1,
    name: 0.8,
    path: 1,
    address: 0.5,
    words: 0.2,
    number: 0.2,
    date: 0.2,
    email: 0.2,
  },
};

function weigh(demand: Demand, value: Value, lower: string, known: ReadonlySet<string>, isLonePlace: boolean): number {
  const { sort } = demand;
  const suits = TAKES[sort][value.sort];
  const isNamed = standsBeside(demand, value, lower);
  if (suits === undefined || sort === 'flag') return 0;
  let score = suits + isNamed * BESIDE;
  const text = value.text.toLowerCase();
  if (demand.options.includes(text)) score += SPELLED;
  else if (demand.isClosed && sort === 'choice') return 0;
  const measured = MEASURED_BY[value.next];
  if (value.sort === 'number' && measured !== undefined) score += demand.named.includes(measured) ? BESIDE : -1;
  if (value.dimension !== '') {
    const units = DIMENSIONS[value.dimension];
    const said = [...demand.named, ...demand.about.slice(0, 10)];
    if (units !== undefined && said.some((word) => units.has(word) || UNITS[word] === value.dimension))
      score += MEASURES;
    else if (isNamed === 0 && Object.values(DIMENSIONS).some((one) => demand.named.some((word) => one.has(word))))
      return 0;
    else score -= 1;
  }
  const role = ROLE_LEADS.from.test(value.lead) ? 'from' : ROLE_LEADS.to.test(value.lead) ? 'to' : null;
  if (demand.role !== null && role !== null && !(isLonePlace && sort === 'place'))
    score += demand.role === role ? SAME_ROLE : -SAME_ROLE;
  if (isNamed === 0 && leadsTo(demand, value, lower)) score -= BESIDE;
  const isModifier = (value.sort === 'name' || value.sort === 'language') && known.has(keyOf(value.next));
  switch (sort) {
    case 'place':
      if (STANDS_IN.test(value.lead)) score += 1;
      else if (value.isPlace) score += 0.6;
      else if (value.sort === 'words' || isModifier || NO_PLACE_LEAD.test(value.lead)) return isNamed > 0 ? score : 0;
      if (deedsOf(text).length > 0 && value.sort === 'words') return 0;
      break;
    case 'choice':
      if (isModifier || known.has(keyOf(value.next))) score += 1;
      if (STANDS_IN.test(value.lead) && isNamed === 0 && !demand.options.includes(text)) score -= 1;
      break;
    case 'name':
      if (NAMED.test(value.lead)) score += 1.5;
      if (CALLED.test(value.lead) && demand.named.some((word) => word === 'name' || word === 'title')) score += 1;
      if (value.sort === 'path' && /^[\w-]+\/[\w.-]+$/u.test(text)) score += 1;
      if (STANDS_IN.test(value.lead) && value.sort === 'name' && isNamed === 0) score -= 0.7;
      if (value.sort === 'words' && (isObject(value.lead) || /^\S+-\S+$/u.test(text))) score += 0.8;
      break;
    case 'id':
      if (ZIP.test(demand.named.join(' ')) && /^\d{4,5}$/u.test(text)) return score + 2.5;
      // A bare number is an id only where it stands at the word: "customer 4711", not "that ferry for two".
      if (value.sort === 'number' && (isNamed < 1 || !/\d/u.test(text))) return 0;
      break;
    case 'other':
      if (CALLED.test(value.lead)) score += 1;
      break;
    case 'time':
      if (value.sort === 'date' && !demand.named.includes('period')) return 0;
      break;
    case 'date':
      // A year alone is no day, and a day no year.
      if (
        /^year$/u.test(demand.named.at(-1) ?? '') !== YEAR.test(text) &&
        (YEAR.test(text) || !/\d{4}|year/u.test(text))
      )
        return 0;
      if (/^month$/u.test(demand.named.at(-1) ?? '') && !/\p{L}{3}|-/u.test(text)) return 0;
      break;
    case 'number':
      if (value.sort === 'date' && !/^(?:the )?\d{1,2}(?:st|nd|rd|th)$/u.test(text)) return 0;
      if (value.lead === 'at' && /^\d{1,2}$/u.test(text) && isNamed === 0) score -= 1;
      break;
    default:
      break;
  }
  return score;
}

/**
 * How clearly the words put a value beside the parameter's own name: 1 right behind it ("user ID 12"), less before it
 * ("12 users") or further away, 0 not at all.
 */
function standsBeside({ telling }: Demand, value: Value, lower: string): number {
  const before = lower.slice(Math.max(0, value.start - NEAR), value.start);
  const after = lower.slice(value.end, value.end + NEAR);
  let best = 0;
  for (const word of telling) {
    const place = before.lastIndexOf(word);
    if (place >= 0 && !/\p{L}/u.test(before[place - 1] ?? ' ')) {
      const between = before.slice(place + word.length);
      if (AT_ITS_WORD.test(between)) return 1;
      if (!/[,.;]| (?:and|in|at|from|to|near|on) /u.test(between)) best = Math.max(best, 0.6);
    }
    const behind = after.search(
      new RegExp(
        String.raw`^['"”’)]?[ -](?:(?:for|as|is|was) )?(?:(?:the|a|an|my) )?(?:\p{L}+ )?${literal(word)}`,
        'u',
      ),
    );
    if (behind === 0) best = Math.max(best, 0.7);
  }
  return best;
}

const literal = (word: string): string => word.replace(/[^\p{L}\p{N}]/gu, '');

/** "Add 'Clocks' to my playlist": what is put into something is not its name. */
function leadsTo({ telling }: Demand, { end }: Value, lower: string): boolean {
  const words =
    lower.slice(end, end + 2 * NEAR).match(/^['"”’]? (?:to|into|onto|in|from|on)((?: \p{L}+){1,4})/u)?.[1] ?? '';
  return telling.some((word) => words.includes(` ${word}`));
}

/** Right behind the deed: "install slack". */
const isObject = (lead: string): boolean =>
  deedsOf(lead).length > 0 && !/^(?:for|in|on|at|from|to|by|with|of)$/u.test(lead);

/** "on" and "off" are said of much else than a lamp. */
function saysOption(lower: string, option: string): boolean {
  if (option.length < 2) return false;
  if (/^(?:on|off)$/u.test(option))
    return new RegExp(
      String.raw`\b(?:turn|switch|put|set|power|flip|lights?|it|is|be)(?:ed|s)?(?: \p{L}+){0,4} ${option}\b`,
      'u',
    ).test(lower);
  const at = lower.indexOf(option);
  return at >= 0 && !/\p{L}/u.test(lower[at - 1] ?? ' ') && !/\p{L}/u.test(lower[at + option.length] ?? ' ');
}

const BETWEEN = /^['"’”]?(?: ?[,;&+] ?(?:and |or )?| and | or )(?:an? |the |some )?['"‘“]?$/u;
const TOLD = /(?:^[^:\n]{2,60}: |\b(?:that|saying|reading|says) )(?<told>[^\n]{3,300}?)[.!?]*\s*$/iu;
const ENOUGH = 1;
/** Of a required and an optional parameter that fit alike, the required one is meant. */
const REQUIRED = 0.3;
const BESIDE = 2;
const SPELLED = 3;
const MEASURES = 1.5;
const SAME_ROLE = 1.2;
/** Characters between a parameter's name and its value. */
const NEAR = 30;
const AT_ITS_WORD =
  /^s?(?:[\s:#=(]|["'“‘]|\b(?:id|ids|number|no\.?|code|is|as|of|with|called|named|the|name)\b){1,8}$/u;
const STANDS_IN = /^(?:in|at|near|around|to|from|within|into|outside|inside|for|toward|towards)$/u;
const NO_PLACE_LEAD = /^(?:by|with|called|named|titled|about|on|and|or|of)$/u;
const CALLED = /^(?:called|named|titled|labelled|labeled|entitled)$/u;
const NAMED = /^(?:by|called|named|titled|labelled|labeled|entitled|featuring|starring|for|with|about|as|on|of)$/u;
const ZIP = /\b(?:zip|zipcode|postcode|postal)\b/u;
const YEAR = /^\d{4}$/u;
const ROLE_LEADS = {
  from: /^(?:from|starting|beginning|leaving|departing|between|since)$/u,
  to: /^(?:to|into|until|till|through|ending|returning|toward|towards|arriving)$/u,
} as const;
