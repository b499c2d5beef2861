import type { Joint } from './language.ts';
import type { Range } from './mask.ts';
import type { ToldClause } from './told-clauses.ts';

/** One step needs another; `cue` are the words that say so, where there are any. */
export interface FlowNeed {
  readonly from: number;
  readonly to: number;
  readonly cue: Range | null;
  readonly joint: Joint | null;
}

export interface StepPlace {
  readonly link: ToldClause['link'];
  /** Its sentence begins with "if". */
  readonly isConditional: boolean;
  readonly isFirst: boolean;
  readonly cue: Range | null;
}

/**
 * The order in which a process is told. What is told next needs what was told before; "or", "otherwise" and one "if" after
 * another open branches from the same step, and what follows them needs the ends of all.
 */
export class ProcessFlow {
  readonly needs: FlowNeed[] = [];
  /** What the next step needs. */
  #ends: readonly number[] = [];
  /** What each step needs. */
  readonly #before: (readonly number[])[] = [];
  #branch: { readonly base: readonly number[]; ends: readonly number[] } | null = null;
  #isBranching = false;

  beginSentence(): void {
    if (this.#branch !== null && !this.#isBranching) this.#close();
    this.#isBranching = false;
  }

  add(step: number, { link, isConditional, isFirst, cue }: StepPlace): void {
    const last = step - 1;
    if (link === 'or' && !isFirst) {
      this.#need(step, this.#before[last] ?? [], null);
      this.#ends = [...this.#ends, step];
      return;
    }
    if (link === 'meanwhile' && step > 0) {
      this.#need(step, this.#before[last] ?? [], cue);
      this.#ends = [...this.#ends, step];
      return;
    }
    if ((isFirst && isConditional) || link === 'otherwise') {
      const base = link === 'otherwise' ? (this.#before[last] ?? []) : this.#ends;
      if (this.#branch === null) this.#branch = { base, ends: link === 'otherwise' ? this.#ends : [] };
      else this.#branch.ends = [...this.#branch.ends, ...this.#ends];
      this.#need(step, this.#branch.base, null);
      this.#ends = [step];
      this.#isBranching = true;
      return;
    }
    if (isFirst && this.#branch !== null) this.#close();
    this.#need(step, this.#ends, cue);
    this.#ends = [step];
  }

  /** "Once the form is signed, …": what comes now needs that step. */
  goBackTo(step: number): void {
    if (!this.#ends.includes(step)) this.#ends = [step];
  }

  /** A step that was named before it was told. */
  resume(step: number): void {
    this.#ends = [step];
  }

  /** An event told behind what it starts: "the clerk signs once the form is checked". */
  insertBefore(event: number, step: number, cue: Range | null, joint: Joint | null): void {
    this.#need(event, this.#before[step] ?? [], null);
    this.needs.push({ from: step, to: event, cue, joint });
    this.#ends = [step];
  }

  #close(): void {
    const branch = this.#branch;
    this.#branch = null;
    if (branch !== null && branch.ends.length > 0) this.#ends = [...new Set([...branch.ends, ...this.#ends])];
  }

  #need(step: number, before: readonly number[], cue: Range | null): void {
    const known = before.filter((one) => one !== step);
    this.#before[step] = known;
    for (const to of known) this.needs.push({ from: step, to, cue, joint: null });
  }
}
