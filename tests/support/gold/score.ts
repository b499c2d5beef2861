import type { Outline } from './gold.ts';

/** What was right, what was too much and what was missing. */
export interface Count {
  readonly right: number;
  readonly found: number;
  readonly expected: number;
}

export interface Score {
  readonly tasks: Count;
  readonly needs: Count;
  /** Of the tasks that somebody other than the person could do, or that are questions. */
  readonly kinds: Count;
  readonly questions: Count;
}

export const NOTHING: Score = {
  tasks: { right: 0, found: 0, expected: 0 },
  needs: { right: 0, found: 0, expected: 0 },
  kinds: { right: 0, found: 0, expected: 0 },
  questions: { right: 0, found: 0, expected: 0 },
};

/**
 * Compares a draft with what a reader expects. A task is right when its title shares most of its words with the expected
 * one (Dice of the words at least 0.7), each once. Needs are compared between leaves, after transitive reduction, so that
 * an order that follows from others neither helps nor harms.
 */
export function scoreOf(found: Outline, expected: Outline): Score {
  const meant = pairUp(found, expected);
  const foundNeeds = reduced(found).map(([from, to]) => `${meant[from] ?? `?${from}`} ${meant[to] ?? `?${to}`}`);
  const expectedNeeds = reduced(expected).map(([from, to]) => `${from} ${to}`);
  const foundQuestions = found.questions.map(({ code, about }) => `${code} ${meant[about] ?? '?'}`);
  const expectedQuestions = expected.questions.map(({ code, about }) => `${code} ${about}`);
  const isSpecial = ({ kinds, isGroup }: Outline['tasks'][number]) => !isGroup && !kinds.includes('manual');
  const rightKinds = found.tasks.filter(({ kinds }, at) => {
    const task = expected.tasks[meant[at] ?? -1];
    return task !== undefined && isSpecial(task) && kinds.some((kind) => task.kinds.includes(kind));
  }).length;
  const foundKinds = found.tasks.filter((task, at) => {
    const other = expected.tasks[meant[at] ?? -1];
    return (
      isSpecial(task) && !(other?.kinds.includes('manual') && task.kinds.some((kind) => other.kinds.includes(kind)))
    );
  }).length;
  return {
    tasks: {
      right: meant.filter((at) => at !== undefined).length,
      found: found.tasks.length,
      expected: expected.tasks.length,
    },
    needs: countOf(foundNeeds, expectedNeeds),
    kinds: { right: rightKinds, found: foundKinds, expected: expected.tasks.filter(isSpecial).length },
    questions: countOf(foundQuestions, expectedQuestions),
  };
}

export function plus(a: Score, b: Score): Score {
  const add = (x: Count, y: Count): Count => ({
    right: x.right + y.right,
    found: x.found + y.found,
    expected: x.expected + y.expected,
  });
  return {
    tasks: add(a.tasks, b.tasks),
    needs: add(a.needs, b.needs),
    kinds: add(a.kinds, b.kinds),
    questions: add(a.questions, b.questions),
  };
}

/** In percent; 100 where nothing was expected and nothing found. */
export function f1({ right, found, expected }: Count): number {
  return found + expected === 0 ? 100 : (200 * right) / (found + expected);
}

function countOf(found: readonly string[], expected: readonly string[]): Count {
  const left = new Set(expected);
  const right = found.filter((one) => left.delete(one)).length;
  return { right, found: found.length, expected: expected.length };
}

/** Of each found task the place of the expected one that it is; the likest pair first. */
function pairUp(found: Outline, expected: Outline): readonly (number | undefined)[] {
  const pairs = found.tasks.flatMap(({ titles: [title = ''] }, from) =>
    expected.tasks.map(({ titles }, to) => ({
      from,
      to,
      like: Math.max(...titles.map((one) => likeness(title, one))),
    })),
  );
  const meant: (number | undefined)[] = found.tasks.map(() => undefined);
  const taken = new Set<number>();
  for (const { from, to, like } of pairs.sort((a, b) => b.like - a.like)) {
    if (like < ALIKE || meant[from] !== undefined || taken.has(to)) continue;
    meant[from] = to;
    taken.add(to);
  }
  return meant;
}

const ALIKE = 0.7;

/** Dice coefficient of the words. */
function likeness(a: string, b: string): number {
  const [left, right] = [wordsOf(a), wordsOf(b)];
  const rest = [...right];
  let shared = 0;
  for (const word of left) {
    const at = rest.indexOf(word);
    if (at < 0) continue;
    rest.splice(at, 1);
    shared += 1;
  }
  return left.length + right.length === 0 ? 0 : (2 * shared) / (left.length + right.length);
}

function wordsOf(title: string): readonly string[] {
  return (
    title
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}\p{N}€$]+/gu) ?? []
  );
}

/** Needs between leaves, without those that follow from others. */
function reduced({ tasks, needs, parents }: Outline): readonly (readonly [number, number])[] {
  const leaves = (place: number): readonly number[] =>
    tasks[place]?.isGroup === true ? parents.flatMap((parent, at) => (parent === place ? leaves(at) : [])) : [place];
  const direct = new Map<number, Set<number>>();
  for (const [from, to] of needs)
    for (const a of leaves(from)) for (const b of leaves(to)) direct.set(a, (direct.get(a) ?? new Set()).add(b));
  const reaches = (from: number, to: number): boolean =>
    [...(direct.get(from) ?? [])].some((next) => next === to || reaches(next, to));
  return [...direct].flatMap(([from, targets]) =>
    [...targets]
      .filter((to) => ![...targets].some((other) => other !== to && reaches(other, to)))
      .map((to) => [from, to] as const),
  );
}
