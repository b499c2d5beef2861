import * as v from 'valibot';
import type { DeepReadonly } from '#kit/deep-readonly.ts';
import { err, ok, type Result } from '#kit/result.ts';
import type { Handler } from './handler.ts';
import { type PlanId, planIdSchema } from './ids.ts';
import {
  bytesReceivedSchema,
  bytesSentSchema,
  recordBytesReceivedSchema,
  recordBytesSentSchema,
  recordInLedger,
} from './ledger.ts';
import type { CommitHead } from './recorded.ts';
import type { Rejection } from './rejection.ts';

/*
 * What concerns the desk rather than one plan: which plans are put away, and what left the device for none of them. Names
 * live in the plans themselves, so that an exported plan keeps its own.
 */

export const workspaceCommandSchema = v.variant('type', [
  v.object({ type: v.literal('ArchivePlan'), v: v.literal(1), planId: planIdSchema }),
  v.object({ type: v.literal('UnarchivePlan'), v: v.literal(1), planId: planIdSchema }),
  recordBytesSentSchema,
  recordBytesReceivedSchema,
]);
export type WorkspaceCommand = DeepReadonly<v.InferOutput<typeof workspaceCommandSchema>>;

export const workspaceEventSchema = v.variant('type', [
  v.object({ type: v.literal('PlanArchived'), v: v.literal(1), planId: planIdSchema }),
  v.object({ type: v.literal('PlanUnarchived'), v: v.literal(1), planId: planIdSchema }),
  bytesSentSchema,
  bytesReceivedSchema,
]);
export type WorkspaceEvent = DeepReadonly<v.InferOutput<typeof workspaceEventSchema>>;

export interface WorkspaceState {
  /** Plans that were put away. */
  readonly archived: ReadonlySet<PlanId>;
}

/** An event of the workspace stream as the log gives it back. */
export interface RecordedInWorkspace {
  readonly commit: CommitHead;
  readonly event: WorkspaceEvent;
}

/** The desk as a handler of its own, beside `planner`. */
export const workspace: Handler<WorkspaceState, WorkspaceCommand, WorkspaceEvent, RecordedInWorkspace, Rejection> = {
  initial: { archived: new Set() },
  process: processWorkspace,
  fold: (state, event) => foldWorkspace(state, [event]),
  foldAll: foldWorkspace,
};

/** Whether there is such a plan is not known here; putting away what is put away already changes nothing. */
function processWorkspace(
  state: WorkspaceState,
  command: WorkspaceCommand,
): Result<readonly WorkspaceEvent[], Rejection> {
  if (command.type === 'RecordBytesSent' || command.type === 'RecordBytesReceived') return ok(recordInLedger(command));
  const { type, planId } = command;
  const archive = type === 'ArchivePlan';
  if (state.archived.has(planId) === archive) return err({ code: 'NothingChanges', params: {} });
  return ok([{ type: archive ? 'PlanArchived' : 'PlanUnarchived', v: 1, planId }]);
}

function foldWorkspace(state: WorkspaceState, events: readonly RecordedInWorkspace[]): WorkspaceState {
  if (!events.some(({ event }) => event.type === 'PlanArchived' || event.type === 'PlanUnarchived')) return state;
  const archived = new Set(state.archived);
  for (const { event } of events) {
    if (event.type === 'PlanArchived') archived.add(event.planId);
    if (event.type === 'PlanUnarchived') archived.delete(event.planId);
  }
  return { archived };
}
