import { unreachable } from '#kit/unreachable.ts';
import type { PlanEventOf } from './event.ts';
import { moveTasks } from './fold/move-tasks.ts';
import { changeNeeds } from './fold/needs.ts';
import { OpenState, type OwnTask } from './fold/open-state.ts';
import { planTasks } from './fold/plan-tasks.ts';
import { answer, propose, resolve } from './fold/proposals.ts';
import { removeTasks } from './fold/remove-tasks.ts';
import { setStatus } from './fold/status.ts';
import { moveUndoLine } from './fold/undo-line.ts';
import type { CommitHead, Recorded } from './recorded.ts';
import type { PlanState } from './state.ts';
import type { Task } from './task.ts';
import { setFields } from './task-fields.ts';
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
  if (open.id === null && event.type !== 'PlanInitialized' && event.type !== 'PlanForked')
    open.conflict('NotInitialized', commit, event.type, commit.id);
  switch (event.type) {
    case 'PlanInitialized':
      if (open.id !== null) {
        open.conflict('AlreadyInitialized', commit, event.type, event.planId);
        break;
      }
      open.set({
        id: event.planId,
        title: event.title,
        firstTitle: event.title,
        goal: event.goal,
        attachments: event.attachments,
        config: event.config,
        createdAt: commit.at,
      });
      break;
    case 'PlanForked':
      if (open.id !== null) {
        open.conflict('AlreadyInitialized', commit, event.type, event.planId);
        break;
      }
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
      planTasks(open, commit, event.type, event.tasks);
      break;
    case 'GoalRevised':
      open.set({ goal: event.to.goal, goalBy: event.to.by });
      break;
    case 'PlanRenamed':
      open.set({ title: event.to });
      break;
    case 'PlanConfigured':
      open.set({ config: event.to });
      break;
    case 'ChangesProposed':
      propose(open, commit, event);
      break;
    case 'QuestionAnswered':
      answer(open, commit, event);
      break;
    case 'ChangesResolved':
      resolve(open, commit, event);
      break;
    case 'TasksPlanned':
      planTasks(open, commit, event.type, event.tasks);
      break;
    case 'TasksRemoved':
      removeTasks(open, commit, event);
      break;
    case 'TaskEdited':
      changeTask(open, commit, event, (task) => edit(task, event));
      break;
    case 'TasksMoved':
      moveTasks(open, commit, event);
      break;
    case 'NeedsChanged':
      changeNeeds(open, commit, event);
      break;
    case 'TaskStatusUpdated':
      if (!isEnded(event.to)) open.set({ completed: false });
      changeTask(open, commit, event, (task) => setStatus(task, event.to));
      break;
    case 'TaskDispatched':
      changeTask(open, commit, event, (task) => {
        const attempt = { id: event.attemptId, kind: event.kind, at: commit.at, outcome: null };
        task.attempts = [...task.attempts, attempt];
      });
      break;
    case 'ClarificationRequested':
      // The question itself arrives with the status that it puts the task in.
      changeTask(open, commit, event, () => undefined);
      break;
    case 'ClarificationReceived':
      changeTask(open, commit, event, (task) => {
        task.clarifications = [
          ...task.clarifications,
          { question: event.question, answer: event.answer, at: event.at },
        ];
      });
      break;
    case 'ClarificationWithdrawn':
      changeTask(open, commit, event, (task) => {
        task.clarifications = task.clarifications.slice(0, -1);
      });
      break;
    case 'ContextCompacted':
      open.set({ contextSummary: event.summaryTo });
      for (const dropped of event.dropped) {
        changeTask(open, commit, { type: event.type, taskId: dropped.taskId }, (task) => compact(task, dropped));
      }
      break;
    case 'PlanningCompleted':
      open.set({ completed: true });
      break;
    case 'PlanPaused':
      open.set({ paused: true });
      break;
    case 'PlanResumed':
      open.set({ paused: false });
      break;
    case 'RolledBack':
      open.set({ completed: false });
      for (const { taskId } of event.tasks) changeTask(open, commit, { type: event.type, taskId }, rollBack);
      break;
    case 'Undone':
    case 'Redone':
    case 'BytesSent':
    case 'BytesReceived':
      break;
    default:
      unreachable(event);
  }
}

function changeTask(
  open: OpenState,
  commit: CommitHead,
  event: { readonly type: Recorded['event']['type']; readonly taskId: Task['id'] },
  change: (task: OwnTask) => void,
): void {
  const task = open.ownTask(event.taskId);
  if (task === undefined) open.conflict('TaskMissing', commit, event.type, event.taskId);
  else change(task);
}

/** The event's fields and their marks; the other fields keep theirs. */
function edit(task: OwnTask, event: PlanEventOf<'TaskEdited'>): void {
  const { locked, provenance } = event.marksTo;
  setFields(task, event.to);
  task.locked =
    task.locked.length === 0
      ? locked
      : [...task.locked.filter((field) => !Object.hasOwn(event.to, field)), ...locked].sort();
  task.provenance = isEmpty(task.provenance)
    ? provenance
    : { ...withoutFields(task.provenance, event.to), ...provenance };
}

function isEmpty(record: object): boolean {
  for (const _ in record) return false;
  return true;
}

function withoutFields(provenance: Task['provenance'], fields: object): Task['provenance'] {
  return Object.fromEntries(Object.entries(provenance).filter(([field]) => !Object.hasOwn(fields, field)));
}

function compact(task: OwnTask, dropped: PlanEventOf<'ContextCompacted'>['dropped'][number]): void {
  if (task.description === dropped.description) task.description = '';
  task.clarifications = task.clarifications.slice(dropped.clarifications.length);
  task.attempts = task.attempts.filter((attempt) => !dropped.attempts.some((gone) => gone.id === attempt.id));
}

function rollBack(task: OwnTask): void {
  const last = task.attempts.length - 1;
  const attempt = task.attempts[last];
  task.status = PLANNED;
  if (attempt !== undefined) task.attempts = task.attempts.with(last, { ...attempt, outcome: 'rolled-back' });
}
