import type { ClauseState } from './clause-state.ts';
import type { ClauseWords } from './clause-words.ts';
import { joined, lastTwo, type Operand } from './operand.ts';
import type { Group } from './order-words.ts';
import type { Part } from './parts.ts';
import type { GroupsOf } from './relations.ts';

/** The tasks that a clause names from a place on: one, several joined, or a group seen from what was said so far. */
export class ClauseOperands {
  readonly #parts: readonly Part[];
  readonly #words: ClauseWords;
  readonly #groups: GroupsOf;
  readonly #named: ReadonlySet<number>;
  readonly #state: ClauseState;

  constructor(
    parts: readonly Part[],
    words: ClauseWords,
    groups: GroupsOf,
    named: ReadonlySet<number>,
    state: ClauseState,
  ) {
    this.#parts = parts;
    this.#words = words;
    this.#groups = groups;
    this.#named = named;
    this.#state = state;
  }

  /** One task, or several joined ones. In front of its main clause, tasks end at the comma that the main clause begins behind. */
  take(from: number, as: 'subject' | 'object' | 'fronted'): Operand | null {
    let operand = this.takeOne(this.#words.skipMarks(from));
    if (operand === null) return null;
    const chain = [operand];
    for (let at = operand.next; ; ) {
      const next = this.#words.skipJoins(at);
      if (next === at) break;
      const one = this.takeOne(this.skipIdle(next, true));
      if (one === null) break;
      chain.push(one);
      at = one.next;
    }
    let length = chain.length;
    if (as === 'fronted') {
      // The last bare comma parts what was opened from the main clause.
      for (let i = chain.length - 1; i > 0; i--) {
        if (!this.#words.isBareComma(chain[i - 1]?.next ?? 0, chain[i]?.at ?? 0)) continue;
        length = i;
        break;
      }
    } else if (as === 'object' && length > 1 && this.#words.opensNext(chain.at(-1)?.next ?? 0)) length -= 1;
    operand = chain[0] ?? operand;
    return length === 1 ? operand : joined(chain.slice(0, length));
  }

  takeOne(at: number): Operand | null {
    const part = this.#parts[at];
    if (part === undefined) return null;
    if (part.type === 'tasks')
      return {
        keys: part.keys,
        isSure: part.isSure,
        isMany: false,
        marks: this.#words.marksAround(at),
        at,
        next: at + 1,
      };
    if (part.type !== 'group') return null;
    const keys = this.#keysOf(part.group);
    const isMany = part.group === 'others' || part.group === 'all' || part.group === 'above';
    return keys.length === 0
      ? null
      : { keys, isSure: true, isMany, marks: this.#words.marksAround(at), at, next: at + 1 };
  }

  #keysOf(group: Group): readonly number[] {
    const { previous, topic } = this.#state.discourse;
    const [one, two] = lastTwo(this.#state.operands) ?? [this.#state.discourse.former, this.#state.discourse.latter];
    switch (group) {
      case 'others':
        return this.#groups.all.filter((key) => !this.#named.has(key));
      case 'all':
        return this.#groups.all.filter((key) => !this.#named.has(key));
      case 'above':
        return this.#groups.above.filter((key) => !this.#named.has(key));
      case 'both':
        return [...new Set([...one, ...two])];
      case 'former':
        return one;
      case 'latter':
        return two;
      case 'previous':
        return this.#state.subject?.keys ?? previous;
      case 'topic':
        return this.#state.subject?.keys ?? topic;
    }
  }

  said(keys: readonly number[], at: number): Operand | null {
    return keys.length === 0 ? null : { keys, isSure: true, isMany: false, marks: new Set(), at, next: at };
  }

  /** "…, and after Y, Z": behind a joint a comma and another task follow. */
  isFrontedAgain(at: number, from: number): boolean {
    if (this.#words.before(at)?.type !== 'join') return false;
    const object = this.takeOne(this.#words.skipMarks(from));
    if (object === null) return false;
    for (let i = object.next; i < this.#parts.length; i++) {
      const part = this.#parts[i];
      if (part === undefined || part.type === 'link') return false;
      if (part.type === 'join' && part.isComma) return this.takeOne(this.#words.skipMarks(i + 1)) !== null;
    }
    return false;
  }

  /** Over marks, brackets, and "moving on to" behind a joint. */
  skipIdle(at: number, isJoined = false): number {
    let i = at;
    for (; i < this.#parts.length; i++) {
      const part = this.#parts[i];
      if (part?.type === 'mark' && part.mark !== 'with') continue;
      if (part?.type === 'open' || part?.type === 'colon') continue;
      if (part?.type === 'link' && !isJoined && (part.link === 'then' || part.link === 'first')) continue;
      if (part?.type === 'lag') {
        this.#state.lag = part.minutes;
        continue;
      }
      break;
    }
    return i;
  }
}
