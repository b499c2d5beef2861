import { ok, type Result } from '#kit/result.ts';
import { silentAnnouncer } from '#store/announce.ts';
import { openChecksum } from '#store/checksum.ts';
import type { Commit, EventLog, SubscribeFailure } from '#store/event-log.ts';
import { exportLog } from '#store/export-log.ts';
import { importLog } from '#store/import-log.ts';
import { createMemoryRows } from '#store/memory-rows.ts';
import type { RowStore } from '#store/row-store.ts';
import { openStoredLog } from '#store/stored-log.ts';
import { value } from '../contract/log/log-contract.ts';
import { sampleCommit, sampleCommits } from '../contract/log/sample-commits.ts';
import { pool } from './calls.ts';

/** Two tabs on one storage, and what is handed from one piece of work to the next. */
export interface Desk {
  readonly rows: RowStore;
  readonly tabs: EventLog[];
}

export interface Piece {
  readonly name: string;
  /** Done once more after a failure, it has to come to the same. */
  readonly run: (desk: Desk) => Promise<Result<unknown, { readonly code: string }>>;
}

const checksum = await openChecksum();
const [text, noise] = [pool[4], pool[5]];

export function openTab(rows: RowStore): ReturnType<typeof openStoredLog> {
  const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);
  return openStoredLog(rows, { now: () => 1_763_800_000_000, random, announcer: silentAnnouncer(), checksum });
}

/** A file of another log, with two blobs. */
export async function foreignFile(): Promise<Blob> {
  const log = value(await openTab(createMemoryRows('f'.repeat(32))));
  value(
    await log.append(sampleCommits(3, 'foreign', { stream: 'plan/a', blobs: [text, noise].flatMap((b) => b ?? []) })),
  );
  return value(await exportLog(log));
}

/** Everything that a log does but sealing, each piece by itself. */
export function dailyWork(file: Blob): readonly Piece[] {
  return [
    opening(0),
    opening(1),
    on(0, 'append', (log) => log.append([sampleCommit('a')])),
    on(1, 'append strictly', (log) =>
      log.append([sampleCommit('b'), sampleCommit('c', { stream: 'plan/b' })], { durability: 'strict' }),
    ),
    on(0, 'append at once', async (log) => {
      const calls = atOnce.map((id) => log.append([sampleCommit(id)]));
      const answers = await Promise.all(calls);
      return answers.find((answer) => !answer.ok) ?? ok(answers.flatMap((answer) => value(answer).length));
    }),
    on(1, 'append with a blob', (log) =>
      log.append([sampleCommit('g', { blobs: noise === undefined ? [] : [noise] })]),
    ),
    on(0, 'append again, strictly', (log) => log.append([sampleCommit('a')], { durability: 'strict' })),
    on(1, 'conflict', async (log) => {
      const refused = await log.append([sampleCommit('never', { expected: 'absent' })]);
      return !refused.ok && refused.error.code === 'Conflict' ? ok(refused.error) : refused;
    }),
    on(0, 'put a blob', (log) => log.putBlob(text?.bytes ?? new Uint8Array(0), { mediaType: 'text/plain' })),
    on(1, 'get a blob', async (log) => {
      const bytes = await log.getBlob(noise?.hash ?? '');
      return bytes.ok ? ok(bytes.value.length) : bytes;
    }),
    on(0, 'put a snapshot', (log) => log.putSnapshot(snapshot)),
    on(1, 'get a snapshot', (log) => log.getSnapshot('plan/a', 'f')),
    on(0, 'write beside the log', (log) => log.derived.write({ puts: [{ key: 'k/1', text: 'one' }] })),
    on(1, 'read beside the log', (log) => log.derived.read('k/')),
    on(0, 'import', async (log) => {
      const imported = await importLog(log, file);
      return imported.ok ? ok(imported.value.streams) : imported;
    }),
    on(1, 'append after an import', (log) => log.append([sampleCommit('h')])),
    on(0, 'heads', (log) => log.heads()),
    on(1, 'find', (log) => log.find('c')),
    on(0, 'count references', (log) => log.blobReferences(noise?.hash ?? '')),
    on(1, 'read', readIds),
    on(0, 'read a stream', async (log) => {
      const read = await log.readStream('plan/b');
      return read.ok ? ok(read.value.map(({ id }) => id)) : read;
    }),
    on(1, 'export', async (log) => {
      const file = await exportLog(log);
      return file.ok ? ok((await file.value.text()).split('\n').length) : file;
    }),
    on(0, 'subscribe', (log) => firstBatches(log)),
    on(1, 'verify', (log) => log.verify()),
    on(0, 'lead', async (log) => {
      const epoch = await log.claimEpoch();
      return epoch.ok ? ok('leading') : epoch;
    }),
    opening(0),
    on(0, 'read after opening', readIds),
  ];
}

/** Enough commits that some are due, and the sealing of them. */
export function sealingWork(): readonly Piece[] {
  return [
    opening(0),
    on(0, 'append much', async (log) => {
      const appended = await log.append(sampleCommits(760, 'old', { stream: 'plan/a' }));
      return appended.ok ? ok(appended.value.length) : appended;
    }),
    on(0, 'seal', async (log) => {
      for (;;) {
        const sealed = await log.seal();
        if (!sealed.ok || sealed.value.isDone) return sealed.ok ? ok(log.layout().sealed) : sealed;
      }
    }),
    on(0, 'repeat a sealed one', (log) => log.append([sampleCommit('old-5', { stream: 'plan/a' })])),
    on(0, 'append after sealing', (log) => log.append([sampleCommit('new', { stream: 'plan/a', expected: 760 })])),
    on(0, 'verify', (log) => log.verify()),
    opening(1),
    on(1, 'read', readIds),
    on(1, 'find a sealed one', (log) => log.find('old-7')),
    opening(0),
    on(0, 'read a plan', async (log) => {
      const read = await log.readStream('plan/a');
      return read.ok ? ok(read.value.map(({ id }) => id)) : read;
    }),
    on(1, 'export', async (log) => {
      const file = await exportLog(log);
      return file.ok ? ok((await file.value.text()).split('\n').length) : file;
    }),
  ];
}

/** Where one of them is refused, it comes after the others when it is tried again. */
export const atOnce = ['d', 'e', 'f'];

const snapshot = { stream: 'plan/a', fold: 'f', sequence: 1, position: 1, commitId: 'a', json: '{"tasks":[]}' };

function on(tab: number, name: string, run: (log: EventLog) => ReturnType<Piece['run']>): Piece {
  return {
    name,
    run: async ({ tabs }) => {
      const log = tabs[tab];
      if (log === undefined) throw new Error(`no tab ${tab}`);
      return run(log);
    },
  };
}

function opening(tab: number): Piece {
  return {
    name: 'open',
    async run({ rows, tabs }) {
      const opened = await openTab(rows);
      if (!opened.ok) return opened;
      tabs[tab] = opened.value;
      return ok('open');
    },
  };
}

async function readIds(log: EventLog): ReturnType<Piece['run']> {
  const ids: string[] = [];
  for await (const batch of log.read()) {
    if (!batch.ok) return batch;
    ids.push(...batch.value.map(({ id }) => id));
  }
  return ok(ids);
}

function firstBatches(log: EventLog): ReturnType<Piece['run']> {
  return new Promise((settle) => {
    const seen: Commit[] = [];
    const onEnd = (error: SubscribeFailure) => settle({ ok: false, error });
    const subscription = log.subscribe({ onEnd }, ({ commits, caughtUp }) => {
      seen.push(...commits);
      if (!caughtUp) return;
      subscription.stop();
      settle(ok(seen.map(({ id }) => id)));
    });
  });
}
