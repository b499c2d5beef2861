import { inlineEntries } from './inline-entries.ts';
import type { Range, Text } from './mask.ts';

/** What a list entry begins with. `n` is the number it gives itself: `b)` is 2, `iv.` is 4. */
export interface Marker {
  readonly type: 'bullet' | 'number' | 'letter' | 'step';
  readonly n: number | null;
  /** null: it has no box. */
  readonly checked: boolean | null;
}

/** A stretch of the text as its layout shows it, in document order. Ranges leave out the marker and the line end. */
export type Block =
  | { readonly type: 'heading'; readonly level: number; readonly range: Range; readonly marker: Marker | null }
  | { readonly type: 'entry'; readonly indent: number; readonly marker: Marker; readonly range: Range }
  /** A line of running text with the lines it was wrapped onto. Blocks of one `paragraph` have no empty line between. */
  | { readonly type: 'line'; readonly indent: number; readonly paragraph: number; readonly range: Range }
  | { readonly type: 'code'; readonly indent: number; readonly range: Range }
  | { readonly type: 'row'; readonly indent: number; readonly table: number; readonly range: Range }
  | { readonly type: 'rule'; readonly range: Range };

/**
 * Reads the layout line by line, yielding each block once it is whole. Markdown is understood the way people write it in
 * notes rather than by the letter: a short line is a line of its own, four spaces are an indent and not code, and `a)`,
 * `•`, `☐` and "Step 2:" begin entries too. Linear in the text.
 */
export function* scanBlocks(text: Text): Generator<Block, void> {
  const lines = new LineReader(text);
  let paragraph = 0;
  let table = 0;
  let inTable = false;
  let afterBlank = true;
  let open: Open | null = null;
  /** The number of the entry before. */
  let count: number | null = null;

  for (let line = lines.next(); line !== null; line = lines.next()) {
    if (line.blank) {
      if (open !== null) yield close(open);
      open = null;
      afterBlank = true;
      inTable = false;
      continue;
    }
    const fence = FENCE.exec(line.raw)?.[1];
    if (fence !== undefined) {
      if (open !== null) yield close(open);
      open = null;
      yield readFence(lines, line, fence);
      afterBlank = true;
      continue;
    }
    if (open !== null && !open.wrapped && open.type === 'line' && UNDERLINE.test(line.raw)) {
      yield { type: 'heading', level: line.raw.trimStart().startsWith('=') ? 1 : 2, range: open.range, marker: null };
      open = null;
      afterBlank = true;
      continue;
    }
    if (RULE.test(line.raw)) {
      if (open !== null) yield close(open);
      open = null;
      yield { type: 'rule', range: line.content };
      afterBlank = true;
      continue;
    }
    if (RECORD.test(line.raw)) {
      if (open !== null) yield close(open);
      open = null;
      yield { type: 'code', indent: line.indent, range: line.content };
      afterBlank = true;
      continue;
    }
    if (line.raw.trimStart().startsWith('|')) {
      if (open !== null) yield close(open);
      open = null;
      if (!inTable) table += 1;
      inTable = true;
      yield { type: 'row', indent: line.indent, table, range: line.content };
      afterBlank = true;
      continue;
    }
    inTable = false;
    const heading = readHeading(text, line);
    if (heading !== null) {
      if (open !== null) yield close(open);
      open = null;
      yield heading;
      afterBlank = true;
      continue;
    }
    const entry = readMarker(text, line, count);
    if (entry !== null) {
      count = entry.marker.n ?? count;
      if (open !== null) yield close(open);
      open = {
        type: 'entry',
        indent: line.indent,
        marker: entry.marker,
        range: entry.range,
        wrapped: false,
        paragraph,
      };
      // What follows an entry at once is its own paragraph, not that of a line above the list.
      afterBlank = true;
      continue;
    }
    if (open !== null && goesOn(text, open, line)) {
      open = longer(open, line.content.end);
      continue;
    }
    if (open !== null) yield close(open);
    if (afterBlank) paragraph += 1;
    afterBlank = false;
    open = { type: 'line', indent: line.indent, marker: null, range: line.content, wrapped: false, paragraph };
  }
  if (open !== null) yield close(open);
}

interface Line {
  readonly raw: string;
  readonly blank: boolean;
  /** Columns; a tab goes to the next multiple of four, as in CommonMark. */
  readonly indent: number;
  /** Without white space and blanked markup at both ends. */
  readonly content: Range;
}

interface Open {
  readonly type: 'entry' | 'line';
  readonly indent: number;
  readonly marker: Marker | null;
  readonly range: Range;
  readonly wrapped: boolean;
  readonly paragraph: number;
}

function longer(open: Open, end: number): Open {
  return { ...open, range: { start: open.range.start, end }, wrapped: true };
}

function close(open: Open): Block {
  if (open.marker !== null) return { type: 'entry', indent: open.indent, marker: open.marker, range: open.range };
  return { type: 'line', indent: open.indent, paragraph: open.paragraph, range: open.range };
}

class LineReader {
  #at = 0;
  /** Where what is left of the line that is being read ends, the last first: some lines are lists. */
  #cuts: number[] = [];
  readonly #text: Text;

  constructor(text: Text) {
    this.#text = text;
  }

  next(): Line | null {
    const { source, masked } = this.#text;
    if (this.#at >= source.length) return null;
    const start = this.#at;
    const end = this.#end(start);
    this.#at = source[end] === '\n' ? end + 1 : end;
    let indent = 0;
    let i = start;
    for (; i < end; i++) {
      const character = source[i];
      if (character === ' ' || character === '\u00a0') indent += 1;
      else if (character === '\t') indent += 4 - (indent % 4);
      else break;
    }
    let from = start;
    let to = end;
    while (from < to && isSpace(masked.charCodeAt(from))) from += 1;
    while (to > from && isSpace(masked.charCodeAt(to - 1))) to -= 1;
    return { raw: source.slice(start, end), blank: from === to, indent, content: { start: from, end: to } };
  }

  /** Of the line, or of the part of it that begins here. */
  #end(start: number): number {
    if (this.#cuts.length === 0) {
      const { source, masked } = this.#text;
      const feed = source.indexOf('\n', start);
      const end = feed === -1 ? source.length : feed;
      const starts = inlineEntries(masked.slice(start, end)).map((at) => start + at);
      this.#cuts = [...starts.filter((at) => at > start), end].reverse();
    }
    return this.#cuts.pop() ?? start;
  }
}

function isSpace(code: number): boolean {
  return code <= 32 || code === 0xa0 || code === 0x2028 || code === 0x2029 || code === 0xfeff;
}

function readFence(lines: LineReader, first: Line, fence: string): Block {
  const closing = new RegExp(`^\\s*${fence[0]}{${fence.length},}\\s*$`);
  let end = first.content.end;
  for (let line = lines.next(); line !== null; line = lines.next()) {
    end = Math.max(end, line.content.end);
    if (closing.test(line.raw)) break;
  }
  return { type: 'code', indent: first.indent, range: { start: first.content.start, end } };
}

function readHeading(text: Text, line: Line): Block | null {
  const hashes = HASHES.exec(line.raw)?.[1];
  const tag = HEADING_TAG.exec(line.raw)?.[1];
  const level = hashes?.length ?? (tag === undefined ? 0 : Number(tag));
  if (level === 0) return null;
  let { start, end } = line.content;
  const { masked } = text;
  while (start < end && (masked[start] === '#' || masked[start] === ' ')) start += 1;
  while (end > start && (masked[end - 1] === '#' || masked[end - 1] === ' ')) end -= 1;
  if (start === end) return null;
  const head = masked.slice(start, Math.min(end, start + 24));
  const numbered = NUMBER.exec(head) ?? STEP.exec(head);
  const marker: Marker | null =
    numbered?.groups?.n === undefined ? null : { type: 'step', n: Number(numbered.groups.n), checked: null };
  return { type: 'heading', level, range: { start, end }, marker };
}

function readMarker(text: Text, line: Line, before: number | null): { marker: Marker; range: Range } | null {
  const { end } = line.content;
  let { start } = line.content;
  // A list item in HTML reads like a bullet.
  let type: Marker['type'] | null = LIST_TAG.test(line.raw) ? 'bullet' : null;
  let n: number | null = null;
  let checked: boolean | null = null;
  const head = text.masked.slice(start, Math.min(end, start + 24));

  const bullet = BULLET.exec(head);
  if (bullet !== null) {
    type = 'bullet';
    start += bullet[0].length;
  } else {
    const figure = NUMBER.exec(head);
    // "2026. A good year" is no list; the entry behind the 2025th is.
    const isNext = Number(figure?.groups?.n) < 1000 || Number(figure?.groups?.n) === (before ?? 0) + 1;
    const numbered = isNext ? figure : null;
    const step = STEP.exec(head);
    const lettered = LETTER.exec(head);
    const label = numbered ?? step ?? lettered;
    if (label !== null) {
      type = numbered !== null ? 'number' : step !== null ? 'step' : 'letter';
      n = label.groups?.n === undefined ? letterToNumber(label[0].replace(/[^a-z]/giu, '')) : Number(label.groups.n);
      start += label[0].length;
    }
  }
  const box = BOX.exec(text.masked.slice(start, Math.min(end, start + 8)));
  if (box !== null) {
    type ??= 'bullet';
    checked = TICKS.test(box[0]);
    start += box[0].length;
  }
  if (type === 'bullet') {
    // "- Step 2: …" orders its list too; the label stays, it is part of the words that were ticked or listed.
    const step = STEP.exec(text.masked.slice(start, Math.min(end, start + 24)));
    if (step?.groups?.n !== undefined) {
      type = 'step';
      n = Number(step.groups.n);
    }
  }
  if (type === null || start >= end) return null;
  while (start < end && isSpace(text.masked.charCodeAt(start))) start += 1;
  return start === end ? null : { marker: { type, n, checked }, range: { start, end } };
}

function letterToNumber(letters: string): number {
  const lower = letters.toLowerCase();
  const roman = ROMAN.indexOf(lower);
  // `i)` alone is far more often the first of i, ii, iii than the ninth letter; c), d), m) the other way round.
  if (roman >= 0 && (lower.length > 1 || lower === 'i')) return roman + 1;
  return lower.charCodeAt(0) - 96;
}

const ROMAN = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii'];

/** Whether a line is the wrapped rest of the one before: people end a thought early, only an editor breaks a full line. */
function goesOn(text: Text, open: Open, line: Line): boolean {
  const before = text.masked.slice(Math.max(open.range.start, open.range.end - 200), open.range.end);
  const lastLine = before.slice(before.lastIndexOf('\n') + 1).trim();
  if (open.type === 'entry' && line.indent <= open.indent) return false;
  if (open.type === 'line' && line.indent > open.indent + 1) return false;
  if (ENDS_THOUGHT.test(lastLine)) return false;
  if (MUST_GO_ON.test(lastLine)) return true;
  // A new line with a capital, whose first word had still fitted on the one before, was begun on purpose.
  const word = /^\p{Lu}\S*/u.exec(text.masked.slice(line.content.start, line.content.start + 40))?.[0];
  if (word !== undefined && lastLine.length + 1 + word.length <= MAIL_WIDTH) return false;
  return lastLine.length >= WRAPPED_LINE;
}

/** Characters from which a line counts as full. Mail wraps at 72, so a wrapped line is hardly ever shorter than this. */
const WRAPPED_LINE = 56;
const MAIL_WIDTH = 72;
const ENDS_THOUGHT = /[.!?:;…]["'”’)\]]?$/u;
const MUST_GO_ON = /(?:,|\b(?:and|or|the|an?|to|of|with|for|und|oder|der|die|das))$/iu;

const FENCE = /^[ \t>]*(`{3,}|~{3,})/u;
const UNDERLINE = /^ {0,3}(?:={2,}|-{2,})[ \t]*\r?$/u;
const RULE = /^[ \t]*(?:(?:-[ \t]?){3,}|(?:\*[ \t]?){3,}|(?:_[ \t]?){3,}|[=~]{4,}|[-=]{2,}>?)\r?$/u;
// What a program writes about itself: a date with a time to the second, or that time alone.
const RECORD =
  /^[\s>]*[[(<]?(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[T ,]\s?\d{2}:\d{2}:\d{2}|\d{2}:\d{2}:\d{2}[ .,\]]|\p{Lu}\p{L}{2} [ \d]\d \d{2}:\d{2}:\d{2} |\d{2}\/\p{Lu}\p{L}{2}\/\d{4}:\d{2}:)/u;
const HASHES = /^[ \t>]{0,12}(#{1,6})[ \t]+\S/u;
const HEADING_TAG = /^[ \t]*<h([1-6])[\s>]/iu;
const LIST_TAG = /^[ \t]*(?:<[uo]l[^>]{0,200}>[ \t]*)?<li[\s>]/iu;
const BULLET = /^(?:[-*+–—][ \t]+|[•‣◦▪▸●○·»→⁃][ \t]*|(?:->|=>)[ \t]+)/u;
const NUMBER = /^\(?(?:\d{1,2}\.){0,3}(?<n>\d{1,5})(?:[.)]|\.\))(?:[ \t]+|(?<=^\d{1,2}[.)])(?=\p{Lu}\p{Ll}))/u;
const STEP = /^(?:step|schritt|étape|etape|paso)[ \t]*(?<n>\d{1,3})[ \t]*(?:[:.)–—]|-(?!>))[ \t]*/iu;
// With a full stop only in lower case: "A. Smith" is a name.
const LETTER = /^(?:\((?:[a-zA-Z]|[ivx]{2,4})\)|(?:[a-zA-Z]|[ivx]{2,4})\)|[a-z]\.)[ \t]+/u;
const BOX = /^(?:\[[ xX✓✔]?\](?=[ \t])|[☐☑☒](?=[ \t]|\ufe0f))(?:[ \t]|\ufe0f)*/u;
const TICKS = /[xX✓✔☑☒]/u;
