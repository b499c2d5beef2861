import type { Command } from '#planner/command.ts';
import type { PlanEvent } from '#planner/event.ts';
import type { PlanId } from '#planner/ids.ts';
import type { PlanState } from '#planner/state.ts';
import type { EventLog } from '#store/event-log.ts';
import { completeFor } from './complete-command.ts';
import type { HeldPlan } from './held-plan.ts';
import { HeldStream } from './held-stream.ts';
import { PlanFeed } from './plan-feed.ts';
import { planKind, planStream } from './plan-kind.ts';
import { StreamWriter } from './stream-writer.ts';

export interface OpenPlan {
  readonly planId: PlanId;
  readonly held: HeldPlan;
  readonly writer: StreamWriter<PlanState, Command, PlanEvent>;
  readonly feed: PlanFeed;
}

export interface HeldPlans {
  /** The plan, made if it is not in memory; it reads the log when it is first asked something. */
  open(planId: PlanId): OpenPlan;
  /** The plan, if it is in memory. */
  peek(planId: PlanId): OpenPlan | undefined;
  all(): Iterable<OpenPlan>;
}

export interface HeldPlansPorts {
  readonly log: EventLog;
  /** Plans to keep in memory besides those that somebody watches or writes to. Default 8. */
  readonly idlePlans?: number;
  readonly onChange: (planId: PlanId) => void;
  readonly onBug: (error: unknown) => void;
}

/** Plans in memory, the longest unused let go first. Letting go loses nothing: the log has it all. */
export function createHeldPlans({ log, idlePlans = 8, onChange, onBug }: HeldPlansPorts): HeldPlans {
  // A Map keeps insertion order; a plan that is used moves to the end.
  const plans = new Map<PlanId, OpenPlan>();

  return {
    open(planId) {
      const plan = plans.get(planId) ?? make(planId);
      plans.delete(planId);
      plans.set(planId, plan);
      letGo();
      return plan;
    },
    peek: (planId) => plans.get(planId),
    all: () => plans.values(),
  };

  function make(planId: PlanId): OpenPlan {
    const held: HeldPlan = new HeldStream(planStream(planId), planKind, log);
    const feed = new PlanFeed(held, log);
    const writer = new StreamWriter(held, planKind, log, completeFor(held, log));
    held.onNews = (news) => {
      feed.tell(news);
      onChange(planId);
      // After this turn, so that nobody's answer waits for the writing of a whole state.
      if (held.eventsSinceSnapshot >= EVENTS_A_SNAPSHOT) setTimeout(() => void held.keepSnapshot().catch(onBug), 0);
    };
    return { planId, held, writer, feed };
  }

  function letGo(): void {
    let idle = 0;
    for (const plan of [...plans.values()].reverse()) {
      if (plan.feed.isWatched || plan.writer.isBusy) continue;
      idle += 1;
      if (idle <= idlePlans) continue;
      plans.delete(plan.planId);
      // Opening it again is then quick, however long it was worked on.
      if (plan.held.eventsSinceSnapshot >= EVENTS_WORTH_KEEPING) void plan.held.keepSnapshot().catch(onBug);
    }
  }
}

// Opening then folds at most this much, a few milliseconds.
const EVENTS_A_SNAPSHOT = 1000;
const EVENTS_WORTH_KEEPING = 200;
