import type { Language } from './language.ts';

/**
 * The verb that a word is one slip away from: two letters changed round, one left out, one too many, or, in a long word,
 * one for another ("emial", "shedule", "remmind"). Null for a word that is one itself, and for short ones. The first letter
 * is hardly ever the wrong one.
 */
export function verbMeantBy(word: string, language: Language): string | null {
  if (language.cueGrammar !== null || !PLAIN.test(word) || language.nearVerbs.has(word)) return null;
  const verbsByPart = partsOf(language);
  for (const part of [word, ...shortened(word)]) {
    for (const verb of verbsByPart.get(part) ?? NONE) if (isSlip(word, verb)) return verb;
  }
  return null;
}

function isSlip(word: string, verb: string): boolean {
  const swapped = isSwapped(word, verb);
  if (word[0] !== verb[0]) return swapped && word[0] === verb[1];
  if (swapped || word.length !== verb.length) return true;
  return word.length >= SUBSTITUTED;
}

/** Two neighbours changed round. */
function isSwapped(word: string, verb: string): boolean {
  if (word.length !== verb.length) return false;
  let i = 0;
  while (i < word.length && word[i] === verb[i]) i += 1;
  return word[i] === verb[i + 1] && word[i + 1] === verb[i] && word.slice(i + 2) === verb.slice(i + 2);
}

/** Verbs by themselves with one letter left out: two words that share such a part are about one slip apart. */
function partsOf(language: Language): ReadonlyMap<string, readonly string[]> {
  const known = partsByLanguage.get(language);
  if (known !== undefined) return known;
  const parts = new Map<string, string[]>();
  for (const verb of language.verbs) {
    if (verb.length < SHORTEST) continue;
    for (const part of [verb, ...shortened(verb)]) parts.set(part, [...(parts.get(part) ?? []), verb]);
  }
  partsByLanguage.set(language, parts);
  return parts;
}

function shortened(word: string): readonly string[] {
  return [...word].map((_, i) => word.slice(0, i) + word.slice(i + 1));
}

/** Worked out once; the same for ever. */
const partsByLanguage = new WeakMap<Language, ReadonlyMap<string, readonly string[]>>();
const NONE: readonly string[] = [];
const SHORTEST = 4;
/** Letters from which on one may stand for another. */
const SUBSTITUTED = 6;
/** Base forms only: what ends so is another form of a word. */
const PLAIN = /^(?!.*(?:ing|ed|[^s]s|ly|er|tion|ness)$)[a-z]{4,14}$/u;
