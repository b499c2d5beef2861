import type { TaskId } from '#planner/ids.ts';
import type { Need } from '#planner/need.ts';
import type { ShownStatus } from '#planner/readiness.ts';
import type { Task } from '#planner/task.ts';
import { matcher } from './match.ts';
import type { Reading } from './reading.ts';

/** A need as a chip that jumps to the task it names. */
export interface NeedChip {
  readonly id: TaskId;
  readonly title: string;
  /** It no longer holds the task up. */
  readonly met: boolean;
}

/** One visible row of the outline. */
export interface OutlineRow {
  readonly id: TaskId;
  readonly task: Task;
  /** 1 at the top. */
  readonly level: number;
  /** Among its siblings, from 1. */
  readonly position: number;
  readonly siblings: number;
  readonly group: boolean;
  readonly expanded: boolean;
  readonly status: ShownStatus;
  /** Of a group's leaves. */
  readonly done: number;
  readonly total: number;
  readonly needs: readonly NeedChip[];
  /** false: it is shown only because something inside it matches. */
  readonly matches: boolean;
}

/** Which statuses are let through; null lets all. */
export type StatusFilter = 'ready' | 'waiting' | 'blocked' | 'open' | null;

export interface OutlineChoice {
  readonly collapsed: ReadonlySet<TaskId>;
  readonly query: string;
  readonly filter: StatusFilter;
}

/** The rows to show, top down. While something is searched for, groups that hold a match stand open. */
export function outlineRows(reading: Reading, choice: OutlineChoice): readonly OutlineRow[] {
  const narrowed = choice.query.trim() !== '' || choice.filter !== null;
  const matching = narrowed ? matches(reading, choice) : null;
  const kept = matching && withAncestors(reading, matching);
  const rows: OutlineRow[] = [];
  const stack: { id: TaskId; level: number; position: number; siblings: number }[] = [];
  push(reading.childIds(null), 1);
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { id, level, position, siblings } = next;
    const task = reading.tasks.get(id);
    if (!task) continue;
    const children = shown(reading.childIds(id));
    const group = reading.childIds(id).length > 0;
    const expanded = group && (narrowed ? children.length > 0 : !choice.collapsed.has(id));
    const { done, total } = group ? reading.progressOf(id) : { done: 0, total: 0 };
    rows.push({
      id,
      task,
      level,
      position,
      siblings,
      group,
      expanded,
      status: reading.statusOf(id),
      done,
      total,
      needs: needChips(reading, task),
      matches: matching?.has(id) ?? true,
    });
    if (expanded) push(children, level + 1);
  }
  return rows;

  function shown(ids: readonly TaskId[]): readonly TaskId[] {
    return kept ? ids.filter((id) => kept.has(id)) : ids;
  }

  function push(ids: readonly TaskId[], level: number): void {
    const some = shown(ids);
    for (let n = some.length - 1; n >= 0; n--) {
      const id = some[n];
      if (id !== undefined) stack.push({ id, level, position: n + 1, siblings: some.length });
    }
  }
}

/** Rows that equal the one of the same task in `before` are that one: an edit draws only what it touched. */
export function keepRows(rows: readonly OutlineRow[], before: ReadonlyMap<TaskId, OutlineRow>): readonly OutlineRow[] {
  return rows.map((row) => {
    const old = before.get(row.id);
    return old && sameRow(old, row) ? old : row;
  });
}

function sameRow(a: OutlineRow, b: OutlineRow): boolean {
  return (
    a.task === b.task &&
    a.level === b.level &&
    a.position === b.position &&
    a.siblings === b.siblings &&
    a.group === b.group &&
    a.expanded === b.expanded &&
    a.status === b.status &&
    a.done === b.done &&
    a.total === b.total &&
    a.matches === b.matches &&
    a.needs.length === b.needs.length &&
    a.needs.every((need, n) => {
      const other = b.needs[n];
      return other !== undefined && need.id === other.id && need.title === other.title && need.met === other.met;
    })
  );
}

function needChips(reading: Reading, task: Task): readonly NeedChip[] {
  return task.needs.map((need) => ({
    id: need.task,
    title: reading.tasks.get(need.task)?.title ?? '',
    met: isMet(need, reading.statusOf(need.task)),
  }));
}

function isMet(need: Need, status: ShownStatus): boolean {
  return need.type === 'on-failure' ? status === 'failed' : status === 'completed' || status === 'skipped';
}

function matches(reading: Reading, { query, filter }: OutlineChoice): Set<TaskId> {
  const found = matcher(query);
  const ids = new Set<TaskId>();
  for (const task of reading.tasks.values()) {
    const words = [task.title, task.description, task.assignee ?? '', ...task.tags].join('\n');
    if (passes(reading, task.id, filter) && found(words)) ids.add(task.id);
  }
  return ids;
}

function passes(reading: Reading, id: TaskId, filter: StatusFilter): boolean {
  if (filter === null) return true;
  // A group's status only repeats that of what it holds.
  if (reading.childIds(id).length > 0) return false;
  const status = reading.statusOf(id);
  if (filter === 'open') return status !== 'completed' && status !== 'skipped' && status !== 'cancelled';
  return status === filter;
}

function withAncestors(reading: Reading, ids: ReadonlySet<TaskId>): Set<TaskId> {
  const kept = new Set(ids);
  for (const id of ids) {
    for (let here = reading.parentOf(id); here !== null && !kept.has(here); here = reading.parentOf(here))
      kept.add(here);
  }
  return kept;
}
