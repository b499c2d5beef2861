import type { Language } from './language.ts';
import { verbMeantBy } from './misspelt.ts';
import { cueAt, type Token } from './tokens.ts';

/** How much speaks for a verb before the word itself is looked at. */
export type Lead = 'bare' | 'joined' | 'asked';

/**
 * Whether a word in base form begins something to be done, and does not name a thing instead. Behind words that ask
 * ("please", "I need to") any word that is not of a closed class may be the verb; behind a mere "and" a word that is as often
 * a noun needs an object.
 */
export function isVerb(tokens: readonly Token[], at: number, end: number, language: Language, lead: Lead): boolean {
  const token = tokens[at];
  if (token === undefined || at >= end || !token.isWord || token.isQuoted) return false;
  const next = at + 1 < end ? tokens[at + 1] : undefined;
  const opens =
    next !== undefined &&
    (language.determiners.has(next.lower) ||
      language.objectPronouns.has(next.lower) ||
      language.particles.has(next.lower) ||
      language.prepositions.has(next.lower) ||
      TO_ME.test(next.lower) ||
      // "Shop on Friday, cook on Saturday", "… cook Saturday morning"
      (lead === 'joined' && language.timeWords.has(next.lower)) ||
      // "grant Ewa access": a name, behind what is written small.
      (lead === 'joined' && next.isCapital && !token.isCapital && !language.timeWords.has(next.lower)));
  if (!language.verbs.has(token.lower)) return isUnknownVerb(token, next, language, lead);
  // "Thank you for …" asks for nothing.
  if (token.lower === 'thank' && next?.lower === 'you') return false;
  // "We wanted to let you know …" tells something.
  if (token.lower === 'let' && next?.lower === 'you' && tokens[at + 2]?.lower === 'know') return false;
  if (lead === 'asked') return true;
  if (lead === 'joined' && language.nounLike.has(token.lower)) return opens;
  if (next !== undefined && (next.lower === ':' || next.lower === "'s")) return false;
  if (opens) return true;
  // "Test results are in", "Order number is 123": what ends in a finite verb is a subject.
  for (let i = at + 1; i < Math.min(end, at + 5); i++) {
    const word = tokens[i];
    if (word === undefined || !word.isWord) break;
    if (language.auxiliaries.has(word.lower)) return false;
    if (
      language.prepositions.has(word.lower) ||
      language.determiners.has(word.lower) ||
      language.subjects.has(word.lower) ||
      language.and.has(word.lower) ||
      CLAUSE.test(word.lower)
    )
      break;
    if (cueAt(tokens, i, language.joints) !== null) break;
  }
  return true;
}

/** "Sniff the traffic": a word that is in no list, where only a verb can stand. */
function isUnknownVerb(token: Token, next: Token | undefined, language: Language, lead: Lead): boolean {
  const { lower } = token;
  if (isSlipOfVerb(token, next, language, lead)) return true;
  if (!PLAIN_WORD.test(lower) || isClosed(lower, language)) return false;
  if (lead === 'asked') return !NO_INFINITIVE.test(lower);
  if (NO_BASE.test(lower) || language.timeWords.has(lower) || next === undefined) return false;
  return (
    (lead === 'bare' || VERB_ENDING.test(lower)) &&
    (ARTICLES.test(next.lower) || (lead === 'bare' && OBJECTS.test(next.lower)))
  );
}

/** "Clal mum", "pikc up the kids": one slip from a verb, where a verb would stand. */
function isSlipOfVerb(token: Token, next: Token | undefined, language: Language, lead: Lead): boolean {
  if (lead === 'asked' || next?.isWord !== true || isClosed(token.lower, language)) return false;
  if (language.and.has(next.lower) || language.auxiliaries.has(next.lower)) return false;
  const opens =
    language.determiners.has(next.lower) ||
    language.particles.has(next.lower) ||
    language.objectPronouns.has(next.lower) ||
    TO_ME.test(next.lower) ||
    (next.isCapital && !token.isCapital);
  if (!opens && (lead === 'joined' || language.prepositions.has(next.lower))) return false;
  const verb = verbMeantBy(token.lower, language);
  return verb !== null && (opens || !language.nounLike.has(verb));
}

function isClosed(lower: string, language: Language): boolean {
  return (
    language.asking.notVerbs.has(lower) ||
    language.determiners.has(lower) ||
    language.prepositions.has(lower) ||
    language.subjects.has(lower) ||
    language.adverbs.has(lower) ||
    language.auxiliaries.has(lower) ||
    language.greetings.has(lower)
  );
}

export function skipAdverbs(
  tokens: readonly Token[],
  from: number,
  language: Language,
): { at: number; negated: boolean } {
  let at = from;
  let negated = false;
  for (let i = 0; i < 5; i++) {
    const lower = tokens[at]?.lower ?? '';
    if (lower === 'do' && tokens[at + 1]?.lower === 'not') {
      negated = true;
      at += 2;
    } else if (language.negations.has(lower)) {
      negated = true;
      at += 1;
    } else if (language.adverbs.has(lower) || language.asking.polite.has(lower) || MANNER.test(lower)) at += 1;
    else break;
  }
  return { at, negated };
}

const TO_ME = /^(?:me|us|yourself|myself|ourselves)$/u;
/** "Check what is open": the finite verb is of what is looked at. */
const CLAUSE = /^(?:what|which|who|whose|where|when|why|how|whether|if|that)$/u;
const PLAIN_WORD = /^[a-z]{2,}(?:-[a-z]+)*$/u;
/** Adverbs, participles, plurals and nouns: hardly a base form ends so. */
const NO_BASE =
  /(?:ly|ness|ment|tion|sion|ity|ance|ence|ship|hood|ism|ist|ful|less|ous|ive|able|ible|ical|ed|ing|[a-z]{2}[^aious]s)$/u;
const NO_INFINITIVE = /(?:[a-z]{3}ly|ed|ing)$/u;
const VERB_ENDING = /(?:ify|ize|ise|ate)$/u;
const ARTICLES = /^(?:the|an?|my|our|your|his|her|their|its|all|any|each|every|these|those|this|that)$/u;
const OBJECTS = /^(?:it|them|him|me|us)$/u;
/** "carefully", "accurately"; not "reply", "apply", "fly", "supply". */
const MANNER =
  /^(?!.*(?:reply|apply|supply|comply|rely|multiply|imply|family|assembly|daily|weekly|monthly)$)[a-z]{4,}ly$/u;
