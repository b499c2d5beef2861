import type { Result } from '#kit/result.ts';
import type { Failure } from './failure.ts';

/** Writing the log to a file, and taking one in. */
export interface LogFiles {
  /** `streams` null: everything. `onShare` is told how far it is, 0 to 1. */
  write(streams: readonly string[] | null, onShare: (share: number) => void): Promise<Result<Blob, Failure>>;
  /** Verifies the whole file before anything of it is in the log. */
  take(file: Blob, onShare: (share: number) => void): Promise<Result<TakenFile, Failure>>;
}

export interface TakenFile {
  readonly streams: readonly string[];
  readonly added: number;
  readonly known: number;
}
