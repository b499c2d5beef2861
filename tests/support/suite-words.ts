import { afterEach, beforeEach, describe, it } from 'vitest';

/** What a contract suite is written in, so that it can be collected and run where there is no test runner: in a worker. */
export interface SuiteWords {
  readonly describe: (name: string, body: () => void) => void;
  readonly it: (name: string, test: () => unknown, timeoutMs?: number) => void;
  readonly beforeEach: (step: () => unknown) => void;
  readonly afterEach: (step: () => unknown) => void;
}

/** The runner's own. */
export const vitestWords: SuiteWords = { describe, it, beforeEach, afterEach };

export interface CollectedCase {
  /** The names of the groups around it and its own. */
  readonly name: string;
  /** With the steps before and after it. Rejects when the case fails. */
  readonly run: () => Promise<void>;
}

/** Takes down the cases of a suite instead of running them. */
export function collectCases(suite: (words: SuiteWords) => void): readonly CollectedCase[] {
  const cases: CollectedCase[] = [];
  let around: Group = { names: [], before: [], after: [] };
  suite({
    describe(name, body) {
      const outer = around;
      around = { names: [...outer.names, name], before: [...outer.before], after: [...outer.after] };
      body();
      around = outer;
    },
    it(name, test) {
      const { names, before, after } = around;
      cases.push({
        name: [...names, name].join(' > '),
        async run() {
          try {
            for (const step of before) await step();
            await test();
          } finally {
            for (const step of [...after].reverse()) await step();
          }
        },
      });
    },
    beforeEach: (step) => around.before.push(step),
    afterEach: (step) => around.after.push(step),
  });
  return cases;
}

interface Group {
  readonly names: readonly string[];
  readonly before: (() => unknown)[];
  readonly after: (() => unknown)[];
}
