import type { Language } from './language.ts';
import type { Range, Text } from './mask.ts';

/** Parts a line of running text into sentences, without the white space around them. Linear. */
export function splitSentences(text: Text, line: Range, language: Language): readonly Range[] {
  const { masked } = text;
  const sentences: Range[] = [];
  let start = line.start;
  for (let i = line.start; i < line.end; i++) {
    const sign = masked[i] ?? '';
    if (i - start >= LONGEST && WHITE.test(sign)) {
      push(start, i);
      start = i;
    }
    if (QUOTES.has(sign)) {
      const close = quotationEnd(masked, i, line.end);
      // A quotation with words behind it is a part of its sentence, whatever signs are in it.
      if (close > 0 && !/^[\s"”’)]*(?:$|\p{Lu})/u.test(masked.slice(close + 1, Math.min(line.end, close + 12))))
        i = close;
      continue;
    }
    if (!'.!?…。！？'.includes(sign)) continue;
    let end = i + 1;
    while (end < line.end && `.!?…"'”’)]`.includes(masked[end] ?? '')) end += 1;
    const wide = '。！？'.includes(sign);
    if (end < line.end && !wide && !WHITE.test(masked[end] ?? '')) {
      i = end - 1;
      continue;
    }
    if (sign === '.' && end === i + 1 && isAbbreviation(masked, line.start, i, end, language)) continue;
    push(start, end);
    start = end;
    i = end - 1;
  }
  push(start, line.end);
  return sentences;

  function push(from: number, to: number): void {
    let a = from;
    let b = to;
    while (a < b && WHITE.test(masked[a] ?? '')) a += 1;
    while (b > a && WHITE.test(masked[b - 1] ?? '')) b -= 1;
    if (a < b) sentences.push({ start: a, end: b });
  }
}

/** Where the quotation that opens at `from` closes; -1 where it does not. */
function quotationEnd(masked: string, from: number, to: number): number {
  const closing = QUOTES.get(masked[from] ?? '') ?? '';
  if (/[\p{L}\p{N}]/u.test(masked[from - 1] ?? '') || WHITE.test(masked[from + 1] ?? ' ')) return -1;
  for (let i = from + 2; i < Math.min(to, from + LONGEST_QUOTATION); i++) {
    if (
      closing.includes(masked[i] ?? '') &&
      !WHITE.test(masked[i - 1] ?? '') &&
      !/[\p{L}\p{N}]/u.test(masked[i + 1] ?? '')
    )
      return i;
  }
  return -1;
}

function isAbbreviation(masked: string, from: number, dot: number, end: number, language: Language): boolean {
  let start = dot;
  while (start > from && dot - start < 12 && /[\p{L}\p{N}.]/u.test(masked[start - 1] ?? '')) start -= 1;
  const word = masked.slice(start, dot).toLowerCase();
  if (/^\p{L}$/u.test(word)) {
    // A unit behind its number may end a sentence: "it is 20 m. Then …".
    const isUnit = /\d\s*$/u.test(masked.slice(Math.max(from, start - 3), start));
    return masked[dot + 1] !== undefined && word !== 'i' && !(isUnit && /^\s+\p{Lu}/u.test(masked.slice(end, end + 4)));
  }
  // "1." and "14." are ordinals or list marks inside a line: "am 14. Dezember".
  if (/^\d{1,2}$/u.test(word)) return language.cueGrammar?.isVerbFinal === true;
  if (!language.abbreviations.has(word)) return false;
  const next = /\S/u.exec(masked.slice(end, end + 40))?.[0] ?? '';
  return !(MAY_END.test(word) && /\p{Lu}/u.test(next));
}

const QUOTES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ['‘', '’'],
  ['“', '”"'],
  ['„', '“”"'],
  ['«', '»'],
]);
/** Characters. */
const LONGEST_QUOTATION = 200;
const WHITE = /\s/u;
// These stand at the end of a sentence as often as not: the next letter decides.
const MAY_END = /^(?:etc|a\.m|p\.m|inc|ltd|co|approx|min|hrs?|no|sat|sun|mar|jan|dec|max)$/u;
// Nobody writes one longer, but files hold them; reading a sentence may take the square of its length.
const LONGEST = 2000;
