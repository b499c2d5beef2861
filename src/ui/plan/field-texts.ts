import { t } from '#messages/catalogue.ts';
import type { CalendarTime } from '#planner/calendar-time.ts';
import { type SomeTaskFields, type Task, TITLE_LENGTH } from '#planner/task.ts';
import { durationText, parseDuration } from './duration.ts';

/** A field of a task as text that a person types. */
export interface FieldText {
  read(task: Task): string;
  /** Why it can't be stored, as a sentence; null when it can. */
  problem(text: string): string | null;
  write(text: string, task: Task): SomeTaskFields;
}

const none = () => null;
const tooLong = (most: number) => (text: string) => (text.length > most ? t.plan.inspector.tooLong : null);
const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
const tags = (text: string) => [
  ...new Set(
    text
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean),
  ),
];
const notADuration = (text: string) =>
  text.trim() === '' || parseDuration(text) !== null ? null : t.plan.inspector.notADuration;

const title: FieldText = {
  read: (task) => task.title,
  problem: (text) => {
    const words = text.trim();
    if (words === '') return t.plan.titleMissing;
    return words.length > TITLE_LENGTH ? t.plan.titleTooLong(TITLE_LENGTH) : null;
  },
  write: (text) => ({ title: text.replace(/\s+/gu, ' ').trim() }),
};

const description: FieldText = {
  read: (task) => task.description,
  problem: tooLong(20_000),
  write: (text) => ({ description: text }),
};

const estimate: FieldText = {
  read: (task) => (task.estimateMinutes === null ? '' : durationText(task.estimateMinutes)),
  problem: notADuration,
  write: (text) => ({ estimateMinutes: parseDuration(text) }),
};

const spent: FieldText = {
  read: (task) => (task.actualMinutes === null ? '' : durationText(task.actualMinutes)),
  problem: notADuration,
  write: (text) => ({ actualMinutes: parseDuration(text) }),
};

const assignee: FieldText = {
  read: (task) => task.assignee ?? '',
  problem: tooLong(200),
  write: (text) => ({ assignee: text.trim() === '' ? null : text.trim() }),
};

const tagList: FieldText = {
  read: (task) => task.tags.join(', '),
  problem: (text) => (tags(text).some((tag) => tag.length > 50) ? t.plan.inspector.tagTooLong : null),
  write: (text) => ({ tags: tags(text) }),
};

const criteria: FieldText = {
  read: (task) => task.acceptanceCriteria.join('\n'),
  problem: (text) => (lines(text).some((line) => line.length > 500) ? t.plan.inspector.lineTooLong : null),
  write: (text) => ({ acceptanceCriteria: lines(text) }),
};

const repeats: FieldText = {
  read: (task) => task.repeats ?? '',
  problem: tooLong(500),
  write: (text) => ({ repeats: text.trim() === '' ? null : text.trim().replace(/^RRULE:/iu, '') }),
};

type DateField = 'dueAt' | 'notBefore';

const dateOf = (field: DateField): FieldText => ({
  read: (task) => task[field]?.date ?? '',
  problem: none,
  write: (text, task) => ({ [field]: text === '' ? null : onDay(text, task[field]) }),
});

/** Only where there is a day already. */
const timeOf = (field: DateField): FieldText => ({
  read: (task) => task[field]?.time ?? '',
  problem: none,
  write: (text, task) => {
    const day = task[field];
    return day === null ? {} : { [field]: { ...day, time: text === '' ? null : text } };
  },
});

/** The day that was typed, at the hour and in the zone that were there before, else all day and here. */
function onDay(date: string, before: CalendarTime | null): CalendarTime {
  return { date, time: before?.time ?? null, zone: before?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone };
}

/** Every field that is typed. */
export const fieldTexts = {
  title,
  description,
  estimate,
  spent,
  assignee,
  tags: tagList,
  criteria,
  repeats,
  dueDate: dateOf('dueAt'),
  dueTime: timeOf('dueAt'),
  notBeforeDate: dateOf('notBefore'),
  notBeforeTime: timeOf('notBefore'),
} satisfies Record<string, FieldText>;

/** Rules that a list offers; anything else is typed. */
export const REPEAT_RULES = {
  never: '',
  daily: 'FREQ=DAILY',
  weekdays: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
  weekly: 'FREQ=WEEKLY',
  fortnightly: 'FREQ=WEEKLY;INTERVAL=2',
  monthly: 'FREQ=MONTHLY',
  yearly: 'FREQ=YEARLY',
} as const;
export type RepeatChoice = keyof typeof REPEAT_RULES | 'other';

export function repeatChoice(rule: string): RepeatChoice {
  const found = Object.entries(REPEAT_RULES).find(([, known]) => known === rule);
  return (found?.[0] as RepeatChoice | undefined) ?? 'other';
}
