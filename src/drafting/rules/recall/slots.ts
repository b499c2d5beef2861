import { TITLE_LENGTH } from '#planner/task.ts';
import type { Range } from '../mask.ts';
import { shorten } from '../title.ts';
import type { Said } from './circumstances.ts';

/** What the slots of a title are filled with; null leaves the words around the slot out. */
export type Slots = Readonly<Record<'place' | 'budget' | 'people' | 'object', Said | null>>;

export interface Titled {
  readonly title: string;
  readonly used: ReadonlySet<string>;
  /** Where the words that were filled in stand in the goal. */
  readonly ranges: readonly Range[];
}

/** Fills `{place}` and the like. A part in square brackets goes when its slot has no value, or its words behind `|` come instead. */
export function titleWith(pattern: string, slots: Slots): Titled {
  const used = new Set<string>();
  const ranges: Range[] = [];
  const words = pattern.replace(PART, (_, part: string, otherwise: string | undefined) => {
    const names = [...part.matchAll(SLOT)].map((match) => match[1] ?? '');
    const values = names.map((name) => slots[name as keyof Slots] ?? null);
    // A value as long as a title is no name but a sentence.
    if (values.some((value) => value === null || value.value.length > LONGEST_VALUE)) return otherwise ?? '';
    for (const [i, name] of names.entries()) {
      used.add(name);
      const value = values[i];
      if (value) ranges.push(value.range);
    }
    return part.replace(SLOT, (_slot, name: string) => slots[name as keyof Slots]?.value ?? '');
  });
  return { title: shorten(words, TITLE_LENGTH).title, used, ranges };
}

const PART = /\[([^\]|]*)(?:\|([^\]]*))?\]/gu;
const SLOT = /\{(\w+)\}/gu;
const LONGEST_VALUE = 30;
