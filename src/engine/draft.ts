import type { Drafter, DraftGoal } from '#drafting/drafter.ts';
import type { CommandOf } from '#planner/command.ts';
import type { CommitId, PlanId } from '#planner/ids.ts';
import type { PlanState } from '#planner/state.ts';
import { isOfGoal } from '#planner/views.ts';
import type { DraftEngine, EngineDoor, Failure, GoalGiven, Receipt } from '#service/contract.ts';
import { collect, ENOUGH, type Found } from './pieces.ts';
import { type Drafted, isTouched, type ProposedSoFar, pieceId, proposedSoFar } from './proposed-so-far.ts';
import { answersToKeep, withoutDecided } from './revised-goal.ts';

export interface DraftEnginePorts {
  readonly door: EngineDoor;
  readonly drafter: Drafter;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Drafts goals and brings what is found into the log, piece by piece, as any client of the door would. Where it stands is
 * read from the plan and never remembered: a reload, a crash and a second tab that drafts the same goal all go on from
 * what is there.
 *
 * It counts on a drafter that finds the same in the same goal each time. If an update of the app has changed what it
 * finds, the half draft from before is put aside and a new one begins, unless the person has begun to decide on it.
 */
export function createDraftEngine({ door, drafter, now }: DraftEnginePorts): DraftEngine {
  const running = new Map<PlanId, Run>();

  return {
    prepare() {
      void drafter.prepare?.();
    },
    async draft(planId) {
      const start = await readStart(planId);
      const before = running.get(planId);
      if (before?.goalBy === start.state.goalBy) return;
      // Its words are no longer the goal's: what it finds would be refused.
      before?.stop.abort(REPLACED);
      const run: Run = { planId, goalBy: start.state.goalBy, stop: new AbortController(), found: null };
      running.set(planId, run);
      void work(run, start).finally(() => {
        if (running.get(planId) === run) running.delete(planId);
      });
    },
    async cancelDraft(planId) {
      running.get(planId)?.stop.abort();
      await door.wantDraft(planId, false);
      const { state, given } = await readStart(planId);
      await close({ planId, goalBy: state.goalBy }, given);
    },
  };

  async function readStart(planId: PlanId): Promise<Start> {
    const state = await door.readPlan(planId);
    const given = state === null ? null : await door.readGoalGiven(planId, state.goalBy);
    if (state !== null && given !== null) return { state, given };
    await door.wantDraft(planId, false);
    const missing: Failure = { code: 'PlanMissing', params: { planId }, retry: 'never' };
    throw missing;
  }

  async function work(run: Run, start: Start): Promise<void> {
    try {
      await bring(run, start);
      await door.wantDraft(run.planId, false);
      say(run, 'done');
    } catch (thrown) {
      if (run.stop.signal.reason === REPLACED) return;
      // The goal was revised in another tab, which drafts it there.
      if (isGoalChanged(thrown)) return say(run, 'done');
      // A drafter that is stopped ends without a draft.
      if (run.stop.signal.aborted) return say(run, 'cancelled');
      const failure = toFailure(thrown);
      // What time can mend stays wanted and goes on at the next start; the rest waits for the person to ask again.
      if (failure.retry === 'never') await door.wantDraft(run.planId, false);
      say(run, 'failed', failure);
    }
  }

  /** Until the plan holds the whole draft. */
  async function bring(run: Run, { state, given }: Start): Promise<void> {
    const { planId, stop } = run;
    let soFar = proposedSoFar(state);
    if (soFar.proposal?.complete) return;
    const deltas = drafter.draft(await readGoal(state, given), stop.signal);
    const found = collect(withoutDecided(deltas, state), () => say(run, 'running'));
    run.found = found;
    await found.atLeast(soFar.ids.length);
    if (soFar.proposal !== null && !goesOn(soFar, found)) {
      if (isTouched(soFar.proposal)) return close(run, given);
      soFar = { ...soFar, proposal: null, ids: [] };
    }
    while (!soFar.proposal?.complete) {
      await found.pieceDue(soFar.ids.length);
      stop.signal.throwIfAborted();
      await submitPiece(run, given, soFar, found);
      soFar = await readSoFar(planId);
    }
    await putAside(planId, given);
    await keepAnswers(planId, given);
  }

  async function readGoal(state: PlanState, { at, zone, locale }: GoalGiven): Promise<DraftGoal> {
    const text = state.goal.in === 'event' ? state.goal.text : await door.readText(state.goal.blob.hash);
    if (text === null) throw draftFailed('The text of the goal is not here.');
    return { text, attachments: state.attachments, at, zone, locale };
  }

  async function readSoFar(planId: PlanId): Promise<ProposedSoFar> {
    const state = await door.readPlan(planId);
    if (state === null) throw draftFailed('The plan is gone.');
    return proposedSoFar(state);
  }

  async function submitPiece(of: Drafted, given: GoalGiven, soFar: ProposedSoFar, found: Found): Promise<void> {
    const sent = soFar.ids.length;
    const changes = found.changes.slice(sent, sent + 2 * ENOUGH);
    const complete = found.title !== null && sent + changes.length === found.changes.length;
    await submit(of.planId, given, pieceId(of, soFar.count), {
      type: 'ProposeChanges',
      v: 1,
      proposalId: soFar.proposal?.id ?? null,
      drafter: RULES,
      title: complete ? found.title : null,
      changes,
      complete,
      goalBy: of.goalBy,
    });
  }

  /** Says that nothing more will come, with whatever there is: also with nothing. */
  async function close(of: Drafted, given: GoalGiven): Promise<void> {
    const { planId, goalBy } = of;
    let soFar = await readSoFar(planId);
    // Another tab may bring a piece of the same name in the same moment; then this is said behind it.
    while (!soFar.proposal?.complete) {
      await submit(planId, given, pieceId(of, soFar.count), {
        type: 'ProposeChanges',
        v: 1,
        proposalId: soFar.proposal?.id ?? null,
        drafter: RULES,
        title: null,
        changes: [],
        complete: true,
        goalBy,
      });
      soFar = await readSoFar(planId);
    }
  }

  /** Half drafts that another one has replaced. */
  async function putAside(planId: PlanId, given: GoalGiven): Promise<void> {
    const state = await door.readPlan(planId);
    for (const proposal of state?.proposals.values() ?? []) {
      const { id, complete, drafter: by, changes } = proposal;
      if (complete || by.type !== 'rules' || state === null || !isOfGoal(state, proposal)) continue;
      const closing = { type: 'ProposeChanges', v: 1, proposalId: id, drafter: RULES, title: null } as const;
      await submit(planId, given, `${id}/closed` as CommitId, { ...closing, changes: [], complete: true });
      if (changes.size === 0) continue;
      const choice = { type: 'all' } as const;
      await submit(planId, given, `${id}/put-aside` as CommitId, {
        type: 'RejectChanges',
        v: 1,
        proposalId: id,
        choice,
      });
    }
  }

  /** A question that earlier words of the goal raised too is not asked twice. */
  async function keepAnswers(planId: PlanId, given: GoalGiven): Promise<void> {
    const state = await door.readPlan(planId);
    const proposal = state === null ? null : proposedSoFar(state).proposal;
    if (state === null || proposal === null) return;
    for (const { changeId, answer } of answersToKeep(state, proposal)) {
      await submit(planId, given, `${proposal.id}/answered/${changeId}` as CommitId, {
        type: 'AnswerQuestion',
        v: 1,
        proposalId: proposal.id,
        changeId,
        answer,
      });
    }
  }

  async function submit(planId: PlanId, given: GoalGiven, commitId: CommitId, command: Piece): Promise<Receipt> {
    const { zone, locale, commitId: causation } = given;
    const stamp = { commitId, at: now(), zone, locale, actor: RULES, causation, correlation: causation };
    // Another tab, or this one before a reload, may have brought the same piece.
    const outcome = await door.submit({ to: 'plan', planId, command: { ...command, stamp }, blobs: [], again: true });
    switch (outcome.type) {
      case 'receipt':
        return outcome.receipt;
      case 'rejection':
        throw outcome.rejection.code === 'GoalChanged' ? outcome.rejection : draftFailed(outcome.rejection.code);
      case 'failure':
        throw outcome.failure;
    }
  }

  function say(
    { planId, found }: Run,
    phase: 'running' | 'done' | 'cancelled' | 'failed',
    failure: Failure | null = null,
  ) {
    door.report({ type: 'draft', planId, phase, found: found?.changes.length ?? 0, share: found?.share ?? 1, failure });
  }
}

interface Run extends Drafted {
  readonly stop: AbortController;
  /** null until the drafter has begun. */
  found: Found | null;
}

interface Start {
  readonly state: PlanState;
  readonly given: GoalGiven;
}

type Piece = CommandOf<'ProposeChanges'> | CommandOf<'RejectChanges'> | CommandOf<'AnswerQuestion'>;

const RULES = { type: 'rules' } as const;
const REPLACED = 'replaced';

function isGoalChanged(thrown: unknown): boolean {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && thrown.code === 'GoalChanged';
}

/** What is there already is how the drafter begins today, too. */
function goesOn({ ids }: ProposedSoFar, { changes }: Found): boolean {
  return ids.every((id, i) => changes[i]?.id === id);
}

function draftFailed(reason: string): Failure {
  return { code: 'DraftFailed', params: { reason }, retry: 'never' };
}

/** The door throws failures as data; whatever else is thrown comes from the drafter. */
function toFailure(thrown: unknown): Failure {
  if (typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'retry' in thrown) return thrown as Failure;
  return draftFailed(thrown instanceof Error ? thrown.message : String(thrown));
}
