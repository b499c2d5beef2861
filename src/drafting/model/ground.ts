import type { ProposedNeed } from '#planner/draft.ts';
import type { ChangeId } from '#planner/ids.ts';
import { TITLE_LENGTH } from '#planner/task.ts';
import { withoutCircles } from '../rules/acyclic.ts';
import type { Range } from '../rules/mask.ts';
import { shorten } from '../rules/title.ts';
import { findQuote } from './find-quote.ts';
import { fitting } from './fitting.ts';
import { saysWhatComesNext } from './order-cue.ts';
import type { Entry, Reading, Repair, RepairCode } from './reading.ts';
import { idOf, type NumberedDraft, type NumberedTask } from './rules-draft.ts';
import type { EntryPlace, Grounded, NewTask, Suggestion } from './suggestion.ts';

/**
 * Holds a model's reading against the text and the rules' draft. What comes out are suggestions, each with the words that it
 * is made from; what has no ground at all is refused, and everything that was mended or refused is listed.
 */
export function ground(
  text: string,
  rules: NumberedDraft,
  reading: Reading,
): Grounded & { readonly repairs: readonly Repair[] } {
  const grounding = new Grounding(text, rules, reading);
  grounding.run();
  return grounding;
}

class Grounding {
  readonly suggestions: Suggestion[] = [];
  readonly places: (EntryPlace | null)[] = [];
  readonly repairs: Repair[] = [];
  readonly #text: string;
  readonly #rules: NumberedDraft;
  readonly #reading: Reading;
  readonly #wrong = new Set<ProposedNeed>();
  #born = 0;

  constructor(text: string, rules: NumberedDraft, reading: Reading) {
    this.#text = text;
    this.#rules = rules;
    this.#reading = reading;
  }

  run(): void {
    const entries = this.#reading.tasks.map((entry, i) => this.#anchor(entry, i));
    const usersByTask = new Map<NumberedTask, AnchoredEntry[]>();
    for (const entry of entries) {
      for (const task of entry.from) {
        const users = usersByTask.get(task);
        if (users === undefined) usersByTask.set(task, [entry]);
        else users.push(entry);
      }
    }
    this.places.length = entries.length;
    this.places.fill(null);
    const done = new Set<AnchoredEntry>();
    for (const entry of entries) {
      if (done.has(entry)) continue;
      const [first, ...others] = entry.from;
      if (first === undefined) this.#add(entry);
      else if (others.length > 0) this.#merge(entry, first, others);
      else {
        const users = (usersByTask.get(first) ?? []).filter(({ from }) => from.length === 1);
        if (users.length > 1 && !first.isGroup) this.#split(first, users);
        else for (const user of users) this.#change(user, first);
        for (const user of users) done.add(user);
      }
    }
    this.#leaveOut(new Set(usersByTask.keys()));
    this.#wrongNeeds();
    this.#needs(entries);
    this.#questions();
  }

  /** Which of the rules' tasks an entry is made of, and where its words stand. */
  #anchor(entry: Entry, index: number): AnchoredEntry {
    const at = `tasks[${index}]`;
    const from = entry.from.flatMap((n) => this.#task(n, at) ?? []);
    const own = from.map(({ range }) => range).filter((range) => range !== null);
    const isNew = from.length === 0;
    const source =
      entry.quote.trim() === ''
        ? null
        : findQuote(this.#text, entry.quote, (range) => (isNew ? -this.#covered(range).all : overlapOf(range, own)));
    if (entry.quote.trim() !== '' && source === null) this.#repair('quote-missing', at);
    if (!isNew || source === null) return { entry, index, from, source };
    const { task, share, all } = this.#covered(source);
    if (all < MOST_SHARED) return { entry, index, from, source };
    this.#repair('quote-covered', at);
    // Words of several tasks are none of its own.
    if (task === null || share < MOST_COVERED) return { entry, index, from, source: null };
    return { entry, index, from: [task], source };
  }

  /** The task of the rules that most of a stretch belongs to, and how much of it belongs to any. */
  #covered(range: Range): { readonly task: NumberedTask | null; readonly share: number; readonly all: number } {
    const length = Math.max(1, range.end - range.start);
    let most: { readonly task: NumberedTask | null; readonly share: number } = { task: null, share: 0 };
    for (const task of this.#rules.leaves) {
      const share = task.range === null ? 0 : overlapOf(range, [task.range]) / length;
      if (share > most.share) most = { task, share };
    }
    const all = this.#rules.leaves.flatMap((task) => task.range ?? []);
    return { ...most, all: overlapOf(range, all) / length };
  }

  #add(anchored: AnchoredEntry): void {
    const { entry, index, source } = anchored;
    if (source === null && entry.why === '') {
      this.#repair('invented', `tasks[${index}]`);
      return;
    }
    const task = this.#newTask(anchored);
    this.places[index] = { id: task.id, else: null };
    const before =
      source === null ? this.#rules.tasks : this.#rules.tasks.filter((known) => startsBefore(known, source));
    const behind = before.at(-1)?.change.id ?? null;
    this.#suggest({ type: 'add', task, behind, why: entry.why, source, taken: false });
  }

  #merge({ entry, index, source }: AnchoredEntry, into: NumberedTask, others: readonly NumberedTask[]): void {
    const at = `tasks[${index}]`;
    this.places[index] = { id: into.change.id, else: into.change.id };
    const places = [into, ...others].map((task) => this.#rules.leaves.indexOf(task)).sort((a, b) => a - b);
    const isWide = places.length > MOST_MERGED || (places.at(-1) ?? 0) - (places[0] ?? 0) >= places.length;
    if (isWide || places.includes(-1)) {
      this.#repair('merge-too-wide', at);
      return;
    }
    const { title, details } = titleOf(entry);
    const ids = others.map(({ change }) => change.id);
    const common = { why: entry.why, source, taken: false };
    this.#suggest({ type: 'merge', into: into.change.id, others: ids, title, details, ...common });
  }

  #split(task: NumberedTask, users: readonly AnchoredEntry[]): void {
    const { id } = task.change;
    const parts = users.map((user, i) => (i === 0 ? { ...this.#newTask(user), id } : this.#newTask(user)));
    for (const [i, user] of users.entries()) this.places[user.index] = { id: parts[i]?.id ?? id, else: id };
    const why = users.map(({ entry }) => entry.why).find((words) => words !== '') ?? '';
    this.#suggest({ type: 'split', task: id, parts, why, source: task.range, taken: false });
  }

  #change({ entry, index, source }: AnchoredEntry, { change, isGroup }: NumberedTask): void {
    const { id, fields } = change;
    this.places[index] = { id, else: id };
    const common = { why: entry.why, source, taken: false };
    const { title, details } = titleOf(entry);
    const isOther = title !== fields.title || (details !== null && details !== (fields.description ?? ''));
    if (isOther) this.#suggest({ type: 'rename', task: id, title, details, ...common });
    // A tool that was found goes with the kind.
    const isKnown = fields.kind === 'tool-call' || isGroup;
    if (entry.kind !== null && entry.kind !== (fields.kind ?? 'manual') && !isKnown)
      this.#suggest({ type: 'kind', task: id, kind: entry.kind, ...common });
    if (entry.minutes !== null && entry.minutes !== (fields.estimateMinutes ?? null) && !isGroup)
      this.#suggest({ type: 'estimate', task: id, minutes: entry.minutes, ...common });
  }

  #leaveOut(used: ReadonlySet<NumberedTask>): void {
    const left = new Set<NumberedTask>();
    for (const [i, { task: n, why }] of this.#reading.leaveOut.entries()) {
      const at = `leave_out[${i}]`;
      const task = this.#task(n, at);
      if (task === null || left.has(task)) continue;
      if (used.has(task) || task.isGroup) {
        this.#repair('contradiction', at);
        continue;
      }
      left.add(task);
      this.#suggest({ type: 'leave-out', task: task.change.id, why, source: task.range, taken: false });
    }
    for (const task of this.#rules.leaves) {
      if (!used.has(task) && !left.has(task)) this.#repair('not-mentioned', `task ${task.n}`);
    }
  }

  #wrongNeeds(): void {
    for (const [i, { task, needs, why }] of this.#reading.wrongNeeds.entries()) {
      const at = `wrong_needs[${i}]`;
      const [from, to] = [this.#task(task, at), this.#task(needs, at)];
      const need = this.#rules.needs.find(
        (known) => endIs(known.from, from?.change.id) && endIs(known.to, to?.change.id),
      );
      if (need === undefined) {
        if (from !== null && to !== null) this.#repair('contradiction', at);
        continue;
      }
      this.#wrong.add(need);
      this.#suggest({ type: 'wrong-need', need: need.id, why, source: null, taken: false });
    }
  }

  #needs(entries: readonly AnchoredEntry[]): void {
    const { indexById, held, edges } = this.#graph();
    const said = entries.flatMap(({ entry, index }) =>
      entry.needs.flatMap(({ entry: needed, words }) => {
        const [from, to] = [this.places[index], this.places[needed]];
        if (!from || !to || from.id === to.id || this.#isThere(from, to)) return [];
        const ends = { from: indexById.get(from.id) ?? -1, to: indexById.get(to.id) ?? -1, confidence: 1 };
        return [{ ...ends, index, needed, words, ends: [from, to] as const, why: entry.why }];
      }),
    );
    const fit = new Set(fitting(held, edges, said));
    for (const one of said) {
      const { index, needed, words, why, ends } = one;
      if (!fit.has(one)) {
        this.#repair('circle', `tasks[${index}].needs`);
        continue;
      }
      const source = words === '' ? null : findQuote(this.#text, words);
      if (words !== '' && source === null) this.#repair('quote-missing', `tasks[${index}].needs`);
      const taken = source !== null && this.#isSaid(...ends, source);
      this.#suggest({ type: 'need', from: index, to: needed, words, why, source, taken });
    }
  }

  /** The rules' tasks and needs, with what was split in its parts and what was joined as one. */
  #graph(): Graph {
    const partsById = new Map<ChangeId, ChangeId[]>();
    for (const place of this.places) {
      if (!place) continue;
      const of = place.else ?? place.id;
      partsById.set(of, [...(partsById.get(of) ?? []), place.id]);
    }
    const now = (id: ChangeId): readonly ChangeId[] => {
      const into = this.suggestions.find((one) => one.type === 'merge' && one.others.includes(id));
      const kept = into?.type === 'merge' ? into.into : id;
      return partsById.get(kept) ?? [kept];
    };
    const ids = [...new Set([...this.#rules.tasks.map(({ change }) => change.id), ...[...partsById.values()].flat()])];
    const indexById = new Map(ids.map((id, i) => [id, i]));
    const held = ids.map((_, i) => {
      const parent = idOf(this.#rules.tasks[i]?.change.parent ?? null);
      return { parent: parent === null ? -1 : (indexById.get(parent) ?? -1) };
    });
    const edges = this.#rules.needs
      .filter((need) => !this.#wrong.has(need))
      .flatMap((need) => {
        const [from, to] = [idOf(need.from), idOf(need.to)];
        if (from === null || to === null) return [];
        return now(from).flatMap((a) =>
          now(to).map((b) => ({ from: indexById.get(a) ?? 0, to: indexById.get(b) ?? 0, confidence: 1 })),
        );
      })
      .filter(({ from, to }) => from !== to);
    return { indexById, held, edges: withoutCircles(held, edges).needs };
  }

  /** The rules have it already. */
  #isThere(from: EntryPlace, to: EntryPlace): boolean {
    return this.#rules.needs.some((need) => endIs(need.from, from.id) && endIs(need.to, to.id));
  }

  /**
   * The rules can check it: its words stand at the beginning of a task of theirs, say that this comes next, and the other
   * one is the task before. What any other words mean is for them to say, or for the person.
   */
  #isSaid(from: EntryPlace, to: EntryPlace, cue: Range): boolean {
    const place = this.#rules.leaves.findIndex(({ change }) => change.id === from.id);
    const [later, earlier] = [this.#rules.leaves[place], this.#rules.leaves[place - 1]];
    if (later === undefined || earlier === undefined || earlier.change.id !== to.id) return false;
    if (later.range === null || earlier.range === null) return false;
    const isBetween = cue.start >= earlier.range.end && cue.end <= later.range.start + CUE_REACH;
    return isBetween && saysWhatComesNext(this.#text.slice(cue.start, cue.end));
  }

  #questions(): void {
    for (const { entry, text, options, mustAsk } of this.#reading.questions) {
      this.#suggest({ type: 'ask', about: entry, text, options, mustAsk, why: '', source: null, taken: false });
    }
    for (const n of this.#reading.needlessQuestions) {
      const question = this.#rules.questions[n - 1];
      if (question === undefined) this.#repair('unknown-task', 'needless_questions');
      else this.#suggest({ type: 'needless-question', question: question.id, why: '', source: null, taken: false });
    }
  }

  #newTask({ entry, source }: AnchoredEntry): NewTask {
    this.#born += 1;
    const { title, details } = titleOf(entry);
    const id = `m${this.#born}` as ChangeId;
    return { id, title, details, source, kind: entry.kind, minutes: entry.minutes };
  }

  #task(n: number, at: string): NumberedTask | null {
    const task = this.#rules.byNumber(n);
    if (task === null) this.#repair('unknown-task', at);
    return task;
  }

  #suggest(suggestion: Suggestion): void {
    this.suggestions.push(suggestion);
  }

  #repair(code: RepairCode, at: string): void {
    this.repairs.push({ code, at });
  }
}

interface Graph {
  readonly indexById: ReadonlyMap<ChangeId, number>;
  readonly held: readonly { readonly parent: number }[];
  readonly edges: readonly { readonly from: number; readonly to: number; readonly confidence: number }[];
}

interface AnchoredEntry {
  readonly entry: Entry;
  readonly index: number;
  readonly from: readonly NumberedTask[];
  readonly source: Range | null;
}

/** From this share on, a new task's words count as taken by others. */
const MOST_SHARED = 0.2;
/** From this share on, they count as those of the task that they stand in. */
const MOST_COVERED = 0.6;
/** More is hardly one thing to do. */
const MOST_MERGED = 8;
/** A word of order may be the first of a task's own words. */
const CUE_REACH = 25;

/** What does not fit into a title is kept beside it. */
function titleOf({ title, details }: Entry): { readonly title: string; readonly details: string | null } {
  const short = shorten(title, TITLE_LENGTH);
  if (!short.cut) return { title: short.title, details };
  return { title: short.title, details: details === null || details === '' ? title : `${title}\n\n${details}` };
}

function overlapOf(range: Range, others: readonly Range[]): number {
  return others.reduce(
    (sum, other) => sum + Math.max(0, Math.min(range.end, other.end) - Math.max(range.start, other.start)),
    0,
  );
}

function startsBefore({ range }: NumberedTask, source: Range): boolean {
  return range !== null && range.start <= source.start;
}

function endIs(end: { readonly in: string }, id: ChangeId | undefined): boolean {
  return end.in === 'draft' && 'change' in end && end.change === id;
}
