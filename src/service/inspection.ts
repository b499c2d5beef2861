import type { Audit } from '#store/projections/named/audit.ts';
import type { Metrics } from '#store/projections/named/metrics.ts';
import type { Monitoring } from '#store/projections/named/monitoring.ts';
import type { StorageReport } from './contract.ts';

/** Looking into the log: how it stands, what is in it, and what is kept beside it. Nothing here changes a commit. */
export interface LogInspection {
  /** Cheap enough to be asked every second. */
  inspectLog(): Promise<LogReport>;
  /** What the named projections say, as they were last kept. */
  readReadings(): Promise<Readings>;
  /** Newest first. */
  readCommits(query: CommitQuery): Promise<CommitPage>;
  /** The whole commit at a position as JSON text; null when there is none. */
  readEnvelope(position: number): Promise<string | null>;
  /** Settles once it is under way, or has no need to be; `inspectLog` tells how far it is. False: this tab does not do that work. */
  rebuildProjection(name: string): Promise<boolean>;
  cancelRebuild(name: string): Promise<boolean>;
  /** Tries what is parked once more. Null: this tab does not do that work. */
  retryParked(name: string): Promise<RetriedParked | null>;
  /** Reads and verifies everything. `inspectLog` tells how far it is. */
  checkLog(signal: AbortSignal): Promise<CheckReport>;
}

/** `leader`: the tab that seals, copies and keeps the projections. */
export interface LogReport extends Pick<StorageReport, 'place' | 'leader' | 'copy'> {
  /** Under which id this log writes. */
  readonly device: string;
  readonly position: number;
  readonly streams: number;
  readonly layout: {
    readonly rows: number;
    /** Commits that are in no segment. */
    readonly tail: number;
    readonly segments: number;
    readonly sealed: number;
  };
  /** By name. */
  readonly projections: readonly ProjectionReport[];
  /** From 0 to 1 while everything is checked. */
  readonly checking: number | null;
}

export interface ProjectionReport {
  readonly name: string;
  /** What can be read of it stands here. Null: nothing is kept yet. */
  readonly position: number | null;
  /** From 0 to 1 while it is made anew. */
  readonly rebuilding: number | null;
  /** A commit that failed and is being tried again. */
  readonly trying: { readonly commitId: string; readonly tries: number } | null;
  /** What keeps it from going on: a code of the log's failures. */
  readonly failure: string | null;
  readonly parked: readonly ParkedCommit[];
}

export interface ParkedCommit {
  readonly position: number;
  readonly commitId: string;
  readonly stream: string;
  readonly reason: string;
  readonly tries: number;
  /** Epoch milliseconds of the last try. */
  readonly at: number;
}

export interface RetriedParked {
  readonly taken: number;
  readonly left: number;
}

/** Each null until it is kept for the first time. */
export interface Readings {
  readonly monitoring: Monitoring | null;
  readonly audit: Audit | null;
  readonly metrics: Metrics | null;
}

export interface CommitQuery {
  readonly stream: string | null;
  readonly type: string | null;
  /** Only commits before this position; null: from the newest. */
  readonly before: number | null;
}

export interface CommitPage {
  readonly commits: readonly CommitLine[];
  /** Where to go on; null: there are no older ones. A page may be short, or empty, and have older ones all the same. */
  readonly before: number | null;
  /** The newest position when it was read. */
  readonly head: number;
}

export interface CommitLine {
  readonly position: number;
  readonly commitId: string;
  readonly stream: string;
  readonly sequence: number;
  /** Epoch milliseconds of the actor's clock. */
  readonly at: number;
  /** What kind of actor. */
  readonly actor: string;
  /** Each type once. */
  readonly types: readonly string[];
  readonly events: number;
}

export interface CheckReport {
  readonly commits: number;
  readonly blobs: number;
  /** Empty: everything is as it was written. */
  readonly findings: readonly { readonly where: string; readonly why: 'shape' | 'order' | 'link' | 'hash' }[];
  /** False where it was cancelled. */
  readonly isComplete: boolean;
}
