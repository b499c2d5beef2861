import type { Receipt } from '#store/event-log.ts';
import type { Workload } from './workload.ts';

/** What the runner asks of the worker that holds the store, and what it is told. All of it is plain data. */
export type Ask =
  | { readonly type: 'open'; readonly name: string; readonly store: StoreName; readonly workload: Workload }
  /** Answers what lies outside of the log when all of it is there, and the projections, if any, have come to the head. */
  | { readonly type: 'settle' }
  /** What is wrong by the log's own word. */
  | { readonly type: 'verify' }
  /** Puts back what the mirror holds. Then the store can be opened. */
  | { readonly type: 'restore'; readonly name: string; readonly code: string }
  /** Everything that the store holds, read from the disk. Blobs are compared for commits after `blobsAfter`. */
  | { readonly type: 'inspect'; readonly blobsAfter: number }
  /** Writes a log file of everything, and answers how many commits are in it. */
  | { readonly type: 'export' }
  /** Makes these calls, then those numbered from `from`, so many at a time, and never stops. */
  | {
      readonly type: 'write';
      readonly again: readonly number[];
      readonly from: number;
      readonly lanes: number;
      readonly beside: Beside | null;
    }
  /** The same up to a number; answers when all of them are answered. */
  | {
      readonly type: 'finish';
      readonly again: readonly number[];
      readonly from: number;
      readonly upTo: number;
      readonly lanes: number;
    };

/**
 * `log`: the log as the app keeps it. `copied`: with witness and mirror, but without projections, so that the last thing
 * that is written is a commit. `bare`: the log alone. `two-step`: a store that is wrong on purpose.
 */
export type StoreName = 'log' | 'copied' | 'bare' | 'two-step';

/** What the leader does meanwhile, again and again. */
export type Beside = 'seal' | 'rebuild';

/** Sent before a call is made and as soon as it is answered. */
export type Told =
  | { readonly type: 'submitted'; readonly call: number }
  | { readonly type: 'acknowledged'; readonly call: number; readonly receipts: readonly ToldReceipt[] }
  | { readonly type: 'refused'; readonly call: number; readonly failure: unknown }
  | { readonly type: 'beside'; readonly what: Beside; readonly isUnderWay: boolean };

export type ToldReceipt = Pick<Receipt, 'commitId' | 'position' | 'sequence' | 'hash' | 'duplicate'>;

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: unknown };

export interface Opened {
  /** Until the log is open, and held against its witness. */
  readonly ms: number;
  /** What the witness knew then, and since when; null where there is none. */
  readonly witness: { readonly position: number; readonly at: number } | null;
  readonly segments: number;
  readonly ledger: KeptLedger | null;
}

/** What lies outside of the log, and beside it. */
export interface Settled {
  readonly mirror: readonly { readonly position: number; readonly hash: string }[];
  readonly ledger: KeptLedger | null;
}

/** A projection of the campaign's own, as it is kept. */
export interface KeptLedger extends Ledger {
  readonly position: number;
}

export interface Ledger {
  readonly commits: number;
  /** Depends on every commit id, and on their order. */
  readonly chain: string;
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
