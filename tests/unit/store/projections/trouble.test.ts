import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { err, ok } from '#kit/result.ts';
import type { EventLog, LogUnavailable, QuotaExceeded, SubscribeFailure } from '#store/event-log.ts';
import type { ProjectionPorts } from '#store/projections/ports.ts';
import type { Projection } from '#store/projections/projection.ts';
import { type Projections, startProjections } from '#store/projections/projections.ts';
import { readProjection, readProjections } from '#store/projections/read-projections.ts';
import { openVolatileLog } from '#store/volatile-log.ts';
import { value } from '../../../contract/log/log-contract.ts';
import { sampleCommits } from '../../../contract/log/sample-commits.ts';
import { createRealm, turn } from '../../../support/projections/realm.ts';

const ids: Projection<readonly string[]> = {
  name: 'ids',
  version: 1,
  initial: [],
  fold: (state, commits) => [...state, ...commits.map(({ id }) => id)],
};
const unavailable: LogUnavailable = { code: 'LogUnavailable', params: { reason: 'UnknownError' }, retry: 'later' };
const full: QuotaExceeded = { code: 'QuotaExceeded', params: {}, retry: 'later' };

describe('storage that fails for a while', () => {
  let log: EventLog;
  let projections: Projections | null = null;

  beforeEach(async () => {
    log = value(await openVolatileLog({ now: () => 1, random: (bytes) => crypto.getRandomValues(bytes) }));
    value(await log.append(sampleCommits(3, 'a')));
  });
  afterEach(async () => {
    await projections?.stop();
    await log.close();
  });

  /** Runs the projection on a log of which a part is replaced. */
  function start(around: (real: ProjectionPorts['log']) => Partial<ProjectionPorts['log']>): Projections {
    const { ports } = createRealm(log);
    projections = startProjections([ids], [], { ...ports, log: { ...ports.log, ...around(ports.log) } });
    return projections;
  }

  const kept = async () => value(await readProjection(log, ids))?.state ?? [];
  async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await holds())) await turn();
  }

  it('[J1] a full disk is told, and what was taken is written once there is room', async () => {
    let isFull = true;
    const running = start(({ derived }) => ({
      derived: { ...derived, write: async (change) => (isFull ? err(full) : derived.write(change)) },
    }));
    await until(() => running.statuses()[0]?.failure?.code === 'QuotaExceeded');
    expect(await kept()).toEqual([]);
    value(await log.append(sampleCommits(2, 'b')));
    isFull = false;
    await until(async () => (await kept()).length === 5);
    expect(await kept()).toEqual(['a-0', 'a-1', 'a-2', 'b-0', 'b-1']);
    await until(() => running.statuses()[0]?.failure === null);
  });

  it('[J1] a subscription that ended is begun again where it was', async () => {
    let ends: ((failure: SubscribeFailure) => void) | undefined;
    let begun = 0;
    const running = start((real) => ({
      subscribe(query, onBatch) {
        begun += 1;
        ends = query.onEnd;
        return real.subscribe(query, onBatch);
      },
    }));
    await until(async () => (await kept()).length === 3);
    ends?.(unavailable);
    expect(running.statuses()[0]?.failure?.code).toBe('LogUnavailable');
    await until(() => begun === 2);
    value(await log.append(sampleCommits(2, 'b')));
    await until(async () => (await kept()).length === 5);
    expect(new Set(await kept()).size).toBe(5);
  });

  it('[J1] what can’t be read at the start is asked for again', async () => {
    let failures = 3;
    start(({ derived, heads }) => ({
      heads: async () => (failures-- > 0 ? err(unavailable) : heads()),
      derived: { ...derived, read: async (prefix) => (failures-- > 0 ? err(unavailable) : derived.read(prefix)) },
    }));
    await until(async () => (await kept()).length === 3);
  });

  it('[J1] a log that was closed is not asked again', async () => {
    let asked = 0;
    const running = start(() => ({
      async heads() {
        asked += 1;
        return err({ code: 'LogClosed', params: { why: 'closed' }, retry: 'never' });
      },
    }));
    await until(() => running.statuses()[0]?.failure?.code === 'LogClosed');
    for (let i = 0; i < 20; i++) await turn();
    expect(asked).toBe(1);
  });

  it('[J6] a build that fails says why, leaves the old one, and can be asked for again', async () => {
    let isFailing = false;
    const running = start((real) => ({
      async *read(query) {
        if (isFailing) yield err(unavailable);
        else yield* real.read(query);
      },
    }));
    await until(async () => (await kept()).length === 3);
    isFailing = true;
    expect(await running.rebuild('ids')).toEqual(err(unavailable));
    expect(await kept()).toHaveLength(3);
    isFailing = false;
    expect(await running.rebuild('ids')).toMatchObject(ok({ type: 'switched' }));
    expect([running.rebuild('unknown'), running.retryParked('unknown')]).toEqual([null, null]);
    const [one, same] = await Promise.all([running.rebuild('ids'), running.rebuild('ids')]);
    expect(one).toBe(same);
  });

  it('[J2] whichever call to the storage fails, everything is there in the end, once', async () => {
    let calls = 0;
    // As many as one run makes; each fails in turn.
    for (let failing = 1; failing <= 60; failing++) {
      await projections?.stop();
      calls = 0;
      const fails = () => ++calls === failing;
      const running = start(({ derived, heads, read }) => ({
        heads: async () => (fails() ? err(unavailable) : heads()),
        async *read(query) {
          if (fails()) yield err(unavailable);
          else yield* read(query);
        },
        derived: {
          read: async (prefix) => (fails() ? err(unavailable) : derived.read(prefix)),
          write: async (change) => (fails() ? err(full) : derived.write(change)),
        },
      }));
      const built = await running.rebuild('ids');
      value(await log.append(sampleCommits(1, `b${failing}`)));
      await until(async () => (await kept()).length === 3 + failing);
      await running.retryParked('ids');
      if (!built?.ok) expect(await running.rebuild('ids')).toMatchObject(ok({ type: 'switched' }));
      expect(new Set(await kept()).size).toBe(3 + failing);
    }
    expect(calls).toBeGreaterThan(10);
  });

  it('[J2] of two who keep the same one, both go on from what either has written', async () => {
    const first = start(() => ({}));
    const second = startProjections([ids], [], createRealm(log).ports);
    for (let i = 0; i < 30; i++) {
      value(await log.append(sampleCommits(20, `b${i}`)));
      for (let turns = i % 5; turns > 0; turns--) await turn();
    }
    const [one, other] = await Promise.all([first.rebuild('ids'), second.rebuild('ids')]);
    expect([one?.ok, other?.ok]).toEqual([true, true]);
    value(await log.append(sampleCommits(5, 'c')));
    await until(async () => (await kept()).length === 608);
    expect(new Set(await kept()).size).toBe(608);
    await second.stop();
    expect(value(await readProjections(log))).toMatchObject([{ next: null, parked: [] }]);
  });
});
