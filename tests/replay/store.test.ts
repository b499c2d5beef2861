import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { silentAnnouncer } from '#store/announce.ts';
import { openChecksum } from '#store/checksum.ts';
import type { EventLog } from '#store/event-log.ts';
import { importLog } from '#store/import-log.ts';
import { createMemoryRows } from '#store/memory-rows.ts';
import { isRow } from '#store/row.ts';
import { openStoredLog } from '#store/stored-log.ts';
import { readAll, value } from '../contract/log/log-contract.ts';
import { type DatabaseDump, recordsOf } from '../support/store/database-dump.ts';
import { planHashes, recordedBlob, recordedHead, recordedPlans, recordedSequences } from './recorded-store.ts';

const textOf = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const recorded: DatabaseDump = JSON.parse(textOf('store-schema-1.json'));

test('[S31] rows of the first schema still hold the plans that they held', async () => {
  const rows = createMemoryRows('recorded');
  const written = recordsOf(recorded, 'rows').filter(isRow);
  const [chunk] = recordsOf(recorded, 'chunks') as [{ bytes: Uint8Array }];
  const blob = { ...recordedBlob, mediaType: 'text/plain', bytes: chunk.bytes };
  value(await rows.write({ after: 0, rows: written, blobs: [blob], durability: 'relaxed' }));
  await expectRecorded(await openLog(rows));
});

test('[S31] a log file of the first version still brings the plans that it brought', async () => {
  const log = await openLog();
  const report = value(await importLog(log, new Blob([textOf('log-v1.foldline')])));
  expect(report).toEqual({ streams: Object.keys(recordedSequences).sort(), added: recordedHead, known: 0 });
  await expectRecorded(log);
});

async function expectRecorded(log: EventLog): Promise<void> {
  expect(await planHashes(log)).toEqual(recordedPlans);
  const heads = value(await log.heads());
  expect([heads.position, Object.fromEntries(heads.sequences)]).toEqual([recordedHead, recordedSequences]);
  expect(value(await log.getBlob(recordedBlob.hash)).length).toBe(recordedBlob.size);
  const future = (await readAll(log, { streams: ['plan/future'] })).flatMap(({ events }) => events);
  expect(future.at(-1)).toEqual({ type: 'TaskTeleported', v: 3, to: 'Mars' });
}

async function openLog(rows = createMemoryRows('elsewhere')): Promise<EventLog> {
  return value(
    await openStoredLog(rows, {
      now: () => 1_763_900_000_000,
      random: (bytes) => crypto.getRandomValues(bytes),
      announcer: silentAnnouncer(),
      checksum: await openChecksum(),
    }),
  );
}
