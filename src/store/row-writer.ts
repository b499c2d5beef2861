import type { Checksum } from './checksum.ts';
import { bodyMark, type LineHead, type LinePlace, tailParts } from './commit-line.ts';
import { checkedBefore, lineSeparator, type Row } from './row.ts';

/**
 * Writes lines into one text with blanks where hashes go, which is encoded once for the whole row; the hashes are then
 * taken from those bytes and put into them. Encoding each part by itself costs about four times as much for a byte
 * (measured).
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
  let text = '';
  let lines = 0;
  let previouses: (string | number)[] = [];
  // Where the parts of our own commits begin in the text, five for each: body, rest, hash, previous, end.
  let places: number[] = [];

  function beginLine(): void {
    text += lines === 0 ? '[' : lineSeparator;
    lines += 1;
  }

  /** Encodes the text into the buffer, and answers how long it is and where the places are, in bytes. */
  function encode(): { readonly length: number; readonly at: readonly number[] } {
    // A UTF-16 unit takes at most three bytes of UTF-8.
    if (text.length * 3 > buffer.length) buffer = new Uint8Array(text.length * 6);
    const length = encoder.encodeInto(text, buffer).written;
    return { length, at: length === text.length ? places : byteOffsets(text, places) };
  }

  function putHex(hex: string, at: number): void {
    for (let i = 0; i < hex.length; i++) buffer[at + i] = hex.charCodeAt(i);
  }

  /** Puts digests and hashes into the buffer, line by line: each may be the `previous` of one after it. */
  function seal(at: readonly number[]): readonly string[] {
    const hashes: string[] = [];
    for (let i = 0; i < previouses.length; i++) {
      const [body, rest, hash] = [at[i * 5] ?? 0, at[i * 5 + 1] ?? 0, at[i * 5 + 2] ?? 0];
      const [previous, end] = [at[i * 5 + 3] ?? 0, at[i * 5 + 4] ?? 0];
      const before = previouses[i] ?? '';
      if (typeof before === 'number') putHex(hashes[before] ?? '', previous);
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
    isFull: () => lines >= commitsPerRow || text.length >= unitsPerRow,
    addCommit(commit, place, previous, body) {
      beginLine();
      const [first, second, last] = tailParts(commit, place);
      const before = typeof previous === 'number' ? blank : previous;
      const bodyAt = text.length + bodyMark.length;
      const restAt = bodyAt + body.length;
      const hashAt = restAt + first.length;
      const previousAt = hashAt + blank.length + second.length;
      text += bodyMark + body + first + blank + second + before + last;
      places.push(bodyAt, restAt, hashAt, previousAt, text.length);
      previouses.push(previous);
    },
    addLine(line) {
      beginLine();
      text += line;
    },
    finish(row) {
      text += ']';
      const { length, at } = encode();
      const hashes = seal(at);
      const bytes = buffer.subarray(0, length);
      const written = hashes.length === 0 ? text : decoder.decode(bytes);
      text = '';
      lines = 0;
      places = [];
      previouses = [];
      return {
        row: { ...row, text: written, checksum: checksum.ofTextAndBytes(checkedBefore(row), bytes) },
        hashes,
      };
    },
  };
}

/** Where ascending places of a text are in its UTF-8 bytes. */
function byteOffsets(text: string, places: readonly number[]): readonly number[] {
  let unit = 0;
  let byte = 0;
  return places.map((place) => {
    for (; unit < place; unit++) {
      const code = text.charCodeAt(unit);
      // Half a surrogate pair is half of four bytes.
      if (code < 0x80) byte += 1;
      else if (code < 0x800 || (code >= 0xd800 && code <= 0xdfff)) byte += 2;
      else byte += 3;
    }
    return byte;
  });
}

/** As long as a checksum. */
const blank = '0'.repeat(32);

/** How many commits a row holds at most: above that one append costs more, and reading gains nothing (measured). */
const commitsPerRow = 256;

/** How long a row becomes, in UTF-16 units, before the next row begins. One commit may be longer. */
const unitsPerRow = 256 * 1024;
