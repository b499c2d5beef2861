import type { CalendarTime } from '#planner/calendar-time.ts';
import type { Range, Text } from '../mask.ts';
import { dayTime, type WallClock } from '../zone.ts';

/**
 * The day that a goal means by a year or a season, where it names no better one: the last day of the year ("by 2029"), the
 * first of the season ("next summer"), as meteorologists in the north count. The next such day from today on.
 */
export function findRoughDate(
  text: Text,
  { start, end }: Range,
  { today, zone }: WallClock,
): { readonly value: CalendarTime; readonly range: Range } | null {
  const match = ROUGH.exec(text.masked.slice(start, end));
  if (match === null) return null;
  const { cue = '', year, season } = match.groups ?? {};
  const thisYear = Number(dayTime(today, null, zone).date.slice(0, 4));
  const month = MONTHS[season?.toLowerCase() ?? ''];
  const day =
    month === undefined
      ? dayNumber((year === undefined ? thisYear : Number(year)) - (/before/iu.test(cue) ? 1 : 0), 12, 31)
      : [thisYear, thisYear + 1].map((next) => dayNumber(next, month, 1)).find((next) => next > today);
  if (day === undefined || day <= today) return null;
  const range = { start: start + match.index, end: start + match.index + match[0].length };
  return { value: dayTime(day, null, zone), range };
}

function dayNumber(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / 86_400_000;
}

const MONTHS: Readonly<Record<string, number>> = { spring: 3, summer: 6, autumn: 9, fall: 9, winter: 12 };
const ROUGH =
  /\b(?:(?<cue>by|before|in|until|till)\s+(?:the\s+end\s+of\s+)?(?<year>20\d\d)\b|(?:(?:by|before|in|until|till)\s+)?(?:the\s+end\s+of\s+the\s+year|the\s+year'?s\s+end)\b|(?:by|before|in|until|till|next|this)\s+(?:the\s+|next\s+|this\s+)?(?<season>spring|summer|autumn|fall|winter)\b)/iu;
