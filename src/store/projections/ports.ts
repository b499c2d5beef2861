import type { EventLog, ReadFailure, WriteFailure } from '../event-log.ts';

export interface ProjectionPorts {
  readonly log: Pick<EventLog, 'derived' | 'heads' | 'read' | 'subscribe'>;
  /** Epoch milliseconds; for what a person reads, never for what is folded. */
  readonly now: () => number;
  /** In [0, 1): spreads out the tries. */
  readonly random: () => number;
  /** Runs something after so many milliseconds, unless it is called off by what this returns. */
  readonly later: (run: () => void, ms: number) => () => void;
  /** Lets other work of this realm have its turn. */
  readonly breathe: () => Promise<void>;
}

/** What can come of reading the log and keeping something beside it. */
export type ProjectionFailure = ReadFailure | WriteFailure;

/** Settles after the time, or at once when the signal says so. */
export function wait(ms: number, signal: AbortSignal, { later }: Pick<ProjectionPorts, 'later'>): Promise<void> {
  return new Promise((settle) => {
    if (signal.aborted) return settle();
    const callOff = later(() => {
      signal.removeEventListener('abort', stop);
      settle();
    }, ms);
    function stop(): void {
      callOff();
      settle();
    }
    signal.addEventListener('abort', stop, { once: true });
  });
}
