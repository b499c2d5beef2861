import type { Language } from './language.ts';
import { skipLead } from './lead.ts';
import type { Token } from './tokens.ts';
import { readTold } from './told-verb.ts';
import { baseOf } from './verb-forms.ts';

/**
 * Whether a sentence states how something is, was or will be: it has a finite verb, and asks for nothing. "Anna's birthday"
 * and "new website for the bakery" do not; nor does "we're moving to Berlin", which is a plan of whoever says it.
 */
export function isStatement(tokens: readonly Token[], language: Language): boolean {
  if (language.cueGrammar !== null) {
    const { past } = language.cueGrammar;
    return tokens.length > 3 && tokens.some(({ lower }) => past.has(lower));
  }
  const first = tokens[0]?.lower ?? '';
  if (ADDRESS.test(first) && tokens.length > 1) return true;
  // "Ensure tabs are closed": the finite verb is of what shall be so.
  if (SEES_TO_IT.test(first)) return false;
  const opening = skipLead(tokens, 0, tokens.length, language).at;
  let depth = 0;
  for (const [i, { lower, isQuoted, isWord }] of tokens.entries()) {
    if (lower === '(') depth += 1;
    if (lower === ')') depth -= 1;
    if (depth > 0 || isQuoted || !isWord) continue;
    const next = tokens[i + 1]?.lower ?? '';
    if (SELF.test(lower) && BE.test(next) && i === opening) return !isProgressive(tokens, i + 2, language);
    if (FINITE.test(lower) && i > 0) return true;
    if (PRONOUN.test(lower) && (baseOf(next, 'participle', language) ?? baseOf(next, 'base', language)) !== null)
      return true;
    if (PRONOUN.test(lower) && STATING.test(next)) return true;
  }
  if (tellsWithSubject(tokens, opening, language)) return true;
  const told = readTold(tokens, 0, tokens.length, language, 'no');
  if (told === null || (told.subject ?? told.object) === null) return false;
  // "Coffee shop emails" and "follow-up with invoices" are things: a verb shows by what stands around it.
  const next = tokens[told.verb + 1]?.lower ?? '';
  return told.object !== null || language.determiners.has(next) || language.objectPronouns.has(next);
}

/** "The meeting went well", "Maria asked me to wait", "The role requires patience": a subject with a finite verb. */
function tellsWithSubject(tokens: readonly Token[], opening: number, language: Language): boolean {
  const comma = tokens.findIndex(({ lower }, i) => lower === ',' && i < MOST_LEAD);
  return [opening, comma + 1].some((from) => {
    const first = tokens[from];
    if (first === undefined || (!language.determiners.has(first.lower) && !first.isCapital)) return false;
    if (!language.determiners.has(first.lower) && language.verbs.has(first.lower)) return false;
    for (let i = from + 1; i < Math.min(tokens.length - 1, from + MOST_SUBJECT); i++) {
      const { lower = '', isWord = false, isQuoted = false } = tokens[i] ?? {};
      const next = tokens[i + 1];
      if (!isWord || isQuoted || next?.isWord !== true || language.prepositions.has(lower)) return false;
      const finite = baseOf(lower, 'third-person', language);
      if ((finite !== null && !language.nounLike.has(finite)) || BEING.test(lower)) return true;
      const past = baseOf(lower, 'participle', language);
      // "The walls painted white" may be wished for; "The walls looked fine" and "Ann told me" are not.
      if (past === null || lower === past || PARTICIPLE_ONLY.test(lower)) continue;
      if (PAST_ONLY.test(lower) || /^(?:me|us|him|her|them|it|that|you)$/u.test(next.lower)) return true;
    }
    return false;
  });
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
/** Tokens in front of a comma, and of a subject. */
const MOST_LEAD = 8;
const MOST_SUBJECT = 7;
/** Irregular forms that are no participle, and verbs that nothing is done to. */
const PAST_ONLY =
  /^(?:went|came|began|broke|chose|drew|drove|ate|froze|gave|saw|spoke|took|tore|threw|wore|wrote|rose|fell|grew|knew|sang|sank|swam|said|told|asked|looked|seemed|arrived|happened|started|decided|agreed|worked|lived|stayed|turned|called|wanted|liked|died)$/u;
const PARTICIPLE_ONLY = /^(?:given|taken|written|done|seen|gone|chosen|broken|drawn|driven|eaten|known|worn|torn)$/u;
/** Third persons of verbs that nobody is asked to do. */
const BEING =
  /^(?:requires|contains|includes|means|seems|appears|belongs|consists|depends|exists|lacks|matters|happens|becomes|remains|wants|likes|loves|knows|thinks|hopes|says|goes|comes|owns|deserves|involves|concerns|resembles)$/u;
