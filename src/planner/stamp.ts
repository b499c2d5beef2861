import * as v from 'valibot';
import type { DeepReadonly } from '#kit/deep-readonly.ts';
import { actorSchema } from './actor.ts';
import { commitIdSchema } from './ids.ts';

/**
 * What the door adds to a command: all that is not in the plan and not decided by it. With it `process` needs no clock and
 * no dice, says the same when asked twice, and a command sent again is known by its commit id.
 */
export const stampSchema = v.object({
  commitId: commitIdSchema,
  /** Epoch milliseconds. */
  at: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** IANA zone the command was given in. */
  zone: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  /** BCP 47 language tag. */
  locale: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  actor: actorSchema,
  /** The commit that this is a consequence of; null for what a person starts. */
  causation: v.nullable(commitIdSchema),
  /** The first commit of the chain of causes; its own id for what a person starts. */
  correlation: commitIdSchema,
});
export type Stamp = DeepReadonly<v.InferOutput<typeof stampSchema>>;
export type Stamped<C> = C & { readonly stamp: Stamp };
