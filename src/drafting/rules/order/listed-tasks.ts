import type { Language } from '../language.ts';
import type { Range, Text } from '../mask.ts';
import type { Outline } from '../outline.ts';
import { splitSentences } from '../sentences.ts';
import { type Token, tokenize } from '../tokens.ts';
import type { Spoken } from './order-reader.ts';
import { TaskNames } from './task-names.ts';
import type { NumberedTasks } from './task-numbers.ts';

/** The list entries of a text by name and number, before any is read. A key is the index of its node in the outline. */
export class ListedTasks {
  readonly #text: Text;
  readonly #outline: Outline;
  readonly #language: Language;
  readonly #lists: readonly ListedList[];
  #names: TaskNames | null = null;
  /** Entries that state an order themselves name no task. */
  readonly #dropped = new Set<number>();
  readonly #listById: ReadonlyMap<number, ListedList>;
  /** Of each list, the last one up to it that has numbers; -1 none. */
  readonly #numberedUpTo: readonly number[];
  readonly #readLists = new Map<ListedList | null, NumberedTasks>();

  constructor(text: Text, outline: Outline, language: Language) {
    this.#text = text;
    this.#outline = outline;
    this.#language = language;
    this.#lists = listsOf(outline);
    this.#listById = new Map(this.#lists.map((list) => [list.id, list]));
    let last = -1;
    this.#numberedUpTo = this.#lists.map(({ numbered }, i) => {
      if (numbered.keyByNumber.size > 0) last = i;
      return last;
    });
  }

  get isEmpty(): boolean {
    return this.#lists.length === 0;
  }

  /** What a sentence at a node can speak of: of the lists, `own`, else the one before it, else the one behind. */
  spokenAt(node: number, own = -1, except = -1): Spoken {
    const list = this.#listFor(node, own, except);
    const all = list?.numbered.keys ?? [];
    const keys = this.#dropped.size === 0 ? all : all.filter((key) => !this.#dropped.has(key));
    const numbered = { ...(list?.numbered ?? NO_TASKS), keys };
    return {
      names: this.names,
      numbered,
      get above() {
        return keys.filter((key) => key < node);
      },
    };
  }

  get names(): TaskNames {
    if (this.#names !== null) return this.#names;
    const names = new TaskNames(this.#language);
    for (const { numbered } of this.#lists) {
      for (const key of numbered.keys) {
        const range = this.#outline.nodes[key]?.block.range;
        if (range !== undefined) this.addNames(names, key, range);
      }
    }
    this.#names = names;
    return names;
  }

  /** The same once the entries are read, with the tasks they became as keys; -1 is no task. */
  readAs(node: number, names: TaskNames, seedOf: (node: number) => number): Spoken {
    const list = this.#listFor(node, this.#outline.nodes[node]?.list ?? -1);
    const spoken = this.spokenAt(node, list?.id ?? -1);
    const seeds = (keys: readonly number[]) => keys.map(seedOf).filter((seed) => seed >= 0);
    let numbered = this.#readLists.get(list);
    if (numbered === undefined) {
      const keyByNumber = new Map<number, number>();
      for (const [n, key] of spoken.numbered.keyByNumber) if (seedOf(key) >= 0) keyByNumber.set(n, seedOf(key));
      numbered = { ...spoken.numbered, keys: seeds(spoken.numbered.keys), keyByNumber };
      this.#readLists.set(list, numbered);
    }
    return {
      names,
      numbered,
      get above() {
        return seeds(spoken.above);
      },
    };
  }

  /** An entry turned out to be no task. */
  drop(node: number): void {
    this.#dropped.add(node);
  }

  /** The list that a sentence in front of a node is about as a whole: the one that begins there, else the one before it. */
  listAt(node: number): number {
    const own = this.#outline.nodes[node]?.list ?? -1;
    return own >= 0 ? own : (this.#listFor(node, -1)?.id ?? -1);
  }

  keysOf(list: number): readonly number[] {
    return this.#listById.get(list)?.numbered.keys ?? [];
  }

  addNames(names: TaskNames, key: number, range: Range): void {
    for (const tokens of this.#namesIn(range)) names.add(key, tokens);
  }

  /** The whole entry, its first sentence, and what stands before a colon or a dash there. */
  *#namesIn(range: Range): Generator<readonly Token[]> {
    const end = Math.min(range.end, range.start + LONGEST);
    const whole = tokenize(this.#text, { start: range.start, end });
    yield whole;
    const [first] = splitSentences(this.#text, { start: range.start, end }, this.#language);
    if (first !== undefined && first.end < end) yield tokenize(this.#text, first);
    const cut = whole.findIndex(({ lower }, i) => i > 0 && HEAD_ENDS.test(lower));
    if (cut > 0) yield whole.slice(0, cut);
  }

  #listFor(node: number, own: number, except = -1): ListedList | null {
    const mine = this.#listById.get(own);
    if (mine !== undefined) return mine;
    const after = this.#firstFrom(node);
    // A list that states an order is about another one, if there is one.
    const isOther = (list: ListedList | undefined) => list !== undefined && list.id !== except;
    const last = isOther(this.#lists[after - 1]) ? after - 1 : after - 2;
    return (
      this.#lists[this.#numberedUpTo[last] ?? -1] ??
      this.#lists[last] ??
      this.#lists.slice(after, after + 2).find(isOther) ??
      this.#listById.get(except) ??
      null
    );
  }

  /** The place of the first list that begins at a node or behind it; they stand in document order. */
  #firstFrom(node: number): number {
    let [low, high] = [0, this.#lists.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#lists[middle]?.numbered.keys[0] ?? 0) < node) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

interface ListedList {
  readonly id: number;
  readonly numbered: NumberedTasks;
}

function listsOf(outline: Outline): readonly ListedList[] {
  const keysByList = new Map<number, number[]>();
  for (const [i, node] of outline.nodes.entries()) {
    if (node.block.type !== 'entry') continue;
    const keys = keysByList.get(node.list);
    if (keys === undefined) keysByList.set(node.list, [i]);
    else keys.push(i);
  }
  return [...keysByList]
    .filter(([, keys]) => keys.length > 1)
    .map(([id, keys]) => {
      const keyByNumber = new Map<number, number>();
      let isLettered = false;
      for (const key of keys) {
        const block = outline.nodes[key]?.block;
        const marker = block?.type === 'entry' ? block.marker : null;
        if (marker?.n === null || marker === null || keyByNumber.has(marker.n)) continue;
        keyByNumber.set(marker.n, key);
        isLettered ||= marker.type === 'letter';
      }
      return { id, numbered: { keys, keyByNumber, isLettered } };
    });
}

const NO_TASKS: NumberedTasks = { keys: [], keyByNumber: new Map(), isLettered: false };
const HEAD_ENDS = /^(?:[:;–—([]|-)$/u;
/** Characters of an entry that can be its name. */
const LONGEST = 300;
