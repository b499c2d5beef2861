import type { Result } from '#kit/result.ts';
import type { BlobReference, Durability, Snapshot, WriteFailure } from './event-log.ts';
import type { Row } from './row.ts';
import type { SegmentBody, SegmentHead } from './segment.ts';

/**
 * Where rows are kept: the part of the log that would change if IndexedDB were replaced. It knows keys, transactions and
 * bytes; what a row means is decided above it. What comes out of it is unchecked.
 */
export interface RowStore {
  readonly medium: 'disk' | 'memory';

  /** Up to `limit` rows after one, all heads of segments after one, and the device, all of one moment. */
  load(after: StoreEnd, limit: number): Promise<Result<Loaded, StoreFailure>>;

  /**
   * What `load` says of rows alone, sooner: for a tab that was told of a commit. Null where that would not be all, so that
   * it has to be asked: there are many rows, or the store is not as it was.
   */
  loadNewest(after: number): Promise<Pick<Loaded, 'rows' | 'device'> | null>;

  /** The rows of these ascending numbers and the bodies under these digests. What is not there is left out. */
  pick(rows: readonly number[], bodies: readonly string[]): Promise<Result<Picked, StoreFailure>>;

  /** Writes everything in one transaction, and answers when it is complete. `raced`: the newest row is not `after`. */
  write(write: RowWrite): Promise<Result<'written' | 'raced', WriteFailure>>;

  /** Keeps bodies, strictly. Nothing refers to them yet; the same ones again change nothing. */
  putBodies(bodies: readonly SegmentBody[]): Promise<Result<void, WriteFailure>>;

  /**
   * Makes segments valid by their heads and takes away the rows that they replace, in one strict transaction. `raced`:
   * the newest segment is not `after`, a body is not there, or another leadership has begun.
   */
  seal(write: SealWrite): Promise<Result<'written' | 'raced', WriteFailure>>;

  /** Takes away bodies that no head refers to: left by a sealing that was cut short. Answers how many. */
  sweepBodies(): Promise<Result<number, WriteFailure>>;

  /** Everything there is, raw, whatever its state: for looking what can be saved. */
  readAll(): Promise<Result<RawStore, StoreFailure>>;

  /**
   * Puts other rows in the place of all rows and segments, strictly and in one transaction, under a new fence. What was
   * there is set aside, not thrown away; snapshots and derived records are made again.
   */
  replace(rows: readonly Row[], blobs: readonly StoredBlob[], device: string): Promise<Result<void, WriteFailure>>;

  /** Brings to the disk what relaxed writes have left with the operating system. */
  flush(): Promise<Result<void, WriteFailure>>;

  /** Which of these blobs are here. */
  holds(hashes: readonly string[]): Promise<Result<ReadonlySet<string>, StoreFailure>>;

  putBlob(blob: StoredBlob): Promise<Result<void, WriteFailure>>;

  /** The chunks of a blob joined, or null. */
  getBlob(hash: string): Promise<Result<KeptBlob | null, StoreFailure>>;

  /** Replaces the snapshots of that stream and fold. */
  putSnapshot(snapshot: Snapshot): Promise<Result<void, WriteFailure>>;

  getSnapshot(stream: string, fold: string): Promise<Result<Snapshot | null, StoreFailure>>;

  /** Derived records whose key begins so, by key. */
  readDerived(prefix: string): Promise<Result<readonly DerivedRecord[], StoreFailure>>;

  /** All of it in one transaction, or nothing: `raced` when a record is not what the caller believes. */
  writeDerived(write: DerivedWrite): Promise<Result<'written' | 'raced', WriteFailure>>;

  /** The number of a leadership that begins now; it ends those before it. */
  claimEpoch(): Promise<Result<number, WriteFailure>>;

  close(): Promise<void>;
}

/** Numbers of the newest row and segment that somebody knows, 0 for none. */
export interface StoreEnd {
  readonly row: number;
  readonly segment: number;
}

export interface Loaded {
  readonly rows: readonly unknown[];
  readonly heads: readonly unknown[];
  readonly device: string;
}

export interface Picked {
  readonly rows: readonly unknown[];
  readonly bodies: readonly unknown[];
}

export interface RawStore extends Picked {
  readonly heads: readonly unknown[];
  readonly snapshots: readonly unknown[];
  readonly derived: readonly unknown[];
  readonly blobs: readonly unknown[];
}

export interface RowWrite {
  /** The number of the newest row that the writer knows, 0 for none. The first new row is the next. */
  readonly after: number;
  /** Taken one by one while the transaction runs, or not at all. */
  readonly rows: Iterable<Row>;
  readonly blobs: readonly StoredBlob[];
  readonly durability: Durability;
  /** The writer id of this log from now on. */
  readonly device?: string;
}

export interface SealWrite {
  /** The number of the newest segment that the sealer knows, 0 for none. */
  readonly after: number;
  readonly heads: readonly SegmentHead[];
  /** Numbers of rows whose commits are all in segments now. Never the newest. */
  readonly rows: readonly number[];
  /** The leadership under which this is done; null where there are no leaders. */
  readonly epoch: number | null;
}

export interface StoredBlob extends BlobReference {
  readonly bytes: Uint8Array;
  /** The bytes gzipped, where that is what is kept. */
  readonly zipped?: Uint8Array;
}

export interface KeptBlob {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly isZipped: boolean;
}

export interface DerivedRecord {
  readonly key: string;
  readonly text: string;
  readonly checksum: string;
}

export interface DerivedWrite {
  readonly puts: readonly DerivedRecord[];
  readonly deletes: readonly string[];
  /** What has to be there; null: nothing. */
  readonly expect: readonly { readonly key: string; readonly checksum: string | null }[];
}

export type StoreFailure = Exclude<WriteFailure, { code: 'QuotaExceeded' }>;
