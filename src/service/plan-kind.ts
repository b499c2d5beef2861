import { err, ok } from '#kit/result.ts';
import type { Command } from '#planner/command.ts';
import type { PlanEvent } from '#planner/event.ts';
import { planner } from '#planner/handler.ts';
import type { PlanId } from '#planner/ids.ts';
import type { Rejection } from '#planner/rejection.ts';
import { FOLD_NAME, stateFromJson, stateToJson } from '#planner/snapshot.ts';
import type { PlanState } from '#planner/state.ts';
import { readPlanEvent, upcast } from '#planner/upcast.ts';
import type { StreamKind } from './stream-kind.ts';

export const planStream = (planId: PlanId): string => `${PLAN_STREAMS}${planId}`;

/** The plan that a stream belongs to; null for the streams of the desk. */
export function planOfStream(stream: string): PlanId | null {
  return stream.startsWith(PLAN_STREAMS) ? (stream.slice(PLAN_STREAMS.length) as PlanId) : null;
}

export const planKind: StreamKind<PlanState, Command, PlanEvent, Rejection> = {
  handler: planner,
  toEvent(stored, isOurs) {
    const { type, v } = stored;
    if (isOurs) {
      const event = upcast(stored);
      // Of the newest version, and written by this code: its shape was decided by `process`.
      if (event !== null) return ok(event as PlanEvent);
    } else {
      const event = readPlanEvent(stored);
      if (event.ok) return event;
    }
    return err({ code: 'UnknownEvent', params: { type, v } });
  },
  snapshot: { fold: FOLD_NAME, write: stateToJson, read: stateFromJson },
};

const PLAN_STREAMS = 'plan/';
