import type { ProposedChange, ProposedFields, ProposedTask } from '#planner/draft.ts';
import type { ChangeId } from '#planner/ids.ts';
import type { Question } from '#planner/question.ts';
import { GOAL_TEXT, type Reason, type Span } from '#planner/reason.ts';
import type { Catalogue, Parameter, Template, TemplateTask } from '../../library.ts';
import type { Range } from '../mask.ts';
import { dayTime, type WallClock } from '../zone.ts';
import type { Circumstances, Said } from './circumstances.ts';
import type { Term } from './goal-words.ts';
import { type Slots, titleWith } from './slots.ts';

/** Everything that a template is turned into changes with. */
export interface Adapting {
  readonly template: Template;
  readonly title: string;
  readonly said: Circumstances;
  /** Words of the goal that spoke for the template. */
  readonly matched: readonly Term[];
  /** All words of the goal that say what it is about. */
  readonly terms: readonly Term[];
  /** Questions of the template that the goal's own lines answer. */
  readonly answered: ReadonlySet<string>;
  readonly clock: WallClock;
  readonly catalogue: Catalogue;
  /** How it was found: by words, by their meaning, or named by the goal itself. */
  readonly found: 'words' | 'meaning' | 'named';
}

/** Less sure than anything that was said in so many words. */
const CONFIDENCE = { named: 0.65, words: 0.6, meaning: 0.45 } as const;
const NEED_CONFIDENCE = 0.6;
const MOST_QUESTIONS = 3;

/**
 * A template's tasks, adapted to what the goal says: tasks for circumstances that are said, slots in titles, days counted
 * back from the day that is named, limits where the money goes. What nobody said is asked, three questions at most.
 */
export function draftFromTemplate(adapting: Adapting): readonly ProposedChange[] {
  const { template, said } = adapting;
  const tasks = template.tasks.filter(({ when }) => when === undefined || when.some((flag) => said.flags.has(flag)));
  const slots: Slots = { ...said, object: objectOf(adapting) };
  const dueOf = daysCounted(adapting);
  const kept = new Set(tasks.map(({ id }) => id));
  const changes: ProposedChange[] = [];
  let needs = 0;
  for (const task of tasks) {
    changes.push(proposed(adapting, task, slots, dueOf(task)));
    for (const { task: to, why } of task.needs ?? [])
      if (kept.has(to)) changes.push(need(adapting, ++needs, task.id, to, why));
  }
  const anchor = tasks.find(({ days }) => days === 0) ?? tasks.at(-1);
  const asked = template.parameters
    .filter((parameter) => !adapting.answered.has(parameter.question) && !isSaid(parameter, adapting, slots))
    .slice(0, MOST_QUESTIONS);
  for (const [n, { reads, question }] of asked.entries()) {
    changes.push({
      id: `q${n + 1}` as ChangeId,
      type: 'ask',
      confidence: CONFIDENCE[adapting.found],
      reason: because(adapting),
      about: reads === 'date' && anchor !== undefined ? { in: 'draft', change: idOf(anchor.id) } : null,
      question: { code: 'free', params: { text: question }, options: [], mustAsk: false } satisfies Question,
      source: null,
    });
  }
  return changes;
}

function proposed(
  adapting: Adapting,
  task: TemplateTask,
  slots: Slots,
  due: ProposedFields['dueAt'] | null,
): ProposedTask {
  const { said, title, found } = adapting;
  const confidence = CONFIDENCE[found];
  const named = titleWith(task.title, slots);
  const circumstance = (task.when ?? []).flatMap((flag) => said.flags.get(flag) ?? [])[0] ?? null;
  const source = circumstance ?? named.ranges[0] ?? null;
  const notes: Record<string, { confidence: number; reason: Reason }> = {};
  const fields: { -readonly [K in keyof ProposedFields]: ProposedFields[K] } = {
    title: named.title,
    kind: task.kind,
    estimateMinutes: task.minutes,
  };
  if (due && said.date !== null) {
    fields.dueAt = due;
    const when = { code: 'counted-back', params: { days: task.days }, spans: [spanOf(said.date.range)] } as const;
    notes.dueAt = {
      confidence: task.days === 0 && !said.date.isRough ? 0.8 : confidence,
      reason: { ...when, spans: [...when.spans] },
    };
  }
  if (said.budget !== null && named.used.has('budget')) {
    const { value, range, isLimit } = said.budget;
    const words = { text: value, spans: [spanOf(range)] };
    if (isLimit) fields.constraints = [{ type: 'must', ...words }];
    else fields.facts = [{ type: 'money', ...words }];
  }
  const reason: Reason =
    task.implied !== undefined
      ? { code: 'template-implied', params: { template: title, text: task.implied }, spans: [] }
      : circumstance !== null
        ? { code: 'template-said', params: { template: title }, spans: [spanOf(circumstance)] }
        : because(adapting);
  return {
    id: idOf(task.id),
    type: 'add-task',
    confidence,
    reason,
    parent: null,
    fields,
    done: false,
    source: source === null ? null : spanOf(source),
    notes,
  };
}

function need({ title }: Adapting, n: number, from: string, to: string, why: string): ProposedChange {
  const reason: Reason = { code: 'template-need', params: { template: title, text: why }, spans: [] };
  return {
    id: `n${n}` as ChangeId,
    type: 'add-need',
    confidence: NEED_CONFIDENCE,
    reason,
    from: { in: 'draft', change: idOf(from) },
    to: { in: 'draft', change: idOf(to) },
    need: { type: 'blocks', lagMinutes: 0, reason, confidence: NEED_CONFIDENCE },
    taken: true,
  };
}

/** Which template, and which words of the goal spoke for it. */
export function because({ title, matched, found }: Pick<Adapting, 'title' | 'matched' | 'found'>): Reason {
  if (found === 'named') return { code: 'template-named', params: { template: title }, spans: [] };
  if (found === 'meaning' || matched.length === 0)
    return { code: 'near-template', params: { template: title }, spans: [] };
  const words = [...new Set(matched.map(({ lower }) => lower))].join(', ');
  return { code: 'from-template', params: { template: title, words }, spans: matched.map(spanOf) };
}

/** Days are counted from the one that is said; where there is less time than the template takes, all move together. */
function daysCounted({ template, said, clock }: Adapting): (task: TemplateTask) => ProposedFields['dueAt'] | null {
  if (said.date === null) return () => null;
  const { value } = said.date;
  const goalDay = Math.floor(Date.parse(`${value.date}T00:00:00Z`) / 86_400_000);
  const ahead = goalDay - clock.today;
  const lead = Math.max(1, ...template.tasks.map(({ days }) => -days));
  const pace = template.pace === 'scaled' ? ahead / lead : Math.min(1, ahead / lead);
  return ({ days }) => {
    if (days === 0) return value;
    const day = goalDay + (days < 0 ? Math.ceil(days * Math.max(0, pace)) : days);
    return dayTime(Math.max(day, clock.today), null, clock.zone);
  };
}

/** The word of the goal that stands under the common name that the template asks for: "piano" for an instrument. */
function objectOf({ template, terms, catalogue }: Adapting): Said | null {
  const name = template.parameters.find(({ reads }) => reads === 'object')?.of;
  const words = name === undefined ? [] : (catalogue.alike.find(([first]) => first === name) ?? []);
  const term = terms.find(({ lower }) => lower !== name && words.includes(lower));
  if (term === undefined) return null;
  const value = name === 'language' ? term.lower.replace(/^./u, (letter) => letter.toUpperCase()) : term.lower;
  return { value, range: term };
}

function isSaid({ reads, of }: Parameter, { said, terms }: Adapting, slots: Slots): boolean {
  switch (reads) {
    case 'place':
    case 'date':
    case 'budget':
    case 'people':
    case 'who':
      return said[reads] !== null;
    case 'object':
      // Without a common name, more than one word says it: "a thesis about bees", "the Lisbon office website".
      return of === undefined ? terms.filter(({ weight }) => weight > 0.2).length > 1 : slots.object !== null;
    case 'answer':
      return false;
  }
}

const idOf = (task: string) => `t-${task}` as ChangeId;
const spanOf = ({ start, end }: Range): Span => ({ in: GOAL_TEXT, start, end });
