import type { DraftEnd, ProposedTask } from '../../draft.ts';
import type { PlanEvent, Resolution } from '../../event.ts';
import type { ChangeId, TaskId } from '../../ids.ts';
import type { Stamp } from '../../stamp.ts';
import type { PlanState, Proposal, ProposedChangeState } from '../../state.ts';
import type { Provenance, Task, TaskField } from '../../task.ts';
import { type Births, lookAhead } from '../decision.ts';

/** An acceptance under way: what has been decided so far, and the state that it leads to. */
export class Accepting {
  readonly stamp: Stamp;
  readonly proposal: Proposal;
  readonly births: Births;
  /** The whole proposal was accepted, not parts of it by name. */
  readonly all: boolean;
  readonly chosen: ReadonlyMap<ChangeId, readonly TaskField[] | null>;
  readonly events: PlanEvent[] = [];
  readonly resolutions = new Map<ChangeId, Resolution>();
  /** Tasks that are to be planned, by id, in document order; needs are added to them until they are. */
  readonly fresh = new Map<TaskId, Task>();
  /** For an `add-task` that is accepted now, its task. */
  readonly born = new Map<ChangeId, TaskId>();
  #state: PlanState;

  constructor(
    state: PlanState,
    stamp: Stamp,
    births: Births,
    proposal: Proposal,
    chosen: ReadonlyMap<ChangeId, readonly TaskField[] | null>,
    all: boolean,
  ) {
    this.#state = state;
    this.stamp = stamp;
    this.births = births;
    this.proposal = proposal;
    this.chosen = chosen;
    this.all = all;
  }

  /** The plan with the events so far. */
  get state(): PlanState {
    return this.#state;
  }

  emit(events: readonly PlanEvent[]): void {
    this.#state = lookAhead(this.#state, this.stamp, events);
    this.events.push(...events);
  }

  isOpen({ change, resolution }: ProposedChangeState): boolean {
    return resolution.as === 'open' && !this.resolutions.has(change.id);
  }

  accept(id: ChangeId, taskId: TaskId | null): void {
    this.resolutions.set(id, { as: 'accepted', taskId });
  }

  reject(id: ChangeId): void {
    this.resolutions.set(id, { as: 'rejected' });
  }

  /** The task at an end: of the plan, accepted before, or accepted now. null when there is none. */
  taskAt(end: DraftEnd): TaskId | null {
    const id = end.in === 'plan' ? end.taskId : (this.born.get(end.change) ?? this.acceptedBefore(end.change));
    return id !== null && (this.fresh.has(id) || this.#state.tasks.has(id)) ? id : null;
  }

  acceptedBefore(id: ChangeId): TaskId | null {
    const resolution = this.proposal.changes.get(id)?.resolution;
    return resolution?.as === 'accepted' && resolution.taskId !== null && this.#state.tasks.has(resolution.taskId)
      ? resolution.taskId
      : null;
  }

  /** Where a field's value comes from; nothing to be said when the drafter is the person. */
  provenanceOf(
    change: Pick<ProposedTask, 'confidence' | 'reason'> & Partial<Pick<ProposedTask, 'notes'>>,
    field: TaskField,
  ): Provenance | null {
    if (this.proposal.drafter.type === 'person') return null;
    const note = change.notes?.[field] ?? change;
    return { actor: this.proposal.drafter, confidence: note.confidence, reason: note.reason };
  }
}
