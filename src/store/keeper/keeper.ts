import { openChecksum } from '../checksum.ts';
import type { EventLog } from '../event-log.ts';
import type { CopyDesk } from './copy-desk.ts';
import { keepSealed } from './keep-sealed.ts';
import { type Leadership, seekLeadership } from './leader.ts';
import { createMirror, type Mirror, type MirrorSource, type MirrorState } from './mirror.ts';
import { findMirrorEnd } from './mirror-end.ts';
import { type MirrorFolder, newestGeneration } from './mirror-folder.ts';
import type { TabsChannel } from './tabs-channel.ts';

export interface KeeperPorts {
  readonly logName: string;
  readonly log: EventLog;
  readonly desk: CopyDesk;
  /** Null where the browser lets nothing be written outside of IndexedDB: then there is no mirror. */
  readonly folder: MirrorFolder | null;
  readonly locks: LockManager | null;
  readonly channel: TabsChannel | null;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly duties: readonly LeadersDuty[];
  /** Time between two beats of a leader. Default 1,000 ms. */
  readonly beatMs?: number;
  readonly onBug: (error: unknown) => void;
}

/** Something else that the leader does: it goes on until the signal, then lets go of what it holds and settles. */
export type LeadersDuty = (epoch: number, ended: AbortSignal) => Promise<void>;

export interface Keeper {
  report(): Promise<KeeperReport>;
  /** Settles when another tab may lead. */
  stop(): Promise<void>;
}

export interface KeeperReport {
  readonly standing: Leadership['standing'];
  /** Null: there is no copy. `elsewhere`: another tab makes it. */
  readonly copy: {
    readonly state: MirrorState | 'elsewhere';
    /** Up to which position. */
    readonly position: number;
    /** When the newest of it was seen; null: not known. */
    readonly at: number | null;
  } | null;
}

/** Seeks the leadership for this tab and does what a leader does: the mirror, and the other duties. */
export function startKeeper(ports: KeeperPorts): Keeper {
  const { log, folder, onBug } = ports;
  let mirror: Mirror | null = null;

  const leadership = seekLeadership({
    ...ports,
    claimEpoch: () => log.claimEpoch(),
    lead: async (epoch, ended) => {
      const duties = ports.duties.map((duty) => duty(epoch, ended).catch(onBug));
      const sealing = keepSealed({ log, copied }, epoch, ended).catch(onBug);
      await Promise.all([keepMirror(epoch, ended), sealing, ...duties, untilAborted(ended)]);
    },
  });

  async function keepMirror(epoch: number, ended: AbortSignal): Promise<void> {
    if (folder === null) return;
    const checksum = await openChecksum();
    const mine = createMirror({ folder, source: sourceOf(log), checksum, now: ports.now, onBug }, epoch, ended);
    mirror = mine;
    ports.desk.serve(mine, ended);
    const stop = log.onAppend(() => mine.nudge());
    await mine.ended;
    stop();
    if (mirror === mine) mirror = null;
  }

  /** A mirror that has no room left is not waited for: the tail would grow for ever. */
  function copied(): number | null {
    if (folder === null || mirror?.state === 'full') return null;
    return mirror?.copied ?? 0;
  }

  return {
    async report() {
      const { standing } = leadership;
      if (folder === null) return { standing, copy: null };
      const end = await findMirrorEnd(folder, newestGeneration(await folder.list()), await openChecksum());
      if (end === null) return { standing, copy: null };
      return {
        standing,
        copy: { state: mirror?.state ?? 'elsewhere', position: end.position, at: end.witness?.at ?? null },
      };
    },
    stop: () => leadership.stop(),
  };
}

function sourceOf(log: EventLog): MirrorSource {
  return {
    device: () => log.device,
    head: () => log.wake(),
    lines: (after, upTo) => log.readLines({ streams: null, position: upTo, commits: upTo - after, blobs: [] }, after),
    blob: (hash) => log.getBlob(hash),
  };
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve());
  });
}
