import type { Result } from '#kit/result.ts';
import type {
  BlobReference,
  Durability,
  FenceMoved,
  LogClosed,
  LogUnavailable,
  QuotaExceeded,
  Snapshot,
} from './event-log.ts';
import type { Row } from './row.ts';

/**
 * Where rows are kept: the part of the log that would change if IndexedDB were replaced. It knows keys, transactions and
 * bytes; what a row means is decided above it.
 */
export interface RowStore {
  readonly medium: 'disk' | 'memory';

  /** Up to `limit` rows after one, by number, and what the fence says, all of one moment. Rows come unchecked. */
  load(afterRow: number, limit: number): Promise<Result<Loaded, StoreFailure>>;

  /** The rows of these ascending numbers. A row that is not there is left out. */
  pick(rows: readonly number[]): Promise<Result<readonly unknown[], StoreFailure>>;

  /** Writes everything in one transaction, and answers when it is complete. `raced`: the newest row is not `after`. */
  write(write: RowWrite): Promise<Result<'written' | 'raced', WriteFailure>>;

  /** Brings to the disk what relaxed writes have left with the operating system. */
  flush(): Promise<Result<void, WriteFailure>>;

  /** Which of these blobs are here. */
  holds(hashes: readonly string[]): Promise<Result<ReadonlySet<string>, StoreFailure>>;

  putBlob(blob: StoredBlob): Promise<Result<void, WriteFailure>>;

  /** The chunks of a blob joined, unchecked, or null. */
  getBlob(hash: string): Promise<Result<Uint8Array<ArrayBuffer> | null, StoreFailure>>;

  /** Replaces the snapshots of that stream and fold. */
  putSnapshot(snapshot: Snapshot): Promise<Result<void, WriteFailure>>;

  getSnapshot(stream: string, fold: string): Promise<Result<Snapshot | null, StoreFailure>>;

  close(): Promise<void>;
}

export interface Loaded {
  readonly rows: readonly unknown[];
  readonly device: string;
}

export interface RowWrite {
  /** The number of the newest row that the writer knows, 0 for none. The first new row is the next. */
  readonly after: number;
  readonly rows: readonly Row[];
  readonly blobs: readonly StoredBlob[];
  readonly durability: Durability;
  /** The writer id of this log from now on. */
  readonly device?: string;
}

export interface StoredBlob extends BlobReference {
  readonly bytes: Uint8Array;
}

export type StoreFailure = FenceMoved | LogUnavailable | LogClosed;
export type WriteFailure = StoreFailure | QuotaExceeded;
