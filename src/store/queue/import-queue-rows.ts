import { err, ok, type Result } from '#kit/result.ts';
import type { AppendFailure, EventLog, NewCommit } from '../event-log.ts';
import { type QueueRow, type RowProblem, readQueueRow } from './queue-row.ts';

export interface ImportedRows {
  readonly added: number;
  /** Rows that the log held before. Importing rows again adds nothing. */
  readonly known: number;
}

/**
 * Rows that cannot be taken in, by their number from 1. `text`: not JSON. `other-content`: a row with this key and
 * something else in it is in the log, or came before it.
 */
export interface RowsRefused {
  readonly code: 'RowsRefused';
  readonly params: { readonly rows: readonly RefusedRow[] };
  readonly retry: 'never';
}

export interface RefusedRow {
  readonly row: number;
  readonly reason: RowProblem | 'text' | 'other-content' | 'unwritable';
}

export type ImportRowsFailure = RowsRefused | Exclude<AppendFailure, { code: 'CommitIdReused' | 'CommitUnwritable' }>;

/**
 * Takes in rows of the older queue, of either generation, in whatever order they were dumped: all of them or none. Each
 * stream keeps its order of sequence, and the streams keep the order in which they first come.
 */
export async function importQueueRows(
  log: EventLog,
  rows: Iterable<unknown>,
): Promise<Result<ImportedRows, ImportRowsFailure>> {
  const read: NumberedRow[] = [];
  const refused: RefusedRow[] = [];
  let number = 0;
  for (const row of rows) {
    number += 1;
    const one = readQueueRow(row);
    if (one.ok) read.push({ ...one.value, number });
    else refused.push({ row: number, reason: one.error });
  }
  if (refused.length > 0) return err(rowsRefused(refused));
  const ordered = inOrder(read);
  const appended = await log.append(ordered.map(({ commit }) => commit));
  if (appended.ok) {
    const known = appended.value.filter(({ duplicate }) => duplicate).length;
    return ok({ added: appended.value.length - known, known });
  }
  const failure = appended.error;
  switch (failure.code) {
    case 'CommitIdReused':
      return err(rowsRefused([{ row: lastNumberOf(read, failure.params.commitId), reason: 'other-content' }]));
    case 'CommitUnwritable':
      return err(rowsRefused([{ row: lastNumberOf(read, failure.params.commitId), reason: 'unwritable' }]));
    default:
      return err(failure);
  }
}

/** The rows of a dump: one JSON array of them, or one row a line. */
export function queueRowsOf(text: string): Result<readonly unknown[], RowsRefused> {
  const isArray = text.trimStart().startsWith('[');
  const rows: unknown[] = [];
  const refused: RefusedRow[] = [];
  for (const one of isArray ? [text] : text.split('\n').filter((line) => line.trim() !== '')) {
    try {
      const parsed: unknown = JSON.parse(one);
      if (Array.isArray(parsed)) rows.push(...parsed);
      else rows.push(parsed);
    } catch {
      refused.push({ row: rows.length + refused.length + 1, reason: 'text' });
    }
  }
  return refused.length === 0 ? ok(rows) : err(rowsRefused(refused));
}

interface NumberedRow extends QueueRow {
  readonly number: number;
}

/** A dump by primary key is in the order of types, not of time. Sorting is stable, so equal numbers stay as they came. */
function inOrder(rows: readonly NumberedRow[]): readonly NumberedRow[] {
  const lines = new Map<string, NumberedRow[]>();
  for (const row of rows) {
    const line = lines.get(row.line);
    if (line === undefined) lines.set(row.line, [row]);
    else line.push(row);
  }
  return [...lines.values()].flatMap((line) => line.sort((a, b) => a.sequence - b.sequence));
}

function lastNumberOf(rows: readonly NumberedRow[], commitId: NewCommit['id']): number {
  return rows.findLast(({ commit }) => commit.id === commitId)?.number ?? 0;
}

function rowsRefused(rows: readonly RefusedRow[]): RowsRefused {
  return { code: 'RowsRefused', params: { rows }, retry: 'never' };
}
