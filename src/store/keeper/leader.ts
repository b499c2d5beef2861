import type { Result } from '#kit/result.ts';
import type { TabsChannel } from './tabs-channel.ts';

export interface LeadershipPorts {
  readonly logName: string;
  /** Null where the browser has no Web Locks: then nobody leads. */
  readonly locks: LockManager | null;
  readonly channel: TabsChannel | null;
  /** A number that is greater than any before, kept in the database: whatever is done under a lower one is refused. */
  readonly claimEpoch: () => Promise<Result<number, { readonly retry: 'never' | 'now' | 'later' }>>;
  /**
   * What a leader does. It begins with the call and goes on until the signal; then it lets go of what it holds and
   * settles. Settling before that gives the leadership up for a beat.
   */
  readonly lead: (epoch: number, ended: AbortSignal) => Promise<void>;
  readonly onBug: (error: unknown) => void;
  /** Time between two beats. Default 1,000 ms. */
  readonly beatMs?: number;
}

export interface Leadership {
  /** `none`: no Web Locks, or this tab can never lead again. `waiting`: another tab leads, or is about to. */
  readonly standing: 'leading' | 'waiting' | 'none';
  /** Gives up for good, and settles when the next tab may take over. */
  stop(): Promise<void>;
}

/**
 * One leader among the tabs of a log. The Web Lock decides who: the browser gives it on when its holder is closed, ended
 * or has crashed. A frozen holder keeps it, so the holder beats, and whoever waits takes the lock away after three beats
 * that did not come. The frozen one learns that when it thaws, perhaps only after it has gone on for a moment; that is
 * what the epoch is for.
 */
export function seekLeadership(ports: LeadershipPorts): Leadership {
  const { locks, channel, beatMs = 1000 } = ports;
  if (locks === null) return { standing: 'none', async stop() {} };
  const lockName = `${ports.logName}/leader`;
  let standing: Leadership['standing'] = 'waiting';
  let isStopped = false;
  let silentBeats = 0;
  let queued: AbortController | null = null;
  let reign: Reign | null = null;
  let pending: Promise<void> = Promise.resolve();

  const stopListening = channel?.listen((message) => {
    if (message.type !== 'beat') return;
    silentBeats = 0;
    // Said by the one who has taken the lock away; the lock's own word may come later.
    if (reign !== null && reign.epoch !== null && message.epoch > reign.epoch) reign.end.abort();
  });
  const ticking = setInterval(tick, beatMs);
  seek();

  return {
    get standing() {
      return standing;
    },
    async stop() {
      giveUp();
      await pending;
    },
  };

  /** Beats are counted while this tab is awake: one that slept has not waited. */
  function tick(): void {
    if (reign !== null) {
      beat(reign);
      return;
    }
    if (channel === null || queued === null) return;
    silentBeats += 1;
    // Several may find out in the same moment; the first to take over beats at once, and the others hear it.
    if (silentBeats > silenceInBeats) setTimeout(takeOver, (Math.random() * beatMs) / 3);
  }

  function takeOver(): void {
    if (isStopped || reign !== null || queued === null || silentBeats <= silenceInBeats) return;
    queued.abort();
    queued = new AbortController();
    request({ steal: true });
  }

  function seek(): void {
    if (isStopped) return;
    queued = new AbortController();
    request({ signal: queued.signal });
  }

  function request(options: LockOptions): void {
    const mine = queued;
    const held: { reign: Reign | null } = { reign: null };
    const done = (locks as LockManager)
      .request(lockName, options, () => {
        held.reign = { epoch: null, end: new AbortController() };
        return hold(held.reign);
      })
      .then(
        () => afterwards(held.reign),
        (error: unknown) => {
          // The browser gives no locks here, as to a page without an origin of its own.
          if (!(error instanceof DOMException && error.name === 'AbortError')) return giveUp();
          // With a reign the lock was taken away from it. Without one, we have taken our own request back.
          held.reign?.end.abort();
          if (held.reign !== null || queued === mine) afterwards(held.reign);
        },
      );
    pending = done;
  }

  async function hold(mine: Reign): Promise<void> {
    queued = null;
    silentBeats = 0;
    reign = mine;
    if (isStopped) return;
    try {
      const epoch = await ports.claimEpoch();
      if (!epoch.ok) {
        if (epoch.error.retry === 'never') giveUp();
        return;
      }
      if (mine.end.signal.aborted) return;
      mine.epoch = epoch.value;
      standing = 'leading';
      beat(mine);
      await ports.lead(epoch.value, mine.end.signal);
    } catch (error) {
      ports.onBug(error);
    }
  }

  function afterwards(ended: Reign | null): void {
    if (reign === ended) reign = null;
    if (isStopped) return;
    standing = 'waiting';
    // A pause, so that a leader who cannot do its work leaves the lock to others for a while.
    const again = ended?.end.signal.aborted === true ? 0 : beatMs;
    setTimeout(seek, again);
  }

  function beat({ epoch, end }: Reign): void {
    if (epoch !== null && !end.signal.aborted) channel?.post({ type: 'beat', epoch });
  }

  function giveUp(): void {
    isStopped = true;
    standing = 'none';
    clearInterval(ticking);
    stopListening?.();
    queued?.abort();
    reign?.end.abort();
  }
}

interface Reign {
  epoch: number | null;
  readonly end: AbortController;
}

/** With a beat a second another tab leads within five seconds, and a tab that is merely busy has three. */
const silenceInBeats = 3;
