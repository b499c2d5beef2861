import type { Rejection } from '#planner/rejection.ts';
import type { Conflict } from '#planner/state.ts';
import type { Failure } from '#service/failure.ts';

export type RejectionParams<Code extends Rejection['code']> = Extract<Rejection, { code: Code }>['params'];
export type FailureParams<Code extends Failure['code']> = Extract<Failure, { code: Code }>['params'];
export type ConflictCode = Conflict['code'];

/** The title of a task by its id, in quotes; "a task" where it is not known. */
export type NameTask = (taskId: string) => string;
