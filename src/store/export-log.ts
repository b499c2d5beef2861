import { sha256 as startSha256 } from '@noble/hashes/sha2.js';
import { err, ok, type Result } from '#kit/result.ts';
import { toBase64 } from './base64.ts';
import { openChecksum } from './checksum.ts';
import type { BlobFailure, EventLog, ReadFailure } from './event-log.ts';
import { blobLine, commitLine, endLine, headerLine, toHeader } from './log-file.ts';
import { toHex } from './sha256.ts';

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

/** The log, or some of its streams, as a log file. The browser keeps a large Blob on the disk, not in memory. */
export async function exportLog(log: EventLog, options: ExportOptions = {}): Promise<Result<Blob, ExportFailure>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const part of exportParts(log, options)) {
    if (!part.ok) return part;
    parts.push(part.value);
  }
  const plain = new Blob(parts, { type: mediaType });
  if (options.gzip !== true) return ok(plain);
  const zipped = new Response(plain.stream().pipeThrough(new CompressionStream('gzip')));
  return ok(new Blob([await zipped.arrayBuffer()], { type: 'application/gzip' }));
}

/** The file in parts of some hundred kilobytes, uncompressed. A failure is the last part. */
async function* exportParts(
  log: EventLog,
  { streams, onShare, signal }: ExportOptions = {},
): AsyncIterable<Result<Uint8Array<ArrayBuffer>, ExportFailure>> {
  const [digest, checksum] = [startSha256.create(), await openChecksum()];
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
  }
  let written = 0;
  for await (const commits of log.readLines(manifest.value)) {
    if (!commits.ok) {
      yield commits;
      return;
    }
    if (signal?.aborted === true) {
      yield err({ code: 'ExportCancelled', params: {}, retry: 'now' });
      return;
    }
    if (commits.value.length === 0) continue;
    yield toPart(
      commits.value.map((commit) => {
        line += 1;
        return commitLine(commit, line);
      }),
    );
    written += commits.value.length;
    onShare?.(written / manifest.value.commits);
  }
  yield ok(encoder.encode(`${endLine(toHex(digest.digest()), line + 1)}\n`));
  onShare?.(1);
}

const mediaType = 'application/x-ndjson';
