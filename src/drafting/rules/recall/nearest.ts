import type { Card, Catalogue, WordVectors } from '../../library.ts';
import type { Token } from '../tokens.ts';
import { type Act, actOf, actOfPhrase, verbOf } from './errand.ts';
import { findFrame, frameOf, ownWords } from './frames.ts';
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

/** A goal as it is compared. */
export interface Wished {
  readonly terms: readonly Term[];
  /** Of its first sentence. */
  readonly tokens: readonly Token[];
}

interface Phrase {
  readonly card: Card;
  readonly terms: readonly Term[];
  readonly act: Act | null;
}

interface Framed {
  readonly card: Card;
  readonly frame: readonly string[];
  /** Stems of its own words: a goal without one of them does not say it. */
  readonly stems: readonly string[];
  readonly act: Act | null;
}

/** Finds the templates that a goal is nearest to: by its words, or also by what they mean. */
export class TemplateIndex {
  readonly words: GoalWords;
  readonly #phrases: readonly Phrase[];
  readonly #frames: readonly Framed[];
  /** Phrases by each stem that says what they are about; by their place. */
  readonly #placesByStem = new Map<string, number[]>();
  readonly #rarity = new Map<string, number>();
  /** Of a word that no template knows. */
  readonly #unknown: number;
  #kinship: { readonly by: WordVectors; readonly kinship: Kinship } | null = null;

  constructor(catalogue: Catalogue) {
    const { cards } = catalogue;
    this.words = new GoalWords(catalogue);
    const phrases = cards.flatMap((card) =>
      [...card.recall, card.title].map((phrase) => {
        const words = phrase.toLowerCase().split(' ');
        return { card, phrase, frame: frameOf(phrase), act: actOfPhrase(words) };
      }),
    );
    this.#frames = phrases.flatMap(({ card, frame, act }) =>
      frame === null ? [] : { card, frame, act, stems: ownWords(frame).map((word) => this.words.stemOf(word)) },
    );
    this.#phrases = phrases
      .filter(({ frame }) => frame === null)
      .map(({ card, phrase, act }) => ({ card, act, terms: this.words.ofPhrase(phrase) }))
      .filter(({ terms }) => countMatter(terms) > 0);
    for (const [place, { terms }] of this.#phrases.entries()) {
      for (const { stem, isGeneric } of terms) {
        if (isGeneric) continue;
        const places = this.#placesByStem.get(stem);
        if (places === undefined) this.#placesByStem.set(stem, [place]);
        else places.push(place);
      }
    }
    const cardsWith = new Map<string, Set<Card>>();
    for (const { card, terms } of this.#phrases)
      for (const { stem } of terms) cardsWith.set(stem, (cardsWith.get(stem) ?? new Set()).add(card));
    for (const [stem, found] of cardsWith) this.#rarity.set(stem, Math.log(1 + cards.length / found.size));
    this.#unknown = Math.log(1 + 2 * cards.length) * UNKNOWN;
  }

  /** Each template once, the nearest first. */
  byWords(goal: Wished): readonly Near[] {
    const places = new Set(goal.terms.flatMap(({ stem }) => this.#placesByStem.get(stem) ?? []));
    const phrases = [...places].sort((a, b) => a - b).flatMap((place) => this.#phrases[place] ?? []);
    return this.#nearest(goal, phrases, () => 0);
  }

  byMeaning(goal: Wished, vectors: WordVectors): readonly Near[] {
    if (this.#kinship?.by !== vectors) this.#kinship = { by: vectors, kinship: createKinship(vectors) };
    const near = this.#nearest(goal, this.#phrases, this.#kinship.kinship);
    // One kindred word is a coincidence.
    const sure = near.map((one) => (countMatter(one.matched) < 2 ? { ...one, score: one.score * DOUBTFUL } : one));
    return sure.sort((a, b) => b.score - a.score);
  }

  /**
   * The measure is the share of what goal and phrase say that the other says too (Dice's coefficient), each word weighed by
   * its inverse document frequency, as in BM25; the best of a template's phrases counts.
   */
  #nearest({ terms: said, tokens }: Wished, phrases: readonly Phrase[], meaning: Kinship): readonly Near[] {
    const best = new Map<Card, Near>();
    const begun = actOf(tokens);
    const act = begun?.isSmall ? begun.act : null;
    // Of an errand only the words count: "read a book" is near to "read papers".
    const kinship: Kinship = act === null ? meaning : () => 0;
    const implied = said.filter(({ isImplied }) => isImplied);
    for (const { card, terms, act: own } of phrases) {
      if (act !== null && act !== own) continue;
      const goal =
        implied.length === 0
          ? said
          : said.filter((term) => !term.isImplied || terms.some(({ stem }) => stem === term.stem));
      const credits = goal.map((term) => creditAmong(term, terms, kinship));
      const shared =
        this.#sum(goal, (i) => credits[i] ?? 0) + this.#sum(terms, (i) => creditAmong(terms[i], goal, kinship));
      const all = this.#sum(goal, () => 1) + this.#sum(terms, () => 1);
      const matched = goal.filter((_, i) => (credits[i] ?? 0) >= SAME);
      const score =
        (shared / Math.max(all, 1e-9)) *
        (act !== null ? errand(matched, act) : doubt(goal, terms, matched, isWhole(begun?.act ?? null, own)));
      if (score > Math.max(LEAST, best.get(card)?.score ?? 0)) best.set(card, { card, score, matched });
    }
    const stems = new Set(tokens.map(({ lower }) => this.words.stemOf(lower)));
    for (const { card, frame, act: own, stems: needed } of this.#frames) {
      if ((act !== null && act !== own) || !needed.every((stem) => stems.has(stem))) continue;
      const found = findFrame(frame, tokens, this.words);
      const score = FRAMED + (found?.length ?? 0) * FRAMED_WORD;
      if (found === null || score <= (best.get(card)?.score ?? 0)) continue;
      const matched = said.filter((term) => found.some(({ start, end }) => start < term.end && term.start < end));
      best.set(card, { card, score, matched });
    }
    return [...best.values()].sort((a, b) => b.score - a.score);
  }

  #rareness(stem: string, head: string | null): number {
    const known = this.#rarity.get(stem);
    if (known !== undefined) return known;
    return this.#unknown * (head === null ? 1 : MODIFIER);
  }

  #sum(terms: readonly Term[], share: (i: number) => number): number {
    return terms.reduce((sum, { stem, weight, head }, i) => sum + weight * this.#rareness(stem, head) * share(i), 0);
  }
}

/**
 * What shared words are worth when they are about something else: 1 when nothing speaks against it.
 *
 * - "Wash the car": another deed than any that is done there to a car.
 * - "Go home": of "own home" only the thing is there, and nothing plans.
 * - "Write to Tom": the deed alone, not what it is done to.
 * - "Get the car": one that is at hand, and no word besides it. To organise one ("the burial") is to bring it about.
 */
function doubt(goal: readonly Term[], phrase: readonly Term[], matched: readonly Term[], isSameAct: boolean): number {
  const first = goal.find(({ isGeneric, isDeed }) => isDeed || !isGeneric);
  const isOtherDeed = first?.isDeed === true && !matched.includes(first);
  const isPlanned = goal.some(({ isPlanning }) => isPlanning) || matched.some(({ isGeneric }) => isGeneric);
  const isThingAlone = !isPlanned && countMatter(phrase) === 1 && phrase.some(({ isGeneric }) => isGeneric);
  const hasThing = (term: Term) => !term.isGeneric && term.stem !== first?.stem && term.weight === 1;
  const isDeedAlone =
    first?.isDeed === true &&
    matched.every((term) => term.isGeneric || term === first) &&
    (goal.some(hasThing) || phrase.some(hasThing));
  const things = goal.filter(({ isGeneric, weight }) => !isGeneric && weight === 1).slice(0, 2);
  // "Paris with my mum" is not about becoming one.
  const isBeside = !matched.some(({ isGeneric, weight }) => !isGeneric && weight === 1);
  const isAtHand =
    !isSameAct &&
    !goal.some(({ isOrganising }) => isOrganising) &&
    countMatter(matched) < 2 &&
    things.some(({ isDefinite }) => isDefinite);
  let worth = isOtherDeed ? OTHER_DEED : 1;
  for (const isDoubtful of [isThingAlone, isDeedAlone, isAtHand, isOfAnother(matched), isBeside])
    if (isDoubtful) worth *= DOUBTFUL;
  return worth;
}

/** What an errand's words are worth: its act is the phrase's own, so that it is done to the same is all that can be asked. */
function errand(matched: readonly Term[], act: Act): number {
  const isDoneToSame = matched.some(({ isGeneric, stem }) => !isGeneric && stem !== verbOf(act));
  return isDoneToSame && !isOfAnother(matched) ? 1 : DOUBTFUL;
}

/** "Dog food" is no dog. */
function isOfAnother(matched: readonly Term[]): boolean {
  return matched.some(
    ({ head, weight, isGeneric }) =>
      head !== null && weight === 1 && !isGeneric && !matched.some(({ stem }) => stem === head),
  );
}

/** "Sort out the cellar": a verb that its little word makes a deed of its own says more than the verb. */
function isWhole(act: Act | null, own: Act | null): boolean {
  return act !== null && act === own && act !== verbOf(act);
}

/** How many words say what it is about. */
const countMatter = (terms: readonly Term[]): number => terms.filter(({ isGeneric }) => !isGeneric).length;

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

/** A frame says less than a phrase whose every word is there, and each of its words makes it surer. */
const FRAMED = 0.7;
const FRAMED_WORD = 0.03;
/** What a word weighs that no template knows and that only tells more about another ("gall bladder operation"). */
const MODIFIER = 0.4;
/** What no template knows may be a name or a taste: it speaks less against one than a word of another one does. */
const UNKNOWN = 0.7;
const SAME = 0.4;
const OTHER_DEED = 0.75;
const DOUBTFUL = 0.6;
const LEAST = 0.05;
