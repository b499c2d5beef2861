import { infinitiveOf, lemmaOf } from './conjugation.ts';
import type { CueGrammar, Language } from './language.ts';

/** The words of a title as the rules of kinds know them: in English, the verb in front, in its base form. */
export function kindWordsOf(
  title: string,
  language: Language,
): { readonly said: readonly string[]; readonly verb: string | null } {
  const said = title.toLowerCase().match(WORD) ?? [];
  const { kinds, cueGrammar } = language;
  if (kinds === null || cueGrammar === null) return { said, verb: null };
  const lemmas = said.map((word) => lemmaOf(word.replace(CLITIC, ''), cueGrammar));
  const found = verbOf(said, kinds, cueGrammar);
  const english = said.map((word, i) => kinds.get(word) ?? kinds.get(lemmas[i] ?? '') ?? word);
  if (found === null) return { said: ['', ...english], verb: null };
  const rest = english.filter((_, i) => i !== found.at);
  const articles = rest.map((word) => (language.determiners.has(word) ? 'the' : word));
  return { said: [kinds.get(found.verb) ?? '', ...articles], verb: found.verb };
}

/** "vergleiche die Preise", "die Preise vergleichen", "fasse den Bericht zusammen", "compare-les". */
function verbOf(
  said: readonly string[],
  kinds: ReadonlyMap<string, string>,
  grammar: CueGrammar,
): { readonly verb: string; readonly at: number } | null {
  const first = (said[0] ?? '').replace(CLITIC, '');
  const base = infinitiveOf(first, 'imperative', grammar) ?? infinitiveOf(first, 'infinitive', grammar);
  const last = said.at(-1) ?? '';
  const parted = grammar.separable.includes(last) && base !== null ? last + base : null;
  for (const verb of [parted, base]) if (verb !== null && kinds.has(verb)) return { verb, at: 0 };
  const final = grammar.isVerbFinal ? infinitiveOf(last, 'infinitive', grammar) : null;
  return final !== null && kinds.has(final) ? { verb: final, at: said.length - 1 } : null;
}

const WORD = /[\p{L}\p{N}_][\p{L}\p{N}_'’-]*/gu;
/** "compare-les", "envoie-moi". */
const CLITIC = /-(?:les?|la|lui|leur|moi|nous)$/u;
