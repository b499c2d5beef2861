import { openChecksum } from '#store/checksum.ts';
import { openDexieLog } from '#store/dexie-log.ts';
import type { AppendOptions, EventLog, NewCommit } from '#store/event-log.ts';
import { createCopyDesk } from '#store/keeper/copy-desk.ts';
import { findLoss } from '#store/keeper/find-loss.ts';
import { type Keeper, startKeeper } from '#store/keeper/keeper.ts';
import { type MirrorFolder, type MirrorWriter, openMirrorFolder } from '#store/keeper/mirror-folder.ts';
import { openTabsChannel } from '#store/keeper/tabs-channel.ts';

export interface TabOptions {
  readonly logName: string;
  /** Without what of the browser. */
  readonly lacks?: readonly ('locks' | 'channel' | 'copy')[];
  /** From how many bytes in a file on there is no room. */
  readonly fullAt?: number;
  readonly beatMs?: number;
}

export type KeeperTab = ReturnType<typeof createKeeperTab>;

/** A tab as far as the log and its keeper go: what a planner worker wires, without the planner. */
export function createKeeperTab() {
  let log: EventLog;
  let keeper: Keeper;
  let folder: MirrorFolder | null;
  const bugs: string[] = [];
  const writeMs: number[] = [];
  let room = Number.POSITIVE_INFINITY;

  return {
    async open({ logName, lacks = [], fullAt, beatMs }: TabOptions): Promise<void> {
      room = fullAt ?? room;
      const channel = lacks.includes('channel') ? null : openTabsChannel(logName);
      // Where nobody can copy, the answer is no sooner or later.
      const desk = createCopyDesk(channel, lacks.includes('copy') || lacks.includes('locks') ? 100 : undefined);
      folder = lacks.includes('copy') ? null : withLimits(await openMirrorFolder(logName));
      const opened = await openDexieLog({
        name: logName,
        now: Date.now,
        random: (bytes) => crypto.getRandomValues(bytes),
        copy: desk,
      });
      if (!opened.ok) throw new Error(opened.error.code);
      log = opened.value;
      keeper = startKeeper({
        logName,
        log,
        desk,
        folder,
        channel,
        locks: lacks.includes('locks') ? null : navigator.locks,
        now: Date.now,
        duties: [],
        ...(beatMs === undefined ? {} : { beatMs }),
        onBug: (bug) => bugs.push(String(bug)),
      });
    },
    append: (commits: readonly NewCommit[], options?: AppendOptions) => log.append(commits, options),
    heads: async () => log.heads(),
    report: () => keeper.report(),
    sealed: () => log.layout().sealed,
    async loss() {
      if (folder === null) throw new Error('no folder');
      return findLoss(log, folder, await openChecksum());
    },
    files: async () => folder?.list(),
    bugs: () => bugs,
    makeRoom() {
      room = Number.POSITIVE_INFINITY;
    },
    /** How long each write with its flush took. */
    writeMs: () => writeMs,
    async close() {
      await keeper.stop();
      await log.close();
    },
    /** Nothing runs, and what is held stays held. */
    hang(ms: number) {
      const end = Date.now() + ms;
      while (Date.now() < end);
    },
  };

  function withLimits(real: MirrorFolder | null): MirrorFolder | null {
    if (real === null) return null;
    return {
      ...real,
      async create(name) {
        const writer = await real.create(name);
        return writer === null ? null : limited(writer);
      },
    };
  }

  function limited(writer: MirrorWriter): MirrorWriter {
    let since = 0;
    return {
      write(bytes, { at }) {
        since ||= performance.now();
        if (at + bytes.length <= room) return writer.write(bytes, { at });
        // As a real disk: a part of it fits.
        writer.write(bytes.slice(0, Math.max(0, room - at)), { at });
        throw new DOMException('no room', 'QuotaExceededError');
      },
      flush() {
        writer.flush();
        writeMs.push(performance.now() - since);
        since = 0;
      },
      truncate: (size) => writer.truncate(size),
      close: () => writer.close(),
    };
  }
}
