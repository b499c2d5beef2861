import { addDays, daysBetween } from './calendar-instant.ts';

/** A recurrence rule that was read, counting in days. */
export interface Recurrence {
  readonly freq: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
  readonly interval: number;
  /** How often in all, the first time included; null is for ever. */
  readonly count: number | null;
  /** The last date it may fall on, `2026-12-31`. */
  readonly until: string | null;
  /** Weekdays, 0 Monday to 6 Sunday; `nth` counts in the month or year, from its end when negative, null is each. */
  readonly byDay: readonly { readonly day: number; readonly nth: number | null }[];
  readonly byMonthDay: readonly number[];
  readonly byMonth: readonly number[];
  readonly bySetPos: readonly number[];
  readonly weekStart: number;
}

/**
 * Reads a rule (RFC 5545 §3.3.10, without the `RRULE:` prefix); null when it is not one, or says something that tasks
 * cannot follow: hours, minutes and seconds, days of the year, week numbers.
 *
 * Written here because the calendar libraries that know such rules bring 13 to 23 kB into the worker for what a planner
 * needs of them; the tests hold it against one of them.
 */
export function readRecurrence(text: string): Recurrence | null {
  const parts = new Map<string, string>();
  for (const part of text.trim().replace(/;$/u, '').split(';')) {
    const [name = '', value = '', ...more] = part.split('=');
    if (value === '' || more.length > 0 || parts.has(name.toUpperCase())) return null;
    parts.set(name.toUpperCase(), value.toUpperCase());
  }
  const freq = frequencies.find((name) => name === parts.get('FREQ'));
  if (freq === undefined || [...parts.keys()].some((name) => !known.has(name))) return null;
  const interval = whole(parts.get('INTERVAL') ?? '1', 1, 1000);
  const count = parts.has('COUNT') ? whole(parts.get('COUNT') ?? '', 1, 100_000) : null;
  const until = parts.has('UNTIL') ? readUntil(parts.get('UNTIL') ?? '') : null;
  const byDay = list(parts.get('BYDAY'), readDay);
  const byMonthDay = list(parts.get('BYMONTHDAY'), (value) => signed(value, 31));
  const byMonth = list(parts.get('BYMONTH'), (value) => whole(value, 1, 12));
  const bySetPos = list(parts.get('BYSETPOS'), (value) => signed(value, 366));
  const weekStart = weekdays.indexOf(parts.get('WKST') ?? 'MO');
  if (
    interval === null ||
    byDay === null ||
    byMonthDay === null ||
    byMonth === null ||
    bySetPos === null ||
    weekStart < 0
  )
    return null;
  if (
    (parts.has('COUNT') && count === null) ||
    (parts.has('UNTIL') && until === null) ||
    (count !== null && until !== null)
  )
    return null;
  if (freq === 'WEEKLY' && byMonthDay.length > 0) return null;
  if ((freq === 'DAILY' || freq === 'WEEKLY') && byDay.some((day) => day.nth !== null)) return null;
  return { freq, interval, count, until, byDay, byMonthDay, byMonth, bySetPos, weekStart };
}

/** The first date after `after` on which a rule that began on `start` falls, and how many times lie between; null: none. */
export function nextOccurrence(
  rule: Recurrence,
  start: string,
  after: string,
): { readonly date: string; readonly passed: number } | null {
  let passed = 0;
  for (let i = 1; i <= SEARCHED_DAYS; i++) {
    const date = addDays(start, i);
    if (rule.until !== null && date > rule.until) return null;
    if (!falls(rule, start, date)) continue;
    passed++;
    if (rule.count !== null && passed >= rule.count) return null;
    if (date > after) return { date, passed };
  }
  return null;
}

/** The rule as it goes on after so many times: only a count gets smaller. */
export function carriedOn(text: string, passed: number): string {
  return text.replace(
    /(^|;)COUNT=(\d+)/iu,
    (_, before: string, count: string) => `${before}COUNT=${Number(count) - passed}`,
  );
}

/** Enough for a rule that falls on each 29 February in a tenth year. */
const SEARCHED_DAYS = 36_600;

const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
const weekdays: readonly string[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const known: ReadonlySet<string> = new Set([
  'FREQ',
  'INTERVAL',
  'COUNT',
  'UNTIL',
  'BYDAY',
  'BYMONTHDAY',
  'BYMONTH',
  'BYSETPOS',
  'WKST',
]);

function falls(rule: Recurrence, start: string, date: string): boolean {
  if (!inPeriod(rule, start, date) || !fits(rule, start, date)) return false;
  if (rule.bySetPos.length === 0) return true;
  const set = periodOf(rule, date).filter((day) => fits(rule, start, day));
  const place = set.indexOf(date);
  return rule.bySetPos.some((position) => place === (position > 0 ? position - 1 : set.length + position));
}

/** Whether a date lies in a day, week, month or year that the interval does not leap over. */
function inPeriod(rule: Recurrence, start: string, date: string): boolean {
  return periodsBetween(rule, start, date) % rule.interval === 0;
}

function periodsBetween(rule: Recurrence, start: string, date: string): number {
  switch (rule.freq) {
    case 'DAILY':
      return daysBetween(start, date);
    case 'WEEKLY':
      return daysBetween(weekOf(start, rule.weekStart), weekOf(date, rule.weekStart)) / 7;
    case 'MONTHLY':
      return (yearOf(date) - yearOf(start)) * 12 + monthOf(date) - monthOf(start);
    case 'YEARLY':
      return yearOf(date) - yearOf(start);
  }
}

/** Whether the BY… parts, and what the first date implies where they are silent, allow a date. */
function fits(rule: Recurrence, start: string, date: string): boolean {
  if (rule.byMonth.length > 0 && !rule.byMonth.includes(monthOf(date))) return false;
  if (
    rule.byMonthDay.length > 0 &&
    !rule.byMonthDay.some((day) => dayOf(date) === (day > 0 ? day : lengthOfMonth(date) + 1 + day))
  )
    return false;
  if (
    rule.byDay.length > 0 &&
    !rule.byDay.some(({ day, nth }) => weekdayOf(date) === day && (nth === null || isNth(rule, date, nth)))
  )
    return false;
  if (rule.byDay.length > 0 || rule.byMonthDay.length > 0) return true;
  if (rule.freq === 'WEEKLY') return weekdayOf(date) === weekdayOf(start);
  if (rule.freq === 'MONTHLY') return dayOf(date) === dayOf(start);
  if (rule.freq === 'YEARLY')
    return dayOf(date) === dayOf(start) && (rule.byMonth.length > 0 || monthOf(date) === monthOf(start));
  return true;
}

/** "The second Monday" counts in the month, and in the year for a yearly rule that names no month. */
function isNth(rule: Recurrence, date: string, nth: number): boolean {
  const inYear = rule.freq === 'YEARLY' && rule.byMonth.length === 0;
  const first = inYear ? `${date.slice(0, 4)}-01-01` : `${date.slice(0, 7)}-01`;
  const length = inYear
    ? daysBetween(first, `${String(yearOf(date) + 1).padStart(4, '0')}-01-01`)
    : lengthOfMonth(date);
  const place = daysBetween(first, date);
  return nth > 0 ? Math.floor(place / 7) === nth - 1 : Math.floor((length - 1 - place) / 7) === -nth - 1;
}

/** All days of the week, month or year that a date lies in. */
function periodOf(rule: Recurrence, date: string): string[] {
  const [first, length] = periodBounds(rule, date);
  return Array.from({ length }, (_, i) => addDays(first, i));
}

function periodBounds(rule: Recurrence, date: string): readonly [string, number] {
  switch (rule.freq) {
    case 'DAILY':
      return [date, 1];
    case 'WEEKLY':
      return [weekOf(date, rule.weekStart), 7];
    case 'MONTHLY':
      return [`${date.slice(0, 7)}-01`, lengthOfMonth(date)];
    case 'YEARLY':
      return [
        `${date.slice(0, 4)}-01-01`,
        daysBetween(`${date.slice(0, 4)}-01-01`, `${String(yearOf(date) + 1).padStart(4, '0')}-01-01`),
      ];
  }
}

/** The first day of the week that a date lies in. */
function weekOf(date: string, weekStart: number): string {
  return addDays(date, -((weekdayOf(date) - weekStart + 7) % 7));
}

/** 0 Monday to 6 Sunday; 1970-01-05 was a Monday. */
function weekdayOf(date: string): number {
  const days = daysBetween('1970-01-05', date) % 7;
  return days < 0 ? days + 7 : days;
}

function lengthOfMonth(date: string): number {
  const first = `${date.slice(0, 7)}-01`;
  const next = addDays(first, 31);
  return daysBetween(first, `${next.slice(0, 7)}-01`);
}

function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}

function monthOf(date: string): number {
  return Number(date.slice(5, 7));
}

function dayOf(date: string): number {
  return Number(date.slice(8, 10));
}

function list<T>(text: string | undefined, read: (value: string) => T | null): readonly T[] | null {
  const values: T[] = [];
  for (const part of text?.split(',') ?? []) {
    const value = read(part);
    if (value === null) return null;
    values.push(value);
  }
  return values;
}

function readDay(text: string): { day: number; nth: number | null } | null {
  const match = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/u.exec(text);
  if (match === null) return null;
  const nth = match[1] === undefined ? null : signed(match[1], 53);
  return match[1] !== undefined && nth === null ? null : { day: weekdays.indexOf(match[2] ?? ''), nth };
}

function readUntil(text: string): string | null {
  const match = /^(\d{4})(\d{2})(\d{2})(T\d{6}Z?)?$/u.exec(text);
  return match === null ? null : `${match[1]}-${match[2]}-${match[3]}`;
}

function whole(text: string, least: number, most: number): number | null {
  const value = /^\d+$/u.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : null;
}

function signed(text: string, most: number): number | null {
  const value = /^[+-]?\d+$/u.test(text) ? Number(text) : Number.NaN;
  return value !== 0 && Math.abs(value) <= most ? value : null;
}
