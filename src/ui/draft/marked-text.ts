import type { ChangeId } from '#planner/ids.ts';

/** Source words of one proposed change in the goal's text. */
export interface Mark {
  readonly id: ChangeId;
  readonly start: number;
  readonly end: number;
}

/** A stretch of the text; `ids` are the changes made from it, innermost first; empty for words that made nothing. */
export interface Piece {
  readonly start: number;
  readonly text: string;
  readonly ids: readonly ChangeId[];
}

/** Some lines of the text, drawn and skipped as one. */
export interface Block {
  readonly start: number;
  readonly pieces: readonly Piece[];
}

/** A block ends at the first line break behind so many characters. */
const BLOCK_CHARACTERS = 2000;

/** Where blocks begin. A text without line breaks is cut between words, and a word without end anywhere. */
export function blockStarts(text: string, size = BLOCK_CHARACTERS): readonly number[] {
  const starts = [0];
  let from = 0;
  while (text.length - from > size) {
    from = breakBehind(text, from + size, size);
    if (from >= text.length) break;
    starts.push(from);
  }
  return starts;
}

/**
 * The text in blocks of pieces: laid end to end they are the text. Marks may nest and overlap; offsets outside the text are
 * brought back into it. Blocks that equal one of `before` are that one, so that only the end of a growing draft is drawn anew.
 */
export function markedBlocks(text: string, marks: readonly Mark[], before: readonly Block[] = []): readonly Block[] {
  const starts = blockStarts(text);
  const sorted = marks
    .map((mark) => ({ id: mark.id, start: Math.max(0, mark.start), end: Math.min(text.length, mark.end) }))
    .filter((mark) => mark.start < mark.end)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const known = new Map(before.map((block) => [block.start, block]));
  let next = 0;
  let open: Mark[] = [];
  return starts.map((start, n) => {
    const end = starts[n + 1] ?? text.length;
    const inside = open.filter((mark) => mark.end > start);
    for (let mark = sorted[next]; mark && mark.start < end; mark = sorted[++next]) inside.push(mark);
    open = inside.filter((mark) => mark.end > end);
    const block = { start, pieces: pieces(text, start, end, inside) };
    const same = known.get(start);
    return same && samePieces(same.pieces, block.pieces) ? same : block;
  });
}

function pieces(text: string, start: number, end: number, marks: readonly Mark[]): Piece[] {
  const cuts = new Set([start, end]);
  for (const mark of marks) {
    cuts.add(Math.max(start, mark.start));
    cuts.add(Math.min(end, mark.end));
  }
  const sorted = [...cuts].sort((a, b) => a - b);
  const found: Piece[] = [];
  sorted.forEach((from, n) => {
    const to = sorted[n + 1];
    if (to === undefined || to === from) return;
    const ids = marks
      .filter((mark) => mark.start <= from && mark.end >= to)
      .sort((a, b) => a.end - a.start - (b.end - b.start))
      .map((mark) => mark.id);
    found.push({ start: from, text: text.slice(from, to), ids });
  });
  return found;
}

function samePieces(a: readonly Piece[], b: readonly Piece[]): boolean {
  return (
    a.length === b.length &&
    a.every((piece, n) => {
      const other = b[n];
      return other !== undefined && piece.text === other.text && piece.ids.join() === other.ids.join();
    })
  );
}

/** The first offset from `at` on, but not farther than `reach`, that stands behind a line break, else behind a space. */
function breakBehind(text: string, at: number, reach: number): number {
  const line = text.indexOf('\n', at);
  if (line >= 0 && line - at < reach) return line + 1;
  const space = text.indexOf(' ', at);
  if (space >= 0 && space - at < reach) return space + 1;
  // Never between the halves of a surrogate pair.
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}
