import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PlanId } from '#planner/ids.ts';
import type { Connection, ConnectionStatus } from '#service/connect.ts';
import { addTask, newPlan, openPage, send } from '../../contract/service/desk.ts';
import { createPages, type Pages } from './planner-pages.ts';

/** The storage loses what was saved in it, and a page says so and goes on from there. */
describe('a loss', () => {
  let pages: Pages;
  beforeEach(() => {
    pages = createPages();
  });
  afterEach(() => pages.close());

  const loseAll = () => Dexie.delete(pages.logName);

  it('[D16] is said before anything is written, and every call settles with it', async () => {
    const { planId } = await planWithTasks(pages, 3);
    await loseAll();
    const page = pages.open();
    const lost = { code: 'LogLost', params: { stored: 0, known: 4, copied: 4 } };
    expect(await until(page, ({ type }) => type === 'failed')).toMatchObject({ type: 'failed', failure: lost });
    expect(await send(page, planId, addTask('late'))).toMatchObject({ type: 'failure', failure: lost });
    await expect(page.service.inspectStorage()).rejects.toMatchObject(lost);
    expect(page.workers).toHaveLength(1);
    page.close();
    const again = pages.open();
    expect(await until(again, ({ type }) => type === 'failed')).toMatchObject({ failure: lost });
  });

  it('[D16] negative control: without one nothing is said', async () => {
    const { planId } = await planWithTasks(pages, 3);
    const page = pages.open();
    expect((await openPage(page, planId)).titles()).toEqual(['task 0', 'task 1', 'task 2']);
    expect(page.status.type).toBe('connected');
  });

  it('[K10] restored: everything is there again, under a new device id, and it goes on from there', async () => {
    const { planId } = await planWithTasks(pages, 3);
    await loseAll();
    const page = pages.open();
    await until(page, ({ type }) => type === 'failed');
    page.recover('restore');
    await until(page, ({ type }) => type === 'connected');
    const view = await openPage(page, planId);
    expect(view.titles()).toEqual(['task 0', 'task 1', 'task 2']);
    expect(await send(page, planId, addTask('after'))).toMatchObject({ type: 'receipt' });
    page.close();
    const again = pages.open();
    expect((await openPage(again, planId)).titles()).toEqual(['after', 'task 0', 'task 1', 'task 2']);
    await expect.poll(() => again.service.inspectStorage()).toMatchObject({ commits: 5, copy: { position: 5 } });
  });

  it('[K10] gone on without: what was lost stays lost, nothing is said again, and the copy begins anew', async () => {
    await planWithTasks(pages, 3);
    await loseAll();
    const page = pages.open();
    await until(page, ({ type }) => type === 'failed');
    page.recover('goOn');
    await until(page, ({ type }) => type === 'connected');
    const planId = await newPlan(page);
    await expect
      .poll(() => page.service.inspectStorage())
      .toMatchObject({ plans: 1, commits: 1, copy: { state: 'whole', position: 1 } });
    page.close();
    const again = pages.open();
    expect((await openPage(again, planId)).titles()).toEqual([]);
  });

  it('[K10] a file of the copy and one of what is left can be saved before choosing, and imported elsewhere', async () => {
    const { planId } = await planWithTasks(pages, 3);
    await rollBack(pages.logName, 2);
    const page = pages.open();
    expect(await until(page, ({ type }) => type === 'failed')).toMatchObject({
      failure: { code: 'LogLost', params: { stored: 2, known: 4, copied: 4 } },
    });
    const [copy, rest] = [await page.saveCopy('mirror'), await page.saveCopy('readable')];
    page.recover('goOn');
    await until(page, ({ type }) => type === 'connected');
    expect((await openPage(page, planId)).titles()).toEqual(['task 0']);
    const elsewhere = createPages();
    const other = elsewhere.open();
    for (const [file, titles] of [
      [rest, ['task 0']],
      [copy, ['task 0', 'task 1', 'task 2']],
    ] as const) {
      if (file.type === 'failure') throw new Error(file.failure.code);
      expect(await other.service.importLog(file.value)).toMatchObject({ type: 'done' });
      expect((await openPage(other, planId)).titles()).toEqual(titles);
    }
    await elsewhere.close();
  });

  it('[K10] restored after an earlier state came back: only what is missing is added', async () => {
    const { planId } = await planWithTasks(pages, 3);
    await rollBack(pages.logName, 2);
    const page = pages.open();
    await until(page, ({ type }) => type === 'failed');
    page.recover('restore');
    await until(page, ({ type }) => type === 'connected');
    expect((await openPage(page, planId)).titles()).toEqual(['task 0', 'task 1', 'task 2']);
    await expect.poll(() => page.service.inspectStorage()).toMatchObject({ commits: 4, copy: { position: 4 } });
  });

  it.each(['restore', 'goOn'] as const)('[K10] a damaged row: %s', async (choice) => {
    const { planId } = await planWithTasks(pages, 3);
    await damageRow(pages.logName, 3);
    const page = pages.open();
    expect(await until(page, ({ type }) => type === 'failed')).toMatchObject({
      failure: { code: 'LogDamaged', params: { where: 'row 3', readable: 2, copied: 4 } },
    });
    page.recover(choice);
    await until(page, ({ type }) => type === 'connected');
    const titles = choice === 'restore' ? ['task 0', 'task 1', 'task 2'] : ['task 0'];
    expect((await openPage(page, planId)).titles()).toEqual(titles);
    expect(await send(page, planId, addTask('after'))).toMatchObject({ type: 'receipt' });
    page.close();
    const again = pages.open();
    expect((await openPage(again, planId)).titles()).toEqual(['after', ...titles]);
  });

  it('[D17] the database goes away under a tab: it is opened anew and says what was lost', async () => {
    const page = pages.open();
    const planId = await newPlan(page);
    await expect.poll(() => page.service.inspectStorage()).toMatchObject({ copy: { position: 1 } });
    await emptyTables(pages.logName);
    expect(await send(page, planId, addTask('late'))).toMatchObject({
      failure: { code: 'LogLost', params: { stored: 0, known: 1, copied: 1 } },
    });
  });

  it('[D17] restored in another tab: this one goes on with what is there now', async () => {
    const { planId } = await planWithTasks(pages, 3);
    await damageRow(pages.logName, 3);
    const [here, there] = [pages.open(), pages.open()];
    await Promise.all([here, there].map((page) => until(page, ({ type }) => type === 'failed')));
    here.recover('goOn');
    await until(here, ({ type }) => type === 'connected');
    there.retry();
    await until(there, ({ type }) => type === 'connected');
    expect((await openPage(there, planId)).titles()).toEqual(['task 0']);
    await damageRow(pages.logName, 1);
    const third = pages.open();
    await until(third, ({ type }) => type === 'failed');
    third.recover('goOn');
    await until(third, ({ type }) => type === 'connected');
    // The two that were open all the time find it out by themselves.
    expect(await send(there, planId, addTask('more'))).not.toMatchObject({ failure: { code: 'LogSuspect' } });
    expect(there.status).toMatchObject({ type: 'connected', restarts: 1 });
  });

  it('[D11] how the log is kept is in the report', async () => {
    const page = pages.open();
    await newPlan(page);
    await expect
      .poll(() => page.service.inspectStorage())
      .toMatchObject({ leader: 'here', lacks: [], copy: { state: 'whole', position: 1 } });
    const other = pages.open();
    expect(await other.service.inspectStorage()).toMatchObject({ leader: 'elsewhere', copy: { state: 'elsewhere' } });
  });
});

/** Writes, waits for the copy, and closes. */
async function planWithTasks(pages: Pages, count: number): Promise<{ readonly planId: PlanId }> {
  const page = pages.open();
  const planId = await newPlan(page);
  for (let n = 0; n < count; n++) await send(page, planId, addTask(`task ${n}`));
  await expect
    .poll(() => page.service.inspectStorage())
    .toMatchObject({ commits: count + 1, copy: { position: count + 1 } });
  page.close();
  return { planId };
}

async function change(logName: string, work: (transaction: IDBTransaction) => void): Promise<void> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(logName);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const transaction = db.transaction('rows', 'readwrite');
  work(transaction);
  await new Promise((resolve) => {
    transaction.oncomplete = resolve;
  });
  db.close();
}

function rollBack(logName: string, lastRow: number): Promise<void> {
  return change(logName, (transaction) => {
    transaction.objectStore('rows').delete(IDBKeyRange.bound(lastRow + 1, Number.POSITIVE_INFINITY));
  });
}

function emptyTables(logName: string): Promise<void> {
  return change(logName, (transaction) => transaction.objectStore('rows').clear());
}

function damageRow(logName: string, row: number): Promise<void> {
  return change(logName, (transaction) => {
    const rows = transaction.objectStore('rows');
    const found: IDBRequest<{ readonly text: string }> = rows.get(row);
    found.onsuccess = () => rows.put({ ...found.result, text: found.result.text.replace('"actor"', '"actoR"') });
  });
}

function until(page: Connection, fits: (status: ConnectionStatus) => boolean): Promise<ConnectionStatus> {
  return new Promise((resolve) => {
    if (fits(page.status)) resolve(page.status);
    page.onStatus((status) => fits(status) && resolve(status));
  });
}
