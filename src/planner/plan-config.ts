import * as v from 'valibot';
import type { DeepReadonly } from '#kit/deep-readonly.ts';

const limit = v.nullable(v.pipe(v.number(), v.minValue(0)));

/** How one plan is drafted and run. Every limit stops and asks; null is no limit. */
export const planConfigSchema = v.object({
  systemPrompt: v.pipe(v.string(), v.maxLength(20_000)),
  profile: v.picklist(['terse', 'balanced', 'thorough']),
  budgets: v.object({ calls: limit, tokens: limit, cents: limit, bytes: limit, minutes: limit }),
  /** Origins that tasks of this plan may reach, as `https://host:port`. */
  allowedOrigins: v.array(v.pipe(v.string(), v.maxLength(300))),
  /** Nothing of this plan leaves the device. */
  offlineOnly: v.boolean(),
});
export type PlanConfig = DeepReadonly<v.InferOutput<typeof planConfigSchema>>;

export const DEFAULT_CONFIG: PlanConfig = {
  systemPrompt: '',
  profile: 'balanced',
  budgets: { calls: null, tokens: null, cents: null, bytes: null, minutes: null },
  allowedOrigins: [],
  offlineOnly: false,
};
