import type { Range, Text } from './mask.ts';

/** How long something takes, in the words. */
export interface SaidDuration extends Range {
  /** Whole seconds, as a share of minutes: half a minute is 0.5. */
  readonly minutes: number;
  readonly confidence: number;
}

/**
 * Durations in a range. What "in", "every", "within", "after", "ago" and the like turn into a date, a repetition, a limit
 * or a lag is none, unless `isAny`. A day is 24 hours and a week seven days, as on a calendar, since a plan knows no
 * working hours; half a day is the four hours that people mean by it. Of "2–3 hours" the longer counts.
 */
export function findDurations(text: Text, range: Range, isAny = false): readonly SaidDuration[] {
  const words = text.masked.slice(range.start, Math.min(range.end, range.start + LONGEST)).replaceAll('\n', ' ');
  if (!UNIT_LOOK.test(words)) return [];
  const found: SaidDuration[] = [];
  for (const match of words.matchAll(DURATION)) {
    const { low = '', high, unit = '', minutes, rest, restUnit = '' } = match.groups ?? {};
    const half = match.groups?.half ?? match.groups?.unitHalf;
    const before = words.slice(Math.max(0, match.index - 24), match.index);
    // Also behind the range: "two days | after sanding" is a lag, wherever the title ends.
    const end = range.start + match.index + match[0].length;
    const [after = ''] = text.masked.slice(end, end + 16).split('\n');
    if (!isAny && (NOT_BEFORE.test(before) || NOT_AFTER.test(after))) continue;
    // "Three pages a day", "twice a week": how often.
    if (/^an?$/iu.test(low) && RATE_BEFORE.test(before)) continue;
    const size = unitMinutes(unit.toLowerCase());
    const isHalfDay = HALF.test(low.toLowerCase()) && size === DAY;
    const amount = amountOf(high ?? low) + (half === undefined ? 0 : /quart|cuarto/iu.test(half) ? 0.25 : 0.5);
    const more = minutes === undefined ? amountOf(rest ?? '0') * unitMinutes(restUnit.toLowerCase()) : Number(minutes);
    const seconds = Math.round(((isHalfDay ? 240 : amount * size) + more) * 60);
    if (!(seconds >= 1 && seconds <= 5_256_000 * 60)) continue;
    const start = range.start + match.index;
    found.push({
      start,
      end: start + match[0].length,
      minutes: seconds / 60,
      confidence: /^(?:a|an|one|eine?|une?|una)$/iu.test(low) ? 0.7 : 0.85,
    });
  }
  return found;
}

const LONGEST = 600;
const HOUR = 60;
const DAY = 24 * HOUR;

function unitMinutes(unit: string): number {
  if (/^(?:w|sem)/u.test(unit)) return 7 * DAY;
  if (/^(?:s|″|")/u.test(unit) && !/^st/u.test(unit)) return 1 / 60;
  if (/^m(?:in|$)/u.test(unit)) return 1;
  if (/^(?:h|st)/u.test(unit)) return HOUR;
  if (/^(?:d|ta|j)/u.test(unit)) return DAY;
  return 30 * DAY;
}

function amountOf(words: string): number {
  const lower = words.toLowerCase().trim().replaceAll(/\s+/gu, ' ');
  if (HALF.test(lower)) return 0.5;
  const named = AMOUNTS[lower];
  if (named !== undefined) return named;
  const tens = /^(\p{L}+)[ -](\p{L}+)$/u.exec(lower);
  if (tens !== null) return (AMOUNTS[tens[1] ?? ''] ?? Number.NaN) + (AMOUNTS[tens[2] ?? ''] ?? Number.NaN);
  const mixed = /^(?:(\d+) ?)?(?:(\d)\/(\d)|([¼½¾]))$/u.exec(lower);
  if (mixed !== null) {
    const sign = mixed[4] === undefined ? Number(mixed[2]) / Number(mixed[3]) : (FRACTIONS[mixed[4]] ?? 0);
    return Number(mixed[1] ?? 0) + sign;
  }
  return Number(lower.replace(/,(?=\d{3}$)/u, '').replace(',', '.'));
}

const FRACTIONS: Readonly<Record<string, number>> = { '¼': 0.25, '½': 0.5, '¾': 0.75 };

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
  eleven: 11,
  twelve: 12,
  fifteen: 15,
  eighteen: 18,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  ninety: 90,
  'a couple of': 2,
  'a couple': 2,
  'a few': 3,
  several: 3,
  'a dozen': 12,
  'a quarter of an': 0.25,
  'quarter of an': 0.25,
  'a quarter': 0.25,
  'three quarters of an': 0.75,
  'three-quarters of an': 0.75,
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
  sieben: 7,
  acht: 8,
  neun: 9,
  zehn: 10,
  zwölf: 12,
  zwanzig: 20,
  dreißig: 30,
  anderthalb: 1.5,
  eineinhalb: 1.5,
  zweieinhalb: 2.5,
  fünfzehn: 15,
  vierzig: 40,
  fünfzig: 50,
  'ein paar': 3,
  un: 1,
  une: 1,
  deux: 2,
  trois: 3,
  quatre: 4,
  cinq: 5,
  sept: 7,
  huit: 8,
  neuf: 9,
  dix: 10,
  douze: 12,
  quinze: 15,
  vingt: 20,
  trente: 30,
  quarante: 40,
  quelques: 3,
  "un quart d'": 0.25,
  "trois quarts d'": 0.75,
  una: 1,
  dos: 2,
  tres: 3,
  cuatro: 4,
  cinco: 5,
  seis: 6,
  siete: 7,
  ocho: 8,
  nueve: 9,
  diez: 10,
  doce: 12,
  veinte: 20,
  treinta: 30,
  cuarenta: 40,
  'un par de': 2,
  'un cuarto de': 0.25,
  'tres cuartos de': 0.75,
};
const HALF = /^(?:half|(?:eine[nr]? )?halb|(?:une |la )?demi|media)/u;

// Figures may touch their unit ("2h"); a word may not, or "and" would be "an d".
const FIGURES = '\\d{1,3}(?:,\\d{3})+|\\d{1,5}(?:[.,]\\d{1,3})?';
const AMOUNT = `(?:(?:\\d{1,3} ?)?(?:[¼½¾]|[1-9]/[2-9](?!\\d))|${FIGURES}|half an?|(?:eine[nr]? )?halbe?n?|une demi|la demi|media|trois quarts d'|un quart d'|tres cuartos de|un cuarto de|un par de|ein paar|quelques|one and a half|an?(?! (?:few|couple|dozen|quarter)\\b)|a couple of|a couple|a few|a dozen|several|(?:a )?quarter of an|a quarter|three[ -]quarters of an|(?:twenty|thirty|forty|fifty)[ -](?:one|two|three|four|five|six|seven|eight|nine)|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty|thirty|forty|fifty|sixty|ninety|einen?|eine|einer|ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|zwanzig|dreißig|anderthalb|eineinhalb|zweieinhalb|fünfzehn|vierzig|fünfzig|une?(?! (?:jour|d[ií]a)\\b)|deux|trois|quatre|cinq|sept|huit|neuf|dix|douze|quinze|vingt|trente|quarante|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|veinte|treinta|cuarenta)`;
const UNITS =
  'seconds?|secs?|sekunden?|s(?=[\\s).,;]|$)|minutes?|mins?|minuten?|m(?=[\\s).,;]|$)|hours?|hrs?|h|stunden?|std\\.?|days?|d(?=[\\s).,;]|$)|tagen?|tage?|weeks?|wks?|w(?=[\\s).,;]|$)|wochen?|months?|monate?n?|secondes?|heures?|jours?|semaines?|mois|segundos?|minutos?|horas?|d[ií]as?|semanas?|mes(?:es)?';
const DURATION = new RegExp(
  `(?<![\\p{L}\\p{N}.,/:€$£-])(?:about |around |approx\\.? |approximately |roughly |ca\\.? |~ ?|etwa |ungefähr |rund |environ |à peu près |aproximadamente |más o menos |unos |unas |plus ou moins )?(?<low>${AMOUNT})(?:\\s?(?:-|–|—|to|bis|or|à|a|ou|oder|o)\\s?(?<high>${AMOUNT}))?(?<half>(?: and (?:a|one)[ -](?:half|quarter)))?(?:(?<=\\d)[\\s-]?|(?<=[¼½¾]|')\\s?|[\\s-])(?<unit>${UNITS})(?<unitHalf> and a (?:half|quarter)| et demie?| et quart| y media| y cuarto)?(?:(?<=\\dh)(?<minutes>\\d{2})|(?:,? (?:and|und|et|y) | ?)(?<rest>\\d{1,2}(?:[.,]\\d)?)\\s?(?<restUnit>${UNITS}))?(?![\\p{L}\\p{N}])`,
  'giu',
);
const UNIT_LOOK = /[\d\s¼½¾-](?:s|m|min|h|hour|hr|d|day|w|week|wk|month|stunde|std|tag|woche|monat|jour|sem)|'heure/iu;
const NOT_BEFORE =
  /(?:^|[\s(])(?:in|every|within|after|before|next|last|each|per|alle|another|older than|more than|less than|past|until|till|by|previous|jede[nrs]?|nach|vor|once|twice|times|binnen|innerhalb von|seit|alle|dans|d'ici|après|avant|depuis|chaque|tou(?:te)?s les|il y a|moins de|plus de|à|vers|en|dentro de|después de|antes de|tras|cada|tod[oa]s l[oa]s|hace|menos de|más de|l[oa]s? próxim[oa]s?|el próximo|a las?|um|gegen)\s+(?:the\s+|les\s+)?$/iu;
const NOT_AFTER =
  /^\s*(?:ago|later|before|after|earlier|old\b|notice|of age|from now|early|late|in advance|prior|vorher|nachher|später|davor|danach|nach\b|vor\b|plus tard|après|avant|auparavant|après|después|más tarde|antes|in a row)/iu;
const RATE_BEFORE = /(?:\b(?:once|twice)|(?:\d|\b(?:two|three|four|five|six|ten))\s\p{L}{1,20}(?:\s\p{L}{1,20})?)\s$/iu;
