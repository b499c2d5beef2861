import type { CalendarTime } from './calendar-time.ts';

/**
 * The instant (epoch milliseconds) at which a calendar time begins: its wall-clock minute, or the first minute of its day
 * when it names no time.
 *
 * Where the clock is put forward and the minute does not exist, the time is taken with the offset from before the gap, so
 * 02:30 becomes 03:30; where the clock is put back and the minute comes twice, the first is meant. That is RFC 5545
 * §3.3.5 and the `compatible` rule of Temporal. An unknown zone is read as UTC, since a date from another device must not
 * stop a plan from being read.
 */
export function instantOf(calendarTime: CalendarTime): number {
  return wallClockInstant(calendarTime.date, calendarTime.time ?? '00:00', calendarTime.zone);
}

/** The instant by which something due then is late: the minute it names, or the end of its day when it names none. */
export function deadlineOf(calendarTime: CalendarTime): number {
  if (calendarTime.time !== null) return instantOf(calendarTime);
  return wallClockInstant(addDays(calendarTime.date, 1), '00:00', calendarTime.zone);
}

/** The calendar date (`2026-03-31`) that an instant falls on in a zone. */
export function dateIn(zone: string, instant: number): string {
  return dateOfDay(Math.floor((instant + offsetMs(zone, instant)) / DAY_MS));
}

/** A calendar date so many days later, or earlier when negative. */
export function addDays(date: string, days: number): string {
  return dateOfDay(dayOf(date) + days);
}

/** Days from one calendar date to another; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return dayOf(to) - dayOf(from);
}

const DAY_MS = 86_400_000;

function wallClockInstant(date: string, time: string, zone: string): number {
  const wall = dayOf(date) * DAY_MS + Number(time.slice(0, 2)) * 3_600_000 + Number(time.slice(3, 5)) * 60_000;
  // No zone changes its offset twice in two days, so one of these holds at the wall time, or both border a gap.
  const before = offsetMs(zone, wall - DAY_MS);
  const after = offsetMs(zone, wall + DAY_MS);
  if (offsetMs(zone, wall - before) === before) return wall - before;
  if (offsetMs(zone, wall - after) === after) return wall - after;
  return wall - before;
}

/** How far a zone's wall clock is ahead of UTC at an instant. */
function offsetMs(zone: string, instant: number): number {
  let year = 0;
  let month = 1;
  let day = 1;
  let seconds = 0;
  for (const { type, value } of formatterOf(zone).formatToParts(clamped(instant))) {
    if (type === 'year') year = Number(value);
    else if (type === 'month') month = Number(value);
    else if (type === 'day') day = Number(value);
    else if (type === 'hour') seconds += Number(value) * 3600;
    else if (type === 'minute') seconds += Number(value) * 60;
    else if (type === 'second') seconds += Number(value);
  }
  const wall = (dayNumber(year, month, day) * 86_400 + seconds) * 1000;
  return wall - Math.floor(instant / 1000) * 1000;
}

/** Years 1 to 9999: outside them a formatter says the year in another way, or throws. */
function clamped(instant: number): number {
  return Math.min(Math.max(instant, -62_135_596_800_000 + DAY_MS), 253_402_300_799_999 - DAY_MS);
}

// Making a formatter takes longer than a hundred uses of it.
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const formatter = formatterFor(zone) ?? formatterOf('UTC');
  formatters.set(zone, formatter);
  return formatter;
}

function formatterFor(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US-u-ca-iso8601-nu-latn', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return null;
  }
}

function dayOf(date: string): number {
  return dayNumber(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10)));
}

/** Days since 1970-01-01 in the Gregorian calendar (H. Hinnant, "chrono-compatible low-level date algorithms"). */
function dayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}

function dateOfDay(dayNumberSince1970: number): string {
  const shifted = dayNumberSince1970 + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch + (monthFromMarch < 10 ? 3 : -9);
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
