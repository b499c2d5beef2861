import type { Row } from './row.ts';

/**
 * Rows that were just read or written, so that a live subscription, and the first replay after opening, need not read
 * them from the disk again. It holds the newest rows without a gap, up to a budget.
 */
export interface RowCache {
  add(row: Row): void;
  /** The rows of these ascending numbers, or undefined when any of them is not here. */
  pick(rows: readonly number[]): readonly Row[] | undefined;
  /** Lets go of all but the newest, up to this many UTF-16 units. */
  shrink(budget: number): void;
}

export function createRowCache(budget: number): RowCache {
  // A Map keeps the order of insertion, which is the order of row numbers.
  const rows = new Map<number, Row>();
  let held = 0;

  function shrink(to: number): void {
    for (const [number, row] of rows) {
      if (held <= to) return;
      rows.delete(number);
      held -= row.text.length;
    }
  }

  return {
    add(row) {
      rows.set(row.row, row);
      held += row.text.length;
      shrink(budget);
    },
    pick(numbers) {
      const picked: Row[] = [];
      for (const number of numbers) {
        const row = rows.get(number);
        if (row === undefined) return undefined;
        picked.push(row);
      }
      return picked;
    },
    shrink,
  };
}
