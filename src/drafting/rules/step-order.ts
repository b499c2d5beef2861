import type { Action } from './action-shape.ts';
import type { Range } from './mask.ts';
import type { Reference, Seed } from './seed.ts';

/** Which step "then", "meanwhile" and "finally" mean, in a paragraph. */
export class StepOrder {
  readonly #seeds: readonly Seed[];
  readonly #references: (Reference & { seed: number })[];
  /** The step that "then" refers to: everything the part before asked for. */
  #step: readonly number[] = [];
  /** What the step before that was, for "meanwhile". */
  #stepBefore: readonly number[] = [];
  /** Steps that nothing follows yet, for "finally". */
  readonly #open = new Set<number>();
  /** "then" was said in this sentence. */
  #isThen = false;
  #seen = 0;

  constructor(seeds: readonly Seed[], references: (Reference & { seed: number })[]) {
    this.#seeds = seeds;
    this.#references = references;
  }

  get step(): readonly number[] {
    return this.#step;
  }

  /** A part of something begins: no step stands before its first. */
  begin(): void {
    this.#step = [];
  }

  follow(step: number): void {
    this.#look();
    this.#open.delete(step);
  }

  /**
   * @param listed the steps of its sentence that stand side by side with it
   * @param how `bare`: it is a verb joined to the step before, without words of its own in front; `told`: a process is
   *   told, in which what comes next is the next step
   */
  add(
    seed: number,
    sequence: Action['sequence'],
    cue: Range | null,
    isFirst: boolean,
    listed: readonly number[],
    how: 'bare' | 'told' | 'said',
  ): void {
    this.#look();
    if (isFirst) this.#isThen = false;
    const step = isFirst || listed.length === 0 ? this.#step : listed;
    switch (sequence) {
      case 'then':
        this.#need(seed, step, cue, 0.9);
        this.#isThen = true;
        this.#stepBefore = step;
        this.#step = [seed];
        return;
      case 'finally':
        this.#need(seed, [...this.#open], cue, 0.8);
        this.#stepBefore = this.#step;
        this.#step = [seed];
        return;
      case 'meanwhile':
        this.#need(seed, this.#stepBefore, cue, 0.6);
        this.#step = [...this.#step, seed].slice(-MOST_AT_ONCE);
        return;
      case 'beforehand':
        for (const one of step) this.#needs(one, seed, 'said-before', cue, 0.8);
        this.#open.delete(seed);
        this.#step = [seed, ...this.#step].slice(0, MOST_AT_ONCE);
        return;
      case 'otherwise':
        if (how === 'told') this.#need(seed, this.#stepBefore, cue, 0.6);
        this.#step = [...this.#step, seed].slice(-MOST_AT_ONCE);
        return;
      case 'first':
      case null:
        if (how === 'told' && sequence === null && step.length > 0) {
          for (const one of step) {
            this.#open.delete(one);
            this.#needs(seed, one, 'told-next', null, 0.7);
          }
          this.#stepBefore = step;
          this.#step = [seed];
          return;
        }
        // "…, then pay the rent and cancel the gym": both come then.
        if (!isFirst && this.#isThen && how === 'bare') this.#need(seed, this.#stepBefore, null, 0.6);
        if (isFirst) {
          this.#stepBefore = [];
          this.#step = [seed];
        } else this.#step = [...this.#step, seed];
    }
  }

  #look(): void {
    for (; this.#seen < this.#seeds.length; this.#seen++) {
      const seed = this.#seeds[this.#seen];
      if (seed !== undefined && seed.type !== 'question' && !seed.isImplied) this.#open.add(this.#seen);
    }
  }

  #need(seed: number, steps: readonly number[], cue: Range | null, confidence: number): void {
    for (const step of steps) {
      if (step === seed) continue;
      this.#open.delete(step);
      this.#needs(seed, step, 'said-then', cue, confidence);
    }
  }

  #needs(seed: number, step: number, why: Reference['why'], cue: Range | null, confidence: number): void {
    const target = { type: 'seed', seed: step } as const;
    this.#references.push({ seed, joint: 'after', why, cue, target, implied: null, confidence });
  }
}

/** Nobody does more side by side, and it bounds the work on a text that says "meanwhile" a thousand times. */
const MOST_AT_ONCE = 100;
