import { english } from '../cues/en.ts';
import { GOAL_LEADS, SMALL_ACTS, SMALL_THINGS } from '../cues/en-recall.ts';
import type { Token } from '../tokens.ts';
import { stemOf } from '../verb-forms.ts';

/** "pay", "pay off": what is done first, with the little word that makes another deed of it. */
export type Act = string;

const SMALL = new Set([...SMALL_ACTS].map((verb) => stemOf(verb, english)));

/** The act that a goal begins with, and whether it is one that is done at one go; null where it begins with a thing. */
export function actOf(tokens: readonly Token[]): { readonly act: Act; readonly isSmall: boolean } | null {
  const at = tokens.findIndex(({ lower }) => !GOAL_LEADS.has(lower));
  const token = tokens[at];
  const next = tokens[at + 1];
  if (token === undefined) return null;
  const verb = stemOf(token.lower, english);
  const isSmall = SMALL.has(verb) || SMALL_THINGS.has(thingBehind(tokens, at));
  if (!SMALL.has(verb) && !english.verbs.has(verb)) return null;
  // "An open day", "our show": a thing, as is "book launch".
  if (english.determiners.has(tokens[at - 1]?.lower ?? '') && !english.subjects.has(tokens[at - 1]?.lower ?? ''))
    return null;
  const isThing = english.nounLike.has(token.lower) && next !== undefined && !opensObject(next);
  if (isThing) return null;
  const words = tokens.map(({ lower }) => lower);
  return isErrandTo(tokens, at) ? { act: `${verb} to`, isSmall: true } : { act: actAt(words, at), isSmall };
}

/** The act that a template's phrase begins with. */
export function actOfPhrase(words: readonly string[]): Act | null {
  const [first = '', next = ''] = words;
  const verb = stemOf(first, english);
  if (!english.verbs.has(verb) && !SMALL.has(verb)) return null;
  // "Pay rise", "open day", "change of address".
  return verb === 'go' || !SMALL.has(verb) || (isFunctionWord(next) && next !== 'of') ? actAt(words, 0) : null;
}

/** Its verb, as a stem. */
export const verbOf = (act: Act): string => act.split(' ')[0] ?? '';

function actAt(words: readonly string[], at: number): Act {
  const particle = words.slice(at + 1, at + 5).find((word) => english.particles.has(word) && !AMBIGUOUS.has(word));
  return [stemOf(words[at] ?? '', english), particle ?? ''].join(' ').trim();
}

/** "Run to the bakery", "drive to work". */
function isErrandTo(tokens: readonly Token[], at: number): boolean {
  const [verb, to, ...behind] = tokens.slice(at, at + 4);
  const place = behind.find(({ lower }) => !english.determiners.has(lower));
  return MOTIONS.has(verb?.lower ?? '') && to?.lower === 'to' && place?.isCapital === false;
}

const MOTIONS = new Set('run drive ride cycle bike hurry pop head jog come'.split(' '));

/** The word that says to what it is done: the last one before a preposition. */
function thingBehind(tokens: readonly Token[], verb: number): string {
  const rest = tokens.slice(verb + 1);
  const end = rest.findIndex(({ lower, isWord }, i) => !isWord || (i > 0 && english.prepositions.has(lower)));
  return rest[(end < 0 ? rest.length : end) - 1]?.lower ?? '';
}

function opensObject({ lower, isCapital, isWord }: Token): boolean {
  return !isWord || isCapital || isFunctionWord(lower);
}

function isFunctionWord(lower: string): boolean {
  return (
    BEHIND_VERBS.has(lower) ||
    english.determiners.has(lower) ||
    english.objectPronouns.has(lower) ||
    english.particles.has(lower) ||
    english.prepositions.has(lower)
  );
}

/** In phrases of templates. */
const BEHIND_VERBS = new Set(['…', '#', 'aside']);
/** They begin circumstances more often than they change a verb. */
const AMBIGUOUS = new Set(['in', 'on', 'around', 'along', 'through', 'together']);
