import type { Card, Catalogue, WordVectors } from '../../library.ts';
import { GoalWords, type Term } from './goal-words.ts';
import { createKinship, type Kinship } from './meaning.ts';

/** A template that a goal may mean. */
export interface Near {
  readonly card: Card;
  /** 0 to 1. */
  readonly score: number;
  /** Words of the goal that speak for it, in the goal's order. */
  readonly matched: readonly Term[];
}

/** From this score on a goal is taken to mean the template. Set on goals of our own: `tests/support/recall/goals.ts`. */
export const NEAR_BY_WORDS = 0.64;
export const NEAR_BY_MEANING = 0.66;
/** From this score on it is worth a question, where nothing is nearer. */
export const MAYBE = 0.35;

interface Phrase {
  readonly card: Card;
  readonly terms: readonly Term[];
}

/** Finds the templates that a goal is nearest to: by its words, or also by what they mean. */
export class TemplateIndex {
  readonly words: GoalWords;
  readonly #phrases: readonly Phrase[];
  readonly #rarity = new Map<string, number>();
  /** Of a word that no template knows: rarer than any that one knows. */
  readonly #unknown: number;
  #kinship: { readonly by: WordVectors; readonly kinship: Kinship } | null = null;

  constructor(catalogue: Catalogue) {
    const { cards } = catalogue;
    this.words = new GoalWords(catalogue);
    this.#phrases = cards
      .flatMap((card) => [...card.recall, card.title].map((phrase) => ({ card, terms: this.words.ofPhrase(phrase) })))
      .filter(({ terms }) => said(terms) > 0);
    const cardsWith = new Map<string, Set<Card>>();
    for (const { card, terms } of this.#phrases)
      for (const { stem } of terms) cardsWith.set(stem, (cardsWith.get(stem) ?? new Set()).add(card));
    for (const [stem, found] of cardsWith) this.#rarity.set(stem, Math.log(1 + cards.length / found.size));
    this.#unknown = Math.log(1 + 2 * cards.length);
  }

  /** Each template once, the nearest first. */
  byWords(goal: readonly Term[]): readonly Near[] {
    return this.#nearest(goal, () => 0);
  }

  byMeaning(goal: readonly Term[], vectors: WordVectors): readonly Near[] {
    if (this.#kinship?.by !== vectors) this.#kinship = { by: vectors, kinship: createKinship(vectors) };
    const near = this.#nearest(goal, this.#kinship.kinship);
    // One kindred word is a coincidence.
    const sure = near.map((one) => (said(one.matched) < 2 ? { ...one, score: one.score * DOUBTFUL } : one));
    return sure.sort((a, b) => b.score - a.score);
  }

  /**
   * The measure is the share of what goal and phrase say that the other says too (Dice's coefficient), each word weighed by
   * its inverse document frequency, as in BM25; the best of a template's phrases counts.
   */
  #nearest(goal: readonly Term[], kinship: Kinship): readonly Near[] {
    const best = new Map<Card, Near>();
    for (const { card, terms } of this.#phrases) {
      const credits = goal.map((term) => creditAmong(term, terms, kinship));
      const shared =
        this.#sum(goal, (i) => credits[i] ?? 0) + this.#sum(terms, (i) => creditAmong(terms[i], goal, kinship));
      const all = this.#sum(goal, () => 1) + this.#sum(terms, () => 1);
      const matched = goal.filter((_, i) => (credits[i] ?? 0) >= SAME);
      const score = (shared / Math.max(all, 1e-9)) * doubt(goal, terms, matched);
      if (score > Math.max(LEAST, best.get(card)?.score ?? 0)) best.set(card, { card, score, matched });
    }
    return [...best.values()].sort((a, b) => b.score - a.score);
  }

  #sum(terms: readonly Term[], share: (i: number) => number): number {
    return terms.reduce(
      (sum, { stem, weight }, i) => sum + weight * (this.#rarity.get(stem) ?? this.#unknown) * share(i),
      0,
    );
  }
}

/**
 * What shared words are worth when they are about something else: 1 when nothing speaks against it.
 *
 * - "Wash the car": another deed than any that is done there to a car.
 * - "Go home": of "own home" only the thing is there, and nothing plans.
 * - "Write to Tom": the deed alone, not what it is done to.
 * - "Get the car": one that is at hand, and no word besides it.
 */
function doubt(goal: readonly Term[], phrase: readonly Term[], matched: readonly Term[]): number {
  const first = goal.find(({ isGeneric, isDeed }) => isDeed || !isGeneric);
  const isOtherDeed = first?.isDeed === true && !matched.includes(first);
  const isPlanned = goal.some(({ isPlanning }) => isPlanning) || matched.some(({ isGeneric }) => isGeneric);
  const isThingAlone = !isPlanned && said(phrase) === 1 && phrase.some(({ isGeneric }) => isGeneric);
  const hasThing = (term: Term) => !term.isGeneric && term !== first && !term.isDeed && term.weight === 1;
  const isDeedAlone =
    first?.isDeed === true &&
    matched.every((term) => term.isGeneric || term === first) &&
    (goal.some(hasThing) || phrase.some(hasThing));
  const things = goal.filter(({ isGeneric, weight }) => !isGeneric && weight === 1).slice(0, 2);
  const isAtHand = said(matched) < 2 && things.some(({ isDefinite }) => isDefinite);
  let worth = isOtherDeed ? OTHER_DEED : 1;
  for (const isDoubtful of [isThingAlone, isDeedAlone, isAtHand]) if (isDoubtful) worth *= DOUBTFUL;
  return worth;
}

/** How many words say what it is about. */
const said = (terms: readonly Term[]): number => terms.filter(({ isGeneric }) => !isGeneric).length;

function creditAmong(term: Term | undefined, others: readonly Term[], kinship: Kinship): number {
  if (term === undefined) return 0;
  let most = 0;
  for (const other of others) {
    if (other.stem === term.stem) return 1;
    // Verbs that go with anything are kin to everything.
    if (other.isGeneric || term.isGeneric) continue;
    most = Math.max(most, kinship(term.lower, other.lower));
  }
  return most;
}

const SAME = 0.4;
const OTHER_DEED = 0.75;
const DOUBTFUL = 0.6;
const LEAST = 0.05;
