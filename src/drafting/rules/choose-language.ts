import { infinitiveOf } from './conjugation.ts';
import { german } from './cues/de.ts';
import { english } from './cues/en.ts';
import { spanish } from './cues/es.ts';
import { french } from './cues/fr.ts';
import type { Language } from './language.ts';

/**
 * The language that the text is written in, by its commonest little words, and in a line or two also by its verbs, by the
 * names of days and by letters that the others have not; in doubt the person's own, then English.
 */
export function chooseLanguage(text: string, locale: string): Language {
  const sample = text.slice(0, SAMPLE).toLowerCase();
  const counts = new Map<Language, number>(
    LANGUAGES.map((language) => [language, locale.startsWith(language.tag) ? OWN : 0]),
  );
  const add = (language: Language, weight: number) => counts.set(language, (counts.get(language) ?? 0) + weight);
  const said = sample.match(/\p{L}+/gu) ?? [];
  for (const word of said) for (const language of LANGUAGES) if (language.fingerprint.has(word)) add(language, 1);
  if (said.length <= FEW_WORDS) {
    for (const word of said) for (const language of LANGUAGES) add(language, hintOf(word, language));
    for (const { letters, tags } of LETTERS)
      if (letters.test(sample)) for (const language of LANGUAGES) if (tags.includes(language.tag)) add(language, 0.4);
  }
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

/** What a word that is none of the commonest says for a language. */
function hintOf(word: string, language: Language): number {
  if (language.fingerprint.has(word)) return 0;
  if (language.timeWords.has(word)) return 1;
  if (language.determiners.has(word) || language.prepositions.has(word)) return 0.6;
  if (language.greetings.has(word)) return 0.6;
  if (word.length < 4) return 0;
  const { cueGrammar } = language;
  if (cueGrammar === null) return language.verbs.has(word) ? 0.6 : 0;
  // "observer" is English too; "anrufen" is not.
  if (infinitiveOf(word, 'infinitive', cueGrammar) !== null) return cueGrammar.isVerbFinal ? 0.7 : 0.6;
  return infinitiveOf(word, 'imperative', cueGrammar) !== null ? 0.5 : 0;
}

/** What speaks for the person's own language: more than one word that others have too. */
const OWN = 0.65;
/** English first: it wins a draw. */
const LANGUAGES: readonly Language[] = [english, german, french, spanish];
const LETTERS: readonly { readonly letters: RegExp; readonly tags: readonly string[] }[] = [
  { letters: /[äöüß]/u, tags: ['de'] },
  { letters: /[èêàùœçâîôë]/u, tags: ['fr'] },
  { letters: /é/u, tags: ['fr', 'es'] },
  { letters: /[ñ¿¡áíóú]/u, tags: ['es'] },
];
/** Characters looked at: a page tells. */
const SAMPLE = 4000;
/** Words up to which rarer ones are looked at too. */
const FEW_WORDS = 40;
