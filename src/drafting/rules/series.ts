import { readAction } from './action.ts';
import type { Language } from './language.ts';
import { sequenceAt } from './lead.ts';
import type { Range } from './mask.ts';
import { isStatement } from './statement.ts';
import { spanOf, type Token } from './tokens.ts';

/**
 * A list that somebody typed on one line: "call mum; passport photos; book a taxi", "shopping, then ironing, then bed",
 * "bake bread: mix the flour; let it rise; bake".
 */
export interface Series {
  /** The words in front of the colon, where they are something to do and the parts are its steps. */
  readonly whole: Range | null;
  /** Else the words that announce the list; null where nothing does. */
  readonly above: Range | null;
  readonly parts: readonly Range[];
  /** The "then" in front of each part; null where there is none. */
  readonly cues: readonly (Range | null)[];
}

/**
 * The parts of a sentence that its signs or its "then" make a list of, where the grammar of clauses alone would lose some:
 * at least one of them is to be done and at least one names only a thing. Behind a label ("todo today: …", "write the thesis:
 * …") commas part too, where the label says that a list follows or the parts say how long they take. `isTimed`: whether
 * words say that.
 */
export function readSeries(
  tokens: readonly Token[],
  language: Language,
  isTimed: (words: Range) => boolean,
): Series | null {
  if (language.cueGrammar !== null || tokens.length > MOST_TOKENS) return null;
  const label = labelEnd(tokens, language);
  const head = tokens.slice(0, Math.max(0, label));
  const isWhole = label > 0 && isAct(head, language);
  const isListed = head.some(({ lower }) => LISTS.test(lower) || language.listChatter.has(lower));
  const behind = label > 0 ? countParts(tokens, label + 1, true, language, isTimed) : null;
  const isSteps = behind !== null && isWhole && (behind.timed > 1 || (behind.isParted && behind.actions > 1));
  if (behind !== null && (isSteps || (isListed && behind.actions > 0))) {
    const words = spanOf(tokens, 0, label);
    return { whole: isWhole ? words : null, above: isWhole ? null : words, parts: behind.parts, cues: behind.cues };
  }
  const plain = countParts(tokens, 0, false, language, isTimed);
  if (plain === null || plain.actions === 0) return null;
  const isChain = tokens.some((_, at) => arrowAt(tokens, at) > 0);
  if (plain.actions === plain.parts.length && !isChain) return null;
  return { whole: null, above: null, parts: plain.parts, cues: plain.cues };
}

interface Parts extends Pick<Series, 'parts' | 'cues'> {
  /** How many of them are to be done, and how many say how long they take. */
  readonly actions: number;
  readonly timed: number;
  /** By semicolons. */
  readonly isParted: boolean;
}

function countParts(
  tokens: readonly Token[],
  begin: number,
  byCommas: boolean,
  language: Language,
  isTimed: (words: Range) => boolean,
): Parts | null {
  const starts = startsOf(tokens, begin, byCommas, language);
  if (starts.length < 3) return null;
  const parts: Range[] = [];
  let actions = 0;
  let timed = 0;
  for (const [n, { from }] of starts.entries()) {
    const to = starts[n + 1]?.to ?? endOf(tokens);
    const words = tokens.slice(from, to);
    if (words.filter(({ isWord }) => isWord).length > MOST_WORDS || words.length === 0) return null;
    const range = spanOf(tokens, from, to);
    parts.push(range);
    if (isTimed(range)) timed += 1;
    if (isAct(words, language)) actions += 1;
    else if (isStatement(words, language)) return null;
  }
  const isParted = tokens.some(({ lower }) => lower === ';');
  return { parts, cues: starts.map(({ cue }) => cue), actions, timed, isParted };
}

/** Where the colon or dash behind the first words stands; -1: there is none. */
function labelEnd(tokens: readonly Token[], language: Language): number {
  for (let i = 1; i < Math.min(tokens.length - 1, LONGEST_LABEL); i++) {
    const { lower = '', isQuoted = false } = tokens[i] ?? {};
    if (isQuoted || /^[,;(]$/u.test(lower)) return -1;
    if (lower === ':') return i;
    const isList = tokens.slice(0, i).some((token) => LISTS.test(token.lower) || language.listChatter.has(token.lower));
    if (/^[–—-]$/u.test(lower) && isList) return i;
  }
  return -1;
}

function startsOf(
  tokens: readonly Token[],
  begin: number,
  byCommas: boolean,
  language: Language,
): readonly { readonly from: number; readonly to: number; readonly cue: Range | null }[] {
  const parted = tokens.filter(({ lower, isQuoted }) => lower === ';' && !isQuoted).length;
  const starts: { from: number; to: number; cue: Range | null }[] = [{ from: begin, to: begin, cue: null }];
  let depth = 0;
  for (let i = begin + 1; i < tokens.length - 1; i++) {
    const { lower = '', isQuoted = false } = tokens[i] ?? {};
    if (lower === '(') depth += 1;
    if (lower === ')') depth -= 1;
    if (isQuoted || depth > 0) continue;
    const arrow = arrowAt(tokens, i);
    if (arrow > 0) {
      starts.push({ from: i + arrow, to: i, cue: spanOf(tokens, i, i + arrow) });
      i += arrow - 1;
      continue;
    }
    const isSign = lower === ',' || lower === ';';
    const sequence = isSign ? sequenceOf(tokens, i + 1, language) : 0;
    if (lower !== ';' && sequence === 0 && !(lower === ',' && byCommas && parted === 0)) continue;
    const from = i + 1 + sequence;
    starts.push({ from, to: i, cue: sequence > 0 ? spanOf(tokens, i + 1, from) : null });
    i = from - 1;
  }
  return starts;
}

function isAct(words: readonly Token[], language: Language): boolean {
  return readAction(words, 0, words.length, language, { isProcess: false, isStrict: true }) !== null;
}

/** How many tokens "→", "->" or "=>" take here; 0 none. A mere ">" is a path through menus. */
function arrowAt(tokens: readonly Token[], at: number): number {
  const [sign, next] = [tokens[at], tokens[at + 1]];
  if (sign === undefined || sign.isWord) return 0;
  if (/^[→➔➜⇒]$/u.test(sign.lower)) return 1;
  return /^[=–-]$/u.test(sign.lower) && next?.lower === '>' && next.start === sign.end ? 2 : 0;
}

/** How many tokens "then", "and then", "after that" take here; 0 none. */
function sequenceOf(tokens: readonly Token[], at: number, language: Language): number {
  const skipped = language.and.has(tokens[at]?.lower ?? '') && tokens[at]?.lower === 'and' ? 1 : 0;
  if (tokens[at + skipped]?.lower === 'then') return skipped + 1;
  const step = sequenceAt(tokens, at, language);
  return step === null || step.type === 'first' || step.type === 'meanwhile' ? 0 : step.length;
}

function endOf(tokens: readonly Token[]): number {
  let end = tokens.length;
  while (end > 0 && /^[.!;,]$/u.test(tokens[end - 1]?.lower ?? '')) end -= 1;
  return end;
}

const MOST_TOKENS = 400;
const MOST_WORDS = 14;
const LONGEST_LABEL = 9;
const LISTS = /^(?:todos?|to-dos?|list|checklist|tasks?|errands|chores|agenda|steps|plan)$/u;
