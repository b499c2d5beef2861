import { t } from '#messages/catalogue.ts';
import { sayProblem } from '#messages/sentence.ts';
import type { Command } from '#planner/command.ts';
import { foldAll } from '#planner/fold.ts';
import type { CommitId, PlanId, TaskId } from '#planner/ids.ts';
import { initial, type PlanState } from '#planner/state.ts';
import type { Task } from '#planner/task.ts';
import type { Cursor, FeedMessage, NewBlob, Outcome, ReadOnlyReason, SubscriptionId } from '#service/contract.ts';
import type { Failure } from '#service/failure.ts';
import type { Announcer } from './announcer.svelte.ts';
import { asFailure, type DraftProgress, type PlannerSession } from './session.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

/** `missing`: this browser has no such plan. `failed`: it could not be read; `failure` says why. */
export type PlanPhase = 'opening' | 'open' | 'missing' | 'failed';

/**
 * The open plan: one snapshot, and then every event, folded as the disk folds them. The answer to a command never carries
 * state, so the screen has this one source, and another tab's change arrives as one's own does.
 */
export class PlanSession {
  readonly planId: PlanId;
  readonly #session: PlannerSession;
  readonly #toasts: Toasts;
  readonly #announcer: Announcer;

  #state = $state.raw<PlanState>(initial);
  #phase = $state<PlanPhase>('opening');
  #readOnly = $state.raw<ReadOnlyReason | null>(null);
  #failure = $state.raw<Failure | null>(null);
  #subscription: SubscriptionId | null = null;
  #closed = false;
  #cursor: Cursor | null = null;

  /** The commit that Undo would undo, and the one that Redo would do again. */
  readonly nextToUndo = $derived(this.#state.undo.commits[this.#state.undo.standing - 1] ?? null);
  readonly nextToRedo = $derived(this.#state.undo.commits[this.#state.undo.standing] ?? null);

  constructor(planId: PlanId, session: PlannerSession, toasts: Toasts, announcer: Announcer) {
    this.planId = planId;
    this.#session = session;
    this.#toasts = toasts;
    this.#announcer = announcer;
    void this.#subscribe();
  }

  get state(): PlanState {
    return this.#state;
  }

  get phase(): PlanPhase {
    return this.#phase;
  }

  get readOnly(): ReadOnlyReason | null {
    return this.#readOnly;
  }

  get failure(): Failure | null {
    return this.#failure;
  }

  get drafting(): DraftProgress | undefined {
    return this.#session.draftProgress(this.planId);
  }

  task(id: TaskId | null): Task | undefined {
    return id === null ? undefined : this.#state.tasks.get(id);
  }

  /** A task's title in quotes, for sentences. */
  nameTask = (id: string): string => {
    const title = this.#state.tasks.get(id as TaskId)?.title;
    return title === undefined ? t.errors.aTask : t.errors.quoted(title);
  };

  /**
   * Submits a command of the person. A rejection is shown as a toast, a failed save as a notice that keeps the change.
   * @param options.undoToast what a destructive act did, shown with an Undo button
   */
  async send(
    command: Command,
    options: { readonly undoToast?: string; readonly blobs?: readonly NewBlob[] } = {},
  ): Promise<Outcome> {
    const outcome = await this.#session.send(this.planId, command, options.blobs ?? [], this.nameTask);
    if (options.undoToast !== undefined) this.#offerUndo(outcome, options.undoToast);
    return outcome;
  }

  /** Gives the goal other words and has them drafted. Answers whether they were saved. */
  async reviseGoal(text: string): Promise<boolean> {
    const outcome = await this.#session.reviseGoal(this.planId, text);
    this.#offerUndo(outcome, t.draft.revisedToast);
    return outcome.type === 'receipt';
  }

  /** The sentence for an outcome that is not a receipt, for screens that show it in place. */
  sentence(outcome: Outcome): string | null {
    if (outcome.type === 'receipt') return null;
    return sayProblem(outcome.type === 'rejection' ? outcome.rejection : outcome.failure, this.nameTask).text;
  }

  /** Whether anything of the plan may leave this device. Can be undone as any other change. */
  async keepOnDevice(on: boolean): Promise<void> {
    const config = { ...this.#state.config, offlineOnly: on };
    const outcome = await this.send({ type: 'ConfigurePlan', v: 1, config });
    if (outcome.type === 'receipt') this.#announcer.say(t.privacy.offlineSaid(on));
  }

  async undo(): Promise<void> {
    if (this.nextToUndo !== null) await this.undoCommit(this.nextToUndo);
  }

  async redo(): Promise<void> {
    const commitId = this.nextToRedo;
    if (commitId === null) return;
    const outcome = await this.send({ type: 'Redo', v: 1, commitId, events: [] });
    if (outcome.type === 'receipt') this.#announcer.say(t.said.redone);
  }

  /** Refused with the reason when something that came later stands in its way. */
  async undoCommit(commitId: CommitId): Promise<void> {
    const outcome = await this.send({ type: 'Undo', v: 1, commitId, events: [] });
    if (outcome.type === 'receipt') this.#announcer.say(t.said.undone);
  }

  draft(): Promise<void> {
    return this.#session.draft(this.planId);
  }

  cancelDraft(): Promise<void> {
    return this.#session.cancelDraft(this.planId);
  }

  /** Reads the plan anew after it failed. */
  async reopen(): Promise<void> {
    this.#phase = 'opening';
    this.#failure = null;
    await this.#subscribe();
  }

  close(): void {
    this.#closed = true;
    this.#unsubscribe();
  }

  #offerUndo(outcome: Outcome, text: string): void {
    if (outcome.type !== 'receipt' || !outcome.receipt.changed) return;
    const { commitId } = outcome.receipt;
    this.#toasts.show(text, { action: { label: t.takeBack, run: () => void this.undoCommit(commitId) } });
  }

  async #subscribe(): Promise<void> {
    try {
      this.#unsubscribe();
      this.#subscription = await this.#session.service.subscribe(this.planId, this.#cursor, (message) =>
        this.#receive(message),
      );
      if (this.#closed) this.#unsubscribe();
    } catch (error) {
      this.#fail(asFailure(error));
    }
  }

  #receive(message: FeedMessage): void {
    if (this.#closed) return;
    switch (message.type) {
      case 'snapshot':
        this.#state = message.state;
        this.#arrived(message.cursor, message.readOnly);
        break;
      case 'events':
        this.#state = foldAll(this.#state, message.events);
        this.#arrived(message.cursor, message.readOnly);
        break;
      case 'failure':
        this.#fail(message.failure);
        break;
    }
  }

  #arrived(cursor: Cursor, readOnly: ReadOnlyReason | null): void {
    this.#cursor = cursor;
    this.#readOnly = readOnly;
    this.#failure = null;
    this.#phase = this.#state.id === null ? 'missing' : 'open';
  }

  #fail(failure: Failure): void {
    if (failure.code === 'PlanMissing') {
      this.#phase = 'missing';
      return;
    }
    this.#failure = failure;
    // What was read stays on the screen; only a plan that never arrived has nothing to show.
    if (this.#phase === 'opening') this.#phase = 'failed';
  }

  #unsubscribe(): void {
    if (this.#subscription === null) return;
    const id = this.#subscription;
    this.#subscription = null;
    void this.#session.service.unsubscribe(id).catch(() => undefined);
  }
}
