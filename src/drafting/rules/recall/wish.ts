import { english } from '../cues/en.ts';
import type { Range, Text } from '../mask.ts';
import type { Outline } from '../outline.ts';
import type { Reading } from '../read-tasks.ts';
import type { Seed } from '../seed.ts';
import { splitSentences } from '../sentences.ts';

/**
 * The sentences of a goal that names no steps: a line or three of running text that asks for one thing, and else says only
 * under which circumstances. null where the text has steps of its own, or is no goal at all.
 */
export function readWish(text: Text, outline: Outline, { seeds, needs }: Reading): readonly Range[] | null {
  const blocks = outline.nodes.map(({ block }) => block);
  const [first] = blocks;
  const last = blocks.at(-1);
  if (first === undefined || last === undefined || blocks.length > MOST_LINES || needs.length > 0) return null;
  // A single heading, or a single entry, is how some people mark their goal.
  if (blocks.length > 1 && blocks.some(({ type }) => type !== 'line')) return null;
  if (first.type === 'code' || last.range.end - first.range.start > MOST_CHARACTERS) return null;
  if (seeds.some(({ type, done }) => type === 'question' || done)) return null;
  if (seeds.filter((seed) => seed.type === 'task' && !isCircumstance(text, seed)).length > 1) return null;
  const sentences = blocks.flatMap(({ range }) => splitSentences(text, range, english));
  return sentences.length === 0 || sentences.length > MOST_SENTENCES ? null : sentences;
}

/** "We have to be out by March", "it must cost less than …": said of the goal, nothing to do. */
function isCircumstance(text: Text, { title, titleRange }: Seed): boolean {
  const words = title ?? text.masked.slice(titleRange.start, titleRange.end);
  return STATES.has(/\p{L}+/u.exec(words)?.[0].toLowerCase() ?? '');
}

const STATES = new Set('be have cost spend stay last fit finish'.split(' '));
const MOST_LINES = 3;
const MOST_SENTENCES = 4;
const MOST_CHARACTERS = 400;
