import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Command } from '#planner/command.ts';
import type { CommitId, PlanId } from '#planner/ids.ts';
import type { Outcome } from '#service/contract.ts';
import { sha256 } from '#store/sha256.ts';
import {
  addTask,
  createDesk,
  type Desk,
  initialize,
  newPlan,
  noHost,
  openPage,
  send,
  stamped,
  type Tab,
} from './desk.ts';

let desk: Desk;
let tab: Tab;

beforeEach(async () => {
  desk = await createDesk();
  tab = await desk.openTab();
});
afterEach(() => desk.close());

describe('submit', () => {
  it('[D1] answers a receipt that names the commit, and never state', async () => {
    const planId = 'p1' as PlanId;
    expect(await send(tab, planId, initialize(planId), 'c1')).toEqual({
      type: 'receipt',
      receipt: { commitId: 'c1', changed: true, duplicate: false, durability: 'memory', mirrored: false },
    });
  });

  it('[D1] answers a rejection in the words of the core, and writes nothing', async () => {
    const outcome = await send(tab, 'nowhere' as PlanId, addTask('a'));
    expect(outcome).toEqual({ type: 'rejection', rejection: { code: 'PlanNotFound', params: {} } });
    expect((await tab.service.inspectStorage()).commits).toBe(0);
  });

  it('[D2] refuses what is not a command, and names the place', async () => {
    const planId = await newPlan(tab);
    const cases: [unknown, string][] = [
      [null, ''],
      [{ to: 'plan', planId, blobs: [], command: stamped({ type: 'Fly', v: 1 }) }, '/command/type'],
      [
        { to: 'plan', planId, blobs: [], command: stamped({ ...addTask('a'), fields: { title: ' ' } }) },
        '/command/fields/title',
      ],
      [{ to: 'plan', planId, blobs: [], command: { ...addTask('a') } }, '/command/stamp'],
      [{ to: 'plan', planId: 'no spaces', blobs: [], command: stamped(addTask('a')) }, '/planId'],
      [{ to: 'plan', planId, blobs: [], command: stamped(initialize('another' as PlanId)) }, '/command/planId'],
      [{ to: 'workspace', command: stamped({ type: 'ArchivePlan', v: 2, planId }) }, '/command/v'],
    ];
    for (const [submission, path] of cases) {
      const outcome = await tab.service.submit(submission as never);
      expect(outcome).toMatchObject({ type: 'failure', failure: { code: 'InvalidCommand', params: { path } } });
    }
  });

  it('[D3] the same commit again is answered as before, also when there would be nothing left to do', async () => {
    const planId = await newPlan(tab);
    await send(tab, planId, addTask('a'), 'c-a');
    const task = 'c-a.0';
    const done: Command = { type: 'CompleteTask', v: 1, taskId: task as never, result: null };
    expect(await send(tab, planId, done, 'c-done')).toMatchObject({ receipt: { duplicate: false } });
    for (const opened of [tab, await desk.openTab()]) {
      expect(await send(opened, planId, done, 'c-done')).toMatchObject({
        type: 'receipt',
        receipt: { commitId: 'c-done', changed: true, duplicate: true },
      });
      expect(await send(opened, planId, addTask('a'), 'c-a')).toMatchObject({ receipt: { duplicate: true } });
    }
    expect((await openPage(tab, planId)).state.tasks.size).toBe(1);
  });

  it('[D3] the same commit twice at once happens once', async () => {
    const planId = await newPlan(tab);
    const outcomes = await Promise.all([send(tab, planId, addTask('a'), 'c'), send(tab, planId, addTask('a'), 'c')]);
    expect(outcomes.map((outcome) => outcome.type === 'receipt' && outcome.receipt.duplicate)).toEqual([false, true]);
    expect((await openPage(tab, planId)).titles()).toEqual(['a']);
  });

  it('[D3] a commit id of another stream is not an answer', async () => {
    const [a, b] = [await newPlan(tab), await newPlan(tab)];
    await send(tab, a, addTask('a'), 'c');
    expect(await send(tab, b, addTask('a'), 'c')).toMatchObject({ failure: { code: 'CommitIdReused' } });
  });

  it('[D4] a resent commit among new ones leaves them right', async () => {
    const planId = await newPlan(tab);
    await send(tab, planId, addTask('a'), 'c-a');
    const other = await desk.openTab();
    const outcomes = await Promise.all([
      send(other, planId, addTask('b'), 'c-b'),
      send(other, planId, addTask('a'), 'c-a'),
      send(other, planId, { ...addTask('c'), after: 'c-b.0' } as Command, 'c-c'),
    ]);
    expect(outcomes.map((outcome) => outcome.type === 'receipt' && outcome.receipt.duplicate)).toEqual([
      false,
      true,
      false,
    ]);
    const page = await openPage(tab, planId);
    expect(page.titles()).toEqual(['a', 'b', 'c']);
    expect(page.state.conflicts).toEqual([]);
  });

  it('[D5] commands in flight are decided one on the other, in the order in which they were sent', async () => {
    const planId = await newPlan(tab);
    const page = await openPage(tab, planId);
    const outcomes = await Promise.all(
      Array.from({ length: 500 }, (_, i) => {
        const after = i === 0 ? null : (`line-${i - 1}.0` as never);
        return send(tab, planId, addTask(`task ${i}`, after), `line-${i}`);
      }),
    );
    expect(outcomes.every(({ type }) => type === 'receipt')).toBe(true);
    await page.until(({ state }) => state.tasks.size === 500);
    expect(page.commits).toEqual(Array.from({ length: 500 }, (_, i) => `line-${i}`));
    const inOrder = [...page.state.tasks.values()].sort((a, b) => (a.order < b.order ? -1 : 1));
    expect(inOrder.map(({ title }) => title)).toEqual(Array.from({ length: 500 }, (_, i) => `task ${i}`));
  });

  it('[D5] many in flight make few rows', async () => {
    const planId = await newPlan(tab);
    const before = await rowsOf(desk);
    await Promise.all(Array.from({ length: 500 }, (_, i) => send(tab, planId, addTask(`task ${i}`))));
    expect((await rowsOf(desk)) - before).toBeLessThan(10);
  });

  it('[D5] a rejection among many waits for the commits that it was decided on', async () => {
    const planId = await newPlan(tab);
    const outcomes = await Promise.all([
      send(tab, planId, addTask('a'), 'x-a'),
      send(tab, planId, { type: 'CompleteTask', v: 1, taskId: 'x-a.0' as never, result: null }),
      send(tab, planId, { type: 'StartTask', v: 1, taskId: 'x-a.0' as never }),
    ]);
    expect(outcomes.map(({ type }) => type)).toEqual(['receipt', 'receipt', 'rejection']);
  });

  it('[D6] two tabs that write the same plan at once lose nothing', async () => {
    const planId = await newPlan(tab);
    const tabs = [tab, await desk.openTab(), await desk.openTab()];
    const outcomes: Outcome[] = [];
    await Promise.all(
      tabs.map(async (each, t) => {
        for (let i = 0; i < 40; i++) {
          outcomes.push(...(await Promise.all([0, 1, 2].map((n) => send(each, planId, addTask(`${t}-${i}-${n}`))))));
        }
      }),
    );
    expect(outcomes.filter(({ type }) => type !== 'receipt')).toEqual([]);
    const prints = await Promise.all(tabs.map(({ service }) => service.fingerprint(planId)));
    expect(prints[0]?.events).toBe(361);
    expect(new Set(prints.map((print) => print?.contentHash)).size).toBe(1);
  });

  it('[D7] fills in what is undone, also when it is still on its way', async () => {
    const planId = await newPlan(tab);
    const outcomes = await Promise.all([
      send(tab, planId, addTask('a'), 'u-a'),
      send(tab, planId, { type: 'Undo', v: 1, commitId: 'u-a' as CommitId, events: [] }, 'u-undo'),
      send(tab, planId, { type: 'Redo', v: 1, commitId: 'u-a' as CommitId, events: [] }, 'u-redo'),
    ]);
    expect(outcomes.map(({ type }) => type)).toEqual(['receipt', 'receipt', 'receipt']);
    expect((await openPage(tab, planId)).titles()).toEqual(['a']);
    const other = await desk.openTab();
    expect(await send(other, planId, { type: 'Undo', v: 1, commitId: 'u-a' as CommitId, events: [] })).toMatchObject({
      type: 'receipt',
    });
    expect((await openPage(other, planId)).titles()).toEqual([]);
    expect(await send(other, planId, { type: 'Redo', v: 1, commitId: 'u-a' as CommitId, events: [] })).toMatchObject({
      type: 'receipt',
    });
    expect((await openPage(tab, planId)).titles()).toEqual(['a']);
  });

  it('[D7] does not believe the page about what is undone', async () => {
    const planId = await newPlan(tab);
    await send(tab, planId, addTask('a'), 'v-a');
    const lie: Command = {
      type: 'Undo',
      v: 1,
      commitId: 'v-a' as CommitId,
      events: [{ type: 'PlanRenamed', v: 1, from: 'x', to: 'y' }],
    };
    await send(tab, planId, lie);
    const page = await openPage(tab, planId);
    expect(page.titles()).toEqual([]);
    expect(page.state.title).toBe('Moving house');
  });

  it('[D7] a fork begins with the plan as it was at a commit', async () => {
    const planId = await newPlan(tab, 'Move');
    await send(tab, planId, addTask('a'), 'f-a');
    await send(tab, planId, addTask('b'), 'f-b');
    const fork = 'forked' as PlanId;
    const command: Command = {
      type: 'ForkPlan',
      v: 1,
      planId: fork,
      from: { planId, commitId: 'f-a' as CommitId },
      as: 'branch',
      title: 'What if',
      content: {
        goal: { in: 'event', text: '' },
        attachments: [],
        config: emptyConfig(),
        tasks: [],
        contextSummary: null,
      },
    };
    expect(await send(tab, fork, command)).toMatchObject({ type: 'receipt' });
    const page = await openPage(tab, fork);
    expect(page.titles()).toEqual(['a']);
    expect(page.state.goal).toEqual({ in: 'event', text: 'Move' });
  });

  it('[D8] keeps a long goal beside the log, and gives it back', async () => {
    const text = 'Pack the kitchen, and then the cellar. '.repeat(300);
    const bytes = new TextEncoder().encode(text);
    const ref = { hash: await sha256(bytes), name: 'goal.md', mediaType: 'text/markdown', bytes: bytes.length };
    const planId = 'long' as PlanId;
    const command = { ...initialize(planId), goal: { in: 'blob', blob: ref } } as Command;
    expect(await send(tab, planId, command, 'l1', [{ ref, bytes }])).toMatchObject({ type: 'receipt' });
    expect(await (await desk.openTab()).service.readText(ref.hash)).toBe(text);
    expect(await tab.service.readText('0'.repeat(64))).toBeNull();
  });

  it('[D8] refuses bytes that are not what they are called, and lets the others of the batch through', async () => {
    const bytes = new TextEncoder().encode('one');
    const ref = { hash: await sha256(new TextEncoder().encode('two')), name: 'a', mediaType: 'text/plain', bytes: 3 };
    const planId = await newPlan(tab);
    const wrong = {
      ...addTask('wrong'),
      fields: { title: 'wrong', attachments: [{ type: 'blob', blob: ref, label: 'a' }] },
    } as Command;
    const missing = structuredClone(wrong);
    const outcomes = await Promise.all([
      send(tab, planId, addTask('before')),
      send(tab, planId, wrong, undefined, [{ ref, bytes }]),
      send(tab, planId, missing),
      send(tab, planId, addTask('after')),
    ]);
    expect(outcomes.map((outcome) => (outcome.type === 'failure' ? outcome.failure.code : outcome.type))).toEqual([
      'receipt',
      'InvalidCommand',
      'InvalidCommand',
      'receipt',
    ]);
    expect((await openPage(tab, planId)).titles()).toEqual(['after', 'before']);
  });

  it('[D15] asks the page once to keep the storage, after the first commit', async () => {
    let asked = 0;
    const host = {
      ...noHost,
      async persistStorage() {
        asked += 1;
        return true;
      },
    };
    const onDisk = await desk.openTab({ ports: { host }, around: () => ({ medium: 'disk' }) });
    await send(onDisk, 'nowhere' as PlanId, addTask('a'));
    expect(asked).toBe(0);
    const planId = await newPlan(onDisk);
    await send(onDisk, planId, addTask('a'));
    expect(asked).toBe(1);
  });

  it('[D9] a bug is said aloud and answered, and the door stays open', async () => {
    const hurt = await desk.openTab({ around: () => ({ append: () => Promise.reject(new Error('a bug')) }) });
    const planId = 'p' as PlanId;
    expect(await send(hurt, planId, initialize(planId))).toMatchObject({
      failure: { code: 'Bug', params: { message: 'a bug' } },
    });
    expect(hurt.bugs).toHaveLength(1);
    expect(await send(hurt, planId, addTask('a'))).toMatchObject({ type: 'rejection' });
  });
});

describe('the workspace', () => {
  it('[D10] plans are put away and taken out again', async () => {
    const planId = await newPlan(tab);
    const lists: boolean[][] = [];
    await tab.service.subscribePlans((plans) => lists.push(plans.map(({ archived }) => archived)));
    const archive = (type: 'ArchivePlan' | 'UnarchivePlan') =>
      tab.service.submit({ to: 'workspace', command: stamped({ type, v: 1, planId }) });
    expect(await archive('ArchivePlan')).toMatchObject({ receipt: { changed: true } });
    expect(await archive('ArchivePlan')).toMatchObject({ rejection: { code: 'NothingChanges' } });
    expect(await archive('UnarchivePlan')).toMatchObject({ receipt: { changed: true } });
    expect(lists).toEqual([[false], [true], [false]]);
  });
});

async function rowsOf({ rows }: Desk): Promise<number> {
  const loaded = await rows.load({ row: 0, segment: 0 }, 100_000);
  return loaded.ok ? loaded.value.rows.length : 0;
}

function emptyConfig() {
  const budgets = { calls: null, tokens: null, cents: null, bytes: null, minutes: null };
  return { systemPrompt: '', profile: 'balanced', budgets, allowedOrigins: [], offlineOnly: false } as const;
}
