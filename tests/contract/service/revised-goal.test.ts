import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Drafter } from '#drafting/drafter.ts';
import { createRulesDrafter } from '#drafting/rules/rules-drafter.ts';
import { createDraftEngine } from '#engine/draft.ts';
import type { ChangeId, PlanId } from '#planner/ids.ts';
import type { Proposal } from '#planner/state.ts';
import { goalSpanName, openProposals } from '#planner/views.ts';
import { createDesk, type Desk, newPlan, openPage, type Page, send, type Tab } from './desk.ts';

let desk: Desk;
let tab: Tab;

beforeEach(async () => {
  desk = await createDesk();
  tab = await draftingTab(createRulesDrafter());
});
afterEach(() => desk.close());

const GOAL = '- Call the bank\n- Pack the kitchen\n- Hand over the keys';

describe('a goal that is written anew', () => {
  it('[D38] is drafted anew, and what was decided stays decided', async () => {
    const { planId, page } = await drafted(GOAL);
    await decide(planId, page, 'AcceptChanges', 'Call the bank');
    await decide(planId, page, 'RejectChanges', 'Pack the kitchen');
    await revise(planId, page, '- Call the bank\n- Pack the kitchen\n- Cancel the power\n- Hand over the keys');
    expect(titles(openOf(page))).toEqual(['Cancel the power', 'Hand over the keys']);
    expect([...page.state.tasks.values()].map(({ title }) => title)).toEqual(['Call the bank']);
  });

  it('[D38] its spans name the words that they point into', async () => {
    const { planId, page } = await drafted(GOAL);
    const text = 'Dear me,\n\n- Hand over the keys';
    await revise(planId, page, text);
    const [found] = openOf(page).changes.values();
    const source = found?.change.type === 'add-task' ? found.change.source : null;
    expect(source?.in).toBe(goalSpanName(page.state));
    expect(text.slice(source?.start, source?.end)).toBe('Hand over the keys');
  });

  it('[D38] an edge to a task that is in the plan already leads there', async () => {
    const { planId, page } = await drafted('1. Sign the lease\n2. Book a van');
    await decide(planId, page, 'AcceptChanges', 'Sign the lease');
    await revise(planId, page, '1. Sign the lease\n2. Rent a van');
    const [taskId] = page.state.tasks.keys();
    const needs = [...openOf(page).changes.values()].flatMap(({ change }) =>
      change.type === 'add-need' ? [change.to] : [],
    );
    expect(needs).toEqual([{ in: 'plan', taskId }]);
  });

  it('[D38] taken back, the first draft waits again as it was left', async () => {
    const { planId, page } = await drafted(GOAL);
    const before = openOf(page);
    const commitId = await revise(planId, page, '- Sing');
    expect(titles(openOf(page))).toEqual(['Sing']);
    await send(tab, planId, { type: 'Undo', v: 1, commitId, events: [] });
    await page.until(({ state }) => state.goalBy === null);
    expect(openOf(page)).toEqual(before);
    await tab.service.draft(planId);
    expect(openProposals(page.state)).toHaveLength(1);
  });

  it('[D38] an answer that was given is not asked for again', async () => {
    const { planId, page } = await drafted('Book a restaurant soon');
    const question = [...openOf(page).changes.values()].find(({ change }) => change.type === 'ask');
    expect(question).toBeDefined();
    const answer = { text: 'On Friday', option: null };
    await send(tab, planId, {
      type: 'AnswerQuestion',
      v: 1,
      proposalId: openOf(page).id,
      changeId: question?.change.id as ChangeId,
      answer,
    });
    await revise(planId, page, 'Book a restaurant soon. Call Anna.');
    await page.until(({ state }) =>
      openProposals(state).some(({ changes }) =>
        [...changes.values()].some((each) => each.answer?.text === 'On Friday'),
      ),
    );
  });

  it('[D38] while the old words are being drafted, that ends', async () => {
    const stuck: Drafter = {
      async *draft(goal, signal) {
        yield { type: 'progress', share: 0 };
        if (goal.text === GOAL) await new Promise((resolve) => signal.addEventListener('abort', resolve));
        if (!signal.aborted) yield* createRulesDrafter().draft(goal, signal);
      },
    };
    tab = await draftingTab(stuck);
    const planId = await newPlan(tab, GOAL);
    const page = await openPage(tab, planId);
    await tab.service.draft(planId);
    await revise(planId, page, '- Sing');
    expect(titles(openOf(page))).toEqual(['Sing']);
    expect(tab.bugs).toEqual([]);
  });
});

async function drafted(goal: string): Promise<{ readonly planId: PlanId; readonly page: Page }> {
  const planId = await newPlan(tab, goal);
  const page = await openPage(tab, planId);
  await tab.service.draft(planId);
  await page.until(isDrafted);
  return { planId, page };
}

async function revise(planId: PlanId, page: Page, text: string) {
  const outcome = await send(tab, planId, { type: 'ReviseGoal', v: 1, goal: { in: 'event', text } });
  if (outcome.type !== 'receipt') throw new Error(JSON.stringify(outcome));
  await tab.service.draft(planId);
  await page.until((each) => each.state.goalBy === outcome.receipt.commitId && isDrafted(each));
  return outcome.receipt.commitId;
}

async function decide(planId: PlanId, page: Page, type: 'AcceptChanges' | 'RejectChanges', title: string) {
  const { id: proposalId, changes } = openOf(page);
  const found = [...changes.values()].find(({ change }) => change.type === 'add-task' && change.fields.title === title);
  if (found === undefined) throw new Error(`${title} was not found.`);
  const choice = { type: 'some' as const, changes: [{ id: found.change.id, fields: null }] };
  await send(tab, planId, { type, v: 1, proposalId, choice });
  await page.until(
    ({ state }) => state.proposals.get(proposalId)?.changes.get(found.change.id)?.resolution.as !== 'open',
  );
}

function isDrafted({ state }: Page): boolean {
  return [...state.proposals.values()].some(({ goalBy, complete }) => goalBy === state.goalBy && complete);
}

function openOf({ state }: Page): Proposal {
  const [open] = openProposals(state);
  if (open === undefined) throw new Error('No draft is open.');
  return open;
}

function titles({ changes }: Proposal): readonly string[] {
  return [...changes.values()].flatMap(({ change }) => (change.type === 'add-task' ? [change.fields.title] : []));
}

function draftingTab(drafter: Drafter): Promise<Tab> {
  let at = 1_763_800_000_000;
  return desk.openTab({
    ports: { openDrafting: async (door) => createDraftEngine({ door, drafter, now: () => at++ }) },
  });
}
