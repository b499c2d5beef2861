import type { Seed, SeedNeed } from './seed.ts';

type Held = Pick<Seed, 'parent'>;
type Edge = Pick<SeedNeed, 'from' | 'to' | 'confidence'>;

export interface Acyclic<Need extends Edge> {
  readonly needs: readonly Need[];
  /** Left out, because with it nothing could begin. */
  readonly circular: readonly Need[];
}

/**
 * Keeps the needs that leave a plan in which everything can be done, strongest first, and one for each pair. Needs bind
 * through groups: a need on a group waits for all its tasks, a group's own needs bind all its tasks. Seeds stand in
 * document order with parents first, so a need on an earlier task can never close a circle with others of its kind; only
 * those on later tasks are searched, and only when a topological sort says that there is a circle at all.
 */
export function withoutCircles<Need extends Edge>(seeds: readonly Held[], proposed: readonly Need[]): Acyclic<Need> {
  const needs = onePerPair(
    proposed.filter((need) => !isWithin(seeds, need.from, need.to) && !isWithin(seeds, need.to, need.from)),
  );
  if (needs.every((need) => need.to < need.from)) return { needs, circular: [] };
  const graph = new WaitGraph(seeds);
  for (const need of needs) graph.add(need);
  if (graph.isAcyclic()) return { needs, circular: [] };

  const kept = new WaitGraph(seeds);
  const circular = new Set<Need>();
  const forward = needs.filter((need) => need.to < need.from);
  const backward = needs.filter((need) => need.to > need.from).sort((a, b) => b.confidence - a.confidence);
  for (const need of forward) kept.add(need);
  let searches = 0;
  for (const need of backward) {
    // Where a text states thousands of circles, the rest of them is asked about unsearched.
    if (searches++ >= MOST_SEARCHES || kept.waits(need.to, need.from)) circular.add(need);
    else kept.add(need);
  }
  return { needs: needs.filter((need) => !circular.has(need)), circular: needs.filter((need) => circular.has(need)) };
}

const MOST_SEARCHES = 500;

function isWithin(seeds: readonly Held[], inner: number, outer: number): boolean {
  for (let at = inner; at >= 0; at = seeds[at]?.parent ?? -1) if (at === outer) return true;
  return false;
}

function onePerPair<Need extends Edge>(needs: readonly Need[]): readonly Need[] {
  const strongest = new Map<string, Need>();
  for (const need of needs) {
    const pair = `${need.from}>${need.to}`;
    const before = strongest.get(pair);
    if (before === undefined || before.confidence < need.confidence) strongest.set(pair, need);
  }
  return [...strongest.values()];
}

/** Each seed has a start and an end; a need binds a start to an end, a group's start comes first and its end last. */
class WaitGraph {
  readonly #size: number;
  /** What has to happen before; starts are even places, ends odd ones. */
  readonly #before: number[][];

  constructor(seeds: readonly Held[]) {
    this.#size = seeds.length * 2;
    this.#before = Array.from({ length: this.#size }, () => []);
    for (const [i, seed] of seeds.entries()) {
      this.#before[i * 2 + 1]?.push(i * 2);
      if (seed.parent < 0) continue;
      this.#before[i * 2]?.push(seed.parent * 2);
      this.#before[seed.parent * 2 + 1]?.push(i * 2 + 1);
    }
  }

  add(need: Edge): void {
    this.#before[need.from * 2]?.push(need.to * 2 + 1);
  }

  /** Whether the end of `seed` has to wait for the start of `other`. */
  waits(seed: number, other: number): boolean {
    const goal = other * 2;
    const seen = new Uint8Array(this.#size);
    const stack = [seed * 2 + 1];
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      if (at === goal) return true;
      if (seen[at] === 1) continue;
      seen[at] = 1;
      for (const before of this.#before[at] ?? []) if (seen[before] !== 1) stack.push(before);
    }
    return false;
  }

  /** Kahn's topological sort (Kahn 1962). */
  isAcyclic(): boolean {
    const after: number[][] = Array.from({ length: this.#size }, () => []);
    const open = new Int32Array(this.#size);
    for (const [at, list] of this.#before.entries()) {
      open[at] = list.length;
      for (const before of list) after[before]?.push(at);
    }
    const ready: number[] = [];
    for (let at = 0; at < this.#size; at++) if (open[at] === 0) ready.push(at);
    let done = 0;
    for (let at = ready.pop(); at !== undefined; at = ready.pop()) {
      done += 1;
      for (const next of after[at] ?? []) {
        const left = (open[next] ?? 0) - 1;
        open[next] = left;
        if (left === 0) ready.push(next);
      }
    }
    return done === this.#size;
  }
}
