import { casual as germanDates } from 'chrono-node/de';
import { casual as englishDates, type ParsedResult } from 'chrono-node/en';
import type { CalendarTime } from '#planner/calendar-time.ts';
import type { Range, Text } from './mask.ts';
import { dayTime, type WallClock } from './zone.ts';

/** A date or a time in the words. */
export interface SaidDate extends Range {
  readonly role: 'due' | 'not-before' | 'mention';
  readonly value: CalendarTime;
  /** Only a time of day was said: which day is meant comes from elsewhere, else it is today. */
  readonly isTimeOnly: boolean;
  readonly confidence: number;
}

/**
 * Dates in a range, read by chrono-node with the reference instant and zone that came with the goal. `by`, `until`,
 * `before`, `on` and a bare date say when it is due; `from`, `after`, `starting` when it can begin; behind `for` or `of` a
 * date only belongs to the thing.
 */
export function findDates(text: Text, range: Range, clock: WallClock, tag: string): readonly SaidDate[] {
  const words = text.masked.slice(range.start, Math.min(range.end, range.start + LONGEST)).replaceAll('\n', ' ');
  if (!MAY_SAY_DATE.test(words)) return [];
  const dates: SaidDate[] = [];
  const parser = tag === 'de' ? germanDates : englishDates;
  const reference = { instant: new Date(clock.at), timezone: clock.offset };
  for (const result of parser.parse(words, reference, { forwardDate: true })) {
    const lead = LEAD.exec(words.slice(0, result.index));
    const cue = lead?.groups?.cue?.toLowerCase().replaceAll(/\s+/gu, ' ') ?? '';
    if (!saysDate(result, cue, words)) continue;
    const role = DUE_CUES.test(cue)
      ? 'due'
      : START_CUES.test(cue)
        ? 'not-before'
        : MENTION_CUES.test(cue)
          ? 'mention'
          : 'due';
    const start = range.start + result.index - (lead?.[0].length ?? 0);
    const end = range.start + result.index + result.text.trimEnd().length;
    const isTimeOnly = !DAY_PARTS.some((part) => result.start.isCertain(part));
    const confidence = cue === '' ? 0.75 : 0.9;
    const value = saidTime(result.start, clock);
    if (role === 'due' && /^(?:in)?$/u.test(cue) && isWholeMonth(result)) {
      // "In January": from its first day to its last.
      dates.push({ start, end, role: 'not-before', value, isTimeOnly: false, confidence });
      dates.push({
        start,
        end,
        role,
        value: { ...value, date: lastOfMonth(value.date) },
        isTimeOnly: false,
        confidence,
      });
      continue;
    }
    dates.push({ start, end, role, value, isTimeOnly, confidence });
    if (result.end !== null && result.end !== undefined && role !== 'mention') {
      const first = dates.at(-1);
      // "from Monday to Friday": may begin on the one, is due on the other.
      if (first !== undefined) dates[dates.length - 1] = { ...first, role: 'not-before' };
      dates.push({ start, end, role: 'due', value: saidTime(result.end, clock), isTimeOnly, confidence });
    }
  }
  return dates.length > 0 ? dates : bareHour(words, range, clock);
}

function saysDate(result: ParsedResult, cue: string, words: string): boolean {
  const said = result.text.trim().toLowerCase();
  if (NO_DATE_ALONE.test(said)) return cue !== '' && !/^for$/u.test(cue);
  // "3/4 cup", "24/7", "version 2.4": figures with a sign between are dates only where words say so.
  if (FIGURES.test(said)) return cue !== '' || /^\s*$/u.test(words.slice(result.index + result.text.length));
  if (/^\d{1,2}$/u.test(said)) return false;
  // "10 minutes ago" and "last week" lie behind; nothing is due then.
  return !/\bago\b|\b(?:last|yesterday|past)\b/u.test(said);
}

function isWholeMonth(result: ParsedResult): boolean {
  return result.start.isCertain('month') && !result.start.isCertain('day') && !result.start.isCertain('weekday');
}

function lastOfMonth(date: string): string {
  const [year = 1970, month = 1] = date.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

const DAY_PARTS = ['day', 'weekday', 'month'] as const;

function saidTime(components: ParsedResult['start'], clock: WallClock): CalendarTime {
  const year = String(components.get('year') ?? 1970).padStart(4, '0');
  const two = (part: 'month' | 'day' | 'hour' | 'minute') => String(components.get(part) ?? 0).padStart(2, '0');
  const time = components.isCertain('hour') ? `${two('hour')}:${two('minute')}` : null;
  return { date: `${year}-${two('month')}-${two('day')}`, time, zone: clock.zone };
}

/** "before six", "by 5": an hour that only its preposition gives away. One to seven are afternoon hours. */
function bareHour(words: string, range: Range, clock: WallClock): readonly SaidDate[] {
  const match = BARE_HOUR.exec(words);
  const said = match?.groups?.hour?.toLowerCase();
  if (match === null || said === undefined) return [];
  const hour = HOURS.indexOf(said) >= 0 ? HOURS.indexOf(said) + 1 : Number(said);
  if (hour < 1 || hour > 12) return [];
  const time = `${String(hour <= 7 ? hour + 12 : hour).padStart(2, '0')}:00`;
  const start = range.start + match.index;
  return [
    {
      start,
      end: start + match[0].length,
      role: 'due',
      value: dayTime(clock.today, time, clock.zone),
      isTimeOnly: true,
      confidence: 0.6,
    },
  ];
}

/** Characters of one task that are searched. */
const LONGEST = 600;
// A cheap look before the parser runs: most tasks name no date.
const MAY_SAY_DATE =
  /\d|\b(?:to(?:day|night|morrow)|noon|midnight|(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun|week|weekend|month|year|morning|afternoon|evening|night|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|by|before|until|heute|morgen|übermorgen|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|woche)\b/iu;
const LEAD =
  /(?:^|\s|\()(?<cue>no later than|not later than|due(?: on| by| at)?|deadline:?|not before|starting(?: on| from)?|as of|on or before|by the end of|by|until|till|before|on|at|in|within|from|after|since|for|of|between|bis(?: zum| zur)?|vor(?: dem)?|spätestens(?: am)?|ab(?: dem)?|am|nach(?: dem)?|von|für(?: den)?)(?:\s+the)?\s+$/iu;
const DUE_CUES =
  /^(?:no later than|not later than|due.*|deadline:?|on or before|by.*|until|till|before|bis.*|vor.*|spätestens.*|within)$/u;
const START_CUES = /^(?:not before|starting.*|as of|from|after|since|between|ab.*|nach.*|von)$/u;
const MENTION_CUES = /^(?:for|of|für.*)$/u;
// Words that are more often something else than a date.
const NO_DATE_ALONE =
  /^(?:(?:the )?(?:minutes?|seconds?|hours?)|may|march|mar|sun|sat|mon|wed|now|second|sec|day|week|month|year|this|next|today's)$/u;
const FIGURES = /^\d{1,4}[./-]\d{1,2}(?:[./-]\d{1,2})?$/u;
const BARE_HOUR =
  /\b(?:by|before|until|till)\s+(?<hour>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})(?:\s+o'clock)?(?=\s*(?:$|[.,;!?)]))/iu;
const HOURS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
