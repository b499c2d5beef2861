import type { PlanDraft, ProposedChange } from '#planner/draft.ts';
import type { Attachment } from '#planner/task.ts';

/** What is to be drafted, and the circumstances that its words refer to. */
export interface DraftGoal {
  /** As typed or pasted; spans are UTF-16 offsets into exactly this text. */
  readonly text: string;
  readonly attachments: readonly Attachment[];
  /** Epoch milliseconds: what "tomorrow" is counted from. */
  readonly at: number;
  /** IANA zone in which dates are meant. */
  readonly zone: string;
  /** BCP 47 tag of the person's language. */
  readonly locale: string;
  /** What the plan's machine work may use. A task that one of them can do names it, with its arguments. */
  readonly tools?: readonly Tool[];
}

/** Something that can be called for a task. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly parameters: readonly ToolParameter[];
}

export interface ToolParameter {
  readonly name: string;
  readonly description: string;
  /** It cannot be called without. */
  readonly required: boolean;
}

export type DraftDelta =
  /** Changes as they are found, each once, in document order. */
  | { readonly type: 'changes'; readonly changes: readonly ProposedChange[] }
  /** How much of the text has been read, 0 to 1. */
  | { readonly type: 'progress'; readonly share: number }
  /** Last: everything, in its final form. Its changes are those given before, in the same order. */
  | { readonly type: 'draft'; readonly draft: PlanDraft };

/**
 * Turns a goal into a proposal. What comes out is untrusted: only `AcceptChanges` makes it a plan.
 * Ends early, without a last delta, when `signal` is aborted.
 */
export interface Drafter {
  /** A goal is being typed: what every draft begins with may be made ready. Nothing depends on it, and it never fails. */
  prepare?(): Promise<void>;
  draft(goal: DraftGoal, signal: AbortSignal): AsyncIterable<DraftDelta>;
}
