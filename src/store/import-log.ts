import { err, ok, type Result } from '#kit/result.ts';
import { openChecksum } from './checksum.ts';
import type {
  Absorbed,
  AbsorbFailure,
  CommitIdReused,
  EventLog,
  FeedForked,
  NewBlob,
  VerifiedCommit,
} from './event-log.ts';
import { type FileRefusal, type LogFile, readLogFile } from './read-log-file.ts';

export interface ImportOptions {
  /** Told how far each of its two parts is, 0 to 1. Once the second has begun, it is not cancelled any more. */
  readonly onShare?: (share: number, part: ImportPart) => void;
  readonly signal?: AbortSignal;
}

export type ImportPart = 'reading' | 'writing';

export interface ImportedFile {
  /** The streams that the file has commits of, sorted. */
  readonly streams: readonly string[];
  readonly added: number;
  /** Commits that the log held before. Importing a file again adds nothing. */
  readonly known: number;
}

/**
 * The file holds another commit under an id that this log has (`other-content`), or goes on differently from where this
 * log and the file were one (`forked`: two profiles wrote under one device id).
 */
export interface FileConflicts {
  readonly code: 'FileConflicts';
  readonly params: { readonly line: number; readonly commitId: string; readonly reason: 'other-content' | 'forked' };
  readonly retry: 'never';
}

export interface ImportCancelled {
  readonly code: 'ImportCancelled';
  readonly params: Readonly<Record<string, never>>;
  readonly retry: 'now';
}

/** Whichever it is, nothing of the file is in the log. */
export type ImportFailure =
  | FileRefusal
  | FileConflicts
  | ImportCancelled
  | Exclude<AbsorbFailure, CommitIdReused | FeedForked>;

/**
 * Takes a log file in. The whole file is read and verified before its commits are written, all in one transaction, so
 * none of it shows before all of it does, and a kill in the middle leaves nothing behind.
 */
export function importLog(
  log: EventLog,
  file: Blob,
  options: ImportOptions = {},
): Promise<Result<ImportedFile, ImportFailure>> {
  return takeFile(log, file, false, options);
}

/** What `importLog` would answer. Writes nothing. */
export function previewLog(
  log: EventLog,
  file: Blob,
  options: ImportOptions = {},
): Promise<Result<ImportedFile, ImportFailure>> {
  return takeFile(log, file, true, options);
}

async function takeFile(
  log: EventLog,
  file: Blob,
  dryRun: boolean,
  { signal, onShare }: ImportOptions,
): Promise<Result<ImportedFile, ImportFailure>> {
  const commits: VerifiedCommit[] = [];
  const blobs: NewBlob[] = [];
  const read = await readLogFile(file, await openChecksum(), {
    onCommit: (commit) => commits.push(commit),
    onBlob: (blob) => blobs.push(blob),
    onShare: (share) => onShare?.(share, 'reading'),
    ...(signal !== undefined && { signal }),
  });
  if (!read.ok) return read.error.code === 'ReadingCancelled' ? err(cancelled) : err(read.error);
  if (signal?.aborted === true) return err(cancelled);
  const absorbed = await log.absorb(commits, blobs, {
    verified: true,
    dryRun,
    onShare: (share) => onShare?.(share, 'writing'),
  });
  return absorbed.ok ? ok(toImported(read.value, absorbed.value)) : err(toFailure(absorbed.error, read.value, commits));
}

function toImported({ streams }: LogFile, { added, known }: Absorbed): ImportedFile {
  return { streams, added, known };
}

function toFailure(
  failure: AbsorbFailure,
  { firstCommitLine }: LogFile,
  commits: readonly VerifiedCommit[],
): ImportFailure {
  switch (failure.code) {
    case 'CommitIdReused':
    case 'FeedForked': {
      const { commitId } = failure.params;
      const at = commits.findIndex(({ id }) => id === commitId);
      const reason = failure.code === 'FeedForked' ? 'forked' : 'other-content';
      return { code: 'FileConflicts', params: { line: firstCommitLine + at, commitId, reason }, retry: 'never' };
    }
    default:
      return failure;
  }
}

const cancelled: ImportCancelled = { code: 'ImportCancelled', params: {}, retry: 'now' };
