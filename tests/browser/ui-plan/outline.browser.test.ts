import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import App from '../../../src/ui/App.svelte';
import { createApp } from '../../../src/ui/state/create-app.ts';
import { PlanInMemory } from './plan-in-memory.ts';

let plan: PlanInMemory;

beforeEach(async () => {
  await page.viewport(1280, 800);
  localStorage.clear();
  plan = new PlanInMemory();
});
afterEach(() => history.replaceState(null, '', '#/'));

async function open() {
  history.replaceState(null, '', `${plan.address}/outline`);
  await render(App, { app: createApp(plan.connection) });
  await expect.element(grid()).toBeInTheDocument();
}
const grid = () => page.getByRole('treegrid', { name: 'Tasks', exact: true });
const rows = () => [...document.querySelectorAll<HTMLElement>('[role="treegrid"] [data-task-id]')];
const titles = () => rows().map((row) => `${'-'.repeat(Number(row.ariaLevel))}${row.dataset.taskTitle}`);
const row = (title: string) => {
  const found = rows().find((one) => one.dataset.taskTitle === title);
  if (!found) throw new Error(`no row "${title}": ${titles().join(', ')}`);
  return found;
};
const focused = () => (document.activeElement as HTMLElement | null)?.dataset.taskTitle;
const said = () => [...document.querySelectorAll('[aria-live="polite"]')].map((region) => region.textContent).join('');
const press = (...keys: string[]) => userEvent.keyboard(keys.map((key) => `{${key}}`).join(''));
const alt = (key: string) => userEvent.keyboard(`{Alt>}{${key}}{/Alt}`);

async function goTo(title: string) {
  row(title).focus();
  await expect.poll(focused).toBe(title);
}

describe('[U4] the outline is complete by keyboard', () => {
  test('rows say what their task is, how it stands and what it needs', async () => {
    plan.with('Buy paint', 'Paint walls');
    const buy = plan.task('Buy paint').id;
    plan.does({
      type: 'LinkTasks',
      v: 1,
      taskId: plan.task('Paint walls').id,
      needs: buy,
      needType: 'blocks',
      lagMinutes: 0,
    });
    await open();
    expect(rows().map(({ dataset }) => [dataset.taskTitle, dataset.taskStatus, dataset.taskNeeds])).toEqual([
      ['Buy paint', 'ready', ''],
      ['Paint walls', 'waiting', buy],
    ]);
    expect(row('Buy paint').dataset.taskId).toBe(buy);
    await page.getByRole('button', { name: 'Go to Buy paint, which this needs' }).click();
    await expect.poll(focused).toBe('Buy paint');
  });

  test('one row takes Tab; arrows, Home and End go between rows, left and right between levels', async () => {
    plan.with('One', 'Group', 'Inside', 'Last');
    plan.does({
      type: 'MoveTasks',
      v: 1,
      taskIds: [plan.task('Inside').id],
      parentId: plan.task('Group').id,
      after: null,
    });
    await open();
    expect(rows().map((one) => one.tabIndex)).toEqual([0, -1, -1, -1]);
    await goTo('One');
    await press('End');
    await expect.poll(focused).toBe('Last');
    await press('ArrowUp', 'ArrowLeft');
    await expect.poll(focused).toBe('Group');
    expect(row('Group').ariaExpanded).toBe('true');
    await press('ArrowLeft');
    await expect.poll(titles).toEqual(['-One', '-Group', '-Last']);
    await press('ArrowRight');
    await expect.poll(titles).toEqual(['-One', '-Group', '--Inside', '-Last']);
    await press('ArrowRight');
    await expect.poll(focused).toBe('Inside');
    await press('Home');
    await expect.poll(focused).toBe('One');
    expect(rows().map((one) => one.tabIndex)).toEqual([0, -1, -1, -1]);
  });

  test('a title is edited in place: Enter keeps, Escape leaves it, leaving the field keeps too', async () => {
    plan.with('Bye paint', 'Other');
    await open();
    await goTo('Bye paint');
    await press('F2');
    await userEvent.keyboard('Buy paint');
    await press('Enter');
    await expect.poll(titles).toEqual(['-Buy paint', '-Other']);
    await expect.poll(focused).toBe('Buy paint');
    await press('Enter');
    await userEvent.keyboard('Nonsense');
    await press('Escape');
    await expect.poll(focused).toBe('Buy paint');
    await press('Enter');
    await userEvent.keyboard('Buy good paint');
    row('Other').focus();
    await expect.poll(titles).toEqual(['-Buy good paint', '-Other']);
    expect(plan.sent.map(({ type }) => type)).toEqual(['EditTask', 'EditTask']);
  });

  test('tasks are added below one another, nested while typing, and in the order they were typed', async () => {
    plan.with('First');
    await open();
    await goTo('First');
    await userEvent.keyboard('{Shift>}{Enter}{/Shift}');
    await userEvent.keyboard('Second');
    await press('Enter');
    await expect.poll(titles).toContain('-Second');
    await press('Tab');
    await userEvent.keyboard('Inside');
    await press('Enter');
    await expect.poll(titles).toEqual(['-First', '-Second', '--Inside']);
    await press('Escape');
    await expect.poll(focused).toBe('Inside');
    const field = page.getByRole('textbox', { name: 'New task' });
    let go = () => {};
    plan.slow = new Promise((resolve) => {
      go = resolve;
    });
    for (const title of ['Third', 'Fourth']) {
      await field.fill(title);
      await press('Enter');
    }
    go();
    await expect.poll(titles).toEqual(['-First', '-Second', '--Inside', '-Third', '-Fourth']);
  });

  test('a task is nested, lifted and moved, and is still the one that has the focus', async () => {
    plan.with('One', 'Two', 'Three');
    await open();
    await goTo('Two');
    await alt('ArrowRight');
    await expect.poll(titles).toEqual(['-One', '--Two', '-Three']);
    expect(focused()).toBe('Two');
    await expect.poll(said).toContain('Two moved: 1 of 1, level 2.');
    await alt('ArrowLeft');
    await expect.poll(titles).toEqual(['-One', '-Two', '-Three']);
    await alt('ArrowDown');
    await expect.poll(titles).toEqual(['-One', '-Three', '-Two']);
    await alt('ArrowUp');
    await alt('ArrowUp');
    await expect.poll(titles).toEqual(['-Two', '-One', '-Three']);
    expect(focused()).toBe('Two');
    await alt('ArrowUp');
    await expect.element(page.getByText('It is the first one here.').first()).toBeInTheDocument();
  });

  test('completing says what became ready, and the same key takes it back', async () => {
    plan.with('Buy paint', 'Paint walls');
    plan.does({
      type: 'LinkTasks',
      v: 1,
      taskId: plan.task('Paint walls').id,
      needs: plan.task('Buy paint').id,
      needType: 'blocks',
      lagMinutes: 0,
    });
    await open();
    await goTo('Buy paint');
    await userEvent.keyboard(' ');
    await expect.poll(() => row('Paint walls').dataset.taskStatus).toBe('ready');
    await expect.poll(said).toContain('Buy paint is done. 1 task became ready.');
    await userEvent.keyboard('x');
    await expect.poll(() => row('Buy paint').dataset.taskStatus).toBe('ready');
    await userEvent.keyboard('s');
    await expect.poll(() => row('Buy paint').dataset.taskStatus).toBe('running');
    await userEvent.keyboard('k');
    await expect.poll(() => row('Buy paint').dataset.taskStatus).toBe('skipped');
  });

  test('a need is found by typing; one that would close a circle is refused and the circle is named', async () => {
    plan.with('Buy paint', 'Paint walls', 'Sweep');
    plan.does({
      type: 'LinkTasks',
      v: 1,
      taskId: plan.task('Paint walls').id,
      needs: plan.task('Buy paint').id,
      needType: 'blocks',
      lagMinutes: 0,
    });
    await open();
    await goTo('Buy paint');
    await userEvent.keyboard('l');
    await expect.element(page.getByRole('combobox', { name: 'Task that must be done first' })).toHaveFocus();
    await userEvent.keyboard('walls');
    await press('Enter');
    await expect
      .element(
        page.getByText('That would close a circle: “Buy paint” → “Paint walls” → “Buy paint”.', { exact: false }),
      )
      .toBeVisible();
    expect(plan.sent).toEqual([]);
    await userEvent.clear(page.getByRole('combobox', { name: 'Task that must be done first' }));
    await userEvent.keyboard('swe');
    await press('Enter');
    await expect.poll(() => row('Buy paint').dataset.taskNeeds).toBe(plan.task('Sweep').id);
    await expect.poll(focused).toBe('Buy paint');
  });

  test('a task is removed at once and brought back by the toast; one that others need asks what becomes of them', async () => {
    plan.with('Buy paint', 'Paint walls', 'Sweep');
    const link = (task: string, needs: string) =>
      plan.does({
        type: 'LinkTasks',
        v: 1,
        taskId: plan.task(task).id,
        needs: plan.task(needs).id,
        needType: 'blocks',
        lagMinutes: 0,
      });
    link('Paint walls', 'Buy paint');
    link('Sweep', 'Paint walls');
    await open();
    await goTo('Sweep');
    await press('Delete');
    await expect.poll(titles).toEqual(['-Buy paint', '-Paint walls']);
    await expect.poll(focused).toBe('Paint walls');
    await page.getByText('“Sweep” is removed.').first().element().parentElement?.querySelector('button')?.click();
    await expect.poll(titles).toEqual(['-Buy paint', '-Paint walls', '-Sweep']);
    await goTo('Paint walls');
    await press('Delete');
    await expect.element(page.getByRole('dialog', { name: 'Remove “Paint walls”?' })).toBeVisible();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await expect.poll(() => row('Sweep').dataset.taskNeeds).toBe(plan.task('Buy paint').id);
  });

  test('plain letters do nothing when they are switched off', async () => {
    plan.settings.set('singleKeys', 'off');
    plan.with('One');
    await open();
    await goTo('One');
    await userEvent.keyboard('x');
    await press('Enter');
    await press('Escape');
    expect(plan.sent).toEqual([]);
  });
});

describe('looking for tasks', () => {
  beforeEach(() => {
    plan.with('Group', 'Inside paint', 'Other', 'Paint');
    plan.does({
      type: 'MoveTasks',
      v: 1,
      taskIds: [plan.task('Inside paint').id],
      parentId: plan.task('Group').id,
      after: null,
    });
    plan.does({ type: 'CompleteTask', v: 1, taskId: plan.task('Paint').id, result: null });
  });

  test('a search keeps the groups that hold a match, opens them, and goes with Escape', async () => {
    await open();
    await page.getByRole('button', { name: 'Collapse all' }).click();
    await expect.poll(titles).toEqual(['-Group', '-Other', '-Paint']);
    await userEvent.keyboard('/');
    await expect.element(page.getByRole('searchbox', { name: 'Search tasks' })).toHaveFocus();
    await userEvent.keyboard('paint');
    await expect.poll(titles).toEqual(['-Group', '--Inside paint', '-Paint']);
    await expect.poll(said).toContain('2 tasks match.');
    await press('Escape');
    await expect.poll(titles).toEqual(['-Group', '-Other', '-Paint']);
  });

  test('a filter shows what is ready', async () => {
    await open();
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.getByRole('menuitemradio', { name: /^Ready/u }).click();
    await expect.poll(titles).toEqual(['-Group', '--Inside paint', '-Other']);
  });
});

describe('details', () => {
  const field = (name: string) =>
    page.getByRole('complementary', { name: 'Details' }).getByLabelText(name, { exact: true });

  test('one command for each pause or blur, and none for what did not change', async () => {
    plan.with('One');
    await open();
    await goTo('One');
    await field('Notes').fill('First words');
    await expect.poll(() => plan.task('One').description).toBe('First words');
    await field('Estimate').fill('1h 30m');
    (document.activeElement as HTMLElement).blur();
    await expect.poll(() => plan.task('One').estimateMinutes).toBe(90);
    await field('Tags').fill(' , ');
    (document.activeElement as HTMLElement).blur();
    await field('Priority').selectOptions('High');
    await expect.poll(() => plan.task('One').priority).toBe(3);
    await field('Due').fill('2030-01-31');
    await expect.poll(() => plan.task('One').dueAt?.date).toBe('2030-01-31');
    await field('Due time').fill('17:30');
    await expect.poll(() => plan.task('One').dueAt?.time).toBe('17:30');
    expect(plan.sent.map(({ type }) => type)).toEqual(Array.from({ length: 5 }, () => 'EditTask'));
  });

  test('what is wrong is said and kept, and goes into no command', async () => {
    plan.with('One');
    await open();
    await goTo('One');
    await field('Estimate').fill('soon');
    await expect.element(page.getByText('Write a time such as 45 min, 2 h or 1 day.')).toBeVisible();
    (document.activeElement as HTMLElement).blur();
    await expect.element(field('Estimate')).toHaveValue('soon');
    expect(plan.sent).toEqual([]);
  });

  test('a field that is typed in is not overwritten by another tab, and the last word holds', async () => {
    plan.with('One');
    await open();
    await goTo('One');
    await field('Notes').click();
    await userEvent.keyboard('Mine');
    plan.does({ type: 'EditTask', v: 1, taskId: plan.task('One').id, set: { description: 'Theirs', assignee: 'Kim' } });
    await expect.element(field('Who')).toHaveValue('Kim');
    await expect.element(field('Notes')).toHaveValue('Mine');
    await expect.poll(() => plan.task('One').description).toBe('Mine');
    (document.activeElement as HTMLElement).blur();
    plan.does({ type: 'EditTask', v: 1, taskId: plan.task('One').id, set: { description: 'Theirs again' } });
    await expect.element(field('Notes')).toHaveValue('Theirs again');
  });

  test('words that were typed are kept when another task is chosen before they were sent', async () => {
    plan.with('One', 'Two');
    await open();
    await goTo('One');
    await field('Notes').fill('Typed in a hurry');
    await goTo('Two');
    await expect.poll(() => plan.task('One').description).toBe('Typed in a hurry');
    expect(plan.task('Two').description).toBe('');
  });

  test('they say why a task waits, and take a need away', async () => {
    plan.with('Buy paint', 'Paint walls');
    plan.does({
      type: 'LinkTasks',
      v: 1,
      taskId: plan.task('Paint walls').id,
      needs: plan.task('Buy paint').id,
      needType: 'blocks',
      lagMinutes: 0,
    });
    await open();
    await goTo('Paint walls');
    await expect.element(page.getByText('It waits for “Buy paint”.')).toBeVisible();
    await page.getByRole('button', { name: 'Remove the need for Buy paint' }).click();
    await expect.element(page.getByText('It can start now.')).toBeVisible();
  });

  test('on a phone they are a sheet', async () => {
    await page.viewport(390, 844);
    plan.with('One');
    await open();
    await goTo('One');
    await userEvent.keyboard('e');
    await expect.element(page.getByRole('dialog', { name: 'Details' })).toBeVisible();
    await press('Escape');
    await expect.poll(focused).toBe('One');
  });
});

test('the plan is renamed in its heading and its fingerprint is shown', async () => {
  plan.with('One');
  await open();
  await page.getByRole('button', { name: 'Move house', exact: true }).click();
  await userEvent.keyboard('Move out');
  await press('Enter');
  await expect.element(page.getByRole('heading', { level: 1, name: 'Move out' })).toBeVisible();
  await page.getByRole('button', { name: 'Plan menu' }).click();
  await page.getByRole('menuitem', { name: 'Plan details' }).click();
  await expect
    .element(page.getByRole('dialog', { name: 'Plan details' }))
    .toHaveTextContent(await plan.service.fingerprint('' as never).then((answer) => answer?.contentHash ?? ''));
});

test('a plan without tasks teaches with one sentence and one action', async () => {
  await open();
  await page.getByRole('button', { name: 'Add the first task' }).click();
  await userEvent.keyboard('Call the landlord');
  await press('Enter');
  await expect.poll(titles).toEqual(['-Call the landlord']);
  await expect.element(page.getByText('0 of 1 done')).toBeVisible();
});

test('an edit draws the row that it touches and no other', async () => {
  plan.with('One', 'Two', 'Three');
  await open();
  const changed = new Set<string>();
  const watch = new MutationObserver((records) => {
    for (const { target } of records) {
      const element = target instanceof Element ? target : target.parentElement;
      changed.add(element?.closest<HTMLElement>('[data-task-id]')?.dataset.taskTitle ?? 'none');
    }
  });
  watch.observe(grid().element(), { subtree: true, childList: true, attributes: true, characterData: true });
  plan.does({ type: 'EditTask', v: 1, taskId: plan.task('Two').id, set: { title: 'Second' } });
  await expect.poll(titles).toContain('-Second');
  watch.disconnect();
  expect([...changed]).toEqual(['Second']);
});

describe('a plan of 2,000 tasks', () => {
  test('draws the rows near the eye, says how many there are, and reaches the last by key', async () => {
    plan.with('Task 0');
    plan.does({
      type: 'SplitTask',
      v: 1,
      taskId: plan.task('Task 0').id,
      titles: Array.from({ length: 50 }, (_, n) => `Task ${n}`),
    });
    for (const task of [...plan.state.tasks.values()].slice(0, 40)) {
      plan.does({
        type: 'SplitTask',
        v: 1,
        taskId: task.id,
        titles: Array.from({ length: 50 }, (_, n) => `${task.title}.${n}`),
      });
    }
    expect(plan.state.tasks.size).toBeGreaterThan(2000);
    await open();
    expect(grid().element().ariaRowCount ?? grid().element().getAttribute('aria-rowcount')).toBe(
      String(plan.state.tasks.size),
    );
    expect(rows().length).toBeLessThan(200);
    rows()[0]?.focus();
    await press('End');
    await expect
      .poll(
        () =>
          (document.activeElement as HTMLElement).ariaRowIndex ?? document.activeElement?.getAttribute('aria-rowindex'),
      )
      .toBe(String(plan.state.tasks.size));
    const last = document.activeElement as HTMLElement;
    const box = last.getBoundingClientRect();
    expect(box.top).toBeGreaterThan(0);
    expect(box.bottom).toBeLessThan(innerHeight);
    await press('F2');
    await userEvent.keyboard('The very last');
    await press('Enter');
    await expect.poll(focused).toBe('The very last');
  });

  test('of 500 all rows are there', async () => {
    plan.with('Task 0');
    for (let n = 0; n < 10; n += 1) {
      const first = [...plan.state.tasks.values()][n];
      if (first)
        plan.does({
          type: 'SplitTask',
          v: 1,
          taskId: first.id,
          titles: Array.from({ length: 50 }, (_, m) => `Task ${n}.${m}`),
        });
    }
    while (plan.state.tasks.size < 500) plan.with(`More ${plan.state.tasks.size}`);
    await open();
    expect(rows()).toHaveLength(500);
  });
});

test('what has begun can be marked as failed from its menu, and only that', async () => {
  plan.with('Call the bank', 'Pay');
  await open();
  const menu = (title: string) =>
    grid()
      .getByRole('button', { name: `Actions for ${title}` })
      .click();
  await goTo('Call the bank');
  await press('s');
  await expect.poll(() => row('Call the bank').dataset.taskStatus).toBe('running');
  await menu('Call the bank');
  await page.getByRole('menuitem', { name: 'Mark as failed' }).click();
  await expect.poll(() => row('Call the bank').dataset.taskStatus).toBe('failed');
  await expect.poll(said).toContain('“Call the bank” is marked as failed.');
  await goTo('Pay');
  await menu('Pay');
  await expect.element(page.getByRole('menuitem', { name: 'Complete' })).toBeVisible();
  await expect.element(page.getByRole('menuitem', { name: 'Mark as failed' })).not.toBeInTheDocument();
  await press('Escape');
  await page.getByRole('button', { name: 'Take back' }).click();
  await expect.poll(() => row('Call the bank').dataset.taskStatus).toBe('running');
});

test('the focus is back on the row as soon as its field closes, so that the next key finds it', async () => {
  plan.with('One', 'Two');
  await open();
  await goTo('One');
  await press('F2');
  await expect.poll(() => document.activeElement?.tagName).toBe('INPUT');
  document.activeElement?.dispatchEvent(
    new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }),
  );
  await tick();
  expect(focused()).toBe('One');
});
