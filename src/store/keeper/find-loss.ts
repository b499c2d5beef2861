import { ok, type Result } from '#kit/result.ts';
import type { Checksum } from '../checksum.ts';
import { readHead } from '../commit-line.ts';
import type { EventLog, ReadFailure } from '../event-log.ts';
import { findMirrorEnd, newestWitness } from './mirror-end.ts';
import { type MirrorFolder, newestGeneration } from './mirror-folder.ts';
import type { Witness } from './witness.ts';

/** The log holds less than, or something else than, what was seen in it. All are positions. */
export interface LogLoss {
  readonly stored: number;
  readonly known: number;
  /** How far the mirror goes; null where there is none. */
  readonly copied: number | null;
  /** When the newest known commit was seen. */
  readonly at: number | null;
}

/** Holds the log against its witness. Null: nothing is missing, as far as anybody knows. Writes nothing. */
export async function findLoss(
  log: Pick<EventLog, 'wake' | 'readLines'>,
  folder: MirrorFolder,
  checksum: Checksum,
): Promise<Result<LogLoss | null, ReadFailure>> {
  const names = newestGeneration(await folder.list());
  const witness = (await newestWitness(folder, names, checksum)) ?? (await findMirrorEnd(folder, names, checksum));
  if (witness === null) return ok(null);
  const stored = await log.wake();
  if (!stored.ok) return stored;
  const isSound = await holds(log, stored.value, witness);
  if (!isSound.ok) return isSound;
  if (isSound.value) return ok(null);
  const copied = (await findMirrorEnd(folder, names, checksum))?.position ?? 0;
  const at = 'at' in witness ? witness.at : null;
  return ok({ stored: stored.value, known: witness.position, copied: copied === 0 ? null : copied, at });
}

async function holds(
  log: Pick<EventLog, 'readLines'>,
  head: number,
  { position, hash }: Pick<Witness, 'position' | 'hash'>,
): Promise<Result<boolean, ReadFailure>> {
  if (position === 0) return ok(true);
  if (head < position) return ok(false);
  const found = await hashAt(log, position);
  return found.ok ? ok(found.value === hash) : found;
}

/** The hash of the commit at a position that the log has; '' before the first. */
export async function hashAt(
  log: Pick<EventLog, 'readLines'>,
  position: number,
): Promise<Result<string | undefined, ReadFailure>> {
  if (position === 0) return ok('');
  const upTo = { streams: null, position, commits: position, blobs: [] };
  for await (const batch of log.readLines(upTo, position - 1)) {
    if (!batch.ok) return batch;
    const line = batch.value[0];
    if (line !== undefined) return ok(readHead(line)?.head.hash);
  }
  return ok(undefined);
}
