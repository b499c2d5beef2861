import * as v from 'valibot';
import { err, ok } from '#kit/result.ts';
import type { Handler } from '#planner/handler.ts';
import type { PlanId } from '#planner/ids.ts';
import type { Rejection } from '#planner/rejection.ts';
import { type WorkspaceCommand, type WorkspaceEvent, workspaceEventSchema } from '#planner/workspace.ts';
import type { RecordedAs, StreamKind } from './stream-kind.ts';

export const WORKSPACE_STREAM = 'workspace';

/** Which plans are put away. */
export interface WorkspaceState {
  readonly archived: ReadonlySet<PlanId>;
}

const initial: WorkspaceState = { archived: new Set() };

const handler: Handler<WorkspaceState, WorkspaceCommand, WorkspaceEvent, RecordedAs<WorkspaceEvent>, Rejection> = {
  initial,
  process(state, { type, planId }) {
    const isArchived = state.archived.has(planId);
    switch (type) {
      case 'ArchivePlan':
        return ok(isArchived ? [] : [{ type: 'PlanArchived', v: 1, planId }]);
      case 'UnarchivePlan':
        return ok(isArchived ? [{ type: 'PlanUnarchived', v: 1, planId }] : []);
    }
  },
  fold: (state, event) => handler.foldAll(state, [event]),
  foldAll(state, events) {
    const archived = new Set(state.archived);
    for (const { event } of events) {
      if (event.type === 'PlanArchived') archived.add(event.planId);
      else archived.delete(event.planId);
    }
    return { archived };
  },
};

export const workspaceKind: StreamKind<WorkspaceState, WorkspaceCommand, WorkspaceEvent, Rejection> = {
  handler,
  toEvent(stored) {
    const parsed = v.safeParse(workspaceEventSchema, stored);
    if (parsed.success) return ok(parsed.output);
    return err({ code: 'UnknownEvent', params: { type: stored.type, v: stored.v } });
  },
  snapshot: null,
};
