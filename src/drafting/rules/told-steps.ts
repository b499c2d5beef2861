import type { SubClause } from './clauses.ts';
import { speaksOfTold } from './conditions.ts';
import type { Language } from './language.ts';
import type { Text } from './mask.ts';
import { stemsIn } from './same-task.ts';
import type { Seed } from './seed.ts';
import { type Token, tokenize } from './tokens.ts';

/** The steps that a paragraph has told so far, for clauses that speak of them: "if it is rejected", "once you have both". */
export class ToldSteps {
  readonly #text: Text;
  readonly #language: Language;
  readonly #seeds: readonly Seed[];
  /** What the last condition hung on, and in which sentence. */
  #decision: { readonly step: number; readonly sentence: number } | null = null;

  constructor(text: Text, language: Language, seeds: readonly Seed[]) {
    this.#text = text;
    this.#language = language;
    this.#seeds = seeds;
  }

  /** "both": the last two; "all of that": every one. */
  group(which: 'two' | 'all', before: number): readonly number[] {
    const told = this.#before(before, which === 'two' ? 2 : MOST_TOLD);
    return told.toReversed();
  }

  /** The step that a clause in front of another speaks of, by what they share or by a pronoun; null for none. */
  meantBy(sub: SubClause, tokens: readonly Token[], seed: number, sentence: number): number | null {
    const [, from] = sub.cue;
    const told = this.#before(seed, MOST_LOOKED_AT);
    const decision = this.#decisionAt(sentence);
    const stems = stemsIn(tokens, from, sub.to, this.#language);
    const shared = told.find((step) => this.#shares(step, stems)) ?? null;
    const points = shared === null && speaksOfTold(tokens, from, sub.to, this.#language);
    // A second "if" asks about the same as the first.
    const meant = shared ?? (points ? ((sub.joint === 'if' ? decision : null) ?? told[0] ?? null) : null);
    if (sub.joint === 'if') this.#decision = meant === null ? null : { step: meant, sentence };
    return meant;
  }

  /** What "otherwise" hangs on. */
  otherwise(sentence: number): number | null {
    return this.#decisionAt(sentence);
  }

  #decisionAt(sentence: number): number | null {
    const decision = this.#decision;
    return decision !== null && sentence - decision.sentence <= 1 ? decision.step : null;
  }

  #shares(step: number, stems: ReadonlySet<string>): boolean {
    const seed = this.#seeds[step];
    if (seed === undefined || stems.size === 0) return false;
    const own = tokenize(this.#text, seed.range);
    for (const stem of stemsIn(own, 0, own.length, this.#language)) if (stems.has(stem)) return true;
    return false;
  }

  /** The nearest first. */
  #before(seed: number, most: number): readonly number[] {
    const told: number[] = [];
    for (let i = seed - 1; i >= 0 && told.length < most; i--) {
      const one = this.#seeds[i];
      if (one !== undefined && one.type === 'task' && !one.isImplied) told.push(i);
    }
    return told;
  }
}

/** Steps that a condition may share a word with; it also bounds the work on a text of thousands of conditions. */
const MOST_LOOKED_AT = 12;
/** More than a hundred are no "all of that". */
const MOST_TOLD = 100;
