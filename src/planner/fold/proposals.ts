import type { PlanEventOf } from '../event.ts';
import type { ChangeId } from '../ids.ts';
import type { CommitHead } from '../recorded.ts';
import type { ProposedChangeState } from '../state.ts';
import type { OpenState } from './open-state.ts';

/** Begins a proposal, or adds a piece to one. A change whose id is there already is left out. */
export function propose(open: OpenState, commit: CommitHead, event: PlanEventOf<'ChangesProposed'>): void {
  const before = open.proposals.get(event.proposalId);
  const changes = new Map<ChangeId, ProposedChangeState>(before?.changes);
  for (const change of event.changes) {
    if (changes.has(change.id)) open.conflict('ChangeExists', commit, event.type, change.id);
    else changes.set(change.id, { change, resolution: { as: 'open' }, answer: null });
  }
  open.putProposal({
    id: event.proposalId,
    drafter: event.drafter,
    goalBy: before === undefined ? open.goalBy : before.goalBy,
    title: event.title ?? before?.title ?? null,
    complete: event.complete || (before?.complete ?? false),
    at: before?.at ?? commit.at,
    changes,
  });
}

export function answer(open: OpenState, commit: CommitHead, event: PlanEventOf<'QuestionAnswered'>): void {
  const proposal = open.proposals.get(event.proposalId);
  if (proposal === undefined) {
    open.conflict('ProposalMissing', commit, event.type, event.proposalId);
    return;
  }
  const question = proposal.changes.get(event.changeId);
  if (question === undefined) {
    open.conflict('ChangeMissing', commit, event.type, event.changeId);
    return;
  }
  open.putProposal({
    ...proposal,
    changes: new Map(proposal.changes).set(event.changeId, { ...question, answer: event.to }),
  });
}

export function resolve(open: OpenState, commit: CommitHead, event: PlanEventOf<'ChangesResolved'>): void {
  const proposal = open.proposals.get(event.proposalId);
  if (proposal === undefined) {
    open.conflict('ProposalMissing', commit, event.type, event.proposalId);
    return;
  }
  const changes = new Map(proposal.changes);
  for (const { id, to } of event.changes) {
    const change = changes.get(id);
    if (change === undefined) open.conflict('ChangeMissing', commit, event.type, id);
    else changes.set(id, { ...change, resolution: to });
  }
  open.putProposal({ ...proposal, changes });
}
