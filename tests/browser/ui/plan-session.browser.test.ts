import { expect, test } from 'vitest';
import { t } from '#messages/catalogue.ts';
import { PERSON } from '#planner/actor.ts';
import type { CommandOf } from '#planner/command.ts';
import type { CommitId, PlanId, TaskId } from '#planner/ids.ts';
import { DEFAULT_CONFIG } from '#planner/plan-config.ts';
import type { Recorded } from '#planner/recorded.ts';
import { initial } from '#planner/state.ts';
import { Announcer } from '../../../src/ui/state/announcer.svelte.ts';
import { PlanSession } from '../../../src/ui/state/plan-session.svelte.ts';
import { PlannerSession } from '../../../src/ui/state/session.svelte.ts';
import { Toasts } from '../../../src/ui/state/toasts.svelte.ts';
import { ScriptedService } from '../../support/scripted-service.ts';

const planId = 'plan-1' as PlanId;
const taskId = 'c1.0' as TaskId;
const rename: CommandOf<'RenamePlan'> = { type: 'RenamePlan', v: 1, title: 'Other' };

const recorded = (id: string, event: Recorded['event']): Recorded => ({
  commit: { id: id as CommitId, at: 1, actor: PERSON },
  event,
});
const initialized = recorded('c0', {
  type: 'PlanInitialized',
  v: 1,
  planId,
  title: 'Move',
  goal: { in: 'event', text: 'Move' },
  attachments: [],
  config: DEFAULT_CONFIG,
});
const renamed = recorded('c1', { type: 'PlanRenamed', v: 1, from: 'Move', to: 'Move house' });

async function open() {
  const scripted = new ScriptedService();
  const announcer = new Announcer();
  const toasts = new Toasts(announcer);
  const plan = new PlanSession(planId, new PlannerSession(scripted.connection, toasts), toasts, announcer);
  await expect.poll(() => scripted.openFeeds).toBe(1);
  return { scripted, announcer, toasts, plan };
}

test('[U1] a plan is its snapshot and the events after it; the answer to a command changes nothing', async () => {
  const { scripted, plan } = await open();
  expect(plan.phase).toBe('opening');
  scripted.feed({ type: 'snapshot', state: initial, cursor: 0, readOnly: null });
  expect(plan.phase).toBe('missing');
  scripted.feed({ type: 'events', events: [initialized], cursor: 1, readOnly: null });
  expect(plan.phase).toBe('open');
  await plan.send(rename);
  expect(plan.state.title).toBe('Move');
  scripted.feed({ type: 'events', events: [renamed], cursor: 2, readOnly: null });
  expect(plan.state.title).toBe('Move house');
});

test('undo and redo name the commits on either side of the pointer, and are announced', async () => {
  const { scripted, announcer, plan } = await open();
  const undo = { commits: ['c1', 'c2', 'c3'] as CommitId[], standing: 2, undoneBy: new Map(), lastCommit: null };
  scripted.feed({ type: 'snapshot', state: { ...initial, id: planId, undo }, cursor: 4, readOnly: null });
  expect([plan.nextToUndo, plan.nextToRedo]).toEqual(['c2', 'c3']);
  await plan.undo();
  expect(scripted.submitted.at(-1)?.command).toMatchObject({ type: 'Undo', commitId: 'c2', events: [] });
  expect(announcer.text).toBe(t.said.undone);
  await plan.redo();
  expect(scripted.submitted.at(-1)?.command).toMatchObject({ type: 'Redo', commitId: 'c3', events: [] });
});

test('a destructive act can be undone from its toast, by the very commit that it made', async () => {
  const { scripted, toasts, plan } = await open();
  scripted.feed({ type: 'snapshot', state: { ...initial, id: planId }, cursor: 1, readOnly: null });
  await plan.send(rename, { undoToast: 'Renamed.' });
  const made = scripted.submitted.at(-1)?.command.stamp.commitId;
  expect(toasts.shown.map(({ text }) => text)).toEqual(['Renamed.']);
  toasts.shown[0]?.action?.run();
  await expect.poll(() => scripted.submitted.at(-1)?.command).toMatchObject({ type: 'Undo', commitId: made });
});

test('a command that changed nothing offers no undo', async () => {
  const { scripted, toasts, plan } = await open();
  scripted.answers.push({
    type: 'receipt',
    receipt: { commitId: 'x' as CommitId, changed: false, duplicate: false, durability: 'strict', mirrored: false },
  });
  await plan.send(rename, { undoToast: 'Renamed.' });
  expect(toasts.shown).toEqual([]);
});

test('a rejection is a sentence that names the task', async () => {
  const { scripted, toasts, plan } = await open();
  const task = { id: taskId, title: 'Book the van' };
  const state = { ...initial, id: planId, tasks: new Map([[taskId, task]]) } as unknown as typeof initial;
  scripted.feed({ type: 'snapshot', state, cursor: 1, readOnly: null });
  scripted.answers.push({ type: 'rejection', rejection: { code: 'TaskIsGroup', params: { taskId } } });
  const outcome = await plan.send({ type: 'StartTask', v: 1, taskId });
  expect(outcome.type).toBe('rejection');
  expect(toasts.shown[0]?.text).toContain('“Book the van” holds other tasks');
});

test('a feed that fails keeps what was read, and a closed plan hears nothing more', async () => {
  const { scripted, plan } = await open();
  scripted.feed({ type: 'events', events: [initialized], cursor: 1, readOnly: null });
  scripted.feed({ type: 'failure', failure: { code: 'LogNewer', params: {}, retry: 'never' } });
  expect([plan.phase, plan.failure?.code, plan.state.title]).toEqual(['open', 'LogNewer', 'Move']);
  plan.close();
  expect(scripted.openFeeds).toBe(0);
});
