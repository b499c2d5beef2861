import type { Action } from './action-shape.ts';
import type { SubClause, SubMeaning } from './clauses.ts';
import type { Language } from './language.ts';
import { skipLead } from './lead.ts';
import type { Range } from './mask.ts';
import { type Asked, askedOf, isSaidAgain, pointsBack, share, stemsIn, type Tie, tieOf } from './same-task.ts';
import type { Seed } from './seed.ts';
import type { Token } from './tokens.ts';

/** The words that a request was read from. */
export interface Said {
  readonly tokens: readonly Token[];
  readonly action: Action;
  readonly from: number;
  readonly to: number;
  readonly said: Range;
  /** The clause in front. */
  readonly led: SubClause | null;
  /** It stands behind a colon, under what the words in front of it ask for. */
  readonly isPart: boolean;
  readonly isThen: boolean;
  readonly sentence: number;
}

/** What is no task tells about the task before it, or about all of them when it comes first. */
export function noteOn(seeds: readonly Seed[], notes: Range[], range: Range): void {
  const before = seeds.findLast((seed) => !seed.isImplied);
  if (before === undefined) notes.push(range);
  else before.notes.push(range);
}

/** Follows what a paragraph is about from request to request, so that words about one task do not become several. */
export class RequestThread {
  readonly #seeds: Seed[];
  readonly #notes: Range[];
  readonly #language: Language;
  /** The request that words may still be about. */
  #current: {
    readonly seed: number;
    readonly asked: Asked;
    readonly sentence: number;
    /** The last sentence that tells more about it. */
    readonly heard: number;
  } | null = null;
  #isTalk = false;
  /** "I have to do my taxes. Gather …": what may be the whole, the sentence up to which that is so, and its parts. */
  #frame: { readonly seed: number; readonly asked: Asked; sentence: number; readonly parts: number[] } | null = null;
  /** "Plan the party. First, …": what the steps from there on are parts of. */
  #whole = -1;
  /** Facts in front of a request that may be about it: "I have a long video. Please cut it." */
  #held: { readonly range: Range; readonly stems: ReadonlySet<string>; readonly isApart: boolean }[] = [];

  constructor(seeds: Seed[], notes: Range[], language: Language) {
    this.#seeds = seeds;
    this.#notes = notes;
    this.#language = language;
  }

  /** Somebody is talked to: "please", "could you", "give me". */
  get isTalk(): boolean {
    return this.#isTalk;
  }

  /** Adds a request, unless it only tells more about the one before. */
  take(seed: Seed, words: Said): { readonly seed: number; readonly isNew: boolean } {
    const { tokens, action, to, sentence } = words;
    const asked = askedOf(tokens, action, words.from, to, this.#language);
    this.#isTalk ||= action.isPolite || action.announces !== 'no' || TO_ME.test(tokens[action.verb + 1]?.lower ?? '');
    const before = words.isPart || words.isThen ? null : this.#current;
    const tie = before === null ? 'apart' : this.#tie(before, asked, words);
    if (before !== null && tie !== 'apart' && tie !== 'begins') {
      this.#join(before, seed, asked, tie, words);
      return { seed: before.seed, isNew: false };
    }
    if (before !== null && tie === 'begins' && this.#seeds.length === 1 && before.sentence < sentence)
      this.#whole = before.seed;
    const notes = [...this.#letGo(asked, pointsBack(tokens, action.verb, to, this.#language)), ...seed.notes];
    this.#seeds.push({ ...seed, notes, parent: words.isPart ? seed.parent : this.#whole });
    this.#current = { seed: this.#seeds.length - 1, asked, sentence, heard: sentence };
    this.#followFrame(this.#seeds.length - 1, asked, words);
    return { seed: this.#seeds.length - 1, isNew: true };
  }

  /** Follows whether the first request is an undertaking and the others are its parts. */
  #followFrame(
    seed: number,
    asked: Asked & { readonly isApart: boolean },
    { action, tokens, sentence, led }: Said,
  ): void {
    if (seed === 0) {
      const verb = action.base ?? tokens[action.verb]?.lower ?? '';
      const isLets = action.verb > 0 && LETS.test(tokens[action.verb - 1]?.lower ?? '');
      const isWhole = (asked.announces !== 'no' || isLets) && action.how !== 'wanted' && !asked.hasValues;
      if (isWhole && this.#language.asking.undertakings.has(verb)) this.#frame = { seed, asked, sentence, parts: [] };
      return;
    }
    if (this.#frame === null) return;
    const isFirst = this.#frame.parts.length === 0;
    const isOwn = asked.announces !== 'no' && action.how !== 'request';
    if (isFirst && (asked.isApart || led !== null || isOwn || sentence === this.#frame.sentence)) this.#frame = null;
    else if (isOwn && asked.isApart) this.#frame.sentence = Number.NEGATIVE_INFINITY;
    else if (this.#frame.sentence >= 0) this.#frame.parts.push(seed);
  }

  #tie(
    before: { readonly asked: Asked; readonly sentence: number; readonly heard: number },
    asked: ReturnType<typeof askedOf>,
    { tokens, action, to, led, sentence }: Said,
  ): Tie {
    // "When that is done, …" is another step.
    if (led?.says.type === 'previous') return 'apart';
    return tieOf(before.asked, asked, {
      tokens,
      action,
      to,
      isLed: led !== null,
      isNext: before.sentence === sentence - 1,
      isNear: before.heard === sentence - 1,
      isSameSentence: before.sentence === sentence,
      isTalk: this.#isTalk,
      language: this.#language,
    });
  }

  /** Takes the words of a request into the one before it. */
  #join(
    before: { readonly seed: number; readonly asked: Asked },
    next: Seed,
    asked: Asked,
    tie: 'detail' | 'restates' | 'carries-out',
    { said, sentence }: Said,
  ): void {
    const first = this.#seeds[before.seed];
    if (first === undefined) return;
    // Nobody says so much of one thing, and every word more would be looked at again.
    if (first.notes.length > MOST_NOTES) this.#current = null;
    if (this.#frame?.seed === before.seed) this.#frame = null;
    if (tie === 'detail') {
      first.notes.push(...next.notes, said);
      this.#seeds[before.seed] = { ...first, details: [...first.details, said] };
      for (const stem of asked.stems) before.asked.stems.add(stem);
      for (const noun of asked.named) before.asked.named.add(noun);
      if (this.#current !== null) this.#current = { ...this.#current, sentence, heard: sentence };
      return;
    }
    const isSame = tie === 'restates';
    const start = isSame ? first.range.start : next.range.start;
    const range = { start, end: next.range.end };
    const inside = first.notes.filter((note) => note.start < range.start || note.end > range.end);
    if (!isSame) this.#notes.push({ start: first.range.start, end: first.range.end });
    this.#seeds[before.seed] = {
      ...next,
      range,
      parent: first.parent,
      details: [range],
      notes: isSame ? [...inside, { start: first.range.start, end: said.end }] : [...inside, ...next.notes],
      assignee: next.assignee ?? first.assignee,
      asks: [...first.asks, ...next.asks],
    };
    if (isSame) for (const stem of before.asked.stems) asked.stems.add(stem);
    this.#current = { seed: before.seed, asked, sentence, heard: sentence };
  }

  /** The request at hand, where "once …" or "after …" in front of the next says that it is done; else null. */
  repeatedBy(
    tokens: readonly Token[],
    { verb, base, object }: Extract<SubMeaning, { type: 'act' }>,
    to: number,
  ): number | null {
    return this.#current !== null &&
      isSaidAgain(this.#current.asked, { tokens, verb, base, object, to }, this.#language)
      ? this.#current.seed
      : null;
  }

  /** A sentence that asks for nothing: about the request before, or, behind "next", about the one to come. */
  hold(range: Range, tokens: readonly Token[]): void {
    const { isApart } = skipLead(tokens, 0, tokens.length, this.#language);
    const isMore = !isApart && this.#current !== null && this.#held.length === 0;
    const stems = stemsIn(tokens, 0, tokens.length, this.#language);
    if (isMore) {
      noteOn(this.#seeds, this.#notes, range);
      // Who tells more of it means it.
      if (this.#frame?.parts.length === 0 && share(stems, this.#frame.asked.stems)) this.#frame = null;
      for (const stem of stems) this.#current?.asked.stems.add(stem);
      if (this.#current !== null) this.#current = { ...this.#current, heard: this.#current.heard + 1 };
      return;
    }
    if (isApart) this.#current = null;
    this.#held.push({ range, stems, isApart });
  }

  /** Nothing comes any more that facts could be about. */
  end(): void {
    this.#letGo(null, false);
    if (this.#frame === null || this.#frame.parts.length < 2) return;
    for (const part of this.#frame.parts) {
      const seed = this.#seeds[part];
      if (seed !== undefined && seed.parent < 0) this.#seeds[part] = { ...seed, parent: this.#frame.seed };
    }
  }

  /** The facts held back that belong to what is asked for now; the others stay notes where they stood. */
  #letGo(asked: Asked | null, pointsBack: boolean): readonly Range[] {
    const own: Range[] = [];
    let isOwn = pointsBack;
    for (const { range, stems, isApart } of this.#held) {
      isOwn ||= isApart || (asked !== null && share(stems, asked.stems));
      if (isOwn && asked !== null) own.push(range);
      else noteOn(this.#seeds, this.#notes, range);
    }
    this.#held = [];
    return own;
  }
}

const MOST_NOTES = 40;
const LETS = /^(?:let's|lets|us|to)$/u;
const TO_ME = /^(?:me|us)$/u;
