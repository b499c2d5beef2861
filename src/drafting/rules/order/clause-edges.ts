import type { ClauseRelations } from './clause-relations.ts';
import type { ClauseState } from './clause-state.ts';
import type { Operand } from './operand.ts';
import type { GroupsOf } from './relations.ts';

/** "X first", "first X", "Y comes last": a task put before or behind all others that the clause, or else the plan, knows. */
export class ClauseEdges {
  #first: Operand | null = null;
  #isFirstNext = false;
  #last: Operand | null = null;
  #isLastNext = false;

  /** @param edge the task that the word stands behind; null where the next one is meant */
  mark(link: 'first' | 'last', edge: Operand | null): void {
    if (link === 'first') {
      if (edge !== null) this.#first = edge;
      else this.#isFirstNext = true;
    } else if (edge !== null) this.#last = edge;
    else this.#isLastNext = true;
  }

  say(operand: Operand): void {
    if (this.#isFirstNext) this.#first = operand;
    if (this.#isLastNext) this.#last = operand;
    this.#isFirstNext = false;
    this.#isLastNext = false;
  }

  place(state: ClauseState, relations: ClauseRelations, groups: GroupsOf): void {
    const [first, last] = [this.#first, this.#last];
    const isTold = relations.found.some(({ type }) => type !== 'parallel');
    if (first !== null && !isTold) {
      const rest = othersThan(first, state, groups);
      if (rest !== null) relations.order(first, rest, 'first', first.at, 0);
    }
    if (last !== null && (!isTold || this.#isLastNext)) {
      const rest = othersThan(last, state, groups);
      if (rest !== null) relations.order(rest, last, 'last', last.at, 0);
    }
  }
}

function othersThan(edge: Operand, { operands }: ClauseState, groups: GroupsOf): Operand | null {
  const near = operands.filter((operand) => operand !== edge && operand.keys.every((key) => !edge.keys.includes(key)));
  const keys =
    near.length > 0 ? near.flatMap((operand) => operand.keys) : groups.all.filter((key) => !edge.keys.includes(key));
  return keys.length === 0
    ? null
    : { ...edge, keys: [...new Set(keys)], isSure: near.length > 0 && near.every(({ isSure }) => isSure) };
}
