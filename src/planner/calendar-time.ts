import * as v from 'valibot';
import type { DeepReadonly } from '#kit/deep-readonly.ts';

/** A date as a person says it: a day, perhaps a wall-clock time, and the zone in which both are meant. It is not an instant. */
export const calendarTimeSchema = v.object({
  /** ISO 8601 calendar date, `2026-03-31`. */
  date: v.pipe(v.string(), v.isoDate()),
  /** 24-hour wall clock, `17:00`; null is the whole day. */
  time: v.nullable(v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/u))),
  /** IANA zone name, `Europe/Berlin`. */
  zone: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
});
export type CalendarTime = DeepReadonly<v.InferOutput<typeof calendarTimeSchema>>;
