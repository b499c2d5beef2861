import { untrack } from 'svelte';
import type { TaskId } from '#planner/ids.ts';
import type { PlanState } from '#planner/state.ts';
import { keepRows, type OutlineRow, outlineRows, type StatusFilter } from './outline-rows.ts';
import { below, type Place } from './placement.ts';
import { type Reading, readingOf } from './reading.ts';

/** A row that is being typed and not a task yet. */
export interface NewRow {
  readonly place: Place;
  /** It is drawn behind this task and what that holds; null is at the top. */
  readonly behind: TaskId | null;
  readonly level: number;
}

/**
 * What a person has open, looks for, has selected and is typing in the outline of one plan. None of it is in the log; it
 * stays while they look at another view.
 */
export class Outline {
  readonly #state: () => PlanState;
  readonly #now: () => number;

  #collapsed = $state.raw<ReadonlySet<TaskId>>(new Set());
  #active = $state.raw<TaskId | null>(null);
  /** Where the active row stood: when its task goes, the row that takes its place is the active one. */
  #activeIndex = 0;
  #kept: ReadonlyMap<TaskId, OutlineRow> = new Map();

  query = $state('');
  filter = $state<StatusFilter>(null);
  /** The task whose title is being edited in its row. */
  editing = $state.raw<TaskId | null>(null);
  adding = $state.raw<NewRow | null>(null);

  readonly reading: Reading = $derived.by(() => readingOf(this.#state(), this.#now()));
  readonly rows: readonly OutlineRow[] = $derived.by(() => {
    const rows = keepRows(
      outlineRows(this.reading, { collapsed: this.#collapsed, query: this.query, filter: this.filter }),
      this.#kept,
    );
    this.#kept = new Map(rows.map((row) => [row.id, row]));
    return rows;
  });
  readonly #indexById = $derived(new Map(this.rows.map((row, index) => [row.id, index])));
  readonly narrowed = $derived(this.query.trim() !== '' || this.filter !== null);
  readonly matching = $derived(this.narrowed ? this.rows.filter((row) => row.matches).length : this.rows.length);
  readonly groups = $derived([...this.reading.tasks.keys()].filter((id) => this.reading.childIds(id).length > 0));

  /** The one row that Tab reaches. */
  readonly active: TaskId | null = $derived.by(() => {
    if (this.#active !== null && this.#indexById.has(this.#active)) return this.#active;
    return this.rows[Math.min(this.#activeIndex, this.rows.length - 1)]?.id ?? null;
  });
  /** Index of the row behind which the new row is drawn; -1 is above all, null: there is none. */
  readonly addingBehind: number | null = $derived.by(() => {
    if (this.adding === null) return null;
    const { behind, place } = this.adding;
    if (behind === null) return -1;
    const at = this.#indexById.get(behind);
    if (at === undefined) return this.rows.length - 1;
    // First inside a group: right below it. Else below all that the sibling holds.
    return place.after === null ? at : this.#lastInside(at);
  });

  readonly addingBehindId: TaskId | null = $derived(
    this.addingBehind === null ? null : (this.rows[this.addingBehind]?.id ?? null),
  );

  /**
   * @param now epoch milliseconds
   * @param collapsed groups that are closed to begin with
   */
  constructor(state: () => PlanState, now: () => number, collapsed: ReadonlySet<TaskId> = new Set()) {
    this.#state = state;
    this.#now = now;
    this.#collapsed = collapsed;
  }

  get collapsed(): ReadonlySet<TaskId> {
    return this.#collapsed;
  }

  /** The task that a person chose, even where the filter hides its row. */
  get selected(): TaskId | null {
    return this.#active !== null && this.reading.tasks.has(this.#active) ? this.#active : null;
  }

  /** The same, for who must not be told of the next change. */
  selectedNow(): TaskId | null {
    return untrack(() => this.selected);
  }

  indexOf(id: TaskId): number | undefined {
    return this.#indexById.get(id);
  }

  row(id: TaskId | null): OutlineRow | undefined {
    const index = id === null ? undefined : this.#indexById.get(id);
    return index === undefined ? undefined : this.rows[index];
  }

  select(id: TaskId | null): void {
    this.#active = id;
    if (id !== null) this.#activeIndex = this.#indexById.get(id) ?? this.#activeIndex;
  }

  /** Opens what hides a task, and selects it. */
  show(id: TaskId): void {
    const task = this.reading.tasks.get(id);
    if (task === undefined) return;
    if (this.narrowed && !this.#indexById.has(id)) this.showAll();
    const collapsed = new Set(this.#collapsed);
    for (let here = this.reading.parentOf(id); here !== null; here = this.reading.parentOf(here))
      collapsed.delete(here);
    if (collapsed.size !== this.#collapsed.size) this.#collapsed = collapsed;
    this.select(id);
  }

  showAll(): void {
    this.query = '';
    this.filter = null;
  }

  toggle(id: TaskId, open: boolean): void {
    const collapsed = new Set(this.#collapsed);
    if (open) collapsed.delete(id);
    else collapsed.add(id);
    this.#collapsed = collapsed;
  }

  expandAll(): void {
    this.#collapsed = new Set();
  }

  collapseAll(): void {
    this.#collapsed = new Set(this.groups);
  }

  /** The row so many rows further down, or up; it stops at the ends. */
  step(rows: number): TaskId | null {
    const from = this.active === null ? 0 : (this.#indexById.get(this.active) ?? 0);
    return this.rows[Math.max(0, Math.min(this.rows.length - 1, from + rows))]?.id ?? null;
  }

  first(): TaskId | null {
    return this.rows[0]?.id ?? null;
  }

  last(): TaskId | null {
    return this.rows.at(-1)?.id ?? null;
  }

  /** Right: opens a closed group, goes into an open one. Answers the row to go to, if any. */
  into(id: TaskId): TaskId | null {
    const row = this.row(id);
    if (!row?.group) return null;
    if (!row.expanded) {
      this.toggle(id, true);
      return null;
    }
    return this.rows[(this.#indexById.get(id) ?? 0) + 1]?.id ?? null;
  }

  /** Left: closes an open group, else goes to the parent. */
  outOf(id: TaskId): TaskId | null {
    const row = this.row(id);
    if (row?.group && row.expanded && !this.narrowed) {
      this.toggle(id, false);
      return null;
    }
    return this.reading.parentOf(id);
  }

  edit(id: TaskId): void {
    this.show(id);
    this.adding = null;
    this.editing = id;
  }

  addBelow(id: TaskId): void {
    const row = this.row(id);
    const place = below(this.reading, id, row?.expanded ?? false);
    this.editing = null;
    this.adding = { place, behind: id, level: (row?.level ?? 1) + (place.parentId === id ? 1 : 0) };
  }

  addInside(id: TaskId): void {
    this.toggle(id, true);
    const row = this.row(id);
    const after = this.reading.childIds(id).at(-1) ?? null;
    this.editing = null;
    this.adding = { place: { parentId: id, after }, behind: after ?? id, level: (row?.level ?? 1) + 1 };
  }

  addAtEnd(): void {
    const after = this.reading.childIds(null).at(-1) ?? null;
    this.adding = { place: { parentId: null, after }, behind: after, level: 1 };
  }

  /** Another new row behind the task that was just added. */
  addNext(id: TaskId): void {
    if (this.adding === null) return;
    this.adding = { ...this.adding, place: { parentId: this.adding.place.parentId, after: id }, behind: id };
  }

  indentNew(): void {
    const after = this.adding?.place.after;
    if (!this.adding || !after) return;
    this.toggle(after, true);
    const last = this.reading.childIds(after).at(-1) ?? null;
    this.adding = { place: { parentId: after, after: last }, behind: last ?? after, level: this.adding.level + 1 };
  }

  outdentNew(): void {
    const parent = this.adding?.place.parentId;
    if (!this.adding || !parent) return;
    this.adding = {
      place: { parentId: this.reading.parentOf(parent), after: parent },
      behind: parent,
      level: this.adding.level - 1,
    };
  }

  #lastInside(at: number): number {
    const level = this.rows[at]?.level ?? 1;
    let last = at;
    while ((this.rows[last + 1]?.level ?? 0) > level) last += 1;
    return last;
  }
}
