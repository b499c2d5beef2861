import type { CalendarTime } from '#planner/calendar-time.ts';

/** The wall clock of a zone, against which words such as "tomorrow" are read. */
export interface WallClock {
  readonly zone: string;
  /** The instant that was read from it, epoch milliseconds. */
  readonly at: number;
  /** Minutes that the zone is ahead of UTC then. */
  readonly offset: number;
  readonly today: CalendarDay;
}

/** A day by its number since 1 January 1970, so that days can be counted without any zone. */
export type CalendarDay = number;

/** A zone that this machine does not know counts as UTC; its name is kept. */
export function wallClock(at: number, zone: string): WallClock {
  const offset = offsetMinutes(at, zone);
  return { zone, at, offset, today: Math.floor((at + offset * 60_000) / DAY_MS) };
}

export function dayTime(day: CalendarDay, time: string | null, zone: string): CalendarTime {
  return { date: new Date(day * DAY_MS).toISOString().slice(0, 10), time, zone };
}

/** 0 is Sunday. */
function weekday(day: CalendarDay): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** The first such weekday from `from` on, that day included. */
export function nextWeekday(from: CalendarDay, day: number): CalendarDay {
  return from + ((day - weekday(from) + 7) % 7);
}

const DAY_MS = 86_400_000;

function offsetMinutes(at: number, zone: string): number {
  try {
    const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, ...FIELDS }).formatToParts(at);
    const field = (type: string) => Number(parts.find((part) => part.type === type)?.value);
    const wall = Date.UTC(
      field('year'),
      field('month') - 1,
      field('day'),
      field('hour') % 24,
      field('minute'),
      field('second'),
    );
    return Math.round((wall - Math.floor(at / 1000) * 1000) / 60_000);
  } catch {
    return 0;
  }
}

const FIELDS = {
  calendar: 'gregory',
  numberingSystem: 'latn',
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
} as const;
