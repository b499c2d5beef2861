import type { Result } from '#kit/result.ts';
import type { FilePart } from './contract.ts';
import type { Failure } from './failure.ts';

/** Writing the log to a file, and taking one in. */
export interface LogFiles {
  /** `streams` null: everything. `into` null: into the browser's keeping. Answers the file. */
  write(
    streams: readonly string[] | null,
    into: FileSystemFileHandle | null,
    watch: FileWatch,
  ): Promise<Result<Blob, Failure>>;
  /** Verifies the whole file before anything of it is in the log. */
  take(file: Blob, watch: FileWatch): Promise<Result<TakenFile, Failure>>;
  /** What `take` would answer. */
  preview(file: Blob, watch: FileWatch): Promise<Result<TakenFile, Failure>>;
  /** Everything as a new file of that folder, read back and verified. Of older ones the newest stay. */
  backUp(folder: FileSystemDirectoryHandle, watch: FileWatch): Promise<Result<void, Failure>>;
}

export interface FileWatch {
  /** Told how far each part is, 0 to 1. */
  readonly onShare: (share: number, part: FilePart) => void;
  readonly signal: AbortSignal | undefined;
}

export interface TakenFile {
  readonly streams: readonly string[];
  readonly added: number;
  readonly known: number;
}
