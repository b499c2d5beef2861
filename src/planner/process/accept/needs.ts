import type { ProposedNeed } from '../../draft.ts';
import { inOrder } from '../../fold/needs.ts';
import { childrenByParent, cycleThrough, type Tasks, topologicalOrder } from '../../graph.ts';
import type { TaskId } from '../../ids.ts';
import type { Need, NeedEdge } from '../../need.ts';
import type { Task } from '../../task.ts';
import type { Accepting } from './accepting.ts';

/**
 * Draws the edges whose two ends are in the plan now: those that were chosen, and the taken ones of tasks that come in.
 * An edge that would close a ring stays open. `asked` are the edges to the questions, which can close none.
 */
export function acceptNeeds(accepting: Accepting, asked: readonly NeedEdge[]): void {
  const wanted: { readonly change: ProposedNeed | null; readonly edge: NeedEdge }[] = asked.map((edge) => ({
    change: null,
    edge,
  }));
  for (const state of accepting.proposal.changes.values()) {
    const { change } = state;
    if (change.type !== 'add-need' || !accepting.isOpen(state)) continue;
    const from = accepting.taskAt(change.from);
    const to = accepting.taskAt(change.to);
    if (from === null || to === null) continue;
    const chosen = accepting.chosen.has(change.id) && (change.taken || !accepting.all);
    if (!chosen && !(change.taken && (accepting.fresh.has(from) || accepting.fresh.has(to)))) continue;
    wanted.push({ change, edge: { taskId: from, need: { task: to, ...change.need } } });
  }
  const { drawn, settled } = possible(new Map([...accepting.state.tasks, ...accepting.fresh]), wanted);
  for (const change of settled) accepting.accept(change.id, null);
  const added: NeedEdge[] = [];
  for (const edge of drawn) {
    const task = accepting.fresh.get(edge.taskId);
    if (task === undefined) added.push(edge);
    else accepting.fresh.set(task.id, { ...task, needs: inOrder([...task.needs, edge.need]) });
  }
  if (accepting.fresh.size > 0) accepting.emit([{ type: 'TasksPlanned', v: 1, tasks: [...accepting.fresh.values()] }]);
  if (added.length > 0) accepting.emit([{ type: 'NeedsChanged', v: 1, removed: [], added }]);
}

interface Wanted {
  readonly change: ProposedNeed | null;
  readonly edge: NeedEdge;
}

/** Which edges can be drawn, and which changes are settled with it: also those that the plan has already. */
function possible(
  tasks: Map<TaskId, Task>,
  wanted: readonly Wanted[],
): { readonly drawn: readonly NeedEdge[]; readonly settled: readonly ProposedNeed[] } {
  // All at once first: a draft seldom has a ring, and one check is cheaper than a search for each edge.
  const together = withAll(tasks, wanted);
  const safe = topologicalOrder(together) !== null;
  const children = childrenByParent(tasks);
  const drawn: NeedEdge[] = [];
  const settled: ProposedNeed[] = [];
  for (const { change, edge } of wanted) {
    const task = tasks.get(edge.taskId);
    if (task === undefined) continue;
    if (!has(task, edge.need)) {
      if (!safe && cycleThrough(tasks, children, edge.taskId, edge.need.task) !== null) continue;
      tasks.set(task.id, { ...task, needs: [...task.needs, edge.need] });
      drawn.push(edge);
    }
    if (change !== null) settled.push(change);
  }
  return { drawn, settled };
}

function withAll(tasks: Tasks, wanted: readonly Wanted[]): Tasks {
  const all = new Map(tasks);
  for (const { edge } of wanted) {
    const task = all.get(edge.taskId);
    if (task !== undefined && !has(task, edge.need)) all.set(task.id, { ...task, needs: [...task.needs, edge.need] });
  }
  return all;
}

function has(task: Task, need: Need): boolean {
  return task.needs.some((held) => held.task === need.task);
}
