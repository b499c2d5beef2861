import { expect, test } from 'vitest';
import { contentHash } from '#planner/content-hash.ts';
import { Scenario } from '../../support/planner/scenario.ts';

test('smoke', () => {
  const plan = new Scenario().begin();
  const a = plan.add('A');
  const b = plan.add('B', {}, { needs: [a] });
  const before = contentHash(plan.state);
  plan.do({ type: 'CompleteTask', taskId: a, result: null });
  plan.undo();
  expect(contentHash(plan.state)).toBe(before);
  plan.redo();
  expect(plan.task(a).status.status).toBe('completed');
  expect(b).toBeDefined();
});
