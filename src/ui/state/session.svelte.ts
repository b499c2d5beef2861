import { SvelteMap } from 'svelte/reactivity';
import { t } from '#messages/catalogue.ts';
import type { NameTask } from '#messages/codes.ts';
import { nameless, sayProblem } from '#messages/sentence.ts';
import type { Command } from '#planner/command.ts';
import type { PlanId } from '#planner/ids.ts';
import { DEFAULT_CONFIG } from '#planner/plan-config.ts';
import type { WorkspaceCommand } from '#planner/workspace.ts';
import type { Connection, ConnectionStatus } from '#service/connect.ts';
import type {
  CustomModelForm,
  CustomModelProblems,
  LocalModelsAct,
  LocalModelsReport,
  NewBlob,
  Outcome,
  PlannerService,
  PlanSummary,
  Progress,
  SpaceReport,
  StorageReport,
  Submission,
} from '#service/contract.ts';
import type { Failure } from '#service/failure.ts';
import { cleanGoalText, storeText, titleOfGoal } from './goal-text.ts';
import { newPlanId, stampByPerson } from './stamp.ts';
import type { Toasts } from './toasts.svelte.ts';

/** A change that could not be saved. It is kept, as it was, until a new try succeeds or the person lets it go. */
export interface Unsaved {
  readonly submission: Submission;
  readonly failure: Failure;
}

export type DraftProgress = Extract<Progress, { type: 'draft' }>;
export type FileProgress = Extract<Progress, { type: 'file' }>;

/** How long after a change the storage is measured again: often enough for the foot, seldom enough to cost nothing. */
const MEASURE_AFTER_MS = 5000;

/** What was made ready for drafts is kept at least this long. */
const PREPARED_FOR_MS = 15_000;

/**
 * The page's end of the door. Everything that a screen wants done goes through here, and what comes of it is shown:
 * a rejection as a toast, a failed save as a notice that stays, with the change kept for another try.
 */
export class PlannerSession {
  readonly service: PlannerService;
  readonly #connection: Connection;
  readonly #toasts: Toasts;

  #plans = $state.raw<readonly PlanSummary[] | null>(null);
  #storage = $state.raw<StorageReport | null>(null);
  #unsaved = $state.raw<readonly Unsaved[]>([]);
  #failure = $state.raw<Failure | null>(null);
  #pending = $state(0);
  #restarted = $state(false);
  #fileProgress = $state.raw<FileProgress | null>(null);
  /** null until somebody has looked at them. */
  localModels = $state.raw<LocalModelsReport | null>(null);
  readonly #drafts = new SvelteMap<PlanId, DraftProgress>();
  /** The lists are subscribed to, or about to be. */
  #begun = false;
  /** When drafts were last made ready; a date that lies before any. */
  #preparedAt = 0;
  #measuring: ReturnType<typeof setTimeout> | undefined;

  readonly visiblePlans = $derived((this.#plans ?? []).filter((plan) => !plan.archived));
  readonly archivedPlans = $derived((this.#plans ?? []).filter((plan) => plan.archived));

  constructor(connection: Connection, toasts: Toasts) {
    this.service = connection.service;
    this.#connection = connection;
    this.#toasts = toasts;
    connection.onStatus((status) => this.#follow(status));
    void this.#begin();
  }

  /** null until they are known. The one changed last is first. */
  get plans(): readonly PlanSummary[] | null {
    return this.#plans;
  }

  get storage(): StorageReport | null {
    return this.#storage;
  }

  /** Why the log can't be opened; null while all is well. */
  get failure(): Failure | null {
    return this.#failure;
  }

  get unsaved(): readonly Unsaved[] {
    return this.#unsaved;
  }

  get saving(): boolean {
    return this.#pending > 0;
  }

  /** The worker died and another took over since this was last dismissed. */
  get restarted(): boolean {
    return this.#restarted;
  }

  get fileProgress(): FileProgress | null {
    return this.#fileProgress;
  }

  /** How a plan's draft is getting on; undefined when none has run since the page was opened. */
  draftProgress(planId: PlanId): DraftProgress | undefined {
    return this.#drafts.get(planId);
  }

  plan(planId: PlanId): PlanSummary | undefined {
    return this.#plans?.find((plan) => plan.planId === planId);
  }

  /** Stamps and submits. The outcome is for the caller's own flow; the person has been told already. */
  send(planId: PlanId, command: Command, blobs: readonly NewBlob[] = [], name: NameTask = nameless): Promise<Outcome> {
    return this.#submit({ to: 'plan', planId, command: stampByPerson(command), blobs }, name);
  }

  sendToWorkspace(command: WorkspaceCommand): Promise<Outcome> {
    return this.#submit({ to: 'workspace', command: stampByPerson(command) }, nameless);
  }

  /** A new plan from a goal, with its draft begun. null: it could not be saved, and the person has been told. */
  async createPlan(goalText: string): Promise<PlanId | null> {
    const text = cleanGoalText(goalText);
    const planId = newPlanId();
    const { stored, blobs } = await storeText(text, 'goal.md');
    const outcome = await this.send(
      planId,
      {
        type: 'Initialize',
        v: 1,
        planId,
        title: titleOfGoal(text),
        goal: stored,
        attachments: [],
        config: DEFAULT_CONFIG,
      },
      blobs,
    );
    if (outcome.type !== 'receipt') return null;
    void this.draft(planId);
    return planId;
  }

  /** Other words for a plan's goal, with their draft begun. */
  async reviseGoal(planId: PlanId, goalText: string): Promise<Outcome> {
    const { stored, blobs } = await storeText(cleanGoalText(goalText), 'goal.md');
    const outcome = await this.send(planId, { type: 'ReviseGoal', v: 1, goal: stored }, blobs);
    if (outcome.type === 'receipt') void this.draft(planId);
    return outcome;
  }

  /** A goal is being typed. Says so at most once in `PREPARED_FOR_MS`, and nothing when it fails: the draft itself will. */
  prepareDrafts(): void {
    const now = Date.now();
    if (now - this.#preparedAt < PREPARED_FOR_MS) return;
    this.#preparedAt = now;
    void this.service.prepareDrafts().catch(() => undefined);
  }

  async draft(planId: PlanId): Promise<void> {
    await this.#call(() => this.service.draft(planId));
  }

  async cancelDraft(planId: PlanId): Promise<void> {
    await this.#call(() => this.service.cancelDraft(planId));
  }

  async archive(plan: PlanSummary, archived: boolean): Promise<void> {
    const { planId, title } = plan;
    const outcome = await this.sendToWorkspace({ type: archived ? 'ArchivePlan' : 'UnarchivePlan', v: 1, planId });
    if (outcome.type !== 'receipt') return;
    this.#toasts.show(archived ? t.home.archivedToast(title) : t.home.unarchivedToast(title), {
      action: { label: t.takeBack, run: () => void this.archive(plan, !archived) },
    });
  }

  /** Sends what could not be saved once more, in its order. The same commit ids, so nothing can happen twice. */
  async retryUnsaved(): Promise<void> {
    const waiting = this.#unsaved;
    this.#unsaved = [];
    for (const { submission } of waiting) await this.#submit({ ...submission, again: true }, nameless);
  }

  /** Lets go of what could not be saved. */
  discardUnsaved(): void {
    this.#unsaved = [];
  }

  /** Tries again to open the log that could not be opened. */
  reopen(): void {
    this.#connection.retry();
  }

  async measureStorage(): Promise<void> {
    clearTimeout(this.#measuring);
    this.#measuring = undefined;
    await this.#call(async () => {
      this.#storage = await this.service.inspectStorage();
    });
  }

  /** null: it could not be told, and the person has been told why. */
  async measureSpace(): Promise<SpaceReport | null> {
    let space: SpaceReport | null = null;
    await this.#call(async () => {
      space = await this.service.measureSpace();
    });
    return space;
  }

  async freeSpace(what: 'remade' | 'aside'): Promise<SpaceReport | null> {
    await this.#call(() => this.service.freeSpace(what));
    await this.measureStorage();
    return this.measureSpace();
  }

  /** What is told from now on is about another file. */
  forgetFileProgress(): void {
    this.#fileProgress = null;
  }

  dismissRestart(): void {
    this.#restarted = false;
  }

  async actOnLocalModels(act: LocalModelsAct): Promise<void> {
    await this.#call(async () => {
      this.localModels = (await this.service.localModels(act)).report;
    });
  }

  /** What is wrong with the form; null: it was added, or could not be, and the person has been told. */
  async addLocalModel(form: CustomModelForm): Promise<CustomModelProblems | null> {
    let problems: CustomModelProblems | null = null;
    await this.#call(async () => {
      const answer = await this.service.localModels({ type: 'add', form });
      this.localModels = answer.report;
      problems = answer.problems;
    });
    return problems;
  }

  /** Shows what went wrong with a call that is not a command. */
  tell(failure: Failure): void {
    this.#toasts.show(sayProblem(failure).text, { tone: 'bad' });
  }

  async #begin(): Promise<void> {
    this.#begun = true;
    try {
      await this.service.subscribePlans((plans) => {
        this.#plans = [...plans].sort((a, b) => b.updatedAt - a.updatedAt);
      });
      await this.service.watch((progress) => this.#receive(progress));
      this.#storage = await this.service.inspectStorage();
    } catch (error) {
      this.#begun = false;
      this.#failure = asFailure(error);
    }
  }

  #follow(status: ConnectionStatus): void {
    switch (status.type) {
      case 'starting':
        break;
      case 'restarting':
        this.#restarted = true;
        break;
      case 'connected':
        // After a loss the person asked for the new start.
        if (this.#failure?.code === 'LogLost' || this.#failure?.code === 'LogDamaged') this.#restarted = false;
        this.#failure = null;
        if (!this.#begun) void this.#begin();
        break;
      case 'failed':
        this.#failure = status.failure;
        break;
    }
  }

  #receive(progress: Progress): void {
    switch (progress.type) {
      case 'draft':
        this.#drafts.set(progress.planId, progress);
        break;
      case 'file':
        this.#fileProgress = progress;
        break;
      case 'local-models':
        this.localModels = progress.report;
        break;
    }
  }

  async #submit(submission: Submission, name: NameTask): Promise<Outcome> {
    this.#pending += 1;
    const outcome = await this.service
      .submit(submission)
      .catch((error: unknown): Outcome => ({ type: 'failure', failure: asFailure(error) }));
    this.#pending -= 1;
    switch (outcome.type) {
      case 'receipt':
        this.#measureSoon();
        break;
      case 'rejection':
        this.#toasts.show(sayProblem(outcome.rejection, name).text, { tone: 'bad' });
        break;
      case 'failure':
        this.#unsaved = [...this.#unsaved, { submission, failure: outcome.failure }];
        break;
    }
    return outcome;
  }

  async #call(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      this.tell(asFailure(error));
    }
  }

  #measureSoon(): void {
    this.#measuring ??= setTimeout(() => void this.measureStorage(), MEASURE_AFTER_MS);
  }
}

/** The contract's calls settle with data; what is thrown all the same is a failure that crossed as one, or a bug. */
export function asFailure(error: unknown): Failure {
  if (typeof error === 'object' && error !== null && 'code' in error && 'params' in error && 'retry' in error) {
    return error as Failure;
  }
  return { code: 'Bug', params: { message: error instanceof Error ? error.message : String(error) }, retry: 'later' };
}
