import { err, ok, type Result } from '#kit/result.ts';
import type { Failure } from '#service/failure.ts';
import { logFailure } from '#service/log-failure.ts';
import type { RecoveryChoice, Salvage } from '#service/worker-door.ts';
import { type OpenLogFailure, openDexieLog } from '#store/dexie-log.ts';
import type { EventLog } from '#store/event-log.ts';
import type { Keeping } from '#store/keeper/keeping.ts';
import type { LossKind, RecoveryFailure } from '#store/keeper/recovery.ts';
import { openVolatileLog } from '#store/volatile-log.ts';

export const ports = {
  now: () => Date.now(),
  random: (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes),
};

export interface OpenLog {
  readonly log: EventLog;
  /** Null where nothing is kept. */
  readonly keeping: Keeping | null;
}

/**
 * Opens the log, unless it is less than it was or cannot be read: then it is closed again, and the failure says so.
 * Without storage a plan still works for as long as the tab is open, and the page says so.
 */
export async function openLog(
  name: string,
  isSuspect: boolean,
  onBug: (error: unknown) => void,
): Promise<Result<OpenLog, Failure>> {
  const loading = openKeeping(name, onBug);
  const copy = { waitFor: async (position: number) => (await loading)?.waitFor(position) ?? false };
  const opened = await openDexieLog({ ...ports, name, copy });
  const keeping = await loading;
  if (opened.ok) {
    const loss = await lossOf(opened.value, keeping, isSuspect, name);
    if (loss === null) return ok({ log: opened.value, keeping });
    await Promise.all([opened.value.close(), keeping?.stop()]);
    return err(loss);
  }
  await keeping?.stop();
  if (opened.error.code === 'LogDamaged') return err(await damage(name, opened.error.params.where));
  if (opened.error.code !== 'StorageMissing') return err(openFailure(opened.error));
  const inMemory = await openVolatileLog(ports);
  return inMemory.ok ? ok({ log: inMemory.value, keeping: null }) : err(logFailure(inMemory.error));
}

/** After that the log can be opened. */
export async function recoverLog(
  logName: string,
  choice: RecoveryChoice,
  kind: LossKind,
): Promise<Result<void, Failure>> {
  const { goOn, restoreCopy } = await import('#store/keeper/recovery.ts');
  return orFailure(await (choice === 'restore' ? restoreCopy : goOn)({ ...ports, logName }, kind));
}

export async function saveFound(logName: string, what: Salvage): Promise<Result<Blob, Failure>> {
  const recovery = await import('#store/keeper/recovery.ts');
  return orFailure(await recovery.saveFound({ ...ports, logName }, what));
}

/** In a chunk of its own, which loads while the database opens. Without it the log still works. */
async function openKeeping(logName: string, onBug: (error: unknown) => void): Promise<Keeping | null> {
  try {
    const keeper = await import('#store/keeper/keeping.ts');
    return await keeper.openKeeping({ logName, now: ports.now, onBug });
  } catch (error) {
    onBug(error);
    return null;
  }
}

/** A log that opens well may still be less than it was, or damaged where opening does not look. */
async function lossOf(
  log: EventLog,
  keeping: Keeping | null,
  isSuspect: boolean,
  name: string,
): Promise<Failure | null> {
  const loss = (await keeping?.findLoss(log)) ?? ok(null);
  if (!loss.ok) return orDamage(loss.error, name);
  if (loss.value !== null) return { code: 'LogLost', params: { ...loss.value }, retry: 'never' };
  if (!isSuspect) return null;
  const verified = await log.verify();
  if (!verified.ok) return orDamage(verified.error, name);
  const first = verified.value.findings[0];
  return first === undefined ? null : damage(name, first.where);
}

async function orDamage(failure: RecoveryFailure, name: string): Promise<Failure> {
  return failure.code === 'LogDamaged' ? damage(name, failure.params.where) : anyFailure(failure);
}

async function damage(logName: string, where: string): Promise<Failure> {
  const { assessDamage } = await import('#store/keeper/recovery.ts');
  const assessed = await assessDamage({ ...ports, logName });
  if (!assessed.ok) return anyFailure(assessed.error);
  return { code: 'LogDamaged', params: { where, ...assessed.value }, retry: 'never' };
}

function orFailure<T>(result: Result<T, RecoveryFailure>): Result<T, Failure> {
  return result.ok ? result : err(anyFailure(result.error));
}

function anyFailure(failure: RecoveryFailure): Failure {
  switch (failure.code) {
    case 'OpenBlocked':
    case 'NewerSchema':
      return openFailure(failure);
    case 'StorageMissing':
      return { code: 'LogUnavailable', params: { reason: failure.params.reason }, retry: 'never' };
    case 'FeedForked':
      return { code: 'LogUnavailable', params: { reason: 'FeedForked' }, retry: 'never' };
    case 'ExportCancelled':
      return { code: 'Cancelled', params: {}, retry: 'now' };
    default:
      return logFailure(failure);
  }
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
