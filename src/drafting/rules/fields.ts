import type { CalendarTime } from '#planner/calendar-time.ts';
import type { ProposedFields, ProposedTask } from '#planner/draft.ts';
import { GOAL_TEXT, type Reason, type ReasonCode } from '#planner/reason.ts';
import { TITLE_LENGTH } from '#planner/task.ts';
import { findAttachments } from './attachments.ts';
import { classifyKind } from './classify-kind.ts';
import { findDates, type SaidDate } from './dates.ts';
import { findDurations } from './durations.ts';
import { findFacts } from './facts.ts';
import { findPriority } from './importance.ts';
import type { Language } from './language.ts';
import { findConstraints } from './limits.ts';
import { plainWords, type Range, type Text, withMarkup } from './mask.ts';
import { noteText } from './notes.ts';
import { findRepeat } from './repeats.ts';
import type { Seed } from './seed.ts';
import { findTags } from './tags.ts';
import { endsInside, shorten } from './title.ts';
import { dayTime, nextWeekday, type WallClock } from './zone.ts';

export interface FieldReading {
  readonly fields: ProposedFields;
  readonly notes: ProposedTask['notes'];
}

/** Reads the fields of tasks, in document order: a time without a day takes the day said before in its sentence. */
export class FieldReader {
  readonly #text: Text;
  readonly #clock: WallClock;
  readonly #language: Language;
  #day: { sentence: number; date: string } | null = null;

  constructor(text: Text, clock: WallClock, language: Language) {
    this.#text = text;
    this.#clock = clock;
    this.#language = language;
  }

  read(seed: Seed): FieldReading {
    const notes: Record<string, { confidence: number; reason: Reason }> = {};
    const note = (
      field: string,
      code: ReasonCode,
      range: Range | null,
      confidence: number,
      params: Reason['params'] = {},
    ) => {
      notes[field] = {
        confidence,
        reason: { code, params, spans: range === null ? [] : [{ in: GOAL_TEXT, start: range.start, end: range.end }] },
      };
    };
    if (seed.type === 'heading') return { fields: { ...this.#titled(seed, []), kind: 'manual' }, notes };

    const words = seed.details[0] ?? seed.range;
    const everything = [...seed.details, ...seed.notes.filter((note) => !seed.details.includes(note))];
    const taken: Range[] = [];
    const fields: { -readonly [K in keyof ProposedFields]: ProposedFields[K] } = { title: '' };

    const tags = findTags(this.#text, words);
    taken.push(...tags.ranges);
    if (tags.tags.length > 0) fields.tags = [...tags.tags];
    const assignee = seed.assignee ?? tags.person;
    if (assignee !== null) fields.assignee = assignee.slice(0, 200);

    const priority = findPriority(this.#text, words);
    if (priority !== null) {
      fields.priority = priority.priority;
      note('priority', 'said-priority', priority, priority.isMark ? 0.95 : 0.8);
      if (priority.isMark) taken.push(priority);
    }

    const [duration] = findDurations(this.#text, words);
    if (duration !== undefined) {
      fields.estimateMinutes = duration.minutes;
      note('estimateMinutes', 'said-duration', duration, duration.confidence);
      const apart = apartFrom(this.#text, duration, seed.titleRange);
      if (apart !== null) taken.push(apart);
    }

    this.#readTimes(seed, words, duration, fields, note, taken);

    const attachments = findAttachments(
      this.#text,
      everything.map((range) => withMarkup(this.#text, range)),
    );
    if (attachments.length > 0) fields.attachments = [...attachments];
    const constraints = findConstraints(this.#text, everything);
    if (constraints.length > 0) fields.constraints = constraints.map((one) => ({ ...one, spans: [...one.spans] }));
    for (const { spans } of constraints) {
      const apart = spans[0] === undefined ? null : apartFrom(this.#text, spans[0], seed.titleRange);
      if (apart !== null) taken.push(apart);
    }
    const facts = findFacts(this.#text, everything, this.#language.tag !== 'de');
    if (facts.length > 0) fields.facts = facts.map((one) => ({ ...one, spans: [...one.spans] }));

    Object.assign(fields, this.#titled(seed, taken));
    const kind = classifyKind(seed, fields.title, this.typed(seed), attachments, assignee, this.#language);
    fields.kind = kind.kind;
    note('kind', kind.why, seed.range, kind.confidence, kind.params);
    return { fields, notes };
  }

  /** The task with its conditions, as it was typed. */
  typed({ range, details }: Seed): string {
    const start = Math.min(range.start, details[0]?.start ?? range.start);
    const end = Math.max(range.end, details[0]?.end ?? range.end);
    return this.#text.source.slice(start, Math.min(end, start + LONGEST_TYPED));
  }

  #readTimes(
    seed: Seed,
    words: Range,
    duration: Range | undefined,
    fields: { -readonly [K in keyof ProposedFields]: ProposedFields[K] },
    note: (field: string, code: ReasonCode, range: Range | null, confidence: number) => void,
    taken: Range[],
  ): void {
    const repeat = findRepeat(this.#text, words);
    const dates = findDates(this.#text, words, this.#clock, this.#language).filter(
      (date) => duration === undefined || !overlaps(date, duration),
    );
    const due = this.#onDayOf(seed, dates.find((date) => date.role === 'due') ?? this.#saidLater(seed));
    const start = dates.find((date) => date.role === 'not-before');
    if (repeat !== null) {
      fields.repeats = repeat.rule;
      note('repeats', 'said-repeat', repeat, 0.9);
      const first =
        repeat.weekday !== null
          ? nextWeekday(this.#clock.today, repeat.weekday)
          : repeat.isDaily
            ? this.#clock.today
            : null;
      const time = due?.value.time ?? null;
      if (first !== null) {
        fields.dueAt = dayTime(first, time, this.#clock.zone);
        note('dueAt', 'said-repeat', repeat, 0.8);
      } else if (due !== undefined && !overlaps(due, repeat)) this.#setDue(seed, due, fields, note);
      return;
    }
    if (due !== undefined) {
      this.#setDue(seed, due, fields, note);
      const apart = atTheEdge(this.#text, due, seed);
      if (apart !== null) taken.push(apart);
    }
    if (start !== undefined) {
      fields.notBefore = start.value;
      note('notBefore', 'said-date', start, start.confidence);
      const apart = atTheEdge(this.#text, start, seed);
      if (apart !== null) taken.push(apart);
    }
  }

  /** "Write it up and send it to me by noon": the date of words that tell more about the task. */
  #saidLater(seed: Seed): SaidDate | undefined {
    return seed.details
      .slice(1, 1 + MOST_DETAILS)
      .flatMap((range) => findDates(this.#text, range, this.#clock, this.#language))
      .find((date) => date.role === 'due' && date.hasCue);
  }

  /** "Tomorrow: gym, dentist 3pm": the day that the words above a row of tasks name. */
  #onDayOf(seed: Seed, due: SaidDate | undefined): SaidDate | undefined {
    const [above] = seed.details.slice(1);
    if (above === undefined || above.start >= seed.range.start || (due !== undefined && !due.isTimeOnly)) return due;
    const day = findDates(this.#text, above, this.#clock, this.#language).find(({ role }) => role === 'due');
    if (day === undefined || day.isTimeOnly || due === undefined) return day ?? due;
    return { ...due, value: { ...due.value, date: day.value.date }, isTimeOnly: false };
  }

  #setDue(
    seed: Seed,
    due: SaidDate,
    fields: { -readonly [K in keyof ProposedFields]: ProposedFields[K] },
    note: (field: string, code: ReasonCode, range: Range | null, confidence: number) => void,
  ): void {
    const known = seed.day >= 0 && this.#day?.sentence === seed.day ? this.#day.date : null;
    const value: CalendarTime = due.isTimeOnly && known !== null ? { ...due.value, date: known } : due.value;
    if (seed.day >= 0) this.#day = { sentence: seed.day, date: value.date };
    fields.dueAt = value;
    note('dueAt', 'said-date', due, due.confidence);
  }

  /** The title without what became a field of its own and stands at its edge; all of the words where some were lost. */
  #titled(seed: Seed, taken: readonly Range[]): Pick<ProposedFields, 'title'> & { description?: string } {
    const whole = tidy(seed.title ?? plainWords(this.#text, seed.titleRange));
    const pruned = tidy(
      seed.title === null ? this.#wordsWithout(seed.titleRange, taken) : withoutWords(this.#text, seed.title, taken),
    );
    // A date that the words before it lead up to ("with a deadline within six months") cannot be left out.
    const isWhole = pruned.replace(/[^\p{L}\p{N}]/gu, '').length >= 2 && !endsInside(pruned);
    const words = isWhole ? pruned : whole;
    const shown =
      seed.why === 'sentence' || seed.why === 'whole-text' || seed.titleRange.start > seed.range.start
        ? capital(words)
        : words;
    const { title, cut } = shorten(shown === '' ? plainWords(this.#text, seed.range) : shown, TITLE_LENGTH);
    const isNoted = seed.notes.some(({ start, end }) => start <= seed.range.start && end >= seed.range.end);
    const parts = [cut && !isNoted ? plainWords(this.#text, seed.range) : '', noteText(this.#text, seed.notes)].filter(
      (part) => part !== '',
    );
    const description = shorten(parts.join('\n\n'), LONGEST_DESCRIPTION).title;
    return { title: title === '' ? 'Untitled' : title, ...(description === '' ? {} : { description }) };
  }

  #wordsWithout(range: Range, taken: readonly Range[]): string {
    let words = '';
    let at = range.start;
    for (const { start, end } of [...taken].sort((a, b) => a.start - b.start)) {
      if (end <= at || start >= range.end) continue;
      words += `${plainWords(this.#text, { start: at, end: Math.max(at, start) })} `;
      at = end;
    }
    return words + plainWords(this.#text, { start: Math.min(at, range.end), end: range.end });
  }
}

const MOST_DETAILS = 5;
const LONGEST_DESCRIPTION = 20_000;
/** A task's kind shows in its first words. */
const LONGEST_TYPED = 500;

function tidy(words: string): string {
  return words
    .replace(/\(\s*\)|\[\s*\]/gu, ' ')
    .replace(/(?<=[([])\s*[,;]\s*|\s*[,;]\s*(?=[)\]])/gu, '')
    .replace(/\s+/gu, ' ')
    .replace(/\s+([,.;:!)])/gu, '$1')
    .replace(/^[\s,;:.–—-]+|(?:[\s,;:–—-]|(?<!\.)\.|…)+$/gu, '')
    .trim();
}

function withoutWords(text: Text, title: string, taken: readonly Range[]): string {
  let words = title;
  for (const range of taken) {
    const said = plainWords(text, range);
    if (said !== '' && words.endsWith(said)) words = words.slice(0, -said.length);
  }
  return words;
}

function capital(words: string): string {
  const first = String.fromCodePoint(words.codePointAt(0) ?? 32);
  return words === '' ? words : first.toLocaleUpperCase('en') + words.slice(first.length);
}

function overlaps(a: Range, b: Range): boolean {
  return a.start < b.end && b.start < a.end;
}

/**
 * A date goes out of the title when it stands at either end: "tomorrow" would lie in a week. In the middle it stays, where
 * taking it out could break the sentence.
 */
function atTheEdge(text: Text, date: Range, seed: Seed): Range | null {
  const { start, end } = seed.titleRange;
  if (date.start >= end || date.end <= start) return null;
  const before = text.masked.slice(start, Math.max(start, date.start));
  const after = text.masked.slice(Math.min(end, date.end), end);
  // Marks and brackets may stand behind it: "by Friday #work", "(due Friday)".
  if (ONLY_MARKS.test(after)) return date;
  return before.trim() === '' ? date : null;
}

/** A duration or a limit goes out of the title when it stands in brackets or behind a comma or dash: "(2 h)", "- 45 min". */
function apartFrom(text: Text, said: Range, title: Range): Range | null {
  if (said.start < title.start || said.end > title.end) return null;
  const before = text.masked.slice(Math.max(title.start, said.start - 3), said.start);
  const after = text.masked.slice(said.end, Math.min(title.end, said.end + 80));
  return /[([,;:–—-]\s*$/u.test(before) && /^\s*(?:[)\].,;!]|$)/u.test(after) ? said : null;
}

const ONLY_MARKS = /^(?:[\s.,;:!)\]]|[#@][\p{L}\p{N}_-]{1,50}|[pP][0-4]\b|\([^)]{0,40}\))*$/u;
