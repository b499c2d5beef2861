import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommitId, PlanId } from '#planner/ids.ts';
import { FOLD_NAME } from '#planner/snapshot.ts';
import type { PlanSummary } from '#service/contract.ts';
import type { EventLog, NewCommit, StoredEvent } from '#store/event-log.ts';
import { addTask, createDesk, type Desk, newPlan, openPage, Page, send, stamped, type Tab, value } from './desk.ts';

let desk: Desk;
let tab: Tab;

beforeEach(async () => {
  desk = await createDesk();
  tab = await desk.openTab();
});
afterEach(() => desk.close());

describe('a plan’s feed', () => {
  it('[D20] begins with one snapshot, and then every event once', async () => {
    const planId = await newPlan(tab);
    await send(tab, planId, addTask('a'), 'a');
    const page = await openPage(tab, planId);
    await send(tab, planId, addTask('b'), 'b');
    await send(tab, planId, addTask('c'), 'c');
    await page.until(({ state }) => state.tasks.size === 3);
    expect(page.messages.map(({ type }) => type)).toEqual(['snapshot', 'events', 'events']);
    expect(page.commits).toEqual(['b', 'c']);
    expect(page.cursor).toBe(4);
  });

  it('[D20] of a plan that is not here is that of an empty one, and goes on when it comes', async () => {
    const planId = 'later' as PlanId;
    const page = await openPage(tab, planId);
    expect(page.state.id).toBeNull();
    await newPlan(tab, '', planId);
    await page.until(({ state }) => state.id === planId);
  });

  it('[D21] goes on from a cursor without a snapshot, also in another tab', async () => {
    const planId = await newPlan(tab);
    const before = new Page(await openPage(tab, planId));
    await send(tab, planId, addTask('a'), 'a');
    for (const opened of [tab, await desk.openTab()]) {
      const since = await openPage(opened, planId, before);
      expect(since.messages.map(({ type }) => type)).toEqual(['events']);
      expect(since.commits).toEqual(['a']);
      expect(since.titles()).toEqual(['a']);
      const upToDate = await openPage(opened, planId, since);
      expect(upToDate.messages).toEqual([]);
    }
  });

  it('[D21] a cursor that this log never reached gets a snapshot', async () => {
    const planId = await newPlan(tab);
    const ahead = new Page();
    ahead.cursor = 99;
    const page = await openPage(tab, planId, ahead);
    expect(page.messages.map(({ type }) => type)).toEqual(['snapshot']);
    expect(page.state.id).toBe(planId);
  });

  it('[D22] brings what another tab commits', async () => {
    const planId = await newPlan(tab);
    const page = await openPage(tab, planId);
    await send(await desk.openTab(), planId, addTask('there'), 'there');
    await page.until(({ commits }) => commits.includes('there' as CommitId));
    expect(page.titles()).toEqual(['there']);
  });

  it('[D22] brings on waking what was never announced', async () => {
    const planId = await newPlan(tab);
    const page = await openPage(tab, planId);
    await send(await desk.openTab({ isMute: true }), planId, addTask('unheard'), 'unheard');
    expect(page.commits).toEqual([]);
    await tab.service.wake();
    await page.until(({ commits }) => commits.length === 1);
  });

  it('[D23] nothing comes twice and nothing is missed, whenever one subscribes and whoever commits', async () => {
    let resubscribed = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            {
              weight: 6,
              arbitrary: fc.record({
                type: fc.constant('commit' as const),
                tab: fc.nat(2),
                many: fc.integer({ min: 1, max: 4 }),
              }),
            },
            { weight: 2, arbitrary: fc.record({ type: fc.constant('join' as const), tab: fc.nat(2) }) },
            {
              weight: 2,
              arbitrary: fc.record({ type: fc.constant('rejoin' as const), tab: fc.nat(2), which: fc.nat(8) }),
            },
            { weight: 1, arbitrary: fc.record({ type: fc.constant('pause' as const) }) },
          ),
          { minLength: 5, maxLength: 25 },
        ),
        async (steps) => {
          const own = await createDesk();
          const tabs = [await own.openTab(), await own.openTab(), await own.openTab()];
          const at = (n: number) => tabs[n] as Tab;
          const planId = await newPlan(at(0));
          const sent: Promise<unknown>[] = [];
          const pages: Page[] = [];
          let commits = 0;
          for (const step of steps) {
            switch (step.type) {
              case 'commit':
                for (let i = 0; i < step.many; i++) sent.push(send(at(step.tab), planId, addTask(`t${commits++}`)));
                break;
              case 'join':
                pages.push(await openPage(at(step.tab), planId));
                break;
              case 'rejoin': {
                const old = pages[step.which % Math.max(1, pages.length)];
                if (old === undefined) break;
                resubscribed += 1;
                pages.push(await openPage(at(step.tab), planId, old));
                break;
              }
              case 'pause':
                await Promise.all(sent);
                break;
            }
          }
          await Promise.all(sent);
          const truth = await openPage(at(1), planId);
          for (const page of pages) {
            await page.until(({ state }) => state.tasks.size === commits);
            expect(page.state).toEqual(truth.state);
            expect(new Set(page.commits).size).toBe(page.commits.length);
            expect(page.cursor).toBe(commits + 1);
          }
          expect(truth.state.conflicts).toEqual([]);
          expect(tabs.flatMap(({ bugs }) => bugs)).toEqual([]);
          await own.close();
        },
      ),
      { numRuns: 100 },
    );
    expect(resubscribed).toBeGreaterThan(50);
  });
});

describe('an import', () => {
  it('[D24] that belongs before what is here folds the plan anew, and every page gets a fresh snapshot', async () => {
    const { planId, theirs } = await twoDevices();
    await absorbFrom(theirs, tab);
    const ours = await openPage(tab, planId);
    const other = await desk.openTab();
    const page = await openPage(other, planId);
    await send(theirs, planId, addTask('theirs'), 'theirs');
    await send(tab, planId, addTask('ours'), 'ours');
    // Made before ours, arrives behind it.
    await absorbFrom(theirs, tab);
    await Promise.all([ours, page].map((each) => each.until(({ state }) => state.tasks.size === 2)));
    expect(ours.messages.at(-1)?.type).toBe('snapshot');
    expect(page.messages.at(-1)?.type).toBe('snapshot');
    expect(ours.state).toEqual(page.state);
    // Both devices come to the same, in whichever order they heard of it.
    await absorbFrom(tab, theirs);
    expect(await theirs.service.fingerprint(planId)).toEqual(await tab.service.fingerprint(planId));
    expect((await openPage(theirs, planId)).state.undo).toEqual(ours.state.undo);
  });

  it('[D24] makes no old cursor good that is not', async () => {
    const { planId, theirs } = await twoDevices();
    await absorbFrom(theirs, tab);
    const before = await openPage(tab, planId);
    await send(theirs, planId, addTask('theirs'));
    await send(tab, planId, addTask('ours'));
    const old = new Page(await openPage(tab, planId));
    await absorbFrom(theirs, tab);
    await before.until(({ state }) => state.tasks.size === 2);
    const since = await openPage(await desk.openTab(), planId, old);
    expect(since.messages.map(({ type }) => type)).toEqual(['snapshot']);
    expect(since.state).toEqual(before.state);
  });

  it('[D25] an event that this version does not know makes the plan read-only, and says which', async () => {
    const planId = await newPlan(tab);
    await send(tab, planId, addTask('a'));
    value(await tab.log.append([commitOf(planId, 'new', { type: 'TaskTeleported', v: 3, to: 'Mars' })]));
    for (const opened of [tab, await desk.openTab()]) {
      const page = await openPage(opened, planId);
      expect(page.titles()).toEqual(['a']);
      expect(page.messages.at(-1)).toMatchObject({
        readOnly: { code: 'UnknownEvent', params: { type: 'TaskTeleported', v: 3 } },
      });
      expect(await send(opened, planId, addTask('b'))).toEqual({
        type: 'rejection',
        rejection: { code: 'PlanReadOnly', params: {} },
      });
    }
  });

  it('[D25] an event from elsewhere that is not what it says it is counts as unknown', async () => {
    const planId = 'crafted' as PlanId;
    const { theirs } = await twoDevices();
    value(await theirs.log.append([commitOf(planId, 'x', { type: 'TasksPlanned', v: 1, tasks: 'none' })]));
    await absorbFrom(theirs, tab);
    const page = await openPage(tab, planId);
    expect(page.messages.at(-1)).toMatchObject({ readOnly: { params: { type: 'TasksPlanned', v: 1 } } });
  });
});

describe('a plan opened cold', () => {
  it('[D26] begins from a kept state and what came since', async () => {
    const planId = await newPlan(tab);
    await Promise.all(Array.from({ length: 1100 }, (_, i) => send(tab, planId, addTask(`t${i}`))));
    await expect.poll(async () => value(await tab.log.getSnapshot(`plan/${planId}`, FOLD_NAME))).not.toBeNull();
    await send(tab, planId, addTask('since'));
    const readAfter: number[] = [];
    const around = (log: EventLog): Partial<EventLog> => ({
      read(query) {
        if (query?.streams?.[0] === `plan/${planId}`) readAfter.push(query.after ?? 0);
        return log.read(query);
      },
    });
    const page = await openPage(await desk.openTab({ around }), planId);
    expect(page.state.tasks.size).toBe(1101);
    expect(page.state).toEqual((await openPage(tab, planId)).state);
    expect(Math.min(...readAfter)).toBeGreaterThan(900);
  });

  it('[D26] does not trust a kept state that is damaged, or of a commit that is not here', async () => {
    const planId = await newPlan(tab);
    await send(tab, planId, addTask('a'), 'a');
    const stream = `plan/${planId}`;
    const lie = { stream, fold: FOLD_NAME, sequence: 2, position: 2, json: JSON.stringify({ newest: {}, state: {} }) };
    for (const commitId of ['a', 'nobody']) {
      value(await tab.log.putSnapshot({ ...lie, commitId }));
      expect((await openPage(await desk.openTab(), planId)).titles()).toEqual(['a']);
    }
  });
});

describe('the list of plans', () => {
  it('[D27] comes at once, and after every change, of this tab or another', async () => {
    const planId = await newPlan(tab);
    await send(tab, planId, addTask('pack'), 'pack');
    const lists: (readonly PlanSummary[])[] = [];
    const other = await desk.openTab();
    await other.service.subscribePlans((plans) => lists.push(plans));
    expect(lists).toEqual([
      [
        expect.objectContaining({
          planId,
          title: 'Moving house',
          done: 0,
          total: 1,
          nextTask: 'pack',
          archived: false,
        }),
      ],
    ]);
    await send(tab, planId, { type: 'CompleteTask', v: 1, taskId: 'pack.0' as never, result: null });
    await expect.poll(() => lists.at(-1)?.[0]).toMatchObject({ done: 1, total: 1, nextTask: null });
    const second = await newPlan(tab);
    await expect.poll(() => lists.at(-1)?.map((plan) => plan.planId)).toEqual([second, planId]);
  });

  it('[D27] a start folds only the plans that have moved on since they were listed', async () => {
    const quiet = await newPlan(tab);
    const busy = await newPlan(tab);
    await tab.service.subscribePlans(() => {});
    const kept = async (planId: PlanId) =>
      value(await tab.log.getSnapshot(`plan/${planId}`, `summary-1 of ${FOLD_NAME}`))?.sequence;
    await expect.poll(() => kept(busy), { timeout: 5000 }).toBe(1);
    await send(tab, busy, addTask('a'));
    const read: string[] = [];
    const around = (log: EventLog): Partial<EventLog> => ({
      read(query) {
        read.push(...(query?.streams ?? []));
        return log.read(query);
      },
    });
    const other = await desk.openTab({ around });
    const lists: (readonly PlanSummary[])[] = [];
    await other.service.subscribePlans((plans) => lists.push(plans));
    expect(lists.at(-1)).toHaveLength(2);
    expect(read).toContain(`plan/${busy}`);
    expect(read).not.toContain(`plan/${quiet}`);
  });
});

/** A second device, with a plan on it, whose clock runs behind. */
async function twoDevices() {
  const elsewhere = await createDesk(1_763_700_000_000);
  const theirs = await elsewhere.openTab();
  const planId = await newPlan(theirs);
  return { planId, theirs };
}

/** What an import does, without the file. */
async function absorbFrom(from: Tab, into: Tab): Promise<void> {
  for await (const batch of from.log.readLines(value(await from.log.manifest()))) {
    value(await into.log.absorb(value(batch), []));
  }
}

function commitOf(planId: PlanId, id: string, event: StoredEvent): NewCommit {
  const { stamp } = stamped({}, id);
  const { at, zone, locale, actor, causation, correlation } = stamp;
  return { id, stream: `plan/${planId}`, at, zone, locale, actor, causation, correlation, events: [event] };
}
