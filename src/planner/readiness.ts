import { instantOf } from './calendar-instant.ts';
import { ancestors } from './graph.ts';
import type { TaskId } from './ids.ts';
import type { Need } from './need.ts';
import { indexOf, type PlanIndex } from './plan-index.ts';
import type { PlanState } from './state.ts';
import type { StoredStatus } from './task-status.ts';

/** What a task is shown as: its stored status, or, while it is planned, whether it could begin now. */
export type ShownStatus = Exclude<StoredStatus, 'planned'> | 'ready' | 'waiting' | 'blocked';

/** Why a task cannot begin now. `taskId` is the other task that it is about. The sentence is made in `messages/`. */
export type WhyNotReady =
  /** It needs `taskId`, which has not ended. */
  | { readonly code: 'waits-for-task'; readonly taskId: TaskId; readonly params: { readonly needType: Need['type'] } }
  /** It needs some time after `taskId`, which has ended: not before `until` (epoch milliseconds). */
  | { readonly code: 'waits-for-lag'; readonly taskId: TaskId; readonly params: { readonly until: number } }
  /** Not before `until` (epoch milliseconds). `taskId` is the group that says so, or null: the task itself. */
  | { readonly code: 'waits-for-date'; readonly taskId: TaskId | null; readonly params: { readonly until: number } }
  /** It needs `taskId`, which failed or was cancelled. */
  | { readonly code: 'needed-task-failed'; readonly taskId: TaskId; readonly params: Record<never, never> }
  | { readonly code: 'needed-task-cancelled'; readonly taskId: TaskId; readonly params: Record<never, never> }
  /** It needs `taskId`, which is blocked in its turn; `by` is the task to blame. */
  | { readonly code: 'needed-task-blocked'; readonly taskId: TaskId; readonly params: { readonly by: TaskId } }
  /** It was to start only if `taskId` failed, and that did not. */
  | { readonly code: 'needed-failure-did-not-come'; readonly taskId: TaskId; readonly params: Record<never, never> }
  | { readonly code: 'needs-answer'; readonly taskId: null; readonly params: Record<never, never> }
  /** Nobody knows what became of it: the person decides whether it is tried again. */
  | { readonly code: 'needs-decision'; readonly taskId: null; readonly params: Record<never, never> }
  | { readonly code: 'plan-paused'; readonly taskId: null; readonly params: Record<never, never> };
export type WhyNotReadyCode = WhyNotReady['code'];

/**
 * Why a task cannot begin at `now` (epoch milliseconds); empty when it can, when it is under way and when it has ended.
 * The needs and dates of the groups around it bind it too. Needs come before dates, the pause comes last.
 */
export function whyNotReady(state: PlanState, id: TaskId, now: number): readonly WhyNotReady[] {
  const task = state.tasks.get(id);
  if (task === undefined) return [];
  const index = indexOf(state.tasks);
  if (!index.isGroup(id)) {
    if (task.status.status === 'needs-clarification') return [{ code: 'needs-answer', taskId: null, params: {} }];
    if (task.status.status === 'interrupted') return [{ code: 'needs-decision', taskId: null, params: {} }];
    if (task.status.status !== 'planned') return [];
  } else if (index.endings.has(id)) return [];
  const why: WhyNotReady[] = [];
  const around = [id, ...ancestors(state.tasks, id)];
  for (const here of around) {
    for (const need of state.tasks.get(here)?.needs ?? []) {
      const reason = whyUnmet(index, need, now);
      if (reason !== null) why.push(reason);
    }
  }
  for (const here of around) {
    const notBefore = state.tasks.get(here)?.notBefore ?? null;
    if (notBefore === null) continue;
    const until = instantOf(notBefore);
    if (until > now) why.push({ code: 'waits-for-date', taskId: here === id ? null : here, params: { until } });
  }
  if (state.paused) why.push({ code: 'plan-paused', taskId: null, params: {} });
  return why;
}

/** Whether a reason can only be lifted by a person: time and others' work will not do it. */
function isBlocking(reason: WhyNotReady): boolean {
  switch (reason.code) {
    case 'needed-task-failed':
    case 'needed-task-cancelled':
    case 'needed-task-blocked':
    case 'needed-failure-did-not-come':
      return true;
    case 'waits-for-task':
    case 'waits-for-lag':
    case 'waits-for-date':
    case 'needs-answer':
    case 'needs-decision':
    case 'plan-paused':
      return false;
  }
}

/** How a task stands at `now` (epoch milliseconds); a group as its leaves together say. null for an unknown task. */
export function shownStatus(state: PlanState, id: TaskId, now: number): ShownStatus | null {
  const task = state.tasks.get(id);
  if (task === undefined) return null;
  const index = indexOf(state.tasks);
  if (!index.isGroup(id)) return shownLeaf(state, id, now);
  const ending = index.endings.get(id);
  if (ending !== undefined) return ending.status;
  const seen = new Set<ShownStatus>();
  const open: TaskId[] = [id];
  for (let here = open.pop(); here !== undefined; here = open.pop()) {
    const children = index.children.get(here);
    for (const child of children ?? []) open.push(child);
    const status = children === undefined ? shownLeaf(state, here, now) : null;
    if (status !== null) seen.add(status);
  }
  return groupOrder.find((status) => seen.has(status)) ?? 'waiting';
}

/** What a group that has not ended is shown as: the first of these that one of its leaves is. */
const groupOrder: readonly ShownStatus[] = [
  'needs-clarification',
  'interrupted',
  'running',
  'ready',
  'failed',
  'blocked',
  'waiting',
];

function shownLeaf(state: PlanState, id: TaskId, now: number): ShownStatus | null {
  const status = state.tasks.get(id)?.status.status;
  if (status === undefined) return null;
  if (status !== 'planned') return status;
  const why = whyNotReady(state, id, now);
  if (why.length === 0) return 'ready';
  return why.some(isBlocking) ? 'blocked' : 'waiting';
}

function whyUnmet(index: PlanIndex, need: Need, now: number): WhyNotReady | null {
  const ending = index.endings.get(need.task);
  if (ending === undefined) {
    const by = need.type === 'on-failure' ? undefined : index.blame.get(need.task);
    if (by !== undefined) return { code: 'needed-task-blocked', taskId: need.task, params: { by } };
    return { code: 'waits-for-task', taskId: need.task, params: { needType: need.type } };
  }
  if (need.type === 'on-failure')
    return ending.status === 'failed' ? null : { code: 'needed-failure-did-not-come', taskId: need.task, params: {} };
  if (ending.status === 'failed') return { code: 'needed-task-failed', taskId: need.task, params: {} };
  if (ending.status === 'cancelled') return { code: 'needed-task-cancelled', taskId: need.task, params: {} };
  const until = ending.at + need.lagMinutes * 60_000;
  return need.type === 'start-after' && until > now
    ? { code: 'waits-for-lag', taskId: need.task, params: { until } }
    : null;
}
