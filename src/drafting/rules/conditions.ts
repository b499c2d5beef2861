import type { Language } from './language.ts';
import { cueAt, phraseAt, type Token } from './tokens.ts';
import { baseOf } from './verb-forms.ts';

/**
 * Whether a clause such as "if it is rejected", "once you have them", "depending on the outcome" speaks of what was told
 * before, rather than of the weather or of a thing of its own.
 */
export function speaksOfTold(tokens: readonly Token[], from: number, to: number, language: Language): boolean {
  const { outcomes, impersonal } = language.order;
  const said = tokens.slice(from, to).filter(({ isWord, lower }) => isWord && !language.adverbs.has(lower));
  const [first] = said;
  if (first === undefined) return false;
  const rest = said.slice(1).map(({ lower }) => lower);
  if (said.some(({ lower }) => impersonal.has(lower)) && (first.lower === 'it' || rest.length === 0)) return false;
  // "if rejected", "when approved"
  if (rest.length === 0 && baseOf(first.lower, 'participle', language) !== null) return true;
  if (said.every(({ lower }) => outcomes.has(lower) || language.determiners.has(lower))) return true;
  const isAnswer = ({ lower }: Token) => ANSWERS.has(lower) || (outcomes.has(lower) && lower.length > SHORTEST_NOUN);
  if (said.some(isAnswer) && language.subjects.has(first.lower)) return true;
  // "if anything breaks"
  if (ANYTHING.test(first.lower) && speaksOfFailure(tokens, from, to, language)) return true;
  if (outcomes.has(first.lower) || outcomes.has(rest[0] ?? '')) return language.determiners.has(first.lower);
  if (TOLD.test(first.lower)) return true;
  // "once you have them": the pronoun is all that it is about.
  const last = rest.at(-1) ?? '';
  return language.subjects.has(first.lower) && rest.length <= 4 && OBJECT.test(last);
}

/** "If the test fails": its failure is waited for rather than its end. */
export function speaksOfFailure(tokens: readonly Token[], from: number, to: number, language: Language): boolean {
  for (let i = from; i < to; i++) if (phraseAt(tokens, i, language.order.failures) > 0) return true;
  return false;
}

/** Whether a clause opens with "otherwise", up to its verb. */
export function opensOtherwise(tokens: readonly Token[], from: number, verb: number, language: Language): boolean {
  for (let i = from; i < verb; i++) if (phraseAt(tokens, i, language.order.otherwise) > 0) return true;
  return false;
}

/** How many words of time stand right in front of a joint: "two days | after"; 0 none. */
export function lagBefore(tokens: readonly Token[], joint: number, from: number, language: Language): number {
  const { lagUnits, lagOpeners, numbers } = language.order;
  if (!lagUnits.has(tokens[joint - 1]?.lower ?? '')) return 0;
  let at = joint - 1;
  while (at - 1 >= from) {
    const lower = tokens[at - 1]?.lower ?? '';
    if (!lagOpeners.has(lower) && !numbers.has(lower) && !/^\d+$/u.test(lower)) break;
    at -= 1;
  }
  return at === joint - 1 ? 0 : joint - at;
}

/** The same, seen from its first word: where the joint behind it stands; -1 where there is none. */
export function lagJointAt(tokens: readonly Token[], at: number, language: Language): number {
  for (let i = at + 1; i < Math.min(tokens.length, at + LONGEST_LAG); i++) {
    if (cueAt(tokens, i, language.joints) === null) continue;
    return lagBefore(tokens, i, at, language) === i - at ? i : -1;
  }
  return -1;
}

/** "Repeat until she agrees": says how often, and is nothing to be done by itself. */
export function isLoop(tokens: readonly Token[], verb: number, to: number, language: Language): boolean {
  const length = phraseAt(tokens, verb, language.order.loops);
  if (length === 0) return false;
  let at = verb + length;
  while (at < to && (language.stepPronouns.has(tokens[at]?.lower ?? '') || LOOPED.test(tokens[at]?.lower ?? '')))
    at += 1;
  return at >= to || tokens[at]?.isWord === false || /^(?:until|till|as|if)$/u.test(tokens[at]?.lower ?? '');
}

/** Words. */
const LONGEST_LAG = 7;
const ANYTHING = /^(?:something|anything|everything|one|any)$/u;
/** Letters: "no" and "so" are none. */
const SHORTEST_NOUN = 4;
const TOLD = /^(?:it|they|he|she|this|that|these|those|both|neither|none|either)$/u;
const OBJECT = /^(?:it|them|this|that|these|those|one|him|her|hand)$/u;
/** What comes back from somebody who was asked. */
const ANSWERS: ReadonlySet<string> = new Set(
  'hear heard reply replies replied answer answers answered respond responds responded response agree agrees agreed refuse refuses refused'.split(
    ' ',
  ),
);
const LOOPED = /^(?:the|whole|process|steps?|procedure|of|for|every|each|times?|once|twice|more|\d+)$/u;
