import type { Language } from '../language.ts';
import { plainWords, type Range, type Text } from '../mask.ts';
import type { Outline } from '../outline.ts';
import type { Seed, SeedNeed } from '../seed.ts';
import { splitSentences } from '../sentences.ts';
import { tokenize } from '../tokens.ts';
import { ListedTasks } from './listed-tasks.ts';
import { OrderReader, type StatedOrder } from './order-reader.ts';
import type { Link } from './order-words.ts';
import { TaskNames } from './task-names.ts';

/** A need that a numbered list suggests: each step after the one before. */
export interface StepNeed extends SeedNeed {
  readonly list: number;
}

/** Collects what the sentences of a text state about the order of its list entries. */
export class StatedOrders {
  readonly #text: Text;
  readonly #language: Language;
  readonly #outline: Outline;
  readonly #listed: ListedTasks;
  readonly #reader: OrderReader;
  /** Between nodes of the outline. */
  readonly #orders: StatedOrder[] = [];
  /** Between seeds. */
  readonly #own: StatedOrder[] = [];
  /** Lists whose order a sentence above them states as a whole. */
  readonly #wholeLists: {
    readonly list: number;
    readonly how: 'inOrder' | 'inReverse' | 'parallel';
    readonly cue: Range;
  }[] = [];

  constructor(text: Text, outline: Outline, language: Language) {
    this.#text = text;
    this.#language = language;
    this.#outline = outline;
    this.#listed = new ListedTasks(text, outline, language);
    this.#reader = new OrderReader(text, language);
  }

  /**
   * Takes out of running text the sentences that only state an order; returns the ranges that are left.
   *
   * @param node where the text ends; the node itself is what follows it
   */
  take(ranges: readonly Range[], node: number): readonly Range[] {
    if (this.#listed.isEmpty) return ranges;
    return ranges.flatMap((range) => {
      const sentences = splitSentences(this.#text, range, this.#language);
      const left = sentences.filter((sentence) => !this.#takes(sentence, node));
      return left.length === sentences.length ? [range] : left;
    });
  }

  #takes(sentence: Range, node: number): boolean {
    const statement = this.#reader.readStatement(sentence, this.#listed.spokenAt(node));
    if (statement === null) return false;
    // What is also something else is believed only where it names its tasks outright.
    this.#orders.push(...statement.orders.filter(({ isSure }) => isSure || statement.isOnly));
    const list = this.#listed.listAt(node);
    if (statement.ofList !== null && list >= 0) this.#wholeLists.push({ list, how: statement.ofList, cue: sentence });
    return statement.isOnly;
  }

  /**
   * Whether a list entry only states an order between others: "Step 2 needs step 1", or below the steps themselves
   * "Step 2: needs 1".
   */
  takesEntry(node: number, range: Range, n: number | null): boolean {
    const spoken = this.#listed.spokenAt(node, -1, this.#outline.nodes[node]?.list ?? -1);
    const again = n === null ? undefined : spoken.numbered.keyByNumber.get(n);
    if (again !== undefined && again < node && this.#reader.opensWithLink(range)) {
      const orders = this.#reader.readOwn(range, spoken, node, again);
      this.#orders.push(...orders);
      if (orders.length > 0) this.#listed.drop(node);
      return orders.length > 0;
    }
    const statement = this.#reader.readStatement(range, spoken, node);
    if (statement === null || !statement.isOnly || statement.orders.length === 0) return false;
    if (!statement.orders.every(({ isSure }) => isSure)) return false;
    this.#orders.push(...statement.orders);
    this.#listed.drop(node);
    return true;
  }

  /**
   * Once all tasks are known: what each says of itself, and what is left of running text that may be about them. Yields
   * the offset of what it is at.
   *
   * @param loose sentences that asked for nothing; those that only state an order are returned
   */
  *readAmong(
    seeds: readonly Seed[],
    nodeOf: ReadonlyMap<number, number>,
    seedOf: (node: number) => number,
    loose: readonly Range[],
  ): Generator<number, ReadonlySet<number>> {
    const names = new TaskNames(this.#language);
    const keys: number[] = [];
    for (const [i, seed] of seeds.entries()) {
      if (seed.type !== 'task' || seed.isImplied) continue;
      keys.push(i);
      if (ENTRIES.has(seed.why)) this.#listed.addNames(names, i, seed.range);
      else if (seed.title === null) names.add(i, tokenize(this.#text, seed.titleRange));
      else names.add(i, tokenize({ source: seed.title, masked: seed.title }, { start: 0, end: seed.title.length }));
      yield seed.range.end;
    }
    const free = { names, numbered: { keys, keyByNumber: new Map<number, number>(), isLettered: false }, above: keys };
    for (const i of keys) {
      const seed = seeds[i];
      if (seed === undefined || !ENTRIES.has(seed.why)) continue;
      const node = nodeOf.get(i);
      const spoken = node === undefined ? free : this.#listed.readAs(node, names, seedOf);
      this.#own.push(...this.#reader.readOwn(seed.range, spoken, i));
      yield seed.range.end;
    }
    const taken = new Set<number>();
    for (const range of keys.length < 2 ? [] : loose) {
      const statement = this.#reader.readStatement(range, free);
      yield range.end;
      if (statement === null || !statement.isOnly || statement.orders.length === 0) continue;
      this.#own.push(...statement.orders);
      taken.add(range.start);
    }
    return taken;
  }

  /** Everything stated, and of what numbers suggest whatever no statement speaks against. */
  *needs(
    steps: readonly StepNeed[],
    nodeOf: ReadonlyMap<number, number>,
    seedOf: (node: number) => number,
  ): Generator<SeedNeed> {
    const listOfSeed = (seed: number) => listOf(nodeOf.get(seed) ?? -1);
    const listOf = (node: number) => this.#outline.nodes[node]?.list ?? -1;
    const ordered = new Set<number>();
    for (const { type, earlier, later } of this.#orders) {
      if (type === 'parallel') continue;
      const lists = new Set(earlier.map(listOf));
      for (const node of later) if (lists.has(listOf(node))) ordered.add(listOf(node));
    }
    for (const { isAside, earlier, later } of this.#own) {
      const lists = new Set(earlier.map(listOfSeed));
      const isNeighbour =
        earlier.length === 1 &&
        later.length === 1 &&
        steps.some(({ from, to }) => from === later[0] && to === earlier[0]);
      if (isAside && !isNeighbour)
        for (const seed of later) if (lists.has(listOfSeed(seed))) ordered.add(listOfSeed(seed));
    }
    for (const { list, how } of this.#wholeLists) if (how !== 'inOrder') ordered.add(list);
    yield* this.#stepsLeft(steps, ordered, seedOf);
    for (const order of this.#orders) yield* this.#needsOf(order, seedOf);
    for (const order of this.#own) yield* this.#needsOf(order, (seed) => seed);
    for (const { list, how, cue } of this.#wholeLists) {
      if (how === 'parallel') continue;
      const keys = this.#listed.keysOf(list);
      const row = how === 'inOrder' ? keys : keys.toReversed();
      yield* this.#needsOf(
        {
          type: 'row',
          earlier: row,
          later: row,
          link: how,
          lagMinutes: 0,
          isSure: true,
          isLikely: true,
          isAside: false,
          cue,
        },
        seedOf,
      );
    }
  }

  /**
   * What the numbers suggest, without the lists whose order is stated. Neighbours that can be done at once wait for the
   * step before them all, and the step behind waits for each.
   */
  *#stepsLeft(
    steps: readonly StepNeed[],
    ordered: ReadonlySet<number>,
    seedOf: (node: number) => number,
  ): Generator<SeedNeed> {
    const layerOf = new Map<number, readonly number[]>();
    for (const { type, earlier } of this.#orders) {
      if (type !== 'parallel') continue;
      const together = earlier.map(seedOf).filter((seed) => seed >= 0);
      for (const seed of together) layerOf.set(seed, together);
    }
    const stepBefore = new Map(steps.map(({ from, to }) => [from, to]));
    const isBeside = (one: number, other: number) => layerOf.get(one)?.includes(other) === true;
    for (const step of steps) {
      if (ordered.has(step.list)) continue;
      let before: number | undefined = step.to;
      while (before !== undefined && isBeside(step.from, before)) before = stepBefore.get(before);
      const above = before;
      for (; before !== undefined; before = stepBefore.get(before)) {
        if (before !== above && !isBeside(above ?? -1, before)) break;
        yield { ...step, to: before };
      }
    }
  }

  *#needsOf(order: StatedOrder, seedOf: (node: number) => number): Generator<SeedNeed> {
    const { type, earlier, later, lagMinutes, cue, link, isSure } = order;
    if (type === 'parallel' || earlier.length * later.length > MOST_PAIRS) return;
    const pairs =
      type === 'row'
        ? later.slice(1).map((node, i) => [earlier[i] ?? -1, node] as const)
        : later.flatMap((node) => earlier.map((before) => [before, node] as const));
    for (const [before, after] of pairs) {
      const [from, to] = [seedOf(after), seedOf(before)];
      if (from < 0 || to < 0 || from === to) continue;
      yield {
        from,
        to,
        type:
          type === 'failure' ? 'on-failure' : lagMinutes > 0 ? 'start-after' : type === 'feeds' ? 'informs' : 'blocks',
        lagMinutes: Math.ceil(lagMinutes),
        why: whyOf(link),
        cue: plainWords(this.#text, cue),
        ranges: [cue],
        confidence: isSure ? 0.95 : 0.8,
      };
    }
  }
}

function whyOf(link: Link): SeedNeed['why'] {
  switch (link) {
    case 'before':
    case 'so':
    case 'earlier':
    case 'feeds':
    case 'first':
    case 'between':
      return 'said-before';
    case 'after':
    case 'later':
    case 'last':
      return 'said-after';
    case 'when':
    case 'until':
    case 'unless':
    case 'if':
      return 'said-once';
    case 'requires':
    case 'uses':
    case 'as':
      return 'said-requires';
    case 'then':
    case 'inOrder':
    case 'inReverse':
    case 'parallel':
      return 'said-then';
  }
}

const ENTRIES: ReadonlySet<Seed['why']> = new Set<Seed['why']>(['list-entry', 'numbered-step', 'ticked-off']);
/** "All steps above before everything else" in a list of thousands says more pairs than a plan can hold. */
const MOST_PAIRS = 2000;
