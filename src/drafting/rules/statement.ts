import type { Language } from './language.ts';
import type { Token } from './tokens.ts';
import { readTold } from './told-verb.ts';
import { baseOf } from './verb-forms.ts';

/**
 * Whether a sentence states how something is, was or will be: it has a finite verb, and asks for nothing. "Anna's birthday"
 * and "new website for the bakery" do not; nor does "we're moving to Berlin", which is a plan of whoever says it.
 */
export function isStatement(tokens: readonly Token[], language: Language): boolean {
  if (language.cueGrammar !== null) return false;
  const first = tokens[0]?.lower ?? '';
  if (ADDRESS.test(first) && tokens.length > 1) return true;
  // "Ensure tabs are closed": the finite verb is of what shall be so.
  if (SEES_TO_IT.test(first)) return false;
  let depth = 0;
  for (const [i, { lower, isQuoted, isWord }] of tokens.entries()) {
    if (lower === '(') depth += 1;
    if (lower === ')') depth -= 1;
    if (depth > 0 || isQuoted || !isWord) continue;
    const next = tokens[i + 1]?.lower ?? '';
    if (SELF.test(lower) && BE.test(next)) return !isProgressive(tokens, i + 2, language);
    if (FINITE.test(lower) && i > 0) return true;
    if (PRONOUN.test(lower) && (baseOf(next, 'participle', language) ?? baseOf(next, 'base', language)) !== null)
      return true;
    if (PRONOUN.test(lower) && STATING.test(next)) return true;
  }
  const told = readTold(tokens, 0, tokens.length, language, 'no');
  if (told === null || (told.subject ?? told.object) === null) return false;
  // "Coffee shop emails" and "follow-up with invoices" are things: a verb shows by what stands around it.
  const next = tokens[told.verb + 1]?.lower ?? '';
  return told.object !== null || language.determiners.has(next) || language.objectPronouns.has(next);
}

/** "(we're) moving to Berlin". */
function isProgressive(tokens: readonly Token[], at: number, language: Language): boolean {
  const lower = tokens[at]?.lower ?? '';
  return !TALKING.test(lower) && baseOf(lower, 'gerund', language) !== null;
}

const ADDRESS =
  /^(?:thank|thanks|hi|hello|hey|dear|regards|cheers|sincerely|see|talk|looking|per|re|fyi|hopefully|unfortunately|congratulations|sorry)$/u;
const SEES_TO_IT = /^(?:ensure|assert|verify|check|confirm|guarantee|validate|prove|double-check)$/u;
const SELF = /^(?:i|we)$/u;
const BE = /^(?:am|are)$/u;
const FINITE =
  /^(?:is|are|was|were|am|has|had|have|will|would|can|could|shall|should|may|might|must|isn't|aren't|wasn't|weren't|hasn't|haven't|hadn't|won't|wouldn't|can't|cannot|couldn't|shouldn't|don't|doesn't|didn't|does|did|ain't|it's|that's|there's|here's|he's|she's|what's)$/u;
const PRONOUN = /^(?:i|we|you|he|she|it|they|this|that|these|those|there|who|which)$/u;
const STATING =
  /^(?:know|knew|think|thought|seem|seems|look|looks|feel|feels|hope|want|wants|like|likes|love|loves|see|saw|believe|guess|mean|means|went|came|got|said|says|happened|understand|wish|suppose|appreciate|miss|agree|live|lives|work|works|enjoy|expect|remember|forgot|lost|left|felt|became|need|needs)$/u;
/** "I'm writing to …" is talk about the message. */
const TALKING =
  /^(?:writing|sending|attaching|forwarding|getting|looking|wondering|hoping|thinking|feeling|being|having|trying|doing|talking|asking|seeing|hearing|sitting|enjoying)$/u;
