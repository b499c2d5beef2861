import type { Link, Mark } from './order-words.ts';
import type { Part } from './parts.ts';

/** The parts of one clause, looked at from a place in it. */
export class ClauseWords {
  readonly #parts: readonly Part[];

  constructor(parts: readonly Part[]) {
    this.#parts = parts;
  }

  /** Behind joined tasks a verb or a joint begins: the last of them is its subject. */
  opensNext(at: number): boolean {
    const part = this.#parts[this.skipMarks(at)];
    return part?.type === 'link' && (isJoint(part.link) || isVerb(part.link));
  }

  isBareComma(from: number, to: number): boolean {
    const between = this.#parts.slice(from, to).filter(({ type }) => type === 'join');
    return between.length > 0 && between.every((part) => part.type === 'join' && part.isComma);
  }

  before(at: number): Part | undefined {
    return this.#parts[at - 1];
  }

  rest(at: number): readonly Part[] {
    return this.#parts.slice(at);
  }

  skipMarks(at: number): number {
    let i = at;
    while (this.#parts[i]?.type === 'mark' || this.#parts[i]?.type === 'open') i += 1;
    return i;
  }

  skipJoins(at: number): number {
    let i = at;
    for (; i < this.#parts.length; i++) {
      const part = this.#parts[i];
      // "Y, but X first": what is set against each other is not joined.
      if (part?.type === 'mark' && part.mark === 'but') return at;
      // "X, with Y to follow"; "leave Y for later, X first"
      if (part?.type === 'mark' && (part.mark === 'with' || (part.mark === 'wait' && !this.#isJoined(at, i))))
        return at;
      if (part?.type !== 'join' && part?.type !== 'mark' && part?.type !== 'close') break;
    }
    // Marks alone join nothing.
    return this.#isJoined(at, i) || i === at ? i : at;
  }

  #isJoined(from: number, to: number): boolean {
    return this.#parts.slice(from, to).some(({ type }) => type === 'join');
  }

  /** Marks beside a task, up to what else stands there. */
  marksAround(at: number): ReadonlySet<Mark> {
    const marks = new Set<Mark>();
    for (const step of [-1, 1]) {
      for (let i = at + step; ; i += step) {
        const part = this.#parts[i];
        if (part?.type !== 'mark') break;
        marks.add(part.mark);
      }
    }
    return marks;
  }

  marksBetween(from: number, to: number): ReadonlySet<Mark> {
    const marks = new Set<Mark>();
    for (const part of this.#parts.slice(from, to)) if (part.type === 'mark') marks.add(part.mark);
    return marks;
  }
}

type Joint = 'after' | 'when' | 'unless' | 'if' | 'before' | 'until' | 'so';
type VerbLink = 'earlier' | 'feeds' | 'later' | 'requires' | 'uses';

/** A link that joins a clause: "after". */
export function isJoint(link: Link): link is Joint {
  return JOINTS.has(link);
}

/** A link that is the verb of its clause: "precedes". */
export function isVerb(link: Link): link is VerbLink {
  return VERBS.has(link);
}

const JOINTS: ReadonlySet<Link> = new Set<Joint>(['after', 'when', 'unless', 'if', 'before', 'until', 'so']);
const VERBS: ReadonlySet<Link> = new Set<VerbLink>(['earlier', 'feeds', 'later', 'requires', 'uses']);
