import { isCourtesy } from './courtesy.ts';
import type { Language } from './language.ts';
import { plainWords, type Range, type Text } from './mask.ts';
import type { Outline } from './outline.ts';
import type { ProseReader } from './prose.ts';
import type { Seed } from './seed.ts';
import { splitSentences } from './sentences.ts';
import { readSoftwareWork } from './software.ts';
import { isStatement } from './statement.ts';
import { type Token, tokenize } from './tokens.ts';

/**
 * A short text in which no rule found a task is one task whole: whoever typed "Anna's birthday" meant something. A longer
 * one (a log file, an article) is none, and neither is a greeting or a statement of facts.
 */
export function readWholeText(text: Text, outline: Outline, language: Language, prose: ProseReader): Seed | null {
  const lines = outline.nodes.filter(({ block }) => block.type === 'line' || block.type === 'heading');
  const first = lines[0]?.block.range;
  const last = lines.at(-1)?.block.range;
  if (
    first === undefined ||
    last === undefined ||
    lines.length > MOST_LINES ||
    last.end - first.start > MOST_CHARACTERS
  )
    return null;
  const sentences = lines.flatMap(({ block }) => splitSentences(text, block.range, language));
  if (sentences.length > MOST_SENTENCES) return null;
  const words = plainWords(text, first)
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  // "Tasks:" over something else names no task.
  if (words.every((word) => language.listChatter.has(word))) return null;
  if (words.length === 0 || (language.greetings.has(words[0] ?? '') && words.length < 4)) return null;
  const [sentence = first] = sentences;
  // "The weather was lovely" is no task; nor is a page of facts.
  const asksNothing = (one: Range) =>
    isCourtesy(plainWords(text, one), language) ||
    (isStatement(mainClause(tokenize(text, one)), language) && !isWantedOfSoftware(plainWords(text, one)));
  if (sentences.every(asksNothing)) return null;
  const entry = prose.readEntry(sentence);
  const rest = last.end > sentence.end ? [{ start: sentence.end, end: last.end }] : [];
  return { ...prose.seedOf(sentence, 0.4), ...entry, why: 'whole-text', notes: [...entry.notes, ...rest] };
}

/** "Wrong total when the cart is empty" has its verb in what is told beside. */
function mainClause(tokens: readonly Token[]): readonly Token[] {
  const beside = tokens.findIndex(({ lower }, i) => i > 1 && BESIDE.test(lower));
  return beside < 0 ? tokens : tokens.slice(0, beside);
}

/** "The button should not be disabled": how software is to be, said of it as it is. */
const isWantedOfSoftware = (typed: string): boolean =>
  / (?:should|must|needs to)(?:n't| not)? /iu.test(typed) && readSoftwareWork(typed) !== null;

const BESIDE = /^(?:when|whenever|if|while|where|although|though|because|since)$/u;
const MOST_LINES = 3;
const MOST_SENTENCES = 3;
const MOST_CHARACTERS = 300;
