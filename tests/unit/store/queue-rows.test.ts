import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventLog } from '#store/event-log.ts';
import { importQueueRows, queueRowsOf } from '#store/queue/import-queue-rows.ts';
import { failure, readAll, value } from '../../contract/log/log-contract.ts';
import { createTabs, type Tabs } from '../../support/store/tabs.ts';

let tabs: Tabs;
let log: EventLog;

beforeEach(async () => {
  tabs = await createTabs();
  log = await tabs.open();
});
afterEach(() => tabs.close());

/** A row of the earlier generation, as SQLite gives it: JSON and time as text. */
const earlier = (changes: object = {}) => ({
  stream_id: 'planner',
  event_type: 'TasksPlanned',
  aggregate_id: 'thread-1',
  sequence: 1,
  event_version: '1.0',
  data: '{"TasksPlanned":{"tasks":[]}}',
  metadata:
    '{"correlation_id":"0d8e6a3c-8f57-4c5f-9d0b-6d5b7a0c0001","causation_id":"0d8e6a3c-8f57-4c5f-9d0b-6d5b7a0c0002","extra":{"by":"cli"}}',
  created_at: '2025-09-03 10:20:30',
  ...changes,
});
/** A row of the later generation, as Postgres gives it: JSON as it is, and no time. */
const later = (changes: object = {}) => ({
  stream_id: 'runs',
  aggregate_type: 'thread',
  aggregate_id: '7',
  sequence: 1,
  event_type: 'prompted',
  event_version: 'v2',
  data: { Prompted: { text: 'Größe ☕' } },
  metadata: { correlation_id: null, causation_id: null, extra: null },
  ...changes,
});

describe('rows of the older queue', () => {
  it('[S33] of the earlier generation become commits that say all that the row said', async () => {
    expect(value(await importQueueRows(log, [earlier()]))).toEqual({ added: 1, known: 0 });
    const [commit] = await readAll(log);
    expect(commit).toMatchObject({
      id: 'queue-1/planner/TasksPlanned/thread-1/1',
      stream: 'queue/planner/thread-1',
      at: Date.UTC(2025, 8, 3, 10, 20, 30),
      zone: 'UTC',
      locale: 'und',
      correlation: '0d8e6a3c-8f57-4c5f-9d0b-6d5b7a0c0001',
      causation: '0d8e6a3c-8f57-4c5f-9d0b-6d5b7a0c0002',
    });
    expect(commit?.actor).toEqual({ type: 'queue', metadata: JSON.parse(earlier().metadata) });
    expect(commit?.events).toEqual([
      {
        type: 'TasksPlanned',
        v: 1,
        data: { TasksPlanned: { tasks: [] } },
        row: {
          stream_id: 'planner',
          aggregate_id: 'thread-1',
          sequence: 1,
          event_version: '1.0',
          created_at: '2025-09-03 10:20:30',
        },
      },
    ]);
  });

  it('[S33] of the later generation have no time, and none is invented', async () => {
    value(await importQueueRows(log, [later()]));
    const [commit] = await readAll(log);
    expect(commit).toMatchObject({
      id: 'queue-2/runs/thread/7/1',
      stream: 'queue/runs/thread/7',
      at: 0,
      correlation: 'queue-2/runs/thread/7/1',
      causation: null,
      events: [{ type: 'prompted', v: 2, data: { Prompted: { text: 'Größe ☕' } }, row: { event_version: 'v2' } }],
    });
  });

  it('[S33] are read by aggregate and by type like any others', async () => {
    const rows = [
      earlier(),
      earlier({ aggregate_id: 'a/b%', sequence: 2 }),
      earlier({ event_type: 'TaskDispatched', sequence: 3 }),
      later(),
      later({ sequence: 2, event_type: 'answered' }),
    ];
    value(await importQueueRows(log, rows));
    const ids = async (query: Parameters<EventLog['read']>[0]) => (await readAll(log, query)).map(({ id }) => id);
    expect(await ids({ aggregate: { type: 'queue/planner', id: 'thread-1' } })).toEqual([
      'queue-1/planner/TasksPlanned/thread-1/1',
      'queue-1/planner/TaskDispatched/thread-1/3',
    ]);
    expect(await ids({ aggregate: { type: 'queue/planner' } })).toHaveLength(3);
    expect(await ids({ aggregate: { id: 'a%2Fb%25' } })).toEqual(['queue-1/planner/TasksPlanned/a%2Fb%25/2']);
    expect(await ids({ aggregate: { type: 'queue/runs/thread' }, types: ['answered'] })).toEqual([
      'queue-2/runs/thread/7/2',
    ]);
  });

  it('[S33] imported again change nothing, also beside new ones', async () => {
    const rows = [earlier(), earlier({ sequence: 2 }), later()];
    value(await importQueueRows(log, rows));
    const before = await readAll(log);
    const again = await tabs.open();
    expect(value(await importQueueRows(again, rows))).toEqual({ added: 0, known: 3 });
    expect(await readAll(log)).toEqual(before);
    expect(value(await importQueueRows(log, [...rows, later({ sequence: 2 })]))).toEqual({ added: 1, known: 3 });
  });

  it('[S33] keep the order of their sequence, however they were dumped', async () => {
    // By primary key, as a dump comes: types in the order of the alphabet.
    const dumped = [
      earlier({ event_type: 'A', sequence: 3 }),
      earlier({ event_type: 'B', sequence: 1 }),
      later({ sequence: 2 }),
      earlier({ event_type: 'B', sequence: 10 }),
      earlier({ event_type: 'C', sequence: 2, aggregate_id: 'thread-2' }),
      later({ sequence: 1 }),
      // Two writers of the earlier generation could share a number.
      earlier({ event_type: 'D', sequence: 3 }),
    ];
    value(await importQueueRows(log, dumped));
    const order = (await readAll(log)).map(({ events: [event] }) => [event?.type, Object(event?.row).sequence]);
    expect(order).toEqual([
      ['B', 1],
      ['C', 2],
      ['A', 3],
      ['D', 3],
      ['B', 10],
      ['prompted', 1],
      ['prompted', 2],
    ]);
  });

  it('[S33] a bad one is named by number and reason, all of them at once, and then none is taken in', async () => {
    const bad: readonly (readonly [unknown, string])[] = [
      [null, 'row'],
      [[], 'row'],
      ['text', 'row'],
      [earlier({ stream_id: 7 }), 'stream_id'],
      [earlier({ aggregate_id: undefined }), 'aggregate_id'],
      [later({ aggregate_type: 7 }), 'aggregate_type'],
      [earlier({ event_type: '' }), 'event_type'],
      [earlier({ event_version: 'beta' }), 'event_version'],
      [earlier({ event_version: null }), 'event_version'],
      [earlier({ sequence: '1' }), 'sequence'],
      [earlier({ sequence: 1.5 }), 'sequence'],
      [earlier({ created_at: 'yesterday' }), 'created_at'],
      [earlier({ created_at: undefined }), 'created_at'],
      [earlier({ created_at: '2025-13-41 10:20:30' }), 'created_at'],
      [earlier({ data: '{"cut":' }), 'data'],
      [earlier({ data: undefined }), 'data'],
      [earlier({ metadata: '[]' }), 'metadata'],
      [earlier({ metadata: { correlation_id: 7 } }), 'metadata'],
      [earlier({ metadata: { causation_id: {} } }), 'metadata'],
    ];
    const rows = [earlier(), ...bad.map(([row]) => row), later()];
    expect(failure(await importQueueRows(log, rows))).toEqual({
      code: 'RowsRefused',
      params: { rows: bad.map(([, reason], i) => ({ row: i + 2, reason })) },
      retry: 'never',
    });
    expect(await readAll(log)).toEqual([]);
  });

  it('[S33] the same key with something else in it is refused by number, in one import and in the next', async () => {
    const other = earlier({ data: '{"TasksPlanned":{"tasks":[1]}}' });
    const refused = (row: number, reason: string) => ({ code: 'RowsRefused', params: { rows: [{ row, reason }] } });
    expect(failure(await importQueueRows(log, [later(), earlier(), other]))).toMatchObject(refused(3, 'other-content'));
    expect(value(await importQueueRows(log, [earlier(), earlier()]))).toEqual({ added: 1, known: 1 });
    expect(failure(await importQueueRows(log, [later(), other]))).toMatchObject(refused(2, 'other-content'));
    expect(failure(await importQueueRows(log, [later({ data: { half: '\ud800' } })]))).toMatchObject(
      refused(1, 'unwritable'),
    );
    expect(await readAll(log)).toHaveLength(1);
  });

  it('[S33] take time, data and versions in every form that the two databases print', async () => {
    const times: readonly (readonly [string, number])[] = [
      ['2025-09-03 10:20:30', 0],
      ['2025-09-03T10:20:30Z', 0],
      ['2025-09-03 10:20:30.250000+00', 250],
      ['2025-09-03 12:20:30.25+02:00', 250],
      ['2025-09-03 05:50:30-0430', 0],
      ['2025-09-03 10:20:30.123456789 UTC', 123],
    ];
    const rows = times.map(([created_at], i) => earlier({ sequence: i + 1, created_at }));
    const datas = ['"Started"', 'Started', 'null', '7', { Started: null }, null, 7, ['Started']];
    const versions = ['1', 'v2', '3.4', 5, 6.7];
    value(
      await importQueueRows(log, [
        ...rows,
        ...datas.map((data, i) => later({ sequence: i + 1, data, metadata: undefined })),
        ...versions.map((event_version, i) => later({ sequence: i + 1, aggregate_id: 'v', event_version })),
      ]),
    );
    const read = await readAll(log);
    const start = Date.UTC(2025, 8, 3, 10, 20, 30);
    expect(read.slice(0, times.length).map(({ at }) => at)).toEqual(
      times.map(([, milliseconds]) => start + milliseconds),
    );
    expect(read.flatMap(({ stream, events }) => (stream.endsWith('/7') ? events.map(({ data }) => data) : []))).toEqual(
      ['Started', 'Started', null, 7, { Started: null }, null, 7, ['Started']],
    );
    expect(read.flatMap(({ stream, events }) => (stream.endsWith('/v') ? events.map(({ v }) => v) : []))).toEqual([
      1, 2, 3, 5, 6,
    ]);
  });

  it('[S33] come as one JSON array or one a line; a line that is no JSON is named', async () => {
    const rows = [earlier(), later()];
    const lines = `${rows.map((row) => JSON.stringify(row)).join('\r\n\r\n')}\n`;
    expect(value(queueRowsOf(lines))).toEqual(rows);
    expect(value(queueRowsOf(` ${JSON.stringify(rows, null, 2)}`))).toEqual(rows);
    expect(value(queueRowsOf(''))).toEqual([]);
    expect(failure(queueRowsOf(`{}\n{"a":\n{}\nnot`)).params.rows).toEqual([
      { row: 2, reason: 'text' },
      { row: 4, reason: 'text' },
    ]);
    expect(failure(queueRowsOf('[{},')).params.rows).toEqual([{ row: 1, reason: 'text' }]);
  });

  it('[S33] failures of the log come through', async () => {
    await log.close();
    expect(failure(await importQueueRows(log, [earlier()])).code).toBe('LogClosed');
  });
});
