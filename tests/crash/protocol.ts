import type { Receipt } from '#store/event-log.ts';
import type { Workload } from './workload.ts';

/** What the runner asks of the worker that holds the store, and what it is told. All of it is plain data. */
export type Ask =
  | { readonly type: 'open'; readonly name: string; readonly store: StoreName; readonly workload: Workload }
  /** Everything that the store holds, read from the disk. Blobs are compared for commits after `blobsAfter`. */
  | { readonly type: 'inspect'; readonly blobsAfter: number }
  /** Makes these calls, then those numbered from `from`, so many at a time, and never stops. */
  | { readonly type: 'write'; readonly again: readonly number[]; readonly from: number; readonly lanes: number }
  /** The same up to a number; answers when all of them are answered. */
  | {
      readonly type: 'finish';
      readonly again: readonly number[];
      readonly from: number;
      readonly upTo: number;
      readonly lanes: number;
    };

/** The log itself, or a store that is wrong on purpose. */
export type StoreName = 'log' | 'two-step';

/** Sent before a call is made and as soon as it is answered. */
export type Told =
  | { readonly type: 'submitted'; readonly call: number }
  | { readonly type: 'acknowledged'; readonly call: number; readonly receipts: readonly ToldReceipt[] }
  | { readonly type: 'refused'; readonly call: number; readonly failure: unknown };

export type ToldReceipt = Pick<Receipt, 'commitId' | 'position' | 'sequence' | 'hash' | 'duplicate'>;

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: unknown };

export interface Opened {
  readonly ms: number;
}

export interface Inspection {
  readonly commits: readonly SeenCommit[];
  /** What the store itself says: the newest position, and the newest sequence of each stream. */
  readonly head: number;
  readonly sequences: Readonly<Record<string, number>>;
}

export interface SeenCommit {
  readonly id: string;
  readonly stream: string;
  readonly position: number;
  readonly sequence: number;
  readonly device: string;
  readonly index: number;
  readonly previous: string;
  readonly hash: string;
  /** What is wrong with its events or its blob, or `''`. */
  readonly wrong: string;
}
