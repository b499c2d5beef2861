import fc from 'fast-check';
import { expect } from 'vitest';
import { canonicalJson } from '#kit/canonical-json.ts';
import { openChecksum } from '#store/checksum.ts';
import { tailParts } from '#store/commit-line.ts';
import type { EventLog } from '#store/event-log.ts';
import { exportLog, writeLog } from '#store/export-log.ts';
import { importLog, previewLog } from '#store/import-log.ts';
import { commitLine, endLine, headerLine } from '#store/log-file.ts';
import { compareForMerge } from '#store/merge-order.ts';
import { sha256 } from '#store/sha256.ts';
import { type SuiteWords, vitestWords } from '../../support/suite-words.ts';
import { failure, type LogHarness, readAll, value } from './log-contract.ts';
import { sampleCommit, sampleCommits, sampleEvent } from './sample-commits.ts';

/** Files out of and into any log. The rules are those of `src/store/README.md`. */
export function describeLogFiles(
  name: string,
  createHarness: () => Promise<LogHarness>,
  runs: { mutants: number },
  { describe, it, beforeEach, afterEach }: SuiteWords = vitestWords,
) {
  describe(`log files: ${name}`, () => {
    const harnesses: LogHarness[] = [];
    let log: EventLog;
    const freshLog = async () => {
      const harness = await createHarness();
      harnesses.push(harness);
      return harness.openTab();
    };

    beforeEach(async () => {
      log = await freshLog();
      await fill(log);
    });
    afterEach(async () => {
      await Promise.all(harnesses.splice(0).map((harness) => harness.destroy()));
    });

    it('[S14] the same log gives the same bytes, also after other tabs have read it and after a trip', async () => {
      const first = await textOf(log);
      expect(await textOf(log)).toBe(first);
      const other = await freshLog();
      value(await importLog(other, new Blob([first])));
      expect(await textOf(other)).toBe(first);
    });

    it('[S14] header, a line for each blob and commit, trailer; no date of its own', async () => {
      const lines = (await textOf(log)).trimEnd().split('\n');
      const [header, ...rest] = lines.map((line): object => JSON.parse(line));
      expect(header).toMatchObject({ format: 'foldline', version: 1, schema: 1, blobs: 1, commits: 14, streams: null });
      const kinds = rest.map((line) => Object.keys(line)[0]);
      expect(kinds).toEqual(['blob', ...Array.from({ length: 14 }, () => 'commit'), 'end']);
      expect(lines.map((_, i) => i + 1)).toEqual(lines.map((line) => JSON.parse(line).line));
    });

    it('[S15] an import brings everything that travels, and keeps local what is local', async () => {
      const other = await freshLog();
      value(await other.append([sampleCommit('before', { stream: 'plan/mine' })]));
      const report = value(await importLog(other, await fileOf(log)));
      expect(report).toEqual({ streams: ['plan/a', 'plan/b', 'workspace'], added: 14, known: 0 });
      const here = await readAll(log);
      const there = (await readAll(other)).slice(1);
      expect(there.map(travelling)).toEqual(here.map(travelling));
      expect(there.map(({ position }) => position)).toEqual(here.map(({ position }) => position + 1));
      const hash = here.flatMap(({ blobs }) => blobs)[0]?.hash ?? '';
      expect(value(await other.getBlob(hash))).toEqual(value(await log.getBlob(hash)));
      expect([...(await readAll(other, { streams: ['plan/a'] }))].sort(compareForMerge).map(({ id }) => id)).toEqual(
        [...(await readAll(log, { streams: ['plan/a'] }))].sort(compareForMerge).map(({ id }) => id),
      );
    });

    it('[S16] importing twice, or a log’s own file, changes nothing', async () => {
      const file = await fileOf(log);
      expect(value(await importLog(log, file))).toMatchObject({ added: 0, known: 14 });
      const other = await freshLog();
      value(await importLog(other, file));
      const before = await readAll(other);
      expect(value(await importLog(other, file))).toMatchObject({ added: 0, known: 14 });
      expect(await readAll(other)).toEqual(before);
    });

    it('[S16] a retry of an imported commit is a duplicate', async () => {
      const other = await freshLog();
      value(await importLog(other, await fileOf(log)));
      const [again] = value(await other.append(sampleCommits(1, 'a')));
      expect(again).toMatchObject({ duplicate: true, commitId: 'a-0' });
    });

    it('[S16] commits of event types that nobody knows are kept as they are', async () => {
      const strange = sampleEvent('FromTheFuture', { v: 99, nested: [{ ünïcode: '“…” 🙂', zero: -0, big: 1e300 }] });
      value(await log.append([sampleCommit('strange', { events: [strange] })]));
      const other = await freshLog();
      value(await importLog(other, await fileOf(log)));
      expect((await readAll(other)).find(({ id }) => id === 'strange')?.events).toEqual([
        { ...strange, nested: [{ ünïcode: '“…” 🙂', zero: 0, big: 1e300 }] },
      ]);
    });

    it('[S14] one stream alone is a file of its own, with the blobs that it needs', async () => {
      const text = await textOf(log, { streams: ['plan/b'] });
      expect(JSON.parse(text.split('\n')[0] ?? '')).toMatchObject({ commits: 4, blobs: 0, streams: ['plan/b'] });
      const other = await freshLog();
      expect(value(await importLog(other, new Blob([text])))).toEqual({ streams: ['plan/b'], added: 4, known: 0 });
      expect(value(await importLog(other, await fileOf(log)))).toMatchObject({ added: 10, known: 4 });
      expect(await readAll(other)).toHaveLength(14);
    });

    it('[S14] gzip is taken by its first bytes, and holds the same text', async () => {
      const zipped = value(await exportLog(log, { gzip: true }));
      const unzipped = await new Response(zipped.stream().pipeThrough(new DecompressionStream('gzip'))).text();
      expect(unzipped).toBe(await textOf(log));
      expect(value(await importLog(await freshLog(), zipped))).toMatchObject({ added: 14 });
      const cut = await importLog(await freshLog(), zipped.slice(0, zipped.size - 9));
      expect(failure(cut)).toMatchObject({ code: 'FileDamaged', params: { reason: 'cut' } });
    });

    it('[S14] an empty log is a file as well', async () => {
      const empty = await freshLog();
      expect(value(await importLog(log, await fileOf(empty)))).toEqual({ streams: [], added: 0, known: 0 });
    });

    it('[S17] a log that takes in commits of its own device goes on under another', async () => {
      const copy = await freshLog();
      value(await importLog(copy, await fileOf(log)));
      expect(copy.device).not.toBe(log.device);
      // As after a restore: the same device id, and less than that device has written.
      const early = await textOf(log);
      value(await log.append(sampleCommits(2, 'later')));
      const late = await fileOf(log);
      const restored = await freshLog();
      value(await importLog(restored, new Blob([early])));
      value(await importLog(restored, late));
      value(await restored.append([sampleCommit('own')]));
      const devices = new Set((await readAll(restored)).map(({ device }) => device));
      expect(devices).toEqual(new Set([log.device, restored.device]));
      expect(devices.size).toBe(2);
    });

    it('[S15] a commit that this log holds otherwise is refused with its line', async () => {
      const other = await freshLog();
      value(await other.append([sampleCommit('b-2', { stream: 'plan/b', events: [sampleEvent('Other')] })]));
      const refused = failure(await importLog(other, await fileOf(log)));
      const line = (await textOf(log)).split('\n').findIndex((text) => text.includes('"id":"b-2"')) + 1;
      expect(refused).toMatchObject({
        code: 'FileConflicts',
        params: { line, commitId: 'b-2', reason: 'other-content' },
      });
      expect(await readAll(other)).toHaveLength(1);
    });

    it('[S15] says which line, and why', async () => {
      const text = await textOf(log);
      const lines = text.split('\n');
      const at = (n: number) => lines[n - 1] ?? '';
      const without = (n: number) => lines.toSpliced(n - 1, 1).join('\n');
      const refusals: readonly [string, string | Uint8Array<ArrayBuffer>, number, string][] = [
        ['no last line feed', text.slice(0, -1), 17, 'cut'],
        ['cut in line 5', `${lines.slice(0, 4).join('\n')}\n${at(5).slice(0, 40)}`, 5, 'cut'],
        ['cut after line 5', `${lines.slice(0, 5).join('\n')}\n`, 5, 'cut'],
        ['cut in the header', text.slice(0, 30), 1, 'cut'],
        ['an edited title', text.replace('Task of a-3', 'Task of A-3'), lineOf(lines, 'a-3'), 'edited'],
        ['an edited blob', text.replace('"data":"', '"data":"A'), 2, 'edited'],
        ['white space', text.replace('"line":4}', '"line":4 }'), 4, 'edited'],
        ['an edited header', text.replace('"commits":14', '"commits":15'), 1, 'edited'],
        ['an edited trailer', text.replace(/("end":\{"digest":")./u, '$1-'), 17, 'edited'],
        ['not UTF-8', brokenUtf8(text), 1, 'edited'],
        ['two lines swapped', swap(lines, 5, 8).join('\n'), 5, 'shuffled'],
        [
          'a line moved to the end',
          [...lines.toSpliced(2, 1).slice(0, -2), at(3), at(17), ''].join('\n'),
          3,
          'shuffled',
        ],
        ['a line twice', lines.toSpliced(6, 0, at(6)).join('\n'), 7, 'duplicated'],
        ['an early line again', lines.toSpliced(9, 0, at(3)).join('\n'), 10, 'duplicated'],
        ['text after the end', `${text}{}\n`, 18, 'edited'],
        ['the trailer twice', `${text}${at(17)}\n`, 18, 'duplicated'],
        ['a line gone', without(6), 6, 'missing'],
        ['the blob gone', without(2), 2, 'missing'],
        ['no trailer', `${lines.slice(0, 16).join('\n')}\n`, 16, 'cut'],
      ];
      for (const [what, content, line, reason] of refusals) {
        const target = await freshLog();
        const refused = failure(await importLog(target, new Blob([content])));
        expect(refused, what).toEqual({ code: 'FileDamaged', params: { line, reason }, retry: 'never' });
        expect(await readAll(target), what).toEqual([]);
      }
    });

    it('[S15] a newer format or store is refused as newer, and another file as no log', async () => {
      const text = await textOf(log);
      const refusal = async (content: string) => failure(await importLog(await freshLog(), new Blob([content])));
      expect(await refusal(text.replace('"version":1', '"version":2'))).toMatchObject({
        code: 'FileNewer',
        params: { version: 2 },
      });
      expect(await refusal(text.replace('"schema":1', '"schema":9'))).toMatchObject({ code: 'FileNewer' });
      for (const other of ['', '# Groceries\n\n- milk\n', '{"tasks":[]}\n', '\0\0\0\0']) {
        expect(await refusal(other)).toMatchObject({ code: 'FileNotALog' });
      }
    });

    it(
      '[S15] any cut, edited byte, lost, doubled or moved line is refused, and nothing is taken in',
      async () => {
        const bytes = new TextEncoder().encode(await textOf(log));
        const target = await freshLog();
        await fc.assert(
          fc.asyncProperty(mutation, async (what) => {
            const mutated = mutate(bytes, what);
            fc.pre(!isEqual(mutated, bytes));
            const refused = failure(await importLog(target, new Blob([mutated])));
            expect(refused.code).toMatch(/^File(Damaged|NotALog|Newer)$/u);
            if (refused.code === 'FileDamaged') expect(refused.params.line).toBeGreaterThan(0);
            expect(value(await target.heads()).position).toBe(0);
          }),
          { numRuns: runs.mutants },
        );
      },
      campaignTimeoutMs,
    );

    it('[S15] a preview says what an import would answer, and changes nothing', async () => {
      const target = await freshLog();
      const file = await fileOf(log);
      value(await importLog(target, value(await exportLog(log, { streams: ['plan/b'] }))));
      const heard: number[] = [];
      target.onAppend((head) => heard.push(head));
      const [device, before] = [target.device, await readAll(target)];
      const foreseen = value(await previewLog(target, file));
      expect(foreseen).toEqual({ streams: ['plan/a', 'plan/b', 'workspace'], added: 10, known: 4 });
      expect([target.device, await readAll(target), heard]).toEqual([device, before, []]);
      expect(value(await importLog(target, file))).toEqual(foreseen);
      const other = await freshLog();
      value(await other.append([sampleCommit('b-2', { stream: 'plan/b', events: [sampleEvent('Other')] })]));
      expect(failure(await previewLog(other, file))).toEqual(failure(await importLog(other, file)));
      expect(failure(await previewLog(other, new Blob(['milk'])))).toMatchObject({ code: 'FileNotALog' });
    });

    it('[S15] a file that goes on differently is refused with the line from which it does', async () => {
      const copy = await freshLog();
      value(await importLog(copy, await fileOf(log)));
      const [here, there] = [await textOf(log), await forkOf(log)];
      const lines = there.split('\n');
      const line = lines.findIndex((text) => text.includes('"id":"fork-0"')) + 1;
      expect(line).toBe(here.split('\n').length - 1);
      value(await log.append(sampleCommits(1, 'own')));
      const refused = failure(await importLog(log, new Blob([there])));
      expect(refused).toMatchObject({ code: 'FileConflicts', params: { line, commitId: 'fork-0', reason: 'forked' } });
      expect(value(await log.find('fork-0'))).toBeNull();
    });

    it('[S14] a stream takes the same bytes part by part, and a batch at a time is all that waits', async () => {
      const many = await freshLog();
      for (let i = 0; i < 12; i++) value(await many.append(sampleCommits(500, `many-${i}`)));
      const [parts, shares]: [string[], number[]] = [[], []];
      const decoder = new TextDecoder();
      let waiting = 0;
      const slow = new WritableStream<Uint8Array>({
        async write(part) {
          waiting += 1;
          expect(waiting).toBe(1);
          await new Promise((resolve) => setTimeout(resolve));
          parts.push(decoder.decode(part, { stream: true }));
          waiting -= 1;
        },
      });
      value(await writeLog(many, slow, { onShare: (share) => shares.push(share) }));
      expect(parts.join('')).toBe(await textOf(many));
      expect(Math.max(...parts.map((part) => part.split('\n').length))).toBeLessThan(3000);
      expect(shares).toEqual([...shares].sort((a, b) => a - b));
      expect(shares.length).toBeGreaterThan(3);
      expect(shares.at(-1)).toBe(1);
    });

    it('[S18] a stream that does not take the file is said to, and one whose log fails is aborted', async () => {
      for (const gzip of [false, true]) {
        const full = new WritableStream({ write: () => Promise.reject(new DOMException('', 'QuotaExceededError')) });
        expect(failure(await writeLog(log, full, { gzip }))).toEqual({
          code: 'FileUnwritable',
          params: { reason: 'QuotaExceededError' },
          retry: 'later',
        });
        const ends: string[] = [];
        const sink = new WritableStream({
          close: () => void ends.push('closed'),
          abort: () => void ends.push('aborted'),
        });
        expect(failure(await writeLog(log, sink, { gzip, signal: AbortSignal.abort() })).code).toBe('ExportCancelled');
        expect(ends).toEqual(['aborted']);
      }
    });

    it('[S18] can be cancelled until it writes, and tells how far each part is', async () => {
      const stopped = AbortSignal.abort();
      expect(failure(await exportLog(log, { signal: stopped })).code).toBe('ExportCancelled');
      const target = await freshLog();
      const file = await fileOf(log);
      expect(failure(await importLog(target, file, { signal: stopped })).code).toBe('ImportCancelled');
      const midway = new AbortController();
      const stop = () => midway.abort();
      expect(failure(await importLog(target, file, { signal: midway.signal, onShare: stop })).code).toBe(
        'ImportCancelled',
      );
      expect(value(await target.heads()).position).toBe(0);
      const told: [string, number][] = [];
      value(await importLog(target, file, { onShare: (share, part) => told.push([part, share]) }));
      expect(told).toContainEqual(['reading', 1]);
      expect(told.at(-1)).toEqual(['writing', 1]);
    });
  });
}

/** A file of this log as another profile with the same device id would have gone on with it. */
async function forkOf(log: EventLog): Promise<string> {
  const checksum = await openChecksum();
  const [header = '', ...lines] = (await textOf(log)).trimEnd().split('\n');
  const last = JSON.parse(lines.at(-2) ?? '').commit;
  const body = canonicalJson({ ...last.body, salt: 'f'.repeat(32) });
  const head = { ...last, id: 'fork-0', index: last.index + 1, previous: last.hash };
  const [first, second, end] = tailParts(head, head);
  const hash = checksum.ofText(first + checksum.ofText(body) + second + head.previous + end);
  const forked = commitLine(`{"body":${body}${first}${hash}${second}${head.previous}${end}`, lines.length + 1);
  const { blobs, commits, streams } = JSON.parse(header);
  const all = [headerLine({ blobs, commits: commits + 1, streams }, checksum), ...lines.slice(0, -1), forked];
  const text = `${all.join('\n')}\n`;
  return `${text}${endLine(await sha256(new TextEncoder().encode(text)), all.length + 1)}\n`;
}

/** Fourteen commits in three streams, out of order, with text of every kind and a blob. */
async function fill(log: EventLog): Promise<void> {
  const bytes = new Uint8Array(70_000).map((_, i) => (i * 31) % 256);
  const blob = { hash: await sha256(bytes), mediaType: 'text/markdown', name: 'plan.md', size: bytes.length, bytes };
  value(await log.append(sampleCommits(3, 'a')));
  value(await log.append(sampleCommits(4, 'b', { stream: 'plan/b' })));
  value(await log.append([sampleCommit('a-3'), sampleCommit('with-blob', { blobs: [blob], causation: 'a-3' })]));
  const odd = {
    title: '\u2028 "quoted" \\ \u0000 , "line":3} 🙂',
    number: 1e21,
    'key "with" quotes': [null, true, {}],
  };
  value(await log.append([sampleCommit('odd', { stream: 'workspace', events: [sampleEvent('Odd', odd)] })]));
  value(await log.append(sampleCommits(4, 'c', { actor: { type: 'engine', causation: ',"causation":null' } })));
}

/** Hundreds of imports: for a machine that is busy with other things. */
const campaignTimeoutMs = 60_000;

async function fileOf(log: EventLog): Promise<Blob> {
  return value(await exportLog(log));
}

async function textOf(log: EventLog, options?: Parameters<typeof exportLog>[1]): Promise<string> {
  return value(await exportLog(log, options)).text();
}

function travelling(commit: Awaited<ReturnType<typeof readAll>>[number]): object {
  const { position, sequence, recordedAt, ...rest } = commit;
  return rest;
}

function lineOf(lines: readonly string[], commitId: string): number {
  return lines.findIndex((line) => line.includes(`"id":"${commitId}"`)) + 1;
}

function swap(lines: readonly string[], a: number, b: number): readonly string[] {
  return lines.with(a - 1, lines[b - 1] ?? '').with(b - 1, lines[a - 1] ?? '');
}

function brokenUtf8(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new TextEncoder().encode(text);
  bytes[text.indexOf('"format"') + 1] = 0xff;
  return bytes;
}

/** What to do to a file, small enough to be printed when it goes undetected. */
interface Mutation {
  readonly kind: 'cut' | 'edit' | 'remove' | 'swap lines' | 'double a line' | 'lose a line' | 'keep lines';
  readonly a: number;
  readonly b: number;
}

/** `a` and `b` are taken as shares of the file, so that one mutation fits every file. */
const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom<Mutation['kind']>(
    'cut',
    'edit',
    'remove',
    'swap lines',
    'double a line',
    'lose a line',
    'keep lines',
  ),
  a: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  b: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
});

function mutate(bytes: Uint8Array<ArrayBuffer>, { kind, a, b }: Mutation): Uint8Array<ArrayBuffer> {
  const lines = new TextDecoder().decode(bytes).split('\n').slice(0, -1);
  const [byteA, byteB] = [Math.floor(a * bytes.length), Math.floor(b * bytes.length)];
  const [lineA, lineB] = [Math.floor(a * lines.length), Math.floor(b * lines.length)];
  const toBytes = (changed: readonly string[]) => new TextEncoder().encode(`${changed.join('\n')}\n`);
  switch (kind) {
    case 'cut':
      return bytes.slice(0, byteA);
    case 'edit':
      return bytes.with(byteA, (bytes[byteA] ?? 0) ^ (1 + Math.floor(b * 255)));
    case 'remove': {
      const [start, end] = byteA < byteB ? [byteA, byteB] : [byteB, byteA];
      return new Uint8Array([...bytes.subarray(0, start), ...bytes.subarray(end)]);
    }
    case 'swap lines':
      return toBytes(swap(lines, lineA + 1, lineB + 1));
    case 'double a line':
      return toBytes(lines.toSpliced(lineB, 0, lines[lineA] ?? ''));
    case 'lose a line':
      return toBytes(lines.toSpliced(lineA, 1));
    case 'keep lines':
      return toBytes(lines.slice(Math.min(lineA, lineB), Math.max(lineA, lineB) + 1));
  }
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
