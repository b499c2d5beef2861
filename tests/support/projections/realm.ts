import type { EventLog } from '#store/event-log.ts';
import type { ProjectionPorts } from '#store/projections/ports.ts';

export interface Realm {
  readonly ports: ProjectionPorts;
  /** From now on nothing of it happens any more: what it awaits never comes, what it asked to be called never is. */
  kill(): void;
}

/**
 * A worker as a projection sees it, that can be killed at any moment. A write that is under way then is done, or not, as
 * `isDone` says.
 */
export function createRealm(
  log: EventLog,
  { random = () => 0.5, isDone = () => true }: { readonly random?: () => number; readonly isDone?: () => boolean } = {},
): Realm {
  let isAlive = true;
  const subscriptions = new Set<{ stop(): void }>();
  /** An answer reaches the living only. */
  async function answer<T>(asked: Promise<T>): Promise<T> {
    const value = await asked;
    return isAlive ? value : new Promise(() => {});
  }
  return {
    ports: {
      log: {
        heads: () => answer(log.heads()),
        async *read(query) {
          for await (const batch of log.read(query)) yield await answer(Promise.resolve(batch));
        },
        subscribe(query, onBatch) {
          const receive: typeof onBatch = (batch) =>
            isAlive ? answer(Promise.resolve(onBatch(batch))) : new Promise(() => {});
          const subscription = log.subscribe(query, receive);
          subscriptions.add(subscription);
          return subscription;
        },
        derived: {
          read: (prefix) => answer(log.derived.read(prefix)),
          async write(change) {
            // The moment between asking and being done.
            await Promise.resolve();
            if (!isAlive && !isDone()) return new Promise(() => {});
            return answer(log.derived.write(change));
          },
        },
      },
      now: () => 1_763_800_000_000,
      random,
      later(run) {
        // Time passes as fast as the test does.
        let isWanted = true;
        setImmediate(() => isAlive && isWanted && run());
        return () => {
          isWanted = false;
        };
      },
      breathe: () => answer(turn()),
    },
    kill() {
      isAlive = false;
      for (const subscription of subscriptions) subscription.stop();
    },
  };
}

/** Lets everything that can happen now happen. */
export function turn(): Promise<void> {
  return new Promise((settle) => setImmediate(settle));
}

/** Everything that is kept beside the log, by key. */
export async function derivedTexts(log: EventLog): Promise<ReadonlyMap<string, string>> {
  const read = await log.derived.read('');
  if (!read.ok) throw new Error(read.error.code);
  return new Map(read.value.map(({ key, text }) => [key, text]));
}
