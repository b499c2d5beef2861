import type { Result } from '#kit/result.ts';
import type { Batch, Commit, EventLog, ReadFailure, ReadQuery, SubscribeFailure } from './event-log.ts';

interface Source {
  catchUp(): Promise<Result<number, ReadFailure>>;
  head(): number;
  read(
    query: ReadQuery,
    upTo: number,
  ): Promise<Result<{ readonly commits: readonly Commit[]; readonly position: number }, ReadFailure>>;
  /** A subscription has caught up. */
  settled(): void;
}

export interface Subscriptions {
  readonly subscribe: EventLog['subscribe'];
  /** The head may have moved. */
  advance(): void;
  end(failure: ReadFailure): void;
}

/**
 * Each subscription reads on from its own position until that is the head, then waits to be told that the head moved.
 * Catching up and living are the same loop, so there is no seam at which a commit could be lost or come twice.
 */
export function createSubscriptions(source: Source): Subscriptions {
  const active = new Set<Active>();

  return {
    subscribe(query, onBatch) {
      const subscription = createActive(query, onBatch, source, () => active.delete(subscription));
      active.add(subscription);
      void source.catchUp().then((caught) => {
        if (caught.ok) void subscription.start();
        else subscription.end(caught.error);
      });
      return {
        get position() {
          return subscription.position();
        },
        stop: subscription.stop,
      };
    },
    advance() {
      for (const subscription of active) void subscription.advance();
    },
    end(failure) {
      for (const subscription of [...active]) subscription.end(failure);
    },
  };
}

interface Active {
  position(): number;
  /** After catching up with other tabs; before that `advance` does nothing. */
  start(): Promise<void>;
  advance(): Promise<void>;
  stop(): void;
  end(failure: SubscribeFailure): void;
}

function createActive(
  query: Parameters<EventLog['subscribe']>[0],
  onBatch: (batch: Batch) => void | Promise<void>,
  source: Source,
  onStop: () => void,
): Active {
  let position = query.after ?? 0;
  let caughtUp = false;
  let started = false;
  let running = false;
  let stopped = false;

  function start(): Promise<void> {
    started = true;
    return advance();
  }

  async function advance(): Promise<void> {
    if (!started || running) return;
    running = true;
    while (!stopped && (position < source.head() || !caughtUp)) await deliverNext();
    running = false;
  }

  async function deliverNext(): Promise<void> {
    const head = source.head();
    const batch = await source.read({ ...query, after: position }, head);
    if (stopped) return;
    if (!batch.ok) return end(batch.error);
    const { commits } = batch.value;
    // A position beyond the head is that of a log this one has replaced: there is nothing after it yet.
    const reached = Math.max(position, batch.value.position);
    const isCaughtUp = reached >= head;
    const isNews = commits.length > 0 || (isCaughtUp && !caughtUp);
    for (let from = 0; isNews && (from === 0 || from < commits.length); from += mostCommits) {
      const slice = commits.length > mostCommits ? commits.slice(from, from + mostCommits) : commits;
      const isLast = from + mostCommits >= commits.length;
      const upTo = isLast ? reached : (slice.at(-1)?.position ?? reached);
      try {
        await onBatch({ commits: slice, position: upTo, caughtUp: isLast && isCaughtUp });
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return end({ code: 'SubscriberThrew', params: { reason, position }, retry: 'never' });
      }
      position = upTo;
      if (stopped && !isLast) return;
    }
    position = reached;
    if (isCaughtUp && !caughtUp) {
      caughtUp = true;
      source.settled();
    }
  }

  function stop(): void {
    stopped = true;
    onStop();
  }

  function end(failure: SubscribeFailure): void {
    if (stopped) return;
    stop();
    query.onEnd?.(failure);
  }

  return { position: () => position, start, advance, stop, end };
}

// A row may hold any number of commits; a batch never more than this.
const mostCommits = 2000;
