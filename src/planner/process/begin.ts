import { ok } from '#kit/result.ts';
import { attemptOf } from '../fold/status.ts';
import type { Task } from '../task.ts';
import { PLANNED } from '../task-status.ts';
import { type Decision, type Given, no } from './decision.ts';

export function initialize(command: Given<'Initialize'>): Decision {
  const { planId, title, goal, attachments, config } = command;
  return ok([{ type: 'PlanInitialized', v: 1, planId, title, goal, attachments, config }]);
}

/**
 * A branch takes over everything but the attempts under way: those belong to the plan it came from, and nobody would ever
 * report their end here. A duplicate begins its work anew.
 */
export function forkPlan(command: Given<'ForkPlan'>): Decision {
  const { planId, from, as, title, content } = command;
  const { goal, attachments, config, tasks, contextSummary } = content;
  if (tasks.length === 0 && goal.in === 'event' && goal.text.trim() === '')
    return no({ code: 'ForkSourceEmpty', params: {} });
  const taken = tasks.map((task) => (as === 'branch' ? withoutAttemptUnderWay(task) : begunAnew(task)));
  const summary = as === 'branch' ? contextSummary : null;
  return ok([
    {
      type: 'PlanForked',
      v: 1,
      planId,
      from,
      as,
      title,
      goal,
      attachments,
      config,
      tasks: taken,
      contextSummary: summary,
    },
  ]);
}

function withoutAttemptUnderWay(task: Task): Task {
  if (attemptOf(task.status) === null) return task;
  const attempts = task.attempts.map((attempt) =>
    attempt.outcome === null ? { ...attempt, outcome: 'interrupted' as const } : attempt,
  );
  return { ...task, status: PLANNED, attempts };
}

function begunAnew(task: Task): Task {
  return { ...task, status: PLANNED, attempts: [], actualMinutes: null };
}
