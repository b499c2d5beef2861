import { unreachable } from '#kit/unreachable.ts';
import type { Question } from '#planner/question.ts';
import type { Reason } from '#planner/reason.ts';
import type { Rejection } from '#planner/rejection.ts';
import type { Conflict } from '#planner/state.ts';
import type { Failure } from '#service/failure.ts';
import type { ActionId } from './action-id.ts';
import { t } from './catalogue.ts';
import type { NameTask } from './codes.ts';

/** What a person reads when something did not go as wished, and what can be done about it. */
export interface Sentence {
  readonly text: string;
  /** The best first; at least one. */
  readonly ways: readonly [ActionId, ...ActionId[]];
}

/** Anything that may come back from the door other than a receipt. */
export type Problem = Rejection | Failure;

/** For where no plan is at hand. */
export const nameless: NameTask = () => t.errors.aTask;

/** @param name gives a task's title; ids are no words */
export function sayProblem(problem: Problem, name: NameTask = nameless): Sentence {
  return { text: problemText(problem, name), ways: waysOut(problem.code) };
}

export function sayReason({ code, params }: Reason, name: NameTask = nameless): string {
  return t.reasons.reasons[code](params, name);
}

export function sayQuestion({ code, params }: Question): string {
  return t.reasons.questions[code](params);
}

export function sayConflict({ code }: Conflict): string {
  return t.conflicts[code];
}

function problemText(problem: Problem, name: NameTask): string {
  // The catalogue has a function for each code that takes that code's own parameters; only their pairing is lost here.
  const say: ((params: never, name: NameTask) => string) | undefined =
    problem.code in t.errors.rejections
      ? t.errors.rejections[problem.code as Rejection['code']]
      : t.errors.failures[problem.code as Failure['code']];
  return say(problem.params as never, name);
}

/** The one switch over codes. A new code does not compile until it has a way out. */
function waysOut(code: Problem['code']): Sentence['ways'] {
  switch (code) {
    case 'PlanNotFound':
    case 'PlanMissing':
      return ['go-home', 'import-log'];
    case 'PlanAlreadyInitialized':
      return ['go-plan', 'dismiss'];
    case 'PlanReadOnly':
    case 'LogNewer':
    case 'FileNewer':
      return ['reload-app', 'export-log'];
    case 'LogSuspect':
    case 'LogLost':
    case 'LogDamaged':
      return ['reload-app', 'import-log'];
    case 'TaskNotFound':
      return ['undo', 'search'];
    case 'ParentNotFound':
    case 'PlaceNotFound':
    case 'MoveIntoSelf':
    case 'MergeWithSelf':
    case 'MergeWithRelative':
    case 'NeedOnSelf':
    case 'NeedExists':
    case 'NeedNotFound':
    case 'NothingChanges':
    case 'NoQuestion':
    case 'NotPaused':
    case 'StaleAttempt':
    case 'ForkSourceEmpty':
    case 'NothingToUndo':
    case 'NothingToRedo':
    case 'NothingToRollBack':
    case 'NotNextToRedo':
      return ['dismiss'];
    case 'TaskNotReady':
    case 'TaskIsGroup':
    case 'WrongStatus':
    case 'NeedOnRelative':
    case 'NeedsCycle':
    case 'InvalidRecurrence':
      return ['open-details', 'dismiss'];
    case 'TaskIsRunning':
      return ['cancel-task', 'dismiss'];
    case 'FieldLocked':
    case 'ChangedSince':
      return ['edit-task', 'dismiss'];
    case 'GoalChanged':
    case 'ProposalNotFound':
    case 'ProposalComplete':
    case 'ChangeNotFound':
    case 'ChangeIdReused':
    case 'DraftFailed':
      return ['draft-again', 'add-task'];
    case 'ChangeAlreadyResolved':
    case 'NotNextToUndo':
      return ['undo', 'dismiss'];
    case 'NotAQuestion':
      return ['accept-task', 'dismiss'];
    case 'PlanPaused':
      return ['resume-plan', 'dismiss'];
    case 'ServiceLost':
    case 'TimedOut':
      return ['retry', 'export-log'];
    case 'QuotaExceeded':
      return ['retry', 'export-log', 'go-settings'];
    case 'LogUnavailable':
    case 'LogBlocked':
      return ['retry', 'reload-app'];
    case 'CommitIdReused':
    case 'InvalidCommand':
      return ['retry', 'dismiss'];
    case 'FileNotALog':
    case 'FileDamaged':
    case 'FileConflicts':
      return ['import-log', 'dismiss'];
    case 'FileUnwritable':
      return ['back-up', 'go-settings', 'dismiss'];
    case 'Cancelled':
      return ['dismiss'];
    case 'Bug':
      return ['reload-app', 'export-log'];
    default:
      return unreachable(code);
  }
}
