import { t } from '#messages/catalogue.ts';
import type { Action } from './actions.svelte.ts';
import type { App } from './app.ts';
import { focusGoal } from './goal-focus.ts';
import { HOME, INSPECTOR, planPlace, privacyPlace, SETTINGS } from './place.ts';

/** What can be done from every screen. */
export function globalActions(app: App, showShortcuts: () => void): readonly Action[] {
  const { session, router, files } = app;
  const lastPlan = () => session.visiblePlans[0];
  return [
    {
      id: 'new-goal',
      group: 'everywhere',
      keys: ['n'],
      run: () => {
        router.go(HOME);
        void focusGoal();
      },
    },
    { id: 'go-home', group: 'everywhere', keys: ['g h'], run: () => router.go(HOME) },
    {
      id: 'go-plan',
      group: 'everywhere',
      keys: ['g p'],
      why: () => (lastPlan() === undefined ? t.rail.noPlans : null),
      run: () => {
        const plan = lastPlan();
        if (plan) router.go(planPlace(plan.planId));
      },
    },
    { id: 'go-settings', group: 'everywhere', keys: ['g s'], run: () => router.go(SETTINGS) },
    { id: 'go-inspector', group: 'everywhere', keys: ['g i'], run: () => router.go(INSPECTOR) },
    { id: 'go-privacy', group: 'everywhere', keys: ['g y'], run: () => router.go(privacyPlace()) },
    { id: 'show-shortcuts', group: 'everywhere', keys: ['Shift+?', '?'], run: showShortcuts },
    { id: 'undo', group: 'everywhere', keys: ['$mod+z'], why: () => t.notNow.noPlanOpen, run: () => undefined },
    {
      id: 'redo',
      group: 'everywhere',
      keys: ['$mod+Shift+z', '$mod+y'],
      why: () => t.notNow.noPlanOpen,
      run: () => undefined,
    },
    {
      id: 'export-log',
      group: 'everywhere',
      keys: ['$mod+s'],
      run: () => void files.exportLog({ type: 'everything' }),
    },
    { id: 'back-up', group: 'everywhere', run: () => void app.backups.backUp() },
    { id: 'import-log', group: 'everywhere', run: () => router.go(SETTINGS) },
    { id: 'retry', group: 'everywhere', run: () => void session.retryUnsaved() },
    { id: 'reload-app', group: 'everywhere', run: () => void app.update.apply(() => app.scratches.flush()) },
  ];
}
