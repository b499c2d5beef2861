import { expect, test } from 'vitest';
import { durationText, parseDuration } from '../../../src/ui/plan/duration.ts';

test.each([
  ['90', 90],
  ['1h 30m', 90],
  ['1h30', null],
  ['1:30', 90],
  ['1.5 h', 90],
  ['1,5 h', 90],
  ['2 days', 2880],
  ['1 week', 10_080],
  ['45 min', 45],
  ['2 Std', 120],
  ['30 s', 0.5],
  ['1 min 10 sec', 70 / 60],
  ['soon', null],
  ['', null],
  ['0', null],
  ['3 parsecs', null],
  ['99999999 w', null],
])('%j is %s minutes', (text, minutes) => {
  expect(parseDuration(text)).toBe(minutes);
});

test('a duration typed again is the same duration', () => {
  for (const minutes of [1 / 60, 0.5, 70 / 60, 1, 59, 60, 61, 480, 500, 2400, 5_256_000]) {
    expect(parseDuration(durationText(minutes))).toBe(minutes);
  }
});
