import * as v from 'valibot';
import type { DeepReadonly } from '#kit/deep-readonly.ts';
import { taskIdSchema } from './ids.ts';
import { MOST_MINUTES } from './minutes.ts';
import { confidenceSchema, reasonSchema } from './reason.ts';

/**
 * - `blocks`: wait until it is completed or skipped.
 * - `informs`: the same, and its result is input.
 * - `on-failure`: start only if it failed; skipped when it did not.
 * - `start-after`: wait for it, and then `lagMinutes` more.
 */
export const NEED_TYPES = ['blocks', 'informs', 'on-failure', 'start-after'] as const;
export type NeedType = (typeof NEED_TYPES)[number];

const needDetails = {
  type: v.picklist(NEED_TYPES),
  /** Minutes to wait after the needed task ends; 0 unless `start-after`. */
  lagMinutes: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST_MINUTES)),
  reason: reasonSchema,
  confidence: confidenceSchema,
};
export const needDetailsSchema = v.object(needDetails);

/** The edge "this task needs `task`", kept on the task that waits. At most one for each pair. */
export const needSchema = v.object({ task: taskIdSchema, ...needDetails });
export type Need = DeepReadonly<v.InferOutput<typeof needSchema>>;

/** A need with the task that has it. */
export const needEdgeSchema = v.object({ taskId: taskIdSchema, need: needSchema });
export type NeedEdge = DeepReadonly<v.InferOutput<typeof needEdgeSchema>>;
