import { estimateTokens } from '#models/cost.ts';
import type { Range } from '../rules/mask.ts';

/**
 * A text in parts of at most about `budgetTokens`: cut at headings, where those are too far apart at empty lines, then at line
 * ends, and in the last resort anywhere. Together the parts are the text.
 */
export function partsOf(text: string, budgetTokens: number): readonly Range[] {
  const whole = { start: 0, end: text.length };
  const budget = Math.max(MIN_BUDGET, budgetTokens);
  return cut(text, whole, budget, 0);
}

const MIN_BUDGET = 50;

/** Coarse to fine: where a part may begin. */
const BORDERS = [/^#{1,2} /gmu, /^#{3,6} /gmu, /\n[ \t]*\n/gu, /\n/gu, /[.!?]\s/gu];

function cut(text: string, range: Range, budget: number, level: number): readonly Range[] {
  if (estimateTokens(text.slice(range.start, range.end)) <= budget) return [range];
  const border = BORDERS[level];
  if (border === undefined) return chop(range, budget);
  const inside = text.slice(range.start, range.end);
  const starts = [...inside.matchAll(border)]
    .map((match) => range.start + match.index + (level < 2 ? 0 : match[0].length))
    .filter((start) => start > range.start && start < range.end);
  if (starts.length === 0) return cut(text, range, budget, level + 1);
  const pieces = [range.start, ...starts].map((start, i) => ({ start, end: starts[i] ?? range.end }));
  return packed(text, pieces, budget).flatMap((piece) => cut(text, piece, budget, level + 1));
}

/** Neighbours that fit together, together. */
function packed(text: string, pieces: readonly Range[], budget: number): readonly Range[] {
  const parts: Range[] = [];
  for (const piece of pieces) {
    const last = parts.at(-1);
    const joined = last === undefined ? null : { start: last.start, end: piece.end };
    if (joined !== null && estimateTokens(text.slice(joined.start, joined.end)) <= budget)
      parts[parts.length - 1] = joined;
    else parts.push(piece);
  }
  return parts;
}

function chop({ start, end }: Range, budget: number): readonly Range[] {
  const parts: Range[] = [];
  for (let at = start; at < end; at += budget) parts.push({ start: at, end: Math.min(end, at + budget) });
  return parts;
}
