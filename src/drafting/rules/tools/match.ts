import type { Tool } from '../../drafter.ts';
import { matchLone } from './match-lone.ts';
import { placeOf, readSegment, type Segment, type Signature, sign } from './signature.ts';

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

interface Pair extends ToolMatch {
  readonly used: ReadonlySet<string>;
  readonly isSameDeed: boolean;
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

/** The share of the name in the whole. */
const NAME = 0.6;
const PARAMETERS = 0.05;
/** A single word that fits is less of a proof than three. */
const DOUBT = 0.35;
const ASKS =
  /\b(?:please|kindly|need|needs|require|want|wants|would like|wish|can|could|would you|will you|let me|help|interested|looking|how|what|which|when|where|who|curious|wonder|is there|are there|tell|give|provide|requires?|should)\b|^\W*(?:(?:first|then|next|finally|also|and|lastly|additionally|after that|afterwards|moreover|furthermore|second|third|secondly|thirdly|now|once .{1,60},|after .{1,60},|if .{1,60},),? )*(?!(?:the|this|that|these|it|they|he|she|my|our|his|her|its|their|there|each|i|we|you|a|an|in|on|at|for|some|all)\b)[a-z]+\b/iu;
const MAY_FIT = 0.38;
const LEADS = 1.3;
const FITS = 0.48;
/** How well a tool must fit to stand beside one that shares words with it. */
const SHARES = 0.75;
/** The same for one that speaks of other words. */
const ALSO = 0.6;
const OTHER_DEED = 0.45;
