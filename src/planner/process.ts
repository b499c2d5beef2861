import { err, type Result } from '#kit/result.ts';
import type { Command } from './command.ts';
import type { PlanEvent } from './event.ts';
import type { Rejection } from './rejection.ts';
import type { Stamped } from './stamp.ts';
import type { PlanState } from './state.ts';

/** Decides a command against a plan. Pure. */
export function process(_state: PlanState, _command: Stamped<Command>): Result<readonly PlanEvent[], Rejection> {
  return err({ code: 'PlanNotFound', params: {} });
}
