import * as v from 'valibot';

/** Ten years. */
export const MOST_MINUTES = 5_256_000;

/**
 * How long something takes, in minutes: one second to ten years, in whole seconds, so 30 seconds is 0.5. Seconds that do
 * not divide by sixty are the nearest number that a computer holds, so they are compared with a millionth to spare.
 */
export const minutesSchema = v.pipe(
  v.number(),
  v.check((minutes) => Math.abs(minutes * 60 - Math.round(minutes * 60)) < 1e-6, 'whole seconds'),
  v.minValue(1 / 60),
  v.maxValue(MOST_MINUTES),
);

/** The nearest whole second: what a sum of minutes is before it is stored. */
export function wholeSeconds(minutes: number): number {
  return Math.round(minutes * 60) / 60;
}
