import * as v from 'valibot';
import type { DeepReadonly } from '#kit/deep-readonly.ts';
import { planIdSchema } from './ids.ts';

/*
 * What concerns the desk rather than one plan: which plans are put away. Names live in the plans themselves, so that an
 * exported plan keeps its own.
 */

export const workspaceCommandSchema = v.variant('type', [
  v.object({ type: v.literal('ArchivePlan'), v: v.literal(1), planId: planIdSchema }),
  v.object({ type: v.literal('UnarchivePlan'), v: v.literal(1), planId: planIdSchema }),
]);
export type WorkspaceCommand = DeepReadonly<v.InferOutput<typeof workspaceCommandSchema>>;

export const workspaceEventSchema = v.variant('type', [
  v.object({ type: v.literal('PlanArchived'), v: v.literal(1), planId: planIdSchema }),
  v.object({ type: v.literal('PlanUnarchived'), v: v.literal(1), planId: planIdSchema }),
]);
export type WorkspaceEvent = DeepReadonly<v.InferOutput<typeof workspaceEventSchema>>;
