import { ok } from '#kit/result.ts';
import { isSame } from '../same.ts';
import type { PlanState } from '../state.ts';
import { type Decision, type Given, no } from './decision.ts';

export function reviseGoal(state: PlanState, { stamp, goal }: Given<'ReviseGoal'>): Decision {
  if (isSame(goal, state.goal)) return no({ code: 'NothingChanges', params: {} });
  const from = { goal: state.goal, by: state.goalBy };
  return ok([{ type: 'GoalRevised', v: 1, from, to: { goal, by: stamp.commitId } }]);
}

export function renamePlan(state: PlanState, { title }: Given<'RenamePlan'>): Decision {
  if (title === state.title) return no({ code: 'NothingChanges', params: {} });
  return ok([{ type: 'PlanRenamed', v: 1, from: state.title, to: title }]);
}

export function configurePlan(state: PlanState, { config }: Given<'ConfigurePlan'>): Decision {
  if (isSame(config, state.config)) return no({ code: 'NothingChanges', params: {} });
  return ok([{ type: 'PlanConfigured', v: 1, from: state.config, to: config }]);
}

/** Nothing new is started. What runs goes on. */
export function pause(state: PlanState): Decision {
  return state.paused ? no({ code: 'PlanPaused', params: {} }) : ok([{ type: 'PlanPaused', v: 1 }]);
}

export function resume(state: PlanState): Decision {
  return state.paused ? ok([{ type: 'PlanResumed', v: 1 }]) : no({ code: 'NotPaused', params: {} });
}
