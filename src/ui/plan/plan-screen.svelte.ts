import { onDestroy } from 'svelte';
import { MediaQuery } from 'svelte/reactivity';
import { t } from '#messages/catalogue.ts';
import type { Command } from '#planner/command.ts';
import { bornIn, type CommitId, type PlanId, type TaskId } from '#planner/ids.ts';
import type { NeedType } from '#planner/need.ts';
import type { Answer } from '#planner/question.ts';
import { isSame } from '#planner/same.ts';
import type { SomeTaskFields, TaskField } from '#planner/task.ts';
import { dependents, goalSpanName } from '#planner/views.ts';
import { createGoalText } from '../draft/goal-text.svelte.ts';
import type { Action } from '../state/actions.svelte.ts';
import type { App } from '../state/app.ts';
import { HOME, planPlace } from '../state/place.ts';
import type { PlanSession } from '../state/plan-session.svelte.ts';
import { newPlanId } from '../state/stamp.ts';
import { sayChanges } from './changes-said.svelte.ts';
import { needCandidates } from './need-candidates.ts';
import { Outline } from './outline.svelte.ts';
import type { Place } from './placement.ts';
import { type TaskAct, taskActs } from './task-acts.ts';

/** Candidates that a person looks through; more words find the rest. */
const MOST_CANDIDATES = 50;
/** A held arrow key must not write the address for each row it passes. */
const ADDRESS_AFTER_MS = 250;
const SAY_FOUND_AFTER_MS = 600;

/** What was open in the outline of each plan, until the page is closed. */
const collapsedByPlan = new Map<PlanId, ReadonlySet<TaskId>>();
/** Whether a person wants the details beside the outline, where there is room. */
let wantsInspector = true;

export type OpenWindow =
  | { readonly type: 'link'; readonly id: TaskId }
  | { readonly type: 'remove'; readonly id: TaskId; readonly neededBy: readonly TaskId[]; readonly inside: number }
  | { readonly type: 'details' };

/** The behaviour of the Plan screen: what is open, and what each act sends. Made while the component is. */
export class PlanScreen {
  readonly outline: Outline;
  readonly acts: readonly TaskAct[];
  readonly #app: App;
  readonly #plan: PlanSession;
  readonly #roomBeside = new MediaQuery('min-width: 64rem');
  readonly #goal: { readonly text: string | null };
  #beside = $state(wantsInspector);
  #lastAdded: Promise<TaskId | null> = Promise.resolve(null);

  window = $state.raw<OpenWindow | null>(null);
  /** The details as a sheet, where there is no room beside. */
  sheet = $state(false);
  renaming = $state(false);

  readonly inspected = $derived.by(() => this.#plan.task(this.outline.selected));
  readonly counts = $derived.by(() => {
    const counts = { open: 0, ready: 0, waiting: 0, blocked: 0 };
    const { reading } = this.outline;
    for (const id of reading.tasks.keys()) {
      if (reading.childIds(id).length > 0) continue;
      const status = reading.statusOf(id);
      if (status !== 'completed' && status !== 'skipped' && status !== 'cancelled') counts.open += 1;
      if (status === 'ready' || status === 'waiting' || status === 'blocked') counts[status] += 1;
    }
    return counts;
  });
  /** The words that the inspected task was made from. */
  readonly words = $derived.by(() => {
    const source = this.inspected?.source;
    const text = this.#goal.text;
    return !source || text === null || source.in !== goalSpanName(this.#plan.state)
      ? null
      : text.slice(source.start, source.end);
  });

  constructor(app: App, plan: PlanSession) {
    this.#app = app;
    this.#plan = plan;
    this.outline = new Outline(
      () => plan.state,
      () => app.clock.now,
      collapsedByPlan.get(plan.planId),
    );
    this.#goal = createGoalText(
      () => plan.state.goal,
      (hash) => app.session.service.readText(hash),
    );
    const said = sayChanges(this.outline, app.announcer);
    this.acts = taskActs(
      plan,
      this.outline,
      { details: this.#showDetails, link: this.#askLink, remove: this.#askRemove },
      said,
    );
    this.#followAddress();
    this.#sayFound();
    onDestroy(() => collapsedByPlan.set(plan.planId, this.outline.collapsed));
  }

  /** The details stand beside the outline. Their room is kept while nothing is selected: nothing may move under a click. */
  get beside(): boolean {
    return this.#beside && this.#roomBeside.current;
  }

  toggleBeside(): void {
    this.#beside = !this.#beside;
    wantsInspector = this.#beside;
  }

  selected(by: 'pointer' | 'touch' | 'keys'): void {
    if (by === 'touch' && !this.#roomBeside.current) this.sheet = true;
  }

  rename = async (title: string): Promise<boolean> => {
    const taken = await this.#taken({ type: 'RenamePlan', v: 1, title });
    if (taken) {
      this.renaming = false;
      this.#app.announcer.say(t.plan.said.renamed(title));
    }
    return taken;
  };

  set = (taskId: TaskId, set: SomeTaskFields): Promise<boolean> => {
    const task = this.#plan.task(taskId);
    const changes = Object.entries(set).some(([field, value]) => !task || !isSame(task[field as TaskField], value));
    return changes ? this.#taken({ type: 'EditTask', v: 1, taskId, set }) : Promise.resolve(true);
  };

  /** The new task's id; null when it was refused. */
  add = async (title: string, place: Place): Promise<TaskId | null> => {
    const outcome = await this.#plan.send({ type: 'AddTask', v: 1, ...place, fields: { title }, needs: [] });
    if (outcome.type !== 'receipt') return null;
    this.#app.announcer.say(t.plan.said.added(title));
    return bornIn<TaskId>(outcome.receipt.commitId, 0);
  };

  /** One after the other, however fast they are typed: each stands behind the one before, also before that is shown. */
  addAtEnd = async (title: string): Promise<boolean> => {
    const before = this.#lastAdded;
    this.#lastAdded = before.then((last) => {
      const { childIds, tasks } = this.outline.reading;
      const after = last !== null && !tasks.has(last) ? last : (childIds(null).at(-1) ?? null);
      return this.add(title, { parentId: null, after });
    });
    return (await this.#lastAdded) !== null;
  };

  answer = (taskId: TaskId, answer: Answer): Promise<boolean> => {
    const status = this.#plan.task(taskId)?.status;
    const attemptId = status?.status === 'needs-clarification' ? status.attempt : null;
    return this.#taken({
      type: 'HandleExecutorEvent',
      v: 1,
      taskId,
      attemptId,
      event: { type: 'clarification-provided', answer },
    });
  };

  need = async (taskId: TaskId, needs: TaskId, needType: NeedType, lagMinutes: number): Promise<string | null> => {
    const outcome = await this.#plan.send({ type: 'LinkTasks', v: 1, taskId, needs, needType, lagMinutes });
    if (outcome.type === 'receipt')
      this.#app.announcer.say(t.plan.said.linked(this.#titleOf(taskId), this.#titleOf(needs)));
    return this.#plan.sentence(outcome);
  };

  unneed = (taskId: TaskId, needs: TaskId): void => {
    const undoToast = t.plan.toast.unlinked(this.#titleOf(taskId), this.#titleOf(needs));
    void this.#plan.send({ type: 'UnlinkTasks', v: 1, taskId, needs }, { undoToast });
  };

  remove(id: TaskId, edges: 'rewire' | 'drop', children: 'remove' | 'keep'): void {
    this.window = null;
    const inside = children === 'keep' ? 0 : this.#inside(id).length;
    const undoToast = t.plan.toast.removed(this.#titleOf(id), inside);
    void this.#plan.send({ type: 'RemoveTasks', v: 1, taskIds: [id], edges, children }, { undoToast });
  }

  candidates(id: TaskId, query: string) {
    return needCandidates(this.#plan.state, id, query, MOST_CANDIDATES);
  }

  /** For the registry: what can be done here, and the acts on the selected task for the shortcut sheet. */
  actions(focus: { search(): void; newTask(): void }): readonly Action[] {
    const { outline } = this;
    const writable = () => (this.#plan.readOnly === null ? null : t.notNow.readOnly);
    const noGroups = () => (outline.groups.length === 0 ? t.plan.notNow.noGroups : null);
    const onTasks = this.acts.map(
      (act): Action => ({
        id: act.id,
        group: 'task',
        keys: act.keys,
        local: true,
        why: () =>
          outline.active === null ? (act.id === 'add-task' ? null : t.notNow.noTaskSelected) : act.why(outline.active),
        run: () => (outline.active === null ? focus.newTask() : act.run(outline.active)),
      }),
    );
    return [
      { id: 'search', group: 'plan', keys: ['/'], run: focus.search },
      { id: 'expand-all', group: 'plan', why: noGroups, run: () => outline.expandAll() },
      { id: 'collapse-all', group: 'plan', why: noGroups, run: () => outline.collapseAll() },
      { id: 'rename-plan', group: 'plan', why: writable, run: () => (this.renaming = true) },
      { id: 'plan-details', group: 'plan', run: () => (this.window = { type: 'details' }) },
      {
        id: 'keep-on-device',
        group: 'plan',
        why: writable,
        run: () => void this.#plan.keepOnDevice(!this.#plan.state.config.offlineOnly),
      },
      {
        id: 'duplicate-plan',
        group: 'plan',
        why: () => (this.#newest() === null ? t.plan.notNow.nothingToCopy : null),
        run: () => void this.#duplicate(),
      },
      { id: 'archive-plan', group: 'plan', run: () => void this.#archive() },
      { id: 'view-draft', group: 'plan', run: () => this.#app.router.go(planPlace(this.#plan.planId, 'draft')) },
      ...onTasks,
    ];
  }

  readonly #showDetails = (id: TaskId): void => {
    this.outline.select(id);
    if (!this.#roomBeside.current) this.sheet = true;
    else if (!this.#beside) this.toggleBeside();
  };

  readonly #askLink = (id: TaskId): void => {
    this.window = { type: 'link', id };
  };

  /** Asks only where there is something to decide; Undo is at hand either way. */
  readonly #askRemove = (id: TaskId): void => {
    const inside = this.#inside(id);
    const within = new Set([id, ...inside]);
    const neededBy = [...new Set([...within].flatMap((one) => dependents(this.#plan.state, one)))].filter(
      (one) => !within.has(one),
    );
    if (neededBy.length === 0 && inside.length === 0) this.remove(id, 'rewire', 'remove');
    else this.window = { type: 'remove', id, neededBy, inside: inside.length };
  };

  #inside(id: TaskId): readonly TaskId[] {
    const found: TaskId[] = [];
    const open = [...this.outline.reading.childIds(id)];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      found.push(next);
      open.push(...this.outline.reading.childIds(next));
    }
    return found;
  }

  #titleOf(id: TaskId): string {
    return this.#plan.task(id)?.title ?? t.plan.unnamed;
  }

  async #taken(command: Command): Promise<boolean> {
    return (await this.#plan.send(command)).type === 'receipt';
  }

  /** The commit that the plan's content comes from: the last one standing, or the undo of the first. */
  #newest(): CommitId | null {
    const { commits, standing, undoneBy } = this.#plan.state.undo;
    const first = commits[0];
    return commits[standing - 1] ?? (first === undefined ? null : (undoneBy.get(first) ?? null));
  }

  async #duplicate(): Promise<void> {
    const commitId = this.#newest();
    if (commitId === null) return;
    const { state, planId: source } = this.#plan;
    const planId = newPlanId();
    const { goal, attachments, config, contextSummary } = state;
    const outcome = await this.#app.session.send(planId, {
      type: 'ForkPlan',
      v: 1,
      planId,
      from: { planId: source, commitId },
      as: 'duplicate',
      title: t.plan.copyOf(state.title).slice(0, 200).toWellFormed(),
      content: { goal, attachments, config, tasks: [], contextSummary },
    });
    if (outcome.type !== 'receipt') return;
    this.#app.router.go(planPlace(planId));
    this.#app.toasts.show(t.plan.toast.duplicated(state.title));
  }

  async #archive(): Promise<void> {
    const summary = this.#app.session.plan(this.#plan.planId);
    if (!summary) return;
    await this.#app.session.archive(summary, true);
    this.#app.router.go(HOME);
  }

  /** The address names the selected task, and the other way round. */
  #followAddress(): void {
    const { router } = this.#app;
    const named = () => (router.place.screen === 'plan' ? router.place.task : null);
    $effect.pre(() => {
      const task = named();
      if (task !== null && task !== this.outline.selectedNow()) this.outline.show(task);
    });
    $effect(() => {
      const task = this.outline.selected;
      const timer = setTimeout(() => router.select(task), ADDRESS_AFTER_MS);
      return () => clearTimeout(timer);
    });
  }

  #sayFound(): void {
    $effect(() => {
      if (!this.outline.narrowed) return;
      const count = this.outline.matching;
      const timer = setTimeout(() => this.#app.announcer.say(t.plan.found(count)), SAY_FOUND_AFTER_MS);
      return () => clearTimeout(timer);
    });
  }
}
