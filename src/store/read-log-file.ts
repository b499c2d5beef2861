import { isCanonical } from '#kit/canonical-json.ts';
import { err, ok, type Result } from '#kit/result.ts';
import { fromBase64 } from './base64.ts';
import { scanLiteral } from './canonical-scan.ts';
import type { Checksum } from './checksum.ts';
import { readBody, verifyLine } from './commit-line.ts';
import type { NewBlob, VerifiedCommit } from './event-log.ts';
import { type FileDigest, openFileDigest, openWholeDigest } from './file-digest.ts';
import { type FileRun, openFile } from './file-runs.ts';
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
import { type Feed, follows } from './log-index.ts';
import { pause } from './pause.ts';
import { noPlaces, scanLine } from './scan-line.ts';
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
  /** Each commit in the order of the file, which may turn out damaged later. */
  readonly onCommit?: (commit: VerifiedCommit) => void;
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
  const { whole, runs } = await openFile(file, options.onShare);
  const digest = whole === undefined ? await openFileDigest() : openWholeDigest(whole);
  const reading = createReading(checksum, digest, options);
  const rest = runs[Symbol.asyncIterator]();
  let pausedAt = 0;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
    if (reading.lines >= pausedAt + linesASlice) {
      pausedAt = reading.lines;
      await pause();
    }
    if (options.signal?.aborted === true) return err(cancelled);
    const stopped = await reading.take(next.value);
    if (stopped === undefined) continue;
    const { refusal, at } = stopped;
    // Whether the missing lines come later can only be told by reading on.
    if (refusal.code !== 'FileDamaged' || refusal.params.reason !== 'missing') return err(refusal);
    const comesLater = await hasLine(next.value.bytes.subarray(at), rest, refusal.params.line);
    return err(comesLater ? damaged(refusal.params.line, 'shuffled') : refusal);
  }
  return options.signal?.aborted === true ? err(cancelled) : reading.finish();
}

const cancelled: ReadingCancelled = { code: 'ReadingCancelled', params: {}, retry: 'now' };

interface Reading {
  /** How many lines it has taken. */
  readonly lines: number;
  /** Why a file is refused, and where the line ends that it is refused for. */
  take(run: FileRun): Promise<{ readonly refusal: FileRefusal; readonly at: number } | undefined>;
  finish(): Result<LogFile, FileRefusal>;
}

function createReading(checksum: Checksum, digest: FileDigest, { onCommit, onBlob }: ReadingOptions): Reading {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const blobs = new Set<string>();
  const ids = new Set<string>();
  const streams = new Map<string, Map<string, Feed>>();
  const names = new Map<string, string>();
  const places = noPlaces();
  let header: ReturnType<typeof readHeader> | undefined;
  let number = 0;
  let hasEnded = false;

  async function take(run: FileRun): Promise<{ readonly refusal: FileRefusal; readonly at: number } | undefined> {
    const { bytes } = run;
    const text = run.isEnded ? decode(decoder, bytes) : undefined;
    let at = 0;
    let digested = 0;
    do {
      if (text !== undefined && number > 0 && !hasEnded) at = takeCommits(bytes, text, at);
      if (at === bytes.length && run.isEnded) break;
      const end = run.isEnded ? bytes.indexOf(LINE_FEED, at) : bytes.length;
      const line = bytes.subarray(at, end);
      // The last line says the digest of those before it.
      if (!hasEnded && scanLiteral(line, 0, endMarkBytes) > 0) {
        digest.update(bytes.subarray(digested, at));
        digested = at;
      }
      const refusal = await takeAnyLine(line, run);
      at = end + 1;
      if (refusal !== undefined) return { refusal, at };
    } while (at < bytes.length);
    if (!hasEnded) digest.update(bytes.subarray(digested));
    return undefined;
  }

  /** Takes commits for as long as there is nothing unusual about them, and answers where that ends. */
  function takeCommits(bytes: Uint8Array, text: string, from: number): number {
    const isAscii = text.length === bytes.length;
    const textOf = (start: number, end: number) =>
      isAscii ? text.slice(start, end) : decoder.decode(bytes.subarray(start, end));
    const nameOf = (start: number, end: number) => {
      const name = textOf(start, end);
      return names.get(name) ?? newName(decoder.decode(bytes.subarray(start, end)));
    };
    let at = from;
    while (at < bytes.length) {
      const start = scanLiteral(bytes, at, commitMarkBytes);
      if (start < 0 || !scanLine(bytes, start, checksum, places)) break;
      const end = scanLineEnd(bytes, places.end, number + 1);
      if (end < 0) break;
      const { hash: hashAt, id: idAt, idEnd } = places;
      // A copy: a part of the text would hold all of it for as long as the log knows the commit.
      const kept = decoder.decode(bytes.subarray(hashAt, idEnd));
      const id = unquoted(kept.slice(idAt - hashAt));
      const line = textOf(start, places.end);
      const commit: VerifiedCommit = {
        id,
        stream: nameOf(places.stream, places.streamEnd),
        device: nameOf(places.device, places.deviceEnd),
        hlc: kept.slice(places.hlc - hashAt, places.hlc - hashAt + HLC),
        index: indexAt(bytes, places.index),
        hash: kept.slice(0, CHECKSUM),
        previous: textOf(places.previous, places.previousEnd),
        blobs: places.hasBlobs ? (readBody(textOf(places.body, places.bodyEnd))?.blobs ?? noBlobs) : noBlobs,
        line,
      };
      if (ids.has(id) || !goesOn(commit)) break;
      number += 1;
      keep(commit);
      at = end;
    }
    return at;
  }

  function newName(name: string): string {
    const unescaped = unquoted(name);
    names.set(name, unescaped);
    return unescaped;
  }

  function goesOn(commit: VerifiedCommit): boolean {
    return follows(streams.get(commit.stream)?.get(commit.device), commit);
  }

  function keep(commit: VerifiedCommit): void {
    const { id, stream, device, index, hash } = commit;
    ids.add(id);
    const feeds = streams.get(stream);
    if (feeds === undefined) streams.set(stream, new Map([[device, { index, hash }]]));
    else feeds.set(device, { index, hash });
    onCommit?.(commit);
  }

  /** Takes any line, or says why not. */
  async function takeAnyLine(
    bytes: Uint8Array,
    { isEnded, isBroken }: Omit<FileRun, 'bytes'>,
  ): Promise<FileRefusal | undefined> {
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
    return number === 1 ? undefined : takeLine(text);
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
    const { head, body, blobs: references } = verified.value;
    // A body that was hashed in another form than the canonical one is not from a log.
    const parsed = readBody(body);
    if (parsed === undefined || !isCanonical(body, parsed)) return damaged(number, 'edited');
    if (ids.has(head.id)) return damaged(number, 'duplicated');
    const commit = { ...head, blobs: references, line };
    if (!goesOn(commit)) return damaged(number, 'link');
    keep(commit);
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

  async function takeEnd(text: string): Promise<FileRefusal | undefined> {
    hasEnded = true;
    if (text !== endLine(await digest.digest(), number)) return damaged(number, 'edited');
    const isComplete =
      header !== undefined && !('code' in header) && header.commits === ids.size && header.blobs === blobs.size;
    return isComplete ? undefined : damaged(number, 'missing');
  }

  return {
    get lines() {
      return number;
    },
    take,
    finish() {
      if (number === 0) return err(notALog);
      if (!hasEnded) return err(damaged(number, 'cut'));
      const firstCommitLine = 2 + blobs.size;
      return ok({ streams: [...streams.keys()].sort(), commits: ids.size, blobs: blobs.size, firstCommitLine });
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

/** Whether a line says that it is of this number, in these bytes or in what comes after them. */
async function hasLine(bytes: Uint8Array, rest: AsyncIterator<FileRun>, number: number): Promise<boolean> {
  const decoder = new TextDecoder();
  for (let run = bytes; ; ) {
    for (let at = 0; at < run.length; ) {
      const found = run.indexOf(LINE_FEED, at);
      const end = found < 0 ? run.length : found;
      if (statedNumber(decoder.decode(run.subarray(Math.max(at, end - 32), end))) === number) return true;
      at = end + 1;
    }
    const next = await rest.next();
    if (next.done === true) return false;
    run = next.value.bytes;
  }
}

/** Where the next line begins, if this is the end of the line of that number. */
function scanLineEnd(bytes: Uint8Array, at: number, number: number): number {
  const from = scanLiteral(bytes, at, lineEndBytes);
  if (from < 0 || bytes[from] === ZERO) return -1;
  const end = endOfDigits(bytes, from);
  const isEnd = bytes[end] === CLOSE && bytes[end + 1] === LINE_FEED && numberOf(bytes, from, end) === number;
  return isEnd ? end + 2 : -1;
}

function indexAt(bytes: Uint8Array, at: number): number {
  return numberOf(bytes, at, endOfDigits(bytes, at));
}

function endOfDigits(bytes: Uint8Array, at: number): number {
  let end = at;
  while ((bytes[end] ?? 0) >= ZERO && (bytes[end] ?? 0) < ZERO + 10) end += 1;
  return end;
}

function numberOf(bytes: Uint8Array, from: number, end: number): number {
  let number = 0;
  for (let i = from; i < end; i++) number = number * 10 + (bytes[i] ?? 0) - ZERO;
  return number;
}

/** What a JSON string says, given without its quotes. */
function unquoted(text: string): string {
  return text.includes('\\') ? String(JSON.parse(`"${text}"`)) : text;
}

const encoder = new TextEncoder();
const commitMarkBytes = encoder.encode(commitMark);
const endMarkBytes = encoder.encode(endMark);
const lineEndBytes = encoder.encode(',"line":');
const LINE_FEED = 0x0a;
const ZERO = 0x30;
const CLOSE = 0x7d;
const CHECKSUM = 32;
const HLC = 17;
const noBlobs: VerifiedCommit['blobs'] = [];
const linesASlice = 2000;

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
