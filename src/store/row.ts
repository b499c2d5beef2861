import type { Checksum } from './checksum.ts';
import type { Durability, LogDamaged } from './event-log.ts';

/**
 * What one append writes: a group of 1…n commits. The lines are embedded once, as text; everything else is local and
 * is neither hashed nor exported.
 */
export interface Row {
  /** The key: own numbers, 1, 2, 3, … The newest row is never taken away, so a late writer always meets it. */
  readonly row: number;
  /** Position of the first commit. */
  readonly position: number;
  readonly recordedAt: number;
  readonly durability: Durability;
  /** The sequence of each commit in its stream. */
  readonly sequences: readonly number[];
  /** A JSON array of commit lines, a line break after each comma. */
  readonly text: string;
  /** Checksum of all the rest: one look tells whether the row is what was written, without hashing each line. */
  readonly checksum: string;
}

export function isWholeRow(row: Row, checksum: Checksum): boolean {
  return row.checksum === checksum.ofText(checkedBefore(row), row.text);
}

/** What the checksum of a row covers before its text. */
export function checkedBefore(row: Omit<Row, 'text' | 'checksum'>): string {
  return `${row.row} ${row.position} ${row.recordedAt} ${row.durability} ${row.sequences.join()} `;
}

/** The lines of a row as they were hashed, without parsing: canonical JSON has no raw line break. */
export function linesOf({ text }: { readonly text: string }): readonly string[] {
  return text.slice(1, -1).split(lineSeparator);
}

export function isRow(value: unknown): value is Row {
  return (
    typeof value === 'object' &&
    value !== null &&
    'row' in value &&
    typeof value.row === 'number' &&
    'position' in value &&
    typeof value.position === 'number' &&
    'recordedAt' in value &&
    typeof value.recordedAt === 'number' &&
    'durability' in value &&
    (value.durability === 'relaxed' || value.durability === 'strict') &&
    'sequences' in value &&
    Array.isArray(value.sequences) &&
    value.sequences.every((sequence) => typeof sequence === 'number') &&
    'text' in value &&
    typeof value.text === 'string' &&
    'checksum' in value &&
    typeof value.checksum === 'string'
  );
}

export function damagedRow(row: number | string, why: LogDamaged['params']['why']): LogDamaged {
  return { code: 'LogDamaged', params: { where: `row ${row}`, why }, retry: 'never' };
}

/** Between the lines of a row. */
export const lineSeparator = ',\n';
