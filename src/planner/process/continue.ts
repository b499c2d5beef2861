import { ok } from '#kit/result.ts';
import type { PlanEvent } from '../event.ts';
import type { Kind } from '../kind.ts';
import type { Question } from '../question.ts';
import { shownStatus } from '../readiness.ts';
import type { PlanState } from '../state.ts';
import type { Task } from '../task.ts';
import { leaves } from '../views.ts';
import { withConsequences } from './consequences.ts';
import { type Births, birthsOf, type Decision, type Given } from './decision.ts';
import { statusUpdated } from './status.ts';

/**
 * Hands every ready task to its executor, asks what has to be asked, and says once when all is done. Nothing to do, or a
 * paused plan: no events. Independent tasks leave together; what failed holds up only what needs it.
 */
export function continuePlan(state: PlanState, { stamp }: Given<'Continue'>): Decision {
  if (state.paused) return ok([]);
  const births = birthsOf(stamp);
  const events: PlanEvent[] = [];
  for (const task of leaves(state)) {
    if (!goesToExecutor(task.kind) || shownStatus(state, task.id, stamp.at) !== 'ready') continue;
    events.push(...(task.kind === 'clarification' ? asked(task, stamp.at) : dispatched(task, stamp.at, births)));
  }
  const all = withConsequences(state, stamp, births, events);
  return ok(all.length > 0 ? all : completion(state));
}

/** A person's own work is never handed on. */
function goesToExecutor(kind: Kind): boolean {
  return kind !== 'manual';
}

/** What a clarification task asks; without a question of its own, its title is one. */
export function questionOf(task: Task): Question {
  return task.question ?? { code: 'free', params: { text: task.title }, options: [], mustAsk: true };
}

function dispatched(task: Task, at: number, births: Births): PlanEvent[] {
  const attemptId = births.attempt();
  return [
    { type: 'TaskDispatched', v: 1, taskId: task.id, attemptId, kind: task.kind },
    statusUpdated(task, { status: 'running', at, attempt: attemptId }),
  ];
}

function asked(task: Task, at: number): PlanEvent[] {
  const question = questionOf(task);
  return [
    { type: 'ClarificationRequested', v: 1, taskId: task.id, attemptId: null, question },
    statusUpdated(task, { status: 'needs-clarification', at, attempt: null, question }),
  ];
}

/** Failed is not done: somebody has to say what becomes of it. */
function completion(state: PlanState): PlanEvent[] {
  const count = { completed: 0, skipped: 0, cancelled: 0 };
  const all = leaves(state);
  for (const { status } of all) {
    if (status.status !== 'completed' && status.status !== 'skipped' && status.status !== 'cancelled') return [];
    count[status.status]++;
  }
  return all.length === 0 || state.completed ? [] : [{ type: 'PlanningCompleted', v: 1, ...count }];
}
