import type { DraftDelta } from '#drafting/drafter.ts';
import { canonicalJson } from '#kit/canonical-json.ts';
import type { DraftEnd, ProposedChange, ProposedTask } from '#planner/draft.ts';
import type { ChangeId, TaskId } from '#planner/ids.ts';
import type { Answer } from '#planner/question.ts';
import { GOAL_TEXT, type Span } from '#planner/reason.ts';
import type { PlanState, Proposal, ProposedChangeState } from '#planner/state.ts';
import { goalSpanName, isOfGoal } from '#planner/views.ts';

/*
 * A goal that was written anew is drafted anew, and what the person decided on in its earlier words stays decided. Two
 * drafts are about the same where title, description and tick are the same: dates are counted from when the words came, so
 * they may differ.
 */

/** The finds of a drafter that is reading the plan's goal, without what was decided already. */
export async function* withoutDecided(
  deltas: AsyncIterable<DraftDelta>,
  state: PlanState,
): AsyncGenerator<DraftDelta, void> {
  if (state.goalBy === null) {
    yield* deltas;
    return;
  }
  for await (const delta of deltas) {
    // Whether an edge or a parent was decided is known when all tasks are.
    if (delta.type === 'changes') continue;
    if (delta.type === 'progress') {
      yield delta;
      continue;
    }
    const changes = undecided(state, delta.draft.changes);
    yield { type: 'changes', changes };
    yield { type: 'draft', draft: { ...delta.draft, changes } };
  }
}

/** Answers to questions that the present draft asks again. They were given, and not used yet. */
export function answersToKeep(
  state: PlanState,
  proposal: Proposal,
): readonly { readonly changeId: ChangeId; readonly answer: Answer }[] {
  const answers = new Map<string, Answer>();
  for (const earlier of earlierDrafts(state)) {
    for (const { change, resolution, answer } of earlier.changes.values()) {
      if (change.type === 'ask' && resolution.as === 'open' && answer !== null)
        answers.set(keyOf(change, tasksOf(earlier)), answer);
    }
  }
  const tasks = tasksOf(proposal);
  return [...proposal.changes.values()].flatMap(({ change, resolution, answer }) => {
    const kept = change.type === 'ask' ? answers.get(keyOf(change, tasks)) : undefined;
    return kept === undefined || resolution.as !== 'open' || answer !== null
      ? []
      : [{ changeId: change.id, answer: kept }];
  });
}

type Fate = { readonly as: 'new' } | { readonly as: 'accepted'; readonly taskId: TaskId } | { readonly as: 'rejected' };

function undecided(state: PlanState, changes: readonly ProposedChange[]): readonly ProposedChange[] {
  const decided = decisionsByKey(state);
  const tasks = new Map(
    changes.flatMap((change) => (change.type === 'add-task' ? [[change.id, change] as const] : [])),
  );
  const fates = new Map<ChangeId, Fate>();
  for (const change of tasks.values())
    fates.set(change.id, decided.get(keyOf(change, tasks))?.shift() ?? { as: 'new' });

  /** Where an end is now; null where the person has said no to it. */
  const endOf = (end: DraftEnd): DraftEnd | null => {
    const fate = end.in === 'draft' ? fates.get(end.change) : undefined;
    if (fate === undefined || fate.as === 'new') return end;
    return fate.as === 'accepted' ? { in: 'plan', taskId: fate.taskId } : null;
  };
  /** Under a task that is not wanted things go to where that one would have stood. */
  const parentOf = ({ parent }: ProposedTask): DraftEnd | null => {
    let outer = parent;
    for (let steps = 0; outer?.in === 'draft' && endOf(outer) === null && steps < tasks.size; steps++)
      outer = tasks.get(outer.change)?.parent ?? null;
    return outer === null ? null : endOf(outer);
  };
  const kept = changes.flatMap((change): readonly ProposedChange[] => {
    switch (change.type) {
      case 'add-task':
        return fates.get(change.id)?.as === 'new' ? [{ ...change, parent: parentOf(change) }] : [];
      case 'add-need': {
        const [from, to] = [endOf(change.from), endOf(change.to)];
        if (from === null || to === null) return [];
        const isDecided = from.in === 'plan' && to.in === 'plan' && decided.has(keyOf(change, tasks));
        return isDecided ? [] : [{ ...change, from, to }];
      }
      case 'ask': {
        const about = change.about === null ? null : endOf(change.about);
        const isGone = change.about !== null && about === null;
        return isGone || decided.has(keyOf(change, tasks)) ? [] : [{ ...change, about }];
      }
      default:
        return [change];
    }
  });
  const name = goalSpanName(state);
  return kept.map((change) => withSpansIn(change, name));
}

/** What the person has said to the finds of earlier drafts. Of equal ones each is counted. */
function decisionsByKey(state: PlanState): ReadonlyMap<string, Fate[]> {
  const decisions = new Map<string, Fate[]>();
  for (const draft of earlierDrafts(state)) {
    const tasks = tasksOf(draft);
    for (const found of draft.changes.values()) {
      const fate = fateOf(state, draft, found);
      if (fate.as === 'new') continue;
      const key = keyOf(found.change, tasks);
      const list = decisions.get(key);
      if (list === undefined) decisions.set(key, [fate]);
      else list.push(fate);
    }
  }
  return decisions;
}

function fateOf(state: PlanState, draft: Proposal, { resolution }: ProposedChangeState): Fate {
  switch (resolution.as) {
    case 'open':
      return { as: 'new' };
    case 'accepted': {
      const { taskId } = resolution;
      return taskId !== null && state.tasks.has(taskId) ? { as: 'accepted', taskId } : { as: 'rejected' };
    }
    case 'rejected':
      // A draft that never came to its end was put aside by the engine, not by the person.
      return draft.title === null ? { as: 'new' } : { as: 'rejected' };
  }
}

function earlierDrafts(state: PlanState): readonly Proposal[] {
  return [...state.proposals.values()].filter((proposal) => !isOfGoal(state, proposal));
}

type Tasks = ReadonlyMap<ChangeId, ProposedTask>;

function tasksOf({ changes }: Proposal): Tasks {
  return new Map(
    [...changes.values()].flatMap(({ change }) => (change.type === 'add-task' ? [[change.id, change] as const] : [])),
  );
}

function keyOf(change: ProposedChange, tasks: Tasks): string {
  const endKey = (end: DraftEnd | null) =>
    end === null ? null : end.in === 'plan' ? end.taskId : taskKey(tasks.get(end.change));
  switch (change.type) {
    case 'add-task':
      return canonicalJson([change.type, taskKey(change)]);
    case 'add-need':
      return canonicalJson([change.type, endKey(change.from), endKey(change.to), change.need.type]);
    case 'ask':
      return canonicalJson([change.type, endKey(change.about), change.question.code, change.question.params]);
    default:
      return canonicalJson([change.type, change.id]);
  }
}

function taskKey(task: ProposedTask | undefined): readonly unknown[] {
  return task === undefined ? [] : [task.fields.title, task.fields.description ?? '', task.done];
}

/** The same change, its spans named after the words that they point into. */
function withSpansIn(change: ProposedChange, name: string): ProposedChange {
  return JSON.parse(JSON.stringify(change), (_, value: unknown) =>
    isGoalSpan(value) ? { ...value, in: name } : value,
  ) as ProposedChange;
}

function isGoalSpan(value: unknown): value is Span {
  return typeof value === 'object' && value !== null && 'in' in value && value.in === GOAL_TEXT && 'start' in value;
}
