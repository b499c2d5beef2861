import { ok } from '#kit/result.ts';
import type { PlanEvent } from '../event.ts';
import type { PlanState, Proposal } from '../state.ts';
import { Accepting } from './accept/accepting.ts';
import { acceptEdits } from './accept/edits.ts';
import { acceptNeeds } from './accept/needs.ts';
import { givePlaces } from './accept/places.ts';
import { acceptQuestions } from './accept/questions.ts';
import { acceptTasks } from './accept/tasks.ts';
import { chosenChanges } from './choice.ts';
import { withConsequences } from './consequences.ts';
import { birthsOf, type Decision, type Given, no } from './decision.ts';

/** Makes a plan of a proposal, whole or in part. What a part leaves open can be accepted later, with the same result. */
export function acceptChanges(state: PlanState, { stamp, proposalId, choice }: Given<'AcceptChanges'>): Decision {
  const proposal = state.proposals.get(proposalId);
  if (proposal === undefined) return no({ code: 'ProposalNotFound', params: { proposalId } });
  const chosen = chosenChanges(proposal, choice);
  if (!chosen.ok) return chosen;
  const births = birthsOf(stamp);
  const accepting = new Accepting(state, stamp, births, proposal, chosen.value, choice.type === 'all');
  acceptTasks(accepting);
  const asked = acceptQuestions(accepting);
  givePlaces(accepting, asked.before);
  acceptNeeds(accepting, asked.needs);
  const edits = acceptEdits(accepting);
  if (!edits.ok) return edits;
  if (accepting.resolutions.size === 0 && accepting.events.length === 0)
    return no({ code: 'NothingChanges', params: {} });
  const changes = [];
  for (const [id, to] of accepting.resolutions) changes.push({ id, from: { as: 'open' as const }, to });
  const events: PlanEvent[] = [...renamed(state, proposal), ...accepting.events];
  if (changes.length > 0) events.push({ type: 'ChangesResolved', v: 1, proposalId, changes });
  return ok(withConsequences(state, stamp, births, events));
}

/** The first acceptance names the plan, while it still has the name it began with. */
function renamed(state: PlanState, { title }: Proposal): PlanEvent[] {
  if (title === null || title === state.title || state.title !== state.firstTitle) return [];
  for (const { changes } of state.proposals.values()) {
    for (const { resolution } of changes.values()) if (resolution.as === 'accepted') return [];
  }
  return [{ type: 'PlanRenamed', v: 1, from: state.title, to: title }];
}
