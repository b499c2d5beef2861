import { err, ok, type Result } from '#kit/result.ts';
import { openChecksum } from './checksum.ts';
import type { AbsorbFailure, CommitIdReused, EventLog, FeedForked } from './event-log.ts';
import { type FileRefusal, readLogFile } from './read-log-file.ts';

export interface ImportOptions {
  /** Told how far reading is, 0 to 1. */
  readonly onShare?: (share: number) => void;
  readonly signal?: AbortSignal;
}

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
export async function importLog(
  log: EventLog,
  file: Blob,
  options: ImportOptions = {},
): Promise<Result<ImportedFile, ImportFailure>> {
  const read = await readLogFile(file, await openChecksum(), options);
  if (!read.ok) return read;
  if (options.signal?.aborted === true) return err({ code: 'ImportCancelled', params: {}, retry: 'now' });
  const { commits, blobs, streams, firstCommitLine } = read.value;
  const absorbed = await log.absorb(commits, blobs);
  if (absorbed.ok) return ok({ streams, added: absorbed.value.added, known: absorbed.value.known });
  const failure = absorbed.error;
  const conflict = (commitId: string, reason: 'other-content' | 'forked') => {
    const line = firstCommitLine + commits.findIndex((text) => text.includes(`"id":${JSON.stringify(commitId)}`));
    return err({ code: 'FileConflicts', params: { line, commitId, reason }, retry: 'never' } as const);
  };
  switch (failure.code) {
    case 'CommitIdReused':
      return conflict(failure.params.commitId, 'other-content');
    case 'FeedForked':
      return conflict(failure.params.commitId, 'forked');
    default:
      return err(failure);
  }
}
