import { MOST_MINUTES } from '#planner/minutes.ts';

const MINUTES = { s: 1 / 60, m: 1, h: 60, d: 24 * 60, w: 7 * 24 * 60 } as const;

/**
 * Minutes in a typed duration: `90`, `1.5 h`, `1h 30m`, `1:30`, `30 s`, `2 days`, `1 week`. Days and weeks are
 * those of the calendar, as in a draft and on the screen. null when it says no duration.
 */
export function parseDuration(text: string): number | null {
  const clean = text.trim().toLocaleLowerCase().replace(',', '.');
  const clock = /^(\d{1,4}):([0-5]\d)$/u.exec(clean);
  if (clock) return within(Number(clock[1]) * 60 + Number(clock[2]));
  if (/^\d+$/u.test(clean)) return within(Number(clean));
  const parts = [...clean.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)\.?/gu)];
  const rest = parts.reduce((left, [whole]) => left.replace(whole, ''), clean).trim();
  if (parts.length === 0 || rest !== '') return null;
  let minutes = 0;
  for (const [, count, unit] of parts) {
    const known = unitOf(unit ?? '');
    if (known === null) return null;
    minutes += Number(count) * MINUTES[known];
  }
  return within(Math.round(minutes * 60) / 60);
}

/** A duration as one would type it again: `1h 30m`. Parsed, it gives the same minutes. */
export function durationText(minutes: number): string {
  const whole = Math.round(minutes * 60);
  const hours = Math.floor(whole / 3600);
  const rest = Math.floor(whole / 60) % 60;
  const seconds = whole % 60;
  return [hours > 0 ? `${hours}h` : '', rest > 0 ? `${rest}m` : '', seconds > 0 ? `${seconds}s` : '']
    .filter(Boolean)
    .join(' ');
}

function unitOf(word: string): keyof typeof MINUTES | null {
  if (/^(?:s|secs?|seconds?|sek|sekunden?)$/u.test(word)) return 's';
  if (/^(?:m|mins?|minutes?|minuten?)$/u.test(word)) return 'm';
  if (/^(?:h|hrs?|hours?|std|stunden?)$/u.test(word)) return 'h';
  if (/^(?:d|days?|tage?)$/u.test(word)) return 'd';
  if (/^(?:w|wks?|weeks?|wochen?)$/u.test(word)) return 'w';
  return null;
}

function within(minutes: number): number | null {
  return Number.isFinite(minutes) && minutes >= 1 / 60 && minutes <= MOST_MINUTES ? minutes : null;
}
