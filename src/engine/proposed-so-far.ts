import type { ChangeId, CommitId, PlanId } from '#planner/ids.ts';
import type { PlanState, Proposal } from '#planner/state.ts';
import { isOfGoal } from '#planner/views.ts';

/** What a plan holds of the rules' draft of its goal's present words: from this alone drafting goes on after a reload, a crash or another tab's piece. */
export interface ProposedSoFar {
  /** The draft that is under way or was finished last; null before its first piece. */
  readonly proposal: Proposal | null;
  /** Ids of its changes, in the drafter's order. */
  readonly ids: readonly ChangeId[];
  /** How many changes all of them have: the next piece is named by it. */
  readonly count: number;
}

export function proposedSoFar(state: PlanState): ProposedSoFar {
  const drafts = [...state.proposals.values()].filter(
    (proposal) => proposal.drafter.type === 'rules' && isOfGoal(state, proposal),
  );
  const proposal = drafts.at(-1) ?? null;
  return {
    proposal,
    ids: proposal === null ? [] : [...proposal.changes.keys()],
    count: drafts.reduce((sum, { changes }) => sum + changes.size, 0),
  };
}

/**
 * The commit that brings the changes from the `n`-th on. Two tabs that draft the same goal name the same piece the same,
 * wherever they cut it: the first one is kept, and the other reads on from what it brought.
 */
export function pieceId({ planId, goalBy }: Drafted, n: number): CommitId {
  return (goalBy === null ? `draft/${planId}/${n}` : `draft/${planId}/${goalBy}/${n}`) as CommitId;
}

/** Which words of which plan's goal are drafted. */
export interface Drafted {
  readonly planId: PlanId;
  readonly goalBy: CommitId | null;
}

/** Something of it was decided by the person already. */
export function isTouched(proposal: Proposal): boolean {
  for (const { resolution } of proposal.changes.values()) if (resolution.as !== 'open') return true;
  return false;
}
