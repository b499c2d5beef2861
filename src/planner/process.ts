import { ok } from '#kit/result.ts';
import { unreachable } from '#kit/unreachable.ts';
import type { Command } from './command.ts';
import { recordInLedger } from './ledger.ts';
import { acceptChanges } from './process/accept.ts';
import { answerQuestion } from './process/answer.ts';
import { forkPlan, initialize } from './process/begin.ts';
import { compactContext } from './process/compact.ts';
import { continuePlan } from './process/continue.ts';
import { type Decision, no } from './process/decision.ts';
import { addTask, editTask } from './process/edit.ts';
import { handleExecutorEvent } from './process/executor-event.ts';
import { linkTasks, unlinkTasks } from './process/link.ts';
import { mergeTasks } from './process/merge.ts';
import { moveTasks } from './process/move.ts';
import { configurePlan, pause, renamePlan, resume, reviseGoal } from './process/plan.ts';
import { proposeChanges } from './process/propose.ts';
import { rejectChanges } from './process/reject.ts';
import { removeTasks } from './process/remove.ts';
import { rollBack } from './process/roll-back.ts';
import { splitTask } from './process/split.ts';
import { cancelTask, completeTask, failTask, reopenTask, retryTask, skipTask, startTask } from './process/status.ts';
import { redo, undo } from './process/undo.ts';
import type { Stamped } from './stamp.ts';
import type { PlanState } from './state.ts';

/**
 * Decides a command: the events of its commit, none when there is nothing to do, or a rejection. Pure and total: the same
 * state and command give the same answer, and what the events lead to never has a new conflict.
 */
export function process(state: PlanState, command: Stamped<Command>): Decision {
  const begins = command.type === 'Initialize' || command.type === 'ForkPlan';
  if (begins && state.id !== null) return no({ code: 'PlanAlreadyInitialized', params: {} });
  if (!begins && state.id === null) return no({ code: 'PlanNotFound', params: {} });
  switch (command.type) {
    case 'Initialize':
      return initialize(command);
    case 'ForkPlan':
      return forkPlan(command);
    case 'ReviseGoal':
      return reviseGoal(state, command);
    case 'RenamePlan':
      return renamePlan(state, command);
    case 'ConfigurePlan':
      return configurePlan(state, command);
    case 'ProposeChanges':
      return proposeChanges(state, command);
    case 'AcceptChanges':
      return acceptChanges(state, command);
    case 'RejectChanges':
      return rejectChanges(state, command);
    case 'AnswerQuestion':
      return answerQuestion(state, command);
    case 'Continue':
      return continuePlan(state, command);
    case 'HandleExecutorEvent':
      return handleExecutorEvent(state, command);
    case 'CompactContext':
      return compactContext(state, command);
    case 'AddTask':
      return addTask(state, command);
    case 'EditTask':
      return editTask(state, command);
    case 'SplitTask':
      return splitTask(state, command);
    case 'MergeTasks':
      return mergeTasks(state, command);
    case 'RemoveTasks':
      return removeTasks(state, command);
    case 'MoveTasks':
      return moveTasks(state, command);
    case 'LinkTasks':
      return linkTasks(state, command);
    case 'UnlinkTasks':
      return unlinkTasks(state, command);
    case 'StartTask':
      return startTask(state, command);
    case 'CompleteTask':
      return completeTask(state, command);
    case 'FailTask':
      return failTask(state, command);
    case 'SkipTask':
      return skipTask(state, command);
    case 'ReopenTask':
      return reopenTask(state, command);
    case 'RetryTask':
      return retryTask(state, command);
    case 'CancelTask':
      return cancelTask(state, command);
    case 'Pause':
      return pause(state);
    case 'Resume':
      return resume(state);
    case 'RollBack':
      return rollBack(state, command);
    case 'Undo':
      return undo(state, command);
    case 'Redo':
      return redo(state, command);
    case 'RecordBytesSent':
    case 'RecordBytesReceived':
      return ok(recordInLedger(command));
    default:
      return unreachable(command);
  }
}
