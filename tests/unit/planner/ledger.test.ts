import { describe, expect, it } from 'vitest';
import { contentHash } from '#planner/content-hash.ts';
import type { CommitId } from '#planner/ids.ts';
import { DEFAULT_CONFIG } from '#planner/plan-config.ts';
import { initial } from '#planner/state.ts';
import { readWorkspaceEvent } from '#planner/upcast.ts';
import { type RecordedInWorkspace, workspace } from '#planner/workspace.ts';
import { Scenario } from '../../support/planner/scenario.ts';

const sent = {
  sendingId: 's1',
  origin: 'https://api.example.org',
  method: 'POST',
  purpose: 'draft',
  bytes: 120,
  attempt: 'call-1',
} as const;
const received = { sendingId: 's1', origin: sent.origin, bytes: 3000, status: 200, ended: 'whole' } as const;

describe('the ledger', () => {
  it('[P19] a row changes neither content nor undo line', () => {
    const scenario = new Scenario();
    scenario.do({
      type: 'Initialize',
      planId: 'plan',
      title: 'A',
      goal: { in: 'event', text: '' },
      attachments: [],
      config: { ...DEFAULT_CONFIG, allowedOrigins: [] },
    });
    scenario.do({ type: 'RenamePlan', title: 'B' });
    const before = scenario.state;
    const events = scenario.do({ type: 'RecordBytesSent', ...sent });
    scenario.do({ type: 'RecordBytesReceived', ...received });
    expect(events).toEqual([{ type: 'BytesSent', v: 1, ...sent }]);
    expect(contentHash(scenario.state)).toBe(contentHash(before));
    expect(scenario.state.undo.commits).toEqual(before.undo.commits);
    scenario.do(scenario.undoCommand());
    expect(scenario.state.title).toBe('A');
  });

  it('[P19] the desk keeps rows that belong to no plan', () => {
    const decided = workspace.process(workspace.initial, {
      type: 'RecordBytesReceived',
      v: 1,
      ...received,
      stamp: new Scenario().stamp(),
    });
    expect(decided).toEqual({ ok: true, value: [{ type: 'BytesReceived', v: 1, ...received }] });
    const event = { type: 'BytesSent', v: 1, ...sent } as const;
    const recorded: RecordedInWorkspace = { commit: { id: 'c1' as CommitId, at: 1, actor: { type: 'engine' } }, event };
    // The very same state: nobody who lists plans need look again.
    expect(workspace.fold(workspace.initial, recorded)).toBe(workspace.initial);
    expect(readWorkspaceEvent(event)).toEqual({ ok: true, value: event });
    const { origin: _, ...without } = event;
    expect(readWorkspaceEvent(without)).toMatchObject({
      error: { code: 'MalformedEvent', params: { path: 'origin' } },
    });
  });

  it('[P19] there is no plan to keep a row before it begins', () => {
    expect(initial.id).toBeNull();
    expect(new Scenario().refuse({ type: 'RecordBytesSent', ...sent }).code).toBe('PlanNotFound');
  });
});
