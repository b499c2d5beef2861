import { canonicalJson } from '#kit/canonical-json.ts';
import type { Checksum } from './checksum.ts';
import type { Manifest } from './event-log.ts';

/*
 * A log file, `.foldline`: canonical JSON (RFC 8785) a line, UTF-8, each line ended by a line feed, gzip allowed around it.
 *
 *   {"blobs":2,"commits":41,"digest":"…","format":"foldline","line":1,"schema":1,"streams":null,"version":1}
 *   {"blob":{"data":"…base64…","hash":"…SHA-256…"},"line":2}
 *   {"commit":{…a commit's line as it was hashed…},"line":4}
 *   {"end":{"digest":"…SHA-256 of every byte before this line…"},"line":45}
 *
 * There is no date and nothing of this device in it, so the same log always gives the same bytes. Every line says its
 * own number and carries its own check (a checksum, a SHA-256, a commit's hash), so that a damaged file can be told
 * where it is damaged, and whether a line is missing, doubled or moved.
 */

/** Raised when an older reader would misunderstand the file; a new type of event is no reason. */
export const fileVersion = 1;

/** The layout of a commit's line, which is the same in files and in every store so far. */
export const lineSchema = 1;

export interface FileHeader {
  readonly blobs: number;
  readonly commits: number;
  /** null: everything that the log held. */
  readonly streams: readonly string[] | null;
}

export function headerLine({ blobs, commits, streams }: FileHeader, checksum: Checksum): string {
  const header = { blobs, commits, format: 'foldline', line: 1, schema: lineSchema, streams, version: fileVersion };
  return canonicalJson({ ...header, digest: checksum.ofText(canonicalJson(header)) });
}

export function toHeader({ blobs, commits, streams }: Manifest): FileHeader {
  return { blobs: blobs.length, commits, streams };
}

export const blobMark = '{"blob":';
export const commitMark = '{"commit":';
export const endMark = '{"end":';

export function blobLine(hash: string, data: string, line: number): string {
  return `${blobMark}{"data":"${data}","hash":"${hash}"}${lineEnd(line)}`;
}

export function commitLine(commit: string, line: number): string {
  return commitMark + commit + lineEnd(line);
}

export function endLine(digest: string, line: number): string {
  return `${endMark}{"digest":"${digest}"}${lineEnd(line)}`;
}

/** What every line but the first ends with. */
export function lineEnd(line: number): string {
  return `,"line":${line}}`;
}
