// First of all: this worker starts the draft worker.
import '../src/trusted-types.ts';
import { expose } from 'comlink';
import { ok, type Result } from '#kit/result.ts';
import { carryAbortSignals } from '#service/abort-signals.ts';
import type { EngineDoor, PageHost } from '#service/contract.ts';
import { createNotes } from '#service/device-notes.ts';
import { type Failure, isLoss } from '#service/failure.ts';
import type { LogFiles } from '#service/log-files.ts';
import { createService, type ServicePorts } from '#service/service.ts';
import { createWorkerDoor, type Opened, type RecoveryChoice } from '#service/worker-door.ts';
import type { EventLog } from '#store/event-log.ts';
import type { LossKind } from '#store/keeper/recovery.ts';
import { createVolatileKeyValue } from '#store/key-value.ts';
import { openScratch } from '#store/scratch.ts';
import { openSettings } from '#store/settings.ts';
import type { EgressHouse } from './egress.ts';
import { openLog, ports, recoverLog, saveFound } from './open-log.ts';

carryAbortSignals();
expose(createWorkerDoor({ open, recover, saveCopy: saveFound }));

/** What the last opening met. */
let loss: LossKind = 'LogLost';

async function open(logName: string, host: PageHost, isSuspect: boolean): Promise<Result<Opened, Failure>> {
  const found = await openLog(logName, isSuspect, onBug);
  if (!found.ok) {
    if (isLoss(found.error)) loss = found.error.code;
    return found;
  }
  const { log, keeping } = found.value;
  const isKept = log.medium === 'disk';
  const settings = isKept ? openSettings(logName) : createVolatileKeyValue();
  const house = (door: EngineDoor) => {
    opened ??= import('./egress.ts').then(({ openEgress }) =>
      openEgress({ log, door, host, settings, now: ports.now, onBug }),
    );
    return opened;
  };
  let opened: Promise<EgressHouse> | null = null;
  const keepingReport = async (): ReturnType<ServicePorts['keeping']> =>
    (await keeping?.report()) ?? { leader: 'none', copy: null, lacks: isKept ? [] : ['disk'] };
  const service = await createService({
    log,
    now: ports.now,
    settings: createNotes(settings),
    scratch: createNotes(isKept ? openScratch(logName) : createVolatileKeyValue()),
    files: filesWhenNeeded(log),
    host,
    keeping: keepingReport,
    estimate,
    async openDrafting(door) {
      const [{ createDraftEngine }, { drafterInWorker }] = await Promise.all([
        import('#engine/draft.ts'),
        import('#engine/drafter-in-worker.ts'),
      ]);
      return createDraftEngine({ door, drafter: drafterInWorker(spawnDrafter, fetchVectors), now: ports.now });
    },
    async openSpace() {
      const { createLogSpace } = await import('./log-space.ts');
      return createLogSpace(isKept ? logName : null);
    },
    openInspection: async () =>
      (await import('./log-inspection.ts')).openInspection({ log, standing: keepingReport, onBug }),
    openPrivacy: async (door) => (await house(door)).privacy,
    openLocalModels: async (door) =>
      (await import('./local-models.ts')).openLocalModels({
        logName,
        door,
        host,
        estimate,
        house: () => house(door),
        onBug,
      }),
    onBug,
  });
  if (!service.ok) return service;
  const keepProjections = async (ended: AbortSignal) =>
    (await import('./log-inspection.ts')).keepProjections(log, ended);
  if (keeping !== null) keeping.start(log, [(_epoch, ended) => keepProjections(ended)]);
  // Nobody else can look after a log in memory.
  else if (!isKept) void keepProjections(new AbortController().signal).catch(onBug);
  return ok({ service: service.value, place: log.medium, device: log.device });
}

async function recover(logName: string, choice: RecoveryChoice, host: PageHost): Promise<Result<Opened, Failure>> {
  const recovered = await recoverLog(logName, choice, loss);
  return recovered.ok ? open(logName, host, false) : recovered;
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

function fetchVectors(): void {
  void import('./word-vectors.ts').then(({ keepVectors }) => keepVectors()).catch(onBug);
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
