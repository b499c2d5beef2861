import type { SaidDuration } from '../durations.ts';
import type { Language } from '../language.ts';
import { cueAt, phraseAt, type Token } from '../tokens.ts';
import type { Group, Link, Mark } from './order-words.ts';
import type { TaskNames } from './task-names.ts';
import { type NumberedTasks, numberedAt } from './task-numbers.ts';

/** A sentence as the grammar of order sees it: tasks, links between them, and marks. Numbers are places in its tokens. */
export type Part = { readonly from: number; readonly to: number } & (
  | {
      readonly type: 'tasks';
      readonly keys: readonly number[];
      /** Several named as one ("steps 2 and 3"): never parted. */
      readonly isRow: boolean;
      /** Named in full or by number; else by some of its words. */
      readonly isSure: boolean;
      readonly by: 'number' | 'name' | 'quote' | 'words' | 'self';
    }
  | { readonly type: 'group'; readonly group: Group }
  | { readonly type: 'words'; readonly stems: readonly string[]; readonly pieces: readonly WordPiece[] }
  | { readonly type: 'link'; readonly link: Link }
  | { readonly type: 'mark'; readonly mark: Mark }
  | { readonly type: 'lag'; readonly minutes: number }
  | { readonly type: 'join'; readonly isComma: boolean }
  | { readonly type: 'stop' }
  | { readonly type: 'colon' }
  | { readonly type: 'open' }
  | { readonly type: 'close' }
);

/** Words up to a finite verb: what it parts may be two tasks. */
export interface WordPiece {
  readonly stems: readonly string[];
  readonly from: number;
  readonly to: number;
}

export interface Known {
  readonly names: TaskNames;
  readonly numbered: NumberedTasks;
  /** The task whose own words these are; -1 none. It is not found by its name. */
  readonly self: number;
}

/** Reads tokens from left to right; what is neither task nor word of order nor weightless is gathered as `words`. */
export function readParts(
  tokens: readonly Token[],
  durations: readonly SaidDuration[],
  known: Known,
  language: Language,
): readonly Part[] {
  const { order } = language;
  const parts: Part[] = [];
  let loose = -1;
  const isPlain = (lower: string) =>
    order.plain.has(lower) || order.orderNouns.has(lower) || order.comparatives.has(lower);
  const flush = (to: number) => {
    if (loose < 0) return;
    const content = (from: number, end: number) =>
      known.names.contentOf(tokens.slice(from, end).filter(({ lower }) => !isPlain(lower)));
    const stems = content(loose, to);
    const pieces: WordPiece[] = [];
    let from = loose;
    for (let at = loose; at <= to; at++) {
      const { lower = '' } = tokens[at] ?? {};
      if (at < to && !language.auxiliaries.has(lower) && !order.breaks.has(lower)) continue;
      const piece = content(from, at);
      if (piece.length > 0) pieces.push({ stems: piece, from, to: at });
      from = at + 1;
    }
    if (stems.length > 0) parts.push({ type: 'words', stems, pieces, from: loose, to });
    loose = -1;
  };
  const push = (part: Part) => {
    flush(part.from);
    parts.push(part);
  };
  for (let at = 0; at < tokens.length; ) {
    const part = quotedAt(tokens, at, known) ?? partAt(tokens, at, durations, known, language, parts.at(-1));
    if (part !== null) {
      push(part);
      at = part.to;
      continue;
    }
    const token = tokens[at];
    if (token?.isWord && !isPlain(token.lower) && loose < 0) loose = at;
    at += 1;
  }
  flush(tokens.length);
  return parts;
}

/** Words in quotation marks name a task, in full or by some of its words. */
function quotedAt(tokens: readonly Token[], at: number, known: Known): Part | null {
  const closing = QUOTES.get(tokens[at]?.lower ?? '');
  // An apostrophe that touches the word before it opens nothing.
  if (closing === undefined || tokens[at - 1]?.end === tokens[at]?.start) return null;
  for (let end = at + 2; end < Math.min(tokens.length, at + 50); end++) {
    if (!closing.includes(tokens[end]?.lower ?? '')) continue;
    const words = tokens.slice(at + 1, end);
    const named = known.names.at(words, 0, known.self);
    if (named !== null && words.slice(named.to).every(({ isWord }) => !isWord)) {
      return {
        type: 'tasks',
        keys: named.keys,
        isRow: false,
        isSure: named.keys.length === 1,
        by: 'quote',
        from: at,
        to: end + 1,
      };
    }
    const best = known.names.best(known.names.contentOf(words), known.self, QUOTED_FIT);
    if (best !== null)
      return { type: 'tasks', keys: [best], isRow: false, isSure: true, by: 'quote', from: at, to: end + 1 };
  }
  return null;
}

function partAt(
  tokens: readonly Token[],
  at: number,
  durations: readonly SaidDuration[],
  known: Known,
  language: Language,
  before: Part | undefined,
): Part | null {
  const { order } = language;
  const token = tokens[at];
  if (token === undefined) return null;
  const { lower } = token;
  const of = (to: number) => ({ from: at, to });

  const named = known.names.at(tokens, at, known.self);
  const namedLength = named === null ? 0 : tokens.slice(at, named.to).filter(({ isWord }) => isWord).length;
  // A task called "Start" or "Order" is not meant by every "start".
  const isDoubtful = namedLength === 1 && (order.plain.has(lower) || order.links.has(lower) || order.marks.has(lower));
  if (named !== null && !isDoubtful)
    return {
      type: 'tasks',
      keys: named.keys,
      isRow: false,
      isSure: named.keys.length === 1,
      by: 'name',
      ...of(named.to),
    };

  const duration = durations.find(({ start, end }) => token.start >= start && token.start < end);
  if (duration !== undefined && duration.start === token.start) {
    let to = at + 1;
    while ((tokens[to]?.start ?? Number.POSITIVE_INFINITY) < duration.end) to += 1;
    return { type: 'lag', minutes: duration.minutes, ...of(to) };
  }
  const numbered = numberedAt(
    tokens,
    at,
    known.numbered,
    language,
    mayCount(tokens, at, before, language),
    before?.type === 'link',
  );
  if (numbered !== null)
    return {
      type: 'tasks',
      keys: numbered.keys,
      isRow: numbered.keys.length > 1,
      isSure: true,
      by: 'number',
      ...of(numbered.to),
    };

  const group = cueAt(tokens, at, order.groups);
  if (group !== null && standsAlone(tokens, at + group.length, group.value, language, before))
    return { type: 'group', group: group.value, ...of(at + group.length) };

  const kept = phraseAt(tokens, at, order.notNegations);
  if (kept > 0) return { type: 'mark', mark: 'planner', ...of(at + kept) };
  const link = linkAt(tokens, at, language);
  const mark = cueAt(tokens, at, order.marks);
  if (link !== null && (mark === null || link.length >= mark.length))
    return { type: 'link', link: link.value, ...of(at + link.length) };
  if (mark !== null) return { type: 'mark', mark: mark.value, ...of(at + mark.length) };

  // "To begin Y, do X": only at the very front is it a purpose.
  if (lower === 'to' && at === 0) return { type: 'mark', mark: 'for', ...of(at + 1) };
  if (lower === ',') return { type: 'join', isComma: true, ...of(at + 1) };
  if (JOINS.test(lower)) return { type: 'join', isComma: false, ...of(at + 1) };
  if (lower === ':') return { type: 'colon', ...of(at + 1) };
  if (lower === '(' || lower === '[') return { type: 'open', ...of(at + 1) };
  if (lower === ')' || lower === ']') return { type: 'close', ...of(at + 1) };
  return STOPS.test(lower) ? { type: 'stop', ...of(at + 1) } : null;
}

function linkAt(tokens: readonly Token[], at: number, language: Language): { value: Link; length: number } | null {
  const { links, comparatives, than } = language.order;
  const link = cueAt(tokens, at, links);
  // "later in the list than": the link stands where its object begins.
  const isParted = (token: Token | undefined, other: Token | undefined) =>
    comparatives.has(token?.lower ?? '') && than.has(other?.lower ?? '');
  if (link === null || link.length === 1) {
    for (let i = 1; i <= MOST_BETWEEN; i++) {
      if (i > 1 && isParted(tokens[at], tokens[at + i])) return null;
      const said =
        i > 1 && isParted(tokens[at - i], tokens[at]) ? comparatives.get(tokens[at - i]?.lower ?? '') : undefined;
      if (said !== undefined) return { value: said, length: 1 };
    }
  }
  if (link === null) return null;
  const next = tokens[at + link.length]?.lower ?? '';
  // "needs to be painted" says that something has to be done, not what comes first.
  if (link.value === 'requires' && link.length === 1 && next === 'to' && NEEDS.test(tokens[at]?.lower ?? ''))
    return null;
  // "is blocked until": only a passive with "by" says what comes first, and that is a phrase of its own.
  const before = tokens[at - 1]?.lower ?? '';
  const isDone = link.length === 1 && (tokens[at]?.lower ?? '').endsWith('ed');
  if (isDone && (language.be.has(before) || HELD.test(before))) return null;
  // "Should the test fail, …" opens a sentence; elsewhere "should" only asks for something.
  if (link.value === 'if' && link.length === 1 && tokens[at]?.lower === 'should' && at > 0) return null;
  return link;
}

/** "3 needs 1": a number alone names a step only beside words of order. */
function mayCount(tokens: readonly Token[], at: number, before: Part | undefined, language: Language): boolean {
  const next = tokens[at + 1];
  const isEdge = before === undefined || before.type !== 'words';
  return (
    isEdge &&
    (next === undefined ||
      !next.isWord ||
      language.order.links.has(next.lower) ||
      language.order.marks.has(next.lower) ||
      language.and.has(next.lower) ||
      language.auxiliaries.has(next.lower) ||
      language.order.through.has(next.lower))
  );
}

/** "that" in front of more words is no pronoun: "that room", "make sure that the hall is booked". */
function standsAlone(
  tokens: readonly Token[],
  at: number,
  group: Group,
  language: Language,
  before: Part | undefined,
): boolean {
  if (group !== 'previous' && group !== 'topic') return true;
  const next = tokens[at];
  const isObject = before?.type === 'link' && before.link !== 'then';
  if (QUOTES.has(next?.lower ?? '')) return false;
  if (next === undefined || !next.isWord) return isObject || group === 'topic' || next?.lower !== ',';
  if (language.determiners.has(next.lower) || language.stepWords.has(next.lower)) return false;
  return (
    language.auxiliaries.has(next.lower) ||
    language.obligations.has(next.lower) ||
    language.order.links.has(next.lower) ||
    (language.order.marks.has(next.lower) && next.lower !== 'we' && next.lower !== 'you' && next.lower !== 'i')
  );
}

/** Words between "later" and its "than". */
const MOST_BETWEEN = 6;
/** Of words in quotation marks, the share that must fit. */
const QUOTED_FIT = 0.5;
const QUOTES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['“', '”"'],
  ['„', '“”"'],
  ['«', '»'],
  ['»', '«'],
  ['‘', "’'"],
  ["'", "'"],
  ['`', '`'],
]);
const JOINS = /^(?:and|or|&|\+|nor|plus|und|oder|et|ou|y|o)$/u;
const STOPS = /^[;.!?–—|-]$/u;
const HELD = /^(?:stays?|remains?|kept|gets?)$/u;
const NEEDS = /^(?:needs?|wants?)$/u;
