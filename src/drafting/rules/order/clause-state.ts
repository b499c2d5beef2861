import type { Operand } from './operand.ts';
import type { Discourse } from './relations.ts';

/** What a clause has said so far, from left to right. */
export class ClauseState {
  subject: Operand | null = null;
  /** The last in time so far, for "then". */
  latest: Operand | null = null;
  readonly operands: Operand[] = [];
  /** Minutes that the next link is to wait. */
  lag = 0;
  /** Where the clause of the present subject begins: "not" counts from here on. */
  begin = 0;
  /** What the sentences before spoke of. */
  readonly discourse: Discourse;

  constructor(discourse: Discourse) {
    this.discourse = discourse;
  }

  takeLag(): number {
    const { lag } = this;
    this.lag = 0;
    return lag;
  }
}
