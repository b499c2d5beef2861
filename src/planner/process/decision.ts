import { type Err, err, type Result } from '#kit/result.ts';
import type { CommandOf, CommandType } from '../command.ts';
import type { PlanEvent } from '../event.ts';
import { foldAll } from '../fold.ts';
import { type AttemptId, bornIn, type ProposalId, type TaskId } from '../ids.ts';
import type { Rejection } from '../rejection.ts';
import type { Stamp, Stamped } from '../stamp.ts';
import type { PlanState } from '../state.ts';
import type { Task } from '../task.ts';

/** What a command comes to: the events of its commit, none when there is nothing to do, or a no. */
export type Decision = Result<readonly PlanEvent[], Rejection>;

/** A command as it arrives. */
export type Given<T extends CommandType> = Stamped<CommandOf<T>>;

export function no(rejection: Rejection): Err<Rejection> {
  return err(rejection);
}

/** The state that these events would lead to. */
export function lookAhead(state: PlanState, stamp: Stamp, events: readonly PlanEvent[]): PlanState {
  const commit = { id: stamp.commitId, at: stamp.at, actor: stamp.actor };
  return foldAll(
    state,
    events.map((event) => ({ commit, event })),
  );
}

/** Hands out the ids born in one commit. */
export interface Births {
  task(): TaskId;
  attempt(): AttemptId;
  proposal(): ProposalId;
}

export function birthsOf(stamp: Stamp): Births {
  let n = 0;
  return {
    task: () => bornIn(stamp.commitId, n++),
    attempt: () => bornIn(stamp.commitId, n++),
    proposal: () => bornIn(stamp.commitId, n++),
  };
}

/** The task a command is about. */
export function findTask(state: PlanState, taskId: TaskId): Result<Task, Rejection> {
  const task = state.tasks.get(taskId);
  return task === undefined ? no({ code: 'TaskNotFound', params: { taskId } }) : { ok: true, value: task };
}
