import { beforeAll, describe, expect, it } from 'vitest';
import { ok } from '#kit/result.ts';
import { silentAnnouncer } from '#store/announce.ts';
import { type Checksum, openChecksum } from '#store/checksum.ts';
import type { EventLog } from '#store/event-log.ts';
import { createMemoryRows } from '#store/memory-rows.ts';
import { checkedBefore, isRow, lineSeparator, linesOf, type Row } from '#store/row.ts';
import type { RawStore, RowStore } from '#store/row-store.ts';
import { bodyChecksum, headChecksum, type SegmentBody, type SegmentHead } from '#store/segment.ts';
import { openStoredLog } from '#store/stored-log.ts';
import { value } from '../contract/log/log-contract.ts';
import { sampleCommit, sampleCommits } from '../contract/log/sample-commits.ts';
import { sealAll } from '../contract/log/segment-contract.ts';
import { campaign, countUp, printCounts } from '../support/campaign.ts';
import { seededRandom } from '../support/random.ts';

/** What lies in the tables, changed in every way that could be thought of. The rules are those of `src/store/README.md`. */
describe('changed records', () => {
  const { runs, seed } = campaign(150);
  const random = seededRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  let checksum: Checksum;
  let intact: RawStore;
  let stored: RawStore;
  let log: EventLog;

  beforeAll(async () => {
    checksum = await openChecksum();
    const memory = createMemoryRows('device');
    const rows: RowStore = {
      ...memory,
      async load(after, limit) {
        if (stored === undefined) return memory.load(after, limit);
        const later = stored.rows.filter((row) => numberOf(row) > after.row).slice(0, limit);
        return ok({ rows: later, heads: stored.heads.slice(after.segment), device: 'device' });
      },
      async pick(numbers, digests) {
        if (stored === undefined) return memory.pick(numbers, digests);
        const bodies = digests.map((digest) => stored.bodies.find((body) => (body as SegmentBody).digest === digest));
        return ok({ rows: stored.rows.filter((row) => numbers.includes(numberOf(row))), bodies });
      },
    };
    const ports = {
      now: () => 1_763_800_000_000,
      random: (bytes: Uint8Array<ArrayBuffer>) => bytes.map(() => below(256)),
    };
    log = value(await openStoredLog(rows, { ...ports, announcer: silentAnnouncer(), checksum }));
    value(await log.append(sampleCommits(450, 'a')));
    value(await log.append(sampleCommits(450, 'b', { stream: 'plan/b' })));
    await sealAll(log);
    for (let i = 0; i < 60; i++) value(await log.append([sampleCommit(`t${i}`, { stream: `plan/${i % 4}` })]));
    for (let i = 0; i < 10; i++) value(await log.append(sampleCommits(6, `g${i}`, { stream: `plan/${i % 3}` })));
    expect(log.layout().segments).toBeGreaterThan(0);
    intact = value(await memory.readAll());
  });

  async function findings(changed: RawStore) {
    stored = changed;
    const verified = await log.verify();
    stored = intact;
    return verified.ok ? verified.value.findings : [{ where: verified.error.code, why: 'hash' as const }];
  }

  it('[S22] nothing is found where nothing was changed', async () => {
    expect(await findings(intact)).toEqual([]);
  });

  it(`[S9] [S22] every change is found and named, ${runs} times`, { timeout: 600_000 }, async () => {
    const counts = new Map<string, number>();
    const names = Object.keys(changes) as (keyof typeof changes)[];
    for (let run = 0; run < runs; run++) {
      const name = names[run % names.length] ?? 'a bit of a text';
      const changed = changes[name](intact);
      if (changed === null) continue;
      countUp(counts, name);
      const found = await findings(changed);
      expect(found.length, `${name}, run ${run}, seed ${seed}`).toBeGreaterThan(0);
      for (const { where } of found) expect(where).toMatch(/row|segment|commit/u);
    }
    expect(counts.size).toBe(names.length);
    printCounts('Changed records, all found:', counts);
  });

  // Those that say "true to form" carry the checksums that a careful forger would have made: the chain has to tell.
  const changes = {
    'a bit of a text': ({ rows, ...rest }) => ({
      ...rest,
      rows: withRow(rows, (row) => ({ ...row, text: flip(row.text) })),
    }),
    'a bit of a text, true to form': ({ rows, ...rest }) => ({
      ...rest,
      rows: withRow(rows, (row) => sealed({ ...row, text: flip(row.text) })),
    }),
    'a local number, true to form': ({ rows, ...rest }) => ({
      ...rest,
      rows: withRow(rows, (row) => sealed({ ...row, sequences: row.sequences.map((sequence) => sequence + 1) })),
    }),
    'a lost row': ({ rows, ...rest }) => ({ ...rest, rows: rows.toSpliced(below(rows.length), 1) }),
    'something else than a row': ({ rows, ...rest }) => ({
      ...rest,
      rows: withRow(rows, ({ row }) => ({ row, text: 'nothing' }) as unknown as Row),
    }),
    'two commits of a row swapped, true to form': ({ rows, ...rest }) => ({
      ...rest,
      rows: withLines(rows, (lines, at) => lines.with(at, lines[at + 1] ?? '').with(at + 1, lines[at] ?? '')),
    }),
    'a commit doubled, true to form': ({ rows, ...rest }) => ({
      ...rest,
      rows: withLines(rows, (lines, at) => lines.with(at + 1, lines[at] ?? '')),
    }),
    'a commit cut out, true to form': ({ rows, ...rest }) => ({
      ...rest,
      rows: withLines(rows, (lines, at) => lines.toSpliced(at, 1)),
    }),
    'the texts of two rows swapped, true to form': ({ rows, ...rest }) => {
      const all: readonly Row[] = rows.filter(isRow).filter(({ sequences }) => sequences.length === 1);
      const [a, b] = [all[below(all.length)], all[below(all.length)]];
      // With the same sequences only the local order of arrival would differ, which is nobody's content.
      if (a === undefined || b === undefined || a.sequences[0] === b.sequences[0]) return null;
      const swapped = new Map<unknown, Row>([
        [a, sealed({ ...a, text: b.text })],
        [b, sealed({ ...b, text: a.text })],
      ]);
      return { ...rest, rows: rows.map((row) => swapped.get(row) ?? row) };
    },
    'a lost head': ({ heads, ...rest }) => ({ ...rest, heads: heads.toSpliced(below(heads.length), 1) }),
    'a lost body': ({ bodies, ...rest }) => ({ ...rest, bodies: bodies.toSpliced(below(bodies.length), 1) }),
    'a bit of a body': ({ bodies, ...rest }) => ({
      ...rest,
      bodies: withBody(bodies, (body) => ({ ...body, text: flip(body.text) })),
    }),
    'a bit of a body, true to form': ({ bodies, heads, ...rest }) => {
      const at = below(bodies.length);
      const body = bodies[at] as SegmentBody;
      const changed = { ...body, text: flip(body.text) };
      return {
        ...rest,
        bodies: bodies.with(at, changed),
        heads: heads.map((head) =>
          (head as SegmentHead).digest === body.digest
            ? headed({ ...(head as SegmentHead), bodyChecksum: bodyChecksum(changed, checksum) })
            : head,
        ),
      };
    },
    'a position in a segment': ({ bodies, ...rest }) => ({
      ...rest,
      bodies: withBody(bodies, (body) => ({
        ...body,
        positions: withOther(body.positions, below(body.positions.length)),
      })),
    }),
    'a fingerprint, true to form': ({ heads, ...rest }) => ({
      ...rest,
      heads: withHead(heads, (head) => ({ ...head, fingerprints: head.fingerprints.with(below(head.count * 2), 1) })),
    }),
    'a number in a head': ({ heads, ...rest }) => {
      const at = below(heads.length);
      const head = heads[at] as SegmentHead;
      return { ...rest, heads: heads.with(at, { ...head, lastPosition: head.lastPosition + 1 }) };
    },
  } satisfies Record<string, (raw: RawStore) => RawStore | null>;

  function withRow(rows: readonly unknown[], change: (row: Row) => Row, fits: (row: Row) => boolean = () => true) {
    const places = rows.flatMap((row, at) => (isRow(row) && fits(row) ? [at] : []));
    const at = places[below(places.length)] ?? 0;
    return rows.with(at, change(rows[at] as Row));
  }

  /** Changes the lines of a row with several, at some line that is not the last. */
  function withLines(rows: readonly unknown[], change: (lines: readonly string[], at: number) => readonly string[]) {
    return withRow(
      rows,
      (row) => {
        const before = linesOf(row);
        const at = below(before.length - 1);
        const lines = change(before, at);
        const sequences = lines.length < before.length ? row.sequences.toSpliced(at, 1) : row.sequences;
        return sealed({ ...row, sequences, text: `[${lines.join(lineSeparator)}]` });
      },
      (row) => row.sequences.length > 1,
    );
  }

  function withBody(bodies: readonly unknown[], change: (body: SegmentBody) => SegmentBody) {
    const at = below(bodies.length);
    return bodies.with(at, change(bodies[at] as SegmentBody));
  }

  function withHead(heads: readonly unknown[], change: (head: SegmentHead) => SegmentHead) {
    const at = below(heads.length);
    return heads.with(at, headed(change(heads[at] as SegmentHead)));
  }

  function sealed(row: Row): Row {
    return { ...row, checksum: checksum.ofText(checkedBefore(row) + row.text) };
  }

  function headed(head: SegmentHead): SegmentHead {
    return { ...head, checksum: headChecksum(head, checksum) };
  }

  function flip(text: string): string {
    const at = below(text.length);
    return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << below(7))) + text.slice(at + 1);
  }
});

function withOther(positions: Uint32Array, at: number): Uint32Array {
  return positions.with(at, positions[at] === 7 ? 8 : 7);
}

function numberOf(row: unknown): number {
  return typeof row === 'object' && row !== null && 'row' in row && typeof row.row === 'number' ? row.row : 0;
}
