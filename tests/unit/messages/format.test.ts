import { expect, test } from 'vitest';
import { formatBytes, formatCalendarTime, formatDay, formatList, formatMinutes, formatPast } from '#messages/format.ts';

const at = (iso: string) => new Date(iso).getTime();
const now = at('2026-03-18T15:00:00');

test('a moment that is past is relative within a week, and a date after that', () => {
  expect(formatPast(now - 20_000, now, 'en-GB')).toBe('now');
  expect(formatPast(now - 5 * 60_000, now, 'en-GB')).toBe('5 minutes ago');
  expect(formatPast(at('2026-03-18T09:00:00'), now, 'en-GB')).toBe('6 hours ago');
  expect(formatPast(at('2026-03-17T23:50:00'), now, 'en-GB')).toBe('yesterday');
  expect(formatPast(at('2026-03-13T12:00:00'), now, 'en-GB')).toBe('5 days ago');
  expect(formatPast(at('2026-03-02T12:00:00'), now, 'en-GB')).toBe('2 Mar');
  expect(formatPast(at('2025-12-24T12:00:00'), now, 'de')).toBe('24. Dez. 2025');
});

test('a clock that runs ahead does not make the past a future', () => {
  expect(formatPast(now + 60_000, now, 'en-GB')).toBe('now');
});

test('a day to come has its name within a week', () => {
  expect(formatDay('2026-03-18', now, 'en-GB')).toBe('today');
  expect(formatDay('2026-03-19', now, 'en-GB')).toBe('tomorrow');
  expect(formatDay('2026-03-23', now, 'en-GB')).toBe('Monday');
  expect(formatDay('2026-03-31', now, 'en-GB')).toBe('31 Mar');
  expect(formatDay('2027-01-05', now, 'en-GB')).toBe('5 Jan 2027');
  expect(formatDay('2026-03-17', now, 'de')).toBe('gestern');
});

test('a day stays the day it is across a change of daylight saving time', () => {
  expect(formatDay('2026-03-30', at('2026-03-29T23:30:00'), 'en-GB')).toBe('tomorrow');
  expect(formatDay('2026-10-26', at('2026-10-25T00:30:00'), 'en-GB')).toBe('tomorrow');
});

test('a time of day is written as the locale does', () => {
  expect(formatCalendarTime({ date: '2026-03-19', time: '17:00' }, now, 'de')).toBe('morgen, 17:00');
  expect(formatCalendarTime({ date: '2026-03-19', time: null }, now, 'en-US')).toBe('tomorrow');
});

test('sizes and durations carry their unit', () => {
  expect(formatBytes(0, 'en-GB')).toBe('0 bytes');
  expect(formatBytes(999, 'en-GB')).toBe('999 bytes');
  expect(formatBytes(4_200_000, 'en-GB')).toBe('4.2 MB');
  expect(formatMinutes(45, 'en-GB')).toMatch(/^45 mins?$/u);
  expect(formatMinutes(0.5, 'en-GB')).toMatch(/^30 secs?$/u);
  expect(formatMinutes(61.75, 'en-GB')).toMatch(/^1 hr 1 min 45 secs?$/u);
  expect(formatMinutes(90, 'en-GB')).toMatch(/^1 hr 30 mins?$/u);
  expect(formatMinutes(2880, 'en-GB')).toBe('2 days');
});

test('a list is joined as people join words', () => {
  expect(formatList(['a', 'b', 'c'], 'en-GB')).toBe('a, b and c');
});
