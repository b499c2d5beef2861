import { t } from '#messages/catalogue.ts';
import { formatCalendarTime, formatMinutes } from '#messages/format.ts';
import { sayQuestion } from '#messages/sentence.ts';
import type { Command } from '#planner/command.ts';
import type { DraftChoice } from '#planner/draft.ts';
import type { ChangeId, ProposalId } from '#planner/ids.ts';
import type { Answer } from '#planner/question.ts';
import type { TaskField } from '#planner/task.ts';
import type { Action } from '../state/actions.svelte.ts';
import type { App } from '../state/app.ts';
import { planPlace } from '../state/place.ts';
import type { PlanSession } from '../state/plan-session.svelte.ts';
import type { Scratch } from '../state/scratch.svelte.ts';
import { type DraftQuestion, type DraftRow, type DraftView, draftView, keepRows, marksOf } from './draft-rows.ts';
import { createGoalText, type GoalText } from './goal-text.svelte.ts';
import type { Mark } from './marked-text.ts';

/** What one task or word is lit by, so that the other half of the screen can follow. */
export interface Lit {
  readonly id: ChangeId;
  /** A glance lights; a tap or the focus also brings it into view. */
  readonly by: 'glance' | 'choice';
  readonly from: 'text' | 'list';
}

/** The behaviour of the Draft screen. Made while the component is. */
export class DraftScreen {
  readonly #app: App;
  readonly #plan: PlanSession;
  readonly goal: GoalText;
  /** Other words for the goal, not saved yet. */
  readonly rewritten: Scratch;
  #kept: ReadonlyMap<ChangeId, DraftRow> = new Map();

  lit = $state.raw<Lit | null>(null);
  /** The task whose details are open. */
  open = $state.raw<ChangeId | null>(null);
  /** On a phone: which half is shown. */
  tab = $state<'text' | 'tasks'>('tasks');
  /** The goal's words are being changed. */
  editing = $state(false);

  readonly view: DraftView = $derived.by(() => {
    const view = draftView(this.#plan.state);
    const rows = keepRows(view.rows, this.#kept);
    this.#kept = new Map(rows.map((row) => [row.id, row]));
    return { ...view, rows };
  });
  readonly marks: readonly Mark[] = $derived.by(() => marksOf(this.#plan.state, this.view.rows));
  readonly #indexById = $derived(new Map(this.view.rows.map((row, index) => [row.id, index])));
  readonly opened = $derived(this.open === null ? undefined : this.view.rows[this.#indexById.get(this.open) ?? -1]);
  readonly running = $derived.by(() => this.#plan.drafting?.phase === 'running');
  /** Says which template the draft comes from, and is no question to be answered before it is accepted. */
  readonly template = $derived(this.view.questions.find(isAboutTemplate));
  readonly questions = $derived(this.view.questions.filter((question) => !isAboutTemplate(question)));
  readonly found = $derived(this.view.rows.filter((row) => row.change.type === 'add-task').length);
  readonly needs = $derived(this.view.rows.reduce((sum, row) => sum + row.needs.length, 0));

  constructor(app: App, plan: PlanSession) {
    this.#app = app;
    this.#plan = plan;
    this.rewritten = app.scratches.at(`goal/${plan.planId}`);
    this.goal = createGoalText(
      () => plan.state.goal,
      (hash) => app.session.service.readText(hash),
    );
  }

  indexOf(id: ChangeId): number | undefined {
    return this.#indexById.get(id);
  }

  /** Why all can't be accepted now; null when it can. */
  whyNotAll(): string | null {
    if (this.#plan.readOnly !== null) return t.notNow.readOnly;
    if (this.running) return t.draft.stillDrafting;
    return this.view.proposals.length === 0 ? t.draft.nothingOpen : null;
  }

  acceptAll = async (): Promise<void> => {
    if (this.whyNotAll() !== null) return;
    const tasks = this.found;
    for (const { id } of this.view.proposals) {
      if (!(await this.#taken({ type: 'AcceptChanges', v: 1, proposalId: id, choice: { type: 'all' } }))) return;
    }
    this.#app.announcer.say(t.draft.accepted(tasks));
    this.#app.router.go(planPlace(this.#plan.planId, 'outline'));
  };

  rejectAll = async (): Promise<void> => {
    for (const { id } of this.view.proposals) {
      await this.#taken(
        { type: 'RejectChanges', v: 1, proposalId: id, choice: { type: 'all' } },
        t.draft.allRejectedToast,
      );
    }
  };

  /** @param fields null takes every field */
  accept = async (row: DraftRow, fields: readonly TaskField[] | null = null): Promise<void> => {
    if (await this.#accept(row.proposalId, some(row.id, fields))) this.#app.announcer.say(t.draft.accepted(1));
    this.#close(row.id);
  };

  reject = async (row: DraftRow): Promise<void> => {
    this.#close(row.id);
    await this.#taken(
      { type: 'RejectChanges', v: 1, proposalId: row.proposalId, choice: some(row.id) },
      t.draft.rejectedToast(row.title),
    );
  };

  acceptNeed = (proposalId: ProposalId, id: ChangeId): void => void this.#accept(proposalId, some(id));
  rejectNeed = (proposalId: ProposalId, id: ChangeId): void => {
    void this.#taken({ type: 'RejectChanges', v: 1, proposalId, choice: some(id) });
  };

  answer = async (question: DraftQuestion, answer: Answer): Promise<boolean> => {
    // What a goal without a template may mean is offered as templates.
    if (question.change.question.code === 'no-template' && answer.option !== null) return this.useTemplate(answer.text);
    if (answer.option === null && this.isOfTemplate(question)) return this.#writeAnswer(question, answer.text);
    // The chosen one again takes it back.
    const back = question.answer !== null && answer.option !== null && question.answer.option === answer.option;
    return this.#taken({
      type: 'AnswerQuestion',
      v: 1,
      proposalId: question.proposalId,
      changeId: question.id,
      answer: back ? null : answer,
    });
  };

  skip = (question: DraftQuestion): void => {
    void this.#taken({ type: 'RejectChanges', v: 1, proposalId: question.proposalId, choice: some(question.id) });
  };

  /** A goal that begins with a template's title is drafted from that one. */
  useTemplate = async (title: string): Promise<boolean> => {
    if (this.goal.text === null || this.whyNotAll() !== null) return false;
    const present = this.template?.change.reason.params.template;
    const words = this.goal.text.startsWith(`${present}: `)
      ? this.goal.text.slice(`${present}: `.length)
      : this.goal.text;
    return this.saveGoal(`${title}: ${words}`);
  };

  /** What a template asks is answered in the goal itself, in a line of its own, so that its draft is adapted to it at once. */
  #writeAnswer(question: DraftQuestion, answer: string): Promise<boolean> | boolean {
    const template = this.template?.change.reason.params.template;
    if (template === undefined || this.goal.text === null || this.whyNotAll() !== null) return false;
    const words = this.goal.text.trimEnd();
    const named = words.startsWith(`${template}: `) ? words : `${template}: ${words}`;
    return this.saveGoal(`${named}\n${sayQuestion(question.change.question)} ${answer.replace(/\s+/gu, ' ')}`);
  }

  /** A question that the draft's template asks: its answer is written into the goal. */
  isOfTemplate({ change }: DraftQuestion): boolean {
    const template = this.template?.change.reason;
    return change.question.code === 'free' && template !== undefined && change.reason.code === template.code;
  }

  startEmpty = async (): Promise<void> => {
    await this.rejectAll();
    this.openPlan();
  };

  openPlan = (): void => this.#app.router.go(planPlace(this.#plan.planId, 'outline'));

  /** Goes on where one left off, also after a reload. */
  editGoal = (): void => {
    if (this.goal.text === null) return;
    if (this.rewritten.text === '') this.rewritten.text = this.goal.text;
    this.editing = true;
    this.tab = 'text';
  };

  saveGoal = async (text: string): Promise<boolean> => {
    const isSame = text === this.goal.text;
    if (!isSame && !(await this.#plan.reviseGoal(text))) return false;
    await this.leaveGoal();
    if (!isSame) this.tab = 'tasks';
    return true;
  };

  leaveGoal = async (): Promise<void> => {
    this.editing = false;
    await this.rewritten.clear();
  };

  actions(): readonly Action[] {
    return [
      {
        id: 'accept-all',
        group: 'draft',
        keys: ['$mod+Enter'],
        why: () => this.whyNotAll(),
        run: () => void this.acceptAll(),
      },
      { id: 'reject-all', group: 'draft', why: () => this.whyNotAll(), run: () => void this.rejectAll() },
      { id: 'view-outline', group: 'draft', run: this.openPlan },
      { id: 'add-task', group: 'draft', run: this.openPlan },
    ];
  }

  /** What a row says of a task besides its title. */
  facts(row: DraftRow, now: number): readonly string[] {
    const { change } = row;
    if (change.type !== 'add-task' && change.type !== 'edit-task') return [];
    const set = change.type === 'add-task' ? change.fields : change.set;
    const { dueAt, estimateMinutes, assignee } = { ...set, ...row.answered };
    return [
      dueAt ? t.draft.due(formatCalendarTime(dueAt, now)) : '',
      estimateMinutes ? formatMinutes(estimateMinutes) : '',
      assignee ?? '',
    ].filter((fact) => fact !== '');
  }

  /** The words that a row was made from. */
  words(row: DraftRow): string | null {
    const { text } = this.goal;
    return row.source === null || text === null ? null : text.slice(row.source.start, row.source.end);
  }

  #close(id: ChangeId): void {
    if (this.open === id) this.open = null;
    if (this.lit?.id === id) this.lit = null;
  }

  #accept(proposalId: ProposalId, choice: DraftChoice): Promise<boolean> {
    return this.#taken({ type: 'AcceptChanges', v: 1, proposalId, choice });
  }

  async #taken(command: Command, undoToast?: string): Promise<boolean> {
    const outcome = await this.#plan.send(command, undoToast === undefined ? {} : { undoToast });
    return outcome.type === 'receipt';
  }
}

const isAboutTemplate = ({ change }: DraftQuestion): boolean => change.question.code === 'which-template';

function some(id: ChangeId, fields: readonly TaskField[] | null = null): DraftChoice {
  return { type: 'some', changes: [{ id, fields }] };
}
