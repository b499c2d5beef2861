import type { Action } from './action-shape.ts';
import type { Language } from './language.ts';
import { cueAt, phraseAt, type Token } from './tokens.ts';
import { isVerb } from './verb-check.ts';

export interface LeadReading {
  /** Where what is to be done may begin. */
  readonly at: number;
  readonly sequence: Action['sequence'];
  readonly cue: Action['cue'];
  readonly isPolite: boolean;
  readonly isApart: boolean;
  readonly isDetail: boolean;
}

/** Goes over fillers, words of sequence and a time that stands in front: "ok so um tomorrow", "then,", "on Friday". */
export function skipLead(tokens: readonly Token[], from: number, end: number, language: Language): LeadReading {
  const { asking } = language;
  let at = from;
  let sequence: Action['sequence'] = null;
  let cue: Action['cue'] = null;
  let isPolite = false;
  let isApart = false;
  let isDetail = false;
  for (let round = 0; round < 12 && at < end; round++) {
    const token = tokens[at];
    if (token === undefined) break;
    if (SIGNS.test(token.lower)) {
      at += 1;
      continue;
    }
    const ordered = sequenceAt(tokens, at, language)?.length ?? 0;
    const time = ordered > 1 ? 0 : timeLength(tokens, at, end, language);
    if (time > 0) {
      at += time;
      continue;
    }
    const step = sequenceAt(tokens, at, language);
    if (step !== null) {
      sequence = step.type;
      cue = [at, at + step.length];
      at += step.length;
      isApart = true;
      continue;
    }
    const addition = phraseAt(tokens, at, asking.additions);
    // "In addition, …", but "second opinion", "last week".
    if (addition > 1 || (addition === 1 && !AMBIGUOUS_ORDER.test(token.lower))) {
      isApart = true;
      at += addition;
      continue;
    }
    const specific = phraseAt(tokens, at, asking.specifics);
    if (specific > 0) {
      isDetail = true;
      at += specific;
      continue;
    }
    const filler = phraseAt(tokens, at, language.fillers) || phraseAt(tokens, at, language.vagueTimes);
    if (filler === 0) break;
    if (asking.polite.has(token.lower)) isPolite = true;
    at += filler;
  }
  return { at, sequence, cue, isPolite, isApart, isDetail };
}

export function sequenceAt(
  tokens: readonly Token[],
  at: number,
  language: Language,
): { type: NonNullable<Action['sequence']>; length: number } | null {
  const step = cueAt(tokens, at, language.sequence);
  if (step === null || tokens[at]?.isQuoted === true) return null;
  const next = tokens[at + step.length];
  // "next week", "last Monday", "first draft": no order is meant.
  const isDoubtful = step.length === 1 && AMBIGUOUS_ORDER.test(tokens[at]?.lower ?? '');
  // "a second quote"
  if (isDoubtful && language.determiners.has(tokens[at - 1]?.lower ?? '')) return null;
  if (isDoubtful && next !== undefined && !mayFollowOrder(tokens, at + 1, language)) return null;
  return { type: step.value, length: step.length };
}

function mayFollowOrder(tokens: readonly Token[], at: number, language: Language): boolean {
  const next = tokens[at];
  if (next === undefined) return true;
  if (SIGNS.test(next.lower) || language.subjects.has(next.lower) || language.determiners.has(next.lower)) return true;
  return (
    (next.isCapital && !language.timeWords.has(next.lower)) ||
    isVerb(tokens, at, tokens.length, language, 'joined') ||
    language.adverbs.has(next.lower) ||
    language.asking.polite.has(next.lower) ||
    REQUEST_MODALS.test(next.lower)
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
  if (WEEKDAY.test(tokens[at]?.lower ?? '') && /^[:–—-]$/u.test(tokens[at + 1]?.lower ?? '')) return 1;
  const lead = language.prepositions.has(tokens[at]?.lower ?? '') ? 1 : 0;
  const article = lead === 1 && language.determiners.has(tokens[at + 1]?.lower ?? '') && !isTime(at + 1) ? 1 : 0;
  let i = at + lead + article;
  // A number alone is no time: "2 tickets need to be bought".
  if (!isTime(i) || (lead === 0 && /^\d/u.test(tokens[i]?.lower ?? ''))) return 0;
  while (i < end && (isTime(i) || (TIME_JOINTS.test(tokens[i]?.lower ?? '') && isTime(i + 1)))) i += 1;
  // "For each room", "at the end": these are times only beside another.
  const isOnly = tokens.slice(at + lead + article, i).every(({ lower }) => NO_TIME_ALONE.test(lower));
  return isOnly || i >= end ? 0 : i - at;
}

const SIGNS = /^[,:;–—-]$/u;
const AMBIGUOUS_ORDER = /^(?:first|second|third|fourth|fifth|last|next|later|then|plus|too|also)$/u;
const REQUEST_MODALS = /^(?:could|can|would|will|should|is|are|do|does)$/u;
/** In front of a dash or a colon: "Mon - draft the outline". */
const WEEKDAY = /^(?:mon|tues?|wed|thurs?|thu|fri|sat|sun)$/u;
const TIME_JOINTS = /^(?:at|of|the|in)$/u;
const NO_TIME_ALONE = /^(?:every|each|this|next|early|late|end|night|year|mar|may|sat|sun|march)$/u;
