import { t } from '#messages/catalogue.ts';
import type { PlanId } from '#planner/ids.ts';

/** A stream in a person's words where there are any: a plan by its title. */
export function nameStream(stream: string, titleOf: (planId: PlanId) => string | undefined): string {
  if (stream === 'workspace') return t.inspector.workspace;
  const title = stream.startsWith('plan/') ? titleOf(stream.slice('plan/'.length) as PlanId) : undefined;
  return title === undefined ? stream : t.inspector.streamPlan(title);
}
