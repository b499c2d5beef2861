import type { DraftEnd, PlanDraft, ProposedNeed, ProposedQuestion, ProposedTask } from '#planner/draft.ts';
import type { ChangeId } from '#planner/ids.ts';
import { GOAL_TEXT } from '#planner/reason.ts';
import type { Range } from '../rules/mask.ts';

/** What the rules found, numbered as the model is shown it. */
export interface NumberedDraft {
  readonly draft: PlanDraft;
  readonly tasks: readonly NumberedTask[];
  /** Tasks that hold no others, in document order: what a model may merge, split or leave out. */
  readonly leaves: readonly NumberedTask[];
  readonly needs: readonly ProposedNeed[];
  readonly questions: readonly ProposedQuestion[];
  byNumber(n: number): NumberedTask | null;
  byEnd(end: DraftEnd): NumberedTask | null;
}

export interface NumberedTask {
  /** From 1. */
  readonly n: number;
  readonly change: ProposedTask;
  readonly isGroup: boolean;
  readonly depth: number;
  /** Where its words stand in the goal; null where it has none there. */
  readonly range: Range | null;
}

export function numberDraft(draft: PlanDraft): NumberedDraft {
  const changes = draft.changes.filter((change) => change.type === 'add-task');
  const parents = new Set(changes.map(({ parent }) => idOf(parent)));
  const byId = new Map<ChangeId, NumberedTask>();
  const tasks = changes.map((change, i): NumberedTask => {
    const parent = idOf(change.parent);
    const { source } = change;
    const task: NumberedTask = {
      n: i + 1,
      change,
      isGroup: parents.has(change.id),
      depth: parent === null ? 0 : (byId.get(parent)?.depth ?? 0) + 1,
      range: source !== null && source.in === GOAL_TEXT ? { start: source.start, end: source.end } : null,
    };
    byId.set(change.id, task);
    return task;
  });
  return {
    draft,
    tasks,
    leaves: tasks.filter(({ isGroup }) => !isGroup),
    needs: draft.changes.filter((change) => change.type === 'add-need'),
    questions: draft.changes.filter((change) => change.type === 'ask'),
    byNumber: (n) => tasks[n - 1] ?? null,
    byEnd: (end) => (end.in === 'draft' ? (byId.get(end.change) ?? null) : null),
  };
}

export function idOf(end: DraftEnd | null): ChangeId | null {
  return end?.in === 'draft' ? end.change : null;
}
