import type { Act } from './action-shape.ts';
import type { Language, Phrases } from './language.ts';
import { cueAt, phraseAt, type Token } from './tokens.ts';
import { isVerb, skipAdverbs } from './verb-check.ts';
import { baseOf } from './verb-forms.ts';

/** Openings with which one person asks another: "could you …", "help me with …", "would you mind sending …". */
export function readAsk(tokens: readonly Token[], at: number, end: number, language: Language): Act | null {
  const { asking } = language;
  const softener = phraseAt(tokens, at, asking.softeners);
  if (softener > 0) return readSoftened(tokens, at + softener, end, language);
  const gerund = loosePhraseAt(tokens, at, asking.gerundAsks, language);
  if (gerund > 0) {
    const verb = skipAdverbs(tokens, at + gerund, language).at;
    const base = verb < end ? gerundOf(tokens, verb, language) : null;
    if (base !== null) return { how: 'request', verb, base };
  }
  const modal = readModalQuestion(tokens, at, end, language);
  if (modal !== null) return modal;
  const request = loosePhraseAt(tokens, at, language.requests, language);
  if (request > 0) {
    const { at: verb, negated } = skipAdverbs(tokens, at + request, language);
    const help = readHelp(tokens, verb, end, language);
    if (help !== null) return help;
    const lead = language.asking.notVerbs.has(tokens[at]?.lower ?? '') || request > 1 ? 'asked' : 'bare';
    if (isVerb(tokens, verb, end, language, lead)) return { how: 'request', verb, isNegated: negated };
    // "Don't forget mum's present": the thing says what is to be done.
    if (verb < end && isRemembered(tokens, at + request, language)) return { how: 'wanted', verb };
    if (tokens[at]?.lower === 'must' && negated) return { how: 'request', verb, isNegated: true };
  }
  return readHelp(tokens, at, end, language);
}

function isRemembered(tokens: readonly Token[], to: number, language: Language): boolean {
  const next = tokens[to]?.lower ?? '';
  return (
    tokens[to - 1]?.lower === 'forget' &&
    !/^(?:to|that|about|it|this|me|us|how|what|when|where|who|why|if|i|you|we)$/u.test(next) &&
    !language.subjects.has(next)
  );
}

/** "(I was wondering if) you could …", "(may I ask you to) …". */
function readSoftened(tokens: readonly Token[], from: number, end: number, language: Language): Act | null {
  let at = from;
  if (PERSONS.test(tokens[at]?.lower ?? '')) at += 1;
  at = skipAdverbs(tokens, at, language).at;
  if (MODALS.test(tokens[at]?.lower ?? '')) at += 1;
  at = skipAble(tokens, skipAdverbs(tokens, at, language).at, language);
  const help = readHelp(tokens, at, end, language);
  if (help !== null) return help;
  return isVerb(tokens, at, end, language, 'asked') ? { how: 'request', verb: at } : null;
}

/** "Could you please …", "are you able to …", "is it possible for you to …". */
function readModalQuestion(tokens: readonly Token[], from: number, end: number, language: Language): Act | null {
  const possible = phraseAt(tokens, from, POSSIBLE);
  let at = from;
  if (possible > 0) {
    at += possible;
    if (tokens[at]?.lower === 'for' && tokens[at + 2]?.lower === 'to') at += 3;
    else if (tokens[at]?.lower === 'to') at += 1;
    else return null;
  } else {
    if (!MODALS.test(tokens[at]?.lower ?? '') && !ABLE.test(tokens[at]?.lower ?? '')) return null;
    const subject = tokens[at + 1]?.lower ?? '';
    if (!/^(?:you|we|someone|somebody|anyone|anybody)$/u.test(subject)) return null;
    const isModal = MODALS.test(tokens[at]?.lower ?? '');
    const next = skipAdverbs(tokens, at + 2, language).at;
    at = skipAble(tokens, next, language);
    if (!isModal && at === next) return null;
    const who = subject === 'you' || subject === 'we' ? {} : { isAnybody: true };
    const help = readHelp(tokens, at, end, language);
    if (help !== null) return help;
    const { at: verb, negated } = skipAdverbs(tokens, at, language);
    return isVerb(tokens, verb, end, language, 'asked') ? { how: 'request', verb, isNegated: negated, ...who } : null;
  }
  const { at: verb, negated } = skipAdverbs(tokens, at, language);
  return isVerb(tokens, verb, end, language, 'asked') ? { how: 'request', verb, isNegated: negated } : null;
}

function skipAble(tokens: readonly Token[], at: number, language: Language): number {
  const able = phraseAt(tokens, at, ABLE_TO);
  return able === 0 ? at : skipAdverbs(tokens, at + able, language).at;
}

/** "help me (to) find …", "assist me in finding …", "help me with the form". */
function readHelp(tokens: readonly Token[], at: number, end: number, language: Language): Act | null {
  const length = phraseAt(tokens, at, language.asking.helpVerbs);
  if (length === 0) return null;
  return readHelped(tokens, at, at + length, end, language);
}

/** What help is wanted with. `help` is where the help itself is named. */
export function readHelped(
  tokens: readonly Token[],
  help: number,
  from: number,
  end: number,
  language: Language,
): Act | null {
  let at = skipAdverbs(tokens, from, language).at;
  const link = tokens[at]?.lower ?? '';
  const isLinked = LINKS.test(link);
  if (isLinked) at = skipAdverbs(tokens, at + 1, language).at;
  if (at >= end || tokens[at]?.isWord !== true) return null;
  const base = gerundOf(tokens, at, language);
  if (base !== null) return { how: 'request', verb: at, base, announces: 'wish' };
  if (link === 'to' || !isLinked) {
    if (isVerb(tokens, at, end, language, 'asked') && !language.determiners.has(tokens[at]?.lower ?? ''))
      return { how: 'request', verb: at, announces: 'wish' };
    return null;
  }
  return { how: 'wanted', verb: help, base: wordAt(tokens, help) === 'help' ? null : 'get', announces: 'preamble' };
}

/** The verb of an "-ing" word that has words behind it, also one that no list holds. */
export function gerundOf(tokens: readonly Token[], at: number, language: Language): string | null {
  const token = tokens[at];
  if (token === undefined || token.isQuoted) return null;
  return baseOf(token.lower, 'gerund', language);
}

/** Like `phraseAt`, with adverbs between the words: "am also interested in". */
export function loosePhraseAt(tokens: readonly Token[], at: number, list: Phrases, language: Language): number {
  const exact = phraseAt(tokens, at, list);
  if (exact > 0) return exact;
  for (const phrase of list.get(tokens[at]?.lower ?? '') ?? []) {
    let place = at;
    let isWhole = true;
    for (const [i, word] of phrase.entries()) {
      if (i > 0) place = skipBetween(tokens, place, language);
      if (tokens[place]?.lower !== word) {
        isWhole = false;
        break;
      }
      place += 1;
    }
    if (isWhole) return place - at;
  }
  return 0;
}

/** Like `cueAt`, with adverbs between the words. */
export function looseCueAt<T>(
  tokens: readonly Token[],
  at: number,
  cues: ReadonlyMap<string, readonly (readonly [readonly string[], T])[]>,
  language: Language,
): { readonly value: T; readonly length: number } | null {
  const exact = cueAt(tokens, at, cues);
  if (exact !== null) return exact;
  for (const [phrase, value] of cues.get(tokens[at]?.lower ?? '') ?? []) {
    const length = loosePhraseAt(tokens, at, new Map([[phrase[0] ?? '', [phrase]]]), language);
    if (length > 0) return { value, length };
  }
  return null;
}

function skipBetween(tokens: readonly Token[], at: number, language: Language): number {
  let place = at;
  for (let i = 0; i < 2; i++) {
    const lower = tokens[place]?.lower ?? '';
    if (language.adverbs.has(lower) || language.asking.polite.has(lower) || BETWEEN.test(lower)) place += 1;
  }
  return place;
}

function wordAt(tokens: readonly Token[], at: number): string {
  return tokens[at]?.lower ?? '';
}

const one = (list: string): Phrases =>
  new Map(
    list.split('|').map((said) => {
      const words = said.trim().split(/\s+/u);
      return [words[0] ?? '', [words]];
    }),
  );
const POSSIBLE: Phrases = new Map([
  [
    'is',
    [
      ['is', 'it', 'possible'],
      ['is', 'there', 'any', 'way'],
      ['is', 'there', 'a', 'way'],
    ],
  ],
  [
    'would',
    [
      ['would', 'it', 'be', 'possible'],
      ['would', 'it', 'be', 'ok'],
      ['would', 'it', 'be', 'okay'],
    ],
  ],
]);
const ABLE_TO: Phrases = new Map([
  [
    'be',
    [
      ['be', 'so', 'kind', 'as', 'to'],
      ['be', 'able', 'to'],
      ['be', 'willing', 'to'],
      ['be', 'kind', 'enough', 'to'],
    ],
  ],
  ['able', [['able', 'to']]],
  ...one('willing to | free to'),
]);
const MODALS = /^(?:could|can|would|will|might|couldn't|can't|won't|wouldn't)$/u;
const ABLE = /^(?:are|were|aren't)$/u;
const PERSONS = /^(?:you|we|i|someone|somebody|anyone)$/u;
const LINKS = /^(?:to|in|with|on|by|for|about|regarding|concerning)$/u;
const BETWEEN =
  /^(?:also|very|currently|still|all|both|now|quite|so|specifically|particularly|especially|mainly|primarily)$/u;
