import type { Action } from './action-shape.ts';
import type { Language } from './language.ts';
import { type Manner, mannerOf } from './manner.ts';
import { phraseAt, type Token } from './tokens.ts';
import { stemOf } from './verb-forms.ts';

/** What a request is about, so that words behind it can be told to be about the same. */
export interface Asked {
  /** Stems of the words that carry meaning; grows with what is said later. */
  readonly stems: Set<string>;
  /** The same with the words that say little ("the list"): for what is spoken of again with an article. */
  readonly named: Set<string>;
  readonly announces: Action['announces'];
  readonly isPolite: boolean;
  /** It names a thing by name, number or quotation. */
  readonly hasValues: boolean;
  /** It names nothing: "help me with a few things". */
  readonly isGeneric: boolean;
}

/**
 * How a request stands to the one before it. `detail`: it tells more about it. `restates`: it asks for the same in so many
 * words. `carries-out`: the one before only said that something will be asked for. `begins`: the one before is the whole of
 * which this is the first part.
 */
export type Tie = 'apart' | 'detail' | 'restates' | 'carries-out' | 'begins';

export function askedOf(
  tokens: readonly Token[],
  action: Action,
  from: number,
  to: number,
  language: Language,
): Asked & { readonly isApart: boolean } {
  const stems = stemsIn(tokens, Math.max(from, action.verb), to, language);
  if (action.object !== null) for (const stem of stemsIn(tokens, ...action.object, language)) stems.add(stem);
  let isApart = action.isApart;
  for (let i = from; i < action.verb; i++) if (phraseAt(tokens, i, language.asking.additions) > 0) isApart = true;
  const verb = action.base ?? tokens[action.verb]?.lower ?? '';
  const about = [...stems].filter((stem) => stem !== rootOf(stemOf(verb, language)));
  const named = hasValues(tokens, action.verb, to, language);
  const isVague = isVagueObject(tokens, action.verb, to, language, named);
  return {
    stems,
    named: new Set([...stems, ...nounsIn(tokens, Math.max(from, action.verb), to, language)]),
    announces: action.announces === 'duty' && isVague ? 'wish' : action.announces,
    isPolite: action.isPolite,
    hasValues: named,
    isGeneric: (about.length === 0 && !named) || (isVague && action.announces !== 'no'),
    isApart,
  };
}

/**
 * "gather some information for a project", "learn about different things": up to the first preposition nothing is named.
 * Names behind it may be what it is for, but not what it is about.
 */
function isVagueObject(
  tokens: readonly Token[],
  verb: number,
  to: number,
  language: Language,
  hasNames: boolean,
): boolean {
  let seen = 0;
  for (let i = verb + 1; i < Math.min(to, verb + 8); i++) {
    const token = tokens[i];
    if (token?.isWord !== true) break;
    if (language.prepositions.has(token.lower)) {
      if (seen > 0) return !hasNames || PURPOSE.test(token.lower);
      continue;
    }
    if (language.determiners.has(token.lower)) continue;
    if (!language.asking.genericNouns.has(token.lower)) return false;
    seen += 1;
  }
  return seen > 0 && !hasNames;
}

/** Where a request stands. */
export interface Place {
  readonly tokens: readonly Token[];
  readonly action: Action;
  readonly to: number;
  /** A clause stands in front: "if it works, …", "once that is known, …". */
  readonly isLed: boolean;
  /** The sentence right behind that of the request before. */
  readonly isNext: boolean;
  /** The same with only facts about it in between. */
  readonly isNear: boolean;
  readonly isSameSentence: boolean;
  /** Somebody is talked to: what comes without "please" may be about what was asked for politely. */
  readonly isTalk: boolean;
  readonly language: Language;
}

/** How `next` stands to the request before it. */
export function tieOf(before: Asked, next: Asked & { readonly isApart: boolean }, place: Place): Tie {
  const { tokens, action, to, isLed, language } = place;
  const points = pointsBack(tokens, action.verb, to, language);
  if (action.announces === 'preamble' && points && !next.isApart) return 'detail';
  const isAnnounced = before.announces === 'preamble' || before.isGeneric;
  if (action.sequence === 'first') return isAnnounced ? 'carries-out' : 'begins';
  if (next.isApart) return 'apart';
  if (action.isDetail) return 'detail';
  // A name in both does not make it the same: "the price of Volvo", "the history of Volvo".
  const shares = share(withoutNames(next.stems, tokens, action.verb, to, language), before.stems);
  const manner = isAnnounced || isLed ? 'no' : mannerOf(tokens, action, to, language);
  if (isDetailByManner(manner, place, shares || points)) return 'detail';
  if (!isAnnounced && !isLed && wishesForResult(before, action, place)) return 'detail';
  if (isAnnounced && !isLed) {
    if (before.announces === 'no' && !next.isPolite) return 'apart';
    return shares || points ? 'restates' : 'carries-out';
  }
  const says = detailOf(tokens, action, to, language);
  const hasOwn = hasValues(tokens, action.verb, to, language, before.named);
  if (action.how === 'passive') {
    const isOfBefore = points || shares || speaksOf(tokens, action.object, before, language);
    return isOfBefore && describes(tokens, action, place.isTalk, language) ? 'detail' : 'apart';
  }
  const mayRestate = next.isPolite || (before.announces === 'wish' && next.announces === 'no');
  if (before.announces !== 'no' && mayRestate && !isLed) {
    if (says !== 'other' && points && !hasOwn) return 'detail';
    if (points || shares) return 'restates';
    const asksResult = says !== 'other' && !hasOwn && namesResult(tokens, action.verb, to, language);
    const isMore = before.announces === 'wish' && next.isPolite && place.isNext;
    return isMore && (asksResult || !before.hasValues) ? 'restates' : 'apart';
  }
  const isTalk = place.isTalk || next.isPolite || before.announces !== 'no';
  const asks = asksQuestion(tokens, action.verb, to);
  // "Find a shop and check if it is open".
  if (isTalk && place.isSameSentence && asks && !hasOwn && points) return 'detail';
  if (says === 'other' || (says === 'maybe' && (!isTalk || isLed))) return 'apart';
  // "…, and tell me which rooms are free" asks for something else.
  const isQuestion = asks && !points && !shares;
  if (isTalk && place.isSameSentence && says === 'surely' && !hasOwn && !isQuestion) return 'detail';
  if (isTalk && place.isNear && ALWAYS.test(tokens[action.verb]?.lower ?? '')) return 'detail';
  const { resultNouns } = language.asking;
  const said = (behind: number) => tokens[action.verb + behind]?.lower ?? '';
  const isResult = namesResult(tokens, action.verb, to, language);
  // "Provide the result as a number from 1 to 9."
  if (isTalk && isResult && says === 'surely' && THE_RESULT.test(said(1)) && resultNouns.has(said(2))) return 'detail';
  if (isTalk && place.isSameSentence && isResult && !hasOwn && /^the$/u.test(tokens[action.verb + 1]?.lower ?? ''))
    return 'detail';
  if (points && (isResult || shares || says === 'surely')) return 'detail';
  if (hasOwn && !(says === 'surely' && shares)) return 'apart';
  return shares || (isResult && says === 'surely') ? 'detail' : 'apart';
}

/**
 * Whether a clause says of a request that it is met: the same verb, or one that comes to the same of a result ("found" and
 * "identified"), of the same thing, of its result, or of nothing that has a name.
 */
export function isSaidAgain(
  before: Asked,
  {
    tokens,
    verb,
    base,
    object,
    to,
  }: {
    readonly tokens: readonly Token[];
    readonly verb: number;
    readonly base: string;
    readonly object: readonly [number, number] | null;
    readonly to: number;
  },
  language: Language,
): boolean {
  const [from, end] = object ?? [verb + 1, to];
  const about = nounsIn(tokens, from, end, language);
  const isSameVerb = before.named.has(rootOf(stemOf(base, language)));
  const yields = language.asking.yieldVerbs.has(base);
  if (hasValues(tokens, from, end, language) && !share(about, before.stems)) return false;
  const isOpen = [...about].every((stem) => language.asking.pointers.has(stem) || VAGUE.test(stem));
  if (isOpen) return isSameVerb || yields || [...about].some((stem) => EVERYTHING.test(stem));
  if (!isSameVerb && !yields) return false;
  return share(about, before.named) || namesResult(tokens, from - 1, end, language);
}

function isDetailByManner(manner: Manner, place: Place, isOfBefore: boolean): boolean {
  if (manner === 'surely') return true;
  return manner === 'beside' && (place.isNear || place.isSameSentence) && (place.isTalk || isOfBefore);
}

/** "I want it in red", "I'd like the list in a table", "I'd prefer a direct one": a wish about what was asked for. */
function wishesForResult(before: Asked, action: Action, { tokens, to, isNear, language }: Place): boolean {
  if (action.isPreferred) return true;
  if (action.announces !== 'wish') return false;
  const first = tokens[action.verb]?.lower ?? '';
  if (action.how === 'wanted' && language.asking.pointers.has(first)) return true;
  // "I want to know the year and the price": what is to be told of what was asked for.
  if (action.base === 'find out' && /^the$/u.test(first) && isNear && !hasValues(tokens, action.verb, to, language))
    return true;
  if (!DEFINITE.test(first) || hasValues(tokens, action.verb, to, language)) return false;
  if (speaksOf(tokens, [action.verb, Math.min(to, action.verb + 4)], before, language)) return true;
  // "The totals in a table": only its form is told.
  const { formats, resultNouns } = language.asking;
  return tokens
    .slice(action.verb, to)
    .some(({ lower }, i, said) => /^(?:as|in)$/u.test(lower) && [1, 2].some((n) => isForm(said[i + n]?.lower ?? '')));

  function isForm(lower: string): boolean {
    return formats.has(lower) || resultNouns.has(lower) || FORM.test(lower);
  }
}

/** "(Tell me) which rooms are free". */
function asksQuestion(tokens: readonly Token[], verb: number, to: number): boolean {
  for (let i = verb + 1; i < Math.min(to, verb + 4); i++) if (QUESTION.test(tokens[i]?.lower ?? '')) return true;
  return false;
}

/** "The list", "this report": what was asked for, named again. */
function speaksOf(
  tokens: readonly Token[],
  span: readonly [number, number] | null,
  before: Asked,
  language: Language,
): boolean {
  if (span === null || !DEFINITE.test(tokens[span[0]]?.lower ?? '')) return false;
  return share(nounsIn(tokens, span[0], span[1], language), before.named);
}

function nounsIn(tokens: readonly Token[], from: number, to: number, language: Language): Set<string> {
  const nouns = new Set<string>();
  for (let i = from; i < to; i++) {
    const { lower = '', isWord = false } = tokens[i] ?? {};
    if (!isWord || language.stopWords.has(lower) || language.prepositions.has(lower)) continue;
    if (!language.determiners.has(lower)) nouns.add(rootOf(stemOf(lower, language)));
  }
  return nouns;
}

export function share(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  for (const stem of one) if (other.has(stem)) return true;
  return false;
}

export function stemsIn(tokens: readonly Token[], from: number, to: number, language: Language): Set<string> {
  const stems = new Set<string>();
  for (let i = from; i < to; i++) {
    const token = tokens[i];
    if (token?.isWord !== true || token.lower.length < 2 || /^\d/u.test(token.lower)) continue;
    if (language.stopWords.has(token.lower) || language.asking.genericNouns.has(token.lower)) continue;
    if (language.prepositions.has(token.lower) || language.asking.notVerbs.has(token.lower)) continue;
    stems.add(rootOf(stemOf(token.lower, language)));
  }
  return stems;
}

/** What "analyse" and "analysis", "investigate" and "investigation" share. Only for comparing. */
function rootOf(stem: string): string {
  for (const ending of ENDINGS)
    if (stem.endsWith(ending) && stem.length - ending.length >= 4) return stem.slice(0, -ending.length);
  return stem;
}

/** Words that stand for something said before: "it", "this book", "the same". */
export function pointsBack(tokens: readonly Token[], from: number, to: number, language: Language): boolean {
  for (let i = from; i < to; i++) {
    const token = tokens[i];
    if (token === undefined || token.isQuoted || !language.asking.pointers.has(token.lower)) continue;
    // "Switch the lamp on by turning it": what stands before in the same clause is meant.
    if (PERSONAL.test(token.lower) && stemsIn(tokens, from + 1, i, language).size > 0) continue;
    // "a film that runs", "its title" and "this week" point at nothing outside.
    const before = tokens[i - 1]?.lower ?? '';
    if (token.lower === 'that' && i > from + 1 && !language.prepositions.has(before)) continue;
    if (/^(?:this|these|that)$/u.test(token.lower) && language.timeWords.has(tokens[i + 1]?.lower ?? '')) continue;
    return true;
  }
  return false;
}

/** A number, a name or a quotation that is not among those already known. */
function hasValues(
  tokens: readonly Token[],
  from: number,
  to: number,
  language: Language,
  known: ReadonlySet<string> = NOTHING,
): boolean {
  for (let i = from; i < to; i++) {
    const token = tokens[i];
    if (token === undefined) break;
    if (language.asking.formats.has(token.lower) || known.has(rootOf(stemOf(token.lower, language)))) continue;
    if (token.isQuoted || (token.isWord && /\d/u.test(token.lower)) || (token.isCapital && i > from && i > 0))
      return true;
  }
  return false;
}

function withoutNames(
  stems: ReadonlySet<string>,
  tokens: readonly Token[],
  from: number,
  to: number,
  language: Language,
): ReadonlySet<string> {
  const left = new Set(stems);
  for (let i = from + 1; i < to; i++) {
    const { lower = '', isCapital = false, isQuoted = false } = tokens[i] ?? {};
    if (isCapital || isQuoted) left.delete(rootOf(stemOf(lower, language)));
  }
  return left;
}

function namesResult(tokens: readonly Token[], verb: number, to: number, language: Language): boolean {
  for (let i = verb + 1; i < Math.min(to, verb + 8); i++) {
    const lower = tokens[i]?.lower ?? '';
    if (language.asking.resultNouns.has(lower)) return true;
    if (language.prepositions.has(lower) && i > verb + 2) return false;
  }
  return false;
}

/** Whether the verb tells how the result of something else should be. */
function detailOf(
  tokens: readonly Token[],
  action: Action,
  to: number,
  language: Language,
): 'surely' | 'maybe' | 'other' {
  const said = tokens[action.verb]?.lower ?? '';
  const verb = action.base ?? (said === 'please' ? (tokens[action.verb + 1]?.lower ?? '') : said);
  if (!language.asking.detailVerbs.has(verb)) return 'other';
  // "Give her access" is no telling.
  const receiver = tokens[action.verb + 1];
  if (receiver !== undefined && (THEM.test(receiver.lower) || (receiver.isCapital && !receiver.isQuoted)))
    return 'other';
  const toMe = /^(?:me|us)$/u.test(tokens[action.verb + 1]?.lower ?? '') && action.verb + 1 < to;
  return SURELY.test(verb) || toMe ? 'surely' : 'maybe';
}

/** "should be 5 kg", "can be found in …": how a thing is to be, not what to do with it. */
function describes(tokens: readonly Token[], action: Action, isTalk: boolean, language: Language): boolean {
  const from = action.object?.[1] ?? action.verb;
  for (let i = from; i < action.verb; i++) {
    const lower = tokens[i]?.lower ?? '';
    if (/^(?:should|shall|can|could|may|might|would|will|ought)$/u.test(lower)) return true;
    if (isTalk && /^(?:must|has|have|needs?)$/u.test(lower)) return true;
    if (!language.be.has(lower) && !language.adverbs.has(lower)) return false;
  }
  return false;
}

/** These are hardly ever a task of their own behind another. */
const SURELY =
  /^(?:include|provide|use|utili[sz]e|specify|ensure|mention|focus|consider|report|show|tell|let|explain|describe|state|return|output|note|highlight|indicate|present|display|give|format|apply|allow)$/u;
/** These say nothing without what they are about. */
const ALWAYS = /^(?:include|specify|mention|highlight|emphasi[sz]e|indicate|focus|consider)$/u;
const PERSONAL = /^(?:it|them|they|he|she|him|one|ones)$/u;
const THEM = /^(?:him|her|them|everybody|everyone|somebody|someone|all)$/u;
const DEFINITE = /^(?:the|this|these|those|that|its|their|both|all|each|every)$/u;
const QUESTION = /^(?:what|which|who|whose|when|where|why|how|whether|if)$/u;
const FORM = /^(?:table|chart|graph|diagram|column|columns|format|file|spreadsheet|document|folder|order)$/u;
const PURPOSE = /^(?:for|in|as|within)$/u;
const VAGUE =
  /^(?:some|one|several|few|everything|anything|something|all|any|result|information|info|data|detail|everyth|someth)$/u;
/** The longest first. */
const ENDINGS = [
  ...[
    'isation',
    'ization',
    'ication',
    'ation',
    'ition',
    'ison',
    'tion',
    'ment',
    'ance',
    'ence',
    'ion',
    'ate',
    'ise',
    'ize',
  ],
  ...['sis', 'al', 'er', 'or', 'se', 'ze', 'ie', 'e', 'y', 's'],
];
const NOTHING: ReadonlySet<string> = new Set();
const THE_RESULT = /^(?:the|these|those|its|all)$/u;
const EVERYTHING = /^(?:everyth|everything|all)$/u;
