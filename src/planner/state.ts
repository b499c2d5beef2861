import type { Actor } from './actor.ts';
import type { StoredText } from './blob-ref.ts';
import type { ProposedChange } from './draft.ts';
import type { PlanEventType, Resolution } from './event.ts';
import type { ChangeId, CommitId, PlanId, ProposalId, TaskId } from './ids.ts';
import { DEFAULT_CONFIG, type PlanConfig } from './plan-config.ts';
import type { Answer } from './question.ts';
import type { Attachment, Task } from './task.ts';

/** A plan as the fold of its events. Containers are replaced, never changed, and untouched tasks keep their identity. */
export interface PlanState {
  /** null before `PlanInitialized` or `PlanForked`. */
  readonly id: PlanId | null;
  readonly title: string;
  /** The title it began with; null for a fork, whose title the person chose. A draft renames the plan only while it stands. */
  readonly firstTitle: string | null;
  readonly goal: StoredText;
  /** The commit that the goal's words came in; null for the first ones. */
  readonly goalBy: CommitId | null;
  readonly attachments: readonly Attachment[];
  readonly config: PlanConfig;
  /** null for a plan of its own. */
  readonly forkedFrom: {
    readonly planId: PlanId;
    readonly commitId: CommitId;
    readonly as: 'branch' | 'duplicate';
  } | null;
  readonly createdAt: number;
  readonly paused: boolean;
  /** `PlanningCompleted` was said and no work has come since. A milestone, not content: outside the content hash. */
  readonly completed: boolean;
  readonly tasks: ReadonlyMap<TaskId, Task>;
  /** In the order they were made. */
  readonly proposals: ReadonlyMap<ProposalId, Proposal>;
  readonly conflicts: readonly Conflict[];
  readonly contextSummary: string | null;
  readonly undo: UndoLine;
  /** How many events were folded. Outside the content hash. */
  readonly revision: number;
}

export interface Proposal {
  readonly id: ProposalId;
  readonly drafter: Actor;
  /** As the plan's `goalBy` was when it began. */
  readonly goalBy: CommitId | null;
  readonly title: string | null;
  /** Nothing more will come. */
  readonly complete: boolean;
  readonly at: number;
  /** In the drafter's order. */
  readonly changes: ReadonlyMap<ChangeId, ProposedChangeState>;
}

export interface ProposedChangeState {
  readonly change: ProposedChange;
  readonly resolution: Resolution;
  /** For `ask`. */
  readonly answer: Answer | null;
}

/** An event, or a part of one, that no longer applied when its turn came: shown to the person, never dropped. */
export interface Conflict {
  readonly code:
    | 'NotInitialized'
    | 'AlreadyInitialized'
    | 'TaskMissing'
    | 'TaskExists'
    | 'ParentMissing'
    | 'NeedMissing'
    | 'WouldCycle'
    | 'ProposalMissing'
    | 'ChangeMissing'
    | 'ChangeExists'
    | 'NotOnUndoLine';
  readonly commitId: CommitId;
  readonly event: PlanEventType;
  /** What it was about: a task, a proposal, a change or a commit. */
  readonly about: string;
}

/** One line for the plan, shared by all tabs: the commits that can be undone, and how many of them stand. */
export interface UndoLine {
  readonly commits: readonly CommitId[];
  /** `commits.slice(0, standing)` are done, the rest undone. */
  readonly standing: number;
  /** For each undone commit, the commit that undid it last: its events are what a redo inverts. */
  readonly undoneBy: ReadonlyMap<CommitId, CommitId>;
  /** The commit whose event was folded last: only a commit's first event decides whether it stands on the line. */
  readonly lastCommit: CommitId | null;
}

export const initial: PlanState = {
  id: null,
  title: '',
  firstTitle: null,
  goal: { in: 'event', text: '' },
  goalBy: null,
  attachments: [],
  config: DEFAULT_CONFIG,
  forkedFrom: null,
  createdAt: 0,
  paused: false,
  completed: false,
  tasks: new Map(),
  proposals: new Map(),
  conflicts: [],
  contextSummary: null,
  undo: { commits: [], standing: 0, undoneBy: new Map(), lastCommit: null },
  revision: 0,
};
