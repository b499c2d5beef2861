import { err, ok, type Result } from '#kit/result.ts';
import { isWhole, unpacked } from '../blob-bytes.ts';
import { type Checksum, openChecksum } from '../checksum.ts';
import { blobsOf, readHead } from '../commit-line.ts';
import { type OpenLogFailure, openDexieLog } from '../dexie-log.ts';
import type { AbsorbFailure, BlobReference, EventLog, ReadFailure, WriteFailure } from '../event-log.ts';
import { type ExportFailure, exportLog } from '../export-log.ts';
import { createIndexedDbRows } from '../indexeddb-rows.ts';
import { openLogDatabase } from '../log-database.ts';
import { joinLines, readRemains, rebuildLog } from '../rescue.ts';
import type { RowStore, StoredBlob } from '../row-store.ts';
import { type LogPorts, newDeviceId } from '../stored-log.ts';
import { hasMembers } from '../unknown-values.ts';
import { openVolatileLog } from '../volatile-log.ts';
import { findLoss, hashAt } from './find-loss.ts';
import { type FoundCopy, gatherCopy, noCopy } from './gather-copy.ts';
import { findMirrorEnd } from './mirror-end.ts';
import { type MirrorFolder, newestGeneration, openMirrorFolder } from './mirror-folder.ts';
import { beginGeneration } from './new-generation.ts';
import { renewFile } from './renew-file.ts';

export interface RecoveryPorts extends Pick<LogPorts, 'now' | 'random'> {
  readonly logName: string;
}

export type RecoveryFailure = OpenLogFailure | ReadFailure | WriteFailure | AbsorbFailure | ExportFailure;

/** Whether what is here can be read, and is only less than it was. */
export type LossKind = 'LogLost' | 'LogDamaged';

/** What is to be known of a damaged log before a person can choose. */
export interface Damage {
  /** Commits that going on would keep. */
  readonly readable: number;
  /** How far the mirror goes; null where there is none. */
  readonly copied: number | null;
}

/**
 * Puts back what the mirror holds, and keeps what else is here and follows on from it. Afterwards the log writes under a
 * new device id, and what the database held before is set aside in it.
 */
export async function restoreCopy(ports: RecoveryPorts, kind: LossKind): Promise<Result<void, RecoveryFailure>> {
  const checksum = await openChecksum();
  const folder = await openMirrorFolder(ports.logName);
  if (folder === null) return goOn(ports, kind);
  const added = kind === 'LogDamaged' ? 'not a beginning' : await addWhatIsMissing(ports, folder, checksum);
  const restored = added === 'not a beginning' ? await rebuild(ports, await gatherCopy(folder, checksum)) : added;
  return restored.ok ? witnessed(ports, folder, checksum) : restored;
}

/** Goes on with what is here and can be read, under a new device id. The mirror so far is set aside. */
export async function goOn(ports: RecoveryPorts, kind: LossKind): Promise<Result<void, RecoveryFailure>> {
  const folder = await openMirrorFolder(ports.logName);
  const gone =
    kind === 'LogDamaged'
      ? await rebuild(ports, noCopy)
      : await withRows(ports, (rows) => renewDevice(rows, newDeviceId(ports.random)));
  if (!gone.ok) return gone;
  return folder === null ? renewed(ports) : witnessed(ports, folder, await openChecksum());
}

async function witnessed(
  ports: RecoveryPorts,
  folder: MirrorFolder,
  checksum: Checksum,
): Promise<Result<void, RecoveryFailure>> {
  const done = await witnessAnew(ports, folder, checksum);
  return done.ok ? renewed(ports) : done;
}

/** What was chosen is done. Where there is no room to renew the file as well, nothing is worse than it was. */
async function renewed({ logName, random }: RecoveryPorts): Promise<Result<void, RecoveryFailure>> {
  await renewFile(logName, random).catch(() => undefined);
  return ok(undefined);
}

export async function assessDamage(ports: RecoveryPorts): Promise<Result<Damage, RecoveryFailure>> {
  const folder = await openMirrorFolder(ports.logName);
  const names = folder === null ? [] : newestGeneration(await folder.list());
  const end = folder === null ? null : await findMirrorEnd(folder, names, await openChecksum());
  const remains = await readRemains({ name: ports.logName });
  if (!remains.ok) return remains;
  return ok({ readable: remains.value.lines.length, copied: end === null || end.position === 0 ? null : end.position });
}

/** A log file of what the mirror holds, or of what can still be read in the database. Changes nothing. */
export async function saveFound(
  ports: RecoveryPorts,
  what: 'mirror' | 'readable',
): Promise<Result<Blob, RecoveryFailure>> {
  if (what === 'mirror') {
    const folder = await openMirrorFolder(ports.logName);
    const copy = folder === null ? noCopy : await gatherCopy(folder, await openChecksum());
    return toFile(ports, copy.lines, async (hash) => copy.bytesOf(hash));
  }
  const remains = await readRemains({ name: ports.logName });
  if (!remains.ok) return remains;
  return withRows(ports, (rows) => toFile(ports, remains.value.lines, (hash) => keptBytes(rows, hash)));
}

// --- putting back -----------------------------------------------------------------------------------------------------

/** The most common loss, an earlier state of the very same log: only what is missing has to be added. */
async function addWhatIsMissing(
  ports: RecoveryPorts,
  folder: MirrorFolder,
  checksum: Checksum,
): Promise<Result<void, RecoveryFailure> | 'not a beginning'> {
  return withLog(ports, async (log) => {
    const head = await log.wake();
    if (!head.ok) return head;
    const last = await hashAt(log, head.value);
    if (!last.ok) return last;
    const { lines, bytesOf } = await gatherCopy(folder, checksum, Math.max(0, head.value - 1));
    const isBeginning = head.value === 0 || readHead(lines[0] ?? '')?.head.hash === last.value;
    if (!isBeginning) return 'not a beginning';
    const absorbed = await log.absorb(lines, await wholeBlobs(lines, async (hash) => bytesOf(hash)));
    if (absorbed.ok) return ok(undefined);
    // A log takes in no commit without its blobs, but a commit is better than none.
    return absorbed.error.code === 'BlobMissing' ? 'not a beginning' : absorbed;
  });
}

/** Makes the log anew from the copy and whatever else is whole in the database. */
async function rebuild(ports: RecoveryPorts, copy: FoundCopy): Promise<Result<void, RecoveryFailure>> {
  const options = { ...ports, name: ports.logName };
  const remains = await readRemains(options);
  if (!remains.ok) return remains;
  const lines = await joinLines(copy.lines, remains.value.lines);
  const lost = await withRows(ports, async (rows) => ok(await lostBlobs(rows, lines, copy)));
  if (!lost.ok) return lost;
  const rebuilt = await rebuildLog(options, lines, lost.value);
  return rebuilt.ok ? ok(undefined) : rebuilt;
}

/** Blobs that the copy has whole and the database has not. */
async function lostBlobs(rows: RowStore, lines: readonly string[], copy: FoundCopy): Promise<readonly StoredBlob[]> {
  return wholeBlobs(lines, async (hash) =>
    (await keptBytes(rows, hash)) === undefined ? copy.bytesOf(hash) : undefined,
  );
}

/** What was lost here may be elsewhere under the old id, so nothing else may be written under it. */
async function renewDevice(rows: RowStore, device: string): Promise<Result<void, RecoveryFailure>> {
  let after = 0;
  for (;;) {
    // From the start, so that a database which has vanished meanwhile gets its fence.
    const loaded = await rows.load({ row: after, segment: 0 }, rowsAtOnce);
    if (!loaded.ok) return loaded;
    for (const row of loaded.value.rows) if (hasMembers(row) && typeof row.row === 'number') after = row.row;
    if (loaded.value.rows.length === rowsAtOnce) continue;
    const written = await rows.write({ after, rows: [], blobs: [], durability: 'strict', device });
    if (!written.ok) return written;
    if (written.value === 'written') return ok(undefined);
  }
}

/** If the log is still not what its witness says, that was chosen: the mirror begins anew, beside the old one. */
async function witnessAnew(
  ports: RecoveryPorts,
  folder: MirrorFolder,
  checksum: Checksum,
): Promise<Result<void, RecoveryFailure>> {
  return withLog(ports, async (log) => {
    const loss = await findLoss(log, folder, checksum);
    if (!loss.ok) return loss;
    if (loss.value === null) return ok(undefined);
    const position = loss.value.stored;
    const hash = await hashAt(log, position);
    if (!hash.ok) return hash;
    await beginGeneration(folder, checksum, { position, hash: hash.value ?? '', device: log.device, at: ports.now() });
    return ok(undefined);
  });
}

// --- files ------------------------------------------------------------------------------------------------------------

type BytesOf = (hash: string) => Promise<Uint8Array | undefined>;

/** Through a log in memory, so that there is one way to write a file. */
async function toFile(
  ports: RecoveryPorts,
  lines: readonly string[],
  bytesOf: BytesOf,
): Promise<Result<Blob, RecoveryFailure>> {
  const log = await openVolatileLog(ports);
  if (!log.ok) return log;
  const blobs = await wholeBlobs(lines, bytesOf);
  const held = new Set(blobs.map(({ hash }) => hash));
  // Who imports the file takes in no commit without its blobs.
  const whole = lines.filter((line) => referencesOf(line).every(({ hash }) => held.has(hash)));
  const absorbed = await log.value.absorb(await joinLines(whole, []), blobs);
  return absorbed.ok ? exportLog(log.value) : absorbed;
}

async function wholeBlobs(lines: readonly string[], bytesOf: BytesOf): Promise<readonly StoredBlob[]> {
  const references = new Map(lines.flatMap((line) => referencesOf(line).map((blob) => [blob.hash, blob])));
  const blobs: StoredBlob[] = [];
  for (const reference of references.values()) {
    const bytes = await bytesOf(reference.hash);
    if (bytes !== undefined && (await isWhole({ ...reference, bytes }))) blobs.push({ ...reference, bytes });
  }
  return blobs;
}

function referencesOf(line: string): readonly BlobReference[] {
  const read = readHead(line);
  return (read === undefined ? undefined : blobsOf(read.body)) ?? [];
}

async function keptBytes(rows: RowStore, hash: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const kept = await rows.getBlob(hash);
  if (!kept.ok || kept.value === null) return undefined;
  return (await unpacked(kept.value, hash)) ?? undefined;
}

// --- opening ----------------------------------------------------------------------------------------------------------

async function withLog<T>(
  ports: RecoveryPorts,
  work: (log: EventLog) => Promise<T>,
): Promise<T | Result<never, RecoveryFailure>> {
  const opened = await openDexieLog({ ...ports, name: ports.logName });
  if (!opened.ok) return opened;
  try {
    return await work(opened.value);
  } finally {
    await opened.value.close();
  }
}

async function withRows<T>(
  { logName, random }: RecoveryPorts,
  work: (rows: RowStore) => Promise<Result<T, RecoveryFailure>>,
): Promise<Result<T, RecoveryFailure>> {
  const database = await openLogDatabase({ name: logName });
  if (!database.ok) return err(database.error);
  const rows = createIndexedDbRows(database.value, () => newDeviceId(random));
  try {
    return await work(rows);
  } finally {
    await rows.close();
  }
}

const rowsAtOnce = 2000;
