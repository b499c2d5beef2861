import { GOAL_TEXT, type Span } from '#planner/reason.ts';
import type { SomeTaskFields } from '#planner/task.ts';
import { plainWords, type Range, type Text } from './mask.ts';

type Constraint = NonNullable<SomeTaskFields['constraints']>[number];

/** Limits that the words set, in those words: "no more than 10 pages", "must not …", "under €500". */
export function findConstraints(text: Text, ranges: readonly Range[]): readonly Constraint[] {
  const found: Constraint[] = [];
  for (const { start, end } of ranges) {
    const words = text.masked.slice(start, Math.min(end, start + LONGEST)).replaceAll('\n', ' ');
    if (!MAY_LIMIT.test(words)) continue;
    for (const match of words.matchAll(LIMIT)) {
      if (found.length >= MOST) return found;
      const range = { start: start + match.index, end: start + match.index + match[0].trimEnd().length };
      const said = plainWords(text, range).replace(/[\s.,;:!]+$/u, '');
      if (said === '' || said.length > 500) continue;
      found.push({ type: MUST_NOT.test(said) ? 'must-not' : 'must', text: said, spans: [spanOf(range)] });
    }
  }
  return found;
}

/** Whether a sentence says nothing but a limit: "Budget 1,500 euros max.", "Must support IPv6.", "At most 12 guests". */
export function isLimit(words: string): boolean {
  return words.length <= LONGEST && LIMIT_ALONE.test(words);
}

function spanOf({ start, end }: Range): Span {
  return { in: GOAL_TEXT, start, end };
}

const LONGEST = 1500;
const MOST = 20;
/** An amount with its currency, as the source of a pattern. */
export const MONEY = String.raw`(?:[€$£¥]\s?\d[\d.,]{0,14}(?<=\d)(?:\s?[km](?![\p{L}]))?|\d[\d.,]{0,14}(?<=\d)\s?(?:€|\$|£|euros?|dollars?|usd|eur|gbp|chf|pounds?|francs?|franken)(?![\p{L}]))`;
const MAY_LIMIT =
  /\b(?:must|mustn['’]t|never|no|not|don['’]t|at most|at least|max|maximum|minimum|min|under|below|up to|within|only|without|latest|later|has to|have to|needs? to|höchstens|maximal|mindestens|unter|nicht|darf|budget)\b/iu;
// Either a clause that forbids or demands, up to its end, or a bound with its figure.
const LIMIT = new RegExp(
  [
    String.raw`\b(?:must not|mustn['’]t|must never|do not|don['’]t|never|may not|cannot exceed|can['’]t exceed|darf nicht|dürfen nicht)\s(?!(?:forget|worry|hesitate|know|think|have|need|want)\b)[^.,;!?\n]{2,200}`,
    String.raw`\bmust\s(?:be|have|cover|fit|stay|cost|include|contain|work|use|run|support|comply|conform|withstand|weigh|last)\b[^.,;!?\n]{2,200}`,
    String.raw`\b(?:no more than|not more than|no longer than|no less than|at most|at least|a maximum of|a minimum of|maximum|max\.?|minimum|up to|under|below|less than|höchstens|maximal|mindestens|unter)\s(?:${MONEY}|\d[\d.,]{0,14}(?:\s?(?:%|\p{L}{1,20}))?)`,
    String.raw`\b(?:has|have|needs?|need) to (?:fit|cost|last|hold|stay|include|contain|cover|weigh|work)\b[^.,;!?\n]{2,200}`,
    // "By the 3rd at the latest", "no later than Friday"
    String.raw`\bby [^.,;!?\n]{2,40} at the latest\b|\b(?:no|not) later than [^.,;!?\n]{2,60}`,
    String.raw`\bwithout (?!(?:delay|doubt|problems?|fail|you|me|him|her|us|them|it|asking|any problems?)\b)\p{L}[^.,;!?\n]{1,40}`,
    String.raw`\bbudget(?:\s(?:is|of|:))?\s{0,2}(?:of\s)?(?:about\s)?${MONEY}`,
  ].join('|'),
  'giu',
);
const BOUND = String.raw`(?:${MONEY}|\d[\d.,]{0,14}(?:\s?(?:%|\p{L}{1,20})){0,2})`;
// Verbs that say how a thing is rather than what somebody does.
const TRAIT = `(?:support|contain|include|cover|fit|cost|comply|conform|withstand|weigh|last|run (?:on|in|under|without|offline)|work (?:on|in|under|with|without|offline)|use(?! up))`;
const LIMIT_ALONE = new RegExp(
  [
    String.raw`^(?:(?:the|our|my|total)\s){0,2}budget(?:\s(?:is|of|:))?\s{0,2}:?\s{0,2}(?:(?:of|about|around|max\.?|at most|up to)\s){0,2}${MONEY}(?:\s(?:max(?:imum)?|tops|in total|altogether|at most|all in))?[.!]?$`,
    String.raw`^(?:no more than|at most|at least|max(?:imum)?\.?|min(?:imum)?\.?|up to)\s${BOUND}(?:\s(?:in total|altogether|per \p{L}+|each))?[.!]?$`,
    String.raw`^(?:(?:it|this|that|everything)\s)?must\s(?:also\s)?${TRAIT}\b[^,;]{2,200}[.!]?$`,
  ].join('|'),
  'iu',
);
const MUST_NOT =
  /^(?:must not|mustn|must never|do not|don['’]t|never|may not|cannot|can['’]t|without|darf nicht|dürfen nicht)/iu;
