import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDexieLog } from '#store/dexie-log.ts';
import type { EventLog } from '#store/event-log.ts';
import { isRow, linesOf } from '#store/row.ts';
import { storeSchema } from '#store/store-schema.ts';
import { failure, value } from '../../contract/log/log-contract.ts';
import { sampleCommit } from '../../contract/log/sample-commits.ts';
import {
  planHashes,
  recordedBlob,
  recordedHead,
  recordedPlans,
  recordedSequences,
} from '../../replay/recorded-store.ts';
import recorded from '../../replay/store-schema-1.json';
import { type DatabaseDump, dumpDatabase, loadDatabase, recordsOf } from '../../support/store/database-dump.ts';

/** A database as version 1 of the store left it, opened by the code of today. */
describe('a database of the first schema', () => {
  const dump: DatabaseDump = recorded;
  let name: string;
  const logs: EventLog[] = [];
  const open = async () => {
    const log = value(await openDexieLog({ name, now: Date.now, random: (bytes) => crypto.getRandomValues(bytes) }));
    logs.push(log);
    return log;
  };

  beforeEach(async () => {
    name = `schema-1-${crypto.randomUUID()}`;
    await loadDatabase(name, dump);
  });
  afterEach(async () => {
    await Promise.all(logs.splice(0).map((log) => log.close()));
    await Dexie.delete(name);
  });

  it('[S31] is made here as it was there', async () => {
    expect(await dumpDatabase(name)).toEqual(dump);
    expect(dump.version).toBe(10);
  });

  it('[S31] holds the same plans, lines, blobs and snapshots as before', async () => {
    const log = await open();
    expect(await planHashes(log)).toEqual(recordedPlans);
    const heads = value(await log.heads());
    expect([heads.position, Object.fromEntries(heads.sequences)]).toEqual([recordedHead, recordedSequences]);
    expect(value(await log.getBlob(recordedBlob.hash)).length).toBe(recordedBlob.size);
    const kept = value(await log.getSnapshot('plan/through-the-door', 'plan-1'));
    expect(kept).toMatchObject({ sequence: 43, commitId: 'door-done' });
    const lines: string[] = [];
    for await (const batch of log.readLines(value(await log.manifest()))) lines.push(...value(batch));
    expect(lines).toEqual(recordsOf(dump, 'rows').filter(isRow).flatMap(linesOf));
  });

  it('[S31] is written on, and opens again', async () => {
    const log = await open();
    expect(log.device).toBe('6c4e74921325222e31a1cd13be12ed42');
    const reused = failure(await log.append([sampleCommit('door-done', { stream: 'plan/other' })]));
    expect(reused.code).toBe('CommitIdReused');
    const [next] = value(await log.append([sampleCommit('new', { stream: 'plan/theirs', expected: 4 })]));
    expect(next).toMatchObject({ position: recordedHead + 1, sequence: 5 });
    await log.close();
    const again = await open();
    expect(value(await again.find('new'))).toMatchObject({ position: recordedHead + 1 });
    const { 'plan/theirs': _, ...others } = recordedPlans;
    expect(await planHashes(again)).toMatchObject(others);
    expect((await dumpDatabase(name)).version).toBe(storeSchema * 10);
  });
});
