import { err, ok, type Result } from '#kit/result.ts';
import { toBase64 } from './base64.ts';
import { openChecksum } from './checksum.ts';
import type { BlobFailure, EventLog, ReadFailure } from './event-log.ts';
import { openFileDigest } from './file-digest.ts';
import { blobLine, commitLine, endLine, headerLine, toHeader } from './log-file.ts';
import { nameOf } from './unknown-values.ts';

export interface ExportOptions {
  /** Only these streams, each whole. Default: everything. */
  readonly streams?: readonly string[];
  readonly gzip?: boolean;
  /** Told how far it is, 0 to 1. */
  readonly onShare?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/** A blob that commits refer to is missing or damaged, the log cannot be read, or it was cancelled by the signal. */
export type ExportFailure = ReadFailure | BlobFailure | ExportCancelled;

export interface ExportCancelled {
  readonly code: 'ExportCancelled';
  readonly params: Readonly<Record<string, never>>;
  readonly retry: 'now';
}

/** What the file is written to does not take it: a full disk, a folder that has gone. `reason` is the browser's word. */
export interface FileUnwritable {
  readonly code: 'FileUnwritable';
  readonly params: { readonly reason: string };
  readonly retry: 'later';
}

/** The log, or some of its streams, as a log file that the browser keeps, on the disk when it is large. */
export async function exportLog(log: EventLog, options: ExportOptions = {}): Promise<Result<Blob, ExportFailure>> {
  const pieces = new Pieces();
  const written = await writeLog(log, new WritableStream({ write: (part) => pieces.add(part) }), options);
  if (written.ok) return ok(pieces.toBlob(options.gzip === true ? 'application/gzip' : mediaType));
  // A stream that only collects takes everything.
  if (written.error.code === 'FileUnwritable') throw new Error(written.error.params.reason);
  return err(written.error);
}

/**
 * Writes the log file into a stream, no faster than it takes it, and never holds more than a batch of commits. Closes the
 * stream at the end; after a failure it is aborted, which leaves a file that was there before as it was.
 */
export async function writeLog(
  log: EventLog,
  into: WritableStream<Uint8Array<ArrayBuffer>>,
  options: ExportOptions = {},
): Promise<Result<void, ExportFailure | FileUnwritable>> {
  const { stream, finished } = options.gzip === true ? zipInto(into) : { stream: into, finished: Promise.resolve() };
  const writer = stream.getWriter();
  // It is heard by the write that fails.
  writer.closed.catch(() => {});
  finished.catch(() => {});
  try {
    for await (const part of exportParts(log, options)) {
      if (!part.ok) {
        await writer.abort(part.error.code).catch(() => {});
        await finished.catch(() => {});
        return part;
      }
      await writer.write(part.value);
    }
    await writer.close();
    await finished;
    options.onShare?.(1);
    return ok(undefined);
  } catch (error) {
    const reason = nameOf(error);
    await writer.abort(reason).catch(() => {});
    return err({ code: 'FileUnwritable', params: { reason }, retry: 'later' });
  }
}

function zipInto(into: WritableStream<Uint8Array<ArrayBuffer>>) {
  const zip = new CompressionStream('gzip');
  return {
    stream: zip.writable as WritableStream<Uint8Array<ArrayBuffer>>,
    finished: (zip.readable as ReadableStream<Uint8Array<ArrayBuffer>>).pipeTo(into),
  };
}

/** The file in parts of some hundred kilobytes, uncompressed. A failure is the last part. */
async function* exportParts(
  log: EventLog,
  { streams, onShare, signal }: ExportOptions,
): AsyncIterable<Result<Uint8Array<ArrayBuffer>, ExportFailure>> {
  const [digest, checksum] = await Promise.all([openFileDigest(), openChecksum()]);
  const manifest = await log.manifest(streams);
  if (!manifest.ok) {
    yield manifest;
    return;
  }
  const encoder = new TextEncoder();
  const toPart = (lines: readonly string[]) => {
    const part = encoder.encode(`${lines.join('\n')}\n`);
    digest.update(part);
    return ok(part);
  };
  const all = manifest.value.blobs.length + manifest.value.commits;
  let line = 1;
  yield toPart([headerLine(toHeader(manifest.value), checksum)]);
  for (const hash of manifest.value.blobs) {
    const bytes = await log.getBlob(hash);
    if (!bytes.ok) {
      yield bytes;
      return;
    }
    line += 1;
    yield toPart([blobLine(hash, toBase64(bytes.value), line)]);
    onShare?.((line - 1) / (all + 1));
    if (signal?.aborted === true) {
      yield err(cancelled);
      return;
    }
  }
  for await (const commits of log.readLines(manifest.value)) {
    if (!commits.ok) {
      yield commits;
      return;
    }
    if (signal?.aborted === true) {
      yield err(cancelled);
      return;
    }
    if (commits.value.length === 0) continue;
    yield toPart(
      commits.value.map((commit) => {
        line += 1;
        return commitLine(commit, line);
      }),
    );
    // The last share is for the file's being closed.
    onShare?.((line - 1) / (all + 1));
  }
  yield ok(encoder.encode(`${endLine(digest.digest(), line + 1)}\n`));
}

/** A file as it grows. What was settled into a Blob lies with the browser, no longer in this worker's memory. */
class Pieces {
  readonly #settled: Blob[] = [];
  #held: Uint8Array<ArrayBuffer>[] = [];
  #size = 0;

  add(part: Uint8Array<ArrayBuffer>): void {
    this.#held.push(part);
    this.#size += part.length;
    if (this.#size >= pieceSize) this.#settle();
  }

  toBlob(type: string): Blob {
    this.#settle();
    return new Blob(this.#settled, { type });
  }

  #settle(): void {
    this.#settled.push(new Blob(this.#held));
    this.#held = [];
    this.#size = 0;
  }
}

const cancelled: ExportCancelled = { code: 'ExportCancelled', params: {}, retry: 'now' };
const mediaType = 'application/x-ndjson';
const pieceSize = 4 * 1024 * 1024;
