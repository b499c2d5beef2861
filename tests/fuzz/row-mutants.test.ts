import { beforeAll, describe, expect, it } from 'vitest';
import { ok, type Result } from '#kit/result.ts';
import type { Commit, EventLog, ReadFailure } from '#store/event-log.ts';
import { createMemoryRows } from '#store/memory-rows.ts';
import type { RawStore, RowStore } from '#store/row-store.ts';
import { value } from '../contract/log/log-contract.ts';
import { sampleCommits } from '../contract/log/sample-commits.ts';
import { openTab } from '../model/work.ts';
import { campaign, countUp, printCounts } from '../support/campaign.ts';
import { seededRandom } from '../support/random.ts';
import { fillLog } from './fresh-log.ts';

const { seed, runs, isWhole } = campaign(2000);
const share = isWhole ? Math.ceil(runs / 4) : Math.ceil(runs / 20);

type Die = (sides: number) => number;
type Records = Pick<RawStore, 'rows' | 'heads' | 'bodies' | 'blobs'>;
type Kind = keyof Records;
const kinds: readonly Kind[] = ['rows', 'heads', 'bodies', 'blobs'];

/**
 * What is kept is damaged record by record, member by member. Opening, reading or the check of everything has to name
 * it, or else nothing that comes out may be other than it was.
 */
describe('mutants of stored records', () => {
  let rows: RowStore;
  let sound: readonly Commit[];
  let records: Records;

  beforeAll(async () => {
    rows = createMemoryRows('a'.repeat(32));
    const log = value(await openTab(rows));
    await fillLog(log);
    value(await log.append(sampleCommits(720, 'old', { stream: 'plan/a' })));
    for (;;) if (value(await log.seal()).isDone) break;
    value(await log.append(sampleCommits(2, 'new')));
    sound = value(await allOf(log));
    records = value(await rows.readAll());
    expect(kinds.map((kind) => records[kind].length > 0)).toEqual([true, true, true, true]);
  });

  it(`[S9] ${share} of them, seed ${seed}`, { timeout: 600_000 }, async () => {
    const counts = new Map<string, number>();
    for (let n = 0; n < share; n++) {
      const random = seededRandom(seed + n);
      const die: Die = (sides) => Math.floor(random() * sides);
      const kind = kinds[die(kinds.length)] ?? 'rows';
      const mutated = { ...records, [kind]: mutate(records[kind], die) };
      if (textOf(mutated[kind]) === textOf(records[kind])) continue;
      // No database has such a key.
      if (mutated[kind].some((record) => isObject(record) && Number.isNaN(record.row))) continue;
      // A newest row that has gone leaves an earlier log, whole in itself: that is for the witness to find.
      if (kind === 'rows' && textOf(mutated.rows) === textOf(records.rows.slice(0, -1))) continue;
      const outcome = await judge(showing(rows, mutated), sound).catch((error: unknown) => {
        throw new Error(`seed ${seed}, mutant ${n} of ${kind}: ${error instanceof Error ? error.message : error}`);
      });
      countUp(counts, `${kind}: ${outcome}`);
    }
    printCounts(`mutants of stored records, seed ${seed}`, counts);
    for (const kind of kinds) expect([...counts.keys()].some((seen) => seen.startsWith(kind))).toBe(true);
  });
});

async function judge(store: RowStore, sound: readonly Commit[]): Promise<string> {
  const opened = await openTab(store);
  if (!opened.ok) return named('opening', opened.error);
  const read = await allOf(opened.value);
  if (!read.ok) return named('reading', read.error);
  const verified = value(await opened.value.verify());
  for (const { where } of verified.findings) {
    if (!/^(row|segment|commit|blob)s? /u.test(where)) throw new Error(`found at ${where}, which names nothing`);
  }
  if (verified.findings.length > 0) return 'named by the check of everything';
  if (textOf(read.value) !== textOf(sound)) throw new Error('other commits come out, and nothing says so');
  return 'nothing that comes out is other';
}

function named(by: string, error: ReadFailure): string {
  const where = error.code === 'LogDamaged' ? error.params.where : '';
  if (!/^(row|segment|commit) \d/u.test(where)) throw new Error(`${by} says ${JSON.stringify(error)}`);
  return `named by ${by}`;
}

async function allOf(log: EventLog): Promise<Result<readonly Commit[], ReadFailure>> {
  const commits: Commit[] = [];
  for await (const batch of log.read()) {
    if (!batch.ok) return batch;
    commits.push(...batch.value);
  }
  return ok(commits);
}

/** The same storage with other records in it. */
function showing(rows: RowStore, { rows: kept, heads, bodies, blobs }: Records): RowStore {
  const key = (record: unknown, name: string): unknown => (isObject(record) ? record[name] : undefined);
  return {
    ...rows,
    async load(after, limit) {
      const loaded = value(await rows.load({ row: 0, segment: 0 }, 1));
      // In a database other keys stand behind all numbers.
      const isLater = (record: unknown) => {
        const number = key(record, 'row');
        return typeof number !== 'number' || number > after.row;
      };
      return ok({ ...loaded, rows: kept.filter(isLater).slice(0, limit), heads: heads.slice(after.segment) });
    },
    pick: async (numbers, digests) =>
      ok({
        rows: numbers.flatMap((number) => kept.find((row) => key(row, 'row') === number) ?? []),
        bodies: digests.flatMap((digest) => bodies.find((body) => key(body, 'digest') === digest) ?? []),
      }),
    async getBlob(hash) {
      const found = blobs.find((blob) => key(blob, 'hash') === hash);
      const bytes = key(found, 'bytes');
      return ok(bytes instanceof Uint8Array ? { bytes: new Uint8Array(bytes), isZipped: false } : null);
    },
  };
}

function mutate(list: readonly unknown[], die: Die): readonly unknown[] {
  const at = die(list.length);
  const other = die(list.length);
  switch (die(8)) {
    case 0:
      return list.toSpliced(at, 1);
    case 1:
      return list.toSpliced(at, 0, list[other]);
    case 2:
      return list.with(at, list[other]).with(other, list[at]);
    case 3:
      return list.with(at, [null, 5, 'x', {}, [], undefined][die(6)]);
    default:
      return list.with(at, withMember(list[at], list[other], die));
  }
}

/** One member is damaged, gone, of another type, or that of another record. */
function withMember(record: unknown, other: unknown, die: Die): unknown {
  if (!isObject(record)) return record;
  const names = Object.keys(record);
  const name = names[die(names.length)] ?? '';
  const member = record[name];
  switch (die(5)) {
    case 0:
      return Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));
    case 1:
      return { ...record, [name]: [null, -1, 0, '', 'x', [], {}, 1e300, Number.NaN][die(9)] };
    case 2:
      return { ...record, [name]: isObject(other) ? other[name] : undefined };
    default:
      return { ...record, [name]: damaged(member, die) };
  }
}

function damaged(member: unknown, die: Die): unknown {
  if (typeof member === 'number') return member + ([1, -1, 0.5, 256][die(4)] ?? 1);
  if (typeof member === 'string') {
    const at = die(member.length + 1);
    const turned = String.fromCharCode((member.charCodeAt(at) || 64) ^ (1 << die(7)));
    return [
      member.slice(0, at),
      member.slice(0, at) + turned + member.slice(at + 1),
      member.slice(0, at) + member.slice(at + 1 + die(40)),
      member + turned,
    ][die(4)];
  }
  if (member instanceof Uint32Array || member instanceof Float64Array || member instanceof Uint8Array) {
    const at = die(member.length);
    if (die(3) === 0) return member.slice(0, at);
    const copy = member.slice();
    copy[at] = (copy[at] ?? 0) + 1;
    return copy;
  }
  if (!Array.isArray(member)) return [member];
  const list: readonly unknown[] = member;
  const at = die(Math.max(1, list.length));
  const one = list[at];
  return [
    list.toSpliced(at, 1),
    list.toSpliced(at, 0, one),
    list.toSpliced(at, 1, damaged(one, die)),
    list.toReversed(),
  ][die(4)];
}

function isObject(record: unknown): record is Readonly<Record<string, unknown>> {
  return typeof record === 'object' && record !== null;
}

function textOf(records: unknown): string {
  return JSON.stringify(records, (_, member: unknown) =>
    ArrayBuffer.isView(member) ? `${member.constructor.name} ${String(member)}` : member,
  );
}
