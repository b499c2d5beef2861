import { findDurations } from '../durations.ts';
import type { Language } from '../language.ts';
import type { Range, Text } from '../mask.ts';
import { cueAt, spanOf, type Token, tokenize } from '../tokens.ts';
import { isVerb } from './clause-words.ts';
import type { Link } from './order-words.ts';
import type { Part } from './parts.ts';
import { readParts } from './parts.ts';
import { type Discourse, type GroupsOf, NOTHING_SAID, type Relation, readRelations } from './relations.ts';
import type { TaskNames } from './task-names.ts';
import type { NumberedTasks } from './task-numbers.ts';

/** An order that the words state, with the words that state it. */
export interface StatedOrder extends Omit<Relation, 'from' | 'to'> {
  readonly cue: Range;
  /** In brackets or behind a dash, as one notes what a task needs. */
  readonly isAside: boolean;
}

export interface OrderStatement {
  readonly orders: readonly StatedOrder[];
  /** It says nothing else: neither a task nor a note. */
  readonly isOnly: boolean;
  /** The list that follows is to be done from top to bottom, or the other way round. */
  readonly ofList: 'inOrder' | 'inReverse' | 'parallel' | null;
}

/** What a sentence can speak of. */
export interface Spoken {
  readonly names: TaskNames;
  readonly numbered: NumberedTasks;
  /** The tasks that stand above the sentence. */
  readonly above: readonly number[];
}

/** Reads sentences one after another, and remembers what they spoke of. */
export class OrderReader {
  readonly #text: Text;
  readonly #language: Language;
  #discourse: Discourse = NOTHING_SAID;

  constructor(text: Text, language: Language) {
    this.#text = text;
    this.#language = language;
  }

  /**
   * What a sentence states about tasks that stand elsewhere; null when it states nothing of the kind.
   *
   * @param self the list entry that the sentence is; -1 it is none
   */
  readStatement(range: Range, spoken: Spoken, self = -1): OrderStatement | null {
    const tokens = tokenize(this.#text, range);
    if (tokens.length > MOST_WORDS || !(this.#mayOrder(tokens) || this.#namesStep(tokens))) return null;
    const parts = this.#parts(tokens, range, spoken, self);
    const announced = this.#announced(tokens, parts);
    const resolved = parts.flatMap((part) => (part.type === 'words' ? tasksIn(part, spoken.names, self) : part));
    const keys = new Set(resolved.flatMap((part) => (part.type === 'tasks' ? part.keys : [])));
    const isUnknown = (stem: string) => !spoken.names.tells(stem, keys);
    const unknown = resolved.reduce(
      (count, part) => count + (part.type === 'words' ? part.stems.filter(isUnknown).length : 0),
      0,
    );
    const { relations: found, discourse } = readRelations(
      resolved.filter(({ type }) => type !== 'words'),
      groupsOf(spoken),
      this.#discourse,
    );
    // Two tasks that are both only hinted at may be a coincidence: then no other word may be left.
    const relations = found.filter(({ isLikely }) => isLikely || unknown === 0);
    if (relations.length === 0) {
      const numbers = resolved.flatMap((part) => (part.type === 'tasks' && part.by === 'number' ? part.keys : []));
      // "Step 1 must be finished." says nothing new, but the next sentence may go on from it.
      const isMention = announced === null && numbers.length > 0 && unknown === 0;
      if (isMention) this.#discourse = { ...NOTHING_SAID, previous: numbers, topic: numbers };
      else if (announced === null) this.#discourse = NOTHING_SAID;
      return isMention ? { orders: [], isOnly: true, ofList: null } : announced;
    }
    this.#discourse = discourse;
    return {
      orders: relations.map(({ from, to, ...relation }) => ({
        ...relation,
        cue: spanOf(tokens, from, to),
        isAside: false,
      })),
      isOnly: unknown <= Math.max(1, relations.length),
      ofList: null,
    };
  }

  /** Whether the words begin with what joins them to a task that is not among them: "needs 1", "after step 2". */
  opensWithLink(range: Range): boolean {
    const tokens = tokenize(this.#text, { start: range.start, end: Math.min(range.end, range.start + 40) });
    return cueAt(tokens, 0, this.#language.order.links) !== null;
  }

  /**
   * What a task says of itself: "Paint the walls (after sanding, needs 2)". Words that name no other task are its own.
   *
   * @param owner the task that was named before these words, where they stand apart from it: "Step 3: needs 2"
   */
  readOwn(range: Range, spoken: Spoken, self: number, owner = self): readonly StatedOrder[] {
    const tokens = tokenize(this.#text, range);
    if (tokens.length > MOST_WORDS || !this.#mayOrder(tokens)) return [];
    const own = { type: 'tasks', keys: [owner], isRow: false, isSure: true, by: 'self' } as const;
    const parts: Part[] = owner !== self ? [{ ...own, from: 0, to: 0 }] : [];
    let isObject = false;
    let isAside = false;
    for (const part of this.#parts(tokens, range, spoken, self)) {
      const { from, to } = part;
      switch (part.type) {
        case 'link': {
          const word = tokens[from]?.lower ?? '';
          isObject =
            JOINTS.has(part.link) ||
            (isVerb(part.link) && (isAside || (parts.length > 0 && !this.#language.verbs.has(word))));
          if (isObject) parts.push(part);
          break;
        }
        case 'words':
        case 'tasks': {
          const isNamed = part.type === 'tasks' && (part.by === 'number' || part.by === 'quote');
          if (!isObject && !isNamed) parts.push({ ...own, from, to });
          else if (part.type === 'tasks') parts.push(part);
          else {
            const best = spoken.names.best(part.stems, self, FIT);
            if (best !== null)
              parts.push({ type: 'tasks', keys: [best], isRow: false, isSure: false, by: 'words', from, to });
          }
          break;
        }
        case 'stop':
        case 'colon':
        case 'open':
          isAside = true;
          isObject = false;
          parts.push({ type: 'open', from, to });
          break;
        case 'close':
          isAside = false;
          isObject = false;
          parts.push(part);
          break;
        case 'join':
          if (part.isComma && parts[0]?.type === 'link') isObject = false;
          parts.push(part);
          break;
        case 'mark':
          if (part.mark !== 'for' && part.mark !== 'with') parts.push(part);
          break;
        case 'group':
          if (isObject) parts.push(part);
          break;
        case 'lag':
          parts.push(part);
      }
    }
    return readRelations(parts, groupsOf(spoken), { ...NOTHING_SAID, topic: [owner] })
      .relations.filter(({ earlier, later }) => earlier.includes(owner) !== later.includes(owner))
      .map(({ from, to, ...relation }) => ({
        ...relation,
        cue: spanOf(tokens, from, to),
        isAside: parts.some((part) => part.type === 'open' && part.from < from),
      }));
  }

  /** "These constraints must be obeyed:", "Do them in this order:": words about order, and nothing else. */
  #announced(tokens: readonly Token[], parts: readonly Part[]): OrderStatement | null {
    const { orderNouns, plain, marks, links } = this.#language.order;
    if (parts.some((part) => part.type === 'tasks' && part.isSure)) return null;
    const row = parts.find(
      (part) =>
        part.type === 'link' && (part.link === 'inOrder' || part.link === 'inReverse' || part.link === 'parallel'),
    );
    const ofList =
      row?.type === 'link' && (row.link === 'inOrder' || row.link === 'inReverse' || row.link === 'parallel')
        ? row.link
        : null;
    const hasNoun = tokens.some(({ lower }) => orderNouns.has(lower));
    if (!hasNoun && ofList === null) return null;
    const others = tokens.filter(
      ({ lower, isWord }) =>
        isWord && !orderNouns.has(lower) && !plain.has(lower) && !marks.has(lower) && !links.has(lower),
    );
    return others.length <= 1 + tokens.length / 8 ? { orders: [], isOnly: true, ofList } : null;
  }

  /** Whether any word of order is there at all: most sentences have none, and cost no more than this look. */
  #mayOrder(tokens: readonly Token[]): boolean {
    const { links, marks, orderNouns } = this.#language.order;
    let isFor = false;
    let isDone = false;
    for (const [at, { lower }] of tokens.entries()) {
      if (orderNouns.has(lower) || cueAt(tokens, at, links) !== null) return true;
      // "With the hall booked, …", "it must be done for …": the two together say an order, each alone does not.
      const mark = cueAt(tokens, at, marks)?.value;
      isFor ||= mark === 'with' || mark === 'for';
      isDone ||= mark === 'done' || mark === 'start';
    }
    return isFor && isDone;
  }

  #namesStep(tokens: readonly Token[]): boolean {
    return tokens.some(
      ({ lower }, i) => this.#language.stepWords.has(lower) && /^\d/u.test(tokens[i + 1]?.lower ?? ''),
    );
  }

  #parts(tokens: readonly Token[], range: Range, { names, numbered }: Spoken, self: number): readonly Part[] {
    return readParts(tokens, findDurations(this.#text, range, true), { names, numbered, self }, this.#language);
  }
}

/** Lists of thousands are gone over only where the words speak of all that stands above. */
function groupsOf(spoken: Spoken): GroupsOf {
  return {
    all: spoken.numbered.keys,
    get above() {
      return spoken.above;
    },
  };
}

/** The task that words hint at, or the tasks that a verb in their midst parts; what fits none stays words. */
function tasksIn(part: Extract<Part, { type: 'words' }>, names: TaskNames, self: number): readonly Part[] {
  const pieces = part.pieces.map(({ stems, from, to }) => ({ key: names.best(stems, self, PIECE_FIT), from, to }));
  const task = (key: number, { from, to }: { from: number; to: number }): Part => ({
    type: 'tasks',
    keys: [key],
    isRow: false,
    isSure: false,
    by: 'words',
    from,
    to,
  });
  const found = pieces.flatMap(({ key, from, to }) => (key === null ? [] : task(key, { from, to })));
  if (found.length === pieces.length && new Set(pieces.map(({ key }) => key)).size > 1) return found;
  const best = names.best(part.stems, self, FIT);
  return best === null ? [part] : [task(best, part)];
}

const JOINTS: ReadonlySet<Link> = new Set(['after', 'when', 'unless', 'before', 'until']);
/** Tokens of a sentence that states an order; longer ones tell a story. */
const MOST_WORDS = 160;
/** Of the words that name a task, the share that must be its own. */
const FIT = 0.55;
/** The same for words that may be two tasks. */
const PIECE_FIT = 0.8;
