import type {
  DraftEnd,
  PlanDraft,
  ProposedChange,
  ProposedNeed,
  ProposedQuestion,
  ProposedTask,
} from '#planner/draft.ts';
import type { ChangeId } from '#planner/ids.ts';
import { GOAL_TEXT, type Reason, type Span } from '#planner/reason.ts';
import { withoutCircles } from '../rules/acyclic.ts';
import type { Range } from '../rules/mask.ts';
import { fitting } from './fitting.ts';
import { idOf, type NumberedDraft } from './rules-draft.ts';
import type { Grounded, NewTask, Suggestion, SuggestionOf } from './suggestion.ts';

/**
 * The draft with the suggestions that `takes` takes. Whatever is taken, it is a valid draft without circles: the rules' needs
 * are kept before a model's, and what has lost an end goes.
 */
export function applySuggestions(
  rules: NumberedDraft,
  { suggestions, places }: Grounded,
  takes: (suggestion: Suggestion) => boolean,
): PlanDraft {
  const building = new Building(rules);
  const taken = suggestions.filter(takes);
  // What is added comes to stand behind all parts of a task.
  for (const suggestion of taken) if (suggestion.type !== 'add') building.shape(suggestion);
  for (const suggestion of taken) if (suggestion.type === 'add') building.shape(suggestion);
  for (const suggestion of taken) building.set(suggestion);
  const placeOf = (entry: number): ChangeId | null => {
    const place = places[entry];
    if (!place) return null;
    return building.now(place.id) ?? (place.else === null ? null : building.now(place.else));
  };
  return building.finish(taken, placeOf);
}

class Building {
  readonly #rules: NumberedDraft;
  readonly #tasks = new Map<ChangeId, ProposedTask>();
  readonly #order: ChangeId[] = [];
  /** What a task was merged into. */
  readonly #merged = new Map<ChangeId, ChangeId>();
  /** What a task was split into, itself included. */
  readonly #parts = new Map<ChangeId, readonly ChangeId[]>();

  constructor(rules: NumberedDraft) {
    this.#rules = rules;
    for (const { change } of rules.tasks) {
      this.#tasks.set(change.id, change);
      this.#order.push(change.id);
    }
  }

  /** The task under which something is found now; null when it is gone. */
  now(id: ChangeId): ChangeId | null {
    const at = this.#merged.get(id) ?? id;
    return this.#tasks.has(at) ? at : null;
  }

  /** What changes which tasks there are. */
  shape(suggestion: Suggestion): void {
    switch (suggestion.type) {
      case 'merge':
        this.#merge(suggestion);
        return;
      case 'split':
        this.#split(suggestion);
        return;
      case 'add': {
        const behind = suggestion.behind === null ? null : this.now(suggestion.behind);
        const parent = behind === null ? null : (this.#tasks.get(behind)?.parent ?? null);
        this.#insert(born(suggestion.task, suggestion.why, null, parent), this.#lastPartOf(behind));
        return;
      }
      case 'leave-out':
        this.#tasks.delete(suggestion.task);
        return;
      default:
        return;
    }
  }

  /** What changes their fields. */
  set(suggestion: Suggestion): void {
    switch (suggestion.type) {
      case 'rename':
        this.#edit(suggestion.task, suggestion, {
          title: suggestion.title,
          ...(suggestion.details === null ? {} : { description: suggestion.details }),
        });
        return;
      case 'kind':
        this.#edit(suggestion.task, suggestion, { kind: suggestion.kind });
        return;
      case 'estimate':
        this.#edit(suggestion.task, suggestion, { estimateMinutes: suggestion.minutes });
        return;
      default:
        return;
    }
  }

  finish(taken: readonly Suggestion[], placeOf: (entry: number) => ChangeId | null): PlanDraft {
    this.#dropEmptyGroups();
    const tasks = this.#order.flatMap((id) => this.#tasks.get(id) ?? []);
    const indexById = new Map(tasks.map(({ id }, i) => [id, i]));
    const indexOf = (id: ChangeId | null) => (id === null ? -1 : (indexById.get(id) ?? -1));
    const held = tasks.map(({ parent }) => ({ parent: indexOf(idOf(parent)) }));
    const edges = this.#edges(taken, placeOf)
      .map((need) => ({
        need,
        from: indexOf(idOf(need.from)),
        to: indexOf(idOf(need.to)),
        confidence: need.need.confidence,
      }))
      .filter(({ from, to }) => from >= 0 && to >= 0 && from !== to);
    // The rules' needs come first: a model's never pushes one of them out.
    const own = new Set(this.#rules.needs.map(({ id }) => rootOf(id)));
    const isOwn = ({ need }: (typeof edges)[number]) => own.has(rootOf(need.id));
    const kept = withoutCircles(held, edges.filter(isOwn)).needs;
    const more = edges.filter((one) => !isOwn(one));
    const needs = [...kept, ...fitting(held, kept, more)];
    const changes: ProposedChange[] = [...tasks, ...needs.map(({ need }) => need), ...this.#asked(taken, placeOf)];
    return { title: this.#rules.draft.title, changes };
  }

  #merge({ into, others, title, details, why, source }: SuggestionOf<'merge'>): void {
    const kept = this.now(into);
    const first = kept === null ? undefined : this.#tasks.get(kept);
    if (kept === null || first === undefined) return;
    const joined = others.flatMap((id) => this.#tasks.get(id) ?? []).filter(({ id }) => id !== kept);
    const all = [first, ...joined];
    const minutes = all.map(({ fields }) => fields.estimateMinutes ?? null);
    const words = all.map(({ fields }) => fields.description ?? '').filter((text) => text !== '');
    const spans = all.flatMap((task) => task.source ?? []);
    for (const { id } of joined) {
      this.#merged.set(id, kept);
      this.#tasks.delete(id);
    }
    this.#tasks.set(kept, {
      ...first,
      done: all.every(({ done }) => done),
      source: spans.length === 0 ? first.source : around(spans),
      fields: {
        ...first.fields,
        title,
        description: details ?? words.join('\n\n'),
        ...(minutes.every((m) => m !== null) && minutes.length > 0
          ? { estimateMinutes: minutes.reduce((sum, m) => sum + m, 0) }
          : {}),
      },
      notes: noted(first, ['title', 'description'], { why, source }),
    });
  }

  #split({ task, parts, why }: SuggestionOf<'split'>): void {
    const whole = this.#tasks.get(task);
    if (whole === undefined) return;
    let behind: ChangeId = task;
    for (const part of parts) {
      const { source } = part;
      if (part.id !== task) {
        this.#insert(born(part, why, whole, whole.parent), behind);
        behind = part.id;
        continue;
      }
      const { estimateMinutes: _, description: __, ...fields } = whole.fields;
      this.#tasks.set(task, {
        ...whole,
        source: source === null ? whole.source : spanOf(source),
        fields: {
          ...fields,
          title: part.title,
          description: part.details ?? '',
          ...(part.minutes === null ? {} : { estimateMinutes: part.minutes }),
        },
        notes: noted(whole, ['title', 'description'], { why, source }),
      });
    }
    this.#parts.set(
      task,
      parts.map(({ id }) => id),
    );
  }

  #lastPartOf(id: ChangeId | null): ChangeId | null {
    return id === null ? null : (this.#parts.get(id)?.at(-1) ?? id);
  }

  #insert(change: ProposedTask, behind: ChangeId | null): void {
    this.#tasks.set(change.id, change);
    this.#order.splice(behind === null ? 0 : this.#order.indexOf(behind) + 1, 0, change.id);
  }

  #edit(id: ChangeId, from: Pick<Suggestion, 'why' | 'source'>, set: Partial<ProposedTask['fields']>): void {
    const task = this.#tasks.get(id);
    if (task === undefined) return;
    this.#tasks.set(id, { ...task, fields: { ...task.fields, ...set }, notes: noted(task, Object.keys(set), from) });
  }

  /** A group that lost all its tasks is a heading of nothing. */
  #dropEmptyGroups(): void {
    for (const group of this.#rules.tasks.filter(({ isGroup }) => isGroup).reverse()) {
      const isHeld = [...this.#tasks.values()].some(({ parent }) => idOf(parent) === group.change.id);
      if (!isHeld) this.#tasks.delete(group.change.id);
    }
  }

  #edges(taken: readonly Suggestion[], placeOf: (entry: number) => ChangeId | null): readonly ProposedNeed[] {
    const wrong = new Set(taken.map((suggestion) => (suggestion.type === 'wrong-need' ? suggestion.need : null)));
    const kept = this.#rules.needs
      .filter(({ id }) => !wrong.has(id))
      .flatMap((need) =>
        this.#spread(need.from).flatMap((from, i) =>
          this.#spread(need.to).map((to, k) => ({
            ...need,
            id: (i + k === 0 ? need.id : `${need.id}.${i}.${k}`) as ChangeId,
            from,
            to,
          })),
        ),
      );
    const pairs = new Set(kept.map(pairOf));
    const said = taken.flatMap((suggestion, i): readonly ProposedNeed[] => {
      if (suggestion.type !== 'need') return [];
      const [from, to] = [placeOf(suggestion.from), placeOf(suggestion.to)];
      if (from === null || to === null || from === to) return [];
      const confidence = suggestion.taken ? SAID : GUESSED;
      const reason = reasonOf(suggestion, suggestion.words);
      const need: ProposedNeed = {
        id: `mn${i}` as ChangeId,
        type: 'add-need',
        confidence,
        reason,
        from: { in: 'draft', change: from },
        to: { in: 'draft', change: to },
        need: { type: 'blocks', lagMinutes: 0, reason, confidence },
        taken: suggestion.taken,
      };
      if (pairs.has(pairOf(need))) return [];
      pairs.add(pairOf(need));
      return [need];
    });
    return [...kept, ...said];
  }

  /** A need of a task that was split is one of each part. */
  #spread(end: DraftEnd): readonly DraftEnd[] {
    const id = idOf(end);
    if (id === null) return [end];
    const now = this.now(id);
    if (now === null) return [];
    return (this.#parts.get(now) ?? [now]).map((change) => ({ in: 'draft', change }));
  }

  #asked(taken: readonly Suggestion[], placeOf: (entry: number) => ChangeId | null): readonly ProposedQuestion[] {
    const needless = new Set(taken.map((one) => (one.type === 'needless-question' ? one.question : null)));
    const kept = this.#rules.questions
      .filter(({ id }) => !needless.has(id))
      .flatMap((question): readonly ProposedQuestion[] => {
        const about = idOf(question.about);
        if (about === null) return [question];
        const now = this.now(about);
        return now === null ? [] : [{ ...question, about: { in: 'draft', change: now } }];
      });
    const own = taken.flatMap((suggestion, i): readonly ProposedQuestion[] => {
      if (suggestion.type !== 'ask') return [];
      const about = suggestion.about === null ? null : placeOf(suggestion.about);
      return [
        {
          id: `mq${i}` as ChangeId,
          type: 'ask',
          confidence: GUESSED,
          reason: reasonOf(suggestion, suggestion.why),
          about: about === null ? null : { in: 'draft', change: about },
          question: {
            code: 'free',
            params: { text: suggestion.text },
            options: suggestion.options.map((label) => ({ label, sets: null })),
            mustAsk: suggestion.mustAsk,
          },
          source: null,
        },
      ];
    });
    return [...kept, ...own];
  }
}

/** How sure something is that the text says, and that a model alone says. */
const SAID = 0.7;
const GUESSED = 0.4;

function born(
  { id, title, details, kind, minutes, source }: NewTask,
  why: string,
  of: ProposedTask | null,
  parent: DraftEnd | null,
): ProposedTask {
  const inherited = of?.fields.kind;
  const chosen = kind ?? inherited ?? null;
  return {
    id,
    type: 'add-task',
    confidence: source === null ? GUESSED : SAID,
    reason: reasonOf({ source }, why),
    parent,
    fields: {
      title,
      ...(details === null || details === '' ? {} : { description: details }),
      ...(chosen === null ? {} : { kind: chosen }),
      ...(minutes === null ? {} : { estimateMinutes: minutes }),
    },
    done: of?.done ?? false,
    source: source === null ? null : spanOf(source),
    notes: {},
  };
}

function noted(task: ProposedTask, fields: readonly string[], { why, source }: Pick<Suggestion, 'why' | 'source'>) {
  const note = { confidence: source === null ? GUESSED : SAID, reason: reasonOf({ source }, why) };
  return { ...task.notes, ...Object.fromEntries(fields.map((field) => [field, note])) };
}

function reasonOf({ source }: Pick<Suggestion, 'source'>, words: string): Reason {
  return {
    code: 'model-said',
    params: words === '' ? {} : { text: words },
    spans: source === null ? [] : [spanOf(source)],
  };
}

function spanOf({ start, end }: Range): Span {
  return { in: GOAL_TEXT, start, end };
}

function around(spans: readonly Span[]): Span {
  return {
    in: spans[0]?.in ?? GOAL_TEXT,
    start: Math.min(...spans.map(({ start }) => start)),
    end: Math.max(...spans.map(({ end }) => end)),
  };
}

/** Of a need that was spread over the parts of a task. */
function rootOf(id: ChangeId): string {
  return id.split('.')[0] ?? id;
}

function pairOf({ from, to }: ProposedNeed): string {
  return `${idOf(from)}>${idOf(to)}`;
}
