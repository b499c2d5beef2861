import { english } from '../cues/en.ts';
import { GOAL_LEADS } from '../cues/en-recall.ts';
import type { Token } from '../tokens.ts';

/** Whether two words count as the same, and whether one may be passed over ("new", "little"). */
export interface WordSense {
  isSame(a: string, b: string): boolean;
  isGeneric(word: string): boolean;
}

/** Stands for anything: "recruit …", "turn … into …". */
const GAP = '…';
/** Stands for a number, in digits or letters: "… turns #". */
const NUMBER = '#';

/** The words of a phrase with gaps; null for one without. */
export function frameOf(phrase: string): readonly string[] | null {
  return phrase.includes(GAP) || phrase.includes(NUMBER) ? phrase.split(' ') : null;
}

/** The words of a frame that a goal has to say. */
export function ownWords(frame: readonly string[]): readonly string[] {
  return frame.filter((word) => word !== GAP && word !== NUMBER);
}

/**
 * The tokens that stand for a frame's own words, where a sentence says it: from its first word that matters on, in order,
 * articles and words like "new" left out. null where it doesn't.
 */
export function findFrame(
  frame: readonly string[],
  tokens: readonly Token[],
  sense: WordSense,
): readonly Token[] | null {
  for (let at = 0; at < tokens.length; at++) {
    const found = matchFrom(frame, 0, tokens, at, sense);
    if (found !== null) return found;
    const token = tokens[at];
    if (token === undefined || (token.isWord && !GOAL_LEADS.has(token.lower))) return null;
  }
  return null;
}

function matchFrom(
  frame: readonly string[],
  part: number,
  tokens: readonly Token[],
  at: number,
  sense: WordSense,
): readonly Token[] | null {
  const wanted = frame[part];
  const token = tokens[at];
  if (wanted === undefined) return token === undefined || endsThing(token) || sense.isGeneric(token.lower) ? [] : null;
  if (wanted === GAP) {
    // Behind the last gap anything may stand.
    for (let length = 1; length <= LONGEST_GAP && at + length <= tokens.length; length++) {
      if (!tokens.slice(at, at + length).some((one) => isThing(one))) continue;
      const rest = part === frame.length - 1 ? [] : matchFrom(frame, part + 1, tokens, at + length, sense);
      if (rest !== null) return rest;
    }
    return null;
  }
  if (token === undefined) return null;
  const isHere = wanted === NUMBER ? isNumber(token.lower) : sense.isSame(token.lower, wanted);
  if (isHere) {
    const rest = matchFrom(frame, part + 1, tokens, at + 1, sense);
    if (rest !== null) return [token, ...rest];
  }
  const isPassed = english.determiners.has(token.lower) || sense.isGeneric(token.lower);
  return part > 0 && isPassed ? matchFrom(frame, part, tokens, at + 1, sense) : null;
}

const isThing = ({ lower, isWord }: Token) =>
  isWord && !english.determiners.has(lower) && !english.prepositions.has(lower) && !english.particles.has(lower);

const endsThing = ({ lower, isWord }: Token) =>
  !isWord || english.prepositions.has(lower) || english.adverbs.has(lower) || AFTER.has(lower);

const isNumber = (word: string) => /^\d/u.test(word) || NUMBERS.has(word);

const AFTER = new Set(
  'and or next last this today tonight tomorrow yesterday every when while where which who that so because soon again well'.split(
    ' ',
  ),
);
const NUMBERS = new Set(
  `one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
  twenty thirty forty fifty sixty seventy eighty ninety hundred`.split(/\s+/u),
);
const LONGEST_GAP = 6;
