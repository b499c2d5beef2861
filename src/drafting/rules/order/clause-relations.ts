import type { ClauseState } from './clause-state.ts';
import type { ClauseWords } from './clause-words.ts';
import { meaningOf } from './meaning.ts';
import type { Operand } from './operand.ts';
import type { Link } from './order-words.ts';
import type { Part } from './parts.ts';
import type { Relation } from './relations.ts';

/** What comes out of a clause: each link, with who stands before and behind it, is what it means in time. */
export class ClauseRelations {
  readonly found: Relation[] = [];
  readonly #parts: readonly Part[];
  readonly #words: ClauseWords;
  readonly #state: ClauseState;

  constructor(parts: readonly Part[], words: ClauseWords, state: ClauseState) {
    this.#parts = parts;
    this.#words = words;
    this.#state = state;
  }

  relate(subject: Operand, link: Link, object: Operand, at: number, lag: number, isFronted: boolean): void {
    const [from, to] = isFronted ? [Math.max(0, at - 1), this.#parts.length] : [this.#state.begin, at];
    const meaning = meaningOf(link, subject.marks, object.marks, this.#words.marksBetween(from, to), isFronted);
    switch (meaning.type) {
      case 'none': {
        const keys = [...subject.keys, ...object.keys];
        const free = { earlier: keys, later: keys, link, isSure: true, isLikely: true, lagMinutes: 0 };
        this.push({ type: 'parallel', ...free }, at);
        return;
      }
      case 'order':
      case 'feeds':
      case 'failure': {
        const [earlier, later] = meaning.isSubjectFirst ? [subject, object] : [object, subject];
        this.order(earlier, later, link, at, lag, meaning.type);
      }
    }
  }

  order(
    earlier: Operand,
    later: Operand,
    link: Link,
    at: number,
    lagMinutes: number,
    type: 'order' | 'feeds' | 'failure' = 'order',
  ): void {
    const taken = new Set(later.keys);
    const first = earlier.keys.filter((key) => !taken.has(key));
    if (first.length === 0 || later.keys.length === 0) return;
    this.#state.latest = later;
    const isSure = earlier.isSure && later.isSure;
    // "the time needed for each step" is no order, whatever task the words before it happen to fit.
    if (!isSure && (earlier.isMany || later.isMany)) return;
    const isLikely = earlier.isSure || later.isSure;
    this.push({ type, earlier: first, later: later.keys, link, lagMinutes, isSure, isLikely }, at);
  }

  push(relation: Omit<Relation, 'from' | 'to'>, at: number): void {
    const { from, to } = this.#parts[at] ?? { from: 0, to: 0 };
    this.found.push({ ...relation, from, to });
  }
}
