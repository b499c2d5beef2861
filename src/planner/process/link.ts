import { ok } from '#kit/result.ts';
import type { PlanEvent } from '../event.ts';
import { childrenByParent } from '../graph.ts';
import type { Need } from '../need.ts';
import { BY_PERSON } from '../reason.ts';
import type { PlanState } from '../state.ts';
import { withConsequences } from './consequences.ts';
import { birthsOf, type Decision, findTask, type Given, no } from './decision.ts';
import { refuseNeed } from './edit.ts';

/** A lag means something for `start-after` only; for the other types it is set to 0. */
export function linkTasks(state: PlanState, command: Given<'LinkTasks'>): Decision {
  const { stamp, taskId, needs, needType } = command;
  const found = findTask(state, taskId);
  if (!found.ok) return found;
  const needed = findTask(state, needs);
  if (!needed.ok) return needed;
  const lagMinutes = needType === 'start-after' ? command.lagMinutes : 0;
  const held = found.value.needs.find((need) => need.task === needs);
  if (held !== undefined && held.type === needType && held.lagMinutes === lagMinutes)
    return no({ code: 'NeedExists', params: { taskId, needs } });
  const refusal = refuseNeed(state.tasks, childrenByParent(state.tasks), taskId, needs);
  if (refusal !== null) return no(refusal);
  const need: Need = { task: needs, type: needType, lagMinutes, reason: BY_PERSON, confidence: 1 };
  const removed = held === undefined ? [] : [{ taskId, need: held }];
  const linked: PlanEvent = { type: 'NeedsChanged', v: 1, removed, added: [{ taskId, need }] };
  return ok(withConsequences(state, stamp, birthsOf(stamp), [linked]));
}

export function unlinkTasks(state: PlanState, { taskId, needs }: Given<'UnlinkTasks'>): Decision {
  const found = findTask(state, taskId);
  if (!found.ok) return found;
  const held = found.value.needs.find((need) => need.task === needs);
  if (held === undefined) return no({ code: 'NeedNotFound', params: { taskId, needs } });
  return ok([{ type: 'NeedsChanged', v: 1, removed: [{ taskId, need: held }], added: [] }]);
}
