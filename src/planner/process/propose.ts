import { ok } from '#kit/result.ts';
import type { DraftEnd, ProposedChange } from '../draft.ts';
import type { PlanEvent } from '../event.ts';
import type { PlanState, Proposal } from '../state.ts';
import { birthsOf, type Decision, type Given, lookAhead, no } from './decision.ts';

/**
 * Takes in a drafter's answer, or the next piece of one. An id used twice is refused, because later pieces and the
 * person's choices name changes by it. What dangles may still be mended by a later piece, so it is looked at when the
 * proposal is complete: edges, questions, edits and removals that name what is not there are resolved as rejected. A task
 * under a missing parent is kept; accepting it puts it under the nearest accepted ancestor, or at the root.
 */
export function proposeChanges(state: PlanState, command: Given<'ProposeChanges'>): Decision {
  const { stamp, proposalId, drafter, title, changes, complete, goalBy } = command;
  if (goalBy !== undefined && goalBy !== state.goalBy) return no({ code: 'GoalChanged', params: {} });
  const before = proposalId === null ? undefined : state.proposals.get(proposalId);
  if (proposalId !== null && before === undefined) return no({ code: 'ProposalNotFound', params: { proposalId } });
  if (proposalId !== null && before?.complete === true) return no({ code: 'ProposalComplete', params: { proposalId } });
  const seen = new Set(before?.changes.keys());
  for (const { id } of changes) {
    if (seen.has(id)) return no({ code: 'ChangeIdReused', params: { changeId: id } });
    seen.add(id);
  }
  if (before !== undefined && changes.length === 0 && !complete && (title === null || title === before.title))
    return ok([]);
  const id = proposalId ?? birthsOf(stamp).proposal();
  const proposed: PlanEvent = { type: 'ChangesProposed', v: 1, proposalId: id, drafter, title, changes, complete };
  const whole = complete ? lookAhead(state, stamp, [proposed]).proposals.get(id) : undefined;
  const dangling =
    whole === undefined
      ? []
      : [...whole.changes.values()].filter(
          ({ change, resolution }) => resolution.as === 'open' && dangles(state, whole, change),
        );
  if (dangling.length === 0) return ok([proposed]);
  const rejected = dangling.map(({ change, resolution }) => ({
    id: change.id,
    from: resolution,
    to: { as: 'rejected' as const },
  }));
  return ok([proposed, { type: 'ChangesResolved', v: 1, proposalId: id, changes: rejected }]);
}

/** Whether a change is about something that neither the plan nor the whole proposal has. */
function dangles(state: PlanState, proposal: Proposal, change: ProposedChange): boolean {
  switch (change.type) {
    case 'add-task':
      return false;
    case 'edit-task':
    case 'remove-task':
      return !state.tasks.has(change.taskId);
    case 'remove-need':
      return state.tasks.get(change.taskId)?.needs.every((need) => need.task !== change.needs) ?? true;
    case 'add-need':
      return (
        isNowhere(state, proposal, change.from) ||
        isNowhere(state, proposal, change.to) ||
        isOneEnd(change.from, change.to)
      );
    case 'ask':
      return change.about !== null && isNowhere(state, proposal, change.about);
  }
}

function isNowhere(state: PlanState, proposal: Proposal, end: DraftEnd): boolean {
  return end.in === 'plan'
    ? !state.tasks.has(end.taskId)
    : proposal.changes.get(end.change)?.change.type !== 'add-task';
}

function isOneEnd(a: DraftEnd, b: DraftEnd): boolean {
  if (a.in === 'plan') return b.in === 'plan' && a.taskId === b.taskId;
  return b.in === 'draft' && a.change === b.change;
}
