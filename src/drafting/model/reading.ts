import type { JsonSchema } from '#models/port.ts';
import { KINDS, type Kind } from '#planner/kind.ts';

/**
 * What a model makes of a goal, beside what the rules made of it. Tasks of the rules are named by the number that they had in
 * the prompt (from 1). Nothing in it is trusted: `ground.ts` holds it against the text.
 */
export interface Reading {
  readonly tasks: readonly Entry[];
  readonly leaveOut: readonly { readonly task: number; readonly why: string }[];
  readonly wrongNeeds: readonly { readonly task: number; readonly needs: number; readonly why: string }[];
  readonly questions: readonly AskedByModel[];
  /** Of the rules' questions, by number. */
  readonly needlessQuestions: readonly number[];
}

/** One task as the model has it. */
export interface Entry {
  /** The rules' tasks that it is made of: none is a new one, two are a merge; one that several entries name is split. */
  readonly from: readonly number[];
  readonly title: string;
  /** What the words say beyond the title; null leaves what the rules had. */
  readonly details: string | null;
  /** Words of the goal, letter by letter. */
  readonly quote: string;
  readonly kind: Kind | null;
  readonly minutes: number | null;
  /** `entry` is the place in this list, from 0, and always above. `words` are those of the goal that say so, or empty. */
  readonly needs: readonly { readonly entry: number; readonly words: string }[];
  readonly why: string;
}

export interface AskedByModel {
  /** The place of the entry that it is about; null is the goal. */
  readonly entry: number | null;
  readonly text: string;
  readonly options: readonly string[];
  readonly mustAsk: boolean;
}

/** Something in an answer that was mended, or left out of it. */
export interface Repair {
  readonly code: RepairCode;
  /** Where: `tasks[3].needs[0]`. */
  readonly at: string;
}

export const REPAIR_CODES = [
  /** It is of another type than asked for, and was read as what it must mean. */ 'wrong-type',
  /** It cannot be read at all, and was left out. */ 'unreadable',
  /** A task without a title. */ 'no-title',
  /** A kind that there is not. */ 'unknown-kind',
  /** A number that is no length of time. */ 'impossible-minutes',
  /** It names a task that there is not. */ 'unknown-task',
  /** A need on itself, or on a task below. */ 'need-below',
  /** A need twice. */ 'same-need',
  /** The same task twice. */ 'same-task',
  /** More than there is room for. */ 'too-many',
  /** Its quote does not stand in the goal. */ 'quote-missing',
  /** A new task, but its words belong to one that is there: read as a part of that one. */ 'quote-covered',
  /** A new task with neither a quote nor a reason: refused. */ 'invented',
  /** A task of the rules that the answer never mentions: it stays. */ 'not-mentioned',
  /** Tasks that are far apart or too many for one: the merge is refused. */ 'merge-too-wide',
  /** It would have closed a circle. */ 'circle',
  /** It was kept out because another one says the opposite. */ 'contradiction',
] as const;
export type RepairCode = (typeof REPAIR_CODES)[number];

const text: JsonSchema = { type: 'string' };
const number: JsonSchema = { type: 'integer' };
const object = (properties: Readonly<Record<string, JsonSchema>>): JsonSchema => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});
const list = (items: JsonSchema): JsonSchema => ({ type: 'array', items });

/** Of the subset that all servers take. Numbers count from 1, as people and models do. */
export const READING_SCHEMA: JsonSchema = object({
  tasks: list(
    object({
      from: list(number),
      title: text,
      details: { type: ['string', 'null'] },
      quote: text,
      kind: { type: ['string', 'null'], enum: [...KINDS, null] },
      minutes: { type: ['integer', 'null'] },
      needs: list(object({ entry: number, words: text })),
      why: text,
    }),
  ),
  leave_out: list(object({ task: number, why: text })),
  wrong_needs: list(object({ task: number, needs: number, why: text })),
  questions: list(
    object({ entry: { type: ['integer', 'null'] }, text, options: list(text), must_ask: { type: 'boolean' } }),
  ),
  needless_questions: list(number),
});

/**
 * Reads an answer, whatever it is. What is of the wrong type is read as what it must mean, what cannot be read is left out,
 * and each of these is listed. It never fails: nothing readable is an empty reading.
 */
export function readReading(value: unknown): { readonly reading: Reading; readonly repairs: readonly Repair[] } {
  const repairs: Repair[] = [];
  const reader = new Reader(repairs);
  const root = reader.fields(value, 'answer');
  const placeByEntry = new Map<number, number>();
  const tasks: Entry[] = [];
  for (const [i, raw] of reader.list(root.tasks, 'tasks', MOST_TASKS).entries()) {
    const entry = readEntry(reader, raw, `tasks[${i}]`, placeByEntry);
    if (entry === null) continue;
    const isSame = tasks.some(
      (other) => other.title === entry.title && other.quote === entry.quote && sameNumbers(other.from, entry.from),
    );
    if (isSame) {
      repairs.push({ code: 'same-task', at: `tasks[${i}]` });
      continue;
    }
    placeByEntry.set(i, tasks.length);
    tasks.push(entry);
  }
  const reading: Reading = {
    tasks,
    leaveOut: reader.list(root.leave_out, 'leave_out', MOST_TASKS).flatMap((raw, i) => {
      const { task, why } = reader.fields(raw, `leave_out[${i}]`);
      const n = reader.number(task, `leave_out[${i}].task`);
      return n === null ? [] : [{ task: n, why: reader.text(why, `leave_out[${i}].why`) }];
    }),
    wrongNeeds: reader.list(root.wrong_needs, 'wrong_needs', MOST_TASKS).flatMap((raw, i) => {
      const at = `wrong_needs[${i}]`;
      const { task, needs, why } = reader.fields(raw, at);
      const [from, to] = [reader.number(task, at), reader.number(needs, at)];
      return from === null || to === null ? [] : [{ task: from, needs: to, why: reader.text(why, at) }];
    }),
    questions: reader.list(root.questions, 'questions', MOST_QUESTIONS).flatMap((raw, i) => {
      const at = `questions[${i}]`;
      const { entry, text: words, options, must_ask } = reader.fields(raw, at);
      const said = reader.text(words, at).trim();
      if (said === '') return [];
      const place = entry === null || entry === undefined ? null : reader.number(entry, at);
      const about = place === null ? null : (placeByEntry.get(place - 1) ?? null);
      const labels = reader
        .list(options, `${at}.options`, MOST_OPTIONS)
        .map((option) => reader.text(option, at).trim().slice(0, 200))
        .filter((label) => label !== '');
      return [{ entry: about, text: said.slice(0, 500), options: labels, mustAsk: must_ask === true }];
    }),
    needlessQuestions: reader
      .list(root.needless_questions, 'needless_questions', MOST_TASKS)
      .flatMap((raw) => reader.number(raw, 'needless_questions') ?? []),
  };
  return { reading, repairs };
}

const MOST_TASKS = 300;
const MOST_NEEDS = 50;
const MOST_QUESTIONS = 3;
const MOST_OPTIONS = 6;
/** A year of days. */
const MOST_MINUTES = 365 * 1440;

function readEntry(reader: Reader, raw: unknown, at: string, placeByEntry: ReadonlyMap<number, number>): Entry | null {
  // A bare text is a task by its title.
  const said = typeof raw === 'string' ? { title: raw } : raw;
  const { from, title, details, quote, kind, minutes, needs, why } = reader.fields(said, at);
  const words = reader.text(title, `${at}.title`).replace(/\s+/gu, ' ').trim();
  if (words === '') {
    reader.repair('no-title', at);
    return null;
  }
  return {
    from: [
      ...new Set(reader.list(from, `${at}.from`, MOST_NEEDS).flatMap((n) => reader.number(n, `${at}.from`) ?? [])),
    ],
    title: words,
    details: details === null || details === undefined ? null : reader.text(details, `${at}.details`).slice(0, 4000),
    quote: reader.text(quote, `${at}.quote`),
    kind: readKind(reader, kind, at),
    minutes: readMinutes(reader, minutes, at),
    needs: readNeeds(reader, needs, at, placeByEntry),
    why: reader.text(why, `${at}.why`).trim().slice(0, 500),
  };
}

function readKind(reader: Reader, raw: unknown, at: string): Kind | null {
  if (raw === null || raw === undefined) return null;
  const kind = KINDS.find((known) => known === raw);
  if (kind === undefined) reader.repair('unknown-kind', at);
  return kind ?? null;
}

function readMinutes(reader: Reader, raw: unknown, at: string): number | null {
  if (raw === null || raw === undefined) return null;
  const minutes = typeof raw === 'string' ? Number.parseFloat(raw) : raw;
  if (typeof raw === 'string') reader.repair('wrong-type', `${at}.minutes`);
  if (typeof minutes === 'number' && minutes > 0 && minutes <= MOST_MINUTES) return minutes;
  reader.repair('impossible-minutes', at);
  return null;
}

function readNeeds(reader: Reader, raw: unknown, at: string, placeByEntry: ReadonlyMap<number, number>) {
  const needs = new Map<number, string>();
  for (const [i, need] of reader.list(raw, `${at}.needs`, MOST_NEEDS).entries()) {
    const where = `${at}.needs[${i}]`;
    // A bare number is a need without words.
    const isBare = typeof need === 'number' || typeof need === 'string';
    const { entry, words } = isBare ? { entry: need, words: '' } : reader.fields(need, where);
    const n = reader.number(entry, where);
    if (n === null) continue;
    const place = placeByEntry.get(n - 1);
    // What stands above was read already: anything else is below, itself, or not there.
    if (place === undefined) reader.repair(n >= 1 ? 'need-below' : 'unknown-task', where);
    else if (needs.has(place)) reader.repair('same-need', where);
    else needs.set(place, reader.text(words ?? '', where).trim());
  }
  return [...needs].map(([entry, words]) => ({ entry, words }));
}

class Reader {
  readonly #repairs: Repair[];

  constructor(repairs: Repair[]) {
    this.#repairs = repairs;
  }

  repair(code: RepairCode, at: string): void {
    if (this.#repairs.length < MOST_TASKS) this.#repairs.push({ code, at });
  }

  fields(value: unknown, at: string): Readonly<Record<string, unknown>> {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    this.repair('unreadable', at);
    return {};
  }

  list(value: unknown, at: string, most: number): readonly unknown[] {
    if (value === undefined || value === null) return [];
    const items = Array.isArray(value) ? value : [value];
    if (!Array.isArray(value)) this.repair('wrong-type', at);
    if (items.length > most) this.repair('too-many', at);
    return items.slice(0, most);
  }

  text(value: unknown, at: string): string {
    if (typeof value === 'string') return value.isWellFormed() ? value : value.toWellFormed();
    if (value === undefined || value === null) return '';
    this.repair('wrong-type', at);
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
  }

  number(value: unknown, at: string): number | null {
    if (Number.isInteger(value)) return value as number;
    const read = typeof value === 'string' ? Number(/-?\d+/u.exec(value)?.[0] ?? Number.NaN) : Number.NaN;
    this.repair(Number.isInteger(read) ? 'wrong-type' : 'unreadable', at);
    return Number.isInteger(read) ? read : null;
  }
}

function sameNumbers(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((n, i) => n === b[i]);
}
