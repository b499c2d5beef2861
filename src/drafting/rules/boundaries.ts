import type { Language } from './language.ts';
import { cueAt, type Token } from './tokens.ts';

/** Between two parts of a sentence: signs, "and", words of order. */
export function isBoundary(tokens: readonly Token[], at: number, language: Language): boolean {
  const token = tokens[at];
  if (token === undefined) return true;
  return (
    (!token.isWord && /^[,;:()–—-]$/u.test(token.lower)) ||
    language.and.has(token.lower) ||
    cueAt(tokens, at, language.sequence) !== null ||
    (cueAt(tokens, at, language.joints) !== null && !language.prepositions.has(token.lower))
  );
}

/** Behind "nach dem", "vor der": one thing with what describes it. */
export function nounPhraseEnd(tokens: readonly Token[], from: number, language: Language): number {
  for (let i = from; i < Math.min(tokens.length, from + 4); i++) {
    const token = tokens[i];
    if (token === undefined || !token.isWord || language.and.has(token.lower)) return from;
    if (token.isCapital) return genitiveEnd(tokens, i + 1, language);
  }
  return from;
}

/** "Nach Eingang der Reklamation wird …": what describes it goes along where the verb of the sentence follows. */
function genitiveEnd(tokens: readonly Token[], from: number, language: Language): number {
  if (!language.determiners.has(tokens[from]?.lower ?? '')) return from;
  for (let i = from + 1; i < from + 4; i++) {
    if (tokens[i]?.isCapital !== true) continue;
    const next = tokens[i + 1]?.lower ?? '';
    return language.be.has(next) || language.auxiliaries.has(next) || language.obligations.has(next) ? i + 1 : from;
  }
  return from;
}
