import { ok, type Result } from '#kit/result.ts';
import { openChecksum } from '#store/checksum.ts';
import { readHead } from '#store/commit-line.ts';
import type { EventLog } from '#store/event-log.ts';
import type { LeadersDuty } from '#store/keeper/keeper.ts';
import { newestWitness } from '#store/keeper/mirror-end.ts';
import { readMirrorFile } from '#store/keeper/mirror-file.ts';
import { newestGeneration, openMirrorFolder } from '#store/keeper/mirror-folder.ts';
import { namedProjections } from '#store/projections/named/all.ts';
import type { ProjectionPorts } from '#store/projections/ports.ts';
import type { Projection } from '#store/projections/projection.ts';
import { type Projections, startProjections } from '#store/projections/projections.ts';
import { readProjection } from '#store/projections/read-projections.ts';
import { openLog, recoverLog } from '../../../workers/open-log.ts';
import { emptyLedger, foldLedger } from '../ledger.ts';
import type { Beside, KeptLedger, Ledger, Opened, Settled } from '../protocol.ts';
import { type CrashStore, storeOver } from './log-store.ts';

/*
 * The log as the planner worker opens and keeps it: held against its witness, and, in the tab that leads, copied, sealed
 * and projected.
 */

export interface KeptStore extends CrashStore {
  readonly kept: Kept;
}

export interface Kept {
  readonly openMs: number;
  readonly witness: Opened['witness'];
  readonly segments: number;
  readonly ledger: KeptLedger | null;
  /** Has the leader do this over and over. */
  begin(what: Beside, tell: (isUnderWay: boolean) => void): void;
  settle(): Promise<Settled>;
}

export async function openKeptStore(name: string, projects: boolean): Promise<Result<KeptStore, unknown>> {
  const start = performance.now();
  const opened = await openLog(name, false, onBug);
  if (!opened.ok) return opened;
  const openMs = performance.now() - start;
  const { log, keeping } = opened.value;
  const witness = await witnessIn(name);
  const ledger = await ledgerOf(log);
  const { segments } = log.layout();
  let projections: Projections | null = null;
  let epochNow: number | null = null;

  const duty: LeadersDuty = async (epoch, ended) => {
    const started = startProjections([ledgerProjection, ...namedProjections], [], projectionPorts(log));
    [projections, epochNow] = [started, epoch];
    await untilAborted(ended);
    await started.stop();
  };
  keeping?.start(log, projects ? [duty] : []);

  async function besideOnce(what: Beside): Promise<boolean> {
    if (what === 'rebuild') return (await projections?.rebuild(ledgerProjection.name)) !== undefined;
    const copied = (await keeping?.report())?.copy?.position ?? 0;
    const sealed = epochNow === null ? null : await log.seal({ epoch: epochNow, through: copied });
    return sealed?.ok === true && sealed.value.segments > 0;
  }

  return ok({
    ...storeOver(log),
    kept: {
      openMs,
      witness,
      segments,
      ledger,
      async begin(what, tell) {
        for (;;) {
          tell(true);
          const hasDone = await besideOnce(what);
          tell(false);
          // Nobody leads yet, or nothing is due: look again in a moment.
          if (!hasDone) await pause(20);
        }
      },
      async settle() {
        const head = await log.wake();
        const position = head.ok ? head.value : 0;
        while ((await keeping?.waitFor(position)) === false) await pause(50);
        while (projects && ((await ledgerOf(log))?.position ?? 0) < position) await pause(20);
        return { mirror: await mirrored(name), ledger: await ledgerOf(log) };
      },
    },
  });
}

export function restore(name: string, code: string): Promise<Result<void, unknown>> {
  return recoverLog(name, 'restore', code === 'LogDamaged' ? 'LogDamaged' : 'LogLost');
}

const ledgerProjection: Projection<Ledger> = { name: 'ledger', version: 1, initial: emptyLedger, fold: foldLedger };

async function ledgerOf(log: EventLog): Promise<KeptLedger | null> {
  const read = await readProjection(log, ledgerProjection);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value === null ? null : { ...read.value.state, position: read.value.position };
}

async function witnessIn(name: string): Promise<Opened['witness']> {
  const folder = await openMirrorFolder(name);
  if (folder === null) return null;
  return newestWitness(folder, newestGeneration(await folder.list()), await openChecksum());
}

/** Every commit in the mirror's files, the later file's word for a position. */
async function mirrored(name: string): Promise<Settled['mirror']> {
  const folder = await openMirrorFolder(name);
  if (folder === null) return [];
  const checksum = await openChecksum();
  const names = newestGeneration(await folder.list());
  const hashes = new Map<number, string>();
  try {
    for (const file of names) {
      for await (const line of readMirrorFile(await folder.read(file), checksum)) {
        if (line.type === 'commit') hashes.set(line.position, readHead(line.line)?.head.hash ?? '');
      }
    }
  } catch (error) {
    // The leader has just dropped a file whose commits are in a newer one.
    if (error instanceof DOMException && error.name === 'NotFoundError') return mirrored(name);
    throw error;
  }
  return [...hashes].sort(([a], [b]) => a - b).map(([position, hash]) => ({ position, hash }));
}

function projectionPorts(log: EventLog): ProjectionPorts {
  return {
    log,
    now: () => Date.now(),
    random: () => Math.random(),
    later(run, ms) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    breathe: () => pause(0),
  };
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((settle) => {
    if (signal.aborted) settle();
    else signal.addEventListener('abort', () => settle(), { once: true });
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((settle) => setTimeout(settle, ms));
}

function onBug(error: unknown): void {
  throw error;
}
