import * as v from 'valibot';
import type { DeepReadonly } from '#kit/deep-readonly.ts';
import { kindSchema } from './kind.ts';

/** Who decided something. */
export const actorSchema = v.variant('type', [
  v.object({ type: v.literal('person') }),
  v.object({ type: v.literal('rules') }),
  v.object({ type: v.literal('model'), model: v.string() }),
  v.object({ type: v.literal('executor'), kind: kindSchema }),
  v.object({ type: v.literal('engine') }),
]);
export type Actor = DeepReadonly<v.InferOutput<typeof actorSchema>>;

export const PERSON: Actor = { type: 'person' };
