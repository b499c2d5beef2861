import { ClauseReader, isNaming } from './clause-reader.ts';
import type { Link } from './order-words.ts';
import type { Part } from './parts.ts';

/** What words say about two lots of tasks. `from` and `to` are the places of the words that say it. */
export interface Relation {
  /** `parallel`: no order between them, whatever a list may suggest; `row`: each after the one before. */
  readonly type: 'order' | 'feeds' | 'failure' | 'parallel' | 'row';
  readonly earlier: readonly number[];
  readonly later: readonly number[];
  readonly link: Link;
  readonly lagMinutes: number;
  /** Both are named in full or by number. */
  readonly isSure: boolean;
  /** One of them is. */
  readonly isLikely: boolean;
  readonly from: number;
  readonly to: number;
}

/** What was spoken of before, for "that", "both" and "then" at the beginning of a sentence. */
export interface Discourse {
  /** The last in time of the sentence before. */
  readonly previous: readonly number[];
  /** What the sentence before was about. */
  readonly topic: readonly number[];
  /** The two that were named last, together or one after the other. */
  readonly former: readonly number[];
  readonly latter: readonly number[];
}

export const NOTHING_SAID: Discourse = { previous: [], topic: [], former: [], latter: [] };

export interface GroupsOf {
  readonly all: readonly number[];
  readonly above: readonly number[];
}

/** Reads the relations of one sentence, whose `words` were resolved to tasks before, and what it leaves to speak of. */
export function readRelations(
  parts: readonly Part[],
  groups: GroupsOf,
  before: Discourse,
): { readonly relations: readonly Relation[]; readonly discourse: Discourse } {
  const named = new Set(parts.flatMap((part) => (part.type === 'tasks' ? part.keys : [])));
  let discourse = before;
  const relations: Relation[] = [];
  let clause: Part[] = [];
  const end = () => {
    if (clause.length > 0) {
      const reader = new ClauseReader(clause, groups, named, discourse);
      relations.push(...reader.read());
      discourse = reader.discourse;
    }
    clause = [];
  };
  for (const [i, part] of parts.entries()) {
    // "X first; only after that Y": the sentence goes on.
    const next = parts[i + 1];
    if (part.type === 'stop' && next?.type === 'link' && next.link === 'then') continue;
    // What stands before a colon only announces ("Rule:"), unless it names a task ("Painting: after sanding").
    if (part.type === 'colon' && !clause.some(isNaming)) clause = clause.filter(({ type }) => type === 'link');
    else if (part.type === 'stop') end();
    else clause.push(part);
  }
  end();
  return { relations, discourse };
}
