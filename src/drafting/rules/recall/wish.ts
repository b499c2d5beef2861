import { english } from '../cues/en.ts';
import type { Range, Text } from '../mask.ts';
import type { Outline } from '../outline.ts';
import type { Reading } from '../read-tasks.ts';
import type { Seed } from '../seed.ts';
import { splitSentences } from '../sentences.ts';

/** The lines of a text short enough to be a goal without steps; null of any other, whatever it says. */
export function readLines({ nodes }: Outline): readonly Range[] | null {
  const [first] = nodes;
  const last = nodes.at(-1);
  if (first === undefined || last === undefined || nodes.length > MOST_LINES + MOST_ANSWERS) return null;
  // A single heading, or a single entry, is how some people mark their goal.
  if (first.block.type === 'code' || (nodes.length > 1 && nodes.some(({ block }) => block.type !== 'line')))
    return null;
  return last.block.range.end - first.block.range.start > MOST_WITH_ANSWERS
    ? null
    : nodes.map(({ block }) => block.range);
}

/** What a goal without steps says. */
export interface Wish {
  readonly sentences: readonly Range[];
  /** What it asks for: one thing, or two that may be the same in other words ("quit my job and leave on good terms"). */
  readonly parts: readonly Range[];
}

/**
 * A goal that names no steps: a line or three of running text that asks for one thing, and else says only under which
 * circumstances. null where the text has steps of its own, or is no goal at all.
 */
export function readWish(text: Text, outline: Outline, { seeds, needs }: Reading): Wish | null {
  const lines = readLines(outline);
  if (lines === null || lines.length > MOST_LINES) return null;
  if (
    (lines.at(-1)?.end ?? 0) - (lines[0]?.start ?? 0) > MOST_CHARACTERS ||
    needs.length > 0 ||
    seeds.some(({ type, done }) => type === 'question' || done)
  )
    return null;
  const parts = seeds.filter((seed) => seed.type === 'task' && !isCircumstance(text, seed)).map(({ range }) => range);
  const sentences = sentencesBehind(text, lines, 0);
  if (sentences.length === 0 || sentences.length > MOST_SENTENCES) return null;
  return parts.length > (sentences.length === 1 ? 2 : 1) ? null : { sentences, parts };
}

/** The sentences of the lines, from an offset on. */
export function sentencesBehind(text: Text, lines: readonly Range[], from: number): readonly Range[] {
  return lines.flatMap(({ start, end }) =>
    splitSentences(text, { start: Math.max(start, from), end: Math.max(end, from) }, english),
  );
}

/** "We have to be out by March", "it must cost less than …": said of the goal, nothing to do. */
function isCircumstance(text: Text, { title, titleRange }: Seed): boolean {
  const words = title ?? text.masked.slice(titleRange.start, titleRange.end);
  return STATES.has(/\p{L}+/u.exec(words)?.[0].toLowerCase() ?? '');
}

const STATES = new Set('be have cost spend stay last fit finish'.split(' '));
const MOST_LINES = 3;
/** Lines that answer what a template asks. */
const MOST_ANSWERS = 9;
const MOST_SENTENCES = 4;
const MOST_CHARACTERS = 400;
const MOST_WITH_ANSWERS = 4000;
