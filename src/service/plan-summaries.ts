import { err, ok, type Result } from '#kit/result.ts';
import type { PlanId } from '#planner/ids.ts';
import type { EventLog, ReadFailure } from '#store/event-log.ts';
import { breathe } from './breathe.ts';
import type { PlanSummary } from './contract.ts';
import type { HeldPlans } from './held-plans.ts';
import { planOfStream, planStream } from './plan-kind.ts';
import { type KeptSummary, parseSummary, SUMMARY_FORM, summarize } from './plan-summary.ts';

export interface PlanSummaries {
  /** Calls back with all plans once they are known, and after every change. */
  subscribe(id: number, onPlans: (plans: readonly PlanSummary[]) => void): Promise<Result<void, ReadFailure>>;
  unsubscribe(id: number): boolean;
  /** A plan has moved on. */
  changed(planId: PlanId): void;
  /** Which plans are put away has changed. */
  archiveChanged(): void;
  /** Brings the list up to date. */
  all(): Promise<Result<ReadonlyMap<PlanId, KeptSummary>, ReadFailure>>;
}

export interface PlanSummariesPorts {
  readonly log: EventLog;
  readonly plans: HeldPlans;
  readonly archived: () => ReadonlySet<PlanId>;
  /** Epoch milliseconds. What is next depends on it; a kept answer is that of the last change. */
  readonly now: () => number;
  readonly onBug: (error: unknown) => void;
}

/**
 * The list of plans. Each plan's summary is kept beside its snapshots with the place it was made at, so a start reads one
 * small row for each plan and folds only those that have moved on since.
 */
export function createPlanSummaries({ log, plans, archived, now, onBug }: PlanSummariesPorts): PlanSummaries {
  const listeners = new Map<number, (plans: readonly PlanSummary[]) => void>();
  const summaries = new Map<PlanId, KeptSummary>();
  const dirty = new Set<PlanId>();
  const unkept = new Set<PlanId>();
  let started: Promise<Result<void, ReadFailure>> | null = null;
  let renewing: Promise<Result<void, ReadFailure>> | null = null;
  let isScheduled = false;

  return {
    async subscribe(id, onPlans) {
      const read = await upToDate();
      if (!read.ok) return read;
      onPlans(list());
      listeners.set(id, onPlans);
      return ok(undefined);
    },
    unsubscribe: (id) => listeners.delete(id),
    changed(planId) {
      dirty.add(planId);
      schedule();
    },
    archiveChanged: tell,
    async all() {
      const read = await upToDate();
      return read.ok ? ok(summaries) : read;
    },
  };

  function schedule(): void {
    // Nobody looks: then it is enough to know what has moved on.
    if (isScheduled || listeners.size === 0) return;
    isScheduled = true;
    setTimeout(() => {
      isScheduled = false;
      renew().then(tell).catch(onBug);
    }, RENEW_AFTER_MS);
  }

  async function upToDate(): Promise<Result<void, ReadFailure>> {
    started ??= start();
    const read = await started;
    if (!read.ok) started = null;
    return read.ok ? renew() : read;
  }

  /** Takes what was kept, where it still stands; the others are folded by `renew`. */
  async function start(): Promise<Result<void, ReadFailure>> {
    const heads = await log.heads();
    if (!heads.ok) return heads;
    const reading = [...heads.value.sequences].map(async ([stream, sequence]) => {
      const planId = planOfStream(stream);
      if (planId === null) return ok(undefined);
      const kept = await log.getSnapshot(stream, SUMMARY_FORM);
      if (!kept.ok) return kept;
      if (kept.value?.sequence === sequence) summaries.set(planId, parseSummary(kept.value.json));
      else dirty.add(planId);
      return ok(undefined);
    });
    const results = await Promise.all(reading);
    return results.find((result) => !result.ok) ?? ok(undefined);
  }

  function renew(): Promise<Result<void, ReadFailure>> {
    const run = (renewing ?? Promise.resolve()).then(renewDirty);
    const shared = run.finally(() => {
      if (renewing === shared) renewing = null;
    });
    renewing = shared;
    return shared;
  }

  async function renewDirty(): Promise<Result<void, ReadFailure>> {
    for (const planId of [...dirty]) {
      const { held } = plans.open(planId);
      const loaded = await held.load();
      if (!loaded.ok) return err(loaded.error);
      dirty.delete(planId);
      const summary = summarize(planId, held.state, held.lastAt, now());
      if (summary === null) summaries.delete(planId);
      else summaries.set(planId, summary);
      if (unkept.size === 0) setTimeout(() => keep().catch(onBug), KEEP_AFTER_MS);
      unkept.add(planId);
      await breathe();
    }
    return ok(undefined);
  }

  /** A failure costs only the folding of those plans at the next start. */
  async function keep(): Promise<void> {
    const due = [...unkept];
    unkept.clear();
    for (const planId of due) {
      const held = plans.peek(planId)?.held;
      const summary = held === undefined ? null : summarize(planId, held.state, held.lastAt, now());
      if (held === undefined || summary === null || held.readOnly !== null) continue;
      const json = JSON.stringify(summary);
      await log.putSnapshot({ stream: planStream(planId), fold: SUMMARY_FORM, ...held.place, json });
    }
  }

  function tell(): void {
    if (listeners.size === 0) return;
    const plansNow = list();
    for (const listener of listeners.values()) listener(plansNow);
  }

  /** The one worked on last first. */
  function list(): readonly PlanSummary[] {
    const putAway = archived();
    return [...summaries.values()]
      .map(({ events: _, ...summary }) => ({ ...summary, archived: putAway.has(summary.planId) }))
      .sort((a, b) => b.updatedAt - a.updatedAt || (a.planId < b.planId ? -1 : 1));
  }
}

// Short enough to seem at once, long enough that a run of commands renews the list a few times and not each time.
const RENEW_AFTER_MS = 40;
const KEEP_AFTER_MS = 1500;
