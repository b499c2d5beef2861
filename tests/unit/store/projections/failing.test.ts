import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { err, ok, type Result } from '#kit/result.ts';
import type { EventLog } from '#store/event-log.ts';
import { parkedKey, parkedPrefix, placeKey } from '#store/projections/checkpoint.ts';
import { beginHeld } from '#store/projections/held.ts';
import { createLive } from '#store/projections/live.ts';
import { type ProjectionPorts, wait } from '#store/projections/ports.ts';
import { readProjection, readProjections } from '#store/projections/read-projections.ts';
import { rebuild } from '#store/projections/rebuild.ts';
import { retryParked } from '#store/projections/retry-parked.ts';
import { projectionWork } from '#store/projections/work.ts';
import { openVolatileLog } from '#store/volatile-log.ts';
import { failure, value } from '../../../contract/log/log-contract.ts';
import { sampleCommits } from '../../../contract/log/sample-commits.ts';
import { createRealm, derivedTexts } from '../../../support/projections/realm.ts';
import { unavailable } from '../../../support/store/failing-log.ts';

/** Each question to the log fails in turn, or another realm is faster. The rules are those of `projections/README.md`. */
describe('what is asked of a log that fails', () => {
  let log: EventLog;
  let refused: ReadonlySet<string>;
  beforeEach(async () => {
    log = value(await openVolatileLog({ now: () => 1, random: (bytes) => crypto.getRandomValues(bytes) }));
    refused = new Set();
  });
  afterEach(() => log.close());

  const ids = {
    name: 'ids',
    version: 1,
    initial: 0,
    fold: (count: number, commits: readonly { readonly id: string }[]) => {
      const bad = commits.find(({ id }) => refused.has(id));
      if (bad !== undefined) throw new Error(`not ${bad.id}`);
      return count + commits.length;
    },
  };
  const work = projectionWork(ids);

  /** The n-th question is answered so instead; `isWrite` counts writes alone. */
  function portsFailing(n: number, answer: Result<never, typeof unavailable> | 'raced' | (() => void)) {
    const { ports } = createRealm(log);
    let asked = 0;
    let isArmed = true;
    const isHit = () => isArmed && asked++ === n;
    const isRace = answer === 'raced';
    const act = <T>(real: () => Promise<T>): Promise<T> => {
      if (!isHit()) return real();
      if (typeof answer !== 'function') return Promise.resolve(answer as T);
      answer();
      return real();
    };
    const real = ports.log;
    const failing: ProjectionPorts = {
      ...ports,
      log: {
        ...real,
        heads: () => (isRace ? real.heads() : act(() => real.heads())),
        async *read(query) {
          for await (const batch of real.read(query)) yield isRace ? batch : await act(async () => batch);
        },
        derived: {
          read: (prefix) => (isRace ? real.derived.read(prefix) : act(() => real.derived.read(prefix))),
          write: async (change) => {
            if (!isRace) return act(() => real.derived.write(change));
            return isHit() ? ok('raced' as const) : real.derived.write(change);
          },
        },
      },
    };
    return {
      ports: failing,
      hasHit: () => asked > n,
      /** Until it is armed again everything goes well. */
      arm(is: boolean) {
        isArmed = is;
      },
    };
  }

  const signals = () => ({ cancel: new AbortController(), stop: new AbortController() });
  const build = (ports: ProjectionPorts, { cancel, stop } = signals(), onShare = () => {}) =>
    rebuild(work, createLive(work, ports), ports, { onShare, cancel: cancel.signal, stop: stop.signal });

  describe('[J6] a build', () => {
    it('fails by name at whichever question fails, and comes to the same when it is asked for again', async () => {
      value(await log.append(sampleCommits(6000, 'a')));
      const sound = value(await build(createRealm(log).ports));
      for (let n = 0; ; n++) {
        const { ports, hasHit } = portsFailing(n, err(unavailable));
        const built = await build(ports);
        if (!hasHit()) break;
        expect(failure(built), `question ${n}`).toEqual(unavailable);
        expect(value(await build(createRealm(log).ports)), `after question ${n}`).toEqual(sound);
      }
    });

    it('gives way at whichever write another realm was faster', async () => {
      value(await log.append(sampleCommits(6000, 'a')));
      for (let n = 0; ; n++) {
        const { ports, hasHit } = portsFailing(n, 'raced');
        const built = value(await build(ports));
        if (!hasHit()) break;
        expect(built).toEqual({ type: 'superseded' });
        await log.derived.write({ deletes: [placeKey('next', 'ids')] });
      }
    });

    it('leaves no trace when it is cancelled, at whatever moment', async () => {
      value(await log.append(sampleCommits(1200, 'a')));
      for (let n = 0; ; n++) {
        const ends = signals();
        const { ports, hasHit } = portsFailing(n, () => ends.cancel.abort());
        const built = await build(ports, ends);
        if (!hasHit()) break;
        if (value(built).type === 'switched') continue;
        expect(value(built)).toEqual({ type: 'cancelled' });
        expect([...(await derivedTexts(log)).keys()].filter((key) => key.includes('/next/'))).toEqual([]);
      }
    });

    it('keeps what it has when it is stopped, and says so when it cannot', async () => {
      value(await log.append(sampleCommits(1200, 'a')));
      const ends = signals();
      expect(value(await build(createRealm(log).ports, ends, () => ends.stop.abort()))).toEqual({ type: 'stopped' });
      expect([...(await derivedTexts(log)).keys()].some((key) => key.includes('/next/'))).toBe(true);
      for (const why of ['stop', 'cancel'] as const) {
        const again = signals();
        const real = createRealm(log).ports;
        const write = async () => err(unavailable);
        const full = { ...real, log: { ...real.log, derived: { ...real.log.derived, write } } };
        expect(failure(await build(full, again, () => again[why].abort()))).toEqual(unavailable);
      }
    });
  });

  describe('[J4] parked commits', () => {
    /** Two of five could not be taken. */
    async function withParked(ports = createRealm(log).ports) {
      const live = createLive(work, ports);
      live.adopt(value(await beginHeld('live', work, createRealm(log).ports)));
      return live;
    }
    beforeEach(async () => {
      value(await log.append(sampleCommits(5, 'a')));
      refused = new Set(['a-1', 'a-3']);
      const { ports } = createRealm(log);
      const held = value(await beginHeld('live', work, ports));
      for await (const batch of log.read()) await held.take(value(batch), 5, new AbortController().signal);
      expect(value(await held.keep())).toBe('written');
    });
    const loaded = async (ports: ProjectionPorts) => {
      const live = createLive(work, ports);
      const { loadHeld } = await import('#store/projections/held.ts');
      const held = value(await loadHeld('live', work, ports));
      if (held === null) throw new Error('nothing kept');
      live.adopt(held);
      return live;
    };
    const left = async () =>
      value(await readProjections(log))[0]?.parked.map(({ commitId, tries }) => [commitId, tries]);

    it('stay, with one more try, where they fail again; and go where they do not', async () => {
      const { ports } = createRealm(log);
      expect(value(await retryParked(work, await loaded(ports), ports))).toEqual({ taken: 0, left: 2 });
      const before = await left();
      expect(before?.map(([id]) => id)).toEqual(['a-1', 'a-3']);
      refused = new Set(['a-3']);
      expect(value(await retryParked(work, await loaded(ports), ports))).toEqual({ taken: 1, left: 1 });
      expect(value(await readProjection(log, ids))?.state).toBe(4);
    });

    it('are left alone by a realm that holds nothing, or was overtaken', async () => {
      const { ports } = createRealm(log);
      expect(value(await retryParked(work, createLive(work, ports), ports))).toEqual({ taken: 0, left: 2 });
      refused = new Set();
      for (let n = 0; ; n++) {
        const raced = portsFailing(n, 'raced');
        raced.arm(false);
        const live = await loaded(raced.ports);
        raced.arm(true);
        const retried = value(await retryParked(work, live, raced.ports));
        if (!raced.hasHit()) break;
        expect(retried.taken).toBeLessThan(2);
      }
    });

    it('fail by name at whichever question fails, and none is lost or taken twice', async () => {
      refused = new Set();
      for (let n = 0; ; n++) {
        const { ports, hasHit, arm } = portsFailing(n, err(unavailable));
        arm(false);
        const live = await loaded(ports);
        // Something that was taken and is not written yet goes first.
        await live.held?.take([], 6 + n, new AbortController().signal);
        arm(true);
        const retried = await retryParked(work, live, ports);
        if (!hasHit()) break;
        expect(failure(retried), `question ${n}`).toEqual(unavailable);
      }
      expect([value(await readProjection(log, ids))?.state, await left()]).toEqual([5, []]);
    });

    it('whose commit is not there any more say so', async () => {
      const key = parkedKey('live', 'ids', 77);
      const gone = { position: 77, commitId: 'gone', stream: 'plan/a', reason: 'odd', tries: 5, at: 1 };
      value(await log.derived.write({ puts: [{ key, text: JSON.stringify(gone) }] }));
      const other = { ...gone, position: 1, commitId: 'another' };
      value(await log.derived.write({ puts: [{ key: parkedKey('live', 'ids', 1), text: JSON.stringify(other) }] }));
      value(await log.derived.write({ puts: [{ key: parkedKey('live', 'ids', 78), text: 'of other code' }] }));
      const { ports } = createRealm(log);
      await retryParked(work, await loaded(ports), ports);
      const [report] = value(await readProjections(log));
      expect(report?.parked.at(-1)).toMatchObject({
        commitId: 'gone',
        tries: 6,
        reason: expect.stringContaining('no such'),
      });
      expect(report?.parked[0]).toMatchObject({
        commitId: 'another',
        tries: 6,
        reason: expect.stringContaining('no such'),
      });
      expect(report?.parked).toHaveLength(4);
    });

    it('and places are read by any tab, or the failure is', async () => {
      for (let n = 0; n < 3; n++) {
        const { ports } = portsFailing(n, err(unavailable));
        expect(failure(await readProjections(ports.log))).toEqual(unavailable);
      }
      const { ports } = portsFailing(0, err(unavailable));
      expect(failure(await readProjection(ports.log, ids))).toEqual(unavailable);
      const place = JSON.stringify({ version: 1, revision: 0, position: 3, built: null });
      value(await log.derived.write({ puts: [{ key: placeKey('next', 'new'), text: place }] }));
      expect(value(await readProjections(log))[1]).toMatchObject({ name: 'new', place: null, next: { position: 3 } });
      expect(parkedPrefix('live')).toBe('projection/parked/live/');
      expect((await withParked()).held?.place.position).toBe(0);
    });
  });

  it('[J4] whatever is thrown is the reason', async () => {
    const odd = projectionWork({
      ...ids,
      fold() {
        throw 'odd';
      },
    });
    value(await log.append(sampleCommits(1, 'a')));
    for await (const batch of log.read()) expect((await odd.take(0, value(batch))).reason).toBe('odd');
  });

  it('[J3] a wait whose signal has come is over at once', async () => {
    let isAsked = false;
    const later = () => {
      isAsked = true;
      return () => {};
    };
    await wait(1000, AbortSignal.abort(), { later });
    expect(isAsked).toBe(false);
  });
});
