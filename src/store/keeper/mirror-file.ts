import type { Checksum } from '../checksum.ts';
import { blobsOf, readHead } from '../commit-line.ts';
import { slotBytes, slotCount } from './witness.ts';

/*
 * A file of the mirror: first the slots of the witness, then lines that are only ever added to.
 *
 *   <checksum> head {"after":40,"epoch":7,"hash":"…","version":1}      which commits follow, and the hash of the one before
 *   <checksum> blob {"data":"…base64…","hash":"…SHA-256…"}            before the first commit in this file that needs it
 *   <checksum> 41 {"body":…}                                           a commit at its position, as it was hashed
 *
 * The checksum is that of the rest of the line. A line that does not have its checksum was torn or damaged, and is not
 * believed; each of the others stands for itself. Every file holds all blobs of its commits.
 */

/** Where the lines begin. */
export const linesStart = slotBytes * slotCount;

export interface MirrorHead {
  /** The position before the first commit, and its hash; 0 and '' at the start of the log. */
  readonly after: number;
  readonly hash: string;
  readonly epoch: number;
}

export type MirrorLine =
  | { readonly type: 'head'; readonly head: MirrorHead }
  | { readonly type: 'blob'; readonly hash: string; readonly data: string }
  | { readonly type: 'commit'; readonly position: number; readonly line: string };

export function headText({ after, hash, epoch }: MirrorHead, checksum: Checksum): string {
  return checked(`head ${JSON.stringify({ after, epoch, hash, version: 1 })}`, checksum);
}

export function blobText(hash: string, data: string, checksum: Checksum): string {
  return checked(`blob {"data":"${data}","hash":"${hash}"}`, checksum);
}

export function commitText(position: number, line: string, checksum: Checksum): string {
  return checked(`${position} ${line}`, checksum);
}

function checked(text: string, checksum: Checksum): string {
  return `${checksum.ofText(text)} ${text}\n`;
}

/** A line without its line feed, or null for what is torn or damaged. */
function readMirrorLine(text: string, checksum: Checksum): MirrorLine | null {
  const rest = text.slice(33);
  if (text[32] !== ' ' || checksum.ofText(rest) !== text.slice(0, 32)) return null;
  const space = rest.indexOf(' ');
  const [kind, json] = [rest.slice(0, space), rest.slice(space + 1)];
  // What has its checksum is what was written.
  if (kind === 'head') return { type: 'head', head: JSON.parse(json) as MirrorHead };
  if (kind === 'blob') return { type: 'blob', ...(JSON.parse(json) as { hash: string; data: string }) };
  return { type: 'commit', position: Number(kind), line: json };
}

/** The sound lines of a file, in slices. What is torn or damaged is left out. */
export async function* readMirrorFile(file: Blob, checksum: Checksum, from = linesStart): AsyncIterable<MirrorLine> {
  const decoder = new TextDecoder();
  let rest = '';
  for (let at = from; at < file.size; at += sliceBytes) {
    const bytes = new Uint8Array(await file.slice(at, at + sliceBytes).arrayBuffer());
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const read = readMirrorLine(line, checksum);
      if (read !== null) yield read;
    }
  }
}

/** The last sound commit of a file: only its tail is read, unless a blob fills it. Null: there is none. */
export async function lastCommitOf(file: Blob, checksum: Checksum): Promise<{ position: number; hash: string } | null> {
  for (const from of [Math.max(linesStart, file.size - tailBytes), linesStart]) {
    let last: { position: number; hash: string } | null = null;
    // The first line of a tail is cut and has no checksum.
    for await (const read of readMirrorFile(file, checksum, from)) {
      const head = read.type === 'commit' ? readHead(read.line)?.head : undefined;
      if (read.type === 'commit' && head !== undefined) last = { position: read.position, hash: head.hash };
    }
    if (last !== null || from === linesStart) return last;
  }
  return null;
}

/** SHA-256 of the blobs that a commit's line needs. */
export function blobHashesOf(line: string): readonly string[] {
  if (!line.includes('"blobs":[')) return [];
  const read = readHead(line);
  return read === undefined ? [] : (blobsOf(read.body) ?? []).map(({ hash }) => hash);
}

const sliceBytes = 1024 * 1024;
const tailBytes = 256 * 1024;
