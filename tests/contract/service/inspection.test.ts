import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLogInspection } from '#service/log-inspection.ts';
import { namedProjections } from '#store/projections/named/all.ts';
import { type Projections, startProjections } from '#store/projections/projections.ts';
import { createRealm, turn } from '../../support/projections/realm.ts';
import { value } from '../log/log-contract.ts';
import { sampleCommit, sampleCommits, sampleEvent } from '../log/sample-commits.ts';
import { createDesk, type Desk, type Tab } from './desk.ts';

describe('looking into the log', () => {
  let desk: Desk;
  let leader: Tab;
  let follower: Tab;
  let projections: Projections;

  beforeEach(async () => {
    desk = await createDesk();
    follower = await desk.openTab();
    leader = await desk.openTab({
      around: (log) => {
        projections = startProjections(namedProjections, [], createRealm(log).ports);
        return {};
      },
    });
  });
  afterEach(async () => {
    await projections.stop();
    await desk.close();
  });

  it('[D50] tells how the log stands, in any tab', async () => {
    value(await leader.log.append([...sampleCommits(3, 'a'), sampleCommit('b', { stream: 'workspace' })]));
    await keptAll();
    const report = await follower.service.inspectLog();
    expect(report).toMatchObject({
      place: 'memory',
      position: 4,
      streams: 2,
      leader: 'none',
      copy: null,
      checking: null,
    });
    expect(report.layout).toMatchObject({ tail: 4, sealed: 0 });
    expect(report.projections).toMatchObject([
      { name: 'audit', position: 4, rebuilding: null, parked: [] },
      { name: 'metrics', position: 4 },
      { name: 'monitoring', position: 4 },
    ]);
    const readings = await follower.service.readReadings();
    expect(readings.monitoring?.commits).toBe(4);
    expect(readings.audit?.entries).toHaveLength(4);
    expect(readings.metrics?.events).toBe(4);
  });

  it('[D51] gives commits newest first, a page at a time, each once', async () => {
    for (let i = 0; i < 130; i++) value(await leader.log.append([sampleCommit(`c${i}`, { stream: `plan/${i % 3}` })]));
    const all = await pages({ stream: null, type: null });
    expect(all.map(({ commitId }) => commitId)).toEqual(Array.from({ length: 130 }, (_, i) => `c${129 - i}`));
    const ofOne = await pages({ stream: 'plan/1', type: null });
    expect(ofOne.map(({ commitId }) => commitId)).toEqual(
      Array.from({ length: 130 }, (_, i) => i)
        .filter((i) => i % 3 === 1)
        .reverse()
        .map((i) => `c${i}`),
    );
  });

  it('[D51] finds a rare type far back, and says when there is nothing older', async () => {
    const commits = sampleCommits(900, 'a').map((commit, i) =>
      i === 4 ? { ...commit, events: [sampleEvent('Rare'), sampleEvent('Other'), sampleEvent('Other')] } : commit,
    );
    value(await leader.log.append(commits));
    expect(await follower.service.readCommits({ stream: null, type: 'Rare', before: null })).toEqual({
      commits: [expect.objectContaining({ commitId: 'a-4', position: 5, types: ['Rare', 'Other'], events: 3 })],
      before: null,
      head: 900,
    });
    expect(await follower.service.readCommits({ stream: 'nowhere', type: null, before: null })).toEqual({
      commits: [],
      before: null,
      head: 900,
    });
  });

  it('[D51] gives a whole commit as text', async () => {
    value(await leader.log.append([sampleCommit('a'), sampleCommit('b')]));
    expect(JSON.parse((await follower.service.readEnvelope(2)) ?? '')).toMatchObject({ id: 'b', position: 2 });
    expect(await follower.service.readEnvelope(3)).toBeNull();
  });

  it('[D52] makes a projection anew where this tab keeps them, and says so where it does not', async () => {
    value(await leader.log.append(sampleCommits(20, 'a')));
    await keptAll();
    expect(await follower.service.rebuildProjection('audit')).toBe(false);
    expect(await follower.service.cancelRebuild('audit')).toBe(false);
    expect(await follower.service.retryParked('audit')).toBeNull();
    const inspection = createLogInspection({
      log: leader.log,
      standing: async () => ({ leader: 'here', copy: null }),
      projections: () => projections,
      onBug: () => {},
    });
    expect(await inspection.rebuildProjection('audit')).toBe(true);
    expect(await inspection.rebuildProjection('unknown')).toBe(false);
    while ((await inspection.inspectLog()).projections.some(({ rebuilding }) => rebuilding !== null)) await turn();
    expect(await inspection.retryParked('audit')).toEqual({ taken: 0, left: 0 });
  });

  it('[D53] checks everything, and stops when it is told to', async () => {
    value(await leader.log.append(sampleCommits(20, 'a')));
    const unending = new AbortController().signal;
    expect(await follower.service.checkLog(unending)).toEqual({
      commits: 20,
      blobs: 0,
      findings: [],
      isComplete: true,
    });
    expect(await follower.service.checkLog(AbortSignal.abort())).toMatchObject({ isComplete: false });
    expect((await follower.service.inspectLog()).checking).toBeNull();
  });

  async function keptAll(): Promise<void> {
    const head = value(await leader.log.heads()).position;
    for (;;) {
      const { projections: reports } = await leader.service.inspectLog();
      if (reports.length === 3 && reports.every(({ position }) => position === head)) return;
      await turn();
    }
  }

  async function pages(query: { readonly stream: string | null; readonly type: string | null }) {
    const lines = [];
    let before: number | null = null;
    do {
      const page = await follower.service.readCommits({ ...query, before });
      expect(page.commits.length).toBeLessThanOrEqual(50);
      lines.push(...page.commits);
      before = page.before;
    } while (before !== null);
    return lines;
  }
});
