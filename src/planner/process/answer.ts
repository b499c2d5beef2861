import { ok } from '#kit/result.ts';
import { isSame } from '../same.ts';
import type { PlanState } from '../state.ts';
import { type Decision, type Given, no } from './decision.ts';

/** Keeps an answer with a proposed question. It takes effect when the question's task is accepted, or it itself is. */
export function answerQuestion(state: PlanState, { proposalId, changeId, answer }: Given<'AnswerQuestion'>): Decision {
  const proposal = state.proposals.get(proposalId);
  if (proposal === undefined) return no({ code: 'ProposalNotFound', params: { proposalId } });
  const asked = proposal.changes.get(changeId);
  if (asked === undefined) return no({ code: 'ChangeNotFound', params: { changeId } });
  if (asked.change.type !== 'ask') return no({ code: 'NotAQuestion', params: { changeId } });
  if (asked.resolution.as !== 'open') return no({ code: 'ChangeAlreadyResolved', params: { changeId } });
  if (isSame(asked.answer, answer)) return no({ code: 'NothingChanges', params: {} });
  return ok([{ type: 'QuestionAnswered', v: 1, proposalId, changeId, from: asked.answer, to: answer }]);
}
