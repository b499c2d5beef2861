import type { Result } from '#kit/result.ts';
import type { Command } from './command.ts';
import type { PlanEvent } from './event.ts';
import { fold, foldAll } from './fold.ts';
import { process } from './process.ts';
import type { Recorded } from './recorded.ts';
import type { Rejection } from './rejection.ts';
import type { Stamped } from './stamp.ts';
import { initial, type PlanState } from './state.ts';

/** All that the service has to know of a domain: commands in, events or a no out, state as their fold. */
export interface Handler<State, C, E, R, No> {
  readonly initial: State;
  /** Decides. Pure: the same state and command give the same answer. An empty list: nothing to do, and no objection. */
  process(state: State, command: Stamped<C>): Result<readonly E[], No>;
  /** Applies one. Total: it never throws, and what no longer applies becomes a conflict. */
  fold(state: State, event: R): State;
  /** Applies many, copying each container they touch once. */
  foldAll(state: State, events: readonly R[]): State;
}

export const planner: Handler<PlanState, Command, PlanEvent, Recorded, Rejection> = { initial, process, fold, foldAll };
