import type { Range, Text } from './mask.ts';

/** A repetition in the words, as an RFC 5545 recurrence rule. */
export interface SaidRepeat extends Range {
  readonly rule: string;
  /** The weekday of the first time (0 is Sunday), or null: any day. */
  readonly weekday: number | null;
  /** The first time is as soon as possible. */
  readonly isDaily: boolean;
}

export function findRepeat(text: Text, range: Range): SaidRepeat | null {
  const words = text.masked.slice(range.start, Math.min(range.end, range.start + LONGEST)).replaceAll('\n', ' ');
  const dayOfMonth = DAY_OF_MONTH.exec(words);
  const nth = dayOfMonth?.groups?.dom;
  if (dayOfMonth !== null && nth !== undefined) {
    return placed(dayOfMonth, range, { rule: `FREQ=MONTHLY;BYMONTHDAY=${Number(nth)}`, weekday: null, isDaily: false });
  }
  const every = EVERY.exec(words);
  if (every !== null) {
    const rule = ruleOf(every.groups ?? {});
    if (rule !== null) return placed(every, range, rule);
  }
  const rate = RATE.exec(words);
  if (rate?.groups?.per !== undefined) {
    const rule = ruleOf({ unit: rate.groups.per });
    if (rule !== null) return placed(rate, range, rule);
  }
  // "weekly" at the end says how often; in front of a noun it names a kind ("the weekly report").
  const adverb = ADVERB.exec(words);
  const word = adverb?.groups?.word?.toLowerCase();
  if (adverb === null || word === undefined) return null;
  const rule = ADVERBS[word];
  return rule === undefined ? null : placed(adverb, range, { rule, weekday: null, isDaily: rule === 'FREQ=DAILY' });
}

function placed(match: RegExpExecArray, range: Range, rule: Rule): SaidRepeat {
  const lead = match[0].length - match[0].trimStart().length;
  const start = range.start + match.index + lead;
  return { ...rule, start, end: range.start + match.index + match[0].trimEnd().length };
}

interface Rule {
  readonly rule: string;
  readonly weekday: number | null;
  readonly isDaily: boolean;
}

function ruleOf({
  n: count,
  nth: nthSaid,
  unit = '',
  dom,
  month,
}: Readonly<Record<string, string | undefined>>): Rule | null {
  const lower = unit.toLowerCase();
  // "Every second Monday" is every other one; "… of the month" is not.
  const isOther = nthSaid?.toLowerCase() === 'second' && month === undefined;
  const n = isOther ? 'other' : count;
  const nth = isOther ? undefined : nthSaid;
  if (dom !== undefined) return { rule: `FREQ=MONTHLY;BYMONTHDAY=${Number(dom)}`, weekday: null, isDaily: false };
  const interval =
    n === undefined
      ? 1
      : n.toLowerCase() === 'other' || n.toLowerCase() === 'second'
        ? 2
        : (COUNTS[n.toLowerCase()] ?? Number(n));
  if (!(interval >= 1 && interval <= 99)) return null;
  const by = interval === 1 ? '' : `;INTERVAL=${interval}`;
  const day = /^mon(?:th|at)/u.test(lower)
    ? -1
    : WEEKDAYS.findIndex((names) => names.some((name) => lower.startsWith(name)));
  if (day >= 0) {
    const code = DAY_CODES[day] ?? 'MO';
    const place = nth === undefined ? undefined : PLACES[nth.toLowerCase()];
    if (place !== undefined) return { rule: `FREQ=MONTHLY;BYDAY=${place}${code}`, weekday: day, isDaily: false };
    return { rule: `FREQ=WEEKLY${by};BYDAY=${code}`, weekday: day, isDaily: false };
  }
  if (/^(?:weekday|workday|werktag)/u.test(lower))
    return { rule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', weekday: null, isDaily: true };
  if (/^weekend/u.test(lower)) return { rule: 'FREQ=WEEKLY;BYDAY=SA,SU', weekday: 6, isDaily: false };
  const daily =
    /^(?:day|morning|evening|night|afternoon|tag|morgen|abend|jour|matin|soir|nuit|día|mañana|tarde|noche)/u.test(
      lower,
    );
  if (daily) return { rule: `FREQ=DAILY${by}`, weekday: null, isDaily: true };
  const frequency = /^(?:week|woche|sem)/u.test(lower)
    ? 'WEEKLY'
    : /^(?:month|monat|mois|mes)/u.test(lower)
      ? 'MONTHLY'
      : /^quarter/u.test(lower)
        ? 'QUARTER'
        : 'YEARLY';
  if (frequency === 'QUARTER') return { rule: `FREQ=MONTHLY;INTERVAL=${interval * 3}`, weekday: null, isDaily: false };
  return { rule: `FREQ=${frequency}${by}`, weekday: null, isDaily: false };
}

const LONGEST = 600;
const WEEKDAYS = [
  ['sun', 'sonn', 'diman', 'domin'],
  ['mon', 'lun'],
  ['tue', 'dien', 'mardi', 'marte'],
  ['wed', 'mittw', 'mercr', 'miérc'],
  ['thu', 'donn', 'jeudi', 'jueve'],
  ['fri', 'frei', 'vendr', 'viern'],
  ['sat', 'sams', 'samed', 'sábad'],
];
const DAY_CODES = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const COUNTS: Readonly<Record<string, number>> = {
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  zwei: 2,
  drei: 3,
  vier: 4,
  deux: 2,
  trois: 3,
  quatre: 4,
  dos: 2,
  tres: 3,
  cuatro: 4,
  third: 3,
  fourth: 4,
};
const PLACES: Readonly<Record<string, number>> = {
  first: 1,
  '1st': 1,
  second: 2,
  '2nd': 2,
  third: 3,
  '3rd': 3,
  fourth: 4,
  '4th': 4,
  last: -1,
};
const ADVERBS: Readonly<Record<string, string>> = {
  daily: 'FREQ=DAILY',
  weekly: 'FREQ=WEEKLY',
  monthly: 'FREQ=MONTHLY',
  yearly: 'FREQ=YEARLY',
  annually: 'FREQ=YEARLY',
  biweekly: 'FREQ=WEEKLY;INTERVAL=2',
  fortnightly: 'FREQ=WEEKLY;INTERVAL=2',
  quarterly: 'FREQ=MONTHLY;INTERVAL=3',
  täglich: 'FREQ=DAILY',
  wöchentlich: 'FREQ=WEEKLY',
  monatlich: 'FREQ=MONTHLY',
  jährlich: 'FREQ=YEARLY',
  diariamente: 'FREQ=DAILY',
  semanalmente: 'FREQ=WEEKLY',
  mensualmente: 'FREQ=MONTHLY',
  quotidiennement: 'FREQ=DAILY',
};
const EVERY =
  /(?:^|[\s(])(?:every|each|alle|jede[nrsm]?|chaque|tou(?:te)?s les|cada|tod[oa]s l[oa]s)\s+(?:(?<n>\d{1,2}|two|three|four|five|six|other|zwei|drei|vier|deux|trois|quatre|dos|tres|cuatro)\s+|(?<nth>first|second|third|fourth|last|1st|2nd|3rd|4th)\s+)?(?:(?<unit>(?:sun|mon|tues?|wednes|thurs?|fri|satur)days?|mon|tue|wed|thu|fri|sat|sun|weekdays?|workdays?|weekends?|days?|mornings?|evenings?|nights?|afternoons?|weeks?|months?|quarters?|years?|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|tag|tage|morgen|abend|wochen?|monate?|jahre?|werktag|lundis?|mardis?|mercredis?|jeudis?|vendredis?|samedis?|dimanches?|jours?|matins?|soirs?|semaines?|mois|ans?|années?|lunes|martes|miércoles|jueves|viernes|sábados?|domingos?|días?|mañanas?|tardes?|noches?|semanas?|mes(?:es)?|años?)|(?<dom>\d{1,2})(?:st|nd|rd|th)(?:\s+of\s+the\s+month)?)(?<month>\s+of\s+(?:the|each|every)\s+month)?(?![\p{L}\p{N}-])/iu;
// "twice a week", "3 pages a day", "once per month": how often is not said by days, so one round each time stands for it.
const RATE =
  /(?:^|[\s(])(?:once|twice|(?:\d{1,3}|two|three|four|five|six|ten)\s(?!(?:euros?|dollars?|pounds?|bucks|usd|eur|percent)\b)\p{L}{1,20}(?:\s\p{L}{2,20})?)\s(?:a|an|per|each)\s(?<per>day|night|week|month|year)(?![\p{L}\p{N}-])/iu;
const DAY_OF_MONTH =
  /(?:^|\s)(?:on\s+)?the\s+(?<dom>[12]?\d|3[01])(?:st|nd|rd|th)\s+of\s+(?:every|each)\s+month(?!\p{L})/iu;
const ADVERB =
  /(?:^|[\s(,])(?<word>daily|weekly|monthly|yearly|annually|biweekly|fortnightly|quarterly|täglich|wöchentlich|monatlich|jährlich|diariamente|semanalmente|mensualmente|quotidiennement)(?=\s*(?:$|[.,;:!)])|\s+(?:at|um|gegen|à|a las?)\s)/iu;
