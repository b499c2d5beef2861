import {
  ADVISING,
  ANSWERED,
  BUYING,
  CHILDREN,
  CHOSEN,
  CODE,
  FINDING,
  FOOD,
  JUDGING,
  LEARNING,
  MAKING,
  NEWS,
  OPERATING,
  PLANS,
  PRAISE,
  PRODUCTS,
  SIMPLE,
  SOME,
  SOMETHING,
  SUBJECTS,
  TASTE,
  TELLING,
  TRAVEL,
} from './cues/en-requests.ts';

/** What a request to a helper leaves to be asked. */
export type Detail =
  | 'where'
  | 'which-file'
  | 'which-source'
  | 'which-budget'
  | 'which-level'
  | 'which-period'
  | 'which-diet'
  | 'which-kind'
  | 'which-format'
  | 'for-whom'
  | 'for-what'
  | 'how-much';

export interface OpenRequest {
  /** The most important first; at most three. */
  readonly details: readonly Detail[];
  /** Without the first of them nothing useful can be made. */
  readonly mustAsk: boolean;
}

/**
 * What a single request to a helper leaves open ("suggest a course", "write a script that renames files"), or null where it
 * says enough or is no such request. Facts have one answer, so nothing is asked; what is to be made, chosen or bought
 * depends on who it is for. To-dos ("make dinner", "write to Anna") are the writer's own, and never asked about.
 */
export function readOpenRequest(text: string): OpenRequest | null {
  if (text.length > LONGEST || wordsOf(text).length > MOST_WORDS || /\n\s*\S/u.test(text.trim())) return null;
  const sentences =
    text
      .match(/[^.!?]+(?:[.!?]+|$)/gu)
      ?.map((one) => one.trim())
      .filter((one) => one !== '') ?? [];
  if (sentences.length === 0 || sentences.length > MOST_SENTENCES) return null;
  const ask = sentences.find((one) => ASKS.test(one)) ?? sentences.at(-1) ?? '';
  const said = new Set(wordsOf(text));
  const signs = readSigns(text, ask, said, sentences.length);
  if (!isForHelper(ask, said, signs)) return null;
  if (weigh(signs, OPEN, OPEN_AT) <= 0) return null;
  return { details: detailsOf(said, signs), mustAsk: weigh(signs, MUST, MUST_AT) > 0 };
}

type Sign = keyof typeof OPEN;

function readSigns(text: string, ask: string, said: ReadonlySet<string>, sentences: number): ReadonlySet<Sign> {
  const has = (list: ReadonlySet<string>) => [...said].some((word) => list.has(word));
  const head = headOf(ask);
  // "Book a table", "plan it": the verb is not the thing.
  const things = [...said].filter((word) => word !== head);
  const hasThing = (list: ReadonlySet<string>) => things.some((word) => list.has(word));
  const count = wordsOf(text).length;
  const found: Readonly<Record<Sign, boolean>> = {
    situation: MINE.test(text.replace(ask, '')),
    mine: MINE.test(ask),
    advice: has(ADVISING) || /\bwhat are some\b/iu.test(text),
    making: MAKING.has(head),
    wishing: WISHES.test(text),
    code: has(CODE),
    fact: FACT.test(ask),
    finding: FINDING.has(head),
    telling: TELLING.has(head),
    praise: has(PRAISE),
    answered: has(ANSWERED),
    chosen: hasThing(CHOSEN),
    plan: hasThing(PLANS),
    something: INDEFINITE.test(text) && has(SOMETHING),
    some: has(SOME),
    here: HERE.test(text),
    quoted: /["“'‘]\p{Lu}[^"”'’]{1,60}["”'’]/u.test(text),
    named: /[\p{Ll},] \p{Lu}[\p{L}\p{N}&.-]*/u.test(text.replace(/\bI\b/gu, 'i')),
    year: /\b(?:19|20)\d{2}\b/u.test(text),
    several: sentences > 1,
    buying: has(BUYING),
    lasting: LASTING.test(text),
    judging: JUDGING.has(head),
    operating: OPERATING.has(head),
    how: HOW.test(text),
    simple: has(SIMPLE),
    counted: COUNTED.test(text),
    taste: has(TASTE),
    children: has(CHILDREN),
    news: has(NEWS),
    long: count > 18,
    short: count < 8,
    the: /^(?:find|get|fetch|look|retrieve|search)\b.{0,12}\bthe\b/iu.test(ask),
    subject: has(SUBJECTS),
  };
  return new Set((Object.keys(found) as Sign[]).filter((sign) => found[sign]));
}

/** Somebody is asked to make, find or choose something; a to-do says only what its writer is going to do. */
function isForHelper(ask: string, said: ReadonlySet<string>, signs: ReadonlySet<Sign>): boolean {
  // "Which train do we take?" is put to others who come along.
  // "Send me the minutes" is said to somebody who has them.
  if (HANDS_OVER.test(ask)) return false;
  const isQuestion = (OF_HELPER.test(ask) && said.size > 5) || CHOICE.test(ask);
  const tellsMore = signs.has('several') || said.size > 7;
  if (isQuestion || signs.has('advice') || (signs.has('wishing') && tellsMore) || WANTS.test(ask)) return true;
  const own = OWN.exec(ask.replace(POLITE, ''))?.[1];
  const isMine = own !== undefined && /^(?:my|our)$/iu.test(own);
  if (signs.has('finding') || signs.has('telling')) return said.size > 4 && !(isMine && signs.has('finding'));
  // A day, an hour or a price stands in one's own plan, unless somebody is asked.
  if (SETTLED.test(ask)) return false;
  // What is known already is the writer's own: "clean the files", "set up my laptop".
  if (own !== undefined && said.size < (isMine ? 2 * LONG_ENOUGH : LONG_ENOUGH)) return false;
  const isWork = signs.has('making') || signs.has('judging') || signs.has('operating');
  const isMade = ['code', 'chosen', 'plan', 'something', 'taste', 'news', 'here', 'answered', 'praise'].some((sign) =>
    signs.has(sign as Sign),
  );
  return isWork && said.size > 4 && (isMade || signs.has('judging'));
}

function weigh(signs: ReadonlySet<Sign>, weights: Readonly<Partial<Record<Sign, number>>>, base: number): number {
  let sum = base;
  for (const sign of signs) sum += weights[sign] ?? 0;
  return sum;
}

function detailsOf(said: ReadonlySet<string>, signs: ReadonlySet<Sign>): readonly Detail[] {
  const has = (list: ReadonlySet<string>) => [...said].some((word) => list.has(word));
  const found = new Set<Detail>();
  const add = (...details: readonly Detail[]) => {
    for (const detail of details) found.add(detail);
  };
  if (signs.has('here')) add('where');
  if (signs.has('something'))
    add([...said].some((word) => /^(?:website|webpage|page|url)s?$/u.test(word)) ? 'which-source' : 'which-file');
  if (has(FOOD)) add('which-diet');
  if (signs.has('children')) add('for-whom');
  if (has(TRAVEL)) add('which-period', 'which-budget', 'for-whom');
  if (has(LEARNING)) add('which-level', 'for-what');
  // A name for a product costs nothing.
  const isBought = !signs.has('making') || signs.has('buying');
  if (has(PRODUCTS) && isBought && !said.has('budget')) add('which-budget', 'which-kind');
  if (signs.has('news')) add('which-source', 'which-period');
  if (signs.has('code')) add('for-what', 'which-format');
  if (signs.has('judging')) add('for-what', 'which-source', 'which-format');
  add('which-kind', 'for-what', 'which-format');
  return [...found].slice(0, MOST_DETAILS);
}

/** The verb of a request, without the politeness in front of it. */
function headOf(ask: string): string {
  return wordsOf(ask.replace(POLITE, ''))[0] ?? '';
}

function wordsOf(text: string): readonly string[] {
  return (
    text
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}\p{N}+#]+(?:['-][\p{L}\p{N}]+)*/gu)
      ?.flatMap((word) => (word.includes('-') ? [word, ...word.split('-')] : [word])) ?? []
  );
}

const LONGEST = 400;
const MOST_SENTENCES = 4;
/** The longest request that was looked at has 43. */
const MOST_WORDS = 50;
const MOST_DETAILS = 3;
const MINE = /\b(?:i|i'm|i've|i'd|me|my|we|our)\b/iu;
const ASKS =
  /\b(?:can|could|would|will) you\b|\?\s*$|^(?:please|kindly|recommend|suggest|find|give|provide|create|show|list|put|develop|draft|set|teach|supply|advise|explain|tell|help|propose|design|write|plan|what|how|which)\b/iu;
const POLITE =
  /^(?:(?:please|kindly|so|also|hi|hello|hey|ok|okay)\b,? |(?:can|could|would|will) you (?:please |kindly )?|i(?: would|'d)? (?:like|need|want) (?:you )?to |(?:help|assist) (?:me|us) (?:to |in |with )?)+/iu;
const WANTS =
  /\b(?:help|give|show|tell|find|make|get|buy|teach|guide|walk|talk) me\b|\b(?:need|want|looking for|look for) (?:an?|some|new|your)? ?(?:\p{L}+ )?(?:list|ideas?|tips?|help|advice|recipes?|guide|plan|information|recommendations?|suggestions?)\b|\b(?:want|need|going|like|plan) to (?:\p{L}+ )?(?:rent|make a re)/iu;
/** So many different words say more than a line of one's own list. */
const LONG_ENOUGH = 8;
const OF_HELPER = /\b(?:what|how|which|where|when|should|can|could|is|are)\b.*\b(?:i|me|my)\b.*\?\s*$/iu;
const OWN =
  /^\p{L}+(?: (?:up|out|off|down|over|back|in|on))? (the|my|our|this|that|these|those|his|her|their|it|them)\b/iu;
const HANDS_OVER =
  /^(?:(?:can|could|would|will) you |please |kindly )*(?:send|bring|pass|lend|forward|hand|mail|email|text) (?:me|us) (?:the|your|that|those|my|our)\b/iu;
const CHOICE = /^(?:which|what)\b.*\bshould (?:i|we)\b.*\?\s*$/iu;
const SETTLED =
  /^(?!(?:please|kindly|help|can|could|would|will|i|we)\b)(?!.*\b(?:for me|for us|me)\b).*(?:\bevery (?:day|morning|evening|night|week|weekday|month|\p{L}+day)\b|\bat \d{1,2}(?::\d\d)?(?: ?[ap]m)?\b|\b(?:tomorrow|tonight|(?:by|on|before|until) (?:\p{L}+day|noon|tomorrow|\d{1,2}\b))|\d ?(?:euros?|dollars?|pounds)\b|[€$£] ?\d)/iu;
const FACT =
  /^(?:who|when|where|how (?:many|much|far|old|tall|long|big|deep|high)|what(?:'s| is| was| are the| were))\b/iu;
const WISHES =
  /\bi(?:'d| would|'m| am)? (?:want|like|need|plan|going|wish|love|looking|hoping|trying)\w* to (?:build|make|create|start|learn|rent|conduct|save|grow|design|write|realize|plan|organi[sz]e|develop|improve|redecorate|renovate|upgrade|find|choose)\b(?! (?:the|my|our|his|her|this|that)\b)/iu;
const HERE =
  /\b(?:my (?:city|area|town|country|state|region|neighbou?rhood|home|geographic|location|place)|local|nearest|nearby|near (?:me|by))\b/iu;
const INDEFINITE = /\b(?:an?|some|all|any|given|specific|specified|certain|provided|multiple|several)\b/iu;
const LASTING =
  /\b\d+[- ](?:day|week|month|minute|year)|\b(?:week|month)(?:-long|ly)\b|\b(?:two|three|four|five|six|seven|ten)[- ](?:day|week|month)/iu;
const HOW = /\bhow (?:to|can i|should i|do i|could i)\b|\bsteps\b|\bprocess\b|\bguide me\b|\bwalk me\b/iu;
const COUNTED = /\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten) \p{L}/iu;

/*
 * How much each sign speaks for asking: a logistic regression over 335 requests of a public collection that people had
 * labelled as vague or clear, rounded. Its signs were chosen by hand; on requests it had not seen, three in four decisions
 * of each sort were right.
 */
const OPEN_AT = 0.35;
const OPEN = {
  situation: 0.2,
  mine: 0.35,
  advice: 0.35,
  making: 0.6,
  wishing: 0.2,
  code: 0.35,
  fact: -0.5,
  finding: -0.8,
  telling: -0.9,
  praise: 0.35,
  answered: -0.8,
  chosen: 0.4,
  plan: 0.6,
  something: 0.7,
  some: 0.3,
  here: 0.4,
  quoted: -0.25,
  named: -0.55,
  year: -0.4,
  several: 0.25,
  buying: 0.25,
  lasting: 0.1,
  judging: 0.55,
  operating: 0.4,
  how: 0.2,
  simple: 0,
  counted: -0.35,
  taste: 0,
  children: 0.1,
  news: 0.3,
  long: 0.1,
  short: -0.25,
  the: -0.15,
  subject: -0.5,
};
const MUST_AT = 0;
const MUST: Readonly<Partial<Record<Sign, number>>> = {
  situation: -0.15,
  mine: 0.05,
  advice: -1.25,
  making: 0.6,
  wishing: 0.3,
  code: 0.9,
  fact: -0.65,
  finding: -0.35,
  telling: -0.55,
  praise: 0.05,
  answered: -0.35,
  chosen: -0.2,
  plan: 0.6,
  something: 0.7,
  some: 0.45,
  here: 1.35,
  quoted: -0.5,
  named: -0.75,
  year: -0.25,
  several: -0.2,
  buying: 0.4,
  lasting: -0.2,
  judging: 1.55,
  operating: 0.45,
  how: -0.1,
  simple: -0.35,
  counted: -0.3,
  taste: 0.05,
  children: 0.5,
  news: -0.3,
  long: 0.55,
  short: -0.2,
  the: 0.3,
  subject: -0.8,
};
