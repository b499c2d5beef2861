import { type Cues, ELISION, type Phrase, type Phrases } from './language.ts';
import type { Range, Text } from './mask.ts';

/** A word, a number, an address or a single sign. */
export interface Token extends Range {
  /** In lower case, with straight apostrophes. */
  readonly lower: string;
  readonly isWord: boolean;
  /** Written with a capital. */
  readonly isCapital: boolean;
  /** Between quotation marks: a name, whatever verbs are in it. */
  readonly isQuoted: boolean;
}

/** Words of a range. "I'll" is two of them, "I" and "will": the verb is what matters. */
export function tokenize(text: Text, range: Range): readonly Token[] {
  const tokens: Token[] = [];
  const words = text.masked.slice(range.start, range.end);
  for (const match of words.matchAll(WORD)) {
    const start = range.start + match.index;
    const lower = match[0].toLowerCase().replaceAll('’', "'");
    const isWord = match.groups?.w !== undefined;
    const isCapital = isWord && /^\p{Lu}/u.test(match[0]);
    const elided = isWord && match[0].length === lower.length ? ELISION.exec(lower)?.[0] : undefined;
    if (elided !== undefined) {
      // "l'école", "d'abord": two words.
      const middle = start + elided.length;
      tokens.push({ start, end: middle, lower: elided.slice(0, -1), isWord, isCapital, isQuoted: false });
      const rest = lower.slice(elided.length);
      const isName = /^\p{Lu}/u.test(match[0].slice(elided.length));
      tokens.push({
        start: middle,
        end: start + lower.length,
        lower: rest,
        isWord,
        isCapital: isName,
        isQuoted: false,
      });
      continue;
    }
    const tail = isWord ? CONTRACTION.exec(lower)?.[0] : undefined;
    if (tail !== undefined && tail.length < lower.length && match[0].length === lower.length) {
      const middle = start + lower.length - tail.length;
      const isQuoted = false;
      tokens.push({ start, end: middle, lower: lower.slice(0, -tail.length), isWord, isCapital, isQuoted });
      const full = FULL_FORMS.get(tail) ?? tail;
      tokens.push({ start: middle, end: start + lower.length, lower: full, isWord, isCapital: false, isQuoted });
    } else tokens.push({ start, end: start + match[0].length, lower, isWord, isCapital, isQuoted: false });
  }
  return withQuotes(tokens, text);
}

/** Marks what stands between quotation marks. A quotation that is the whole of the words is no name. */
function withQuotes(tokens: Token[], text: Text): readonly Token[] {
  for (let i = 1; i < tokens.length; i++) {
    const open = tokens[i];
    if (open === undefined || open.isWord) continue;
    const closing = CLOSING.get(open.lower);
    if (closing === undefined || /[\p{L}\p{N}]/u.test(text.masked[open.start - 1] ?? '')) continue;
    for (let j = i + 2; j < Math.min(tokens.length, i + LONGEST_QUOTE); j++) {
      const close = tokens[j];
      if (close === undefined || close.isWord || !closing.includes(close.lower)) continue;
      if (/[\p{L}\p{N}]/u.test(text.masked[close.end] ?? '') || /\s/u.test(text.masked[close.start - 1] ?? ''))
        continue;
      for (let k = i; k <= j; k++) tokens[k] = { ...(tokens[k] as Token), isQuoted: true };
      i = j;
      break;
    }
  }
  return tokens;
}

/** How many tokens from `at` are one of the phrases; 0 none. */
export function phraseAt(tokens: readonly Token[], at: number, list: Phrases): number {
  const token = tokens[at];
  if (token === undefined) return 0;
  for (const phrase of list.get(token.lower) ?? NONE) if (isPhraseAt(tokens, at, phrase)) return phrase.length;
  return 0;
}

/** The cue at `at`, and how many tokens it takes. */
export function cueAt<T>(
  tokens: readonly Token[],
  at: number,
  cues: Cues<T>,
): { readonly value: T; readonly length: number } | null {
  const token = tokens[at];
  if (token === undefined) return null;
  for (const [phrase, value] of cues.get(token.lower) ?? NONE)
    if (isPhraseAt(tokens, at, phrase)) return { value, length: phrase.length };
  return null;
}

const NONE: readonly never[] = [];

function isPhraseAt(tokens: readonly Token[], at: number, phrase: Phrase): boolean {
  for (let i = 0; i < phrase.length; i++) if (tokens[at + i]?.lower !== phrase[i]) return false;
  return true;
}

/** Where the tokens `[from, to)` stand. */
export function spanOf(tokens: readonly Token[], from: number, to: number): Range {
  const start = tokens[from]?.start ?? 0;
  return { start, end: tokens[to - 1]?.end ?? start };
}

// A sign inside a word belongs to it only when the word goes on behind it, so a full stop at its end never does.
/** `--force` is a word too. */
const WORD =
  /(?<w>(?:(?<![^\s])--(?=\p{L}))?[\p{L}\p{N}€$£#@~](?:[\p{L}\p{N}\p{M}%]|['’_\-/.@+&:=?\\](?=[\p{L}\p{N}/~]))*)|\S/gu;
const FULL_FORMS: ReadonlyMap<string, string> = new Map([
  ["'ll", 'will'],
  ["'ve", 'have'],
  ["'d", 'would'],
  ["'m", 'am'],
  ["'re", 'are'],
]);
/** What may close a quotation, by what opens it. The lexer straightens apostrophes. */
const CLOSING: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ['‘', "'’"],
  ['“', '”"'],
  ['„', '“”"'],
  ['«', '»'],
  ['`', '`'],
]);
/** Tokens. */
const LONGEST_QUOTE = 60;
const CONTRACTION = /'(?:ll|ve|d|m|re)$/u;
