import type { Language } from './language.ts';
import { cueAt, phraseAt, type Token } from './tokens.ts';
import { baseOf } from './verb-forms.ts';

/** Something to be done, as it stands in a clause. Numbers are places in the list of tokens. */
export interface Action {
  readonly how: 'imperative' | 'request' | 'obligation' | 'passive' | 'process' | 'wanted';
  /** Where its clause begins, with what leads up to it. */
  readonly from: number;
  /** Where its title begins. */
  readonly verb: number;
  /** The imperative, where it differs from the word at `verb`; else null. */
  readonly base: string | null;
  /** Of a passive: what it is done to, which the title names behind the verb. */
  readonly object: readonly [number, number] | null;
  /** Who does it, when that is not the person who plans. */
  readonly who: readonly [number, number] | null;
  readonly isAnybody: boolean;
  /** "must not", "don't": a limit rather than a task. */
  readonly isNegated: boolean;
  /** "can't … until": a task only when the clause goes on so. */
  readonly isNotYet: boolean;
  readonly sequence: 'first' | 'then' | 'finally' | 'meanwhile' | null;
  /** The cue of `sequence`. */
  readonly cue: readonly [number, number] | null;
}

export interface ActionOptions {
  /** Third-person sentences are steps here: "the clerk checks the form". */
  readonly isProcess: boolean;
  /** Behind a mere "and": words that are as often nouns need an object. */
  readonly isStrict: boolean;
  /** Who acted in the part before: "the clerk checks the form and files it". */
  readonly who?: readonly [number, number] | null;
}

/** Reads the beginning of a clause as something to be done, or returns null. Looks at no more than a dozen words. */
export function readAction(
  tokens: readonly Token[],
  from: number,
  end: number,
  language: Language,
  options: ActionOptions,
): Action | null {
  const lead = skipLead(tokens, from, end, language);
  const common = {
    from,
    sequence: lead.sequence,
    cue: lead.cue,
    object: null,
    who: null,
    isAnybody: false,
    isNegated: false,
    isNotYet: false,
    base: null,
  };
  const at = lead.at;
  if (at >= end) return null;
  if (language.verbFinal !== null) return readVerbFinal(tokens, at, end, language, common);

  const request = phraseAt(tokens, at, language.requests);
  if (request > 0) {
    const negation = skipAdverbs(tokens, at + request, language);
    if (isVerb(tokens, negation.at, end, language, false))
      return { ...common, how: 'request', verb: negation.at, isNegated: negation.negated };
    const be = tokens[at]?.lower === 'must' && negation.negated;
    if (be) return { ...common, how: 'request', verb: negation.at, isNegated: true };
  }
  const obliged = readObligation(tokens, at, end, language, options.isStrict);
  if (obliged !== null) return { ...common, ...obliged };

  const { at: verb, negated } = skipAdverbs(tokens, at, language);
  const first = tokens[verb];
  if (first !== undefined && isVerb(tokens, verb, end, language, options.isStrict)) {
    return { ...common, how: 'imperative', verb, isNegated: negated };
  }
  if (!options.isProcess) return null;
  if (options.who !== null && options.who !== undefined && at + 1 < end) {
    const base = baseOf(tokens[verb]?.lower ?? '', 'third-person', language);
    if (base !== null) return { ...common, how: 'process', verb, base, who: options.who };
  }
  return readThirdPerson(tokens, at, end, language, common);
}

type Common = Pick<
  Action,
  'from' | 'sequence' | 'cue' | 'object' | 'who' | 'isAnybody' | 'isNegated' | 'isNotYet' | 'base'
>;

/** Goes over fillers, words of sequence and a time that stands in front: "ok so um tomorrow", "then,", "on Friday". */
function skipLead(
  tokens: readonly Token[],
  from: number,
  end: number,
  language: Language,
): { at: number; sequence: Action['sequence']; cue: Action['cue'] } {
  let at = from;
  let sequence: Action['sequence'] = null;
  let cue: Action['cue'] = null;
  for (let round = 0; round < 12 && at < end; round++) {
    const token = tokens[at];
    if (token === undefined) break;
    if (SIGNS.test(token.lower)) {
      at += 1;
      continue;
    }
    const time = timeLength(tokens, at, end, language);
    if (time > 0) {
      at += time;
      continue;
    }
    const step = sequenceAt(tokens, at, language);
    if (step !== null) {
      sequence = step.type;
      cue = [at, at + step.length];
      at += step.length;
      continue;
    }
    const filler = phraseAt(tokens, at, language.fillers) || phraseAt(tokens, at, language.vagueTimes);
    if (filler === 0) break;
    at += filler;
  }
  return { at, sequence, cue };
}

export function sequenceAt(
  tokens: readonly Token[],
  at: number,
  language: Language,
): { type: NonNullable<Action['sequence']>; length: number } | null {
  const step = cueAt(tokens, at, language.sequence);
  if (step === null) return null;
  const next = tokens[at + step.length];
  // "next week", "last Monday", "first draft": no order is meant.
  const isDoubtful = step.length === 1 && AMBIGUOUS_ORDER.test(tokens[at]?.lower ?? '');
  if (isDoubtful && next !== undefined && !mayFollowOrder(tokens, at + 1, language)) return null;
  return { type: step.value, length: step.length };
}

function mayFollowOrder(tokens: readonly Token[], at: number, language: Language): boolean {
  const next = tokens[at];
  if (next === undefined || language.verbFinal !== null) return true;
  if (SIGNS.test(next.lower) || language.subjects.has(next.lower) || language.determiners.has(next.lower)) return true;
  return (
    (next.isCapital && !language.timeWords.has(next.lower)) ||
    isVerb(tokens, at, tokens.length, language, true) ||
    language.adverbs.has(next.lower)
  );
}

/** "tomorrow morning", "on Friday,", "by 5 December": how many tokens a time at the front takes. */
function timeLength(tokens: readonly Token[], at: number, end: number, language: Language): number {
  const isTime = (i: number) => {
    const token = tokens[i];
    return (
      token !== undefined &&
      i < end &&
      (language.timeWords.has(token.lower) || /^\d[\d:./]*(?:st|nd|rd|th|am|pm)?$/u.test(token.lower))
    );
  };
  const lead = language.prepositions.has(tokens[at]?.lower ?? '') ? 1 : 0;
  const article = lead === 1 && language.determiners.has(tokens[at + 1]?.lower ?? '') && !isTime(at + 1) ? 1 : 0;
  let i = at + lead + article;
  // A number alone is no time: "2 tickets need to be bought".
  if (!isTime(i) || (lead === 0 && /^\d/u.test(tokens[i]?.lower ?? ''))) return 0;
  while (i < end && (isTime(i) || (TIME_JOINTS.test(tokens[i]?.lower ?? '') && isTime(i + 1)))) i += 1;
  const only = i - at === 1 ? (tokens[at]?.lower ?? '') : '';
  return NO_TIME_ALONE.test(only) || i >= end ? 0 : i - at;
}

function skipAdverbs(tokens: readonly Token[], from: number, language: Language): { at: number; negated: boolean } {
  let at = from;
  let negated = false;
  for (let i = 0; i < 4; i++) {
    const lower = tokens[at]?.lower ?? '';
    if (lower === 'do' && tokens[at + 1]?.lower === 'not') {
      negated = true;
      at += 2;
    } else if (language.negations.has(lower)) {
      negated = true;
      at += 1;
    } else if (language.adverbs.has(lower)) at += 1;
    else break;
  }
  return { at, negated };
}

/** Whether a word in base form begins something to be done, and does not name a thing instead. */
export function isVerb(
  tokens: readonly Token[],
  at: number,
  end: number,
  language: Language,
  isStrict: boolean,
): boolean {
  const token = tokens[at];
  if (token === undefined || at >= end || !token.isWord || !language.verbs.has(token.lower)) return false;
  const next = at + 1 < end ? tokens[at + 1] : undefined;
  const opens =
    next !== undefined &&
    (language.determiners.has(next.lower) ||
      language.objectPronouns.has(next.lower) ||
      language.particles.has(next.lower) ||
      language.prepositions.has(next.lower));
  if (isStrict && language.nounLike.has(token.lower)) return opens;
  if (next !== undefined && (next.lower === ':' || next.lower === "'s")) return false;
  if (opens) return true;
  // "Test results are in", "Order number is 123": what ends in a finite verb is a subject.
  for (let i = at + 1; i < Math.min(end, at + 5); i++) {
    const word = tokens[i];
    if (word === undefined || !word.isWord) break;
    if (language.auxiliaries.has(word.lower)) return false;
    if (
      language.prepositions.has(word.lower) ||
      language.determiners.has(word.lower) ||
      language.subjects.has(word.lower) ||
      language.and.has(word.lower)
    )
      break;
    if (cueAt(tokens, i, language.joints) !== null) break;
  }
  return true;
}

/** "I need to …", "the hall must be booked", "Anna will …", "the car needs washing", "Ben to …". */
function readObligation(
  tokens: readonly Token[],
  from: number,
  end: number,
  language: Language,
  isStrict: boolean,
): Omit<Action, 'from' | 'sequence' | 'cue'> | null {
  for (let p = from + 1; p < Math.min(end, from + MAX_SUBJECT + 1); p++) {
    const before = tokens[p - 1];
    if (before === undefined || !(before.isWord || before.lower === '-')) return null;
    const notYet = phraseAt(tokens, p, language.notYet);
    const length = notYet > 0 ? notYet : phraseAt(tokens, p, language.obligations);
    const isNameTo =
      length === 0 && tokens[p]?.lower === 'to' && tokens[from]?.isCapital === true && p - from <= 3 && !isStrict;
    const isNeed = length === 0 && /^needs?$/u.test(tokens[p]?.lower ?? '');
    if (length === 0 && !isNameTo && !isNeed) {
      // A preposition or a verb before the modal: this is no subject.
      if (language.prepositions.has(tokens[p]?.lower ?? '') && tokens[p]?.lower !== 'of') return null;
      continue;
    }
    const subject = readSubject(tokens, from, p, language);
    const who = subject === 'person' ? ([from, p] as const) : null;
    const common = { base: null, object: null, who, isAnybody: subject === 'anybody', isNotYet: notYet > 0 };
    if (isNeed) {
      const next = tokens[p + 1];
      const washing = next === undefined ? null : baseOf(next.lower, 'gerund', language);
      if (washing !== null && subject === 'thing')
        return { ...common, how: 'passive', verb: p + 1, base: washing, object: [from, p], isNegated: false };
      if (
        subject === 'planner' &&
        next !== undefined &&
        NEEDED.test(next.lower) === false &&
        (language.determiners.has(next.lower) || next.isWord)
      ) {
        return { ...common, how: 'wanted', verb: p + 1, base: 'get', object: null, isNegated: false };
      }
      return null;
    }
    const { at, negated } = skipAdverbs(tokens, p + Math.max(1, length), language);
    const verb = tokens[at];
    if (verb === undefined || at >= end) return null;
    const isNegated = negated && notYet === 0;
    if (verb.lower === 'be') {
      const past = skipAdverbs(tokens, at + 1, language).at;
      const base = baseOf(tokens[past]?.lower ?? '', 'participle', language);
      if (base === null || subject === 'planner' || past >= end)
        return isNegated ? { ...common, how: 'obligation', verb: at, isNegated } : null;
      return { ...common, who: null, how: 'passive', verb: past, base, object: [from, p], isNegated };
    }
    if (!language.verbs.has(verb.lower)) return null;
    // "The report must cover October" says how it should be, not what to do.
    if (subject === 'thing') return null;
    return { ...common, how: 'obligation', verb: at, isNegated };
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

function isActor(token: Token, language: Language): boolean {
  if (language.actors.has(token.lower)) return true;
  return !language.notActors.has(token.lower) && /[a-z]{3}(?:er|or|ist|ian)s?$/u.test(token.lower);
}

/** "The clerk checks the form", "the form is then sent to HR": steps where a text tells a process. */
function readThirdPerson(
  tokens: readonly Token[],
  from: number,
  end: number,
  language: Language,
  common: Common,
): Action | null {
  for (let p = from + 1; p < Math.min(end, from + MAX_SUBJECT + 1); p++) {
    const token = tokens[p];
    if (token === undefined || !token.isWord) return null;
    if (language.be.has(token.lower)) {
      const past = skipAdverbs(tokens, p + (/^(?:been|being)$/u.test(tokens[p + 1]?.lower ?? '') ? 2 : 1), language).at;
      const base = past < end ? baseOf(tokens[past]?.lower ?? '', 'participle', language) : null;
      if (base === null || /^(?:i|we|you|there|it|that|this)$/u.test(tokens[from]?.lower ?? '')) return null;
      return { ...common, how: 'passive', verb: past, base, object: [from, p] };
    }
    const isName = tokens[from]?.isCapital === true && !language.determiners.has(tokens[from]?.lower ?? '');
    const base = baseOf(token.lower, 'third-person', language);
    const before = tokens[p - 1];
    if (base !== null && before !== undefined && (isActor(before, language) || (isName && p - from <= 2))) {
      const next = tokens[p + 1];
      // "The manager offers are …": a verb has something behind it.
      if (next === undefined || p + 1 >= end || language.be.has(next.lower)) return null;
      return { ...common, how: 'process', verb: p, base, who: [from, p] };
    }
    if (language.prepositions.has(token.lower) && token.lower !== 'of') return null;
  }
  return null;
}

/** German: "(ich muss) die Bank anrufen". The title is what stands behind the modal verb. */
function readVerbFinal(
  tokens: readonly Token[],
  from: number,
  end: number,
  language: Language,
  common: Common,
): Action | null {
  let last = end - 1;
  while (last > from && tokens[last]?.isWord === false) last -= 1;
  const infinitive = language.verbFinal?.test(tokens[last]?.lower ?? '') === true;
  if (!infinitive) return null;
  for (let p = from; p < Math.min(end, from + 4); p++) {
    const length = phraseAt(tokens, p, language.obligations);
    if (length === 0) continue;
    let verb = p + length;
    if (p === from && language.subjects.has(tokens[verb]?.lower ?? '')) verb += 1;
    while (language.adverbs.has(tokens[verb]?.lower ?? '')) verb += 1;
    if (verb >= end) return null;
    const subject = p === from ? 'planner' : readSubject(tokens, from, p, language);
    return {
      ...common,
      how: 'obligation',
      verb,
      who: subject === 'person' ? [from, p] : null,
      isAnybody: subject === 'anybody',
    };
  }
  return common.sequence !== null || common.from !== from ? { ...common, how: 'imperative', verb: from } : null;
}

/** Words that a subject takes at most: "the head of the finance team". */
const MAX_SUBJECT = 7;
const SIGNS = /^[,:;–—-]$/u;
const AMBIGUOUS_ORDER = /^(?:first|second|third|fourth|fifth|last|next|later|then)$/u;
const TIME_JOINTS = /^(?:at|of|the|in)$/u;
const NO_TIME_ALONE = /^(?:every|each|this|next|early|late|end|night|year|mar|may|sat|sun|march)$/u;
const NEEDED = /^(?:to|help|time|you|him|her|it|them|your|be|a-break)$/u;
