import type { Checksum } from './checksum.ts';
import { bodyMark, headParts, type LineHead, type LinePlace, lineTail } from './commit-line.ts';
import { checkedBefore, type Row } from './row.ts';

/**
 * Writes lines straight into the bytes of the row, where they are hashed in place. Joining them as strings first costs as
 * much again as all the rest of an append (measured).
 */
export interface RowWriter {
  /** Lines since the row before. */
  readonly lines: number;
  /** Whether the next line should begin another row. */
  isFull(): boolean;
  /** Writes a commit of our own and answers its hash. */
  addCommit(
    commit: Pick<LineHead, 'id' | 'stream' | 'causation' | 'correlation'>,
    place: LinePlace,
    body: PreparedBody,
  ): string;
  /** Writes a line as another log made it. */
  addLine(line: string): void;
  /** The row of the lines so far. */
  finish(row: Omit<Row, 'text' | 'checksum'>): Row;
}

/** A body made ready to be written; it stays the same when a lost race gives the commit another place. */
export interface PreparedBody {
  readonly text: string;
  readonly salt: string;
}

export function createRowWriter(checksum: Checksum): RowWriter {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  let buffer = new Uint8Array(512 * 1024);
  let used = 0;
  let lines = 0;

  function write(text: string): void {
    // A UTF-16 unit takes at most three bytes of UTF-8.
    const needed = used + text.length * 3;
    if (needed > buffer.length) {
      const wider = new Uint8Array(needed * 2);
      wider.set(buffer.subarray(0, used));
      buffer = wider;
    }
    used += encoder.encodeInto(text, buffer.subarray(used)).written;
  }

  function addLine(line: string): void {
    write(lines === 0 ? '[' : ',\n');
    write(line);
    lines += 1;
  }

  return {
    get lines() {
      return lines;
    },
    isFull: () => lines >= commitsPerRow || used >= bytesPerRow,
    addCommit(commit, place, body) {
      const before = (lines === 0 ? '[' : ',\n') + bodyMark;
      const start = used + before.length;
      write(before + body.text);
      const digest = checksum.ofBytes(body.salt, buffer.subarray(start, used));
      // The parts of the head are joined twice: once for the hash, once around it.
      const parts = headParts(commit, place);
      const hash = checksum.ofText(`{${parts.first},${parts.middle},${parts.last}}${digest}`);
      write(lineTail(parts, hash, body.salt));
      lines += 1;
      return hash;
    },
    addLine,
    finish(row) {
      write(']');
      const bytes = buffer.subarray(0, used);
      used = 0;
      lines = 0;
      return { ...row, text: decoder.decode(bytes), checksum: checksum.ofBytes(checkedBefore(row), bytes) };
    },
  };
}

/** How many commits a row holds at most: above that one append costs more, and reading gains nothing (measured). */
const commitsPerRow = 256;

/** How long a row becomes before the next row begins. One commit may be longer. */
const bytesPerRow = 256 * 1024;
