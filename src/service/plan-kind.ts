import { err, ok } from '#kit/result.ts';
import type { Command } from '#planner/command.ts';
import { type PlanEvent, planEventSchemas } from '#planner/event.ts';
import { planner } from '#planner/handler.ts';
import type { PlanId } from '#planner/ids.ts';
import type { Rejection } from '#planner/rejection.ts';
import type { PlanState } from '#planner/state.ts';
import type { StreamKind } from './stream-kind.ts';

export const planStream = (planId: PlanId): string => `${PLAN_STREAMS}${planId}`;

/** The plan that a stream belongs to; null for the streams of the desk. */
export function planOfStream(stream: string): PlanId | null {
  return stream.startsWith(PLAN_STREAMS) ? (stream.slice(PLAN_STREAMS.length) as PlanId) : null;
}

export const planKind: StreamKind<PlanState, Command, PlanEvent, Rejection> = {
  handler: planner,
  toEvent(stored) {
    const schema = planEventSchemas[stored.type as keyof typeof planEventSchemas];
    if (schema === undefined || stored.v !== 1)
      return err({ code: 'UnknownEvent', params: { type: stored.type, v: stored.v } });
    return ok(stored as unknown as PlanEvent);
  },
  snapshot: null,
};

const PLAN_STREAMS = 'plan/';
