import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDexieLog } from '#store/dexie-log.ts';
import type { EventLog } from '#store/event-log.ts';
import { isRow, linesOf } from '#store/row.ts';
import { storeSchema } from '#store/store-schema.ts';
import { failure, readAll, value } from '../../contract/log/log-contract.ts';
import { sampleCommit } from '../../contract/log/sample-commits.ts';
import {
  planHashes,
  recordedBlob,
  recordedHead,
  recordedPlans,
  recordedSequences,
} from '../../replay/recorded-store.ts';
import schema1 from '../../replay/store-schema-1.json';
import schema2 from '../../replay/store-schema-2.json';
import { type DatabaseDump, dumpDatabase, loadDatabase, recordsOf } from '../../support/store/database-dump.ts';

/** The second was the first, upgraded, and then written on: 800 commits, a part of them sealed, and one more. */
const writtenOn = { ...recordedSequences, 'queue/long': 801 };

/** Databases as the versions of the store left them, opened by the code of today. */
describe.each<[schema: number, dump: DatabaseDump, sequences: Readonly<Record<string, number>>]>([
  [1, schema1, recordedSequences],
  [2, schema2, writtenOn],
])('a database of schema %i', (schema, dump, sequences) => {
  const head = Object.values(sequences).reduce((sum, sequence) => sum + sequence, 0);
  let name: string;
  const logs: EventLog[] = [];
  const open = async () => {
    const log = value(await openDexieLog({ name, now: Date.now, random: (bytes) => crypto.getRandomValues(bytes) }));
    logs.push(log);
    return log;
  };

  beforeEach(async () => {
    name = `schema-${schema}-${crypto.randomUUID()}`;
    await loadDatabase(name, dump);
  });
  afterEach(async () => {
    await Promise.all(logs.splice(0).map((log) => log.close()));
    await Dexie.delete(name);
  });

  it('[S31] is made here as it was there', async () => {
    expect(await dumpDatabase(name)).toEqual(dump);
    expect(dump.version).toBe(schema * 10);
  });

  it('[S31] holds the same plans, lines, blobs and snapshots as before', async () => {
    const log = await open();
    expect(await planHashes(log)).toEqual(recordedPlans);
    const heads = value(await log.heads());
    expect([heads.position, Object.fromEntries(heads.sequences)]).toEqual([head, sequences]);
    expect(value(await log.getBlob(recordedBlob.hash)).length).toBe(recordedBlob.size);
    const kept = value(await log.getSnapshot('plan/through-the-door', 'plan-1'));
    expect(kept).toMatchObject({ sequence: 43, commitId: 'door-done' });
    const lines: string[] = [];
    for await (const batch of log.readLines(value(await log.manifest()))) lines.push(...value(batch));
    expect(lines.slice(0, recordedHead)).toEqual(recordsOf(schema1, 'rows').filter(isRow).flatMap(linesOf));
    expect(lines).toHaveLength(head);
    expect((await readAll(log)).map(({ position }) => position)).toEqual(lines.map((_, i) => i + 1));
    expect(value(await log.verify())).toMatchObject({ commits: head, findings: [] });
  });

  it('[S31] is written on, and opens again', async () => {
    const log = await open();
    expect(log.device).toBe('6c4e74921325222e31a1cd13be12ed42');
    const reused = failure(await log.append([sampleCommit('door-done', { stream: 'plan/other' })]));
    expect(reused.code).toBe('CommitIdReused');
    const [next] = value(await log.append([sampleCommit('new', { stream: 'plan/theirs', expected: 4 })]));
    expect(next).toMatchObject({ position: head + 1, sequence: 5 });
    await log.close();
    const again = await open();
    expect(value(await again.find('new'))).toMatchObject({ position: head + 1 });
    const { 'plan/theirs': _, ...others } = recordedPlans;
    expect(await planHashes(again)).toMatchObject(others);
    expect((await dumpDatabase(name)).version).toBe(storeSchema * 10);
  });
});

it('[S31] what was sealed in the second schema is read from where it lies, and so is what is derived', async () => {
  const name = `sealed-${crypto.randomUUID()}`;
  await loadDatabase(name, schema2);
  const log = value(await openDexieLog({ name, now: Date.now, random: (bytes) => crypto.getRandomValues(bytes) }));
  expect(log.layout().sealed).toBe(288);
  const long = value(await log.readStream('queue/long'));
  expect(long.map(({ sequence }) => sequence)).toEqual(long.map((_, i) => i + 1));
  expect([long[0]?.id, long.at(-1)?.id]).toEqual(['long-0-0', 'after-sealing']);
  expect(value(await log.find('long-0-0'))).toMatchObject({ sequence: 1, duplicate: true });
  expect(value(await log.derived.read('projection/'))).toEqual([{ key: 'projection/recorded', text: '{"count":1}' }]);
  await log.close();
  await Dexie.delete(name);
});
