import type { DraftEnd, ProposedChange, ProposedNeed, ProposedQuestion, ProposedTask } from '#planner/draft.ts';
import type { ChangeId, ProposalId, TaskId } from '#planner/ids.ts';
import type { Answer } from '#planner/question.ts';
import type { Span } from '#planner/reason.ts';
import { isSame } from '#planner/same.ts';
import type { PlanState, Proposal, ProposedChangeState } from '#planner/state.ts';
import type { SomeTaskFields } from '#planner/task.ts';
import { goalSpanName, openProposals, unresolved } from '#planner/views.ts';
import type { Mark } from './marked-text.ts';

/** A proposed edge as it stands on the row of the task that waits. */
export interface ProposedNeedChip {
  readonly id: ChangeId;
  readonly change: ProposedNeed;
  /** The task it waits for: what to show, and which row or task to light. */
  readonly title: string;
  readonly to: DraftEnd;
}

/** One task of the draft, or one change to a task that the plan has already. */
export interface DraftRow {
  readonly id: ChangeId;
  readonly proposalId: ProposalId;
  readonly change: Exclude<ProposedChange, ProposedNeed | ProposedQuestion>;
  readonly title: string;
  /** 1 at the top. */
  readonly level: number;
  /** Other tasks of the draft stand under it. */
  readonly group: boolean;
  /** Words in the goal it was made from. */
  readonly source: Span | null;
  readonly needs: readonly ProposedNeedChip[];
  /** What answers will fill in when it is accepted. */
  readonly answered: SomeTaskFields;
}

export interface DraftQuestion {
  readonly id: ChangeId;
  readonly proposalId: ProposalId;
  readonly change: ProposedQuestion;
  /** The task it is about; null is the whole plan. */
  readonly about: string | null;
  /** The row it is about, when that is in the draft. */
  readonly aboutId: ChangeId | null;
  readonly answer: Answer | null;
}

/** What the Draft screen shows of all that still waits for a yes or no. */
export interface DraftView {
  readonly proposals: readonly Proposal[];
  readonly rows: readonly DraftRow[];
  /** Edges between tasks that the plan has already: they have no row to stand on. */
  readonly looseNeeds: readonly (ProposedNeedChip & { readonly proposalId: ProposalId; readonly from: string })[];
  readonly questions: readonly DraftQuestion[];
  /** Changes that ask for a yes or no. */
  readonly open: number;
  /** All has been found. */
  readonly complete: boolean;
}

/** Pure, and one pass over the changes: a draft of ten thousand tasks is read anew for every piece that arrives. */
export function draftView(state: PlanState): DraftView {
  const proposals = openProposals(state);
  const views = proposals.map((proposal) => viewOfProposal(state, proposal));
  return {
    proposals,
    rows: views.flatMap((view) => view.rows),
    looseNeeds: views.flatMap((view) => view.looseNeeds),
    questions: views.flatMap((view) => view.questions),
    open: proposals.reduce((sum, proposal) => sum + unresolved(proposal), 0),
    complete: proposals.every((proposal) => proposal.complete),
  };
}

/** Source words of the rows in the goal's present text. */
export function marksOf(state: PlanState, rows: readonly DraftRow[]): readonly Mark[] {
  const goal = goalSpanName(state);
  return rows.flatMap(({ id, source }) =>
    source && source.in === goal ? [{ id, start: source.start, end: source.end }] : [],
  );
}

/** Rows that equal the one of the same id in `before` are that one: only what changed is drawn anew. */
export function keepRows(rows: readonly DraftRow[], before: ReadonlyMap<ChangeId, DraftRow>): readonly DraftRow[] {
  return rows.map((row) => {
    const old = before.get(row.id);
    return old && sameRow(old, row) ? old : row;
  });
}

function sameRow(a: DraftRow, b: DraftRow): boolean {
  return (
    a.change === b.change &&
    a.proposalId === b.proposalId &&
    a.title === b.title &&
    a.level === b.level &&
    a.group === b.group &&
    isSame(a.answered, b.answered) &&
    a.needs.length === b.needs.length &&
    a.needs.every((need, n) => need.change === b.needs[n]?.change && need.title === b.needs[n]?.title)
  );
}

type RowChange = DraftRow['change'];

/** So many decided parents are looked through: a draft is untrusted and may nest without end. */
const MOST_STEPS_OUT = 100;

function viewOfProposal(state: PlanState, proposal: Proposal) {
  const open = openChanges(proposal);
  const openIds = new Set(open.map(({ change }) => change.id));
  const children = new Map<ChangeId | null, RowChange[]>();
  const needsOf = new Map<ChangeId, ProposedNeedChip[]>();
  const rowOfTask = new Map<TaskId, ChangeId>();
  const looseNeeds: (ProposedNeedChip & { proposalId: ProposalId; from: string })[] = [];
  const questions: DraftQuestion[] = [];
  const answeredOf = new Map<ChangeId, SomeTaskFields>();

  for (const { change } of open) {
    if (change.type === 'edit-task' || change.type === 'remove-task') rowOfTask.set(change.taskId, change.id);
  }
  for (const { change, answer } of open) {
    switch (change.type) {
      case 'add-task':
        pushTo(children, parentRow(change), change);
        break;
      case 'edit-task':
      case 'remove-task':
      case 'remove-need':
        pushTo(children, null, change);
        break;
      case 'add-need': {
        const chip = { id: change.id, change, title: titleOf(change.to), to: change.to };
        const row = change.from.in === 'draft' ? change.from.change : (rowOfTask.get(change.from.taskId) ?? null);
        if (row !== null && openIds.has(row)) pushTo(needsOf, row, chip);
        else looseNeeds.push({ ...chip, proposalId: proposal.id, from: titleOf(change.from) });
        break;
      }
      case 'ask':
        if (change.about?.in === 'draft') {
          const { change: about } = change.about;
          const answered = answeredOf.get(about) ?? NOTHING;
          answeredOf.set(about, { ...answered, ...filledIn(change, answer) });
        }
        questions.push({
          id: change.id,
          proposalId: proposal.id,
          change,
          about: change.about && titleOf(change.about),
          aboutId: change.about?.in === 'draft' ? change.about.change : null,
          answer,
        });
        break;
    }
  }
  return { rows: inOrder(), looseNeeds, questions };

  /** Under the nearest one around it that is still open, so that no decision about a parent moves what it holds. */
  function parentRow(change: ProposedTask): ChangeId | null {
    const seen = new Set<ChangeId>();
    for (
      let inner: ProposedTask = change;
      inner.parent?.in === 'draft' && !seen.has(inner.id) && seen.size < MOST_STEPS_OUT;
    ) {
      seen.add(inner.id);
      const outer = inner.parent.change;
      if (outer !== inner.id && openIds.has(outer)) return outer;
      const decided = proposal.changes.get(outer)?.change;
      if (decided?.type !== 'add-task') break;
      inner = decided;
    }
    return null;
  }

  function titleOf(end: DraftEnd): string {
    if (end.in === 'plan') return state.tasks.get(end.taskId)?.title ?? '';
    const change = proposal.changes.get(end.change)?.change;
    return change?.type === 'add-task' ? change.fields.title : '';
  }

  function titleOfRow(change: RowChange): string {
    return change.type === 'add-task' ? change.fields.title : (state.tasks.get(change.taskId)?.title ?? '');
  }

  /** Depth first, without recursion: a draft is untrusted and may nest ten thousand deep, or in a circle. */
  function inOrder(): DraftRow[] {
    const rows: DraftRow[] = [];
    const seen = new Set<ChangeId>();
    const stack = (children.get(null) ?? []).map((change) => ({ change, level: 1 })).reverse();
    drain();
    // Whatever hangs in a circle is reached from none of the roots: it is shown too.
    for (const { change } of open) {
      if (change.type !== 'add-task' || seen.has(change.id)) continue;
      stack.push({ change, level: 1 });
      drain();
    }
    return rows;

    function drain(): void {
      for (let next = stack.pop(); next; next = stack.pop()) {
        const { change, level } = next;
        if (seen.has(change.id)) continue;
        seen.add(change.id);
        const under = children.get(change.id) ?? [];
        rows.push({
          id: change.id,
          proposalId: proposal.id,
          change,
          title: titleOfRow(change),
          level,
          group: under.length > 0,
          source: change.type === 'add-task' ? change.source : null,
          needs: needsOf.get(change.id) ?? [],
          answered: answeredOf.get(change.id) ?? NOTHING,
        });
        for (let n = under.length - 1; n >= 0; n--) {
          const child = under[n];
          if (child) stack.push({ change: child, level: level + 1 });
        }
      }
    }
  }
}

const NOTHING: SomeTaskFields = {};

function filledIn({ question }: ProposedQuestion, answer: Answer | null): SomeTaskFields {
  const sets = answer === null || answer.option === null ? null : question.options[answer.option]?.sets;
  return sets ? { [sets.field]: sets.value } : NOTHING;
}

function openChanges(proposal: Proposal): ProposedChangeState[] {
  return [...proposal.changes.values()].filter(({ resolution }) => resolution.as === 'open');
}

function pushTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
