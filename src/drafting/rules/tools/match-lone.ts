import type { Tool } from '../../drafter.ts';
import { COMMON } from '../cues/en-tools.ts';
import { readArguments } from './arguments.ts';
import { askedDeed } from './asked-deed.ts';
import type { ToolMatch } from './match.ts';
import { placeOf, readSegment, type Segment, type Signature, sign } from './signature.ts';
import { deedsOf, kinOf, nameWords, plainWordsOf, rootOf } from './words.ts';

/**
 * The tool for a text that asks for one thing, in however many sentences: its deed is that of the sentence which asks, what
 * it is about may be said in any of them. Of tools that fit alike, the one is taken that the words give more values for;
 * where none fits, a tool that answers any question takes what is asked.
 */
export function matchLone(
  segments: readonly string[],
  asks: readonly boolean[],
  tools: readonly Tool[],
): ToolMatch | null {
  const asking = findAsking(segments, asks);
  const { verb, deeds, isPlainThing, isQuestion } = askedDeed(segments[asking] ?? '');
  const said = segments.join(' ');
  const all = readSegment(said, false, true, kinOf);
  let best: ToolMatch | null = null;
  let most = Number.NEGATIVE_INFINITY;
  let answerer: ToolMatch | null = null;
  for (const [index, signature] of sign(tools, kinOf).entries()) {
    const tool = tools[index];
    if (tool === undefined) continue;
    const names = nameWords(tool.name);
    const isSameVerb = verb !== '' && names.some((word) => rootOf(word) === rootOf(verb));
    const own = signature.deeds;
    const isKnown = deedsOf(verb).length > 0;
    // A verb that nothing is known of is done by a tool that says it.
    if (
      verb !== '' &&
      !isKnown &&
      !isSameVerb &&
      !plainWordsOf(tool.description).some((word) => rootOf(word) === rootOf(verb))
    )
      continue;
    if (isKnown || verb === '') {
      if (deeds.size > 0 && own.size > 0 && ![...deeds].some((deed) => own.has(deed))) continue;
    }
    const match = { tool: index, segment: asking, score: LONE, at: 0 };
    if (answerer === null && isQuestion && names.every((word) => ANSWERERS.has(word))) answerer = match;
    const isTelling = isSameVerb && !isPlainThing && !GENERAL.has(deedsOf(verb)[0] ?? '');
    const { evidence, weight, namesParameter } = weigh(signature, all);
    const isEnough = evidence + (isTelling ? ABOUT : 0) >= ENOUGH;
    if (!isEnough && !namesParameter) continue;
    const required = tool.parameters.filter((one) => one.required).length;
    const given = required === 0 ? 1 : 1 - readArguments(tool, said).missing.length / required;
    // What only a parameter speaks for must be given whole.
    if (!isEnough && given < 1) continue;
    const score = weight + GIVEN * given + (isSameVerb ? SAME_VERB : 0);
    if (score <= most) continue;
    most = score;
    best = match;
  }
  return best ?? answerer;
}

/** The sentence that says what is to be done: the last that asks with a verb that is known, or else the last that asks. */
function findAsking(segments: readonly string[], asks: readonly boolean[]): number {
  const last = Math.max(0, asks.lastIndexOf(true));
  for (let i = last; i >= 0; i--) {
    if (asks[i] !== true) continue;
    const { verb, deeds, isQuestion } = askedDeed(segments[i] ?? '');
    if (isQuestion || (verb !== '' && deeds.size > 0)) return i;
  }
  return last;
}

/** What speaks for a tool at all, and how much more it speaks for this one than for the others. */
function weigh({ name, about, parameters, family }: Signature, said: Segment) {
  let evidence = 0;
  let weight = 0;
  let namesParameter = false;
  const isSaid = (key: string) => !common.has(key) && placeOf(key, said) !== undefined;
  for (const [key, one] of name) {
    if (isSaid(key)) {
      evidence += 1;
      weight += one;
    } else weight -= UNSAID;
  }
  for (const [key, one] of about) {
    if (!isSaid(key)) continue;
    evidence += family.has(key) ? 1 : ABOUT;
    weight += one / 2;
  }
  for (const key of parameters.keys()) {
    if (!isSaid(key) || name.has(key) || about.has(key)) continue;
    namesParameter = true;
    weight += PARAMETER;
  }
  return { evidence, weight, namesParameter };
}

const common = new Set([...COMMON].map(kinOf));
const LONE = 0.4;
const ENOUGH = 0.5;
/** A word of the description proves less than one of the name. */
const ABOUT = 0.5;
const PARAMETER = 0.3;
/** What a word of the name counts against a tool that nobody says. */
const UNSAID = 0.2;
/** What the values that are given count beside the words that are said. */
const GIVEN = 0.5;
const SAME_VERB = 1;
/** Deeds that are done to so many things that they tell no tool. */
const GENERAL = new Set(['find', 'make', 'reckon', 'change']);
/** A tool whose name says nothing else answers whatever is asked. */
const ANSWERERS = new Set(
  'search query answer ask question questions web internet google bing wiki wikipedia encyclopedia knowledge lookup find get general chat info information response llm'.split(
    ' ',
  ),
);
