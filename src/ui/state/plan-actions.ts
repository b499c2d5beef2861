import { t } from '#messages/catalogue.ts';
import type { Action } from './actions.svelte.ts';
import type { App } from './app.ts';
import type { PlanSession } from './plan-session.svelte.ts';

/** What can be done with the open plan, whichever view shows it. */
export function planActions(plan: PlanSession, app: App): readonly Action[] {
  const notWritable = () => (plan.readOnly === null ? null : t.notNow.readOnly);
  return [
    {
      id: 'undo',
      group: 'plan',
      keys: ['$mod+z'],
      why: () => notWritable() ?? (plan.nextToUndo === null ? t.notNow.nothingToUndo : null),
      run: () => void plan.undo(),
    },
    {
      id: 'redo',
      group: 'plan',
      keys: ['$mod+Shift+z', '$mod+y'],
      why: () => notWritable() ?? (plan.nextToRedo === null ? t.notNow.nothingToRedo : null),
      run: () => void plan.redo(),
    },
    {
      id: 'export-log',
      group: 'plan',
      keys: ['$mod+s'],
      run: () => void app.files.exportLog({ type: 'plan', planId: plan.planId }, plan.state.title),
    },
    { id: 'draft-again', group: 'plan', why: notWritable, run: () => void plan.draft() },
    { id: 'cancel-draft', group: 'plan', run: () => void plan.cancelDraft() },
  ];
}
