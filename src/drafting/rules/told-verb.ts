import type { Language } from './language.ts';
import { isActor } from './obligation.ts';
import type { Token } from './tokens.ts';
import { skipAdverbs } from './verb-check.ts';
import { baseOf } from './verb-forms.ts';

/** What a clause tells that somebody does, or that is done to something. Numbers are places in the list of tokens. */
export interface Told {
  readonly verb: number;
  /** The imperative. */
  readonly base: string;
  /** Who does it; null where the words do not say, or where it is who acted in the clause before. */
  readonly subject: readonly [number, number] | null;
  /** Of a passive: what it is done to. */
  readonly object: readonly [number, number] | null;
  /** In the past tense: a story rather than a process. */
  readonly isPast: boolean;
  /** "may", "can": it need not happen. */
  readonly isMay: boolean;
}

/**
 * Finds the verb of a clause in the third person: "the clerk checks the form", "they sign it", "the form is sent to HR",
 * "the form must be signed". Without a subject of its own (`isShared`) the clause begins with its verb. Null where nothing
 * is done: "the form is blue", "the clerk has a desk".
 */
export function readTold(
  tokens: readonly Token[],
  from: number,
  to: number,
  language: Language,
  isShared: 'no' | 'active' | 'passive',
): Told | null {
  const begin = skipAdverbs(tokens, from, language).at;
  let doubtful: Told | null = null;
  for (let p = begin; p < Math.min(to, begin + LONGEST_SUBJECT); p++) {
    const token = tokens[p];
    if (token === undefined || token.isQuoted) continue;
    if (!token.isWord) {
      // "the clerk (or a manager) checks", "and / or".
      if (/^[()/&-]$/u.test(token.lower)) continue;
      return doubtful;
    }
    if (p === begin && isShared === 'no') continue;
    if (p > begin && RELATIVE.test(token.lower) && tokens[p - 1]?.isWord === true) {
      const whole = behindRelative(tokens, begin, p, to, language);
      if (whole !== null) return whole;
    }
    const subject = p === begin ? null : ([begin, p] as const);
    if (language.be.has(token.lower) || HAVE.test(token.lower)) {
      if (subject === null && isShared === 'no') return doubtful;
      const found = readBe(tokens, p, to, language, subject);
      if (found !== null || !HAVE.test(token.lower)) return found;
    }
    const modal = modalLength(tokens, p);
    if (modal > 0) return readModal(tokens, p, p + modal, to, language, subject) ?? doubtful;
    if (subject === null && isShared === 'passive') {
      const base = baseOf(token.lower, 'participle', language);
      return base === null
        ? null
        : { verb: p, base, subject: null, object: [begin, begin], isPast: false, isMay: false };
    }
    const base = finiteBase(tokens, p, begin, to, language, isShared);
    if (base === null) continue;
    const told: Told = { verb: p, base: base.base, subject, object: null, isPast: base.isPast, isMay: false };
    const isDeed =
      DEED.test(base.base) && opensObject(tokens, p + 1, to, language) && !/^\d/u.test(tokens[p + 1]?.lower ?? '');
    if (STATIVE.test(base.base) && !isDeed) return tellsOfWhole(tokens, told) ? told : doubtful;
    if (mayFollowVerb(tokens, p + 1, to, language)) return told;
    doubtful ??= told;
  }
  return doubtful;
}

/** "The files that were sent are checked", "an employee who wants to travel files a request": the second verb is told. */
function behindRelative(
  tokens: readonly Token[],
  begin: number,
  relative: number,
  to: number,
  language: Language,
): Told | null {
  for (let p = relative + 2; p < Math.min(to, relative + LONGEST_SUBJECT); p++) {
    const token = tokens[p];
    if (token?.isWord !== true) return null;
    const isBe = language.be.has(token.lower) || modalLength(tokens, p) > 0;
    const isThird = opensObject(tokens, p + 1, to, language) && baseOf(token.lower, 'third-person', language) !== null;
    if (!(isBe || isThird) || p === relative + 1) continue;
    const before = tokens[p - 1]?.lower ?? '';
    if (isBe && (/^(?:which|that|who|to|have|has|had|be|been)$/u.test(before) || language.subjects.has(before)))
      continue;
    if (isThird && isInsidePhrase(before, language)) continue;
    const told = readTold(tokens, p - 1, to, language, 'no');
    if (told === null || (told.verb !== p && told.object === null && told.subject === null)) continue;
    const subject = [begin, p] as const;
    return told.object === null ? { ...told, subject } : { ...told, object: subject };
  }
  return null;
}

/** "is (then) sent", "has to be signed", "is being checked"; null for "is blue" and "has been sent". */
function readBe(
  tokens: readonly Token[],
  at: number,
  to: number,
  language: Language,
  subject: readonly [number, number] | null,
): Told | null {
  const behind = skipAdverbs(tokens, at + 1, language);
  const { negated } = behind;
  let past = behind.at;
  // "is either approved or rejected"
  if (/^(?:either|both)$/u.test(tokens[past]?.lower ?? '')) past += 1;
  if (negated) return null;
  const first = tokens[at]?.lower ?? '';
  const isPerfect = HAVE.test(first);
  if (/^(?:being|been)$/u.test(tokens[past]?.lower ?? '')) past = skipAdverbs(tokens, past + 1, language).at;
  else if (isPerfect) return null;
  const word = tokens[past]?.lower ?? '';
  if (past >= to || STATES.test(word)) return null;
  const base = baseOf(word, 'participle', language) ?? participleBase(word);
  if (base === null || (STATIVE.test(base) && !DEED.test(base))) return null;
  const isPast = /^(?:was|were|got)$/u.test(first);
  return { verb: past, base, subject: null, object: subject ?? [at, at], isPast, isMay: false };
}

/** "(once) the student has applied": what is over by then. */
export function readPerfect(tokens: readonly Token[], from: number, to: number, language: Language): Told | null {
  for (let p = from + 1; p < Math.min(to, from + LONGEST_SUBJECT); p++) {
    if (!HAVE.test(tokens[p]?.lower ?? '')) continue;
    const { at: verb, negated } = skipAdverbs(tokens, p + 1, language);
    const base = negated || verb >= to ? null : baseOf(tokens[verb]?.lower ?? '', 'participle', language);
    if (base === null || STATIVE.test(base)) return null;
    return { verb, base, subject: [from, p], object: null, isPast: true, isMay: false };
  }
  return null;
}

function readModal(
  tokens: readonly Token[],
  at: number,
  from: number,
  to: number,
  language: Language,
  subject: readonly [number, number] | null,
): Told | null {
  const { at: verb, negated } = skipAdverbs(tokens, from, language);
  const lower = tokens[verb]?.lower ?? '';
  if (negated || verb >= to || subject === null) return null;
  if (lower === 'be') {
    const told = readBe(tokens, verb, to, language, subject);
    return told === null ? null : { ...told, isMay: MAY.test(tokens[at]?.lower ?? '') };
  }
  if (STATIVE.test(lower) || !(language.verbs.has(lower) || /^[a-z]{3,}$/u.test(lower))) return null;
  return { verb, base: lower, subject, object: null, isPast: false, isMay: MAY.test(tokens[at]?.lower ?? '') };
}

/** The base of a verb in the present or past that agrees with what stands before it. */
function finiteBase(
  tokens: readonly Token[],
  at: number,
  begin: number,
  to: number,
  language: Language,
  isShared: 'no' | 'active' | 'passive',
): { readonly base: string; readonly isPast: boolean } | null {
  const { lower = '' } = tokens[at] ?? {};
  const before = tokens[at - 1];
  // "Both report their findings"
  const isAlone = at === begin + 1 && ALONE.test(before?.lower ?? '') && opensObject(tokens, at + 1, to, language);
  if (at > begin && (before === undefined || (!isAlone && isInsidePhrase(before.lower, language)))) return null;
  if (/^(?:do|does|did)$/u.test(lower) && language.negations.has(tokens[at + 1]?.lower ?? '')) return null;
  // "The members vote on it"
  const isDone =
    before?.lower.endsWith('s') === true &&
    isActor(before, language) &&
    language.prepositions.has(tokens[at + 1]?.lower ?? '');
  const isPlural = at > begin ? isPluralSubject(tokens, begin, at, language) : isShared === 'active';
  const isObject = opensObject(tokens, at + 1, to, language);
  const third = baseOf(lower, 'third-person', language);
  // "action points for each", "folders and documents": words that are as often nouns need an object or a subject that acts.
  if (third !== null && !isObject && language.nounLike.has(third) && !mayAct(tokens, begin, at, to, language))
    return null;
  if (third !== null && !(isPlural && at > begin && !isObject)) return { base: third, isPast: false };
  // A word that no list holds, with an object behind it: "the agent vets the request".
  if (third === null && isObject && /[a-z]{2}(?<!s|u|i)s$/u.test(lower) && !language.verbs.has(lower) && !isPlural)
    return { base: lower.replace(/(?<=ch|sh|ss|x|z)es$|s$/u, ''), isPast: false };
  if (isPlural && language.verbs.has(lower) && (isObject || (at > begin && (!language.nounLike.has(lower) || isDone))))
    return { base: lower, isPast: false };
  const past = isObject && isShared !== 'passive' ? baseOf(lower, 'participle', language) : null;
  return past === null || past === lower ? null : { base: past, isPast: true };
}

/** Whether somebody, or a thing with its article, stands in front of a doubtful verb; else what follows has to go on. */
function mayAct(tokens: readonly Token[], begin: number, at: number, to: number, language: Language): boolean {
  if (at === begin)
    return at + 1 < to && tokens[at + 1]?.isWord === true && mayFollowVerb(tokens, at + 1, to, language);
  const first = tokens[begin];
  const last = tokens[at - 1];
  return (
    first === undefined ||
    last === undefined ||
    first.isCapital ||
    language.determiners.has(first.lower) ||
    language.subjects.has(first.lower) ||
    isActor(last, language)
  );
}

function isPluralSubject(tokens: readonly Token[], from: number, to: number, language: Language): boolean {
  const last = tokens[to - 1]?.lower ?? '';
  if (/^(?:they|we|you|i|both|all|people|staff|who)$/u.test(last)) return true;
  for (let i = from; i < to; i++) if (language.and.has(tokens[i]?.lower ?? '')) return true;
  return /[a-z]{2}s$/u.test(last) && !/(?:ss|us|is)$/u.test(last);
}

function isInsidePhrase(lower: string, language: Language): boolean {
  return (
    language.determiners.has(lower) ||
    language.prepositions.has(lower) ||
    /^(?:of|and|or|a|an|the|no|very|new|each|its|their|to)$/u.test(lower)
  );
}

export function opensObject(tokens: readonly Token[], at: number, to: number, language: Language): boolean {
  const next = tokens[at];
  if (next === undefined || at >= to) return false;
  return (
    language.determiners.has(next.lower) ||
    language.objectPronouns.has(next.lower) ||
    /^(?:whether|if|how|what|that|which|who|when|where|why)$/u.test(next.lower) ||
    (next.isWord && /^\d/u.test(next.lower))
  );
}

/** "orders a part" goes on as a verb does; "orders are" and "orders checks" do not. */
function mayFollowVerb(tokens: readonly Token[], at: number, to: number, language: Language): boolean {
  const next = tokens[at];
  if (next === undefined || at >= to || !next.isWord) return true;
  return (
    opensObject(tokens, at, to, language) ||
    language.prepositions.has(next.lower) ||
    language.particles.has(next.lower) ||
    language.adverbs.has(next.lower) ||
    next.isCapital
  );
}

function modalLength(tokens: readonly Token[], at: number): number {
  const lower = tokens[at]?.lower ?? '';
  const next = tokens[at + 1]?.lower ?? '';
  if (/^(?:must|can|could|may|might|should|will|shall|would)$/u.test(lower)) return 1;
  if (/^(?:has|have|needs|need|ought|wants|want|decides|tries|starts|begins|continues)$/u.test(lower) && next === 'to')
    return 2;
  if (/^(?:is|are)$/u.test(lower) && next === 'to') return 2;
  if (
    /^(?:is|are)$/u.test(lower) &&
    /^(?:able|required|obliged|expected|supposed)$/u.test(next) &&
    tokens[at + 2]?.lower === 'to'
  )
    return 3;
  return 0;
}

/** "notarized" from no list. */
function participleBase(word: string): string | null {
  if (!/^[a-z]{4,}ed$/u.test(word)) return null;
  if (word.endsWith('ied')) return `${word.slice(0, -3)}y`;
  const stem = word.slice(0, -2);
  if (/(?:at|iz|is|ut|uc|ec|ev|av|iv|uir|[^aeiou]l|rg|ng|s|v|u)$/u.test(stem)) return `${stem}e`;
  return /([bdgmnprt])\1$/u.test(stem) ? stem.slice(0, -1) : stem;
}

/** Somebody who can be asked to do it: a role, a name, an abbreviation. */
export function isPerson(tokens: readonly Token[], [from, to]: readonly [number, number], language: Language): boolean {
  const last = tokens[to - 1];
  if (last === undefined) return false;
  if (/^(?:it|they|this|that|which|who|he|she|we|i|you|there)$/u.test(last.lower)) return false;
  return isActor(last, language) || (last.isCapital && to - from <= 4);
}

const RELATIVE = /^(?:who|which|that)$/u;
const ALONE = /^(?:both|all|these|those)$/u;
/** Tokens. */
const LONGEST_SUBJECT = 12;
const HAVE = /^(?:has|have|had)$/u;
const MAY = /^(?:may|can|could|might|would)$/u;
/** Participles that tell how something is rather than what happens to it. */
const STATES =
  /^(?:interested|located|based|allowed|required|needed|supposed|satisfied|pleased|related|concerned|called|named|used|known|entitled|involved|responsible|due|married|tired|bored|worried|available)$/u;
/** Verbs that tell a deed once something is done to a thing: "the parcel is weighed", "she starts the engine". */
const DEED = /^(?:weigh|fit|start|begin|finish|stop|end|terminate|expect)$/u;
/** What begins and ends is the process itself. */
const WHOLE = /^(?:process|procedure|workflow|procedures|processes)$/u;
const RUNS = /^(?:trigger|start|begin|initiate|launch|complete|finish|end|conclude|terminate|kick|stop|commence)$/u;
/** "The process is triggered when …", "the process ends": where the telling begins and ends, and no step of it. */
export function tellsOfWhole(tokens: readonly Token[], { verb, base, subject, object }: Told, end = verb): boolean {
  if (!RUNS.test(base)) return false;
  const [from, to] = object ?? subject ?? [0, 0];
  return [...tokens.slice(from, to), ...tokens.slice(verb + 1, end)].some(({ lower }) => WHOLE.test(lower));
}
const STATIVE =
  /^(?:be|have|need|want|know|mean|contain|include|consist|exist|belong|depend|require|seem|appear|look|like|love|hope|think|believe|feel|lack|own|possess|resemble|equal|involve|concern|last|cost|weigh|fit|matter|deserve|differ|remain|stay|live|end|begin|start|finish|stop|terminate|occur|happen|take-place|result|lead|say|see|understand|enjoy|prefer|wish|expect|become|come|can)$/u;
