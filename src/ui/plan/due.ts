import { instantOf } from '#planner/calendar-instant.ts';
import type { CalendarTime } from '#planner/calendar-time.ts';

/** Whether a due date has passed: a day when it is over, a time when it has struck. `now` in epoch milliseconds. */
export function isPast(due: CalendarTime, now: number): boolean {
  return due.time === null ? nextDay(due, now) : instantOf(due) < now;
}

function nextDay({ date, zone }: CalendarTime, now: number): boolean {
  // Swedish writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(now) > date;
}
