import { infinitiveOf, lemmaOf } from './conjugation.ts';
import type { CueGrammar, Language } from './language.ts';

export type VerbForm = 'base' | 'gerund' | 'participle' | 'third-person';

/** The base form of an English verb form that the lexicon knows, or null. `participle` is taken for the past tense too. */
export function baseOf(word: string, form: VerbForm, language: Language): string | null {
  const { verbs, irregular } = language;
  const known = (base: string) => (verbs.has(base) ? base : null);
  switch (form) {
    case 'base':
      return known(word);
    case 'gerund':
      return word.endsWith('ing') && word.length > 4 ? stemmed(word.slice(0, -3), known) : null;
    case 'participle': {
      const base = irregular.get(word);
      if (base !== undefined && !word.endsWith('ing'))
        return known(base) ?? (base === 'say' || base === 'see' ? base : null);
      if (word.endsWith('ied')) return known(`${word.slice(0, -3)}y`);
      return word.endsWith('ed') && word.length > 3 ? stemmed(word.slice(0, -2), known) : null;
    }
    case 'third-person': {
      const base = irregular.get(word);
      if (base !== undefined && word.endsWith('s')) return known(base);
      if (word.endsWith('ies')) return known(`${word.slice(0, -3)}y`);
      if (!word.endsWith('s') || word.endsWith('ss')) return null;
      return known(word.slice(0, -1)) ?? (word.endsWith('es') ? known(word.slice(0, -2)) : null);
    }
  }
}

/** `plann` → plan, `mak` → make, `book` → book: doubled letter, dropped e, or nothing. */
function stemmed(stem: string, known: (base: string) => string | null): string | null {
  const undoubled = /([bdfgklmnprstvz])\1$/u.test(stem) ? known(stem.slice(0, -1)) : null;
  return known(`${stem}e`) ?? known(stem) ?? undoubled;
}

/**
 * A rough common stem, so that "sanding", "sanded" and "sand" compare equal, and so do "boxes" and "box". Only for
 * comparing wordings; never shown.
 */
export function stemOf(word: string, language: Language): string {
  if (language.cueGrammar !== null) return deedOf(word, language.cueGrammar) ?? lemmaOf(word, language.cueGrammar);
  if (word.length < 4) return language.irregular.get(word) ?? word;
  const base =
    baseOf(word, 'base', language) ??
    baseOf(word, 'gerund', language) ??
    baseOf(word, 'participle', language) ??
    baseOf(word, 'third-person', language);
  if (base !== null) return base;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:s|x|z|ch|sh)es$/u.test(word)) return word.slice(0, -2);
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

/** The verb whose deed a word names: "Veröffentlichung", "paiement", "montaje". */
function deedOf(word: string, grammar: CueGrammar): string | null {
  for (const [ending, other] of grammar.nominals) {
    if (!word.endsWith(ending)) continue;
    const infinitive = infinitiveOf(word.slice(0, -ending.length) + other, 'infinitive', grammar);
    if (infinitive !== null) return infinitive;
  }
  return null;
}
