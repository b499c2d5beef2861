import { expect, test } from 'vitest';
import type { Command } from '#planner/command.ts';
import type { PlanEvent } from '#planner/event.ts';
import { planner } from '#planner/handler.ts';
import { DEFAULT_CONFIG } from '#planner/plan-config.ts';
import type { Recorded } from '#planner/recorded.ts';
import type { Stamped } from '#planner/stamp.ts';
import { command, Scenario } from '../../support/planner/scenario.ts';

/* The three examples of the room's README. */

const stamp = new Scenario().stamp('first');
const initialize = command({
  type: 'Initialize',
  planId: 'plan',
  title: 'A plan',
  goal: { in: 'event', text: 'Do it' },
  attachments: [],
  config: structuredClone(DEFAULT_CONFIG) as never,
});

test('direct use: a command comes to events', () => {
  const decision = planner.process(planner.initial, { ...initialize, stamp });
  expect(decision).toMatchObject({ ok: true, value: [{ type: 'PlanInitialized', title: 'A plan' }] });
});

test('with event sourcing: the state is the fold of what happened', () => {
  const plan = new Scenario().begin();
  plan.add('A', { kind: 'processing' });
  const history: readonly Recorded[] = plan.log;
  const state = planner.foldAll(planner.initial, history);
  const decision = planner.process(state, { type: 'Continue', v: 1, stamp });
  expect(decision).toMatchObject({ ok: true, value: [{ type: 'TaskDispatched' }, { type: 'TaskStatusUpdated' }] });
});

test('among other things that wait: read, decide, publish', async () => {
  const plan = new Scenario().begin();
  const log = { read: async (): Promise<readonly Recorded[]> => plan.log };
  const published: PlanEvent[] = [];
  const bus = { publish: async (event: PlanEvent): Promise<void> => void published.push(event) };
  async function handle(given: Stamped<Command>): Promise<void> {
    const decision = planner.process(planner.foldAll(planner.initial, await log.read()), given);
    if (decision.ok) for (const event of decision.value) await bus.publish(event);
  }
  await handle({ ...command({ type: 'RenamePlan', title: 'Other' }), stamp });
  expect(published).toMatchObject([{ type: 'PlanRenamed', from: 'A plan', to: 'Other' }]);
});
