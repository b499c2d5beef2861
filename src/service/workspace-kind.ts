import { err } from '#kit/result.ts';
import type { Rejection } from '#planner/rejection.ts';
import { readWorkspaceEvent } from '#planner/upcast.ts';
import { type WorkspaceCommand, type WorkspaceEvent, type WorkspaceState, workspace } from '#planner/workspace.ts';
import type { StreamKind } from './stream-kind.ts';

export const WORKSPACE_STREAM = 'workspace';

export const workspaceKind: StreamKind<WorkspaceState, WorkspaceCommand, WorkspaceEvent, Rejection> = {
  handler: workspace,
  toEvent(stored) {
    const event = readWorkspaceEvent(stored);
    return event.ok ? event : err({ code: 'UnknownEvent', params: { type: stored.type, v: stored.v } });
  },
  // A handful of events, folded faster than a snapshot is read.
  snapshot: null,
};
