import { readdirSync, readFileSync } from 'node:fs';
import type { DraftGoal } from '#drafting/drafter.ts';
import type { PlanDraft } from '#planner/draft.ts';

/** A text that a person really writes, and what a sensible reader makes of it. */
export interface GoalCase {
  readonly name: string;
  readonly text: string;
  readonly expected: ExpectedDraft;
}

/** A draft by titles. Fields that are left out are those of a plain task: no parent, not done, no date and so on. */
export interface ExpectedDraft {
  readonly tasks: readonly ExpectedTask[];
  /** `[a, b]`: a needs b. Sorted nowhere; order does not count. */
  readonly needs: readonly (readonly [string, string])[];
  readonly questions: readonly { readonly code: string; readonly about: string | null }[];
}

export interface ExpectedTask {
  readonly title: string;
  readonly parent?: string;
  readonly done?: true;
  /** `2026-11-27` or `2026-11-27 18:00`. */
  readonly due?: string;
  readonly notBefore?: string;
  /** Minutes. */
  readonly estimate?: number;
  readonly assignee?: string;
  readonly repeats?: string;
  readonly priority?: number;
  readonly tags?: readonly string[];
  /** Addresses and paths. */
  readonly attachments?: readonly string[];
  /** Where it is not manual. */
  readonly kind?: string;
}

/** The goals are expected to be read on a Monday morning: 23 November 2026, 9:00 in Berlin. */
export const GOAL_AT = Date.UTC(2026, 10, 23, 8, 0);
const GOAL_ZONE = 'Europe/Berlin';

export const MISSION_TASKS = 197;

export function goalOf(text: string): DraftGoal {
  return { text, attachments: [], at: GOAL_AT, zone: GOAL_ZONE, locale: 'en' };
}

export function goalText(name: string): string {
  return readFileSync(new URL(`${name}.md`, folder()), 'utf8');
}

/** Every goal here that has an `.expected.json` beside it. */
export const GOALS: readonly GoalCase[] = readdirSync(folder())
  .filter((file) => file.endsWith('.expected.json'))
  .sort()
  .map((file) => {
    const name = file.slice(0, -'.expected.json'.length);
    return { name, text: goalText(name), expected: JSON.parse(readFileSync(new URL(file, folder()), 'utf8')) as ExpectedDraft };
  });

/** What a draft holds, in the form of the expectations. */
export function summaryOf(draft: PlanDraft): ExpectedDraft {
  const titles = new Map(draft.changes.flatMap((change) => (change.type === 'add-task' ? [[change.id, change.fields.title] as const] : [])));
  type End = { readonly in: 'plan' } | { readonly in: 'draft'; readonly change: (typeof draft.changes)[number]['id'] };
  const titleOf = (end: End | null) => (end?.in === 'draft' ? (titles.get(end.change) ?? null) : null);
  const tasks: ExpectedTask[] = [];
  const needs: [string, string][] = [];
  const questions: { code: string; about: string | null }[] = [];
  for (const change of draft.changes) {
    if (change.type === 'add-task') {
      const { fields } = change;
      const parent = titleOf(change.parent);
      tasks.push({
        title: fields.title,
        ...(parent === null ? {} : { parent }),
        ...(change.done ? { done: true } : {}),
        ...(fields.dueAt ? { due: said(fields.dueAt) } : {}),
        ...(fields.notBefore ? { notBefore: said(fields.notBefore) } : {}),
        ...(fields.estimateMinutes ? { estimate: fields.estimateMinutes } : {}),
        ...(fields.assignee ? { assignee: fields.assignee } : {}),
        ...(fields.repeats ? { repeats: fields.repeats } : {}),
        ...(fields.priority === undefined || fields.priority === 2 ? {} : { priority: fields.priority }),
        ...(fields.tags?.length ? { tags: fields.tags } : {}),
        ...(fields.attachments?.length
          ? { attachments: fields.attachments.map((one) => (one.type === 'link' ? one.url : one.type === 'file' ? one.path : one.label)) }
          : {}),
        ...(fields.kind === undefined || fields.kind === 'manual' ? {} : { kind: fields.kind }),
      });
    } else if (change.type === 'add-need' && change.taken) needs.push([titleOf(change.from) ?? '', titleOf(change.to) ?? '']);
    else if (change.type === 'ask') questions.push({ code: change.question.code, about: titleOf(change.about) });
  }
  return { tasks, needs, questions };
}

function folder(): URL {
  return new URL('./', import.meta.url);
}

function said({ date, time }: { readonly date: string; readonly time: string | null }): string {
  return time === null ? date : `${date} ${time}`;
}
