import { GETTING_NOUNS } from '../cues/en-tools.ts';
import { deedsOf, plainWordsOf } from './words.ts';

const NONE: ReadonlySet<string> = new Set();
const ANSWER: ReadonlySet<string> = new Set(['find', 'reckon']);
const WISH: ReadonlySet<string> = new Set([
  'find',
  'buy',
  'book',
  'make',
  'request',
  'play',
  'reckon',
  'start',
  'enter',
]);

export interface AskedDeed {
  /** Its verb, where it has one. */
  readonly verb: string;
  readonly deeds: ReadonlySet<string>;
  /** It is done to a thing without a name: "order flowers", not "compress report.pdf". */
  readonly isPlainThing: boolean;
  /** It asks to be told something. */
  readonly isQuestion: boolean;
}

/**
 * Which classes of deeds a sentence asks for: those of its verb, behind whatever makes it polite. A question asks to be told
 * something, a wish for a thing may be met in many ways. Empty where the words do not tell.
 */
export function askedDeed(sentence: string): AskedDeed {
  const asked = askedAtFirst(sentence);
  if (asked.verb !== '' || asked.deeds.size > 0) return asked;
  // "My sink is leaking, can you find me a plumber": what asks may come last.
  const later = ASKS_LATER.exec(sentence.slice(1, LONGEST));
  return later === null ? asked : askedAtFirst(sentence.slice(later.index + 1));
}

function askedAtFirst(sentence: string): AskedDeed {
  let text = sentence.toLowerCase().replaceAll('’', "'").replace(/["“”]/gu, '').trim();
  let isHow = false;
  for (let round = 0; round < ROUNDS; round++) {
    if (HOW_TO.test(text)) isHow = true;
    const left = text.replace(isHow ? HOW_TO : LEAD_IN, '').replace(LEAD_IN, '');
    if (left === text) break;
    text = left;
  }
  if (WISHES.test(text)) return { verb: '', deeds: WISH, isPlainThing: false, isQuestion: false };
  if (QUESTION.test(text)) return { verb: '', deeds: ANSWER, isPlainThing: false, isQuestion: true };
  const words = plainWordsOf(text).slice(0, PHRASE);
  const deeds = deedsOfPhrase(words);
  const verb = deeds.size > 0 || IMPERATIVE.test(text) ? (words[0] ?? '') : '';
  return {
    verb,
    deeds: isHow && deeds.size > 0 ? new Set([...deeds, ...ANSWER]) : deeds,
    isPlainThing: PLAIN_THING.test(sentence.slice(Math.max(0, sentence.toLowerCase().indexOf(verb)))),
    isQuestion: isHow,
  };
}

/** "make a reservation" is what its noun says; "turn on", what its verb does. */
export function deedsOfPhrase(words: readonly string[]): ReadonlySet<string> {
  const verb = words[0] ?? '';
  const own = deedsOf(verb);
  const isLight =
    /^(?:make|makes|making|do|have|get|put|place|places|take|set|facilitates?|handles?|process(?:es)?|performs?|allows?|gets?)$/u.test(
      verb,
    );
  const noun = isLight ? words.slice(1, PHRASE).find((word) => GETTING_NOUNS.has(word)) : undefined;
  return noun === undefined ? new Set(own) : new Set([...deedsOf(noun), ...(noun === 'appointment' ? own : NONE)]);
}

/** A first word with a thing behind it, whatever it says. */
const IMPERATIVE =
  /^\p{Ll}{3,}(?: (?:up|out|off|on|down|in|over))? (?:the|my|our|your|this|that|these|all|an?|it|them|me|us)\b/u;
const PLAIN_THING =
  /^\p{L}+(?: (?:up|out|off|on|down|in))?(?: (?:the|my|our|your|this|that|these|some|all|an?|me|us|new))* \p{Ll}{3,}(?![.\w/-])/u;
const LONGEST = 1000;
const ASKS_LATER =
  /\b(?:(?:can|could|would|will) (?:you|i|we)|(?<=[,;:–—-] ?)(?:which|what|where|when|who|how|any)|please|kindly|help me|let me know|(?:i|we)(?:'d| would) (?:like|love)|(?:i|we) (?:want|need))\b/iu;
const ROUNDS = 6;
/** So many words are looked at for the noun of "make a table reservation". */
const PHRASE = 6;
const LEAD_IN =
  /^(?:(?:hi|hello|hey|ok|okay|well|so|and|also|then|now|first|next|finally|please|kindly|just|yes|thanks|sorry|great|good (?:morning|evening|afternoon))\b[\s,.!:-]*(?:there\b[\s,.!]*)?|(?:can|could|would|will) (?:you|we|i|u)(?: (?:please|kindly|possibly|just|maybe|also))*(?: (?:help|assist) (?:me|us)(?: (?:with|in|to))?)?,? |(?:i|we)(?:'d| would| do|'m| am| are|'re|'ve| have| just| really| also)*(?: (?:like|love|want|need|wish|prefer|hope|got|have|trying|looking|going|planning|interested|thinking|about|wondering if you could|willing|intend|eager)){1,2}(?: (?:you|for you|someone|it|in|of|on))? to |(?:i|we)(?:'m| am|'re| are) (?:interested in|thinking of|thinking about|planning on|considering) |(?:help|assist) (?:me|us)(?: (?:with|in|to))? |let(?:'s| me| us) |(?:is it possible|would it be possible|is there (?:a|any) way|are you able|be so kind as) (?:for you )?to |(?:do|would) you mind |it(?:'s| is) time to |(?:go ahead|try|make sure|remember|start) (?:and |to )(?:then )?)/u;
const HOW_TO = /^(?:how|what|where|which) (?:(?:do|can|could|would|should|might|shall) (?:i|you|we|one)|to) /u;
const WISHES =
  /^(?:(?:give|get|bring) (?:me|us) (?:an?|some|another|\d+) |(?:i|we)(?:'d| would|'ll| will|'m| am|'re| are| really| just| also)* (?:like|love|want|need|require|looking|wish|take|interested|searching|hunting|craving)(?: (?:for|in))?\b(?! to\b)|(?:an?|the|one|two|three|four|five|some|\d+) |(?:looking|searching) for\b|in (?:need|search) of)/u;
const QUESTION =
  /^(?:what|what's|whats|which|who|who's|whom|whose|when|when's|where|where's|why|how|how's|hows|is|are|am|was|were|does|do|did|has|have|had|will|would|should|any|anything|tell me|let me know|give me (?:an? )?(?:idea|overview)|(?:i|we)(?:'m| am| was| want| would like|'d like)* (?:curious|wonder|wondering|want to know|need to know))\b/u;
