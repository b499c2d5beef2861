import { addDays, dateIn, daysBetween } from '../calendar-instant.ts';
import type { CalendarTime } from '../calendar-time.ts';
import type { PlanEvent } from '../event.ts';
import { ancestors } from '../graph.ts';
import { newTask } from '../new-task.ts';
import { keysBehind } from '../order-keys.ts';
import { indexOf } from '../plan-index.ts';
import { carriedOn, nextOccurrence, readRecurrence } from '../recurrence.ts';
import type { Stamp } from '../stamp.ts';
import type { PlanState } from '../state.ts';
import { TASK_FIELDS, type Task } from '../task.ts';
import { pickFields } from '../task-fields.ts';
import { isEnded } from '../task-status.ts';
import { type Births, lookAhead } from './decision.ts';
import { fieldsEdited } from './edit.ts';

/**
 * The events, and with them in the same commit what follows from them by rule: the next occurrence of a recurring task
 * that was completed or skipped, and the end of tasks that were to start only on a failure that now will not come.
 */
export function withConsequences(
  state: PlanState,
  stamp: Stamp,
  births: Births,
  events: readonly PlanEvent[],
): readonly PlanEvent[] {
  const all = [...events];
  for (const event of events) {
    if (event.type !== 'TaskStatusUpdated' || isEnded(event.from)) continue;
    if (event.to.status === 'completed' || (event.to.status === 'skipped' && event.to.because === 'person')) {
      const task = state.tasks.get(event.taskId);
      if (task !== undefined) all.push(...nextOf(lookAhead(state, stamp, all), stamp, births, task));
    }
  }
  if (!hasOnFailure(state) && !events.some((event) => event.type === 'NeedsChanged' || event.type === 'TasksPlanned'))
    return all;
  for (
    let round = notNeeded(lookAhead(state, stamp, all), stamp.at);
    round.length > 0;
    round = notNeeded(lookAhead(state, stamp, all), stamp.at)
  ) {
    all.push(...round);
  }
  return all;
}

/**
 * The next occurrence, and the end of the rule on the one that is over: the rule moves on, so that a task that is opened
 * and completed again does not begin a second series. The new task has the same fields and dates moved as far as the rule
 * says; it needs nothing and nothing needs it, since what it waited for is done and what waited for it may begin.
 */
function nextOf(state: PlanState, stamp: Stamp, births: Births, task: Task): readonly PlanEvent[] {
  const rule = task.repeats === null ? null : readRecurrence(task.repeats);
  if (rule === null || task.repeats === null) return [];
  const anchor = task.dueAt ?? task.notBefore;
  const today = dateIn(anchor?.zone ?? stamp.zone, stamp.at);
  const start = anchor?.date ?? today;
  // Occurrences that went by unnoticed are not made up for: the next is not before today.
  const yesterday = addDays(today, -1);
  const next = nextOccurrence(rule, start, start > yesterday ? start : yesterday);
  if (next === null) return [];
  const days = daysBetween(start, next.date);
  const notBefore = anchor === null ? { date: next.date, time: null, zone: stamp.zone } : moved(task.notBefore, days);
  const id = births.task();
  const [order = ''] = keysBehind(state, task.parentId, task.id, 1);
  const fields = {
    ...pickFields(task, TASK_FIELDS),
    title: task.title,
    dueAt: moved(task.dueAt, days),
    notBefore,
    actualMinutes: null,
    repeats: carriedOn(task.repeats, next.passed),
  };
  const occurrence: Task = {
    ...newTask({ id, parentId: task.parentId, order, createdAt: stamp.at }, fields),
    source: task.source,
    provenance: task.provenance,
    locked: task.locked,
  };
  const ended = fieldsEdited(task, { repeats: null }, { locks: false, provenance: () => null });
  return [{ type: 'TasksPlanned', v: 1, tasks: [occurrence] }, ...(ended === null ? [] : [ended])];
}

function moved(time: CalendarTime | null, days: number): CalendarTime | null {
  return time === null ? null : { ...time, date: addDays(time.date, days) };
}

/** Planned tasks that wait for a failure of something that ended otherwise, by themselves or by a group around them. */
function notNeeded(state: PlanState, at: number): readonly PlanEvent[] {
  const { endings, children } = indexOf(state.tasks);
  const found: PlanEvent[] = [];
  for (const task of state.tasks.values()) {
    if (task.status.status !== 'planned' || children.has(task.id)) continue;
    const needs = [task.id, ...ancestors(state.tasks, task.id)].flatMap((id) => state.tasks.get(id)?.needs ?? []);
    const inVain = needs.some((need) => {
      const ending = need.type === 'on-failure' ? endings.get(need.task) : undefined;
      return ending !== undefined && ending.status !== 'failed';
    });
    if (inVain)
      found.push({
        type: 'TaskStatusUpdated',
        v: 1,
        taskId: task.id,
        from: task.status,
        to: { status: 'skipped', at, because: 'not-needed' },
      });
  }
  return found;
}

function hasOnFailure(state: PlanState): boolean {
  for (const task of state.tasks.values()) if (task.needs.some((need) => need.type === 'on-failure')) return true;
  return false;
}
