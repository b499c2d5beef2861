import { german } from './cues/de.ts';
import { english } from './cues/en.ts';
import { spanish } from './cues/es.ts';
import { french } from './cues/fr.ts';
import type { Language } from './language.ts';

/** The language that the text is written in, by its commonest little words; in doubt the person's own, then English. */
export function chooseLanguage(text: string, locale: string): Language {
  const counts = new Map<Language, number>(
    LANGUAGES.map((language) => [language, locale.startsWith(language.tag) ? 0.5 : 0]),
  );
  for (const [word] of text
    .slice(0, SAMPLE)
    .toLowerCase()
    .matchAll(/\p{L}+/gu)) {
    for (const language of LANGUAGES)
      if (language.fingerprint.has(word)) counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

/** English first: it wins a draw. */
const LANGUAGES: readonly Language[] = [english, german, french, spanish];
/** Characters looked at: a page tells. */
const SAMPLE = 4000;
