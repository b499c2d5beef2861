import { unreachable } from '#kit/unreachable.ts';
import type { PlanEventOf } from './event.ts';
import { moveTasks } from './fold/move-tasks.ts';
import { changeNeeds } from './fold/needs.ts';
import { OpenState } from './fold/open-state.ts';
import { planTasks } from './fold/plan-tasks.ts';
import { answer, propose, resolve } from './fold/proposals.ts';
import { removeTasks } from './fold/remove-tasks.ts';
import { withStatus } from './fold/status.ts';
import { moveUndoLine } from './fold/undo-line.ts';
import type { CommitHead, Recorded } from './recorded.ts';
import type { PlanState } from './state.ts';
import type { Task } from './task.ts';
import { withFields } from './task-fields.ts';
import { isEnded, PLANNED } from './task-status.ts';

/** The state after one more event. */
export function fold(state: PlanState, recorded: Recorded): PlanState {
  return foldAll(state, [recorded]);
}

/**
 * The state after these events, in this order. Total: it throws for no order and no omission; what no longer applies goes
 * to `state.conflicts`. Each container is copied once for the whole batch, and a task that no event touched is the same
 * object as before, so cutting a log into pieces changes the cost but not the result.
 */
export function foldAll(state: PlanState, events: readonly Recorded[]): PlanState {
  if (events.length === 0) return state;
  const open = new OpenState(state);
  for (const recorded of events) {
    moveUndoLine(open, recorded);
    apply(open, recorded);
  }
  return open.close(events.length);
}

function apply(open: OpenState, { commit, event }: Recorded): void {
  if (open.id === null && event.type !== 'PlanInitialized' && event.type !== 'PlanForked') open.conflict('NotInitialized', commit, event.type, commit.id);
  switch (event.type) {
    case 'PlanInitialized':
      if (open.id !== null) return open.conflict('AlreadyInitialized', commit, event.type, event.planId);
      return open.set({
        id: event.planId,
        title: event.title,
        firstTitle: event.title,
        goal: event.goal,
        attachments: event.attachments,
        config: event.config,
        createdAt: commit.at,
      });
    case 'PlanForked':
      if (open.id !== null) return open.conflict('AlreadyInitialized', commit, event.type, event.planId);
      open.set({
        id: event.planId,
        title: event.title,
        firstTitle: null,
        goal: event.goal,
        attachments: event.attachments,
        config: event.config,
        forkedFrom: { ...event.from, as: event.as },
        contextSummary: event.contextSummary,
        createdAt: commit.at,
      });
      return planTasks(open, commit, event.type, event.tasks);
    case 'PlanRenamed':
      return open.set({ title: event.to });
    case 'PlanConfigured':
      return open.set({ config: event.to });
    case 'ChangesProposed':
      return propose(open, commit, event);
    case 'QuestionAnswered':
      return answer(open, commit, event);
    case 'ChangesResolved':
      return resolve(open, commit, event);
    case 'TasksPlanned':
      return planTasks(open, commit, event.type, event.tasks);
    case 'TasksRemoved':
      return removeTasks(open, commit, event);
    case 'TaskEdited':
      return changeTask(open, commit, event, (task) => edited(task, event));
    case 'TasksMoved':
      return moveTasks(open, commit, event);
    case 'NeedsChanged':
      return changeNeeds(open, commit, event);
    case 'TaskStatusUpdated':
      if (!isEnded(event.to)) open.set({ completed: false });
      return changeTask(open, commit, event, (task) => withStatus(task, event.to));
    case 'TaskDispatched':
      return changeTask(open, commit, event, (task) => ({
        ...task,
        attempts: [...task.attempts, { id: event.attemptId, kind: event.kind, at: commit.at, outcome: null }],
      }));
    case 'ClarificationRequested':
      // The question itself arrives with the status that it puts the task in.
      return changeTask(open, commit, event, (task) => task);
    case 'ClarificationReceived':
      return changeTask(open, commit, event, (task) => ({
        ...task,
        clarifications: [...task.clarifications, { question: event.question, answer: event.answer, at: event.at }],
      }));
    case 'ClarificationWithdrawn':
      return changeTask(open, commit, event, (task) => ({ ...task, clarifications: task.clarifications.slice(0, -1) }));
    case 'ContextCompacted':
      open.set({ contextSummary: event.summaryTo });
      for (const dropped of event.dropped) {
        changeTask(open, commit, { type: event.type, taskId: dropped.taskId }, (task) => compacted(task, dropped));
      }
      return;
    case 'PlanningCompleted':
      return open.set({ completed: true });
    case 'PlanPaused':
      return open.set({ paused: true });
    case 'PlanResumed':
      return open.set({ paused: false });
    case 'RolledBack':
      open.set({ completed: false });
      for (const { taskId } of event.tasks) changeTask(open, commit, { type: event.type, taskId }, rolledBack);
      return;
    case 'Undone':
    case 'Redone':
      return;
    default:
      return unreachable(event);
  }
}

function changeTask(open: OpenState, commit: CommitHead, event: { readonly type: Recorded['event']['type']; readonly taskId: Task['id'] }, change: (task: Task) => Task): void {
  const task = open.tasks.get(event.taskId);
  if (task === undefined) return open.conflict('TaskMissing', commit, event.type, event.taskId);
  const next = change(task);
  if (next !== task) open.putTask(next);
}

/** The event's fields and their marks; the other fields keep theirs. */
function edited(task: Task, event: PlanEventOf<'TaskEdited'>): Task {
  const isEdited = (field: string): boolean => Object.hasOwn(event.to, field);
  const provenance = Object.fromEntries(Object.entries(task.provenance).filter(([field]) => !isEdited(field)));
  return {
    ...withFields(task, event.to),
    locked: [...task.locked.filter((field) => !isEdited(field)), ...event.marksTo.locked].sort(),
    provenance: { ...provenance, ...event.marksTo.provenance },
  };
}

function compacted(task: Task, dropped: PlanEventOf<'ContextCompacted'>['dropped'][number]): Task {
  return {
    ...task,
    description: task.description === dropped.description ? '' : task.description,
    clarifications: task.clarifications.slice(dropped.clarifications.length),
    attempts: task.attempts.filter((attempt) => !dropped.attempts.some((gone) => gone.id === attempt.id)),
  };
}

function rolledBack(task: Task): Task {
  const last = task.attempts.length - 1;
  const attempt = task.attempts[last];
  return { ...task, status: PLANNED, attempts: attempt === undefined ? task.attempts : task.attempts.with(last, { ...attempt, outcome: 'rolled-back' }) };
}
