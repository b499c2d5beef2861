import { err, ok, type Result } from '#kit/result.ts';
import type { Checksum } from './checksum.ts';
import { toCommit } from './commit-line.ts';
import type { Commit, Durability, LogDamaged } from './event-log.ts';

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
  /**
   * A JSON array of commit lines, a line break after each comma, in UTF-8: what is stored is what was hashed. As a
   * string a row would double in size with its first character beyond Latin-1.
   */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Checksum of all the rest: one look tells whether the row is what was written, without hashing each line. */
  readonly checksum: string;
}

export function makeRow(row: Omit<Row, 'checksum'>, checksum: Checksum): Row {
  return { ...row, checksum: rowChecksum(row, checksum) };
}

export function isWholeRow(row: Row, checksum: Checksum): boolean {
  return row.checksum === rowChecksum(row, checksum);
}

/** The lines of a row as they were hashed, without parsing: canonical JSON has no raw line break. */
export function linesOf(row: Row): readonly string[] {
  return textOf(row).slice(1, -1).split(separator);
}

export function commitsOf(row: Row): Result<readonly Commit[], LogDamaged> {
  const lines = parse(textOf(row));
  if (!Array.isArray(lines) || lines.length !== row.sequences.length) return err(damagedRow(row.row, 'shape'));
  const commits: Commit[] = [];
  for (let i = 0; i < lines.length; i++) {
    const sequence = row.sequences[i] ?? 0;
    const commit = toCommit(lines[i], { position: row.position + i, sequence, recordedAt: row.recordedAt });
    if (commit === undefined) return err(damagedRow(row.row, 'shape'));
    commits.push(commit);
  }
  return ok(commits);
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
    'bytes' in value &&
    value.bytes instanceof Uint8Array &&
    'checksum' in value &&
    typeof value.checksum === 'string'
  );
}

function rowChecksum(row: Omit<Row, 'checksum'>, checksum: Checksum): string {
  const { position, recordedAt, durability, sequences, bytes } = row;
  return checksum.ofBytes(`${row.row} ${position} ${recordedAt} ${durability} ${sequences.join()} `, bytes);
}

export function damagedRow(row: number | string, why: LogDamaged['params']['why']): LogDamaged {
  return { code: 'LogDamaged', params: { where: `row ${row}`, why }, retry: 'never' };
}

const separator = ',\n';

const decoder = new TextDecoder();

function textOf(row: Row): string {
  return decoder.decode(row.bytes);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
