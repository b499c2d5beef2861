import { err } from '#kit/result.ts';
import type { EventLog, LogUnavailable } from '#store/event-log.ts';

export const unavailable: LogUnavailable = { code: 'LogUnavailable', params: { reason: 'a test' }, retry: 'later' };

/** The log, whose n-th question (from 1) fails. `asked` tells how many there have been. */
export function failingAt(log: EventLog, n: number): { readonly log: EventLog; asked(): number } {
  let asked = 0;
  const isDue = () => ++asked === n;
  const failing: EventLog = Object.create(log, {
    read: {
      value: async function* (...args: Parameters<EventLog['read']>) {
        if (isDue()) yield err(unavailable);
        else yield* log.read(...args);
      },
    },
    find: { value: async (id: string) => (isDue() ? err(unavailable) : log.find(id)) },
    heads: { value: async () => (isDue() ? err(unavailable) : log.heads()) },
    append: {
      value: async (...args: Parameters<EventLog['append']>) => (isDue() ? err(unavailable) : log.append(...args)),
    },
  });
  return { log: failing, asked: () => asked };
}
