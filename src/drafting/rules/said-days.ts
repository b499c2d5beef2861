import { type Chrono, ParsingComponents } from 'chrono-node/en';
import type { SaidDays } from './language.ts';

/** A date parser that knows more words for days and hours; of two readings of the same words the longer counts. */
export function withSaidDays(base: Chrono, { weekdays, words }: SaidDays): Chrono {
  const chrono = base.clone();
  for (const [source, meaning] of words) {
    const pattern = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${source})(?![\p{L}\p{N}])`, 'iu');
    chrono.parsers.push({
      pattern: () => pattern,
      extract: (context, match) => {
        const known = match.groups?.weekday?.toLowerCase().slice(0, 2);
        return componentsOf(context, meaning, known === undefined ? -1 : weekdays.indexOf(known));
      },
    });
  }
  return chrono;
}

/** What such words mean; a part of the day says nothing about the hour by which something is due. */
export type DayMeaning =
  | 'tomorrow'
  | 'in-two-days'
  | 'weekday'
  | 'weekend'
  | 'end-of-week'
  | 'end-of-month'
  | 'next-week'
  | 'next-month'
  | 'noon';

type ParsingContext = Parameters<Chrono['parsers'][number]['pattern']>[0];

function componentsOf(context: ParsingContext, meaning: DayMeaning, weekday: number): ParsingComponents | null {
  const { instant, timezoneOffset } = context.reference;
  const today = new Date(instant.getTime() + (timezoneOffset ?? 0) * 60_000);
  const now = today.getUTCDay();
  const day = (offset: number) => {
    const date = new Date(today.getTime() + offset * 86_400_000);
    return new ParsingComponents(context.reference, {
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
    });
  };
  switch (meaning) {
    case 'tomorrow':
      return day(1);
    case 'in-two-days':
      return day(2);
    case 'weekday':
      return weekday < 0 ? null : day((weekday - now + 7) % 7);
    case 'weekend':
      return day((6 - now + 7) % 7);
    case 'end-of-week':
      return day(now === 6 || now === 0 ? (7 - now) % 7 : 5 - now);
    case 'next-week':
      return day(7);
    case 'end-of-month':
      return day(daysLeft(today));
    case 'next-month':
      return day(daysLeft(today) + today.getUTCDate());
    case 'noon':
      return new ParsingComponents(context.reference, { hour: 12, minute: 0 });
  }
}

function daysLeft(today: Date): number {
  return new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + 1, 0)).getUTCDate() - today.getUTCDate();
}
