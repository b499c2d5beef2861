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
  /** The told step that its condition repeats: "if the clerk confirms it, …"; null for none. */
  readonly known: number | null;
  /** It ends its branch: "the clerk rejects the form". */
  readonly isDeadEnd: boolean;
}

/**
 * The order in which a process is told. What is told next needs what was told before; "or", "otherwise" and one "if" after
 * another open branches from the same step, and what follows them needs the ends of all that go on.
 */
export class ProcessFlow {
  readonly needs: FlowNeed[] = [];
  /** What the next step needs. */
  #ends: readonly number[] = [];
  /** What each step needs. */
  readonly #before: (readonly number[])[] = [];
  /** Steps that nothing follows, as long as something else goes on. */
  readonly #dead = new Set<number>();
  #branch: { readonly base: readonly number[]; ends: readonly number[] } | null = null;
  #isBranching = false;

  beginSentence(): void {
    if (this.#branch !== null && !this.#isBranching) this.#close();
    this.#isBranching = false;
  }

  add(step: number, { link, isConditional, isFirst, cue, known, isDeadEnd }: StepPlace): void {
    const last = step - 1;
    if (isDeadEnd) this.#dead.add(step);
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
      const others = this.#ends.filter((end) => end !== known);
      const goesOn = link === 'otherwise' || known !== null || isDeadEnd;
      if (this.#branch === null) this.#branch = { base, ends: goesOn ? others : [] };
      else this.#branch.ends = [...this.#branch.ends, ...others];
      this.#need(step, known === null ? this.#branch.base : [known], null);
      this.#ends = [step];
      this.#isBranching = true;
      return;
    }
    if (isFirst && this.#branch !== null) this.#close();
    if (!isFirst && this.#ends.length === 1 && this.#dead.has(this.#ends[0] ?? -1)) this.#dead.add(step);
    this.#need(step, this.#ends, cue);
    this.#ends = [step];
  }

  /** "These two can be done at once": the last needs what the one before it needs. */
  putBeside(): void {
    const last = this.#before.length - 1;
    const other = last - 1;
    if (other < 0 || this.#before[last]?.length !== 1 || this.#before[last]?.[0] !== other) return;
    const shared = this.#before[other] ?? [];
    for (let i = this.needs.length - 1; i >= 0; i--)
      if (this.needs[i]?.from === last && this.needs[i]?.to === other) this.needs.splice(i, 1);
    this.#need(last, shared, null);
    this.#ends = [other, last];
  }

  /** "…, and the process ends." */
  endBranch(): void {
    for (const end of this.#ends) this.#dead.add(end);
    if (this.#branch !== null && this.#ends[0] !== undefined && this.#branch.ends.length === 0)
      this.#branch.ends = this.#branch.base;
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
    const told = before.filter((one) => one !== step);
    const alive = told.length > 1 ? told.filter((one) => !this.#dead.has(one)) : told;
    const known = alive.length > 0 ? alive : told;
    this.#before[step] = known;
    for (const to of known) this.needs.push({ from: step, to, cue, joint: null });
  }
}
