import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PlanId } from '#planner/ids.ts';
import type { PlanSummary } from '#service/contract.ts';
import { addTask, newPlan, openPage, type Page, send } from '../../contract/service/desk.ts';
import { createPages, type Pages } from './planner-pages.ts';

let pages: Pages;
beforeEach(() => {
  pages = createPages();
});
afterEach(() => pages.close());

const LIST = Array.from({ length: 300 }, (_, i) => `- [ ] call customer number ${i}`).join('\n');

describe('drafting in its own worker', () => {
  it('[D30] turns a goal into a complete proposal, in a few commits', async () => {
    const page = pages.open();
    const planId = await newPlan(page, LIST);
    const view = await openPage(page, planId);
    await page.service.draft(planId);
    await view.until(isComplete);
    expect(tasksOf(view)).toBe(300);
    expect(view.commits.length).toBeLessThan(10);
  });

  it('[D34] goes on after its workers were killed, from what is there', async () => {
    const page = pages.open();
    const planId = await newPlan(page, LIST);
    const view = await openPage(page, planId);
    await page.service.draft(planId);
    page.workers.at(-1)?.terminate();
    await view.until(isComplete);
    expect(tasksOf(view)).toBe(300);
    expect(view.state.proposals.size).toBe(1);
  });

  it('[D34] goes on after the page was closed in the middle', async () => {
    const first = pages.open();
    const planId = await newPlan(first, LIST);
    const opened = await openPage(first, planId);
    await first.service.draft(planId);
    await opened.until(({ state }) => state.proposals.size > 0);
    first.close();
    const view = await openPage(pages.open(), planId);
    await view.until(isComplete);
    expect(tasksOf(view)).toBe(300);
  });
});

describe('a device and its files', () => {
  it('[D40] a log written to a file and taken in elsewhere has the same fingerprint, and a second time changes nothing', async () => {
    const page = pages.open();
    const planId = await newPlan(page, LIST);
    const view = await openPage(page, planId);
    await page.service.draft(planId);
    await view.until(isComplete);
    await send(page, planId, addTask('one more'));
    const written = await page.service.exportLog({ type: 'everything' });
    if (written.type !== 'done') throw new Error(JSON.stringify(written));
    expect(await page.service.inspectStorage()).toMatchObject({
      plans: 1,
      eventsSinceBackup: 0,
      lastBackupAt: expect.any(Number),
    });

    const elsewhere = createPages();
    const there = elsewhere.open();
    const lists: (readonly PlanSummary[])[] = [];
    await there.service.subscribePlans((plans) => lists.push(plans));
    const { commits } = await page.service.inspectStorage();
    expect(await there.service.importLog(written.value)).toEqual({
      type: 'done',
      value: { plans: [planId], commitsAdded: commits, commitsKnown: 0 },
    });
    expect(await there.service.fingerprint(planId)).toEqual(await page.service.fingerprint(planId));
    await expect.poll(() => lists.at(-1)?.map((plan) => plan.total)).toEqual([1]);
    expect(await there.service.importLog(written.value)).toMatchObject({
      value: { commitsAdded: 0, commitsKnown: commits },
    });
    expect(await there.service.importLog(new Blob(['nonsense']))).toMatchObject({ failure: { code: 'FileNotALog' } });
    await elsewhere.close();
  });

  it('[D40] only a plan that is here can be written to a file', async () => {
    const page = pages.open();
    expect(await page.service.exportLog({ type: 'plan', planId: 'nowhere' as PlanId })).toMatchObject({
      failure: { code: 'PlanMissing' },
    });
  });

  it('[D41] settings and typed text outlive the page', async () => {
    const first = pages.open();
    await first.service.writeSetting('theme', 'dark');
    await first.service.writeScratch('goal', 'Move ho');
    first.close();
    const { service } = pages.open();
    expect([await service.readSetting('theme'), await service.readScratch('goal')]).toEqual(['dark', 'Move ho']);
    await service.writeScratch('goal', null);
    expect(await service.readScratch('goal')).toBeNull();
  });
});

function isComplete({ state }: Page): boolean {
  return state.proposals.size > 0 && [...state.proposals.values()].every(({ complete }) => complete);
}

function tasksOf({ state }: Page): number {
  return [...state.proposals.values()].reduce(
    (sum, { changes }) => sum + [...changes.values()].filter(({ change }) => change.type === 'add-task').length,
    0,
  );
}
