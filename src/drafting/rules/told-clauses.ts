import type { Joint, Language, Step } from './language.ts';
import { sequenceAt } from './lead.ts';
import { cueAt, phraseAt, type Token } from './tokens.ts';
import { opensObject, readPerfect, readTold, type Told } from './told-verb.ts';

/** A clause of a sentence that tells a process. */
export interface ToldClause {
  readonly from: number;
  readonly to: number;
  readonly told: Told | null;
  /** How it hangs on the clause it belongs to; null for a main clause. */
  readonly joint: Joint | null;
  /** What stands between it and the clause before. */
  readonly link: 'none' | 'and' | 'or' | Step;
  readonly cue: readonly [number, number] | null;
}

/** Parts a sentence into its clauses. What has no verb of its own belongs to the part before. Linear. */
export function readToldClauses(tokens: readonly Token[], language: Language): readonly ToldClause[] {
  const clauses: ToldClause[] = [];
  let at = 0;
  let joint: Joint | null = null;
  let link: ToldClause['link'] = 'none';
  let cue: ToldClause['cue'] = null;
  let isRelative = false;
  while (at < tokens.length) {
    // Signs and words that link, in front of the clause.
    for (let round = 0; round < 8 && at < tokens.length; round++) {
      const lower = tokens[at]?.lower ?? '';
      const optional = optionalAt(tokens, at, language);
      if (optional > 0) {
        at += optional;
        continue;
      }
      const otherwise = otherwiseAt(tokens, at);
      const sequence = otherwise > 0 ? null : sequenceAt(tokens, at, language);
      const sub = cueAt(tokens, at, language.joints);
      const inverted = joint === null && at === 0 && INVERTED.test(lower);
      if (inverted) {
        joint = 'if';
        cue = [at, at + 1];
        at += 1;
      } else if (otherwise > 0) {
        link = 'otherwise';
        cue = [at, at + otherwise];
        at += otherwise;
      } else if (sequence !== null) {
        link = sequence.type;
        cue = [at, at + sequence.length];
        at += sequence.length;
      } else if (sub !== null && at + sub.length < tokens.length) {
        joint = sub.value;
        cue = [at, at + sub.length];
        at += sub.length;
      } else if (lower === 'or' || lower === 'either') {
        link = 'or';
        at += 1;
      } else if (language.and.has(lower) || /^(?:but|while|whereas|which|who|where|whereupon)$/u.test(lower)) {
        isRelative ||= /^(?:which|who)$/u.test(lower);
        if (link === 'none') link = lower === 'whereas' ? 'meanwhile' : 'and';
        at += 1;
      } else if (lower !== '' && tokens[at]?.isWord === false) at += 1;
      else break;
    }
    if (at >= tokens.length) break;
    const before = clauses.at(-1);
    const isSubordinate = joint !== null;
    const shared: Shared =
      isSubordinate || before?.told === undefined || before.told === null
        ? 'no'
        : before.told.object === null || isRelative
          ? 'active'
          : 'passive';
    const end = clauseEnd(tokens, at, language, shared);
    isRelative = false;
    const own = readTold(tokens, at, end, language, 'no');
    const also = shared === 'no' ? null : sharedWith(before?.told ?? null, readTold(tokens, at, end, language, shared));
    // "They book a carrier and print the documents": its first word is a verb with its object.
    const isBare = also !== null && also.verb < (own?.verb ?? -1) && opensObject(tokens, also.verb + 1, end, language);
    const isEvent = joint === 'when' || joint === 'after' || joint === 'until';
    const told = (isBare ? also : (own ?? also)) ?? (isEvent ? readPerfect(tokens, at, end, language) : null);
    const split = joint === null || told === null ? -1 : secondSubject(tokens, at, told, language);
    if (split > 0 && told !== null) {
      // "After the interviews the team discusses …": only the first words hang on the joint.
      clauses.push({ from: at, to: split, told: null, joint, link, cue });
      joint = null;
      link = 'none';
      cue = null;
      at = split;
      continue;
    }
    // A relative clause or a second verb keeps who acted before.
    if (told === null && before !== undefined && joint === null && link !== 'otherwise') {
      clauses[clauses.length - 1] = { ...before, to: end };
    } else clauses.push({ from: at, to: end, told, joint, link, cue });
    at = end;
    // "If it is late, the fee is paid": a comma ends a clause that stands in front.
    if (told !== null || !isSubordinate) {
      joint = null;
      cue = null;
      link = 'none';
    } else joint = null;
  }
  return clauses;
}

/** "The clerk checks the form and files it": the second verb has the subject of the first. */
function sharedWith(before: Told | null, told: Told | null): Told | null {
  if (before === null || told === null) return told;
  return told.object === null ? { ...told, subject: before.subject } : { ...told, object: before.object };
}

/** Where a second noun phrase begins in front of the verb; -1 where there is one alone. */
function secondSubject(tokens: readonly Token[], from: number, told: Told, language: Language): number {
  const to = told.object?.[1] ?? told.subject?.[1] ?? from;
  for (let i = from + 2; i < to; i++) {
    const before = tokens[i - 1]?.lower ?? '';
    if (!language.determiners.has(tokens[i]?.lower ?? '')) continue;
    if (!language.prepositions.has(before) && !language.and.has(before) && tokens[i - 1]?.isWord === true) return i;
  }
  return -1;
}

/** The next sign or linking word behind which another verb stands. */
function clauseEnd(tokens: readonly Token[], from: number, language: Language, shared: Shared): number {
  let depth = 0;
  for (let i = from + 1; i < tokens.length; i++) {
    const { lower = '', isQuoted = false } = tokens[i] ?? {};
    if (isQuoted) continue;
    if (lower === '(') depth += 1;
    if (lower === ')') depth = Math.max(0, depth - 1);
    if (depth > 0) continue;
    if (lower === ';' || lower === ':') return i;
    if (optionalAt(tokens, i, language) > 0) continue;
    if (cueAt(tokens, i, language.joints) !== null && isSub(tokens, i, language)) return i;
    const isLink = lower === ',' || lower === 'or' || lower === 'but' || language.and.has(lower);
    if (!isLink) continue;
    let next = i + 1;
    let isRelative = false;
    while (next < tokens.length) {
      const word = tokens[next]?.lower ?? '';
      const step = sequenceAt(tokens, next, language)?.length ?? optionalAt(tokens, next, language);
      if (step === 0 && tokens[next]?.isWord !== false && !LINKS.test(word)) break;
      if (/^(?:who|which)$/u.test(word)) isRelative = true;
      next += Math.max(1, step);
    }
    if (next >= tokens.length) return i;
    // "A handler then checks …", "HR and the lead evaluate …": nothing was told yet.
    const isInside = MID.test(lower) || (lower === 'and' && i - from <= SHORT_SUBJECT);
    if (isInside && readTold(tokens, from, i, language, shared) === null) continue;
    if (
      lower === ',' &&
      optionalAt(tokens, next, language) === 0 &&
      (cueAt(tokens, next, language.joints) !== null || otherwiseAt(tokens, next) > 0)
    )
      return i;
    const to = Math.min(tokens.length, nextComma(tokens, next));
    const isVerb =
      readTold(tokens, next, to, language, 'no') !== null ||
      readTold(tokens, next, to, language, sharedAt(tokens, from, i, language, shared)) !== null ||
      (isRelative && readTold(tokens, next, to, language, 'active') !== null);
    if (isVerb) return i;
  }
  return tokens.length;
}

type Shared = 'active' | 'passive' | 'no';

function sharedAt(tokens: readonly Token[], from: number, to: number, language: Language, shared: Shared): Shared {
  const told =
    readTold(tokens, from, to, language, 'no') ??
    readTold(tokens, from, to, language, shared === 'passive' ? 'passive' : 'active');
  if (told === null) return 'no';
  return told.object === null ? 'active' : 'passive';
}

/** A joint with a clause or "-ing" behind it, not "after lunch". */
function isSub(tokens: readonly Token[], at: number, language: Language): boolean {
  const cue = cueAt(tokens, at, language.joints);
  if (cue === null) return false;
  const from = at + cue.length;
  return readTold(tokens, from, Math.min(tokens.length, nextComma(tokens, from)), language, 'no') !== null;
}

function nextComma(tokens: readonly Token[], from: number): number {
  for (let i = from; i < Math.min(tokens.length, from + 30); i++)
    if (/^[,;:]$/u.test(tokens[i]?.lower ?? '') && tokens[i]?.isQuoted !== true) return i;
  return Math.min(tokens.length, from + 30);
}

/** "if necessary", "where possible": it need not be, and is no clause. */
function optionalAt(tokens: readonly Token[], at: number, language: Language): number {
  const length = cueAt(tokens, at, language.joints) === null ? 0 : phraseAt(tokens, at, language.fillers);
  return length === 2 ? length : 0;
}

/** "If it is not, …", but "if it is not covered, …". */
function otherwiseAt(tokens: readonly Token[], at: number): number {
  const length = phraseAt(tokens, at, OTHERWISE);
  const isWhole = length === 1 || tokens[at + length]?.isWord !== true;
  return isWhole ? length : 0;
}

const OTHERWISE: ReadonlyMap<string, readonly (readonly string[])[]> = new Map([
  ['otherwise', [['otherwise']]],
  ['else', [['else']]],
  [
    'if',
    [
      ['if', 'not'],
      ['if', 'this', 'is', 'not', 'the', 'case'],
      ['if', 'it', 'is', 'not'],
    ],
  ],
  [
    'in',
    [
      ['in', 'the', 'other', 'case'],
      ['in', 'the', 'opposite', 'case'],
      ['in', 'any', 'other', 'case'],
    ],
  ],
  ['alternatively', [['alternatively']]],
]);
/** Words between a subject and its verb that also join clauses. */
const MID = /^(?:then|also|so|plus)$/u;
/** Tokens of one of two who act together. */
const SHORT_SUBJECT = 4;
/** "Should the test fail, …" */
const INVERTED = /^should$/u;
const LINKS = /^(?:and|then|or|also|either|but|who|which|where|whereupon|finally|afterwards|subsequently)$/u;
