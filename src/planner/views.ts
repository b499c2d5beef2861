import type { ProposedQuestion, ProposedTask } from './draft.ts';
import type { ChangeId, CommitId, TaskId } from './ids.ts';
import { indexOf, type OutlineRow } from './plan-index.ts';
import { shownStatus } from './readiness.ts';
import { GOAL_TEXT } from './reason.ts';
import type { PlanState, Proposal, ProposedChangeState } from './state.ts';
import type { Task } from './task.ts';

/*
 * What the engine and the screens both ask of a plan. Why a task is ready or not is in `readiness.ts`. Everything is
 * worked out once for a set of tasks and kept until they change, so asking for each row is cheap.
 */

/** Ids of what a task holds, or (null) of what stands at the root, in their order. */
export function childIds(state: PlanState, parentId: TaskId | null): readonly TaskId[] {
  return indexOf(state.tasks).children.get(parentId) ?? [];
}

/** The whole plan, depth first, each group before what it holds. */
export function outlineRows(state: PlanState): readonly OutlineRow[] {
  return indexOf(state.tasks).rows;
}

/** A group task holds others: it is never started itself, and stands as they together stand. */
export function isGroup(state: PlanState, id: TaskId): boolean {
  return indexOf(state.tasks).isGroup(id);
}

/** The tasks that are no groups, in outline order: the actual work. Below `id`, itself included, or in the whole plan. */
export function leaves(state: PlanState, id: TaskId | null = null): readonly Task[] {
  const index = indexOf(state.tasks);
  const first = id === null ? 0 : index.places.get(id);
  const found: Task[] = [];
  if (first === undefined) return found;
  const depth = id === null ? -1 : (index.rows[first]?.depth ?? 0);
  for (let i = first; i < index.rows.length; i++) {
    const row = index.rows[i];
    if (row === undefined || (i > first && row.depth <= depth)) break;
    if (!row.isGroup) found.push(row.task);
  }
  return found;
}

/** Ids of the tasks that need this one, in outline order. */
export function dependents(state: PlanState, id: TaskId): readonly TaskId[] {
  const index = indexOf(state.tasks);
  const place = (task: TaskId): number => index.places.get(task) ?? 0;
  return [...(index.dependents.get(id) ?? [])].sort((a, b) => place(a) - place(b));
}

/** Leaves that can begin at `now` (epoch milliseconds), in outline order. */
export function readyTasks(state: PlanState, now: number): readonly Task[] {
  return leaves(state).filter((task) => shownStatus(state, task.id, now) === 'ready');
}

/** What to do next: the first that is ready, in outline order; null when nothing is. */
export function nextTask(state: PlanState, now: number): Task | null {
  return leaves(state).find((task) => shownStatus(state, task.id, now) === 'ready') ?? null;
}

/** How many leaves there are and how many are completed or skipped. Cancelled work counts in neither. */
export function progress(
  state: PlanState,
  id: TaskId | null = null,
): { readonly done: number; readonly total: number } {
  let done = 0;
  let total = 0;
  for (const { status } of leaves(state, id)) {
    if (status.status === 'cancelled') continue;
    total++;
    if (status.status === 'completed' || status.status === 'skipped') done++;
  }
  return { done, total };
}

/** The commit that "Undo" would take back. */
export function canUndo(state: PlanState): CommitId | null {
  return state.undo.commits[state.undo.standing - 1] ?? null;
}

/** The commit that "Redo" would bring back. */
export function canRedo(state: PlanState): CommitId | null {
  return state.undo.commits[state.undo.standing] ?? null;
}

/**
 * Proposals that still come in or wait for a yes or no, in the order they were made. What the rules found in words that the
 * goal no longer has is not among them; it comes back when the revision is undone.
 */
export function openProposals(state: PlanState): readonly Proposal[] {
  return [...state.proposals.values()].filter(
    (proposal) => (!proposal.complete || unresolved(proposal) > 0) && isOfGoal(state, proposal),
  );
}

/** Whether a proposal is about the goal's present words. Others than the rules look at the plan as well. */
export function isOfGoal(state: PlanState, { drafter, goalBy }: Proposal): boolean {
  return drafter.type !== 'rules' || goalBy === state.goalBy;
}

/** What `Span.in` calls the goal's present words. Spans of earlier words keep their name, and point into nothing now. */
export function goalSpanName({ goalBy }: PlanState): string {
  return goalBy === null ? GOAL_TEXT : `${GOAL_TEXT}/${goalBy}`;
}

/** How many changes wait for a yes or no. Edges that are only shown (`taken` false) ask for none. */
export function unresolved(proposal: Proposal): number {
  let count = 0;
  for (const { change, resolution } of proposal.changes.values()) {
    if (resolution.as === 'open' && !(change.type === 'add-need' && !change.taken)) count++;
  }
  return count;
}

export interface ProposedTaskRow {
  readonly change: ProposedTask;
  readonly state: ProposedChangeState;
  /** 0 at the root, also for what is proposed under a task of the plan. */
  readonly depth: number;
  readonly position: number;
  readonly setSize: number;
}

/** The proposed tasks as a tree, depth first in the drafter's order. What has no parent in the draft stands at its root. */
export function proposedTasks(proposal: Proposal): readonly ProposedTaskRow[] {
  const below = new Map<ChangeId | null, ProposedChangeState[]>();
  for (const state of proposal.changes.values()) {
    if (state.change.type !== 'add-task') continue;
    const parent = draftParent(proposal, state.change);
    const siblings = below.get(parent);
    if (siblings === undefined) below.set(parent, [state]);
    else siblings.push(state);
  }
  const rows: ProposedTaskRow[] = [];
  const open: { readonly states: readonly ProposedChangeState[]; next: number }[] = [
    { states: below.get(null) ?? [], next: 0 },
  ];
  for (let level = open.at(-1); level !== undefined; level = open.at(-1)) {
    const state = level.states[level.next];
    if (state === undefined) {
      open.pop();
      continue;
    }
    level.next++;
    if (state.change.type !== 'add-task') continue;
    rows.push({
      change: state.change,
      state,
      depth: open.length - 1,
      position: level.next,
      setSize: level.states.length,
    });
    open.push({ states: below.get(state.change.id) ?? [], next: 0 });
  }
  return rows;
}

/** The proposed task that holds this one. null at the root, and where the named parent is missing or lies inside it. */
export function draftParent(proposal: Proposal, change: ProposedTask): ChangeId | null {
  if (change.parent?.in !== 'draft') return null;
  const first = change.parent.change;
  let here: ChangeId | null = first;
  for (let steps = 0; here !== null; steps++) {
    const above: ProposedChangeState | undefined = proposal.changes.get(here);
    if (above?.change.type !== 'add-task') return steps === 0 ? null : first;
    if (here === change.id) return null;
    // A ring further up, which this change is not part of.
    if (steps > proposal.changes.size) return first;
    here = above.change.parent?.in === 'draft' ? above.change.parent.change : null;
  }
  return first;
}

export interface ProposedQuestionView {
  readonly change: ProposedQuestion;
  readonly state: ProposedChangeState;
}

/** The questions of a proposal, in the drafter's order. */
export function proposedQuestions(proposal: Proposal): readonly ProposedQuestionView[] {
  const found: ProposedQuestionView[] = [];
  for (const state of proposal.changes.values())
    if (state.change.type === 'ask') found.push({ change: state.change, state });
  return found;
}
