import type { Act } from './action-shape.ts';
import type { Language } from './language.ts';
import { isActor, MAX_SUBJECT } from './obligation.ts';
import type { Token } from './tokens.ts';
import { isVerb, skipAdverbs } from './verb-check.ts';
import { baseOf } from './verb-forms.ts';

/** "The clerk checks the form", "the form is then sent to HR": steps where a text tells a process. */
export function readThirdPerson(tokens: readonly Token[], from: number, end: number, language: Language): Act | null {
  // "Anna buys the meat and I make the salads."
  if (
    language.planners.has(tokens[from]?.lower ?? '') &&
    !language.auxiliaries.has(tokens[from + 1]?.lower ?? '') &&
    isVerb(tokens, from + 1, end, language, 'joined')
  )
    return hasMore(tokens, from + 1, end, language) ? { how: 'process', verb: from + 1 } : null;
  for (let p = from + 1; p < Math.min(end, from + MAX_SUBJECT + 1); p++) {
    const token = tokens[p];
    if (token === undefined || !token.isWord) return null;
    if (language.be.has(token.lower)) {
      const past = skipAdverbs(tokens, p + (/^(?:been|being)$/u.test(tokens[p + 1]?.lower ?? '') ? 2 : 1), language).at;
      const base = past < end ? baseOf(tokens[past]?.lower ?? '', 'participle', language) : null;
      if (base === null || /^(?:i|we|you|there|it|that|this)$/u.test(tokens[from]?.lower ?? '')) return null;
      return { how: 'passive', verb: past, base, object: [from, p] };
    }
    const first = tokens[from]?.lower ?? '';
    const isName =
      tokens[from]?.isCapital === true && !language.determiners.has(first) && !language.subjects.has(first);
    // "Ken does have …", "she has been …"
    const base = language.auxiliaries.has(token.lower) ? null : baseOf(token.lower, 'third-person', language);
    const before = tokens[p - 1];
    if (base !== null && before !== undefined && (isActor(before, language) || (isName && p - from <= 2))) {
      if (!hasMore(tokens, p, end, language)) return null;
      return { how: 'process', verb: p, base, who: [from, p] };
    }
    if (language.prepositions.has(token.lower) && token.lower !== 'of') return null;
  }
  return null;
}

/** "The manager offers are …": a verb has something behind it. */
function hasMore(tokens: readonly Token[], verb: number, end: number, language: Language): boolean {
  const next = tokens[verb + 1];
  return next !== undefined && verb + 1 < end && !language.be.has(next.lower);
}
