import type { EventLog } from '../event-log.ts';
import { createWorkBell } from './work-bell.ts';

export interface SealingPorts {
  readonly log: Pick<EventLog, 'seal' | 'onAppend'>;
  /** Up to which position commits are in the mirror; null where there is none to wait for. */
  readonly copied: () => number | null;
  /** How long to let the person's own work go first. Default 2 s. */
  readonly pauseMs?: number;
}

/**
 * Seals what is due, slice by slice, whenever commits have come and a while after: until the signal. What the mirror does
 * not have yet stays in the tail, so that there are always two places from which a commit could be read.
 */
export async function keepSealed(
  { log, copied, pauseMs = 2000 }: SealingPorts,
  epoch: number,
  ended: AbortSignal,
): Promise<void> {
  const bell = createWorkBell(ended);
  const stop = log.onAppend(() => bell.ring());
  bell.ring();
  while (await bell.next(pauseMs)) {
    const through = copied() ?? Number.POSITIVE_INFINITY;
    const sealed = await log.seal({ epoch, through });
    // A log that cannot be written to says so to whoever writes; here there is nothing to do but wait for more commits.
    if (sealed.ok && sealed.value.segments > 0 && !sealed.value.isDone) bell.ring();
  }
  stop();
}
