import { type ActionOptions, readAction } from './action.ts';
import type { Action } from './action-shape.ts';
import { lagBefore, lagJointAt } from './conditions.ts';
import { readCueClauses } from './cue-clauses.ts';
import type { Joint, Language } from './language.ts';
import { sequenceAt } from './lead.ts';
import { isActor } from './obligation.ts';
import { cueAt, phraseAt, type Token } from './tokens.ts';
import { isVerb } from './verb-check.ts';
import { baseOf } from './verb-forms.ts';

/** A part of a sentence. Numbers are places in the list of tokens. */
export interface MainClause {
  readonly type: 'main';
  readonly from: number;
  readonly to: number;
  /** null: nothing is to be done here. */
  readonly action: Action | null;
  /** "…, then …" between this part and the one before. */
  readonly isThen: boolean;
  /** "Paint the room: sand the walls, …": it is part of what stands in front of the colon. */
  readonly isPart: boolean;
}

/** "after booking the hall", "once the form is signed". */
export interface SubClause {
  readonly type: 'sub';
  readonly from: number;
  readonly to: number;
  readonly joint: Joint;
  readonly cue: readonly [number, number];
  readonly says: SubMeaning;
  /** It stands before the main clause it belongs to. */
  readonly leads: boolean;
}

export type SubMeaning =
  /** "that is done": the step before. */
  | { readonly type: 'previous'; readonly which: 'step' | 'two' | 'all' }
  /** Somebody does something: a task, found elsewhere in the text or new. `object`: of a passive, in front of the verb. */
  | {
      readonly type: 'act';
      readonly verb: number;
      readonly base: string;
      readonly object: readonly [number, number] | null;
      readonly who: readonly [number, number] | null;
    }
  /** Words that may name a task that stands elsewhere: "the painting", "step 2". */
  | { readonly type: 'words'; readonly from: number; readonly to: number }
  /** A condition that is nobody's task: "the paint is dry". */
  | { readonly type: 'state' };

export type Clause = MainClause | SubClause;

/** Parts a sentence into what is to be done and what that depends on. One pass; looks a few words ahead at each. */
export function readClauses(tokens: readonly Token[], language: Language, isProcess: boolean): readonly Clause[] {
  if (language.cueGrammar !== null) return readCueClauses(tokens, language, language.cueGrammar, isProcess);
  const clauses: Clause[] = [];
  const loose: ActionOptions = { isProcess, isStrict: false };
  let at = 0;
  let strong = true;
  let isThen = false;
  let isPart = false;
  let who: ActionOptions['who'] = null;
  while (at < tokens.length) {
    const lagged = strong ? lagJointAt(tokens, at, language) : -1;
    const opened = readSubClause(tokens, Math.max(at, lagged), tokens.length, language, strong);
    const sub = opened === null ? null : { ...opened, from: at };
    if (sub !== null && (sub.leads || clauses.length > 0)) {
      clauses.push(sub);
      at = sub.to;
      strong = true;
      const gap = skipJoin(tokens, at, language);
      at = gap.at;
      isThen = gap.isThen;
      continue;
    }
    const options = { ...loose, who };
    const action = readAction(tokens, at, tokens.length, language, options);
    if (action !== null) who = action.how === 'process' ? action.who : null;
    const end = findEnd(tokens, at, action, language, { ...loose, who });
    const last = action === null ? null : trailingSequence(tokens, action.verb + 1, end, language);
    clauses.push({
      type: 'main',
      from: at,
      to: last?.from ?? end,
      action: action === null || last === null ? action : { ...action, sequence: last.type, cue: last.cue },
      isThen: isThen || last !== null,
      isPart,
    });
    isPart = tokens[end]?.lower === ':';
    const gap = skipJoin(tokens, end, language);
    strong = gap.isStrong;
    isThen = gap.isThen;
    // Always forward, whatever the words.
    at = Math.max(gap.at, at + 1);
  }
  return mended(clauses, tokens, language);
}

/** "Send the cards right after that", "sweep the floor in the meantime": the order said behind what is to be done. */
function trailingSequence(
  tokens: readonly Token[],
  from: number,
  end: number,
  language: Language,
): {
  readonly from: number;
  readonly type: NonNullable<Action['sequence']>;
  readonly cue: readonly [number, number];
} | null {
  let to = end;
  while (to > from && tokens[to - 1]?.isWord === false) to -= 1;
  for (let i = Math.max(from, to - LONGEST_SEQUENCE); i < to; i++) {
    const step = cueAt(tokens, i, language.sequence);
    if (step === null || i + step.length !== to || tokens[i]?.isQuoted === true || step.value === 'first') continue;
    // "Do it then", "the one after", "come later" say when rather than in which order.
    if (step.length === 1 && !/^(?:afterwards?|thereafter|subsequently|meanwhile)$/u.test(tokens[i]?.lower ?? ''))
      continue;
    const isClose = CLOSE.test(tokens[i - 1]?.lower ?? '');
    return { from: isClose && i - 1 >= from ? i - 1 : i, type: step.value, cue: [i, to] };
  }
  return null;
}

/** Where the part that begins at `from` ends: before a joint, or before words that begin another thing to do. */
function findEnd(
  tokens: readonly Token[],
  from: number,
  action: Action | null,
  language: Language,
  options: ActionOptions,
): number {
  const begin = action === null ? from + 1 : Math.max(from, action.verb) + 1;
  let depth = 0;
  // "including the title, release year and rating": what stands there are things.
  let isList = false;
  for (let i = begin; i < tokens.length; i++) {
    const { lower = '', isQuoted = false } = tokens[i] ?? {};
    if (isQuoted) continue;
    if ('([{'.includes(lower)) depth += 1;
    if (')]}'.includes(lower)) depth = Math.max(0, depth - 1);
    if (depth > 0) continue;
    if (lower === ';') return i;
    if (language.asking.listOpeners.has(lower)) isList = true;
    if (
      lower === ':' &&
      (action !== null || isLabel(tokens.slice(from, i), language)) &&
      readAction(tokens, i + 1, tokens.length, language, options) !== null
    )
      return i;
    const isJoin =
      lower === ',' ||
      /^[–—-]$/u.test(lower) ||
      language.and.has(lower) ||
      // "Close the well" names a thing.
      (language.fillers.get(lower)?.at(-1)?.length === 1 && !ARTICLE.test(tokens[i - 1]?.lower ?? ''));
    const step = isJoin ? null : sequenceAt(tokens, i, language);
    // "Send the cards right after that, book the hall": it belongs to what stands before it.
    if (step !== null && CLOSE.test(tokens[i - 1]?.lower ?? '')) {
      i += step.length - 1;
      continue;
    }
    if (isJoin || (step !== null && step.type !== 'first')) {
      const gap = skipJoin(tokens, i, language);
      if (gap.at >= tokens.length) return i;
      const next = readAction(tokens, gap.isThen ? i : gap.at, tokens.length, language, {
        ...options,
        isStrict: !gap.isThen,
      });
      if (next === null) {
        if (readSubClause(tokens, gap.at, tokens.length, language, true)?.leads === true) return i;
        if (lower === ',' && action?.how === 'imperative' && !isList && isListedVerb(tokens, gap.at, language, options))
          return i;
        continue;
      }
      if (next.how !== 'imperative' || gap.isThen) return i;
      if (isList && !hasObject(tokens, next.verb, language)) continue;
      // A bare "and verb" goes on from something to do, and not within "to find and fix".
      if (action !== null && !isInfinitive(tokens, i, action.verb, language)) return i;
      continue;
    }
    const sub = readSubClause(tokens, i, tokens.length, language, false);
    // "Look after the cat" is a verb of two words; "we can't open until …" is none.
    if (sub !== null && (i > begin || (sub.joint === 'until' && action?.isNotYet === true)))
      return i - lagBefore(tokens, i, begin + 1, language);
  }
  return tokens.length;
}

const CLOSE = /^(?:right|directly|immediately|straight|shortly|soon)$/u;
/** Words of a cue of order, at most. */
const LONGEST_SEQUENCE = 6;

/** "Notes from Monday: call …"; but "fix: call …" is the title of a change, and "here are the steps:" a sentence. */
function isLabel(words: readonly Token[], language: Language): boolean {
  return (
    words.length > 1 &&
    words.every(({ lower, isWord }) => isWord && !language.auxiliaries.has(lower) && !language.be.has(lower))
  );
}

/**
 * "Download the file, extract tables 2 and 3, and print them": a word that is as often a noun stands in a list of things to
 * do, as the verb behind its last "and" shows.
 */
function isListedVerb(tokens: readonly Token[], at: number, language: Language, options: ActionOptions): boolean {
  const token = tokens[at];
  if (token === undefined || token.isQuoted || !language.nounLike.has(token.lower) || !language.verbs.has(token.lower))
    return false;
  if (tokens[at + 1]?.isWord !== true || language.and.has(tokens[at + 1]?.lower ?? '')) return false;
  for (let i = at + 1; i < Math.min(tokens.length - 1, at + LONGEST_LISTED); i++) {
    if (!language.and.has(tokens[i]?.lower ?? '') || tokens[i - 1]?.lower !== ',' || tokens[i]?.isQuoted) continue;
    const last = readAction(tokens, i + 1, tokens.length, language, { ...options, isStrict: true });
    return last?.how === 'imperative' && last.verb === i + 1;
  }
  return false;
}

function hasObject(tokens: readonly Token[], verb: number, language: Language): boolean {
  const next = tokens[verb + 1]?.lower ?? '';
  return language.determiners.has(next) || language.objectPronouns.has(next);
}

/** "ask Tom to check and sign the form", "meet to go through and settle the bill": both verbs hang on the same "to". */
function isInfinitive(tokens: readonly Token[], join: number, verb: number, language: Language): boolean {
  let i = join - 1;
  while (i > verb + 1 && language.particles.has(tokens[i]?.lower ?? '')) i -= 1;
  const last = tokens[i];
  if (i - 1 <= verb || tokens[i - 1]?.lower !== 'to' || last === undefined) return false;
  // "Fly to Lisbon, find …" is a place.
  return language.verbs.has(last.lower) || (!last.isCapital && language.and.has(tokens[join]?.lower ?? ''));
}

function skipJoin(
  tokens: readonly Token[],
  from: number,
  language: Language,
): { at: number; isThen: boolean; isStrong: boolean } {
  let at = from;
  let isThen = false;
  let isStrong = false;
  for (; at < tokens.length; at++) {
    const { lower = '' } = tokens[at] ?? {};
    const step = sequenceAt(tokens, at, language);
    // The cue stays with its clause, which reads it again.
    if (step !== null) {
      isThen = step.type !== 'first';
      break;
    }
    if (lower === ';' || language.and.has(lower)) isStrong = true;
    else if (!(lower === ',' || /^[–—:-]$/u.test(lower))) break;
  }
  return { at, isThen, isStrong: isStrong || isThen };
}

function readSubClause(
  tokens: readonly Token[],
  at: number,
  end: number,
  language: Language,
  mayLead: boolean,
): SubClause | null {
  const cue = cueAt(tokens, at, language.joints) ?? invertedAt(tokens, at, mayLead, language);
  if (tokens[at]?.isQuoted === true) return null;
  if (cue === null)
    return mayLead ? (readWithDone(tokens, at, end, language) ?? readWithout(tokens, at, end, language)) : null;
  const joint = cue.value;
  const from = at + cue.length;
  // "If possible," is a way to say please.
  if (phraseAt(tokens, at, language.fillers) > cue.length) return null;
  const comma = mayLead ? leadingComma(tokens, from, end, language) : -1;
  // Behind what is to be done, "if" and "while" are part of it.
  if (comma < 0 && (joint === 'if' || joint === 'while')) return null;
  // "Check the doors when leaving the house": under which circumstances.
  if (comma < 0 && WHEN.test(tokens[at]?.lower ?? '') && baseOf(tokens[from]?.lower ?? '', 'gerund', language) !== null)
    return null;
  const to = comma >= 0 ? comma : subEnd(tokens, from, end, language);
  if (from >= to) return null;
  const common = { type: 'sub', from: at, to, joint, cue: [at, from], leads: comma >= 0 } as const;
  if (joint === 'if' || joint === 'while') return { ...common, says: { type: 'state' } };
  const says = readMeaning(tokens, from, to, joint, language);
  // A thing there ("after lunch", "before six") stays too; whoever reads the part looks at it again.
  return comma < 0 && (says.type === 'state' || says.type === 'words') ? null : { ...common, says };
}

/** "With the hall booked, …", "with those in hand, …". */
function readWithDone(tokens: readonly Token[], at: number, end: number, language: Language): SubClause | null {
  if (cueAt(tokens, at, language.order.marks)?.value !== 'with') return null;
  const from = at + 1;
  const comma = tokens.findIndex((token, i) => i > from && token.lower === ',');
  if (comma < 0 || comma >= end - 1 || comma > from + LONGEST_WITH) return null;
  const common = { type: 'sub', from: at, to: comma, joint: 'after', cue: [at, from], leads: true } as const;
  for (let i = from + 1; i < comma; i++) {
    const isDone =
      cueAt(tokens, i, language.order.marks)?.value === 'done' || language.doneWords.has(tokens[i]?.lower ?? '');
    const base = isDone ? null : baseOf(tokens[i]?.lower ?? '', 'participle', language);
    if (!isDone && base === null) continue;
    const which = whichTold(tokens, from, i, language);
    if (which !== null) return { ...common, says: { type: 'previous', which } };
    if (base === null) return { ...common, says: { type: 'words', from, to: i } };
    return { ...common, says: { type: 'act', verb: i, base, object: [from, i], who: null } };
  }
  return null;
}

/** "Without it you can't book the flight": only so it is what has to come first. */
function readWithout(tokens: readonly Token[], at: number, end: number, language: Language): SubClause | null {
  if (cueAt(tokens, at, language.order.links)?.value !== 'unless') return null;
  const from = at + 1;
  for (let i = from + 1; i < Math.min(end, from + LONGEST_WITH); i++) {
    const { lower = '' } = tokens[i] ?? {};
    const isSubject = language.subjects.has(lower) || language.determiners.has(lower);
    if (!isSubject && lower !== ',') continue;
    const begin = lower === ',' ? i + 1 : i;
    if (readAction(tokens, begin, end, language, { isProcess: false, isStrict: false })?.isNotYet !== true) continue;
    const which = whichTold(tokens, from, i, language);
    const says: SubMeaning = which === null ? { type: 'words', from, to: i } : { type: 'previous', which };
    return { type: 'sub', from: at, to: i, joint: 'until', cue: [at, from], leads: true, says };
  }
  return null;
}

/** "it", "both", "all of that": which of the steps told before; null where the words name something. */
function whichTold(
  tokens: readonly Token[],
  from: number,
  to: number,
  language: Language,
): 'step' | 'two' | 'all' | null {
  const said = tokens.slice(from, to).filter(({ isWord, lower }) => isWord && !TOLD_LITTLE.test(lower));
  const [first] = said;
  if (
    first === undefined ||
    !said.every(({ lower }) => language.stepPronouns.has(withoutVerb(lower)) || TWO.test(lower))
  )
    return null;
  if (said.some(({ lower }) => TWO.test(lower))) return 'two';
  return /^(?:all|everything)$/u.test(first.lower) ? 'all' : 'step';
}

/** "Should it rain, …", "Had he called, …": a condition without "if". */
function invertedAt(
  tokens: readonly Token[],
  at: number,
  mayLead: boolean,
  language: Language,
): { readonly value: Joint; readonly length: number } | null {
  if (!mayLead || !/^(?:should|were|had)$/u.test(tokens[at]?.lower ?? '')) return null;
  const next = tokens[at + 1]?.lower ?? '';
  if (!language.subjects.has(next) && !language.determiners.has(next) && next !== 'there') return null;
  // A question ends in its sign.
  return tokens.at(-1)?.lower === '?' ? null : { value: 'if', length: 1 };
}

/** A clause in front ends at a comma behind which something begins, or right before something to do. */
function leadingComma(tokens: readonly Token[], from: number, end: number, language: Language): number {
  for (let i = from; i < Math.min(end, from + 24); i++) {
    if (tokens[i]?.lower === ',') {
      // A comma inside a row of things: "after buying flour, eggs and milk, bake".
      const rest = readAction(tokens, i + 1, end, language, { isProcess: true, isStrict: false });
      if (rest !== null || i >= from + 2) return i + 1 < end ? i : -1;
    }
    // "After the interviews the team discusses …", "before it starts we have to …": a second subject with its verb.
    const { lower = '' } = tokens[i] ?? {};
    // "After lunch call the bank": words of time, and then what is to be done.
    if (i > from && tokens.slice(from, i).every((token) => isTimeWord(token, language))) {
      const act = readAction(tokens, i, end, language, { isProcess: false, isStrict: true });
      if (act?.how === 'imperative' && act.verb === i) return i;
    }
    if (i <= from + 1 || tokens[i - 1]?.lower === ',' || language.and.has(tokens[i - 1]?.lower ?? '')) continue;
    // "If you like it let me know", "if anything breaks please call".
    const isAsked =
      language.asking.polite.has(lower) || (lower === 'let' && /^(?:me|us)$/u.test(tokens[i + 1]?.lower ?? ''));
    if (isAsked && readAction(tokens, i, end, language, { isProcess: false, isStrict: false }) !== null) return i;
    if (!language.determiners.has(lower) && !language.subjects.has(lower)) continue;
    const rest = readAction(tokens, i, end, language, { isProcess: true, isStrict: true });
    if (rest?.how === 'process' || (rest?.how === 'obligation' && rest.verb > i && !rest.isNotYet)) return i;
  }
  return -1;
}

/** "that's" */
function withoutVerb(word: string): string {
  return word.replace(/['’](?:s|re)$/u, '');
}

function isTimeWord({ lower }: Token, language: Language): boolean {
  return language.timeWords.has(lower) || MEALS.test(lower);
}

function subEnd(tokens: readonly Token[], from: number, end: number, language: Language): number {
  for (let i = from + 1; i < end; i++) {
    const { lower = '' } = tokens[i] ?? {};
    if (lower === ';' || lower === ')') return i;
    if (lower !== ',' && !language.and.has(lower)) continue;
    const gap = skipJoin(tokens, i, language);
    if (gap.at >= end || readAction(tokens, gap.at, end, language, { isProcess: false, isStrict: true }) !== null)
      return i;
  }
  return end;
}

function readMeaning(tokens: readonly Token[], from: number, to: number, joint: Joint, language: Language): SubMeaning {
  let at = from;
  while (at < to && language.adverbs.has(tokens[at]?.lower ?? '')) at += 1;
  let last = to;
  while (last > at && tokens[last - 1]?.isWord === false) last -= 1;
  const first = tokens[at];
  if (first === undefined || at >= last) return { type: 'state' };

  const second = tokens[at + 1];
  if (language.stepPronouns.has(withoutVerb(first.lower))) {
    const done = tokens.findIndex((token, i) => i > at && i < last && language.doneWords.has(token.lower));
    let to = done < 0 ? last : done;
    while (
      to > at + 1 &&
      (language.be.has(tokens[to - 1]?.lower ?? '') || language.have.has(tokens[to - 1]?.lower ?? ''))
    )
      to -= 1;
    const which = last - at > LONGEST_TOLD ? null : whichTold(tokens, at, to, language);
    if (which !== null) return { type: 'previous', which };
  }
  if (language.doneWords.has(first.lower) && last - at === 1) return { type: 'previous', which: 'step' };
  const gerund = baseOf(first.lower, 'gerund', language);
  if (gerund !== null) return { type: 'act', verb: at, base: gerund, object: null, who: null };
  if (/^(?:having)$/u.test(first.lower) && second !== undefined) {
    const base = baseOf(second.lower, 'participle', language);
    if (base !== null) return { type: 'act', verb: at + 1, base, object: null, who: null };
  }
  // "I book the hall", "you've packed the kitchen", "Anna has signed the lease".
  let verb = at + 1;
  while (
    verb < last &&
    (language.have.has(tokens[verb]?.lower ?? '') || language.adverbs.has(tokens[verb]?.lower ?? ''))
  )
    verb += 1;
  const isPerson =
    (language.subjects.has(first.lower) && first.lower !== 'it') ||
    (first.isCapital && !language.timeWords.has(first.lower));
  const acts = tokens[verb]?.lower ?? '';
  if (isPerson && verb < last && !language.be.has(acts)) {
    const base =
      baseOf(acts, 'base', language) ?? baseOf(acts, 'participle', language) ?? baseOf(acts, 'third-person', language);
    if (base !== null)
      return { type: 'act', verb, base, object: null, who: language.planners.has(first.lower) ? null : [at, at + 1] };
  }
  // "legal signs off", "the landlord answers".
  for (let p = at + 1; p < Math.min(last, at + 5); p++) {
    const base = baseOf(tokens[p]?.lower ?? '', 'third-person', language);
    const actor = tokens[p - 1];
    if (base !== null && actor !== undefined && isActor(actor, language))
      return { type: 'act', verb: p, base, object: null, who: [at, p] };
  }
  // "the contract is signed", "the rooms have been painted", "the painting is done".
  for (let p = at + 1; p < Math.min(last, at + 8); p++) {
    const { lower = '' } = tokens[p] ?? {};
    const isHave = language.have.has(lower) && language.be.has(tokens[p + 1]?.lower ?? '');
    if (!language.be.has(lower) && !isHave) continue;
    let past = p + (isHave ? 2 : 1);
    while (past < last && language.adverbs.has(tokens[past]?.lower ?? '')) past += 1;
    const word = tokens[past]?.lower ?? '';
    if (language.doneWords.has(word)) return { type: 'words', from: at, to: p };
    const base = past < last ? baseOf(word, 'participle', language) : null;
    return base === null ? { type: 'state' } : { type: 'act', verb: past, base, object: [at, p], who: null };
  }
  const finite = tokens
    .slice(at + 1, last)
    .some((token) => language.auxiliaries.has(token.lower) || baseOf(token.lower, 'third-person', language) !== null);
  return finite || joint === 'when' || joint === 'if' ? { type: 'state' } : { type: 'words', from: at, to: last };
}

/** Joins parts that are one thing to do: a bare verb with what it shares an object with, and "… and sign it". */
function mended(clauses: readonly Clause[], tokens: readonly Token[], language: Language): readonly Clause[] {
  const result: Clause[] = [];
  for (const clause of clauses) {
    const before = result.at(-1);
    if (
      clause.type === 'main' &&
      before?.type === 'main' &&
      before.action !== null &&
      clause.action !== null &&
      !clause.isThen &&
      !clause.isPart &&
      belongs(before, clause, tokens, language)
    ) {
      result[result.length - 1] = { ...before, to: clause.to };
    } else result.push(clause);
  }
  return result;
}

function belongs(before: MainClause, next: MainClause, tokens: readonly Token[], language: Language): boolean {
  const first = before.action;
  const second = next.action;
  if (first === null || second === null || second.how !== 'imperative') return false;
  const between = tokens.slice(before.to, next.from).map((token) => token.lower);
  if (between.includes(';')) return false;
  if (isBare(tokens, first.verb, before.to, language)) return true;
  if (!between.includes('and') && !between.includes('&')) return false;
  const verb = tokens[first.verb]?.lower ?? '';
  const then = tokens[second.verb]?.lower ?? '';
  if (language.callVerbs.has(verb) && language.withinCall.has(then)) return true;
  const object =
    tokens[language.particles.has(tokens[second.verb + 1]?.lower ?? '') ? second.verb + 2 : second.verb + 1];
  if (object === undefined || second.verb + 1 >= next.to || !language.objectPronouns.has(object.lower)) return false;
  if (language.keepVerbs.has(then)) return true;
  // "and merge these into 'all.csv'" brings something of its own.
  return !tokens
    .slice(tokens.indexOf(object) + 1, next.to)
    .some(({ isQuoted, lower }) => isQuoted || /\d/u.test(lower));
}

/** "sign", "wash up": a verb without an object of its own. */
function isBare(tokens: readonly Token[], verb: number, to: number, language: Language): boolean {
  const rest = tokens.slice(verb + 1, to).filter((token) => token.isWord && !language.particles.has(token.lower));
  // "wash, dry" was joined before: its last word is a verb again.
  return rest.every(
    (token) =>
      language.verbs.has(token.lower) &&
      isVerb([token], 0, 1, language, 'bare') &&
      !language.determiners.has(token.lower) &&
      isVerbal(token, tokens, to, language),
  );
}

function isVerbal(token: Token, tokens: readonly Token[], to: number, language: Language): boolean {
  const i = tokens.indexOf(token);
  const before = tokens[i - 1]?.lower ?? '';
  return i < to && (before === ',' || language.and.has(before));
}

/** Words, between "with" and its comma. */
const LONGEST_WITH = 12;
/** Words: "all of these are finally done". */
const LONGEST_TOLD = 8;
const TOLD_LITTLE = /^(?:of|the|has|have|been|is|are|was|were|to)$/u;
const TWO = /^(?:both|two|either)$/u;
const MEALS = /^(?:breakfast|lunch|dinner|supper|work|school|today|this|that|the)$/u;
/** Tokens that one thing to do takes in a list of several. */
const LONGEST_LISTED = 24;
const WHEN = /^when(?:ever)?$/u;
const ARTICLE = /^(?:the|an?|my|our|your|his|her|their)$/u;
