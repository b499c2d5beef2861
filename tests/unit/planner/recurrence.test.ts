import fc from 'fast-check';
import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { addDays } from '#planner/calendar-instant.ts';
import { carriedOn, nextOccurrence, readRecurrence } from '#planner/recurrence.ts';

const next = (rule: string, start: string, after = start): string | null => {
  const read = readRecurrence(rule);
  return read === null ? 'unread' : (nextOccurrence(read, start, after)?.date ?? null);
};

test('[P14] the next time is the first one after, by day, week, month and year', () => {
  expect(next('FREQ=DAILY', '2026-03-01')).toBe('2026-03-02');
  expect(next('FREQ=WEEKLY;BYDAY=MO,TH', '2026-03-02')).toBe('2026-03-05');
  expect(next('FREQ=WEEKLY;INTERVAL=2', '2026-03-02', '2026-03-10')).toBe('2026-03-16');
  expect(next('FREQ=MONTHLY', '2026-01-31')).toBe('2026-03-31');
  expect(next('FREQ=MONTHLY;BYDAY=-1FR', '2026-01-01', '2026-02-01')).toBe('2026-02-27');
  expect(next('FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', '2026-05-01', '2026-05-02')).toBe('2026-05-29');
  expect(next('FREQ=YEARLY', '2024-02-29')).toBe('2028-02-29');
  expect(next('FREQ=YEARLY;BYMONTH=11;BYDAY=4TH', '2026-01-01')).toBe('2026-11-26');
});

test('[P14] a rule ends by its count or its date', () => {
  expect(next('FREQ=DAILY;COUNT=1', '2026-03-01')).toBeNull();
  expect(next('FREQ=DAILY;COUNT=3', '2026-03-01', '2026-03-02')).toBe('2026-03-03');
  expect(next('FREQ=DAILY;UNTIL=20260302', '2026-03-01', '2026-03-02')).toBeNull();
  expect(carriedOn('FREQ=DAILY;COUNT=3', 2)).toBe('FREQ=DAILY;COUNT=1');
  expect(carriedOn('FREQ=DAILY', 2)).toBe('FREQ=DAILY');
});

test.each([
  'FREQ=HOURLY',
  'FREQ=DAILY;BYHOUR=9',
  'FREQ=YEARLY;BYWEEKNO=20',
  'INTERVAL=2',
  'FREQ=DAILY;COUNT=0',
  'FREQ=DAILY;COUNT=2;UNTIL=20260101',
  'FREQ=WEEKLY;BYDAY=1MO',
  'FREQ=DAILY;FREQ=DAILY',
  'every monday',
  '',
])('[P14] "%s" is not a rule that tasks can follow', (rule) => {
  expect(readRecurrence(rule)).toBeNull();
});

test('[P14] the next times are those that a calendar library finds', { timeout: 60_000 }, () => {
  const day = fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU');
  const days = fc.uniqueArray(day, { minLength: 1, maxLength: 3 }).map((list) => `;BYDAY=${list.join(',')}`);
  const nth = fc.tuple(fc.constantFrom(1, 2, 3, 4, -1, -2), day).map(([n, name]) => `;BYDAY=${n}${name}`);
  const monthDay = fc.integer({ min: 1, max: 28 }).map((n) => `;BYMONTHDAY=${n}`);
  const interval = fc.integer({ min: 1, max: 4 }).map((n) => `;INTERVAL=${n}`);
  const rule = fc.oneof(
    interval.map((every) => `FREQ=DAILY${every}`),
    fc.tuple(interval, fc.oneof(days, fc.constant(''))).map(([every, on]) => `FREQ=WEEKLY${every}${on}`),
    fc.tuple(interval, fc.oneof(days, nth, monthDay)).map(([every, on]) => `FREQ=MONTHLY${every}${on}`),
    fc.tuple(fc.integer({ min: 1, max: 12 }), nth).map(([month, on]) => `FREQ=YEARLY;BYMONTH=${month}${on}`),
  );
  fc.assert(
    fc.property(rule, fc.nat({ max: 2000 }), (text, offset) => {
      const start = addDays('2024-01-01', offset);
      const theirs: string[] = [];
      const iterator = ICAL.Recur.fromString(text).iterator(ICAL.Time.fromDateString(start));
      while (theirs.length < 6) {
        const time = iterator.next();
        if (!time) break;
        if (time.toString() > start) theirs.push(time.toString());
      }
      const ours: string[] = [];
      for (let after: string | null = start; after !== null && ours.length < theirs.length; ) {
        after = next(text, start, after);
        if (after !== null) ours.push(after);
      }
      expect(ours, text).toEqual(theirs);
    }),
    { numRuns: 300 },
  );
});
