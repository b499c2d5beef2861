import { plainWords, type Range, type Text, trimRange } from './mask.ts';

/** Which column of a table says what is to be done, and by whom. */
export interface Columns {
  readonly task: number;
  readonly owner: number | null;
}

/** The columns that a header names; null where no column names tasks. */
export function readHeader(text: Text, row: Range): Columns | null {
  const names = cellsOf(text, row).map((cell) => plainWords(text, cell).toLowerCase());
  const task = names.findIndex((name) => TASK.test(name));
  const owner = names.findIndex((name) => OWNER.test(name));
  return task < 0 ? null : { task, owner: owner < 0 ? null : owner };
}

/** The cells of a row below the header; null for the line of dashes and for rows without a task. */
export function readRow(
  text: Text,
  row: Range,
  columns: Columns,
): { readonly task: Range; readonly owner: string | null } | null {
  const cells = cellsOf(text, row);
  const task = cells[columns.task];
  if (task === undefined || !/[\p{L}\p{N}]/u.test(text.masked.slice(task.start, task.end))) return null;
  const cell = columns.owner === null ? undefined : cells[columns.owner];
  const owner = cell === undefined ? '' : plainWords(text, cell);
  return { task, owner: /\p{L}/u.test(owner) ? owner.slice(0, 200) : null };
}

function cellsOf(text: Text, row: Range): readonly Range[] {
  const cells: Range[] = [];
  let start = row.start + 1;
  for (let i = start; i <= row.end; i++) {
    if (i < row.end && (text.masked[i] !== '|' || text.source[i - 1] === '\\')) continue;
    if (i < row.end || start < row.end) cells.push(trimRange(text, { start, end: i }));
    start = i + 1;
  }
  return cells;
}

const TASK =
  /^(?:tasks?|actions?|action items?|what|to-?dos?|to do|items?|steps?|activity|activities|aufgaben?|was|maßnahmen?)$/u;
const OWNER = /^(?:owner|who|assignee|assigned to|responsible|person|wer|verantwortlich|zuständig)$/u;
