import { readFileSync } from 'node:fs';
import type { PlanDraft } from '#planner/draft.ts';

/**
 * A text that a person pastes, with what a sensible reader makes of it. In the files beside this one:
 *
 *     #### name of the case
 *     the text
 *     >>>>
 *     1 Title | another good title [kind|another good kind]
 *     1.1 Title of a task below it
 *     2 needs 1
 *     ? when-due 2
 *
 * Without a kind it is `manual`; groups have none.
 */
export interface GoldCase {
  readonly name: string;
  readonly text: string;
  readonly outline: Outline;
}

/** Tasks with the needs and questions between them, by place. */
export interface Outline {
  readonly tasks: readonly {
    readonly titles: readonly string[];
    readonly kinds: readonly string[];
    readonly isGroup: boolean;
  }[];
  /** `[a, b]`: a needs b. */
  readonly needs: readonly (readonly [number, number])[];
  readonly questions: readonly { readonly code: string; readonly about: number }[];
  /** The place of the task above; -1 none. */
  readonly parents: readonly number[];
}

export const GOLD_LANGUAGES = ['en', 'de', 'fr', 'es'] as const;

export function goldCases(language: (typeof GOLD_LANGUAGES)[number]): readonly GoldCase[] {
  const file = readFileSync(new URL(`./${language}.txt`, import.meta.url), 'utf8');
  return file
    .split(/^#### /mu)
    .slice(1)
    .map((part) => {
      const [name = '', ...lines] = part.split('\n');
      const cut = lines.indexOf('>>>>');
      if (cut < 0) throw new Error(`The case "${name}" has no line ">>>>".`);
      return { name, text: lines.slice(0, cut).join('\n'), outline: readOutline(name, lines.slice(cut + 1)) };
    });
}

function readOutline(name: string, lines: readonly string[]): Outline {
  const keys: string[] = [];
  const tasks: { titles: string[]; kinds: string[]; isGroup: boolean }[] = [];
  const needs: [number, number][] = [];
  const questions: { code: string; about: number }[] = [];
  const place = (key: string) => {
    const at = keys.indexOf(key);
    if (at < 0) throw new Error(`The case "${name}" names a task ${key} that it does not have.`);
    return at;
  };
  for (const line of lines.map((one) => one.trim()).filter((one) => one !== '')) {
    const need = /^(?<from>[\d.]+) needs (?<to>[\d.]+)$/u.exec(line)?.groups;
    const question = /^\? (?<code>[a-z-]+) (?<about>[\d.]+)$/u.exec(line)?.groups;
    const task = /^(?<key>[\d.]+) (?<titles>.*?)(?: \[(?<kinds>[a-z|-]+)\])?$/u.exec(line)?.groups;
    if (need !== undefined) needs.push([place(need.from ?? ''), place(need.to ?? '')]);
    else if (question !== undefined) questions.push({ code: question.code ?? '', about: place(question.about ?? '') });
    else if (task !== undefined) {
      keys.push(task.key ?? '');
      tasks.push({
        titles: (task.titles ?? '').split(' | '),
        kinds: task.kinds?.split('|') ?? ['manual'],
        isGroup: false,
      });
    } else throw new Error(`The case "${name}" has a line that says nothing: ${line}`);
  }
  const parents = keys.map((key) => keys.indexOf(key.split('.').slice(0, -1).join('.')));
  for (const parent of parents) {
    const group = tasks[parent];
    if (group !== undefined) group.isGroup = true;
  }
  return { tasks, needs, questions, parents };
}

/** What a draft holds, in the same form. Needs that the person has yet to take count as none. */
export function outlineOf(draft: PlanDraft): Outline {
  const added = draft.changes.flatMap((change) => (change.type === 'add-task' ? [change] : []));
  const placeById = new Map(added.map(({ id }, place) => [id as string, place]));
  type End = { readonly in: 'plan' | 'draft'; readonly change?: string } | null;
  const place = (end: End) => (end?.in === 'draft' ? (placeById.get(end.change ?? '') ?? -1) : -1);
  const parents = added.map(({ parent }) => place(parent));
  const groups = new Set(parents);
  return {
    tasks: added.map(({ fields }, at) => ({
      titles: [fields.title],
      kinds: [fields.kind ?? 'manual'],
      isGroup: groups.has(at),
    })),
    needs: draft.changes.flatMap((change) =>
      change.type === 'add-need' && change.taken ? [[place(change.from), place(change.to)] as const] : [],
    ),
    questions: draft.changes.flatMap((change) =>
      change.type === 'ask' ? [{ code: change.question.code, about: place(change.about) }] : [],
    ),
    parents,
  };
}
