import { findDurations } from '../durations.ts';
import type { Language } from '../language.ts';
import type { Range, Text } from '../mask.ts';
import { spanOf, type Token, tokenize } from '../tokens.ts';
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
    if (tokens.length > MOST_WORDS || !this.#mayOrder(tokens)) return null;
    const parts = this.#parts(tokens, range, spoken, self);
    const announced = this.#announced(tokens, parts);
    const resolved = parts.map((part): Part => {
      if (part.type !== 'words') return part;
      const best = spoken.names.best(part.stems, self, FIT);
      return best === null
        ? part
        : { type: 'tasks', keys: [best], isRow: false, isSure: false, by: 'words', from: part.from, to: part.to };
    });
    const unknown = resolved.reduce((count, part) => count + (part.type === 'words' ? part.stems.length : 0), 0);
    const { relations: found, discourse } = readRelations(
      resolved.filter(({ type }) => type !== 'words'),
      groupsOf(spoken),
      this.#discourse,
    );
    // Two tasks that are both only hinted at may be a coincidence: then no other word may be left.
    const relations = found.filter(({ isLikely }) => isLikely || unknown === 0);
    if (relations.length === 0) {
      if (announced === null) this.#discourse = NOTHING_SAID;
      return announced;
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

  /** What a task says of itself: "Paint the walls (after sanding, needs 2)". Words that name no other task are its own. */
  readOwn(range: Range, spoken: Spoken, self: number): readonly StatedOrder[] {
    const tokens = tokenize(this.#text, range);
    if (tokens.length > MOST_WORDS || !this.#mayOrder(tokens)) return [];
    const parts: Part[] = [];
    let isObject = false;
    let isAside = false;
    for (const part of this.#parts(tokens, range, spoken, self)) {
      const { from, to } = part;
      switch (part.type) {
        case 'link': {
          const isVerb = VERB_LINKS.has(part.link);
          const word = tokens[from]?.lower ?? '';
          isObject =
            JOINTS.has(part.link) || (isVerb && (isAside || (parts.length > 0 && !this.#language.verbs.has(word))));
          if (isObject) parts.push(part);
          break;
        }
        case 'words':
        case 'tasks': {
          const isNamed = part.type === 'tasks' && (part.by === 'number' || part.by === 'quote');
          if (!isObject && !isNamed)
            parts.push({ type: 'tasks', keys: [self], isRow: false, isSure: true, by: 'self', from, to });
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
    return readRelations(parts, groupsOf(spoken), { ...NOTHING_SAID, topic: [self] })
      .relations.filter(({ earlier, later }) => earlier.includes(self) !== later.includes(self))
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
    const { links, orderNouns } = this.#language.order;
    return tokens.some(({ lower }) => links.has(lower) || orderNouns.has(lower));
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

const JOINTS: ReadonlySet<Link> = new Set(['after', 'when', 'unless', 'before', 'until']);
const VERB_LINKS: ReadonlySet<Link> = new Set(['earlier', 'feeds', 'later', 'requires', 'uses']);
/** Tokens of a sentence that states an order; longer ones tell a story. */
const MOST_WORDS = 160;
/** Of the words that name a task, the share that must be its own. */
const FIT = 0.55;
