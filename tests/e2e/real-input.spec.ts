import { readFileSync } from 'node:fs';
import { App, type ShownTask } from '../support/app.ts';
import { expect, test } from '../support/app-test.ts';
import { GOALS } from '../support/goals/goals.ts';

test('a real project plan pasted whole becomes its 197 checkbox lines, grouped by their headings', async ({ page }) => {
  const text = readFileSync('tests/support/goals/mission.md', 'utf8');
  const app = new App(page);
  await app.open();
  await app.draft(text);
  await app.acceptAll();
  await expect.poll(async () => (await app.shownTasks()).length).toBeGreaterThan(197);

  const shown = await app.shownTasks();
  const boxes = checkboxes(text);
  expect(boxes).toHaveLength(197);
  const headings = headingsWithBoxes(text);
  const groups = shown.filter((task, index) => headings.has(task.title) && isParent(shown, index));
  expect(new Set(groups.map(({ title }) => title))).toEqual(headings);
  expect(shown).toHaveLength(197 + headings.size);

  const ticked = boxes.filter((box) => box.ticked).length;
  const leaves = shown.filter((_, index) => !isParent(shown, index));
  const leafBoxes = boxes.filter((_, index) => !hasNestedBox(boxes, index));
  expect(leaves).toHaveLength(leafBoxes.length);
  expect(leaves.filter(({ status }) => status === 'completed')).toHaveLength(
    leafBoxes.filter((box) => box.ticked).length,
  );
  expect(ticked).toBeGreaterThan(0);
});

// "Plan my move" has no steps of its own: the app has templates for that (`template.spec.ts`), which the rules alone have not.
for (const { name, text, expected } of GOALS.filter((goal) => goal.name !== 'vague'))
  test(`${name}: the tasks and needs that a person expects`, async ({ page }) => {
    const app = new App(page);
    await app.open();
    await app.draft(text);
    await app.acceptAll();

    const wanted = expected.tasks.map(({ title }) => title);
    // A question that must be answered first becomes a task of its own; the unit suite says which those are.
    const asked = (shown: readonly ShownTask[]) => shown.filter(({ title }) => !wanted.includes(title));
    const planned = async () =>
      (await app.shownTasks()).map(({ title }) => title).filter((title) => wanted.includes(title));
    await expect.poll(planned).toEqual(wanted);
    const shown = await app.shownTasks();
    const questions = asked(shown);
    expect(questions.length).toBeLessThanOrEqual(expected.questions.length);

    const titleOf = new Map(shown.map(({ id, title }) => [id, title]));
    const isQuestion = new Set(questions.map(({ id }) => id));
    const needs = shown.flatMap((task) =>
      task.needs.filter((need) => !isQuestion.has(need)).map((need) => `${task.title} needs ${titleOf.get(need)}`),
    );
    expect(needs.sort()).toEqual(expected.needs.map(([task, need]) => `${task} needs ${need}`).sort());
  });

interface Box {
  readonly indent: number;
  readonly ticked: boolean;
}

/** The naive reading: a checkbox line is a dash and a box. */
function checkboxes(text: string): Box[] {
  return text.split('\n').flatMap((line) => {
    const match = /^(\s*)- \[([ x])\] /u.exec(line);
    return match ? [{ indent: match[1]?.length ?? 0, ticked: match[2] === 'x' }] : [];
  });
}

function hasNestedBox(boxes: readonly Box[], index: number): boolean {
  const [box, next] = [boxes[index], boxes[index + 1]];
  return box !== undefined && next !== undefined && next.indent > box.indent;
}

/** Headings over at least one checkbox line, directly or through a heading below them. */
function headingsWithBoxes(text: string): Set<string> {
  const found = new Set<string>();
  const open: { level: number; title: string }[] = [];
  for (const line of text.split('\n')) {
    const heading = /^(#+) (.*)$/u.exec(line);
    if (heading) {
      const level = heading[1]?.length ?? 0;
      while (open.length > 0 && (open.at(-1)?.level ?? 0) >= level) open.pop();
      open.push({ level, title: heading[2]?.trim() ?? '' });
    } else if (/^\s*- \[[ x]\] /u.test(line)) for (const { title } of open) found.add(title);
  }
  return found;
}

function isParent(shown: readonly ShownTask[], index: number): boolean {
  const [task, next] = [shown[index], shown[index + 1]];
  return task !== undefined && next !== undefined && next.level > task.level;
}
