import { ok, type Result } from '#kit/result.ts';
import { openChecksum } from '../checksum.ts';
import type { EventLog, ReadFailure } from '../event-log.ts';
import { createCopyDesk } from './copy-desk.ts';
import { findLoss, type LogLoss } from './find-loss.ts';
import { type Keeper, type KeeperReport, type LeadersDuty, startKeeper } from './keeper.ts';
import { openMirrorFolder } from './mirror-folder.ts';
import { openTabsChannel } from './tabs-channel.ts';

export interface KeepingPorts {
  readonly logName: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly onBug: (error: unknown) => void;
}

/** The keeping of one log in one tab, before and after the log is open. */
export interface Keeping {
  /** For the log's port of that name. */
  waitFor(position: number): Promise<boolean>;
  /** Holds a log that was just opened against its witness. Null: nothing is missing. */
  findLoss(log: EventLog): Promise<Result<LogLoss | null, ReadFailure>>;
  /** From now on this tab leads, or waits to. */
  start(log: EventLog, duties: readonly LeadersDuty[]): void;
  report(): Promise<KeepingReport>;
  /** Settles when another tab may lead and nothing is held any more. */
  stop(): Promise<void>;
}

export interface KeepingReport {
  readonly leader: 'here' | 'elsewhere' | 'none';
  readonly copy: KeeperReport['copy'];
  /** What this browser does not offer here. */
  readonly lacks: readonly ('copy' | 'locks' | 'channel')[];
}

/** With what this browser offers here. */
export async function openKeeping({ logName, now, onBug }: KeepingPorts): Promise<Keeping> {
  // Typed as always there, yet missing outside of secure contexts.
  const locks = (navigator.locks as LockManager | undefined) ?? null;
  const channel = openTabsChannel(logName);
  const desk = createCopyDesk(channel);
  const [folder, checksum] = await Promise.all([openMirrorFolder(logName), openChecksum()]);
  let keeper: Keeper | null = null;
  let looking: ReturnType<typeof setInterval> | undefined;

  return {
    waitFor(position) {
      // Where nobody can copy, nobody is waited for.
      return folder === null || locks === null ? Promise.resolve(false) : desk.waitFor(position);
    },
    findLoss: async (log) => (folder === null ? ok(null) : findLoss(log, folder, checksum)),
    start(log, duties) {
      keeper = startKeeper({ logName, log, desk, folder, locks, channel, now, duties, onBug });
      // Nobody can say that there is news. Windows that stand side by side are never woken either, so each looks for itself.
      if (channel === null) looking = setInterval(() => void log.wake(), lookMs);
    },
    async report() {
      const { standing, copy } = (await keeper?.report()) ?? { standing: 'none', copy: null };
      const offers = { copy: folder !== null, locks: locks !== null, channel: channel !== null };
      const lacks = (['copy', 'locks', 'channel'] as const).filter((what) => !offers[what]);
      return { leader: leaders[standing], copy, lacks };
    },
    async stop() {
      clearInterval(looking);
      await keeper?.stop();
      channel?.close();
    },
  };
}

const leaders = { leading: 'here', waiting: 'elsewhere', none: 'none' } as const;

/** How late another tab's commits may come where there is no channel: one short reading each time. */
const lookMs = 2000;
