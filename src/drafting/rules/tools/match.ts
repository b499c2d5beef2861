import type { Tool } from '../../drafter.ts';
import { COMMON } from '../cues/en-tools.ts';
import { readArguments } from './arguments.ts';
import { askedDeed, deedsOfPhrase } from './asked-deed.ts';
import { contentKeys, deedsOf, keyOf, kinOf, nameWords, plainWordsOf, rootOf } from './words.ts';

export interface ToolMatch {
  /** Index of the tool. */
  readonly tool: number;
  /** Index of the segment. */
  readonly segment: number;
  /** 0 to 1. */
  readonly score: number;
  /** Where in the segment the first word stands that speaks for it, in words. */
  readonly at: number;
}

/**
 * Which tools the segments of a request ask for. A tool fits as far as the words of its name and description are said in
 * one segment, each word counting the more the fewer tools have it. The best pair is taken first; a further tool may only
 * share its segment if words are left that speak for it, and each tool is taken once.
 */
export function matchTools(segments: readonly string[], tools: readonly Tool[]): readonly ToolMatch[] {
  const signatures = sign(tools);
  const asks = segments.map((text) => ASKS.test(text));
  const said = segments.map((text, s) =>
    readSegment(text, segments.length > 1, asks[s] === true || !asks.includes(true)),
  );
  const pairs: Pair[] = [];
  for (const [t, signature] of signatures.entries()) {
    for (const [s, segment] of said.entries()) {
      const pair = compare(signature, segment);
      if (pair.score >= (pair.isSameDeed ? MAY_FIT : FITS)) pairs.push({ tool: t, segment: s, ...pair });
    }
  }
  pairs.sort((a, b) => b.score - a.score || a.segment - b.segment || a.at - b.at || a.tool - b.tool);
  const taken: ToolMatch[] = [];
  const done = new Set<number>();
  const explained = said.map(() => new Set<string>());
  const take = ({ used, tool, segment, score, at }: Pair) => {
    for (const key of used) explained[segment]?.add(key);
    done.add(tool);
    taken.push({ tool, segment, score, at });
  };
  for (const pair of pairs) {
    const known = explained[pair.segment];
    if (pair.score < FITS || known === undefined || done.has(pair.tool)) continue;
    const fresh = [...pair.used].filter((key) => !known.has(key));
    const isOther = fresh.length === pair.used.size;
    if (known.size === 0 || (fresh.length > 0 && pair.score >= (isOther ? ALSO : SHARES))) take(pair);
  }
  // What asks for something and has no tool yet takes one that fits less well, where no other comes near it.
  for (const [s, known] of explained.entries()) {
    if (known.size > 0) continue;
    const [best, next] = pairs.filter(({ segment, tool }) => segment === s && !done.has(tool));
    if (best !== undefined && best.used.size > 0 && best.score >= LEADS * (next?.score ?? 0)) take(best);
  }
  if (taken.length <= 1) {
    const lone = matchLone(segments, asks, tools);
    return lone === null ? [] : [lone];
  }
  return taken.sort((a, b) => a.segment - b.segment || a.at - b.at);
}

/**
 * The tool for a text that asks for one thing, in however many sentences: its deed is that of the sentence which asks, what
 * it is about may be said in any of them. Of tools that fit alike, the one is taken that the words give more values for.
 */
function matchLone(segments: readonly string[], asks: readonly boolean[], tools: readonly Tool[]): ToolMatch | null {
  const asking = Math.max(0, asks.lastIndexOf(true));
  const { verb, deeds } = askedDeed(segments[asking] ?? '');
  const said = segments.join(' ');
  const all = readSegment(said, false, true, kinOf);
  let best: ToolMatch | null = null;
  let most = 0;
  for (const [index, { name, about, deeds: own }] of sign(tools, kinOf).entries()) {
    const tool = tools[index];
    if (tool === undefined || (deeds.size > 0 && own.size > 0 && ![...deeds].some((deed) => own.has(deed)))) continue;
    const isSameVerb = verb !== '' && nameWords(tool.name).some((word) => rootOf(word) === rootOf(verb));
    let score = isSameVerb && !GENERAL.has(deedsOf(verb)[0] ?? '') ? SAME_VERB : 0;
    for (const [key, weight] of name) if (!common.has(key) && placeOf(key, all) !== undefined) score += weight;
    for (const [key, weight] of about) if (!common.has(key) && placeOf(key, all) !== undefined) score += weight / 2;
    if (score < ENOUGH) continue;
    const required = tool.parameters.filter((one) => one.required).length;
    const given = required === 0 ? 1 : 1 - readArguments(tool, said).missing.length / required;
    score += GIVEN * given;
    if (isSameVerb) score += SAME_VERB;
    if (score <= most) continue;
    most = score;
    best = { tool: index, segment: asking, score: LONE, at: 0 };
  }
  return best;
}

const common = new Set([...COMMON].map(keyOf));

interface Pair extends ToolMatch {
  readonly used: ReadonlySet<string>;
  readonly isSameDeed: boolean;
}

interface Signature {
  readonly deeds: ReadonlySet<string>;
  /** Words of the name, and how much each tells. */
  readonly name: ReadonlyMap<string, number>;
  readonly about: ReadonlyMap<string, number>;
  readonly parameters: ReadonlyMap<string, number>;
}

function sign(tools: readonly Tool[], key = keyOf): readonly Signature[] {
  const parts = tools.map(({ name, description, parameters }) => {
    // "Hotels_2_Search" and "store.items.get" say where the tool is kept before they say what it does.
    const own = name.split(/\.(?=[^.]*$)|_\d+_/u).at(-1) ?? name;
    const names = nameWords(own);
    const family = contentKeys(nameWords(name.slice(0, name.length - own.length)), key);
    const verb = names.find(
      (word, i) => deedsOf(word).length > 0 && (i === 0 || i === names.length - 1 || names.length > 3 || i > 0),
    );
    const described = plainWordsOf(
      description.replace(
        /^this (?:function|tool|method|api)(?: (?:is used to|can|will|allows? (?:you|the user|users) to|lets you))? /iu,
        '',
      ),
    );
    const first = described[0] ?? '';
    const deeds = new Set([
      ...deedsOf(verb ?? ''),
      ...deedsOfPhrase([first.replace(/s$/u, ''), ...described.slice(1, 6)]),
    ]);
    const named = contentKeys(
      names.filter((word) => word !== verb),
      key,
    );
    const nameKeys = new Set(named.length > 0 && names.length > 1 ? named : [...named, ...family]);
    if (nameKeys.size === 0 && verb !== undefined) nameKeys.add(key(verb));
    const aboutKeys = new Set([...family, ...contentKeys(plainWordsOf(description).slice(1, 40), key)]);
    const parameterKeys = new Set(
      contentKeys(
        parameters.flatMap((parameter) => nameWords(parameter.name)),
        key,
      ),
    );
    return { deeds, nameKeys, aboutKeys, parameterKeys };
  });
  const count = new Map<string, number>();
  for (const { nameKeys, aboutKeys } of parts)
    for (const key of new Set([...nameKeys, ...aboutKeys])) count.set(key, (count.get(key) ?? 0) + 1);
  const weigh = (key: string) => Math.log(1 + (tools.length + 1) / (count.get(key) ?? 1));
  return parts.map(({ deeds, nameKeys, aboutKeys, parameterKeys }) => ({
    deeds,
    name: new Map([...nameKeys].map((key) => [key, weigh(key)])),
    parameters: new Map([...parameterKeys].map((key) => [key, 1])),
    about: new Map([...aboutKeys].filter((key) => !nameKeys.has(key)).map((key) => [key, weigh(key)])),
  }));
}

interface Segment {
  /** Where each key stands first, in words. */
  readonly places: ReadonlyMap<string, number>;
  readonly deeds: ReadonlySet<string>;
  /** Less than 1 where it says what all this is for, or tells more of what was asked before. */
  readonly weight: number;
}

function readSegment(text: string, hasOthers: boolean, asks: boolean, keyOfWord = keyOf): Segment {
  const places = new Map<string, number>();
  const deeds = new Set<string>();
  for (const [i, word] of plainWordsOf(text).entries()) {
    const key = keyOfWord(word);
    if (!places.has(key)) places.set(key, i);
    for (const deed of deedsOf(word)) deeds.add(deed);
  }
  return { places, deeds, weight: asks ? (hasOthers && IS_LEAD.test(text) ? LEAD : 1) : TELLS };
}

function compare(signature: Signature, segment: Segment): Omit<Pair, 'tool' | 'segment'> {
  const used = new Set<string>();
  let at = Number.POSITIVE_INFINITY;
  const share = (weights: ReadonlyMap<string, number>, counts = true) => {
    let all = 0;
    let met = 0;
    for (const [key, weight] of weights) {
      all += weight;
      const place = placeOf(key, segment);
      if (place === undefined) continue;
      met += weight;
      if (!counts) continue;
      used.add(key);
      at = Math.min(at, place);
    }
    return { all, share: all === 0 ? 0 : met / (all + DOUBT) };
  };
  const name = share(signature.name);
  const about = share(signature.about);
  const parameters = share(signature.parameters, false);
  const words =
    name.all === 0 ? about.share : about.all === 0 ? name.share : NAME * name.share + (1 - NAME) * about.share;
  const isSameDeed =
    signature.deeds.size === 0 ||
    segment.deeds.size === 0 ||
    [...signature.deeds].some((deed) => segment.deeds.has(deed));
  return {
    score: (words + PARAMETERS * parameters.share) * (isSameDeed ? 1 : OTHER_DEED) * segment.weight,
    at,
    used,
    isSameDeed,
  };
}

/** A word may be said in a longer or shorter form: "microbe", "microbial". */
function placeOf(key: string, { places }: Segment): number | undefined {
  const place = places.get(key);
  if (place !== undefined || key.length < 5) return place;
  for (const [said, i] of places)
    if (said.length >= 5 && (said.startsWith(key) || key.startsWith(said)) && Math.abs(said.length - key.length) <= 4)
      return i;
  return undefined;
}

/** The share of the name in the whole. */
const NAME = 0.6;
const PARAMETERS = 0.05;
/** A single word that fits is less of a proof than three. */
const DOUBT = 0.35;
const LEAD = 0.8;
const TELLS = 0.5;
const ASKS =
  /\b(?:please|kindly|need|needs|require|want|wants|would like|wish|can|could|would you|will you|let me|help|interested|looking|how|what|which|when|where|who|curious|wonder|is there|are there|tell|give|provide|requires?|should)\b|^\W*(?:(?:first|then|next|finally|also|and|lastly|additionally|after that|afterwards|moreover|furthermore|second|third|secondly|thirdly|now|once .{1,60},|after .{1,60},|if .{1,60},),? )*(?!(?:the|this|that|these|it|they|he|she|my|our|his|her|its|their|there|each|i|we|you|a|an|in|on|at|for|some|all)\b)[a-z]+\b/iu;
const IS_LEAD =
  /^\W*(?:(?:please )?(?:help|assist) me (?:with|in|to)|as (?:part|an?)\b|(?:i|we)(?:'m| am| are|'re) (?:conducting|working|doing|planning|organi[sz]ing|writing|interested|preparing|researching|studying)|(?:i|we) (?:need|require|want|would like|have)(?: \w+)? (?:assistance|help|some help|your help|your assistance|support|some (?:\w+ )?information)\b|can you (?:please )?(?:help|assist) me with)/iu;
const LONE = 0.4;
const ENOUGH = 0.5;
/** What the values that are given count beside the words that are said. */
const GIVEN = 0.5;
const SAME_VERB = 0.5;
/** Deeds that are done to so many things that they tell no tool. */
const GENERAL = new Set(['find', 'make', 'reckon', 'change']);
const MAY_FIT = 0.38;
const LEADS = 1.3;
const FITS = 0.48;
/** How well a tool must fit to stand beside one that shares words with it. */
const SHARES = 0.75;
/** The same for one that speaks of other words. */
const ALSO = 0.6;
const OTHER_DEED = 0.45;
