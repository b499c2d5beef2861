import { type Chrono, casual as englishDates, type ParsedResult } from 'chrono-node/en';
import type { CalendarTime } from '#planner/calendar-time.ts';
import type { Language } from './language.ts';
import type { Range, Text } from './mask.ts';
import { withSaidDays } from './said-days.ts';
import { dayTime, nextWeekday, type WallClock } from './zone.ts';

/** A date or a time in the words. */
export interface SaidDate extends Range {
  readonly role: 'due' | 'not-before' | 'mention';
  readonly value: CalendarTime;
  /** Only a time of day was said: which day is meant comes from elsewhere, else it is today. */
  readonly isTimeOnly: boolean;
  /** Words say what it is for: "by", "from", "on". */
  readonly hasCue: boolean;
  readonly confidence: number;
}

/**
 * Dates in a range, read by chrono-node with the reference instant and zone that came with the goal. `by`, `until`,
 * `before`, `on` and a bare date say when it is due; `from`, `after`, `starting` when it can begin; behind `for` or `of` a
 * date only belongs to the thing.
 */
export function findDates(text: Text, range: Range, clock: WallClock, language: Language): readonly SaidDate[] {
  const words = text.masked.slice(range.start, Math.min(range.end, range.start + LONGEST)).replaceAll('\n', ' ');
  const { look, lead: leads, due, start: begins, mention, target } = patternsOf(language);
  if (!look.test(words)) return [];
  const dates: SaidDate[] = [];
  const parser = parserOf(language);
  const reference = { instant: new Date(clock.at), timezone: clock.offset };
  for (const result of parser.parse(words, reference, { forwardDate: true })) {
    const lead = leads.exec(words.slice(0, result.index));
    const cue = lead?.groups?.cue?.toLowerCase().replaceAll(/\s+/gu, ' ') ?? '';
    if (!saysDate(result, cue, words)) continue;
    const isTarget = target?.cue.test(cue) === true && (lead?.index === 0 || !target.booked.test(words));
    const role =
      due.test(cue) || isTarget ? 'due' : begins.test(cue) ? 'not-before' : mention.test(cue) ? 'mention' : 'due';
    const start = range.start + result.index - (lead?.[0].length ?? 0);
    const end = range.start + result.index + result.text.trimEnd().length;
    const isTimeOnly = !DAY_PARTS.some((part) => result.start.isCertain(part));
    const hasCue = cue !== '';
    const confidence = hasCue ? 0.9 : 0.75;
    const hours = language.tag === 'en' && !EARLY.test(words) ? result.text.trim() : '';
    const value = saidTime(result.start, clock, hours);
    const part = isWholeMonth(result) ? PART_OF_MONTH.exec(words.slice(0, result.index)) : null;
    if (part !== null && role !== 'mention') {
      const from = range.start + result.index - part[0].trimStart().length;
      const day = DAY_OF_PART[part.groups?.part?.toLowerCase().replace(/^the | of$/gu, '') ?? ''] ?? 15;
      const date = day === 0 ? lastOfMonth(value.date) : `${value.date.slice(0, 8)}${day}`;
      const begins = cueBefore(words.slice(0, result.index - part[0].trimStart().length), leads);
      dates.push({ start: from - begins, end, role, value: { ...value, date }, isTimeOnly: false, hasCue, confidence });
      continue;
    }
    const week = WEEK.exec(result.text.trim());
    if (week !== null && role === 'due') {
      const monday = nextWeekday(clock.today + 1, 1) - (week.groups?.which?.toLowerCase() === 'next' ? 0 : 7);
      const friday = monday + 4 < clock.today ? monday + 6 : monday + 4;
      dates.push({ start, end, role, value: dayTime(friday, null, clock.zone), isTimeOnly: false, hasCue, confidence });
      continue;
    }
    if (role === 'due' && /^(?:in)?$/u.test(cue) && isWholeMonth(result)) {
      // "In January": from its first day to its last.
      dates.push({ start, end, role: 'not-before', value, isTimeOnly: false, hasCue, confidence });
      dates.push({
        start,
        end,
        role,
        value: { ...value, date: lastOfMonth(value.date) },
        isTimeOnly: false,
        hasCue,
        confidence,
      });
      continue;
    }
    dates.push({ start, end, role, value, isTimeOnly, hasCue, confidence });
    if (result.end !== null && result.end !== undefined && role !== 'mention') {
      const first = dates.at(-1);
      // "from Monday to Friday": may begin on the one, is due on the other.
      if (first !== undefined) dates[dates.length - 1] = { ...first, role: 'not-before' };
      dates.push({ start, end, role: 'due', value: saidTime(result.end, clock, ''), isTimeOnly, hasCue, confidence });
    }
  }
  return dates.length > 0 ? dates : bareHour(words, range, clock);
}

function saysDate(result: ParsedResult, cue: string, words: string): boolean {
  const said = result.text.trim().toLowerCase();
  // "Mon - write", "Sat: rest"
  if (WEEKDAY.test(said) && result.index === 0 && /^\s*[:–—-]\s/u.test(words.slice(said.length))) return true;
  if (NO_DATE_ALONE.test(said)) return cue !== '' && !/^for$/u.test(cue);
  // "3/4 cup", "24/7", "version 2.4": figures with a sign between are dates only where words say so.
  if (FIGURES.test(said)) return cue !== '' || /^\s*$/u.test(words.slice(result.index + result.text.length));
  if (/^\d{1,2}$/u.test(said) || COUNTED.test(said)) return false;
  // "10 minutes ago" and "last week" lie behind, nothing is due then; "a day before" counts from something else.
  return !/\b(?:ago|before|earlier)\b|\b(?:last|yesterday|past)\b/u.test(said);
}

function isWholeMonth(result: ParsedResult): boolean {
  return result.start.isCertain('month') && !result.start.isCertain('day') && !result.start.isCertain('weekday');
}

function lastOfMonth(date: string): string {
  const [year = 1970, month = 1] = date.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

const DAY_PARTS = ['day', 'weekday', 'month'] as const;

/** `said`: the words, where an hour in them that is only a figure may be meant as people mean it. */
function saidTime(components: ParsedResult['start'], clock: WallClock, said: string): CalendarTime {
  const year = String(components.get('year') ?? 1970).padStart(4, '0');
  const two = (part: 'month' | 'day' | 'hour' | 'minute') => String(components.get(part) ?? 0).padStart(2, '0');
  const isAfternoon = AFTERNOON.test(said) && !components.isCertain('meridiem');
  const hour = isAfternoon ? String((components.get('hour') ?? 0) + 12) : two('hour');
  const time = components.isCertain('hour') ? `${hour}:${two('minute')}` : null;
  const isDayOpen = !DAY_PARTS.some((part) => components.isCertain(part));
  // The parser took the hour for one that is over; in the afternoon it may be to come.
  if (isAfternoon && isDayOpen && time !== null && time > timeOf(clock)) return dayTime(clock.today, time, clock.zone);
  return { date: `${year}-${two('month')}-${two('day')}`, time, zone: clock.zone };
}

/** How long the words are that say what a date is for. */
function cueBefore(words: string, leads: RegExp): number {
  const lead = leads.exec(`${words.trimEnd()} `);
  return lead === null ? 0 : lead[0].length;
}

function timeOf({ at, offset }: WallClock): string {
  return new Date(at + offset * 60_000).toISOString().slice(11, 16);
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
      hasCue: true,
      confidence: 0.6,
    },
  ];
}

/** "At 4", "Friday at 5:30": one to six are afternoon hours, unless the words are about getting up. */
const AFTERNOON = /(?:^|\s)[1-6](?::[0-5]\d)?$/u;
const EARLY = /\b(?:wake|get(?:ting)? up|breakfast|sunrise|dawn|alarm|early|jog)\b/iu;
/** "Mid January", "the end of May": the part is said, the day is not. */
const PART_OF_MONTH = /(?:^|\s)(?:the )?(?<part>mid|middle of|early|beginning of|start of|late|end of)[ -]$/iu;
/** 0 is the last one. */
const DAY_OF_PART: Readonly<Record<string, number>> = {
  mid: 15,
  middle: 15,
  early: 10,
  beginning: 10,
  start: 10,
  late: 0,
  end: 0,
};
/** As a time to be done by, a week ends on Friday, and on Sunday once that is over. */
const WEEK = /^(?<which>this|next) week$/iu;
/** Characters of one task that are searched. */
const LONGEST = 600;
/** English comes with the worker, the others with the first text that is in them. */
const OTHERS: Readonly<Record<string, () => Promise<{ readonly casual: Chrono }>>> = {
  de: () => import('chrono-node/de'),
  fr: () => import('chrono-node/fr'),
  es: () => import('chrono-node/es'),
};

const PARSERS = new Map<Language, Chrono>();

/** Brings what `findDates` needs for a language; to be awaited before it. Rejects where the code cannot be loaded. */
export async function loadDates(language: Language): Promise<void> {
  if (PARSERS.has(language)) return;
  const other = OTHERS[language.tag];
  const base = other === undefined ? englishDates : (await other()).casual;
  const { more } = language.dates;
  PARSERS.set(language, more === null ? base : withSaidDays(base, more));
}

function parserOf(language: Language): Chrono {
  const parser = PARSERS.get(language);
  if (parser === undefined) throw new Error(`The dates of "${language.tag}" were not loaded.`);
  return parser;
}

interface Patterns {
  /** A cheap look before the parser runs: most tasks name no date. */
  readonly look: RegExp;
  readonly lead: RegExp;
  readonly due: RegExp;
  readonly start: RegExp;
  readonly mention: RegExp;
  readonly target: { readonly cue: RegExp; readonly booked: RegExp } | null;
}

const PATTERNS = new Map<Language, Patterns>();

/** The words around dates of a language, made into patterns once. */
function patternsOf(language: Language): Patterns {
  const known = PATTERNS.get(language);
  if (known !== undefined) return known;
  const { words, due, start, mention, others, article, target } = language.dates;
  const any = [due, start, mention, others].join('|');
  const made = {
    look: new RegExp(String.raw`\d|(?<!\p{L})(?:${words})(?!\p{L})`, 'iu'),
    lead: new RegExp(String.raw`(?:^|\s|\()(?<cue>${any})(?:\s+(?:${article}))?\s+$`, 'iu'),
    due: new RegExp(`^(?:${due})$`, 'u'),
    start: new RegExp(`^(?:${start})$`, 'u'),
    mention: new RegExp(`^(?:${mention})$`, 'u'),
    target:
      target === null
        ? null
        : {
            cue: new RegExp(`^(?:${target.cue})$`, 'u'),
            booked: new RegExp(String.raw`(?<!\p{L})(?:${target.booked})`, 'iu'),
          },
  };
  PATTERNS.set(language, made);
  return made;
}

// Words that are more often something else than a date.
const NO_DATE_ALONE =
  /^(?:(?:the )?(?:minutes?|seconds?|hours?)|may|march|mar|sun|sat|mon|wed|now|second|sec|day|week|month|year|this|next|today's)$/u;
/** "3 horas" is how long, unless words before it make it a day. */
const COUNTED = /^\d{1,3} (?:horas?|minutos?|d[ií]as?|semanas?|mes(?:es)?)$/u;
const WEEKDAY = /^(?:mon|tue|wed|thu|fri|sat|sun)$/u;
const FIGURES = /^\d{1,4}[./-]\d{1,2}(?:[./-]\d{1,2})?$/u;
const BARE_HOUR =
  /\b(?:by|before|until|till)\s+(?<hour>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})(?:\s+o'clock)?(?=\s*(?:$|[.,;!?)]))/iu;
const HOURS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
