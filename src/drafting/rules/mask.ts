/** A stretch of the goal: UTF-16 offsets `[start, end)`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * The goal twice: as it was typed, and with markup blanked out. Both have the same length, so an offset found in `masked`
 * is an offset into `source`, and no map between the two is ever needed.
 */
export interface Text {
  readonly source: string;
  /** Emphasis, link targets, HTML tags and quote marks are spaces here. Line ends stay. */
  readonly masked: string;
}

export function maskMarkup(source: string): Text {
  return { source, masked: source.replace(MARKUP, (found) => blank(found)) };
}

/** The words of a range on one line: markup dropped, white space collapsed. */
export function plainWords(text: Text, range: Range): string {
  let words = '';
  let gap = false;
  for (let i = range.start; i < range.end; i++) {
    const shown = text.masked[i] ?? '';
    if (shown > ' ' && !isWhite(shown)) {
      if (gap && words !== '') words += ' ';
      gap = false;
      words += shown;
    } else {
      const typed = text.source[i] ?? '';
      // A dropped asterisk joins what it stood between; a dropped tag or a real blank parts it.
      if (typed <= ' ' || typed === '<' || typed === '>' || isWhite(typed)) gap = true;
    }
  }
  return words;
}

/** The range without white space and blanked markup at its ends. */
export function trimRange(text: Text, range: Range): Range {
  let { start, end } = range;
  while (start < end && isWhite(text.masked[start] ?? '')) start += 1;
  while (end > start && isWhite(text.masked[end - 1] ?? '')) end -= 1;
  return { start, end };
}

/** The range with the markup that touches it: `words` out of `[words](target)` becomes the whole link again. */
export function withMarkup(text: Text, range: Range): Range {
  let { start, end } = range;
  while (start > 0 && isMarkup(text, start - 1)) start -= 1;
  while (end < text.source.length && isMarkup(text, end)) end += 1;
  return { start, end };
}

function isMarkup(text: Text, at: number): boolean {
  return isWhite(text.masked[at] ?? '') && !isWhite(text.source[at] ?? ' ');
}

function isWhite(character: string): boolean {
  return character <= ' ' || (character >= '\u007f' && WHITE.test(character));
}

const WHITE = /[\s\u200b\u200e\u200f\u2060\ufeff]/u;

/*
 * One pass, leftmost first: what stands in a code span or a tag is not looked at again. Every repetition is bounded or
 * excludes its own end, so that the pattern is linear on any text.
 */
const MARKUP = new RegExp(
  [
    /`{1,3}[^`\n]{1,400}`{1,3}/, // code span: only its ticks go
    /!?\[(?:[^[\]\n]{1,300})\]\((?:[^()\n]|\([^()\n]{0,200}\)){0,600}\)/, // link: its words stay
    /<!--[\s\S]{0,500}?-->/,
    /<\/?[a-zA-Z][^<>\n]{0,400}>/, // tag; an address in angle brackets is none
    /&nbsp;/,
    /\*{1,3}(?=[^\s*])|(?<=[^\s*])\*{1,3}/,
    /(?<![\p{L}\p{N}_])_{1,3}(?=[^\s_])|(?<=[^\s_])_{1,3}(?![\p{L}\p{N}_])/u,
    /~~/,
    /^[ \t]*>[> \t]*/m, // quotation
    /[\u200e\u200f\u2066-\u2069\ufeff]/u, // direction marks
  ]
    .map((part) => part.source)
    .join('|'),
  'gmu',
);

function blank(found: string): string {
  const first = found[0];
  if (first === '`') {
    const ticks = /^`+|`+$/g;
    return found.replace(ticks, (run) => ' '.repeat(run.length));
  }
  if (first === '[' || first === '!') {
    const from = found.indexOf('[') + 1;
    const to = found.indexOf(']');
    return ' '.repeat(from) + found.slice(from, to) + ' '.repeat(found.length - to);
  }
  return found.replace(/[^\n]/g, ' ');
}
