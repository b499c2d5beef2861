import { t } from '#messages/catalogue.ts';
import type { TaskId } from '#planner/ids.ts';
import type { Announcer } from '../state/announcer.svelte.ts';
import type { Outline } from './outline.svelte.ts';
import type { Reading } from './reading.ts';
import type { Said } from './task-acts.ts';

interface Pending {
  readonly id: TaskId;
  readonly as: Parameters<Said>[1];
  readonly before: Reading;
}

/**
 * Says what became of an act once the plan has changed: how a task stands now and how many became ready by it. Call it
 * while a component is being made; the answer notes an act that is on its way.
 */
export function sayChanges(outline: Outline, announcer: Announcer): Said {
  let pending: Pending | null = null;
  $effect(() => {
    const { reading } = outline;
    if (pending === null || pending.before.tasks === reading.tasks) return;
    const { id, as, before } = pending;
    const task = reading.tasks.get(id);
    // A group's own task does not change when what it holds does.
    if (task === undefined || (task === before.tasks.get(id) && reading.statusOf(id) === before.statusOf(id))) return;
    pending = null;
    announcer.say(sentence(outline, task.title, id, as, newlyReady(before, reading)));
  });
  return (id, as) => {
    pending = { id, as, before: outline.reading };
  };
}

function newlyReady(before: Reading, now: Reading): number {
  let count = 0;
  for (const id of now.tasks.keys()) {
    if (now.childIds(id).length > 0 || now.statusOf(id) !== 'ready') continue;
    if (before.tasks.has(id) && before.statusOf(id) !== 'ready') count += 1;
  }
  return count;
}

function sentence(outline: Outline, title: string, id: TaskId, as: Pending['as'], ready: number): string {
  switch (as) {
    case 'done':
      return t.plan.said.done(title, ready);
    case 'skipped':
      return t.plan.said.skipped(title, ready);
    case 'started':
      return t.plan.said.started(title);
    case 'reopened':
      return t.plan.said.reopened(title);
    case 'failed':
      return t.plan.said.failed(title);
    case 'cancelled':
      return t.plan.said.cancelled(title);
    case 'moved': {
      const row = outline.row(id);
      return t.plan.said.moved(title, row?.position ?? 1, row?.siblings ?? 1, row?.level ?? 1);
    }
  }
}
