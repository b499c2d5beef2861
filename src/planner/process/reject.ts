import { ok } from '#kit/result.ts';
import type { DraftEnd } from '../draft.ts';
import type { ChangeId } from '../ids.ts';
import type { PlanState, ProposedChangeState } from '../state.ts';
import { chosenChanges } from './choice.ts';
import { type Decision, type Given, no } from './decision.ts';

/** Says no to changes, whole (`fields` is not looked at), and with a task to the edges and questions that hang on it. */
export function rejectChanges(state: PlanState, { proposalId, choice }: Given<'RejectChanges'>): Decision {
  const proposal = state.proposals.get(proposalId);
  if (proposal === undefined) return no({ code: 'ProposalNotFound', params: { proposalId } });
  const chosen = chosenChanges(proposal, choice);
  if (!chosen.ok) return chosen;
  const rejected: ProposedChangeState[] = [];
  const gone = new Set<ChangeId>(chosen.value.keys());
  for (const state of proposal.changes.values()) {
    if (state.resolution.as === 'open' && (gone.has(state.change.id) || hangsOn(state, gone))) rejected.push(state);
  }
  if (rejected.length === 0) return no({ code: 'NothingChanges', params: {} });
  const changes = rejected.map(({ change, resolution }) => ({
    id: change.id,
    from: resolution,
    to: { as: 'rejected' as const },
  }));
  return ok([{ type: 'ChangesResolved', v: 1, proposalId, changes }]);
}

function hangsOn({ change }: ProposedChangeState, gone: ReadonlySet<ChangeId>): boolean {
  const isGone = (end: DraftEnd | null): boolean => end?.in === 'draft' && gone.has(end.change);
  if (change.type === 'add-need') return isGone(change.from) || isGone(change.to);
  return change.type === 'ask' && isGone(change.about);
}
