import { breathe } from '#service/breathe.ts';
import type { EventLog } from '#store/event-log.ts';
import { namedProjections } from '#store/projections/named/all.ts';
import { type Projections, startProjections } from '#store/projections/projections.ts';

export { createLogInspection } from '#service/log-inspection.ts';

/** Keeps the named projections of the log until they are stopped. For one tab at a time. */
export function keepProjections(log: EventLog): Projections {
  return startProjections(namedProjections, [], {
    log,
    now: () => Date.now(),
    random: () => Math.random(),
    later(run, ms) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    breathe,
  });
}
