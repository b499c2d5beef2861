import { createXXHash128 } from 'hash-wasm';

/*
 * The file and line formats once more, naively, for attacks that keep their own checks in order: what a careful forger,
 * or damage at an unlucky place, could make of a file.
 */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const hasher = await createXXHash128();
const encoder = new TextEncoder();

function checksumOf(text: string): string {
  hasher.init();
  hasher.update(encoder.encode(text));
  return hasher.digest('hex');
}

/** RFC 8785 for values that come out of JSON.parse. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join()}}`;
}

/** What a commit's line says beside its body; `hash` is made. */
export interface ForgedHead {
  readonly causation: string | null;
  readonly correlation: string;
  readonly device: string;
  readonly hlc: string;
  readonly id: string;
  readonly index: number;
  readonly previous: string;
  readonly stream: string;
}

/** A commit's line with the hash that belongs to it, whatever its body is. */
export function forgeLine(body: string, head: ForgedHead): { readonly line: string; readonly hash: string } {
  const tail = (hash: string) => `,${canonical({ ...head, hash }).slice(1)}`;
  const hash = checksumOf(tail(checksumOf(body)));
  return { line: `{"body":${body}${tail(hash)}`, hash };
}

export interface TakenApart extends ForgedHead {
  readonly body: string;
}

/** The parts of a line, for one that is to be changed and hashed again. */
export function takeApart(line: string): TakenApart {
  const { body, hash: _, ...head }: ForgedHead & { body: Json; hash: string } = JSON.parse(line);
  return { ...head, body: canonical(body) };
}

export function putTogether({ body, ...head }: TakenApart): string {
  return forgeLine(body, head).line;
}

export interface ForgedFile {
  readonly streams: readonly string[] | null;
  /** `data` in base64, or the whole inner text of a line. */
  readonly blobs: readonly ({ readonly data: string; readonly hash: string } | string)[];
  readonly commits: readonly string[];
  /** Members of the header that say something else than is true. */
  readonly header?: { readonly [key: string]: Json };
}

/** A file with every number and digest of it right. */
export async function forgeFile({ streams, blobs, commits, header: lies }: ForgedFile): Promise<string> {
  const header: { [key: string]: Json } = {
    blobs: blobs.length,
    commits: commits.length,
    format: 'foldline',
    line: 1,
    schema: 1,
    streams: streams === null ? null : [...streams],
    version: 1,
    ...lies,
  };
  const inner = [
    ...blobs.map((blob) => `"blob":${typeof blob === 'string' ? blob : canonical({ ...blob })}`),
    ...commits.map((commit) => `"commit":${commit}`),
  ];
  const lines = [
    canonical({ ...header, digest: checksumOf(canonical(header)) }),
    ...inner.map((member, i) => `{${member},"line":${i + 2}}`),
  ];
  const before = `${lines.join('\n')}\n`;
  return `${before}{"end":{"digest":"${await sha256Of(encoder.encode(before))}"},"line":${lines.length + 1}}\n`;
}

/** What a sound file holds, to be forged from. */
export function readForged(text: string): ForgedFile {
  const blobs: { data: string; hash: string }[] = [];
  const commits: string[] = [];
  let streams: readonly string[] | null = null;
  for (const line of text.trimEnd().split('\n')) {
    const parsed: { blob?: { data: string; hash: string }; commit?: object; streams?: string[] | null } =
      JSON.parse(line);
    if (parsed.blob !== undefined) blobs.push(parsed.blob);
    else if (parsed.commit !== undefined) commits.push(line.slice('{"commit":'.length, line.lastIndexOf(',"line":')));
    else if (parsed.streams !== undefined) streams = parsed.streams;
  }
  return { streams, blobs, commits };
}

export async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
