import { expect, test } from 'vitest';
import { createRulesDrafter } from '#drafting/rules/rules-drafter.ts';
import type { PlanDraft } from '#planner/draft.ts';
import { GOALS, goalOf, goalText, MISSION_TASKS, summaryOf } from '../../support/goals/goals.ts';

for (const { name, text, expected } of GOALS) {
  test(`${name}: the tasks, needs and questions that a person expects`, async () => {
    const found = summaryOf(await draftOf(text));
    expect(found.tasks).toEqual(expected.tasks);
    expect([...found.needs].sort()).toEqual([...expected.needs].sort());
    expect(found.questions).toEqual(expected.questions);
  });
}

test('a project plan in Markdown: one task for each of its checkbox lines, and a group for each heading above one', async () => {
  const text = goalText('mission');
  const { changes } = await draftOf(text);
  const tasks = changes.filter((change) => change.type === 'add-task');
  const boxes = tasks.filter((task) => task.reason.code !== 'heading');
  const lines = text.split('\n').filter((line) => /^\s*- \[[ x]\] /u.test(line));
  expect(boxes).toHaveLength(MISSION_TASKS);
  expect(boxes.map(({ done }) => done)).toEqual(lines.map((line) => line.includes('[x]')));
  for (const [i, box] of boxes.entries()) {
    expect(lines[i]).toContain(text.slice(box.source?.start, box.source?.end));
  }
  const headings = text.split('\n').filter((line) => /^#+ /u.test(line));
  const groups = tasks.filter((task) => task.reason.code === 'heading');
  expect(
    groups.map((group) => group.fields.title).every((title) => headings.some((line) => line.endsWith(title))),
  ).toBe(true);
  const metrics = tasks.find((task) => task.fields.title === 'Success Metrics');
  expect(metrics?.fields.description).toContain('**Phase 3 (LLM) Success Criteria:**');
});

async function draftOf(text: string): Promise<PlanDraft> {
  for await (const delta of createRulesDrafter().draft(goalOf(text), new AbortController().signal)) {
    if (delta.type === 'draft') return delta.draft;
  }
  throw new Error('The drafter ended without a draft.');
}
