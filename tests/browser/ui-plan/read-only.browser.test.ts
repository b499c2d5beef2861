import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { t } from '#messages/catalogue.ts';
import App from '../../../src/ui/App.svelte';
import { createApp } from '../../../src/ui/state/create-app.ts';
import { PlanInMemory } from './plan-in-memory.ts';

afterEach(() => history.replaceState(null, '', '#/'));

test('[D25] a plan with an event of a version to come is shown, says which, and offers nothing to write', async () => {
  const plan = new PlanInMemory().with('Buy paint');
  history.replaceState(null, '', `${plan.address}/outline`);
  await render(App, { app: createApp(plan.connection) });
  const quickAdd = page.getByRole('textbox', { name: t.plan.newTask });
  await expect.element(quickAdd).toBeInTheDocument();
  const { state } = plan;
  plan.feed({
    type: 'snapshot',
    state,
    cursor: 3,
    readOnly: { code: 'UnknownEvent', params: { type: 'TaskTeleported', v: 3 } },
  });
  await expect.element(page.getByText(t.notices.planReadOnly('TaskTeleported'))).toBeVisible();
  await expect.element(page.getByText('Buy paint')).toBeVisible();
  await expect.element(quickAdd).not.toBeInTheDocument();
});
