import { withoutCircles } from './acyclic.ts';
import { titleBefore } from './asides.ts';
import type { Marker } from './blocks.ts';
import type { Language } from './language.ts';
import { plainWords, type Range, type Text } from './mask.ts';
import { StatedOrders, type StepNeed } from './order/stated-orders.ts';
import type { Outline, OutlineNode } from './outline.ts';
import { type ParagraphReading, ProseReader } from './prose.ts';
import { type PlacedReference, resolveReferences } from './resolve.ts';
import type { Seed, SeedNeed } from './seed.ts';
import { type Columns, readHeader, readRow } from './table.ts';
import { readWholeText } from './whole-text.ts';

export interface Reading {
  /** In document order; a parent stands before its children. */
  readonly seeds: readonly Seed[];
  readonly needs: readonly SeedNeed[];
  /** Needs that the text states and that would close a circle. */
  readonly circular: readonly SeedNeed[];
}

/**
 * Decides which parts of an outline are tasks, which group them and which are notes. Yields the offset reached.
 *
 * Where most entries have a box, the document says itself which of its lines are tasks: those with a box, and those between
 * them in the same list, whose box was forgotten. Everything else there is a note. Elsewhere each list entry is a task,
 * with a box or without, and running text is read sentence by sentence.
 */
export function* readTasks(text: Text, outline: Outline, language: Language): Generator<number, Reading> {
  const reader = new TaskReader(text, outline, language);
  for (let i = 0; i < outline.nodes.length; i++) {
    yield* reader.read(i);
    yield outline.nodes[i]?.block.range.end ?? 0;
  }
  return yield* reader.finish();
}

class TaskReader {
  readonly #text: Text;
  readonly #outline: Outline;
  readonly #language: Language;
  readonly #prose: ProseReader;
  readonly #seeds: Seed[] = [];
  readonly #stepNeeds: StepNeed[] = [];
  readonly #orders: StatedOrders;
  readonly #references: PlacedReference[] = [];
  /** Sentences that asked for nothing. */
  readonly #loose: Range[] = [];
  /** The numbers of each list, and the list of each seed. */
  readonly #steps = new Map<number, Map<number, number>>();
  readonly #listOf = new Map<number, number>();
  #table: { readonly id: number; readonly columns: Columns | null } | null = null;
  /** The node that is being read. */
  #at = 0;
  #sentences = 0;
  /** Of each node, the seed made from it; -1 none. */
  readonly #seedOf: number[] = [];
  /** Headings that hold a task; others fade into notes. */
  readonly #holds: boolean[] = [];
  readonly #boxedLists = new Set<number>();
  /** Lists below a line such as "Attendees:". */
  readonly #noteLists = new Set<number>();
  /** The line above a list that names it, by the node both stand under. */
  readonly #intros = new Map<number, number>();
  /** The last step of each ordered list. */
  readonly #lastStep = new Map<number, number>();
  /** The last ordered heading under each parent. */
  readonly #lastHeading = new Map<number, number>();
  #paragraph: { id: number; parent: number; ranges: Range[] } | null = null;

  constructor(text: Text, outline: Outline, language: Language) {
    this.#text = text;
    this.#outline = outline;
    this.#language = language;
    this.#prose = new ProseReader(text, language);
    this.#orders = new StatedOrders(text, outline, language);
    for (const { block, list } of outline.nodes) {
      if (block.type === 'entry' && block.marker.checked !== null) this.#boxedLists.add(list);
    }
  }

  *read(i: number): Generator<number, void> {
    const node = this.#outline.nodes[i];
    if (node === undefined) return;
    this.#at = i;
    this.#seedOf[i] = -1;
    const { block } = node;
    if (this.#paragraph !== null && !(block.type === 'line' && block.paragraph === this.#paragraph.id)) {
      yield* this.#endParagraph(node);
    }
    switch (block.type) {
      case 'heading':
        this.#readHeading(i, node, block.range, block.marker);
        return;
      case 'entry':
        if (this.#outline.isChecklist ? this.#boxedLists.has(node.list) : !this.#isUnderNotes(node))
          this.#readEntry(i, node, block.range, block.marker);
        else this.#note(node.parent, this.#wholeLine(block.range));
        return;
      case 'line':
        if (this.#outline.isChecklist || this.#ownerIsEntry(node.parent) || this.#isUnderNotes(node))
          this.#note(node.parent, this.#wholeLine(block.range));
        else {
          this.#intros.delete(node.parent);
          this.#paragraph ??= { id: block.paragraph, parent: node.parent, ranges: [] };
          this.#paragraph.ranges.push(block.range);
        }
        return;
      case 'row':
        if (this.#outline.isChecklist || !this.#readRow(node, block.range, block.table))
          this.#note(node.parent, this.#wholeLine(block.range));
        return;
      case 'code':
        this.#note(node.parent, this.#wholeLine(block.range));
        return;
      case 'rule':
        return;
    }
  }

  *finish(): Generator<number, Reading> {
    this.#at = this.#outline.nodes.length;
    if (this.#paragraph !== null) yield* this.#endParagraph(null);
    if (!this.#holds.includes(true)) {
      const whole = readWholeText(this.#text, this.#outline, this.#language, this.#prose);
      return { seeds: whole === null ? [] : [whole], needs: [], circular: [] };
    }
    const { needs, dropped } = yield* resolveReferences(
      this.#text,
      this.#language,
      this.#seeds,
      this.#references,
      (seed) => this.#steps.get(this.#listOf.get(seed) ?? -1),
    );
    const nodeOf = new Map<number, number>();
    for (const [node, seed] of this.#seedOf.entries()) if (seed >= 0) nodeOf.set(seed, node);
    const seedOf = (node: number) => this.#seedOf[node] ?? -1;
    const taken = yield* this.#orders.readAmong(this.#seeds, nodeOf, seedOf, this.#loose);
    for (const seed of taken.size === 0 ? [] : this.#seeds) {
      for (let i = seed.notes.length - 1; i >= 0; i--)
        if (taken.has(seed.notes[i]?.start ?? -1)) seed.notes.splice(i, 1);
    }
    const all = [...this.#orders.needs(this.#stepNeeds, nodeOf, seedOf), ...needs];
    for (const { from, ranges } of all) this.#withoutAside(from, ranges[0]);
    return this.#compacted(all, dropped);
  }

  /** A need that an entry states in brackets at its end leaves the title. */
  #withoutAside(at: number, cue: Range | undefined): void {
    const seed = this.#seeds[at];
    if (seed === undefined || cue === undefined || seed.title !== null) return;
    const titleRange = titleBefore(this.#text, seed.titleRange, cue);
    if (titleRange !== null) this.#seeds[at] = { ...seed, titleRange };
  }

  #readHeading(i: number, node: OutlineNode, range: Range, marker: Marker | null): void {
    const seed = this.#addSeed({
      range,
      titleRange: range,
      title: null,
      parent: this.#groupAbove(node.parent),
      done: false,
      why: 'heading',
      whyParams: {},
      confidence: 0.9,
      details: [],
      notes: [],
      assignee: null,
      type: 'heading',
      asks: [],
      isImplied: false,
      day: -1,
    });
    this.#seedOf[i] = seed;
    if (marker?.n === null || marker === null) return;
    const before = this.#lastHeading.get(node.parent);
    if (before !== undefined) this.#needStep(seed, before, marker.n, range, 0.7, -1);
    this.#lastHeading.set(node.parent, seed);
  }

  #readEntry(i: number, node: OutlineNode, range: Range, marker: Marker): void {
    const parent = this.#intros.get(node.parent) ?? this.#groupAbove(node.parent);
    if (marker.checked === null && this.#orders.takesEntry(i, range, marker.n)) return;
    const seed = this.#addSeed({
      ...this.#prose.readEntry(range),
      range,
      parent,
      done: marker.checked === true,
      why: marker.checked === true ? 'ticked-off' : marker.n === null ? 'list-entry' : 'numbered-step',
      whyParams: marker.n === null ? { depth: this.#depth(node) } : { n: marker.n },
      confidence: marker.checked === null ? 0.85 : 1,
      isImplied: false,
      day: -1,
    });
    this.#seedOf[i] = seed;
    this.#place(seed, node.list, marker);
    this.#markHeld(parent);
    if (marker.type === 'bullet') return;
    const before = this.#lastStep.get(node.list);
    // Letters name alternatives as often as steps, so they state no order.
    if (before !== undefined && marker.type !== 'letter')
      this.#needStep(seed, before, marker.n ?? 0, range, marker.type === 'step' ? 0.95 : 0.8, node.list);
    this.#lastStep.set(node.list, seed);
  }

  /** A row of a table whose header names tasks; false where it is none. */
  #readRow(node: OutlineNode, range: Range, table: number): boolean {
    if (this.#table?.id !== table) this.#table = { id: table, columns: readHeader(this.#text, range) };
    else if (this.#table.columns !== null) {
      const row = readRow(this.#text, range, this.#table.columns);
      if (row === null) return true;
      const read = this.#prose.readEntry(row.task);
      const parent = this.#intros.get(node.parent) ?? this.#groupAbove(node.parent);
      this.#addSeed({
        ...read,
        range,
        details: [range],
        parent,
        done: false,
        why: 'list-entry',
        whyParams: { depth: 0 },
        confidence: 0.8,
        assignee: row.owner ?? read.assignee,
        isImplied: false,
        day: -1,
      });
      this.#markHeld(parent);
    }
    return this.#table.columns !== null;
  }

  #place(seed: number, list: number, marker: Marker): void {
    this.#listOf.set(seed, list);
    if (marker.n === null) return;
    const steps = this.#steps.get(list) ?? new Map<number, number>();
    if (!steps.has(marker.n)) steps.set(marker.n, seed);
    this.#steps.set(list, steps);
  }

  #needStep(from: number, to: number, n: number, range: Range, confidence: number, list: number): void {
    this.#stepNeeds.push({
      list,
      from,
      to,
      type: 'blocks',
      lagMinutes: 0,
      why: 'numbered-order',
      cue: String(n),
      ranges: [range],
      confidence,
    });
  }

  /** A paragraph ends before `next`, which tells whether its last line introduces a list. */
  *#endParagraph(next: OutlineNode | null): Generator<number, void> {
    const paragraph = this.#paragraph;
    this.#paragraph = null;
    if (paragraph === null) return;
    const { parent } = paragraph;
    const ranges = [...this.#orders.take(paragraph.ranges, this.#at)];
    if (ranges.length === 0) return;
    const group = this.#groupAbove(parent);
    const last = ranges.at(-1);
    // A line alone above the whole list is the list's name, not a task and not a group.
    if (
      next?.block.type === 'entry' &&
      this.#seeds.length === 0 &&
      ranges.length === 1 &&
      last !== undefined &&
      this.#isTitle(last, next)
    )
      return;
    const introduction =
      next?.block.type === 'entry' && next.parent === parent && last !== undefined
        ? this.#prose.readIntroduction(last, this.#text.source.slice(last.end, next.block.range.start))
        : null;
    if (introduction === null) {
      this.#addProse(yield* this.#prose.readParagraph(ranges, this.#isWholeText), group, parent);
      return;
    }
    ranges.pop();
    if (introduction.before !== null) ranges.push(introduction.before);
    this.#addProse(yield* this.#prose.readParagraph(ranges, this.#isWholeText), group, parent);
    if (introduction.seed === null) return;
    if (this.#namesNotes(introduction.seed.range)) {
      this.#intros.delete(parent);
      if (next?.block.type === 'entry') this.#noteLists.add(next.list);
    } else this.#intros.set(parent, this.#addSeed({ ...introduction.seed, parent: group }));
  }

  #isTitle(range: Range, next: OutlineNode): boolean {
    const gap = this.#text.source.slice(range.end, next.block.range.start);
    return (
      gap.split('\n').length > 2 &&
      range.end - range.start <= 60 &&
      !/[.!?:;,…]$/u.test(this.#text.masked.slice(range.start, range.end))
    );
  }

  #addProse(read: ParagraphReading, group: number, parentNode: number): void {
    const first = this.#seeds.length;
    this.#loose.push(...read.notes, ...read.seeds.flatMap(({ why, notes }) => (why === 'sentence' ? notes : [])));
    for (const range of read.notes) this.#note(parentNode, range);
    for (const seed of read.seeds)
      this.#addSeed({
        ...seed,
        parent: seed.parent < 0 ? group : seed.parent + first,
        day: seed.day < 0 ? -1 : this.#sentences + seed.day,
      });
    this.#sentences += read.seeds.length + 1;
    if (read.seeds.length > 0) this.#markHeld(group);
    for (const { parent } of read.seeds) if (parent >= 0) this.#markHeld(parent + first);
    for (const { target, implied, seed, ...reference } of read.references) {
      this.#references.push({
        ...reference,
        seed: seed + first,
        target: target.type === 'seed' ? { type: 'seed', seed: target.seed + first } : target,
        implied: implied === null ? null : implied + first,
      });
    }
  }

  /** Nothing but one paragraph. */
  get #isWholeText(): boolean {
    return (
      this.#seeds.length === 0 &&
      this.#outline.nodes.every(({ block }) => block.type === 'line' && block.paragraph === 1)
    );
  }

  #addSeed(seed: Seed): number {
    this.#seeds.push(seed);
    this.#holds.push(seed.type !== 'heading');
    return this.#seeds.length - 1;
  }

  #markHeld(seed: number): void {
    for (let at = seed; at >= 0 && this.#holds[at] !== true; at = this.#seeds[at]?.parent ?? -1) this.#holds[at] = true;
  }

  /** The seed that a child of this node belongs under. */
  #groupAbove(node: number): number {
    for (let at = node; at >= 0; at = this.#outline.nodes[at]?.parent ?? -1) {
      const seed = this.#seedOf[at] ?? -1;
      if (seed >= 0) return seed;
    }
    return -1;
  }

  #note(parentNode: number, range: Range): void {
    const owner = this.#intros.get(parentNode) ?? this.#groupAbove(parentNode);
    this.#seeds[owner]?.notes.push(range);
  }

  /** With marker, indentation and markup, as a note keeps them. */
  #wholeLine(range: Range): Range {
    const { source } = this.#text;
    const feed = source.indexOf('\n', range.end);
    return {
      start: range.start === 0 ? 0 : source.lastIndexOf('\n', range.start - 1) + 1,
      end: feed < 0 ? source.length : feed,
    };
  }

  #ownerIsEntry(node: number): boolean {
    return this.#outline.nodes[node]?.block.type === 'entry';
  }

  /** Below a heading such as "Attendees" or "Ingredients" nothing is asked of anybody. */
  #isUnderNotes(node: OutlineNode): boolean {
    if (this.#noteLists.has(node.list)) return true;
    for (let at = node.parent; at >= 0; at = this.#outline.nodes[at]?.parent ?? -1) {
      const block = this.#outline.nodes[at]?.block;
      if (block?.type !== 'heading') continue;
      return this.#namesNotes(block.range);
    }
    return false;
  }

  #namesNotes(title: Range): boolean {
    const words = plainWords(this.#text, title)
      .toLowerCase()
      .replace(/[^\p{L}\p{N} ]/gu, '')
      .trim();
    return this.#language.noteHeadings.has(words);
  }

  #depth(node: OutlineNode): number {
    let depth = 0;
    for (
      let at = node.parent;
      this.#outline.nodes[at]?.block.type === 'entry';
      at = this.#outline.nodes[at]?.parent ?? -1
    )
      depth += 1;
    return depth;
  }

  /** Leaves out headings that hold nothing, whose lines stay as notes of the group above, and tasks named twice. */
  #compacted(needs: readonly SeedNeed[], dropped: ReadonlySet<number>): Reading {
    const kept: Seed[] = [];
    const place: number[] = [];
    for (const [i, seed] of this.#seeds.entries()) {
      const above = seed.parent < 0 ? -1 : (place[seed.parent] ?? -1);
      if (dropped.has(i)) {
        place.push(-1);
        continue;
      }
      if (this.#holds[i] === true) {
        place.push(kept.length);
        kept.push({ ...seed, parent: above });
        continue;
      }
      place.push(above);
      kept[above]?.notes.push(this.#wholeLine(seed.range), ...seed.notes);
    }
    const placed = needs.flatMap((need) => {
      const from = this.#holds[need.from] === true ? (place[need.from] ?? -1) : -1;
      const to = this.#holds[need.to] === true ? (place[need.to] ?? -1) : -1;
      return from < 0 || to < 0 ? [] : [{ ...need, from, to }];
    });
    return { seeds: kept, ...withoutCircles(kept, placed) };
  }
}
