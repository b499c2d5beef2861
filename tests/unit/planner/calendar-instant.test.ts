import { expect, test } from 'vitest';
import { addDays, dateIn, daysBetween, deadlineOf, instantOf } from '#planner/calendar-instant.ts';

const at = (date: string, time: string | null, zone: string): string =>
  new Date(instantOf({ date, time, zone })).toISOString();

test('[P13] a calendar time is an instant only in its zone', () => {
  expect(at('2026-01-15', '09:00', 'Europe/Berlin')).toBe('2026-01-15T08:00:00.000Z');
  expect(at('2026-07-15', '09:00', 'Europe/Berlin')).toBe('2026-07-15T07:00:00.000Z');
  expect(at('2026-07-15', null, 'Asia/Kolkata')).toBe('2026-07-14T18:30:00.000Z');
  expect(at('2026-07-15', '00:00', 'Pacific/Kiritimati')).toBe('2026-07-14T10:00:00.000Z');
  expect(at('2026-07-15', '12:00', 'UTC')).toBe('2026-07-15T12:00:00.000Z');
});

test('[P13] a wall-clock minute that the spring skips is read with the offset from before', () => {
  expect(at('2026-03-29', '02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
  expect(at('2026-03-29', '01:59', 'Europe/Berlin')).toBe('2026-03-29T00:59:00.000Z');
  expect(at('2026-03-29', '03:00', 'Europe/Berlin')).toBe('2026-03-29T01:00:00.000Z');
  expect(at('2026-03-08', '02:30', 'America/New_York')).toBe('2026-03-08T07:30:00.000Z');
  // Midnight itself is skipped there, so the day begins at one.
  expect(at('2024-09-08', null, 'America/Santiago')).toBe('2024-09-08T04:00:00.000Z');
  // A whole day was skipped there.
  expect(at('2011-12-30', '12:00', 'Pacific/Apia')).toBe('2011-12-30T22:00:00.000Z');
});

test('[P13] a wall-clock minute that comes twice in autumn is the first one', () => {
  expect(at('2026-10-25', '02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
  expect(at('2026-11-01', '01:30', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z');
  expect(at('2026-04-05', '01:45', 'Australia/Lord_Howe')).toBe('2026-04-04T14:45:00.000Z');
});

test('[P13] a whole day is due at its end, a time at its minute', () => {
  expect(new Date(deadlineOf({ date: '2026-03-29', time: null, zone: 'Europe/Berlin' })).toISOString()).toBe(
    '2026-03-29T22:00:00.000Z',
  );
  expect(deadlineOf({ date: '2026-03-29', time: '12:00', zone: 'UTC' })).toBe(Date.UTC(2026, 2, 29, 12));
});

test('[P13] an unknown zone is read as UTC, and odd dates do no harm', () => {
  expect(at('2026-03-01', '10:00', 'Mars/Olympus')).toBe('2026-03-01T10:00:00.000Z');
  expect(at('2026-02-30', '10:00', 'UTC')).toBe('2026-03-02T10:00:00.000Z');
  expect(Number.isFinite(instantOf({ date: '9999-12-31', time: '23:59', zone: 'Pacific/Kiritimati' }))).toBe(true);
  expect(Number.isFinite(instantOf({ date: '0001-01-01', time: null, zone: 'America/New_York' }))).toBe(true);
});

test('dates are counted in the Gregorian calendar', () => {
  expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  expect(addDays('1970-01-01', -1)).toBe('1969-12-31');
  expect(daysBetween('2000-01-01', '2026-01-01')).toBe(9497);
  expect(dateIn('Asia/Tokyo', Date.UTC(2026, 0, 1, 20))).toBe('2026-01-02');
  for (let day = -200_000; day < 200_000; day += 977) {
    const date = addDays('1970-01-01', day);
    expect(date).toBe(new Date(day * 86_400_000).toISOString().slice(0, 10));
  }
});
