import { describe, expect, it } from 'vitest';
import { ok, type Result } from '#kit/result.ts';
import type { EventLog } from '#store/event-log.ts';
import { byEvents } from '#store/folding.ts';
import { latestSequences } from '#store/queue/aggregate.ts';
import { execute } from '#store/queue/execute.ts';
import { importQueueRows } from '#store/queue/import-queue-rows.ts';
import { createCausationIndex } from '#store/replay/causation.ts';
import { diffMoments } from '#store/replay/diff.ts';
import { filterCommits } from '#store/replay/filter.ts';
import { createTimeline } from '#store/replay/timeline.ts';
import { value } from '../../contract/log/log-contract.ts';
import { sampleCommit, sampleCommits, sampleEvent } from '../../contract/log/sample-commits.ts';
import { failingAt, unavailable } from '../../support/store/failing-log.ts';
import { createTabs } from '../../support/store/tabs.ts';

const counting = byEvents(0, (count) => count + 1);
const { id: _, stream: _stream, events: _events, ...metadata } = sampleCommit('');

/** What is asked of a log that holds 1,200 commits of one stream. Each answers what it found, or how it failed. */
const questions: Readonly<Record<string, (log: EventLog) => Promise<Result<unknown, unknown>>>> = {
  'a command that loses a race': (log) => {
    let isFirst = true;
    const handler = {
      ...counting,
      async decide(count: number) {
        if (isFirst) value(await Object.getPrototypeOf(log).append([sampleCommit('rival')]));
        isFirst = false;
        return ok([Object.assign(sampleEvent('Counted'), { count })]);
      },
    };
    return execute(log, 'plan/a', handler, null, { ...metadata, id: 'mine' });
  },
  'a command that was executed before': (log) =>
    execute(log, 'plan/a', { ...counting, decide: () => ok([]) }, null, { ...metadata, id: 'c-3' }),
  'a command whose events would be others now': (log) =>
    execute(log, 'plan/a', { ...counting, decide: () => ok([sampleEvent('Other')]) }, null, { ...metadata, id: 'c-3' }),
  'newest sequences': (log) => latestSequences(log, { type: 'plan' }),
  'rows of the older queue': (log) => {
    const row = { stream_id: 's', aggregate_type: 't', aggregate_id: 'a', event_type: 'e', event_version: '1' };
    return importQueueRows(log, [{ ...row, sequence: 1, data: {} }]);
  },
  'a moment, and one before it': async (log) => {
    const timeline = createTimeline(log, 'plan/a', counting, { every: 1000 });
    const last = await timeline.stateAt({ sequence: 1200 });
    return last.ok ? timeline.stateAt({ sequence: 900 }) : last;
  },
  'a difference': (log) =>
    diffMoments(createTimeline(log, 'plan/a', counting, { every: 1000 }), { sequence: 700 }, { sequence: 900 }),
  'a walk': async (log) => {
    let steps = 0;
    for await (const step of createTimeline(log, 'plan/a', counting).steps()) {
      if (!step.ok) return step;
      steps += 1;
    }
    return ok(steps);
  },
  'a filter': async (log) => {
    for await (const batch of filterCommits(log, { actor: { type: 'person' } })) if (!batch.ok) return batch;
    return ok(null);
  },
  'a tree of consequences': (log) => createCausationIndex(log).consequences('c-0'),
};

describe('a log that fails', () => {
  it.each(Object.entries(questions))(
    '[S18] at any of its calls: %s is told, and comes right when asked again',
    async (_name, ask) => {
      for (let n = 1; ; n++) {
        const log = await (await createTabs()).open();
        value(await log.append(sampleCommits(1200, 'c')));
        const failing = failingAt(log, n);
        const answer = await ask(failing.log);
        if (failing.asked() < n) {
          expect(n).toBeGreaterThan(1);
          value(answer);
          break;
        }
        expect(answer).toEqual({ ok: false, error: unavailable });
        value(await ask(failing.log));
      }
    },
  );

  it('[S34] a timeline that has failed goes on from where it was', async () => {
    const log = await (await createTabs()).open();
    value(await log.append(sampleCommits(1200, 'c')));
    for (const n of [1, 2, 3]) {
      const timeline = createTimeline(failingAt(log, n).log, 'plan/a', counting, { every: 700 });
      const states: unknown[] = [];
      for (const sequence of [650, 650, 1200, 300]) {
        const answer = await timeline.stateAt({ sequence });
        states.push(answer.ok ? answer.value?.state : answer.error.code);
      }
      expect(states.filter((state) => state === 'LogUnavailable')).toHaveLength(1);
      const expected = [650, 650, 1200, 300];
      expect(states.filter((state, i) => state !== 'LogUnavailable' && state !== expected[i])).toEqual([]);
    }
  });
});
