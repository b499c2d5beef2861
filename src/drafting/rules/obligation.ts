import type { Act } from './action-shape.ts';
import { gerundOf, looseCueAt, loosePhraseAt, readHelped } from './asking.ts';
import { VERBS_AND_NAMES } from './cues/en-names.ts';
import type { Language } from './language.ts';
import { phraseAt, type Token } from './tokens.ts';
import { isVerb, skipAdverbs } from './verb-check.ts';
import { baseOf } from './verb-forms.ts';

/** "I need to …", "the hall must be booked", "Anna will …", "the car needs washing", "Ben to …", "I need a van". */
export function readObligation(
  tokens: readonly Token[],
  from: number,
  end: number,
  language: Language,
  isStrict: boolean,
): Act | null {
  // "Need new tyres": whoever writes needs them.
  if (!isStrict && tokens[from]?.lower === 'need') {
    const wish = readWish(tokens, from, end, language);
    if (wish !== null) return wish;
  }
  // "ill call the plumber", as it is dictated and typed in haste.
  if (FUSED.test(tokens[from]?.lower ?? '') && language.tag === 'en') {
    const { at } = skipAdverbs(tokens, from + 1, language);
    if (
      language.verbs.has(tokens[at]?.lower ?? '') &&
      at < end &&
      !isPromise([{ ...tokens[from], lower: 'i' } as Token, ...tokens.slice(from + 1)], 0, at - from, end - from)
    )
      return { how: 'obligation', verb: at };
  }
  const isPlanner = language.planners.has(tokens[from]?.lower ?? '');
  for (let p = from + 1; p < Math.min(end, from + MAX_SUBJECT + 1); p++) {
    const before = tokens[p - 1];
    if (before === undefined || !(before.isWord || before.lower === '-')) return null;
    // "the file that needs to be restored is …": the clause is about a thing, and says nothing of it itself.
    if (p - 1 > from && RELATIVE.test(before.lower)) return null;
    const notYet = phraseAt(tokens, p, language.notYet);
    const length = notYet > 0 ? notYet : loosePhraseAt(tokens, p, language.obligations, language);
    const isNameTo =
      length === 0 && tokens[p]?.lower === 'to' && p - from <= 3 && !isStrict && isNamed(tokens[from], language);
    const isNeed = length === 0 && /^needs?$/u.test(tokens[p]?.lower ?? '');
    if (length === 0 && isPlanner) {
      const wish = readWish(tokens, p, end, language);
      if (wish !== null) return wish;
    }
    if (length === 0 && !isNameTo && !isNeed) {
      // A preposition or a verb before the modal: this is no subject.
      if (language.prepositions.has(tokens[p]?.lower ?? '') && tokens[p]?.lower !== 'of') return null;
      continue;
    }
    const subject = readSubject(tokens, from, p, language);
    const who = subject === 'person' ? ([from, p] as const) : null;
    const common = { who, isAnybody: subject === 'anybody', isNotYet: notYet > 0 };
    if (isNeed) {
      const washing = p + 1 < end ? baseOf(tokens[p + 1]?.lower ?? '', 'gerund', language) : null;
      return washing !== null && subject === 'thing'
        ? { ...common, how: 'passive', verb: p + 1, base: washing, object: [from, p] }
        : null;
    }
    const { at, negated } = skipAdverbs(tokens, p + Math.max(1, length), language);
    const verb = tokens[at];
    if (verb === undefined || at >= end) return null;
    const isNegated = negated && notYet === 0;
    if (verb.lower === 'be') {
      const after = skipAdverbs(tokens, at + 1, language).at;
      const base = baseOf(tokens[after]?.lower ?? '', 'participle', language);
      if (base === null || base === 'go' || subject === 'planner' || after >= end)
        return isNegated ? { ...common, how: 'obligation', verb: at, isNegated } : null;
      return { ...common, who: null, how: 'passive', verb: after, base, object: [from, p], isNegated };
    }
    // "We can discuss it on Monday" proposes a meeting.
    if (
      notYet > 0 &&
      tokens[from]?.lower === 'we' &&
      MEETING.test(verb.lower) &&
      /^c(?:an|ould)$/u.test(tokens[p]?.lower ?? '')
    )
      return { how: 'request', verb: at, isNegated: negated };
    // "We must have missed each other", "we should have asked": that is over.
    const past = tokens[at + 1]?.lower ?? '';
    if (
      verb.lower === 'have' &&
      (/[a-z]ed$/u.test(past) || (language.irregular.has(past) && !/^(?:cut|let|put|set)$/u.test(past)))
    )
      return null;
    const isStated = isStatement(tokens, p, length, language);
    if (isStated && isPromise(tokens, from, at, end)) return null;
    if (OTHERS.test(tokens[from]?.lower ?? '') && p === from + 1 && WISHING.test(tokens[p]?.lower ?? '')) return null;
    if (isStated && STATIVE.test(verb.lower)) return null;
    const isIntent = loosePhraseAt(tokens, p, language.asking.intents, language) > 0;
    const announces = subject !== 'planner' || isStated ? 'no' : isIntent ? 'wish' : 'duty';
    if (subject === 'planner') {
      const help = readHelpNoun(tokens, at, end, language);
      if (help !== null) return help;
      const knowing = language.asking.knowing.get(verb.lower);
      if (knowing !== undefined && at + 1 < end)
        return { ...common, how: 'wanted', verb: at + 1, base: knowing, announces, isNegated };
    }
    const isAsked = subject !== 'thing' && !isStated && !isNameTo && notYet === 0;
    if (/^let$/u.test(verb.lower) && !isVerb(tokens, at, end, language, 'asked')) return null;
    if (!language.verbs.has(verb.lower) && !(isAsked && isVerb(tokens, at, end, language, 'asked'))) return null;
    // "The report must cover October" says how it should be, not what to do.
    if (subject === 'thing') return null;
    return { ...common, how: 'obligation', verb: at, isNegated, announces };
  }
  return null;
}

/** A capital that does not come of a verb that begins the sentence. */
function isNamed(first: Token | undefined, language: Language): boolean {
  if (first?.isCapital !== true) return false;
  return !language.verbs.has(first.lower) || VERBS_AND_NAMES.has(first.lower) || isActor(first, language);
}

/** "I'll send you the files": a promise to whoever reads it is nothing for them to do. */
function isPromise(tokens: readonly Token[], from: number, verb: number, end: number): boolean {
  if (!/^(?:i|we|im)$/u.test(tokens[from]?.lower ?? '')) return false;
  for (let i = verb + 1; i < Math.min(end, verb + 10); i++) {
    const { lower = '', isWord = false } = tokens[i] ?? {};
    if (!isWord) return false;
    if (/^(?:you|your|yours|ya)$/u.test(lower)) return true;
  }
  return false;
}

/** "will", "am going to": these also tell what will be so. */
function isStatement(tokens: readonly Token[], at: number, length: number, language: Language): boolean {
  const words = tokens.slice(at, at + length).filter(({ lower }) => !language.adverbs.has(lower));
  return words.some(({ lower }) => lower === 'going') || (words.length === 1 && STATING.test(words[0]?.lower ?? ''));
}

/** "(I) need a van", "(I)'m looking for a room", "(I) need help with the form", "(I) want the door painted". */
function readWish(tokens: readonly Token[], at: number, end: number, language: Language): Act | null {
  const doing = loosePhraseAt(tokens, at, language.asking.gerundAsks, language);
  if (doing > 0) {
    const verb = skipAdverbs(tokens, at + doing, language).at;
    const base = verb < end ? gerundOf(tokens, verb, language) : null;
    if (base !== null) return { how: 'request', verb, base, announces: 'wish' };
  }
  const want = looseCueAt(tokens, at, language.asking.wants, language);
  if (want === null) return null;
  const from = skipAdverbs(tokens, at + want.length, language).at;
  const first = tokens[from];
  if (first === undefined || from >= end || !(first.isWord || first.isQuoted)) return null;
  const help = readHelpNoun(tokens, from, end, language);
  if (help !== null) return help;
  if (first.lower === 'knowing' && from + 1 < end)
    return { how: 'wanted', verb: from + 1, base: 'find out', announces: 'wish' };
  const gerund = gerundOf(tokens, from, language);
  if (gerund !== null && want.value !== 'get') return { how: 'request', verb: from, base: gerund, announces: 'wish' };
  const asked = readAskedOf(tokens, from, end, language);
  if (asked !== null) return asked;
  if (NOT_WANTED.test(first.lower) || (language.subjects.has(first.lower) && first.lower !== 'someone')) return null;
  const done = readDone(tokens, from, end, language);
  if (done !== null) return done;
  const isPreferred = tokens.slice(at, from).some(({ lower }) => PREFERRING.test(lower));
  return { how: 'wanted', verb: from, base: want.value, announces: 'wish', isPreferred };
}

/** "your help to …", "some assistance with …". */
function readHelpNoun(tokens: readonly Token[], from: number, end: number, language: Language): Act | null {
  for (let i = from; i < Math.min(end, from + 5); i++) {
    const lower = tokens[i]?.lower ?? '';
    if (tokens[i]?.isWord !== true) return null;
    if (
      language.asking.helpNouns.has(lower) &&
      tokens[i + 1]?.isWord === true &&
      // "A support ticket" is a thing.
      (HELPED.test(tokens[i + 1]?.lower ?? '') || gerundOf(tokens, i + 1, language) !== null)
    )
      return readHelped(tokens, i, i + 1, end, language);
    if (i > from && language.prepositions.has(lower) && lower !== 'of') return null;
  }
  return null;
}

/** "(I need) you to call the bank", "(I'd like) Tom to …". */
function readAskedOf(tokens: readonly Token[], from: number, end: number, language: Language): Act | null {
  for (let i = from + 1; i < Math.min(end, from + 4); i++) {
    if (tokens[i]?.lower !== 'to') continue;
    const first = tokens[from]?.lower ?? '';
    const isYou = first === 'you' && i === from + 1;
    const subject = readSubject(tokens, from, i, language);
    if (!isYou && !PEOPLE.test(first) && subject !== 'person' && subject !== 'anybody') return null;
    const verb = skipAdverbs(tokens, i + 1, language).at;
    if (!isVerb(tokens, verb, end, language, 'asked')) return null;
    return {
      how: 'request',
      verb,
      who: isYou || PEOPLE.test(first) ? null : [from, i],
      isAnybody: subject === 'anybody',
    };
  }
  return null;
}

/** "(I need) the report finished", "(I want) this done". */
function readDone(tokens: readonly Token[], from: number, end: number, language: Language): Act | null {
  if (!DEFINITE.test(tokens[from]?.lower ?? '')) return null;
  for (let i = from + 1; i < Math.min(end, from + 6); i++) {
    const token = tokens[i];
    if (token === undefined || !token.isWord || language.prepositions.has(token.lower)) return null;
    const base = NAMING.test(token.lower) ? null : baseOf(token.lower, 'participle', language);
    if (base === null) continue;
    const next = tokens[i + 1];
    const isEnd =
      i + 1 >= end ||
      next === undefined ||
      !next.isWord ||
      CLOSES.test(next.lower) ||
      language.timeWords.has(next.lower);
    return isEnd ? { how: 'passive', verb: i, base, object: [from, i] } : null;
  }
  return null;
}

function readSubject(
  tokens: readonly Token[],
  from: number,
  to: number,
  language: Language,
): 'planner' | 'person' | 'anybody' | 'thing' {
  const words = tokens.slice(from, to).filter((token) => !language.adverbs.has(token.lower));
  const last = words.at(-1);
  const first = words[0];
  if (first === undefined || last === undefined) return 'thing';
  if (words.length === 1 && language.planners.has(first.lower)) return 'planner';
  if (language.anybody.has(first.lower)) return 'anybody';
  if (words.length === 1 && /^(?:it|this|that|these|those|there)$/u.test(first.lower)) return 'thing';
  if (words.length === 1 && language.subjects.has(first.lower)) return 'person';
  if (isActor(last, language)) return 'person';
  // A name: capitals throughout, no article before it.
  return words.every((word) => word.isCapital || language.and.has(word.lower)) && !language.determiners.has(first.lower)
    ? 'person'
    : 'thing';
}

export function isActor(token: Token, language: Language): boolean {
  if (language.actors.has(token.lower)) return true;
  return !language.notActors.has(token.lower) && /[a-z]{3}(?:er|or|ist|ian)s?$/u.test(token.lower);
}

/** Words that a subject takes at most: "the head of the finance team". */
export const MAX_SUBJECT = 7;
const RELATIVE = /^(?:that|which|who|whom|whose|if|whether)$/u;
const STATING = /^(?:will|shall|should|gonna)$/u;
const STATIVE =
  /^(?:see|need|like|love|want|hope|think|believe|miss|know|enjoy|expect|feel|be|have|seem|mean|receive|appreciate|look-forward)$/u;
const NOT_WANTED = /^(?:time|be|that|it|to|him|her|them|if|what|how|when|who|why|as|at|for|by|from|in|on|about)$/u;
const PEOPLE = /^(?:you|him|her|them|someone|somebody|anyone|everyone|everybody|people)$/u;
/** "(I)'d prefer", "(I)'m mainly interested in". */
const PREFERRING = /^(?:prefer|mainly|mostly|primarily|especially|particularly|specifically|only|chiefly)$/u;
const DEFINITE = /^(?:the|my|our|your|this|that|these|those|it|all|everything|both|each)$/u;
const NAMING =
  /^(?:called|named|titled|entitled|related|located|based|associated|used|required|provided|needed|given|written|made|set|put|cut|read|let|split|spread|shut|run|needed)$/u;
const CLOSES = /^(?:by|before|until|on|in|at|as|to|for|and|asap|with|properly|again|soon|now|first|up|off|out)$/u;
const MEETING =
  /^(?:discuss|meet|talk|speak|chat|go|review|schedule|arrange|set|get|catch|continue|plan|do|start|begin|try|work|touch|have)$/u;
/** What other people wish for is theirs: "they want to sell". */
const OTHERS = /^(?:they|he|she)$/u;
const WISHING = /^(?:wants?|wanted|wish|wishes|hopes?|hoped|plans?|planned|intends?|intended|aims?|would|wanna)$/u;
/** Between help and what it is wanted with. */
const HELPED = /^(?:to|in|with|on|by|for|about|regarding|concerning)$/u;
/** "I'll" without its sign. */
const FUSED = /^ill$/u;
