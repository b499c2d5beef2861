import type { Checksum } from './checksum.ts';
import { bodyMark, type LineHead, type LinePlace, tailParts } from './commit-line.ts';
import { checkedBefore, lineSeparator, type Row } from './row.ts';

/**
 * Writes lines into one text with blanks where hashes go, which is encoded once for the whole row; the hashes are then
 * taken from those bytes and put into them, and the row's text is read from there. Encoding each part by itself costs
 * about four times as much for a byte (measured).
 */
export interface RowWriter {
  /** Lines since the row before. */
  readonly lines: number;
  /** Whether the next line should begin another row. */
  isFull(): boolean;
  /**
   * Writes a commit of our own. `previous` is the hash of the commit before it in its feed, or the number of that
   * commit's line in this row, counted from 0.
   */
  addCommit(
    commit: Pick<LineHead, 'id' | 'stream' | 'causation' | 'correlation'>,
    place: LinePlace,
    previous: string | number,
    body: string,
  ): void;
  /** Writes a line as another log made it. */
  addLine(line: string): void;
  /** The row of the lines so far, and the hashes of our own commits in it. */
  finish(row: Omit<Row, 'text' | 'checksum'>): { readonly row: Row; readonly hashes: readonly string[] };
}

export function createRowWriter(checksum: Checksum): RowWriter {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  let buffer = new Uint8Array(512 * 1024);
  let pieces: string[] = [];
  let length = 0;
  let lines = 0;
  let commits: PlacedCommit[] = [];

  function add(piece: string): void {
    pieces.push(piece);
    length += piece.length;
  }

  /** Encodes a text into the buffer, and answers how many bytes it is. */
  function encode(text: string): number {
    // A UTF-16 unit takes at most three bytes of UTF-8.
    if (text.length * 3 > buffer.length) buffer = new Uint8Array(text.length * 6);
    const { written } = encoder.encodeInto(text, buffer);
    if (written !== text.length) toByteOffsets(text, commits);
    return written;
  }

  function putHex(hex: string, at: number): void {
    for (let i = 0; i < hex.length; i++) buffer[at + i] = hex.charCodeAt(i);
  }

  /** Puts digests and hashes in their places, line by line: each may be the `previous` of one after it. */
  function seal(): readonly string[] {
    const hashes: string[] = [];
    for (const { previous, at } of commits) {
      const [body = 0, rest = 0, hash = 0, before = 0, end = 0] = at;
      if (typeof previous === 'number') putHex(hashes[previous] ?? '', before);
      checksum.put(buffer.subarray(body, rest), buffer, hash);
      const sealed = checksum.ofBytes(buffer.subarray(rest, end));
      putHex(sealed, hash);
      hashes.push(sealed);
    }
    return hashes;
  }

  return {
    get lines() {
      return lines;
    },
    isFull: () => lines >= commitsPerRow || length >= unitsPerRow,
    addCommit(commit, place, previous, body) {
      const [first, second, last] = tailParts(commit, place);
      const before = lines === 0 ? firstMark : nextMark;
      const link = typeof previous === 'number' ? blank : previous;
      const bodyAt = length + before.length;
      const restAt = bodyAt + body.length;
      const hashAt = restAt + first.length;
      const linkAt = hashAt + blank.length + second.length;
      add(`${before}${body}${first}${blank}${second}${link}${last}`);
      commits.push({ previous, at: [bodyAt, restAt, hashAt, linkAt, length] });
      lines += 1;
    },
    addLine(line) {
      add((lines === 0 ? '[' : lineSeparator) + line);
      lines += 1;
    },
    finish(row) {
      add(']');
      let text = pieces.join('');
      const written = encode(text);
      const hashes = seal();
      const bytes = buffer.subarray(0, written);
      if (hashes.length > 0) text = decoder.decode(bytes);
      pieces = [];
      length = 0;
      lines = 0;
      commits = [];
      return { row: { ...row, text, checksum: checksum.ofTextAndBytes(checkedBefore(row), bytes) }, hashes };
    },
  };
}

/** A commit of our own that has been written, but for its hashes. */
interface PlacedCommit {
  readonly previous: string | number;
  /** Where its parts begin: body, rest, hash, previous, end. */
  readonly at: number[];
}

/** Where the parts of commits are in the UTF-8 bytes of a text, rather than in the text. */
function toByteOffsets(text: string, commits: readonly PlacedCommit[]): void {
  let unit = 0;
  let byte = 0;
  for (const { at } of commits) {
    for (let i = 0; i < at.length; i++) {
      for (; unit < (at[i] ?? 0); unit++) {
        const code = text.charCodeAt(unit);
        // Half a surrogate pair is half of four bytes.
        if (code < 0x80) byte += 1;
        else if (code < 0x800 || (code >= 0xd800 && code <= 0xdfff)) byte += 2;
        else byte += 3;
      }
      at[i] = byte;
    }
  }
}

const firstMark = `[${bodyMark}`;
const nextMark = lineSeparator + bodyMark;

/** As long as a checksum. */
const blank = '0'.repeat(32);

/** How many commits a row holds at most: above that one append costs more, and reading gains nothing (measured). */
const commitsPerRow = 256;

/** How long a row becomes, in UTF-16 units, before the next row begins. One commit may be longer. */
const unitsPerRow = 256 * 1024;
