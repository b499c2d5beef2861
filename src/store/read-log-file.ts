import { isCanonical } from '#kit/canonical-json.ts';
import { err, ok, type Result } from '#kit/result.ts';
import { fromBase64 } from './base64.ts';
import type { Checksum } from './checksum.ts';
import { readBody, verifyLine } from './commit-line.ts';
import type { NewBlob } from './event-log.ts';
import { type FileDigest, openFileDigest } from './file-digest.ts';
import { type FileLine, readLines } from './file-lines.ts';
import {
  blobLine,
  blobMark,
  commitMark,
  endLine,
  endMark,
  fileVersion,
  headerLine,
  lineEnd,
  lineSchema,
} from './log-file.ts';
import { pause } from './pause.ts';
import { sha256 } from './sha256.ts';
import { isObject, parseJson } from './unknown-values.ts';

/** What a whole and sound file holds. */
export interface LogFile {
  /** Sorted. */
  readonly streams: readonly string[];
  readonly commits: number;
  readonly blobs: number;
  /** The number of the file's first line with a commit. */
  readonly firstCommitLine: number;
}

export interface ReadingOptions {
  /** Each commit's line as its writer hashed it, in the order of the file. The file may turn out damaged later. */
  readonly onCommit?: (line: string) => void;
  readonly onBlob?: (blob: NewBlob) => void;
  /** Told how far it is, 0 to 1. */
  readonly onShare?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/** By the signal. */
export interface ReadingCancelled {
  readonly code: 'ReadingCancelled';
  readonly params: Readonly<Record<string, never>>;
  readonly retry: 'now';
}

export type FileRefusal = FileNotALog | FileNewer | FileDamaged;

/** It does not begin as a log file does. */
export interface FileNotALog {
  readonly code: 'FileNotALog';
  readonly params: Readonly<Record<string, never>>;
  readonly retry: 'never';
}

/** A newer version of the format or of the store: reload to get the code that can read it. */
export interface FileNewer {
  readonly code: 'FileNewer';
  readonly params: { readonly version: number };
  readonly retry: 'never';
}

/**
 * `cut`: it ends too early. `edited`: the line is not what was written. `missing`: lines before this one are gone.
 * `shuffled`: they come later. `duplicated`: the line was there before. `link`: the commit does not follow the one of its
 * writer before it.
 */
export interface FileDamaged {
  readonly code: 'FileDamaged';
  readonly params: { readonly line: number; readonly reason: FileDamage };
  readonly retry: 'never';
}

export type FileDamage = 'cut' | 'edited' | 'missing' | 'shuffled' | 'duplicated' | 'link';

/** Reads a file, gzipped or not, once, and verifies every line of it. Keeps no line. */
export async function readLogFile(
  file: Blob,
  checksum: Checksum,
  options: ReadingOptions = {},
): Promise<Result<LogFile, FileRefusal | ReadingCancelled>> {
  const reading = createReading(checksum, await openFileDigest(), options);
  const lines = readLines(file, options.onShare);
  let taken = 0;
  for await (const line of lines) {
    taken += 1;
    if (taken % linesASlice === 0) await pause();
    if (options.signal?.aborted === true) return err({ code: 'ReadingCancelled', params: {}, retry: 'now' });
    const refusal = await reading.take(line);
    if (refusal === undefined) continue;
    // Whether the missing lines come later can only be told by reading on.
    if (refusal.code !== 'FileDamaged' || refusal.params.reason !== 'missing') return err(refusal);
    const comesLater = await hasLine(lines, refusal.params.line);
    return err(comesLater ? damaged(refusal.params.line, 'shuffled') : refusal);
  }
  return reading.finish();
}

interface Reading {
  take(line: FileLine): Promise<FileRefusal | undefined>;
  finish(): Result<LogFile, FileRefusal>;
}

function createReading(checksum: Checksum, digest: FileDigest, { onCommit, onBlob }: ReadingOptions): Reading {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const blobs = new Set<string>();
  const ids = new Set<string>();
  const streams = new Set<string>();
  const feeds = new Map<string, { readonly index: number; readonly hash: string }>();
  let header: ReturnType<typeof readHeader> | undefined;
  let number = 0;
  let hasEnded = false;

  async function take({ bytes, isEnded, isBroken }: FileLine): Promise<FileRefusal | undefined> {
    number += 1;
    const text = decode(decoder, bytes);
    if (hasEnded && isBroken !== true) {
      return damaged(number, statedNumber(text ?? '') === undefined ? 'edited' : 'duplicated');
    }
    if (number === 1) {
      header = readHeader(text ?? '', isEnded && isBroken !== true, checksum);
      if ('code' in header) return header;
    }
    if (!isEnded || isBroken === true) return damaged(number, 'cut');
    if (text === undefined) return damaged(number, 'edited');
    const refusal = number === 1 ? undefined : await takeLine(text);
    // The last line says the digest of those before it.
    if (hasEnded || refusal !== undefined) return refusal;
    digest.update(bytes);
    digest.update(lineFeed);
    return undefined;
  }

  async function takeLine(text: string): Promise<FileRefusal | undefined> {
    const stated = statedNumber(text);
    if (stated === undefined) return damaged(number, 'edited');
    if (stated < number) return damaged(number, 'duplicated');
    if (stated > number) return damaged(number, 'missing');
    const inner = (mark: string) => text.slice(mark.length, -lineEnd(number).length);
    if (text.startsWith(commitMark)) return takeCommit(inner(commitMark));
    if (text.startsWith(blobMark)) return takeBlob(text, inner(blobMark));
    if (text.startsWith(endMark)) return takeEnd(text);
    return damaged(number, 'edited');
  }

  function takeCommit(line: string): FileRefusal | undefined {
    const verified = verifyLine(line, checksum);
    if (!verified.ok) return damaged(number, 'edited');
    const { head, body } = verified.value;
    // A body that was hashed in another form than the canonical one is not from a log.
    const parsed = readBody(body);
    if (parsed === undefined || !isCanonical(body, parsed)) return damaged(number, 'edited');
    if (ids.has(head.id)) return damaged(number, 'duplicated');
    const key = JSON.stringify([head.device, head.stream]);
    const before = feeds.get(key);
    const follows = head.index === (before?.index ?? -1) + 1 && head.previous === (before?.hash ?? '');
    if (!follows) return damaged(number, 'link');
    ids.add(head.id);
    streams.add(head.stream);
    feeds.set(key, head);
    onCommit?.(line);
    return undefined;
  }

  async function takeBlob(line: string, text: string): Promise<FileRefusal | undefined> {
    const blob = parseJson(text);
    if (!isObject(blob) || typeof blob.data !== 'string' || typeof blob.hash !== 'string') {
      return damaged(number, 'edited');
    }
    const { data, hash } = blob;
    const bytes = fromBase64(data);
    const isWhole = bytes !== undefined && (await sha256(bytes)) === hash && blobLine(hash, data, number) === line;
    if (!isWhole) return damaged(number, 'edited');
    if (blobs.has(blob.hash)) return damaged(number, 'duplicated');
    // What it is called and what type it is stands in the commits that refer to it.
    blobs.add(blob.hash);
    onBlob?.({ hash: blob.hash, mediaType: '', size: bytes.length, bytes });
    return undefined;
  }

  function takeEnd(text: string): FileRefusal | undefined {
    hasEnded = true;
    if (text !== endLine(digest.digest(), number)) return damaged(number, 'edited');
    const isComplete =
      header !== undefined && !('code' in header) && header.commits === ids.size && header.blobs === blobs.size;
    return isComplete ? undefined : damaged(number, 'missing');
  }

  return {
    take,
    finish() {
      if (number === 0) return err(notALog);
      if (!hasEnded) return err(damaged(number, 'cut'));
      const firstCommitLine = 2 + blobs.size;
      return ok({ streams: [...streams].sort(), commits: ids.size, blobs: blobs.size, firstCommitLine });
    },
  };
}

interface Counts {
  readonly blobs: number;
  readonly commits: number;
}

function readHeader(text: string, isWhole: boolean, checksum: Checksum): Counts | FileRefusal {
  const header = parseJson(text);
  if (!isObject(header) || header.format !== 'foldline') return looksLikeHeader(text) ? headerDamage(isWhole) : notALog;
  const { version, schema, blobs, commits, streams } = header;
  if (typeof version === 'number' && version > fileVersion) return newer(version);
  if (typeof schema === 'number' && schema > lineSchema) return newer(schema);
  if (typeof blobs !== 'number' || typeof commits !== 'number' || !isStreams(streams)) return headerDamage(isWhole);
  return headerLine({ blobs, commits, streams }, checksum) === text ? { blobs, commits } : headerDamage(isWhole);
}

/** So that a log file with a damaged first line is told from some other file. */
function looksLikeHeader(text: string): boolean {
  return text.includes('"foldline"') || text.includes('"commits":') || '{"blobs":'.startsWith(text.slice(0, 9));
}

function headerDamage(isWhole: boolean): FileDamaged {
  return damaged(1, isWhole ? 'edited' : 'cut');
}

function isStreams(value: unknown): value is readonly string[] | null {
  return (
    value === null ||
    (Array.isArray(value) && value.every((stream) => typeof stream === 'string' && stream.isWellFormed()))
  );
}

function statedNumber(text: string): number | undefined {
  const stated = /,"line":([1-9][0-9]{0,14})\}$/.exec(text.slice(-32))?.[1];
  return stated === undefined ? undefined : Number(stated);
}

async function hasLine(lines: AsyncIterable<FileLine>, number: number): Promise<boolean> {
  const decoder = new TextDecoder();
  for await (const { bytes } of lines) {
    if (statedNumber(decoder.decode(bytes.subarray(-32))) === number) return true;
  }
  return false;
}

const linesASlice = 2000;
const lineFeed = Uint8Array.of(0x0a);

function decode(decoder: TextDecoder, bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

function damaged(line: number, reason: FileDamage): FileDamaged {
  return { code: 'FileDamaged', params: { line, reason }, retry: 'never' };
}

function newer(version: number): FileNewer {
  return { code: 'FileNewer', params: { version }, retry: 'never' };
}

const notALog: FileNotALog = { code: 'FileNotALog', params: {}, retry: 'never' };
