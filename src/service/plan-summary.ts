import type { PlanId } from '#planner/ids.ts';
import { FOLD_NAME } from '#planner/snapshot.ts';
import type { PlanState } from '#planner/state.ts';
import { nextTask, openProposals, progress, unresolved } from '#planner/views.ts';
import type { PlanSummary } from './contract.ts';

/** What is kept of a plan for the list of plans, and for the figures about all of them. */
export interface KeptSummary extends Omit<PlanSummary, 'archived'> {
  readonly events: number;
}

/** null for a stream that holds no plan yet. */
export function summarize(planId: PlanId, state: PlanState, updatedAt: number, now: number): KeptSummary | null {
  if (state.id === null) return null;
  return {
    planId,
    title: state.title,
    createdAt: state.createdAt,
    updatedAt,
    ...progress(state),
    proposed: openProposals(state).reduce((sum, proposal) => sum + unresolved(proposal), 0),
    nextTask: nextTask(state, now)?.title ?? null,
    events: state.revision,
  };
}

/** The form in which summaries are kept, and the reading behind them. A change of either is a new name. */
export const SUMMARY_FORM = `summary-1 of ${FOLD_NAME}`;

/** The digest held, so this form's own code has written it. */
export function parseSummary(json: string): KeptSummary {
  return JSON.parse(json) as KeptSummary;
}
