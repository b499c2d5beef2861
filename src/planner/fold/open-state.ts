import type { PlanEventType } from '../event.ts';
import { type Children, childrenByParent, type Dependents, dependentsByTask, type Tasks } from '../graph.ts';
import type { CommitId, ProposalId, TaskId } from '../ids.ts';
import type { CommitHead } from '../recorded.ts';
import type { Conflict, PlanState, Proposal, UndoLine } from '../state.ts';
import type { Task } from '../task.ts';

/** A task copied for this batch, which may be changed in place: all but its place and needs, whose indexes `putTask` keeps. */
export type OwnTask = { -readonly [K in Exclude<keyof Task, 'id' | 'parentId' | 'needs'>]: Task[K] };

/**
 * A plan state opened for a batch of events: each container is copied at its first change and from then on changed in
 * place, so that a batch costs one copy instead of one for each event. `close` gives a plain state back.
 */
export class OpenState {
  readonly #before: PlanState;
  readonly #changed: { -readonly [K in keyof PlanState]?: PlanState[K] } = {};
  #tasks: Map<TaskId, Task> | null = null;
  readonly #own = new Map<TaskId, Task>();
  #proposals: Map<ProposalId, Proposal> | null = null;
  #conflicts: Conflict[] | null = null;
  #conflictKeys: Set<string> | null = null;
  #commits: CommitId[] | null = null;
  #undoneBy: Map<CommitId, CommitId> | null = null;
  #standing: number;
  #lastCommit: CommitId | null;
  #children: Map<TaskId, TaskId[]> | null = null;
  #dependents: Map<TaskId, TaskId[]> | null = null;

  constructor(state: PlanState) {
    this.#before = state;
    this.#standing = state.undo.standing;
    this.#lastCommit = state.undo.lastCommit;
    const links = handedOn.get(state.tasks);
    if (links === undefined) return;
    // They are changed in place from here on, so they no longer tell of the state they came with.
    handedOn.delete(state.tasks);
    this.#children = links.children;
    this.#dependents = links.dependents;
  }

  get id(): PlanState['id'] {
    return this.#changed.id ?? this.#before.id;
  }

  get goalBy(): PlanState['goalBy'] {
    return this.#changed.goalBy === undefined ? this.#before.goalBy : this.#changed.goalBy;
  }

  get tasks(): ReadonlyMap<TaskId, Task> {
    return this.#tasks ?? this.#before.tasks;
  }

  get proposals(): ReadonlyMap<ProposalId, Proposal> {
    return this.#proposals ?? this.#before.proposals;
  }

  /** Kept up to date by `putTask` and `dropTask` once it was asked for. */
  get children(): Children {
    this.#children ??= childrenByParent(this.tasks);
    return this.#children;
  }

  /** Kept up to date by `putTask` and `dropTask` once it was asked for. */
  get dependents(): Dependents {
    this.#dependents ??= dependentsByTask(this.tasks);
    return this.#dependents;
  }

  /** Sets fields of the plan itself. */
  set(
    fields: Partial<
      Pick<
        PlanState,
        | 'id'
        | 'title'
        | 'firstTitle'
        | 'goal'
        | 'goalBy'
        | 'attachments'
        | 'config'
        | 'forkedFrom'
        | 'createdAt'
        | 'paused'
        | 'completed'
        | 'contextSummary'
      >
    >,
  ): void {
    Object.assign(this.#changed, fields);
  }

  /** Puts a task in, or in place of the one with its id. */
  putTask(task: Task): void {
    this.#tasks ??= copyOf(this.#before.tasks);
    if (this.#children !== null || this.#dependents !== null) this.#index(this.#tasks.get(task.id), task);
    this.#tasks.set(task.id, task);
  }

  /** The task, copied at its first change in this batch; undefined when there is none. */
  ownTask(taskId: TaskId): OwnTask | undefined {
    const task = this.tasks.get(taskId);
    if (task === undefined || this.#own.get(taskId) === task) return task;
    const copy = { ...task };
    this.#own.set(taskId, copy);
    this.#tasks ??= copyOf(this.#before.tasks);
    this.#tasks.set(taskId, copy);
    return copy;
  }

  dropTask(taskId: TaskId): void {
    this.#tasks ??= copyOf(this.#before.tasks);
    this.#index(this.#tasks.get(taskId), undefined);
    this.#tasks.delete(taskId);
  }

  putProposal(proposal: Proposal): void {
    this.#proposals ??= new Map(this.#before.proposals);
    this.#proposals.set(proposal.id, proposal);
  }

  /** Notes what did not apply. The same thing about the same subject is said once, however often it happens. */
  conflict(code: Conflict['code'], commit: CommitHead, event: PlanEventType, about: string): void {
    this.#conflicts ??= [...this.#before.conflicts];
    this.#conflictKeys ??= new Set(this.#conflicts.map(keyOf));
    const conflict: Conflict = { code, commitId: commit.id, event, about };
    const key = keyOf(conflict);
    if (this.#conflictKeys.has(key)) return;
    this.#conflictKeys.add(key);
    this.#conflicts.push(conflict);
  }

  get lastCommit(): CommitId | null {
    return this.#lastCommit;
  }

  set lastCommit(id: CommitId) {
    this.#lastCommit = id;
  }

  /** The commit that an undo would take back. */
  get nextToUndo(): CommitId | undefined {
    return (this.#commits ?? this.#before.undo.commits)[this.#standing - 1];
  }

  /** The commit that a redo would bring back. */
  get nextToRedo(): CommitId | undefined {
    return (this.#commits ?? this.#before.undo.commits)[this.#standing];
  }

  /** A new commit stands on the undo line; what was undone before it can no longer be brought back. */
  pushUndoable(commitId: CommitId): void {
    this.#commits ??= [...this.#before.undo.commits];
    if (this.#commits.length > this.#standing) {
      this.#undoneBy ??= new Map(this.#before.undo.undoneBy);
      for (const gone of this.#commits.splice(this.#standing)) this.#undoneBy.delete(gone);
    }
    this.#commits.push(commitId);
    if (this.#commits.length > UNDO_STEPS) this.#commits.shift();
    this.#standing = this.#commits.length;
  }

  stepBack(commitId: CommitId, by: CommitId): void {
    this.#undoneBy ??= new Map(this.#before.undo.undoneBy);
    this.#undoneBy.set(commitId, by);
    this.#standing--;
  }

  stepForward(commitId: CommitId): void {
    this.#undoneBy ??= new Map(this.#before.undo.undoneBy);
    this.#undoneBy.delete(commitId);
    this.#standing++;
  }

  close(events: number): PlanState {
    const before = this.#before;
    if (this.#children !== null || this.#dependents !== null)
      handedOn.set(this.tasks, { children: this.#children, dependents: this.#dependents });
    const undo: UndoLine = {
      commits: this.#commits ?? before.undo.commits,
      standing: this.#standing,
      undoneBy: this.#undoneBy ?? before.undo.undoneBy,
      lastCommit: this.#lastCommit,
    };
    return {
      ...before,
      ...this.#changed,
      tasks: this.tasks,
      proposals: this.proposals,
      conflicts: this.#conflicts ?? before.conflicts,
      undo,
      revision: before.revision + events,
    };
  }

  #index(old: Task | undefined, now: Task | undefined): void {
    if (this.#children !== null && (old?.parentId !== now?.parentId || old === undefined)) {
      if (old !== undefined && old.parentId !== null) removeFrom(this.#children, old.parentId, old.id);
      if (now !== undefined && now.parentId !== null) addTo(this.#children, now.parentId, now.id);
    }
    if (this.#dependents !== null && old?.needs !== now?.needs) {
      for (const need of old?.needs ?? []) if (old !== undefined) removeFrom(this.#dependents, need.task, old.id);
      for (const need of now?.needs ?? []) if (now !== undefined) addTo(this.#dependents, need.task, now.id);
    }
  }
}

/**
 * How many commits can be undone one after the other. Without a bound, a plan that is folded event by event would copy a
 * list of all its commits each time; any older moment can still be opened in the history.
 */
export const UNDO_STEPS = 1000;

/** A copy of a map. `new Map(map)` makes an entry array of each pair on its way, which takes twice as long for a plan. */
function copyOf<K, V>(map: ReadonlyMap<K, V>): Map<K, V> {
  const copy = new Map<K, V>();
  map.forEach((value, key) => {
    copy.set(key, value);
  });
  return copy;
}

interface Links {
  readonly children: Map<TaskId, TaskId[]> | null;
  readonly dependents: Map<TaskId, TaskId[]> | null;
}

/** The indexes of the newest state, for the batch that comes next: building them takes longer than most batches do. */
const handedOn = new WeakMap<Tasks, Links>();

function keyOf(conflict: Conflict): string {
  return `${conflict.code} ${conflict.event} ${conflict.about}`;
}

function addTo(index: Map<TaskId, TaskId[]>, key: TaskId, id: TaskId): void {
  const list = index.get(key);
  if (list === undefined) index.set(key, [id]);
  else list.push(id);
}

function removeFrom(index: Map<TaskId, TaskId[]>, key: TaskId, id: TaskId): void {
  const list = index.get(key);
  const place = list?.indexOf(id) ?? -1;
  if (place >= 0) list?.splice(place, 1);
  if (list?.length === 0) index.delete(key);
}
