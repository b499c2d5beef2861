import type { Mark } from './order-words.ts';

/** Tasks that one link puts before or after others. */
export interface Operand {
  readonly keys: readonly number[];
  readonly isSure: boolean;
  /** "each step", "everything else". */
  readonly isMany: boolean;
  readonly marks: ReadonlySet<Mark>;
  /** Where it stands in the clause, and where what follows it begins. */
  readonly at: number;
  readonly next: number;
}

/** Two tasks named together are "both" rather than two that were named apart. */
export function lastTwo(operands: readonly Operand[]): readonly [readonly number[], readonly number[]] | null {
  const pair = operands.findLast(({ keys }) => keys.length === 2)?.keys;
  if (pair !== undefined) return [pair.slice(0, 1), pair.slice(1)];
  const [one, two] = [operands.at(-2), operands.at(-1)];
  return one === undefined || two === undefined ? null : [one.keys, two.keys];
}

export function joined(chain: readonly Operand[]): Operand {
  const [first] = chain;
  return {
    keys: [...new Set(chain.flatMap(({ keys }) => keys))],
    isSure: chain.every(({ isSure }) => isSure),
    isMany: chain.some(({ isMany }) => isMany),
    marks: new Set(chain.flatMap(({ marks }) => [...marks])),
    at: first?.at ?? 0,
    next: chain.at(-1)?.next ?? 0,
  };
}

/** "between steps 2 and 3" */
export function ends(row: Operand): readonly [Operand | null, Operand | null] {
  const [first, last] = [row.keys[0], row.keys.at(-1)];
  if (first === undefined || last === undefined || first === last) return [null, null];
  return [
    { ...row, keys: [first] },
    { ...row, keys: [last] },
  ];
}
