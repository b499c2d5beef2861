import type { Language } from './language.ts';
import { skipLead } from './lead.ts';
import { phraseAt, type Token } from './tokens.ts';

/**
 * Where a question begins that can be answered by looking it up: "(And) how tall is the tower?", "is there a bakery nearby?".
 * -1 for one that only the people of the plan can answer ("who can bring a cake?", "should we wait?"), and for chatter.
 */
export function factQuestionAt(tokens: readonly Token[], language: Language): number {
  if (language.cueGrammar !== null) return -1;
  let { at } = skipLead(tokens, 0, tokens.length, language);
  // "Also, I'd like to know: …" has been read as a request before.
  while (language.and.has(tokens[at]?.lower ?? '')) at += 1;
  const first = tokens[at]?.lower ?? '';
  if (phraseAt(tokens, at, language.chatterQuestions) > 0) return -1;
  const next = tokens[at + 1]?.lower ?? '';
  const isWhat = WHAT.test(first);
  const isWhether =
    WHETHER.test(first) && (next === 'there' || DEFINITE.test(next) || tokens[at + 1]?.isCapital === true);
  if (!isWhat && !isWhether) return -1;
  return tokens.some(({ lower, isQuoted }, i) => i > at && !isQuoted && PEOPLE.test(lower)) ? -1 : at;
}

const WHAT = /^(?:what|what's|which|who|who's|whose|where|where's|when|when's|how|how's|why)$/u;
const WHETHER = /^(?:is|are|was|were|does|do|did|has|have|can|will)$/u;
const DEFINITE = /^(?:the|this|that|these|those|any|all|it|its|my|our)$/u;
/** Whoever plans, and whoever is spoken to. */
const PEOPLE =
  /^(?:you|your|we|us|i|me|someone|somebody|anyone|anybody|everyone|everybody|should|shall|he|she|could)$/u;
