import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Drafter } from '#drafting/drafter.ts';
import { createRulesDrafter } from '#drafting/rules/rules-drafter.ts';
import { createDraftEngine } from '#engine/draft.ts';
import type { ProposedChange } from '#planner/draft.ts';
import type { ChangeId, PlanId } from '#planner/ids.ts';
import type { Progress } from '#service/contract.ts';
import { createDesk, type Desk, newPlan, openPage, type Page, send, type Tab } from './desk.ts';

let desk: Desk;

beforeEach(async () => {
  desk = await createDesk();
});
afterEach(() => desk.close());

const GOAL = '- [ ] pack the kitchen\n- [x] cancel the lease\n- [ ] hand over the keys';

describe('drafting', () => {
  it('[D30] brings the draft into the log as one complete proposal', async () => {
    const tab = await draftingTab(createRulesDrafter());
    const planId = await newPlan(tab, GOAL);
    const page = await openPage(tab, planId);
    await tab.service.draft(planId);
    await page.until(isComplete);
    const [proposal] = page.state.proposals.values();
    const found = [...(proposal?.changes.values() ?? [])].map(({ change }) => change);
    expect(found.flatMap((change) => (change.type === 'add-task' ? [change.fields.title] : []))).toEqual([
      'pack the kitchen',
      'cancel the lease',
      'hand over the keys',
    ]);
    expect(proposal?.drafter).toEqual({ type: 'rules' });
    expect(page.commits.every((id) => id.startsWith(`draft/${planId}/`))).toBe(true);
  });

  it('[D30] an empty goal has a complete draft without changes', async () => {
    const tab = await draftingTab(createRulesDrafter());
    const planId = await newPlan(tab, '');
    const page = await openPage(tab, planId);
    await tab.service.draft(planId);
    await page.until(isComplete);
    expect([...page.state.proposals.values()].map(({ changes }) => changes.size)).toEqual([0]);
  });

  it('[D31] says how far it is, and at last that it is done', async () => {
    const tab = await draftingTab(scripted(50, 10));
    const planId = await newPlan(tab, 'anything');
    const said: Progress[] = [];
    await tab.service.watch((progress) => said.push(progress));
    await tab.service.draft(planId);
    await expect.poll(() => said.at(-1)).toMatchObject({ type: 'draft', planId, phase: 'done', found: 50, share: 1 });
    expect(said[0]).toMatchObject({ phase: 'running' });
  });

  it('[D32] many finds make few commits', async () => {
    const tab = await draftingTab(scripted(10_000, 50));
    const planId = await newPlan(tab, 'anything');
    const page = await openPage(tab, planId);
    await tab.service.draft(planId);
    await page.until(isComplete);
    expect(changesOf(page)).toHaveLength(10_000);
    expect(page.commits.length).toBeLessThan(60);
  });

  it('[D33] asking again, while it runs and after, drafts once', async () => {
    const tab = await draftingTab(scripted(30, 3));
    const planId = await newPlan(tab, 'anything');
    const page = await openPage(tab, planId);
    await Promise.all([tab.service.draft(planId), tab.service.draft(planId)]);
    await page.until(isComplete);
    const { cursor } = page;
    await tab.service.draft(planId);
    await tab.service.draft(planId);
    await expect.poll(() => wanted(tab)).toEqual([]);
    expect((await openPage(tab, planId)).cursor).toBe(cursor);
  });

  it('[D33] two tabs that draft the same goal at once make one draft', async () => {
    for (let round = 0; round < 5; round++) {
      const tabs = await Promise.all([draftingTab(scripted(700, 7)), draftingTab(scripted(700, 13))]);
      const planId = await newPlan(tabs[0], 'anything');
      const pages = await Promise.all(tabs.map((tab) => openPage(tab, planId)));
      await Promise.all(tabs.map((tab) => tab.service.draft(planId)));
      await Promise.all(pages.map((page) => page.until(isComplete)));
      for (const page of pages) {
        expect(page.state.proposals.size).toBe(1);
        expect(changesOf(page)).toEqual(idsUpTo(700));
        expect(page.state.conflicts).toEqual([]);
      }
      expect(tabs.flatMap(({ bugs }) => bugs)).toEqual([]);
    }
  });

  it('[D34] a draft that was interrupted goes on at the next start, from what is there', async () => {
    const crashing = await draftingTab(scripted(500, 5, 320));
    const planId = await newPlan(crashing, 'anything');
    await crashing.service.draft(planId);
    const before = await openPage(crashing, planId);
    await before.until((page) => changesOf(page).length >= 200);
    expect(isComplete(before)).toBe(false);
    // The old worker hangs for ever in the middle of its text; another one takes over.
    const next = await draftingTab(scripted(500, 5));
    const page = await openPage(next, planId);
    await page.until(isComplete);
    expect(changesOf(page)).toEqual(idsUpTo(500));
    expect(page.state.proposals.size).toBe(1);
  });

  it('[D34] half a draft of an older drafter is put aside for a whole new one', async () => {
    const older = await draftingTab(scripted(500, 5, 320, 'old-'));
    const planId = await newPlan(older, 'anything');
    await older.service.draft(planId);
    await (await openPage(older, planId)).until((page) => changesOf(page).length >= 200);
    const newer = await draftingTab(scripted(40, 5));
    const page = await openPage(newer, planId);
    await page.until(
      ({ state }) => state.proposals.size === 2 && [...state.proposals.values()].every((one) => one.complete),
    );
    await expect.poll(() => wanted(newer)).toEqual([]);
    const [half, whole] = page.state.proposals.values();
    expect([...(half?.changes.values() ?? [])].every(({ resolution }) => resolution.as === 'rejected')).toBe(true);
    expect([...(whole?.changes.keys() ?? [])]).toEqual(idsUpTo(40));
  });

  it('[D35] stops when it is told to, keeps what was found, and does not begin again', async () => {
    const tab = await draftingTab(scripted(500, 5, 100));
    const planId = await newPlan(tab, 'anything');
    const said: Progress[] = [];
    await tab.service.watch((progress) => said.push(progress));
    const page = await openPage(tab, planId);
    await tab.service.draft(planId);
    await page.until((each) => changesOf(each).length > 0);
    await tab.service.cancelDraft(planId);
    await page.until(isComplete);
    await expect.poll(() => said.at(-1)).toMatchObject({ phase: 'cancelled' });
    expect(await wanted(tab)).toEqual([]);
    const count = changesOf(page).length;
    await tab.service.draft(planId);
    expect(changesOf(page)).toHaveLength(count);
  });

  it('[D36] a drafter that fails is said, with what it brought kept', async () => {
    const tab = await draftingTab({
      async *draft() {
        yield { type: 'changes', changes: [change('c', 0)] };
        throw new Error('out of words');
      },
    });
    const planId = await newPlan(tab, 'anything');
    const said: Progress[] = [];
    await tab.service.watch((progress) => said.push(progress));
    await tab.service.draft(planId);
    await expect
      .poll(() => said.at(-1))
      .toMatchObject({
        phase: 'failed',
        failure: { code: 'DraftFailed', params: { reason: 'out of words' } },
      });
    await expect.poll(() => wanted(tab)).toEqual([]);
  });

  it('[D36] a plan that is not here cannot be drafted', async () => {
    const tab = await draftingTab(createRulesDrafter());
    await expect(tab.service.draft('nowhere' as PlanId)).rejects.toMatchObject({ code: 'PlanMissing' });
    expect(await wanted(tab)).toEqual([]);
  });

  it('[D37] the person goes on working meanwhile', async () => {
    const tab = await draftingTab(scripted(2000, 10));
    const planId = await newPlan(tab, 'anything');
    const page = await openPage(tab, planId);
    await tab.service.draft(planId);
    let sent = 0;
    while (!isComplete(page)) {
      const outcome = await send(tab, planId, {
        type: 'AddTask',
        v: 1,
        parentId: null,
        after: null,
        fields: { title: `by hand ${sent++}` },
        needs: [],
      });
      expect(outcome.type).toBe('receipt');
      // Storage in memory answers within the same turn; a disk would not.
      await new Promise((resolve) => setTimeout(resolve));
    }
    expect(changesOf(page)).toEqual(idsUpTo(2000));
    await page.until(({ state }) => state.tasks.size === sent);
  });
});

function draftingTab(drafter: Drafter): Promise<Tab> {
  let at = 1_763_800_000_000;
  return desk.openTab({
    ports: { openDrafting: async (door) => createDraftEngine({ door, drafter, now: () => at++ }) },
  });
}

/** Plans whose drafting is still wanted on this desk. */
async function wanted(tab: Tab): Promise<readonly string[]> {
  const found: string[] = [];
  for (const key of await tab.noteKeys()) if (key.startsWith('draft/')) found.push(key);
  return found;
}

/** A drafter that finds `count` tasks, `step` at a time, and, if `hangsAt` is given, never gets beyond that many. */
function scripted(count: number, step: number, hangsAt = Number.POSITIVE_INFINITY, prefix = 'c'): Drafter {
  return {
    async *draft(_goal, signal) {
      const changes: ProposedChange[] = [];
      for (let n = 0; n < count; n += step) {
        if (n >= hangsAt) await new Promise((resolve) => signal.addEventListener('abort', resolve));
        if (signal.aborted) return;
        const found = Array.from({ length: Math.min(step, count - n) }, (_, i) => change(prefix, n + i));
        changes.push(...found);
        yield { type: 'changes', changes: found };
        yield { type: 'progress', share: changes.length / count };
        if (n % (step * 10) === 0) await new Promise((resolve) => setTimeout(resolve));
      }
      yield { type: 'draft', draft: { title: 'A title', changes } };
    },
  };
}

function change(prefix: string, n: number): ProposedChange {
  return {
    id: `${prefix}${n}` as ChangeId,
    type: 'add-task',
    confidence: 1,
    reason: { code: 'list-entry', params: {}, spans: [] },
    parent: null,
    fields: { title: `Task ${n}` },
    done: false,
    source: null,
    notes: {},
  };
}

function idsUpTo(count: number): string[] {
  return Array.from({ length: count }, (_, n) => `c${n}`);
}

function changesOf(page: Page): string[] {
  return [...page.state.proposals.values()].flatMap(({ changes }) => [...changes.keys()]);
}

function isComplete({ state }: Page): boolean {
  return state.proposals.size > 0 && [...state.proposals.values()].every(({ complete }) => complete);
}
