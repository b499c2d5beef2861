// An event that a version to come has written, from the day that it arrives to the day that the code knows it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { err, ok } from '#kit/result.ts';
import type { PlanEventOf } from '#planner/event.ts';
import { DEFAULT_CONFIG } from '#planner/plan-config.ts';
import { FOLD_NAME } from '#planner/snapshot.ts';
import type { HeldPlan } from '#service/held-plan.ts';
import { HeldStream } from '#service/held-stream.ts';
import { planKind, planStream } from '#service/plan-kind.ts';
import type { EventLog, NewCommit } from '#store/event-log.ts';
import { exportLog } from '#store/export-log.ts';
import { importLog } from '#store/import-log.ts';
import { addTask, createDesk, type Desk, newPlan, openPage, send, stamped, type Tab, value } from './desk.ts';

let desk: Desk;
let tab: Tab;

beforeEach(async () => {
  desk = await createDesk();
  tab = await desk.openTab();
});
afterEach(() => desk.close());

const teleported = { type: 'TaskTeleported', v: 3, to: 'Mars', by: { beam: [1, 2] } };

/** The code of a version that knows what it means. */
const newerKind: typeof planKind = {
  ...planKind,
  toEvent(stored, isOurs) {
    if (stored.type !== 'TaskTeleported') return planKind.toEvent(stored, isOurs);
    const renamed: PlanEventOf<'PlanRenamed'> = { type: 'PlanRenamed', v: 1, from: 'x', to: `Now on ${stored.to}` };
    return stored.v === 3 ? ok(renamed) : err({ code: 'UnknownEvent', params: { type: stored.type, v: stored.v } });
  },
};

describe('an event of a version to come', () => {
  it('[D25] is stored whole, and travels in files', async () => {
    const planId = await newPlan(tab);
    value(await tab.log.append([teleport(planId, 'new')]));
    const elsewhere = (await (await createDesk()).openTab()).log;
    value(await importLog(elsewhere, value(await exportLog(tab.log))));
    for (const log of [tab.log, (await desk.openTab()).log, elsewhere]) {
      expect(value(await log.readStream(planStream(planId))).at(-1)?.events).toEqual([teleported]);
    }
  });

  it('[D25] is shown by name, and what came before and after it is there', async () => {
    const planId = await newPlan(tab);
    await send(tab, planId, addTask('before'));
    value(await tab.log.append([teleport(planId, 'new'), later(planId, 'after', 'Renamed after')]));
    const page = await openPage(await desk.openTab(), planId);
    expect(page.titles()).toEqual(['before']);
    expect(page.state.title).toBe('Renamed after');
    expect(page.messages.at(-1)).toMatchObject({ readOnly: { params: { type: 'TaskTeleported', v: 3 } } });
  });

  it('[D25] waits: nothing is written onto it, and no state is kept that lacks it', async () => {
    const planId = await newPlan(tab);
    value(await tab.log.append([teleport(planId, 'new')]));
    const held = holdWith(tab.log, planId, planKind);
    value(await held.catchUp());
    await held.keepSnapshot();
    expect(value(await tab.log.getSnapshot(planStream(planId), FOLD_NAME))).toBeNull();
    expect(await send(tab, planId, addTask('b'))).toMatchObject({ rejection: { code: 'PlanReadOnly' } });
    expect(value(await tab.log.readStream(planStream(planId)))).toHaveLength(2);
  });

  it('[D25] is applied, in its place, as soon as the code knows it, also onto a state kept before it came', async () => {
    const planId = await newPlan(tab);
    const before = holdWith(tab.log, planId, planKind);
    value(await before.catchUp());
    await before.keepSnapshot();
    value(await tab.log.append([teleport(planId, 'new')]));
    const older = await openPage(tab, planId);
    expect(older.state.title).toBe('Moving house');
    for (const log of [tab.log, (await desk.openTab()).log]) {
      const newer = holdWith(log, planId, newerKind);
      value(await newer.catchUp());
      expect(newer.state.title).toBe('Now on Mars');
      expect(newer.readOnly).toBeNull();
    }
    value(await tab.log.append([teleport(planId, 'newest', 4), later(planId, 'last', 'Last')]));
    const half = holdWith(tab.log, planId, newerKind);
    value(await half.catchUp());
    expect([half.state.title, half.readOnly?.params.v]).toEqual(['Last', 4]);
  });

  it('[D25] is never written here: a command that is not known is refused, and so are events that a page makes up', async () => {
    const planId = await newPlan(tab);
    await send(tab, planId, addTask('a'), 'a');
    const commands = [
      { type: 'TeleportTask', v: 1, to: 'Mars' },
      { type: 'AddTask', v: 2, parentId: null, after: null, fields: { title: 'a' }, needs: [] },
      { type: 'Undo', v: 1, commitId: 'a', events: [teleported] },
    ];
    for (const command of commands) {
      const outcome = await tab.service.submit({ to: 'plan', planId, command: stamped(command), blobs: [] } as never);
      expect(outcome).toMatchObject({ type: 'failure', failure: { code: 'InvalidCommand' } });
    }
    const made = { type: 'PlanRenamed', v: 1, from: 'x', to: 'Made up' } as const;
    expect(await send(tab, planId, { type: 'Undo', v: 1, commitId: 'a' as never, events: [made] })).toMatchObject({
      type: 'receipt',
    });
    const types = value(await tab.log.readStream(planStream(planId))).flatMap(({ events }) =>
      events.map(({ type }) => type),
    );
    expect(types).toEqual(['PlanInitialized', 'TasksPlanned', 'Undone', 'TasksRemoved']);
    const page = await openPage(tab, planId);
    expect([page.state.title, page.state.config]).toEqual(['Moving house', DEFAULT_CONFIG]);
  });
});

function holdWith(log: EventLog, planId: Parameters<typeof planStream>[0], kind: typeof planKind): HeldPlan {
  return new HeldStream(planStream(planId), kind, log);
}

function teleport(planId: Parameters<typeof planStream>[0], id: string, v = 3): NewCommit {
  return { ...later(planId, id, ''), events: [{ ...teleported, v }] };
}

function later(planId: Parameters<typeof planStream>[0], id: string, to: string): NewCommit {
  const { stamp } = stamped({}, id);
  const event = { type: 'PlanRenamed', v: 1, from: 'x', to };
  return { ...stamp, id, stream: planStream(planId), events: [event] };
}
