import { err, ok, type Result } from '#kit/result.ts';
import type { Command, CommandOf } from '#planner/command.ts';
import type { PlanEvent } from '#planner/event.ts';
import type { CommitId } from '#planner/ids.ts';
import { GOAL_TEXT } from '#planner/reason.ts';
import type { Stamped } from '#planner/stamp.ts';
import { goalSpanName } from '#planner/views.ts';
import type { EventLog } from '#store/event-log.ts';
import type { Failure } from './failure.ts';
import type { HeldPlan } from './held-plan.ts';
import { logFailure } from './log-failure.ts';
import { foldWithBreath, readInMergeOrder, recordedOf } from './merge-fold.ts';
import { planKind, planStream } from './plan-kind.ts';
import type { Complete } from './stream-writer.ts';

/**
 * Adds to a command what the service owes it: the events of the commit that is undone or done again, and the content that
 * a fork begins with. What a page sends in their place is not looked at. A commit or plan that is not here gives nothing,
 * which `process` then refuses with its own reason.
 */
export function completeFor(held: HeldPlan, log: EventLog): Complete<Command, PlanEvent> {
  return async (command, pending) => {
    switch (command.type) {
      case 'Undo':
        return withEvents(command, await eventsOf(command.commitId, pending));
      case 'Redo': {
        // The pending undo, if there is one, is newer than what the held state knows.
        const undo = pendingUndoOf(command.commitId, pending) ?? held.state.undo.undoneBy.get(command.commitId);
        return withEvents(command, undo === undefined ? ok([]) : await eventsOf(undo, pending));
      }
      case 'ForkPlan':
        return withContent(command);
      default:
        return ok(command);
    }
  };

  async function eventsOf(
    commitId: CommitId,
    pending: ReadonlyMap<CommitId, readonly PlanEvent[]>,
  ): Promise<Result<readonly PlanEvent[], Failure>> {
    const ahead = pending.get(commitId);
    if (ahead !== undefined) return ok(ahead);
    const found = await log.find(commitId);
    if (!found.ok) return err(logFailure(found.error));
    if (found.value === null || found.value.stream !== held.stream) return ok([]);
    for await (const batch of log.read({ after: found.value.position - 1, streams: [held.stream] })) {
      if (!batch.ok) return err(logFailure(batch.error));
      const commit = batch.value.find(({ id }) => id === commitId);
      if (commit !== undefined) return ok(recordedOf(planKind, commit, log.device).events.map(({ event }) => event));
    }
    return ok([]);
  }

  async function withContent(command: Stamped<CommandOf<'ForkPlan'>>): Promise<Result<Stamped<Command>, Failure>> {
    const read = await readInMergeOrder(log, planStream(command.from.planId));
    if (!read.ok) return err(logFailure(read.error));
    const at = read.value.commits.findIndex(({ id }) => id === command.from.commitId);
    const commits = read.value.commits.slice(0, at + 1);
    const state = await foldWithBreath(
      planKind,
      commits.flatMap((commit) => recordedOf(planKind, commit, log.device).events),
    );
    const { goal, attachments, config, contextSummary } = state;
    // The words that the goal has now are the fork's first ones.
    const present = goalSpanName(state);
    const tasks = [...state.tasks.values()].map((task) =>
      state.goalBy === null || task.source === null
        ? task
        : { ...task, source: task.source.in === present ? { ...task.source, in: GOAL_TEXT } : null },
    );
    return ok({ ...command, content: { goal, attachments, config, tasks, contextSummary } });
  }
}

function withEvents(
  command: Stamped<CommandOf<'Undo'> | CommandOf<'Redo'>>,
  events: Result<readonly PlanEvent[], Failure>,
): Result<Stamped<Command>, Failure> {
  return events.ok ? ok({ ...command, events: events.value }) : events;
}

function pendingUndoOf(commitId: CommitId, pending: ReadonlyMap<CommitId, readonly PlanEvent[]>): CommitId | undefined {
  let newest: CommitId | undefined;
  for (const [id, events] of pending) {
    if (events.some((event) => event.type === 'Undone' && event.commitId === commitId)) newest = id;
  }
  return newest;
}
