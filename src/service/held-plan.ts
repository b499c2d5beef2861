import type { Command } from '#planner/command.ts';
import type { PlanEvent } from '#planner/event.ts';
import type { Rejection } from '#planner/rejection.ts';
import type { PlanState } from '#planner/state.ts';
import type { HeldStream } from './held-stream.ts';

/** A plan as this worker holds it in memory. */
export type HeldPlan = HeldStream<PlanState, Command, PlanEvent, Rejection>;
