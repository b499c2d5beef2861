import { TITLE_LENGTH } from '#planner/task.ts';
import type { Range } from '../mask.ts';
import type { Said } from './circumstances.ts';

/** What the slots of a title are filled with; null leaves the words around the slot out. */
export type Slots = Readonly<Record<(typeof SLOTS)[number], Said | null>>;

export interface Titled {
  readonly title: string;
  readonly used: ReadonlySet<string>;
  /** Where the words that were filled in stand in the goal. */
  readonly ranges: readonly Range[];
}

/**
 * Fills `{place}` and the like. A part in square brackets goes when its slot has no value, or when the title would be too
 * long with it; its words behind `|` come instead.
 */
export function titleWith(pattern: string, slots: Slots): Titled {
  const used = new Set<string>();
  const ranges: Range[] = [];
  let length = pattern.replace(PART, (_, _part, otherwise: string | undefined) => otherwise ?? '').length;
  const title = pattern.replace(PART, (_, part: string, otherwise = '') => {
    const names = [...part.matchAll(SLOT)].flatMap(([, name]) => (isSlot(name) ? [name] : []));
    const values = names.map((name) => slots[name]);
    const filled = part.replace(SLOT, (_slot, name: string) => (isSlot(name) ? (slots[name]?.value ?? '') : ''));
    const more = filled.length - otherwise.length;
    if (values.includes(null) || length + more > TITLE_LENGTH) return otherwise;
    length += more;
    for (const name of names) used.add(name);
    for (const value of values) if (value !== null) ranges.push(value.range);
    return filled;
  });
  return { title, used, ranges };
}

const SLOTS = ['place', 'budget', 'people', 'object'] as const;
const isSlot = (name: string | undefined): name is keyof Slots => SLOTS.some((slot) => slot === name);

const PART = /\[([^\]|]*)(?:\|([^\]]*))?\]/gu;
const SLOT = /\{(\w+)\}/gu;
