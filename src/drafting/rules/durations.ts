import type { Range, Text } from './mask.ts';

/** How long something takes, in the words. */
export interface SaidDuration extends Range {
  readonly minutes: number;
  readonly confidence: number;
}

/**
 * Durations in a range. What "in", "every", "within", "after", "ago" and the like turn into a date, a repetition, a limit
 * or a lag is none. A day is 24 hours and a week seven days, as on a calendar, since a plan knows no working hours; half a
 * day is the four hours that people mean by it. Of "2–3 hours" the longer counts.
 */
export function findDurations(text: Text, range: Range): readonly SaidDuration[] {
  const words = text.masked.slice(range.start, Math.min(range.end, range.start + LONGEST)).replaceAll('\n', ' ');
  if (!UNIT_LOOK.test(words)) return [];
  const found: SaidDuration[] = [];
  for (const match of words.matchAll(DURATION)) {
    const { low = '', high, unit = '', minutes = '' } = match.groups ?? {};
    const before = words.slice(Math.max(0, match.index - 24), match.index);
    const after = words.slice(match.index + match[0].length, match.index + match[0].length + 16);
    if (NOT_BEFORE.test(before) || NOT_AFTER.test(after)) continue;
    const size = unitMinutes(unit.toLowerCase());
    const isHalfDay = /^half\b/iu.test(low) && size === DAY;
    const amount = amountOf(high ?? low);
    const total = Math.round((isHalfDay ? 240 : amount * size) + (minutes === '' ? 0 : Number(minutes)));
    if (!(total >= 1 && total <= 5_256_000)) continue;
    const start = range.start + match.index;
    found.push({
      start,
      end: start + match[0].length,
      minutes: total,
      confidence: /^(?:a|an|one|ein|eine)$/iu.test(low) ? 0.7 : 0.85,
    });
  }
  return found;
}

const LONGEST = 600;
const HOUR = 60;
const DAY = 24 * HOUR;

function unitMinutes(unit: string): number {
  if (/^m(?:in|$)/u.test(unit)) return 1;
  if (/^(?:h|st)/u.test(unit)) return HOUR;
  if (/^(?:d|ta)/u.test(unit)) return DAY;
  if (/^w/u.test(unit)) return 7 * DAY;
  return 30 * DAY;
}

function amountOf(words: string): number {
  const lower = words.toLowerCase().trim();
  if (lower.startsWith('half') || lower.startsWith('halb')) return 0.5;
  const named = AMOUNTS[lower.replaceAll(/\s+/gu, ' ')];
  return named ?? Number(lower.replace(',', '.'));
}

const AMOUNTS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  'a couple of': 2,
  'a few': 3,
  several: 3,
  'one and a half': 1.5,
  ein: 1,
  eine: 1,
  einen: 1,
  einer: 1,
  zwei: 2,
  drei: 3,
  vier: 4,
  fünf: 5,
  sechs: 6,
  zehn: 10,
};

// Figures may touch their unit ("2h"); a word may not, or "and" would be "an d".
const AMOUNT =
  '(?:\\d{1,4}(?:[.,]\\d{1,2})?|half an?|halbe?n? |one and a half|an?|a couple of|a few|several|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|einen?|eine|einer|ein|zwei|drei|vier|fünf|sechs|zehn)';
const UNIT =
  '(?<unit>minutes?|mins?|minuten?|m(?=[\\s).,;]|$)|hours?|hrs?|h|stunden?|std|days?|d(?=[\\s).,;]|$)|tagen?|tage?|weeks?|wks?|w(?=[\\s).,;]|$)|wochen?|months?|monate?n?)';
const DURATION = new RegExp(
  `(?<![\\p{L}\\p{N}.,/:€$£-])(?:about |around |approx\\.? |ca\\.? |~ ?)?(?<low>${AMOUNT})(?:\\s?(?:-|–|to|bis|or)\\s?(?<high>${AMOUNT}))?(?:(?<=\\d)[\\s-]?|[\\s-])${UNIT}(?:\\s?(?<minutes>\\d{1,2})\\s?(?:m(?:in(?:utes|s)?)?)?(?![\\p{L}\\p{N}:]))?(?![\\p{L}\\p{N}])`,
  'giu',
);
const UNIT_LOOK = /[\d\s](?:m|min|h|hour|hr|d|day|w|week|wk|month|stunde|std|tag|woche|monat)/iu;
const NOT_BEFORE =
  /(?:^|[\s(])(?:in|every|within|after|before|next|last|each|per|alle|another|older than|more than|less than|past|until|till|by|previous|jede[nrs]?|nach|vor|once|twice|times)\s+(?:the\s+)?$/iu;
const NOT_AFTER =
  /^\s*(?:ago|later|before|after|earlier|old\b|notice|of age|from now|early|late|in advance|prior|vorher|nachher|später|in a row|per\b|a week|a day)/iu;
