import { breathe } from '#service/breathe.ts';
import type { LogInspection } from '#service/inspection.ts';
import { createLogInspection, type InspectionPorts } from '#service/log-inspection.ts';
import type { EventLog } from '#store/event-log.ts';
import { namedProjections } from '#store/projections/named/all.ts';
import { type Projections, startProjections } from '#store/projections/projections.ts';

/** What this worker keeps, while it does. */
let kept: Projections | null = null;

/** Keeps the named projections of the log until the signal. For one tab at a time. */
export async function keepProjections(log: EventLog, ended: AbortSignal): Promise<void> {
  if (ended.aborted) return;
  const mine = startProjections(namedProjections, [], {
    log,
    now: () => Date.now(),
    random: () => Math.random(),
    later(run, ms) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    breathe,
  });
  kept = mine;
  await new Promise((settle) => ended.addEventListener('abort', settle, { once: true }));
  if (kept === mine) kept = null;
  await mine.stop();
}

/** Looking into the log, with what this worker keeps of it. */
export function openInspection({ standing, ...ports }: Omit<InspectionPorts, 'projections'>): LogInspection {
  return createLogInspection({
    ...ports,
    projections: () => kept,
    async standing() {
      const { leader, copy } = await standing();
      // A log in memory has one tab, which needs no lock to lead.
      return { leader: kept === null ? leader : 'here', copy };
    },
  });
}
