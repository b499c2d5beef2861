import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { err } from '#kit/result.ts';
import { type Checksum, openChecksum } from '#store/checksum.ts';
import type { EventLog } from '#store/event-log.ts';
import { createMemoryRows } from '#store/memory-rows.ts';
import { checkedBefore, lineSeparator, linesOf, type Row } from '#store/row.ts';
import type { Loaded, Picked, RowStore } from '#store/row-store.ts';
import { headChecksum, type SegmentBody, type SegmentHead } from '#store/segment.ts';
import { failure, readAll, value } from '../../contract/log/log-contract.ts';
import { sampleCommit, sampleCommits } from '../../contract/log/sample-commits.ts';
import { sealAll } from '../../contract/log/segment-contract.ts';
import { putTogether, takeApart } from '../../fuzz/forge.ts';
import { unavailable } from '../../support/store/failing-log.ts';
import { createTabs, type Tabs } from '../../support/store/tabs.ts';

/**
 * What each reading says when one certain thing is not as it should be; `tests/fuzz` changes anything at random. The rules
 * are those of `src/store/README.md`.
 */
describe('[S9] a storage that answers otherwise than it was told', () => {
  let memory: RowStore;
  let tabs: Tabs;
  let checksum: Checksum;
  /** What the storage does otherwise from now on. */
  let otherwise: Partial<RowStore>;
  beforeEach(async () => {
    checksum = await openChecksum();
    memory = createMemoryRows('a'.repeat(32));
    otherwise = {};
    tabs = await createTabs(
      new Proxy(memory, { get: (real, name) => Reflect.get(otherwise, name) ?? Reflect.get(real, name) }),
    );
  });
  afterEach(() => tabs.close());

  /** Rows and heads come out of the storage changed. */
  const loadAs = (change: (loaded: Loaded) => Partial<Loaded>) => {
    otherwise.load = async (after, limit) => {
      const loaded = value(await memory.load({ row: 0, segment: 0 }, 10_000));
      const { rows, heads, device } = { ...loaded, ...change(loaded) };
      const left = rows.filter((row) => numberOf(row) > after.row).slice(0, limit);
      return { ok: true, value: { rows: left, heads: heads.slice(after.segment), device } };
    };
  };
  const pickAs = (change: (picked: Picked) => Partial<Picked>) => {
    otherwise.pick = async (numbers, digests) => {
      const picked = value(await memory.pick(numbers, digests));
      return { ok: true, value: { ...picked, ...change(picked) } };
    };
  };
  const whole = (row: Row): Row => ({ ...row, checksum: checksum.ofText(checkedBefore(row) + row.text) });
  const withLines = (row: Row, change: (lines: readonly string[]) => readonly string[]): Row =>
    whole({ ...row, text: `[${change(linesOf(row)).join(lineSeparator)}]` });
  const rowsOf = (loaded: { readonly rows: readonly unknown[] }) => loaded.rows as readonly Row[];
  const open = () => tabs.open();
  const openFails = async () => {
    try {
      await open();
    } catch (error) {
      return (JSON.parse((error as Error).message) as { readonly params: unknown }).params;
    }
    throw new Error('It was opened.');
  };
  async function readFails(log: EventLog) {
    for await (const batch of log.read())
      if (!batch.ok) return 'params' in batch.error ? batch.error.params : undefined;
    throw new Error('It was read.');
  }

  /** Three rows of three commits each, in two streams. */
  async function threeRows(): Promise<EventLog> {
    const log = await open();
    for (const name of ['a', 'b', 'c'])
      value(await log.append([...sampleCommits(2, name), sampleCommit(`${name}-2`, { stream: 'plan/b' })]));
    return log;
  }
  /** Two segments of one stream each, and a tail. */
  async function sealedLog(): Promise<EventLog> {
    const log = await open();
    value(await log.append(sampleCommits(800, 'a')));
    value(await log.append(sampleCommits(800, 'b', { stream: 'plan/b' })));
    value(await log.append(sampleCommits(5, 'tail')));
    await sealAll(log);
    expect(log.layout().segments).toBeGreaterThan(1);
    return log;
  }

  describe('when it is opened', () => {
    const changes: Record<string, [(row: Row) => unknown, why: string]> = {
      'no row at all': [({ row }) => ({ row, text: 'nothing' }), 'shape'],
      'another text': [(row) => ({ ...row, text: row.text.replace('Task', 'task') }), 'hash'],
      'a line less than sequences': [(row) => withLines(row, (lines) => lines.slice(1)), 'shape'],
      'a line that is no commit': [(row) => withLines(row, (lines) => lines.with(1, '"nothing"')), 'shape'],
      'lines in another order': [(row) => withLines(row, ([a = '', b = '', c = '']) => [b, a, c]), 'link'],
      'another sequence': [(row) => whole({ ...row, sequences: row.sequences.map((n) => n + 1) }), 'order'],
      'another position': [(row) => whole({ ...row, position: row.position + 1 }), 'order'],
      'the number of the next one': [(row) => whole({ ...row, row: row.row + 1 }), 'order'],
      'the number of the one before': [(row) => whole({ ...row, row: row.row - 1 }), 'order'],
    };
    it.each(Object.entries(changes))('%s', async (_, [change, why]) => {
      await threeRows();
      loadAs((loaded) => ({ rows: loaded.rows.map((row) => (numberOf(row) === 2 ? change(row as Row) : row)) }));
      expect(await openFails()).toMatchObject({ where: expect.stringMatching(/^row [123]$/u), why });
    });

    it('a row that is gone', async () => {
      await threeRows();
      loadAs((loaded) => ({ rows: loaded.rows.toSpliced(1, 1) }));
      expect(await openFails()).toMatchObject({ why: 'order' });
    });

    it('a row that is gone where others were sealed away', async () => {
      await sealedLog();
      const log = await open();
      for (const plan of ['plan/y', 'plan/z', 'plan/y'])
        value(await log.append([sampleCommit(`${plan}-${log.layout().rows}`, { stream: plan })]));
      // Only the count tells of the one whose stream goes on nowhere.
      for (const place of [-2, -3]) {
        loadAs((loaded) => ({ rows: loaded.rows.toSpliced(place, 1) }));
        expect(await openFails()).toMatchObject({ why: 'order' });
      }
    });

    const heads: Record<string, [(head: SegmentHead) => unknown, why: string]> = {
      'no head at all': [({ segment }) => ({ segment }), 'shape'],
      'a head with another number': [(head) => ({ ...head, segment: 9 }), 'order'],
      'a head that was changed': [(head) => ({ ...head, lastPosition: 9 }), 'hash'],
      'a head that begins elsewhere': [(head) => headed({ ...head, first: head.first + 1 }), 'order'],
    };
    const headed = (head: SegmentHead) => ({ ...head, checksum: headChecksum(head, checksum) });
    it.each(Object.entries(heads))('%s', async (_, [change, why]) => {
      await sealedLog();
      loadAs((loaded) => ({ heads: loaded.heads.map((head, at) => (at === 1 ? change(head as SegmentHead) : head)) }));
      expect(await openFails()).toMatchObject({ where: expect.stringMatching(/^segment/u), why });
    });

    it('a body that is of no commit is found when it is read', async () => {
      for (const events of ['7', '[}']) {
        const log = await open();
        value(await log.append([sampleCommit(`only ${events}`)]));
        loadAs((loaded) => ({
          rows: rowsOf(loaded).map((row) =>
            withLines(row, (lines) => lines.map((line) => line.replace(/"events":\[.*?\}\]/u, `"events":${events}`))),
          ),
        }));
        expect(await readFails(await open())).toEqual({ where: 'commit 1', why: 'shape' });
        otherwise = {};
      }
    });
  });

  /** Only the newest rows and segments stay in memory once somebody has caught up. */
  async function letGo(log: EventLog): Promise<void> {
    await new Promise<void>((settle) => {
      const caughtUp = log.subscribe({}, (batch) => {
        if (batch.caughtUp) setTimeout(() => [caughtUp.stop(), settle()]);
      });
    });
  }
  /** So many that some are due to be sealed, and so long that few are held in memory. */
  async function longCommits(): Promise<EventLog> {
    const log = await open();
    const events = [{ type: 'Long', v: 1, text: 'x'.repeat(8000) }];
    value(await log.append(sampleCommits(1300, 'l', { events })));
    await letGo(log);
    return log;
  }

  describe('when it is read', () => {
    /** Rows too long to be held in memory from the writing. */
    async function longRows(): Promise<EventLog> {
      const log = await open();
      const events = [{ type: 'Long', v: 1, text: 'x'.repeat(700_000) }];
      for (let i = 0; i < 30; i++) value(await log.append([sampleCommit(`l-${i}`, { events })]));
      await letGo(log);
      return log;
    }

    it('a row that is gone, is another, or was changed', async () => {
      const log = await longRows();
      pickAs(() => ({ rows: [] }));
      expect(await readFails(log)).toEqual({ where: 'row 1', why: 'shape' });
      pickAs((picked) => ({ rows: rowsOf(picked).map((row) => whole({ ...row, row: row.row + 1 })) }));
      expect(await readFails(log)).toMatchObject({ why: 'shape' });
      pickAs((picked) => ({ rows: rowsOf(picked).map((row) => ({ ...row, text: row.text.replace('x', 'y') })) }));
      expect(await readFails(log)).toEqual({ where: 'row 1', why: 'hash' });
      otherwise.pick = async () => err(unavailable);
      expect(await readFails(log)).toEqual(unavailable.params);
      expect(failure(await log.append([sampleCommit('l-0')])).code).toBe('LogUnavailable');
      for await (const lines of log.readLines(value(await log.manifest()))) expect(failure(lines)).toEqual(unavailable);
      otherwise = {};
      expect(await readAll(log)).toHaveLength(30);
    });

    it('a row that is gone while the log cannot be asked whether it was sealed', async () => {
      const log = await longRows();
      pickAs(() => ({ rows: [] }));
      let asked = 0;
      otherwise.load = async (after, limit) => (asked++ === 0 ? memory.load(after, limit) : err(unavailable));
      expect(await readFails(log)).toEqual(unavailable.params);
      expect(asked).toBe(2);
    });

    it('a row that another tab has sealed away meanwhile is read from its segment', async () => {
      const log = await longCommits();
      await sealAll(await open());
      expect((await readAll(log)).map(({ position }) => position)).toEqual(
        Array.from({ length: 1300 }, (_, i) => i + 1),
      );
      await letGo(log);
      expect(await readAll(log)).toHaveLength(1300);
    });

    it('a row of more commits than a batch takes comes in several, and ends between two of them when it is stopped', async () => {
      const source = await open();
      for (let i = 0; i < 5; i++) value(await source.append(sampleCommits(1000, `${i}`)));
      const rows = rowsOf(value(await memory.load({ row: 0, segment: 0 }, 100)));
      const [first] = rows;
      if (first === undefined) throw new Error('no row');
      const merged = whole({
        ...first,
        sequences: rows.flatMap(({ sequences }) => sequences),
        text: `[${rows.flatMap(linesOf).join(lineSeparator)}]`,
      });
      const old = createMemoryRows('a'.repeat(32));
      value(await old.write({ after: 0, rows: [merged], blobs: [], durability: 'relaxed' }));
      const log = await (await createTabs(old)).open();
      const sizes: number[] = [];
      await new Promise<void>((settle) => {
        log.subscribe({}, ({ commits, position, caughtUp }) => {
          sizes.push(commits.length);
          expect(commits.at(-1)?.position).toBe(position);
          if (caughtUp) settle();
        });
      });
      expect(Math.max(...sizes)).toBeLessThanOrEqual(2000);
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(5000);
      const seen: number[] = [];
      const stopped = log.subscribe({}, ({ position }) => {
        seen.push(position);
        stopped.stop();
      });
      await new Promise((settle) => setTimeout(settle, 50));
      expect(seen).toEqual([sizes[0]]);
    });

    it('more rows than one reading takes are all taken', async () => {
      const log = await open();
      for (let i = 0; i < 2001; i++) value(await log.append([sampleCommit(`${i}`)]));
      expect(value(await (await open()).heads()).position).toBe(2001);
    });

    it('what is not there is left out, and a derived record under another name is none', async () => {
      expect(value(await memory.pick([9], ['x']))).toEqual({ rows: [], bodies: [] });
      const log = await open();
      value(await log.derived.write({ puts: [{ key: 'a', text: 'one' }] }));
      otherwise.readDerived = async () => {
        const records = value(await memory.readDerived(''));
        return { ok: true, value: records.map((record) => ({ ...record, key: 'b' })) };
      };
      expect(value(await log.derived.read(''))).toEqual([]);
    });

    it('an id that has the fingerprint of a sealed one is looked up, and is another', async () => {
      const log = await sealedLog();
      const other = await open();
      expect(value(await other.find('nobody'))).toBeNull();
      otherwise.pick = async () => err(unavailable);
      expect(failure(await other.find('a-1'))).toEqual(unavailable);
      expect(value(await log.find('tail-1'))?.position).toBe(1602);
    });

    it('a commit that another tab has written is found', async () => {
      const [log, other] = [await open(), await open()];
      value(await other.append([sampleCommit('late')]));
      expect(value(await log.find('late'))?.position).toBe(1);
    });
  });

  describe('when it is sealed', () => {
    async function due(): Promise<EventLog> {
      const log = await open();
      value(await log.append(sampleCommits(800, 'a')));
      return log;
    }
    const sealedNow = async (log: EventLog) => value(await log.seal());

    it('rows that cannot be read, or are gone, are not sealed', async () => {
      const log = await longCommits();
      otherwise.pick = async () => err(unavailable);
      expect(failure(await log.seal())).toEqual(unavailable);
      pickAs(() => ({ rows: [] }));
      expect(failure(await log.seal())).toMatchObject({ code: 'LogDamaged', params: { where: 'row 1', why: 'shape' } });
      otherwise = {};
      await sealAll(log);
      expect(log.layout().sealed).toBe(788);
    });

    it('a body that is not given back, or was swept away, is sealed another time', async () => {
      const log = await due();
      pickAs(() => ({ bodies: [] }));
      expect(await sealedNow(log)).toEqual({ segments: 0, commits: 0, isDone: false });
      otherwise = { seal: async () => ({ ok: true, value: 'raced' }) };
      expect(await sealedNow(log)).toEqual({ segments: 0, commits: 0, isDone: false });
      otherwise = {};
      await sealAll(log);
      expect(log.layout().sealed).toBeGreaterThan(0);
    });

    it('a body that comes back changed is never referred to', async () => {
      const log = await due();
      pickAs((picked) => ({
        bodies: (picked.bodies as readonly SegmentBody[]).map((body) => ({
          ...body,
          text: body.text.replace('Task', 'task'),
        })),
      }));
      expect(failure(await log.seal())).toMatchObject({
        code: 'LogDamaged',
        params: { where: 'segment 1', why: 'hash' },
      });
      expect(log.layout().sealed).toBe(0);
    });

    it('a row that was changed, is gone or says something else stays where it is', async () => {
      await due();
      const flip = (row: Row) =>
        withLines(row, (lines) => lines.with(3, lines[3]?.replace('Task of', 'task of') ?? ''));
      loadAs((loaded) => ({ rows: rowsOf(loaded).map(flip) }));
      const log = await open();
      expect(failure(await log.seal())).toMatchObject({ code: 'LogDamaged', params: { where: 'row 1', why: 'hash' } });
      expect(log.layout().sealed).toBe(0);
    });

    it('a race that cannot even be looked into is a failure', async () => {
      const log = await due();
      otherwise.seal = async () => {
        otherwise.load = async () => err(unavailable);
        return { ok: true, value: 'raced' };
      };
      expect(failure(await log.seal())).toEqual(unavailable);
    });

    it('a tail of many small plans is drained down to single commits', async () => {
      const log = await open();
      for (let n = 0; n < 40; n++)
        value(
          await log.append(
            Array.from({ length: 1000 }, (_, i) => sampleCommit(`${n}-${i}`, { stream: `plan/${n}-${i}` })),
          ),
        );
      const first = await sealedNow(log);
      expect([first.segments, first.commits]).toEqual([64, 64]);
      expect(first.isDone).toBe(false);
    }, 60_000);
  });

  describe('when all of it is looked at', () => {
    const findings = async (log: EventLog) => value(await log.verify()).findings;

    it('a head that is none, has another number or was changed', async () => {
      const log = await sealedLog();
      for (const [change, why] of [
        [() => ({}), 'shape'],
        [(head: SegmentHead) => ({ ...head, segment: 7 }), 'order'],
        [(head: SegmentHead) => ({ ...head, hlc: 'z' }), 'hash'],
      ] as const) {
        loadAs((loaded) => ({
          heads: (loaded.heads as readonly SegmentHead[]).map((head, at) => (at === 0 ? change(head) : head)),
        }));
        expect((await findings(log))[0]).toEqual({ where: 'segment 1', why });
      }
    });

    it('a row that is none, or has more lines than sequences', async () => {
      const log = await threeRows();
      loadAs((loaded) => ({ rows: loaded.rows.map((row) => (numberOf(row) === 2 ? { row: 2 } : row)) }));
      expect((await findings(log))[0]).toEqual({ where: 'row 2', why: 'shape' });
      loadAs((loaded) => ({
        rows: rowsOf(loaded).map((row) => (row.row === 2 ? whole({ ...row, sequences: [1] }) : row)),
      }));
      expect((await findings(log))[0]).toEqual({ where: 'row 2', why: 'shape' });
    });

    it('what comes while it looks is for the next time', async () => {
      const log = await threeRows();
      const other = await open();
      otherwise.load = async (after, limit) => {
        if (after.row === 0) value(await other.append(sampleCommits(3, 'meanwhile')));
        otherwise = {};
        return memory.load(after, limit);
      };
      const { commits, findings: found } = value(await log.verify());
      expect([found, commits <= 9]).toEqual([[], true]);
    });

    it('says how far it is, and can be stopped at any step', async () => {
      const log = await open();
      for (let plan = 0; plan < 9; plan++)
        value(await log.append(sampleCommits(210, `p${plan}`, { stream: `plan/${plan}` })));
      value(await log.append(sampleCommits(600, 'tail', { stream: 'plan/0' })));
      await sealAll(log);
      expect(log.layout().segments).toBeGreaterThan(8);
      value(
        await log.append([
          sampleCommit('with a blob', { blobs: [value(await log.putBlob(new Uint8Array(3), { mediaType: 'x/y' }))] }),
        ]),
      );
      const shares: number[] = [];
      value(await log.verify({ onShare: (share) => shares.push(share) }));
      expect(shares).toEqual(shares.toSorted((a, b) => a - b));
      expect(shares.at(-1)).toBe(1);
      for (let steps = 0; steps < shares.length; steps++) {
        const stop = new AbortController();
        let told = 0;
        const onShare = () => told++ === steps && stop.abort();
        const verified = value(await log.verify({ onShare, signal: stop.signal }));
        expect([verified.isComplete, verified.findings]).toEqual([false, []]);
      }
      const empty = await (await createTabs()).open();
      value(await empty.verify({ onShare: (share) => expect(share).toBe(1) }));
    });

    it('a blob that cannot be asked for is a failure, not a finding', async () => {
      const log = await open();
      value(
        await log.append([
          sampleCommit('a', { blobs: [value(await log.putBlob(new Uint8Array(3), { mediaType: 'x/y' }))] }),
        ]),
      );
      otherwise.getBlob = async () => err(unavailable);
      expect(failure(await log.verify())).toEqual(unavailable);
      otherwise.getBlob = async () => ({ ok: true, value: null });
      expect(await findings(log)).toMatchObject([{ why: 'order' }]);
      otherwise.getBlob = async () => ({ ok: true, value: { bytes: new Uint8Array([1, 2, 3]), isZipped: false } });
      expect(await findings(log)).toMatchObject([{ why: 'hash' }]);
    });
  });

  describe('when something is written', () => {
    it('a race that is lost again and again without news is damage, for appends and imports', async () => {
      const [log, source] = [await threeRows(), await (await createTabs()).open()];
      value(await source.append([sampleCommit('other', { stream: 'plan/other' })]));
      const lines: string[] = [];
      for await (const batch of source.readLines(value(await source.manifest()))) lines.push(...value(batch));
      otherwise.write = async () => ({ ok: true, value: 'raced' });
      const damaged = { code: 'LogDamaged', params: { where: 'row 4', why: 'order' } };
      expect(failure(await log.append([sampleCommit('new')]))).toMatchObject(damaged);
      expect(failure(await log.absorb(lines, []))).toMatchObject(damaged);
    });

    it('a line whose hash holds and which is no commit is not taken in', async () => {
      const [log, source] = [await open(), await (await createTabs()).open()];
      value(await source.append([sampleCommit('other')]));
      for await (const batch of source.readLines(value(await source.manifest()))) {
        const forged = value(batch).map((line) => putTogether({ ...takeApart(line), body: '{"nothing":1}' }));
        expect(failure(await log.absorb(forged, []))).toMatchObject({
          code: 'LogDamaged',
          params: { where: 'line 1', why: 'shape' },
        });
      }
    });

    it('bytes that are not what their hash says are not taken in', async () => {
      const blob = { hash: '0'.repeat(64), mediaType: 'x/y', size: 1, bytes: new Uint8Array(1) };
      expect(failure(await (await open()).absorb([], [blob]))).toMatchObject({ code: 'BlobDamaged' });
    });

    it('sealed commits that cannot be read are not taken for others', async () => {
      const log = await sealedLog();
      const lines: string[] = [];
      for await (const batch of log.readLines(value(await log.manifest()))) lines.push(...value(batch));
      const fresh = await open();
      expect(value(await fresh.absorb(lines.slice(0, 3), []))).toMatchObject({ added: 0, known: 3 });
      otherwise.pick = async () => err(unavailable);
      expect(failure(await (await open()).absorb(lines.slice(0, 3), []))).toEqual(unavailable);
    });

    it('many lines are taken in slices, with word of how far it is', async () => {
      const [log, source] = [await open(), await (await createTabs()).open()];
      value(await source.append(sampleCommits(12_000, 'many')));
      const lines: string[] = [];
      for await (const batch of source.readLines(value(await source.manifest()))) lines.push(...value(batch));
      const shares: number[] = [];
      expect(value(await log.absorb(lines, [], { onShare: (share) => shares.push(share) })).added).toBe(12_000);
      expect(shares).toEqual(shares.toSorted((a, b) => a - b));
      expect([shares.length > 2, shares.at(-1)]).toEqual([true, 1]);
    });

    it('a closed log refuses whatever is asked of it', async () => {
      const log = await threeRows();
      await log.close();
      const snapshot = { stream: 'plan/a', fold: 'f', sequence: 1, position: 1, commitId: 'a', json: '{}' };
      const asked = [
        log.putBlob(new Uint8Array(1), { mediaType: 'x/y' }),
        log.putSnapshot(snapshot),
        log.getSnapshot('plan/a', 'f'),
        log.seal(),
        log.find('x'),
      ];
      for (const answer of await Promise.all(asked))
        expect(failure<unknown, { code: string }>(answer).code).toBe('LogClosed');
    });
  });

  describe('when it is subscribed to', () => {
    it('[S8] [S18] a subscriber that throws anything, or a log that cannot be read, ends the subscription by name', async () => {
      const log = await threeRows();
      const ended = (onBatch: () => void) =>
        new Promise<{ code: string; params: unknown }>((onEnd) => log.subscribe({ onEnd }, onBatch));
      const thrown = await ended(() => {
        throw 'odd';
      });
      expect(thrown).toMatchObject({ code: 'SubscriberThrew', params: { reason: 'odd' } });
      await log.close();
    });
  });
});

/** A row whose value is lost comes last. */
function numberOf(row: unknown): number {
  return row === null ? 99 : (row as { readonly row: number }).row;
}
