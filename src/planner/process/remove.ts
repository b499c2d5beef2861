import { ok, type Result } from '#kit/result.ts';
import type { PlanEvent, PlanEventOf } from '../event.ts';
import { childrenByParent, cycleThrough, dependentsByTask, subtree } from '../graph.ts';
import type { TaskId } from '../ids.ts';
import type { Need, NeedEdge } from '../need.ts';
import { keysBehind } from '../order-keys.ts';
import type { Rejection } from '../rejection.ts';
import type { Stamp } from '../stamp.ts';
import type { PlanState } from '../state.ts';
import type { Task } from '../task.ts';
import { childIds } from '../views.ts';
import { type Decision, findTask, type Given, lookAhead, no } from './decision.ts';

export function removeTasks(state: PlanState, command: Given<'RemoveTasks'>): Decision {
  return removal(state, command.stamp, command.taskIds, command);
}

/** What is to become of the edges and children of removed tasks. */
export interface RemovalChoice {
  readonly edges: 'rewire' | 'drop';
  readonly children: 'remove' | 'keep';
}

/**
 * The events that take tasks out and leave nothing dangling: edges from outside are rewired or dropped first, then kept
 * children move up to where their parent stood, then the tasks go. Refused for a task that is under way.
 */
export function removal(
  state: PlanState,
  stamp: Stamp,
  taskIds: readonly TaskId[],
  choice: RemovalChoice,
): Result<readonly PlanEvent[], Rejection> {
  const children = childrenByParent(state.tasks);
  const going = new Set<TaskId>();
  for (const id of taskIds) {
    const found = findTask(state, id);
    if (!found.ok) return found;
    for (const below of choice.children === 'remove' ? subtree(children, id) : [id]) going.add(below);
  }
  for (const id of going) {
    if (state.tasks.get(id)?.status.status === 'running' && !children.has(id))
      return no({ code: 'TaskIsRunning', params: { taskId: id } });
  }
  const events: PlanEvent[] = [];
  const needs = edgesOf(state, going, choice.edges);
  if (needs !== null) events.push(needs);
  const lifted = choice.children === 'keep' ? lift(state, going) : null;
  if (lifted !== null) events.push(lifted);
  const before = lookAhead(state, stamp, events);
  const tasks: Task[] = [];
  for (const id of going) {
    const task = before.tasks.get(id);
    if (task !== undefined) tasks.push(task);
  }
  return ok([...events, { type: 'TasksRemoved', v: 1, tasks }]);
}

function edgesOf(state: PlanState, going: ReadonlySet<TaskId>, choice: RemovalChoice['edges']): PlanEvent | null {
  const dependents = dependentsByTask(state.tasks);
  const removed: NeedEdge[] = [];
  const wanted: NeedEdge[] = [];
  for (const id of going) {
    for (const taskId of dependents.get(id) ?? []) {
      const need = going.has(taskId) ? undefined : state.tasks.get(taskId)?.needs.find((held) => held.task === id);
      if (need === undefined) continue;
      removed.push({ taskId, need });
      if (choice === 'rewire') wanted.push(...rewired(state, going, taskId, need));
    }
  }
  return removed.length === 0 ? null : { type: 'NeedsChanged', v: 1, removed, added: possible(state, removed, wanted) };
}

/** What a task needs instead of a removed one: what that needed, also through further removed ones. */
function rewired(state: PlanState, going: ReadonlySet<TaskId>, taskId: TaskId, need: Need): NeedEdge[] {
  const edges: NeedEdge[] = [];
  // A failure hands nothing on: that the one failed says nothing about what it had needed.
  if (need.type === 'on-failure') return edges;
  const seen = new Set<TaskId>([need.task]);
  const open: { readonly id: TaskId; readonly lagMinutes: number }[] = [{ id: need.task, lagMinutes: need.lagMinutes }];
  for (let here = open.pop(); here !== undefined; here = open.pop()) {
    for (const further of state.tasks.get(here.id)?.needs ?? []) {
      if (further.type === 'on-failure' || seen.has(further.task)) continue;
      seen.add(further.task);
      const lagMinutes = here.lagMinutes + further.lagMinutes;
      if (going.has(further.task)) open.push({ id: further.task, lagMinutes });
      else {
        const reason = {
          code: 'rewired' as const,
          params: { through: state.tasks.get(need.task)?.title ?? '' },
          spans: [],
        };
        const type = lagMinutes > 0 ? 'start-after' : 'blocks';
        edges.push({
          taskId,
          need: {
            task: further.task,
            type,
            lagMinutes: Math.min(lagMinutes, LONGEST_LAG),
            reason,
            confidence: Math.min(need.confidence, further.confidence),
          },
        });
      }
    }
  }
  return edges;
}

const LONGEST_LAG = 5_256_000;

/** The wanted edges that are new and close no cycle once the removed ones are gone. */
function possible(state: PlanState, removed: readonly NeedEdge[], wanted: readonly NeedEdge[]): NeedEdge[] {
  const tasks = new Map(state.tasks);
  const children = childrenByParent(tasks);
  for (const { taskId, need } of removed) {
    const task = tasks.get(taskId);
    if (task !== undefined) tasks.set(taskId, { ...task, needs: task.needs.filter((held) => held.task !== need.task) });
  }
  const added: NeedEdge[] = [];
  for (const edge of wanted) {
    const task = tasks.get(edge.taskId);
    if (task === undefined || task.needs.some((held) => held.task === edge.need.task)) continue;
    if (cycleThrough(tasks, children, edge.taskId, edge.need.task) !== null) continue;
    tasks.set(edge.taskId, { ...task, needs: [...task.needs, edge.need] });
    added.push(edge);
  }
  return added;
}

/** Children of what goes, moved to where their parent stood, in their order. */
function lift(state: PlanState, going: ReadonlySet<TaskId>): PlanEvent | null {
  const moves: PlanEventOf<'TasksMoved'>['moves'][number][] = [];
  for (const id of going) {
    const parentId = state.tasks.get(id)?.parentId ?? null;
    // Handled with the outermost removed ancestor, whose place it is that they take.
    if (parentId !== null && going.has(parentId)) continue;
    const staying = stayingBelow(state, going, id);
    const keys = keysBehind(state, parentId, id, staying.length);
    for (const [i, childId] of staying.entries()) {
      const child = state.tasks.get(childId);
      const order = keys[i];
      if (child === undefined || order === undefined) continue;
      moves.push({ taskId: childId, from: { parentId: child.parentId, order: child.order }, to: { parentId, order } });
    }
  }
  return moves.length === 0 ? null : { type: 'TasksMoved', v: 1, moves };
}

/** The uppermost tasks below a removed one that stay, in outline order. */
function stayingBelow(state: PlanState, going: ReadonlySet<TaskId>, id: TaskId): TaskId[] {
  const found: TaskId[] = [];
  const open: TaskId[] = [...childIds(state, id)].reverse();
  for (let here = open.pop(); here !== undefined; here = open.pop()) {
    if (going.has(here)) for (const child of childIds(state, here).toReversed()) open.push(child);
    else found.push(here);
  }
  return found;
}
