import type { BlobRef } from '#planner/blob-ref.ts';
import type { Command } from '#planner/command.ts';
import type { CommitId, PlanId } from '#planner/ids.ts';
import type { Recorded } from '#planner/recorded.ts';
import type { Rejection } from '#planner/rejection.ts';
import type { Stamped } from '#planner/stamp.ts';
import type { PlanState } from '#planner/state.ts';
import type { WorkspaceCommand } from '#planner/workspace.ts';
import type { Failure } from './failure.ts';
import type { LogInspection } from './inspection.ts';
import type {
  BuiltinAnswer,
  BuiltinRequest,
  BuiltinState,
  LocalModelsAct,
  LocalModelsAnswer,
  LocalModelsReport,
} from './local-models.ts';
import type { Privacy, WaitingSending } from './privacy.ts';

export type { Failure } from './failure.ts';
export type * from './inspection.ts';
export type * from './local-models.ts';
export type * from './privacy.ts';

/**
 * The one door between a page and the log; the engine, other tabs and files go through it too. Commands go down once,
 * events come up once: the answer to a command is a receipt, a rejection or a failure, never state. Everything here can be
 * cloned across realms; callbacks are passed with Comlink's `proxy` by `connect.ts`.
 *
 * Every call settles. On the page side `connect.ts` adds a time-out and notices the worker's death; it then starts another
 * worker, subscribes again from the last cursor and sends unanswered submissions again. They are known by their commit id,
 * so nothing happens twice. `submit` always answers with an outcome; any other call that cannot answer rejects with a
 * `Failure`, as plain data.
 */
export interface PlannerService extends LogInspection, Privacy {
  submit(submission: Submission): Promise<Outcome>;
  /** One verified snapshot, unless `after` is still good, and then every event once and in order, this tab's and others'. */
  subscribe(planId: PlanId, after: Cursor | null, onMessage: (message: FeedMessage) => void): Promise<SubscriptionId>;
  /** All plans, at once and after every change. */
  subscribePlans(onPlans: (plans: readonly PlanSummary[]) => void): Promise<SubscriptionId>;
  /** Progress that may be lost without harm and never enters the log. */
  watch(onProgress: (progress: Progress) => void): Promise<SubscriptionId>;
  unsubscribe(id: SubscriptionId): Promise<void>;
  /** Text of a goal, result or attachment by its hash; null when it is not here. */
  readText(hash: string): Promise<string | null>;
  /** A goal is being typed: what its draft begins with is made ready. Asking often costs nothing. */
  prepareDrafts(): Promise<void>;
  /** Drafts the plan's goal with rules, in the background; what it finds arrives as proposals in the feed. Idempotent. */
  draft(planId: PlanId): Promise<void>;
  cancelDraft(planId: PlanId): Promise<void>;
  /**
   * Streams the log into `into`, a file that the page had the person choose, reads it back and verifies it; without
   * `into`, the browser keeps the file. Answers the file.
   */
  exportLog(scope: ExportScope, into?: FileSystemFileHandle | null, signal?: AbortSignal): Promise<FileOutcome<Blob>>;
  /** Staged and verified whole before anything shows. Importing the same file again changes nothing. */
  importLog(file: Blob, signal?: AbortSignal): Promise<FileOutcome<ImportReport>>;
  /** What `importLog` would bring, or why it would be refused. Changes nothing. */
  previewImport(file: Blob, signal?: AbortSignal): Promise<FileOutcome<ImportReport>>;
  /** A new file in the backup folder, which counts only when it has been read back and verified. */
  backUp(signal?: AbortSignal): Promise<FileOutcome<Backup>>;
  /** The folder that backups go to. Whether it may still be written to, only a page can ask. */
  readBackupFolder(): Promise<FileSystemDirectoryHandle | null>;
  writeBackupFolder(folder: FileSystemDirectoryHandle | null): Promise<void>;
  /** What the log takes beside its commits, part by part. Read whole, so only for who asks. */
  measureSpace(): Promise<SpaceReport>;
  /** Lets go of a part that nobody's plans are in. */
  freeSpace(what: 'remade' | 'aside'): Promise<void>;
  /** What this device holds and how well it is kept. */
  inspectStorage(): Promise<StorageReport>;
  /** The plan's `contentHash`, folded anew from the log rather than taken from memory; null when there is no such plan. */
  fingerprint(planId: PlanId): Promise<Fingerprint | null>;
  readSetting(key: SettingKey): Promise<string | null>;
  writeSetting(key: SettingKey, value: string | null): Promise<void>;
  /** What it is set to, at once and after every change, in this tab or another. */
  subscribeSetting(key: SettingKey, onValue: (value: string | null) => void): Promise<SubscriptionId>;
  /** Text being typed that is not in the log yet: it survives a reload, a crash and an update. null forgets it. */
  readScratch(key: string): Promise<string | null>;
  writeScratch(key: string, text: string | null): Promise<void>;
  /** Models on this device. Settles once it is under way; how it goes on is told by `watch`. */
  localModels(act: LocalModelsAct): Promise<LocalModelsAnswer>;
  /** The page was frozen, hidden or restored from the back/forward cache: read what was missed. */
  wake(): Promise<void>;
}

/** The door as the engine sees it, from the same realm: what it works from, and where it says how far it is. */
export interface EngineDoor {
  submit(submission: Submission): Promise<Outcome>;
  readText(hash: string): Promise<string | null>;
  /** The plan as the log has it now; null when there is none. Rejects with a `Failure`, as all that follow. */
  readPlan(planId: PlanId): Promise<PlanState | null>;
  /** @param by the plan's `goalBy` */
  readGoalGiven(planId: PlanId, by: CommitId | null): Promise<GoalGiven | null>;
  report(progress: Progress): void;
  /** Plans whose drafting was asked for on this device and has not ended: work that a reload or a crash interrupted. */
  wantedDrafts(): Promise<readonly PlanId[]>;
  wantDraft(planId: PlanId, wanted: boolean): Promise<void>;
  readSetting(key: SettingKey): Promise<string | null>;
  writeSetting(key: SettingKey, value: string | null): Promise<void>;
  /** Calls back with the plan after each change of its config, in this tab or another. */
  onConfigured(listener: (planId: PlanId) => void): void;
}

/** What the words of a goal refer to: "tomorrow" is counted from `at`, in `zone`. */
export interface GoalGiven {
  readonly commitId: CommitId;
  readonly at: number;
  readonly zone: string;
  readonly locale: string;
}

/** Drafting, as the door starts and stops it. */
export interface DraftEngine {
  /** Makes ready what every draft begins with. */
  prepare(): void;
  /** Settles once it is under way. Asking again while it runs, or after it has ended, changes nothing. */
  draft(planId: PlanId): Promise<void>;
  cancelDraft(planId: PlanId): Promise<void>;
}

/** What only a window can do, offered by the page to the worker. */
export interface PageHost {
  /** Asks the browser never to throw the storage away; false if it will not promise. Asked once, after the first commit. */
  persistStorage(): Promise<boolean>;
  /**
   * Whether a service worker is in charge, so that requests can leave by what it serves. Waits a little for one that is on
   * its way.
   */
  readNetwork(): Promise<'ready' | 'uncontrolled' | 'unsupported'>;
  /** Secrets that are kept until the last tab is closed. */
  readTabSecrets(): Promise<Readonly<Record<string, TabSecret>>>;
  writeTabSecret(id: string, secret: TabSecret | null): Promise<void>;
  /** The browser's own model. Its download needs a click shortly before. */
  readBuiltinModel(): Promise<BuiltinState>;
  downloadBuiltinModel(onShare: (share: number) => void | Promise<void>): Promise<BuiltinAnswer>;
  promptBuiltinModel(
    request: BuiltinRequest,
    onDelta: (text: string) => void | Promise<void>,
    signal: AbortSignal,
  ): Promise<BuiltinAnswer>;
  /** Shows what is about to be sent. Settles with the person's answer, or no when it was dropped. */
  confirmSending(sending: WaitingSending): Promise<boolean>;
  /** It is not to be sent any more. */
  dropSending(id: string): Promise<void>;
}

export interface TabSecret {
  readonly origin: string;
  readonly value: string;
}

/**
 * A command and where it goes. `again`: it was sent before, perhaps by another tab, so the log is looked into before it is
 * decided; `connect.ts` says so when it sends anew, a page never has to.
 */
export type Submission =
  | {
      readonly to: 'plan';
      readonly planId: PlanId;
      readonly command: Stamped<Command>;
      readonly blobs: readonly NewBlob[];
      readonly again?: boolean;
    }
  | { readonly to: 'workspace'; readonly command: Stamped<WorkspaceCommand>; readonly again?: boolean };

/** Bytes that a command's `BlobRef` names; written in the same transaction as the event. */
export interface NewBlob {
  readonly ref: BlobRef;
  readonly bytes: Uint8Array;
}

export type Outcome =
  | { readonly type: 'receipt'; readonly receipt: Receipt }
  | { readonly type: 'rejection'; readonly rejection: Rejection }
  | { readonly type: 'failure'; readonly failure: Failure };

export interface Receipt {
  readonly commitId: CommitId;
  /** false: the command had nothing to do, and no commit was written. */
  readonly changed: boolean;
  /** The commit was in the log already: this is the answer that its first sending got, or would have got. */
  readonly duplicate: boolean;
  readonly durability: 'relaxed' | 'strict' | 'memory';
  readonly mirrored: boolean;
}

export type SubscriptionId = number;

/** How far a feed was read: a sequence in the plan's stream, on this device. */
export type Cursor = number;

export type FeedMessage =
  | {
      readonly type: 'snapshot';
      readonly state: PlanState;
      readonly cursor: Cursor;
      readonly readOnly: ReadOnlyReason | null;
    }
  | {
      readonly type: 'events';
      readonly events: readonly Recorded[];
      readonly cursor: Cursor;
      readonly readOnly: ReadOnlyReason | null;
    }
  | { readonly type: 'failure'; readonly failure: Failure };

/** This version does not know an event of the plan: it is shown as far as it can be, and not written to. */
export interface ReadOnlyReason {
  readonly code: 'UnknownEvent';
  readonly params: { readonly type: string; readonly v: number };
}

/** What Home shows of a plan. */
export interface PlanSummary {
  readonly planId: PlanId;
  readonly title: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly archived: boolean;
  readonly done: number;
  readonly total: number;
  /** Changes of a proposal that still wait for a yes or no. */
  readonly proposed: number;
  readonly nextTask: string | null;
}

export type Progress =
  | {
      readonly type: 'draft';
      readonly planId: PlanId;
      readonly phase: 'running' | 'done' | 'cancelled' | 'failed';
      readonly found: number;
      readonly share: number;
      readonly failure: Failure | null;
    }
  | { readonly type: 'local-models'; readonly report: LocalModelsReport }
  | { readonly type: 'file'; readonly act: FileAct; readonly part: FilePart; readonly share: number };

export type FileAct = 'export' | 'import' | 'preview' | 'backup';
/** `checking`: a written file is read back. */
export type FilePart = 'reading' | 'writing' | 'checking';

export type ExportScope = { readonly type: 'plan'; readonly planId: PlanId } | { readonly type: 'everything' };

export type FileOutcome<T> =
  | { readonly type: 'done'; readonly value: T }
  | { readonly type: 'failure'; readonly failure: Failure };

export interface ImportReport {
  readonly plans: readonly PlanId[];
  readonly commitsAdded: number;
  readonly commitsKnown: number;
}

export interface Fingerprint {
  readonly contentHash: string;
  readonly events: number;
}

export interface StorageReport {
  /** `memory`: nothing survives this tab; say so loudly. */
  readonly place: 'disk' | 'memory';
  readonly plans: number;
  readonly commits: number;
  readonly events: number;
  /** Which tab copies and seals the log. `none`: this browser has no Web Locks, so nobody does. */
  readonly leader: 'here' | 'elsewhere' | 'none';
  /** The copy outside the database; null: there is none. */
  readonly copy: CopyReport | null;
  /** What this browser does not offer here. */
  readonly lacks: readonly BrowserLack[];
  /** Bytes as the browser estimates them; null where it does not say. */
  readonly usage: number | null;
  readonly quota: number | null;
  readonly persistent: boolean | null;
  /** Epoch milliseconds of the last export of everything; null: never. */
  readonly lastBackupAt: number | null;
  /** Where that is, as far as is known. */
  readonly lastBackupPlace: BackupPlace | null;
  readonly eventsSinceBackup: number;
}

export interface CopyReport {
  /**
   * `copying`: the first copy is under way. `full`: there was no room for it. `failed`: the browser would not write it.
   * Both are tried again. `elsewhere`: another tab makes it.
   */
  readonly state: 'whole' | 'copying' | 'full' | 'failed' | 'elsewhere';
  /** Up to which commit, in the order of arrival. */
  readonly position: number;
  /** Epoch milliseconds at which the newest known commit was seen. */
  readonly at: number | null;
}

/**
 * `disk`: nothing outlives this tab. `copy`: what the database loses is lost. `locks`: nobody copies or looks after the
 * log. `channel`: other tabs' changes come late.
 */
export type BrowserLack = 'disk' | 'copy' | 'locks' | 'channel';

/** When everything was last written to a file, and how many events that were. */
export interface Backup {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly events: number;
  readonly place: BackupPlace | null;
}

export interface BackupPlace {
  /** A file in the backup folder, one that the person chose, or a download, of which nothing more is known. */
  readonly type: 'folder' | 'file' | 'download';
  /** Of the folder or file. */
  readonly name: string;
}

/** Bytes, as near as can be told. */
export interface SpaceReport {
  /** Kept states that are made again when they are missing. */
  readonly remade: number;
  /** Set aside when the person chose how to go on after a loss. */
  readonly aside: number;
  /** The copy outside the database, which goes on being kept. */
  readonly copy: number;
}

/**
 * Kept per device, outside the log and outside its exports. `endpoints`, `modelChain` and `localModels` are JSON that the
 * models' room parses; a key of one of them is a secret and is not in there.
 */
export type SettingKey =
  | 'theme'
  | 'singleKeys'
  | 'lastBackup'
  | 'backupSnoozedUntil'
  | 'backupEvery'
  /** `on`: everything is shown before it is sent. */
  | 'askBeforeSending'
  | 'endpoints'
  | 'modelChain'
  | 'localModels'
  /** Which model was being loaded when this was last written: after a crash it is not loaded again by itself. */
  | 'localModelLoading';
