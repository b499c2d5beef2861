/*
 * Numbers, sizes, times and lists as the person's own locale writes them. Left out, the locale is that of the page; a
 * test hands one in.
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Locale = string;

/**
 * The words of the language that the sentences are in, written as in the person's own region: "Changed now" with a comma for
 * the decimal point, but never half a sentence in another language.
 */
const LOCALE = new Intl.Locale(new Intl.DateTimeFormat().resolvedOptions().locale, {
  language: 'en',
  script: 'Latn',
}).toString();

export function formatNumber(value: number, locale: Locale = LOCALE): string {
  return new Intl.NumberFormat(locale).format(value);
}

/** 0 to 1. */
export function formatShare(share: number, locale: Locale = LOCALE): string {
  return new Intl.NumberFormat(locale, { style: 'percent' }).format(share);
}

const SIZES = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** `4.2 MB`: decimal units, as disks and downloads are sold. */
export function formatBytes(bytes: number, locale: Locale = LOCALE): string {
  const step = bytes < 1 ? 0 : Math.min(SIZES.length - 1, Math.floor(Math.log10(bytes) / 3));
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: SIZES[step] ?? 'byte',
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step < 2 ? 0 : 1,
  }).format(bytes / 1000 ** step);
}

/** `“a”, “b” and “c”`. */
export function formatList(words: readonly string[], locale: Locale = LOCALE): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(words);
}

/** A moment that is past: relative within a week, a date after that. `now` and `at` in epoch milliseconds. */
export function formatPast(at: number, now: number, locale: Locale = LOCALE): string {
  const ago = now - at;
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  if (ago < MINUTE) return relative.format(0, 'second');
  if (ago < HOUR) return relative.format(-Math.floor(ago / MINUTE), 'minute');
  const days = calendarDaysBetween(at, now);
  if (days === 0) return relative.format(-Math.floor(ago / HOUR), 'hour');
  if (days < 7) return relative.format(-days, 'day');
  return formatDate(at, now, locale);
}

/** A day: `tomorrow`, `Friday`, `3 Mar`, and the year where it isn't this one. `iso` is `2026-03-31`, read as a plain date. */
export function formatDay(iso: string, now: number, locale: Locale = LOCALE): string {
  const [year = 0, month = 1, day = 1] = iso.split('-').map(Number);
  const at = new Date(year, month - 1, day, 12).getTime();
  const days = -calendarDaysBetween(at, now);
  if (days >= -1 && days <= 1) return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day');
  if (days > 1 && days < 7) return new Intl.DateTimeFormat(locale, { weekday: 'long' }).format(at);
  return formatDate(at, now, locale);
}

/** A wall-clock time, `17:00`, as the locale writes it. */
function formatTime(time: string, locale: Locale = LOCALE): string {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' }).format(
    new Date(2000, 0, 1, hours, minutes),
  );
}

/** `{date, time}` of a task, together. */
export function formatCalendarTime(
  { date, time }: { readonly date: string; readonly time: string | null },
  now: number,
  locale: Locale = LOCALE,
): string {
  const day = formatDay(date, now, locale);
  return time === null ? day : `${day}, ${formatTime(time, locale)}`;
}

/** `45 min`, `1 hr 30 min`, `2 days`: days of the calendar, since a plan knows no working hours. */
export function formatMinutes(minutes: number, locale: Locale = LOCALE): string {
  const unit = (value: number, name: 'day' | 'hour' | 'minute' | 'second') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: name === 'day' ? 'long' : 'short' }).format(
      value,
    );
  const day = 24 * 60;
  if (minutes >= day && minutes % day === 0) return unit(minutes / day, 'day');
  const whole = Math.round(minutes * 60);
  const hours = Math.floor(whole / 3600);
  const rest = Math.floor(whole / 60) % 60;
  const seconds = whole % 60;
  const shown = [
    hours > 0 ? unit(hours, 'hour') : '',
    rest > 0 ? unit(rest, 'minute') : '',
    seconds > 0 ? unit(seconds, 'second') : '',
  ].filter(Boolean);
  return shown.length === 0 ? unit(0, 'minute') : shown.join(' ');
}

/** A date and time in full, for a hint or a file. */
export function formatMoment(at: number, locale: Locale = LOCALE): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

function formatDate(at: number, now: number, locale: Locale): string {
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(at);
}

/** Midnights between two moments, in local time; daylight saving makes some days shorter than 24 hours. */
function calendarDaysBetween(from: number, to: number): number {
  const midnight = (at: number) => new Date(at).setHours(0, 0, 0, 0);
  return Math.round((midnight(to) - midnight(from)) / DAY);
}
