import type { ActionId } from '#messages/action-id.ts';
import { t } from '#messages/catalogue.ts';
import type { Command } from '#planner/command.ts';
import type { TaskId } from '#planner/ids.ts';
import type { ShownStatus } from '#planner/readiness.ts';
import type { PlanSession } from '../state/plan-session.svelte.ts';
import type { Outline } from './outline.svelte.ts';
import { indented, movedDown, movedUp, outdented, type Place } from './placement.ts';

/** One thing that can be done with a task: by a key in its row, in the row's menu and in the inspector alike. */
export interface TaskAct {
  readonly id: ActionId;
  /** As `keyOf` writes them; the first is shown. */
  readonly keys: readonly string[];
  /** Why it can't be done with this task now, as a sentence; null when it can. */
  why(id: TaskId): string | null;
  run(id: TaskId): void;
}

/** What some acts open. */
export interface ActWindows {
  details(id: TaskId): void;
  link(id: TaskId): void;
  remove(id: TaskId): void;
}

/** What was done to a task, said when the change has arrived. */
export type Said = (
  id: TaskId,
  as: 'done' | 'skipped' | 'started' | 'reopened' | 'failed' | 'cancelled' | 'moved',
) => void;

const ENDED: readonly ShownStatus[] = ['completed', 'skipped', 'failed', 'cancelled'];

export function taskActs(plan: PlanSession, outline: Outline, windows: ActWindows, said: Said): readonly TaskAct[] {
  const status = (id: TaskId) => outline.reading.statusOf(id);
  const isGroup = (id: TaskId) => outline.reading.childIds(id).length > 0;
  const titleOf = (id: TaskId) => outline.reading.tasks.get(id)?.title ?? '';
  const leaf = (id: TaskId) => (isGroup(id) ? t.plan.notNow.group : null);
  const ended = (id: TaskId) => ENDED.includes(status(id));
  const writable = () => (plan.readOnly === null ? null : t.notNow.readOnly);

  const send = (id: TaskId, command: Command, as: Parameters<Said>[1], undoToast?: string) => {
    said(id, as);
    void plan.send(command, undoToast === undefined ? {} : { undoToast });
  };
  const move = (id: TaskId, place: Place | null) => {
    if (place) send(id, { type: 'MoveTasks', v: 1, taskIds: [id], ...place }, 'moved');
  };

  /** How a group is done with, all at once, is worth an Undo at hand. */
  const endToast = (id: TaskId, toast: (title: string) => string) => (isGroup(id) ? toast(titleOf(id)) : undefined);

  const acts: readonly TaskAct[] = [
    {
      id: 'complete-task',
      keys: ['Space', 'x'],
      why: (id) => (ended(id) && status(id) !== 'failed' ? t.plan.notNow.ended : null),
      run: (id) =>
        send(
          id,
          { type: 'CompleteTask', v: 1, taskId: id, result: null },
          'done',
          endToast(id, t.plan.toast.groupDone),
        ),
    },
    {
      id: 'reopen-task',
      keys: ['Space', 'x'],
      why: (id) => (ended(id) ? null : t.plan.notNow.open),
      run: (id) =>
        send(id, { type: 'ReopenTask', v: 1, taskId: id }, 'reopened', endToast(id, t.plan.toast.groupReopened)),
    },
    {
      id: 'start-task',
      keys: ['s'],
      why: (id) => leaf(id) ?? whyNotStart(status(id)),
      run: (id) => send(id, { type: 'StartTask', v: 1, taskId: id }, 'started'),
    },
    {
      id: 'skip-task',
      keys: ['k'],
      why: (id) => (ended(id) ? t.plan.notNow.ended : null),
      run: (id) => send(id, { type: 'SkipTask', v: 1, taskId: id }, 'skipped', t.plan.toast.skipped(titleOf(id))),
    },
    {
      id: 'fail-task',
      keys: [],
      why: (id) =>
        leaf(id) ?? (status(id) === 'running' || status(id) === 'interrupted' ? null : t.plan.notNow.notRunning),
      run: (id) =>
        send(id, { type: 'FailTask', v: 1, taskId: id, text: '' }, 'failed', t.plan.toast.failed(titleOf(id))),
    },
    {
      id: 'retry-task',
      keys: [],
      why: (id) =>
        leaf(id) ?? (status(id) === 'failed' || status(id) === 'interrupted' ? null : t.plan.notNow.notFailed),
      run: (id) => send(id, { type: 'RetryTask', v: 1, taskId: id }, 'reopened'),
    },
    {
      id: 'cancel-task',
      keys: [],
      why: (id) => (ended(id) ? t.plan.notNow.ended : null),
      run: (id) => send(id, { type: 'CancelTask', v: 1, taskId: id }, 'cancelled', t.plan.toast.cancelled(titleOf(id))),
    },
    { id: 'edit-task', keys: ['Enter', 'F2'], why: () => null, run: (id) => outline.edit(id) },
    { id: 'open-details', keys: ['e'], why: () => null, run: (id) => windows.details(id) },
    { id: 'add-task', keys: ['$mod+Enter', 'Shift+Enter'], why: () => null, run: (id) => outline.addBelow(id) },
    { id: 'add-subtask', keys: ['Alt+Enter'], why: () => null, run: (id) => outline.addInside(id) },
    {
      id: 'indent-task',
      keys: ['Alt+ArrowRight'],
      why: (id) => (indented(outline.reading, id) ? null : t.plan.notNow.nothingAbove),
      run: (id) => {
        const place = indented(outline.reading, id);
        if (place?.parentId) outline.toggle(place.parentId, true);
        move(id, place);
      },
    },
    {
      id: 'outdent-task',
      keys: ['Alt+ArrowLeft'],
      why: (id) => (outdented(outline.reading, id) ? null : t.plan.notNow.top),
      run: (id) => move(id, outdented(outline.reading, id)),
    },
    {
      id: 'move-task-up',
      keys: ['Alt+ArrowUp'],
      why: (id) => (movedUp(outline.reading, id) ? null : t.plan.notNow.first),
      run: (id) => move(id, movedUp(outline.reading, id)),
    },
    {
      id: 'move-task-down',
      keys: ['Alt+ArrowDown'],
      why: (id) => (movedDown(outline.reading, id) ? null : t.plan.notNow.last),
      run: (id) => move(id, movedDown(outline.reading, id)),
    },
    {
      id: 'link-task',
      keys: ['l'],
      why: () => (outline.reading.tasks.size < 2 ? t.plan.notNow.alone : null),
      run: (id) => windows.link(id),
    },
    { id: 'remove-task', keys: ['Delete', 'Backspace'], why: () => null, run: (id) => windows.remove(id) },
  ];
  const reads: readonly ActionId[] = ['open-details'];
  return acts.map((act) => (reads.includes(act.id) ? act : { ...act, why: (id) => writable() ?? act.why(id) }));
}

function whyNotStart(status: ShownStatus): string | null {
  if (status === 'ready') return null;
  if (status === 'running') return t.plan.notNow.running;
  return ENDED.includes(status) ? t.plan.notNow.ended : t.plan.notNow.notReady;
}

/** Keys as the acts name them: `$mod+Enter`, `Alt+ArrowUp`, `Space`, `x`. */
export function keyOf(event: KeyboardEvent): string {
  const key = event.key === ' ' ? 'Space' : event.key.length === 1 ? event.key.toLocaleLowerCase() : event.key;
  const mod = event.ctrlKey || event.metaKey;
  return [mod ? '$mod' : '', event.altKey ? 'Alt' : '', event.shiftKey ? 'Shift' : '', key].filter(Boolean).join('+');
}
