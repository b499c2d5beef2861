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

function until(page: Connection, fits: (status: ConnectionStatus) => boolean): Promise<ConnectionStatus> {
  return new Promise((resolve) => {
    if (fits(page.status)) resolve(page.status);
    page.onStatus((status) => fits(status) && resolve(status));
  });
}
