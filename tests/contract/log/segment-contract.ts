import { expect } from 'vitest';
import { ok } from '#kit/result.ts';
import type { EventLog } from '#store/event-log.ts';
import { exportLog } from '#store/export-log.ts';
import { type SuiteWords, vitestWords } from '../../support/suite-words.ts';
import { failure, type LogHarness, readAll, value } from './log-contract.ts';
import { sampleCommit, sampleCommits } from './sample-commits.ts';

/** Sealing moves commits; nobody who reads or writes may notice. The rules are those of `src/store/README.md`. */
export function describeSegments(
  name: string,
  createHarness: () => Promise<LogHarness>,
  { describe, it, beforeEach, afterEach }: SuiteWords = vitestWords,
) {
  describe(`segments: ${name}`, () => {
    let harness: LogHarness;
    let log: EventLog;

    beforeEach(async () => {
      harness = await createHarness();
      log = await harness.openTab();
    });
    afterEach(async () => {
      await harness.destroy();
    });

    it('[S20] what is sealed reads as before: by position, by stream, by id, as a file, and in a tab that opens later', async () => {
      await fill(log, 1600);
      const before = await everything(log);
      const sealed = await sealAll(log);
      expect(sealed).toBeGreaterThan(900);
      expect(log.layout()).toMatchObject({ sealed, tail: 1600 - sealed });
      expect(await everything(log)).toEqual(before);
      const late = await harness.openTab();
      expect(late.layout()).toMatchObject({ sealed, tail: 1600 - sealed });
      expect(await everything(late)).toEqual(before);
      expect(value(await late.verify())).toEqual({ commits: 1600, blobs: 1, findings: [], isComplete: true });
    });

    it('[S20] rows whose commits are all sealed are gone, but never the newest', async () => {
      value(await log.append(sampleCommits(1500, 'x')));
      const { rows } = log.layout();
      await sealAll(log);
      expect(log.layout().rows).toBeLessThan(rows);
      for (let i = 0; i < 4; i++) value(await log.append(sampleCommits(256, `y${i}`, { stream: 'plan/b' })));
      await sealAll(log);
      const late = await harness.openTab();
      expect(late.layout()).toEqual(log.layout());
      expect(value(await late.append([sampleCommit('late')]))[0]).toMatchObject({ position: 2525, sequence: 1501 });
    });

    it('[S4] [S20] a sealed commit that is sent again answers its first receipt; other content is refused', async () => {
      const receipts = value(await log.append(sampleCommits(1200, 'x')));
      await sealAll(log);
      const late = await harness.openTab();
      for (const tab of [log, late]) {
        const again = value(await tab.append([sampleCommit('x-0'), sampleCommit('x-300')]));
        expect(again.map(({ position, hash, duplicate }) => [position, hash, duplicate])).toEqual(
          [receipts[0], receipts[300]].map((receipt) => [receipt?.position, receipt?.hash, true]),
        );
        const other = failure(await tab.append([sampleCommit('x-5', { stream: 'plan/other' })]));
        expect(other).toMatchObject({ code: 'CommitIdReused', params: { receipt: { position: 6 } } });
      }
      expect(value(await late.heads()).position).toBe(1200);
    });

    it('[S3] [S20] sequences and conflicts go on from what is sealed', async () => {
      value(await log.append(sampleCommits(400, 'old', { stream: 'plan/old' })));
      value(await log.append(sampleCommits(900, 'new', { stream: 'plan/new' })));
      await sealAll(log);
      const late = await harness.openTab();
      for (const tab of [log, late]) {
        const conflict = failure(await tab.append([sampleCommit('z', { stream: 'plan/old', expected: 399 })]));
        expect(conflict).toMatchObject({ code: 'Conflict', params: { actual: 400 } });
        expect(failure(await tab.append([sampleCommit('z', { stream: 'plan/old', expected: 'absent' })])).code).toBe(
          'Conflict',
        );
      }
      const [receipt] = value(await late.append([sampleCommit('z', { stream: 'plan/old', expected: 400 })]));
      expect(receipt).toMatchObject({ sequence: 401, position: 1301 });
      const stream = value(await log.readStream('plan/old', 398));
      expect(stream.map(({ sequence, id }) => [sequence, id])).toEqual([
        [399, 'old-398'],
        [400, 'old-399'],
        [401, 'z'],
      ]);
      expect(stream[2]?.previous).toBe(stream[1]?.hash);
    });

    it('[S6] [S20] tabs that read and write while another seals lose nothing and see nothing twice', async () => {
      const other = await harness.openTab();
      const seen: number[] = [];
      other.subscribe({}, ({ commits }) => {
        seen.push(...commits.map(({ position }) => position));
      });
      let isWritten = false;
      const writing = (async () => {
        for (let i = 0; i < 30; i++) {
          value(await log.append(sampleCommits(50, `a${i}`, { stream: `plan/${i % 3}` })));
          value(await other.append(sampleCommits(20, `b${i}`, { stream: `plan/${i % 2}` })));
        }
        isWritten = true;
      })();
      const sealing = (async () => {
        while (!isWritten) {
          const [mine, theirs] = await Promise.all([log.seal(), other.seal()]);
          value(mine);
          value(theirs);
        }
      })();
      await Promise.all([writing, sealing]);
      await sealAll(other);
      expect(other.layout()).not.toMatchObject({ segments: 0 });
      const positions = Array.from({ length: 2100 }, (_, i) => i + 1);
      for (const tab of [log, other, await harness.openTab()]) {
        expect((await readAll(tab)).map(({ position }) => position)).toEqual(positions);
      }
      await until(() => seen.length >= 2100);
      expect(seen).toEqual(positions);
      expect(value(await other.verify()).findings).toEqual([]);
    });

    it('[S20] only commits up to a given position are sealed, so that a copy can be ahead of it', async () => {
      value(await log.append(sampleCommits(1500, 'x')));
      await sealAll(log, { through: 350 });
      expect(log.layout().sealed).toBe(350);
      await sealAll(log, { through: 500 });
      expect(log.layout().sealed).toBe(350);
    });

    it('[S20] what was begun under an earlier leadership is not sealed', async () => {
      value(await log.append(sampleCommits(1500, 'x')));
      const mine = value(await log.claimEpoch());
      const theirs = value(await (await harness.openTab()).claimEpoch());
      expect(theirs).toBeGreaterThan(mine);
      expect(value(await log.seal({ epoch: mine }))).toEqual({ segments: 0, commits: 0, isDone: false });
      expect(log.layout().sealed).toBe(0);
      expect(value(await log.seal({ epoch: theirs })).commits).toBeGreaterThan(0);
    });

    it('[S11] [S20] a snapshot at a sealed commit still holds', async () => {
      value(await log.append(sampleCommits(1200, 'x')));
      const at = { stream: 'plan/a', fold: 'f', sequence: 200, position: 200, commitId: 'x-199', json: '{}' };
      value(await log.putSnapshot(at));
      await sealAll(log);
      for (const tab of [log, await harness.openTab()]) {
        expect(value(await tab.getSnapshot('plan/a', 'f'))).toMatchObject(at);
      }
      value(await log.putSnapshot({ ...at, sequence: 201 }));
      expect(value(await log.getSnapshot('plan/a', 'f'))).toBeNull();
    });

    it('[S16] [S20] a file of what is sealed adds nothing here and everything elsewhere', async () => {
      await fill(log, 1600);
      const file = value(await exportLog(log));
      await sealAll(log);
      expect(await value(await exportLog(log)).text()).toBe(await file.text());
      const lines: string[] = [];
      for await (const batch of log.readLines(value(await log.manifest()))) lines.push(...value(batch));
      expect(value(await log.absorb(lines, []))).toEqual({ added: 0, known: 1600, position: 1600 });
    });

    it('[S20] a long tail of many small streams is sealed as well', async () => {
      for (let i = 0; i < 300; i++) value(await log.append(sampleCommits(30, `s${i}`, { stream: `plan/${i}` })));
      await sealAll(log);
      expect(log.layout().tail).toBeLessThan(8192);
      const late = await harness.openTab();
      expect(value(await late.readStream('plan/7')).map(({ id }) => id)).toEqual(
        Array.from({ length: 30 }, (_, i) => `s7-${i}`),
      );
      expect(await readAll(late)).toHaveLength(9000);
    });
  });
}

async function fill(log: EventLog, count: number): Promise<void> {
  const bytes = new TextEncoder().encode('an attachment');
  const reference = value(await log.putBlob(bytes, { mediaType: 'text/plain' }));
  const commits = Array.from({ length: count }, (_, i) =>
    sampleCommit(`c${i}`, { stream: `plan/${i % 3}`, ...(i % 200 === 0 ? { blobs: [reference] } : {}) }),
  );
  for (let i = 0; i < count; i += 100) value(await log.append(commits.slice(i, i + 100)));
}

export async function sealAll(log: EventLog, options: Parameters<EventLog['seal']>[0] = {}): Promise<number> {
  for (;;) if (value(await log.seal(options)).isDone) return log.layout().sealed;
}

async function everything(log: EventLog) {
  const manifest = value(await log.manifest());
  return {
    manifest,
    commits: await readAll(log),
    windows: await readAll(log, { after: 700, streams: ['plan/1', 'plan/2'] }),
    typed: await readAll(log, { aggregate: { type: 'plan', id: '2' }, types: ['TaskAdded'] }),
    streams: [value(await log.readStream('plan/0')), value(await log.readStream('plan/1', 333))],
    heads: value(await log.heads()),
    found: await Promise.all(['c0', 'c555', 'c1599', 'nobody'].map((id) => receipt(log, id))),
    references: value(await log.blobReferences(manifest.blobs[0] ?? '')),
    file: await value(await exportLog(log)).text(),
  };
}

/** Sealing is strict: what is sealed has become more durable than its receipt said. */
async function receipt(log: EventLog, id: string) {
  const found = await log.find(id);
  return found.ok && found.value !== null ? ok({ ...found.value, durability: 'any' }) : found;
}

async function until(isDone: () => boolean): Promise<void> {
  while (!isDone()) await new Promise((settle) => setTimeout(settle, 1));
}
