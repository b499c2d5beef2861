// First of all: this worker starts the draft worker.
import '../src/trusted-types.ts';
import { expose } from 'comlink';
import { err, ok, type Result } from '#kit/result.ts';
import { carryAbortSignals } from '#service/abort-signals.ts';
import type { PageHost } from '#service/contract.ts';
import { createNotes } from '#service/device-notes.ts';
import type { Failure } from '#service/failure.ts';
import { logFailure } from '#service/log-failure.ts';
import type { LogFiles } from '#service/log-files.ts';
import { createService } from '#service/service.ts';
import { createWorkerDoor, type Opened, type RecoveryChoice, type Salvage } from '#service/worker-door.ts';
import { type OpenLogFailure, openDexieLog } from '#store/dexie-log.ts';
import type { EventLog } from '#store/event-log.ts';
import type { Keeping } from '#store/keeper/keeping.ts';
import { createVolatileKeyValue } from '#store/key-value.ts';
import { openScratch } from '#store/scratch.ts';
import { openSettings } from '#store/settings.ts';
import { openVolatileLog } from '#store/volatile-log.ts';

const ports = {
  now: () => Date.now(),
  random: (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes),
};

carryAbortSignals();
expose(createWorkerDoor({ open, recover, saveCopy }));

async function open(logName: string, host: PageHost): Promise<Result<Opened, Failure>> {
  const keeping = openKeeping(logName);
  const log = await openLog(logName, keeping);
  if (!log.ok) return log;
  const isKept = log.value.medium === 'disk';
  const service = await createService({
    log: log.value,
    now: ports.now,
    settings: createNotes(isKept ? openSettings(logName) : createVolatileKeyValue()),
    scratch: createNotes(isKept ? openScratch(logName) : createVolatileKeyValue()),
    files: filesWhenNeeded(log.value),
    host,
    keeping: async () =>
      (isKept ? (await keeping)?.report() : undefined) ?? { leader: 'none', copy: null, lacks: isKept ? [] : ['disk'] },
    estimate,
    async openDrafting(door) {
      const [{ createDraftEngine }, { drafterInWorker }] = await Promise.all([
        import('#engine/draft.ts'),
        import('#engine/drafter-in-worker.ts'),
      ]);
      return createDraftEngine({ door, drafter: drafterInWorker(spawnDrafter), now: ports.now });
    },
    async openSpace() {
      const { createLogSpace } = await import('./log-space.ts');
      return createLogSpace(isKept ? logName : null);
    },
    async openInspection() {
      const { createLogInspection } = await import('./log-inspection.ts');
      return createLogInspection({
        log: log.value,
        standing: async () => ({ leader: 'none', copy: null }),
        projections: () => null,
        onBug,
      });
    },
    onBug,
  });
  if (!service.ok) return service;
  if (isKept) (await keeping)?.start(log.value, []);
  return ok({ service: service.value, place: log.value.medium, device: log.value.device });
}

async function recover(logName: string, choice: RecoveryChoice, host: PageHost): Promise<Result<Opened, Failure>> {
  void choice;
  return open(logName, host);
}

async function saveCopy(logName: string, what: Salvage): Promise<Result<Blob, Failure>> {
  void what;
  const log = await openLog(logName, Promise.resolve(null));
  return log.ok ? filesWhenNeeded(log.value).write(null, null, { onShare: () => undefined, signal: undefined }) : log;
}

function filesWhenNeeded(log: EventLog): LogFiles {
  const files = async () => (await import('./log-files.ts')).createLogFiles(log, ports.now);
  return {
    write: async (streams, into, watch) => (await files()).write(streams, into, watch),
    take: async (file, watch) => (await files()).take(file, watch),
    preview: async (file, watch) => (await files()).preview(file, watch),
    backUp: async (folder, watch) => (await files()).backUp(folder, watch),
  };
}

function spawnDrafter(): Worker {
  return new Worker(new URL('./draft.worker.ts', import.meta.url), { type: 'module', name: 'draft' });
}

/** In a chunk of its own, which loads while the database opens. Without it the log still works. */
async function openKeeping(logName: string): Promise<Keeping | null> {
  try {
    const keeper = await import('#store/keeper/keeping.ts');
    return await keeper.openKeeping({ logName, now: ports.now, onBug });
  } catch (error) {
    onBug(error);
    return null;
  }
}

/** Without storage a plan still works for as long as the tab is open, and the page says so. */
async function openLog(name: string, keeping: Promise<Keeping | null>): Promise<Result<EventLog, Failure>> {
  const copy = { waitFor: async (position: number) => (await keeping)?.waitFor(position) ?? false };
  const onDisk = await openDexieLog({ ...ports, name, copy });
  if (onDisk.ok) {
    const loss = await lossOf(onDisk.value, await keeping);
    if (loss === null) return onDisk;
    await onDisk.value.close();
    return err(loss);
  }
  if (onDisk.error.code !== 'StorageMissing') return err(openFailure(onDisk.error));
  const inMemory = await openVolatileLog(ports);
  return inMemory.ok ? inMemory : err(logFailure(inMemory.error));
}

/** A log that opens well may still be less than it was. */
async function lossOf(log: EventLog, keeping: Keeping | null): Promise<Failure | null> {
  const loss = await keeping?.findLoss(log);
  if (loss === undefined) return null;
  if (!loss.ok) return logFailure(loss.error);
  return loss.value === null ? null : { code: 'LogLost', params: { ...loss.value }, retry: 'never' };
}

function openFailure(failure: Exclude<OpenLogFailure, { code: 'StorageMissing' }>): Failure {
  switch (failure.code) {
    case 'OpenBlocked':
      return { code: 'LogBlocked', params: {}, retry: 'now' };
    case 'NewerSchema':
      return { code: 'LogNewer', params: {}, retry: 'never' };
    default:
      return logFailure(failure);
  }
}

async function estimate() {
  // Typed as always there, yet missing outside of secure contexts.
  const storage: StorageManager | undefined = navigator.storage;
  const [figures, persistent] = await Promise.all([storage?.estimate(), storage?.persisted()]);
  return { usage: figures?.usage ?? null, quota: figures?.quota ?? null, persistent: persistent ?? null };
}

/** The one place of this realm where a broken promise of ours is said aloud. */
function onBug(error: unknown): void {
  // biome-ignore lint/suspicious/noConsole: a bug has to be heard where a developer listens.
  console.error(error);
}
