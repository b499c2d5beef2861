import { err, ok, type Result } from '#kit/result.ts';
import type { EventLog } from './event-log.ts';
import { unwritable, type WriteFailure, type WriteOptions, writeLogFile } from './write-log-file.ts';

/** How many backups a folder keeps. */
export const KEPT_BACKUPS = 7;

/**
 * Everything as a new file of the folder, named by the time. It is read back and verified; only then are older backups
 * beyond the newest few removed. What fails or is cancelled leaves the folder as it was. Other files are never touched.
 */
export async function backUpTo(
  log: EventLog,
  folder: FileSystemDirectoryHandle,
  at: number,
  options: Omit<WriteOptions, 'streams' | 'gzip'> = {},
): Promise<Result<void, WriteFailure>> {
  let handle: FileSystemFileHandle;
  try {
    handle = await newFile(folder, at);
  } catch (error) {
    return err(unwritable(error));
  }
  const written = await writeLogFile(log, handle, options);
  if (!written.ok) {
    await discard(folder, handle.name);
    return written;
  }
  await prune(folder, handle.name);
  return ok(undefined);
}

/** A stream that was just given up holds its file a moment longer; what stays even so is removed by the next backup. */
async function discard(folder: FileSystemDirectoryHandle, name: string): Promise<void> {
  for (let tries = 0; tries < 20; tries++) {
    try {
      await folder.removeEntry(name);
      return;
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'NoModificationAllowedError') return;
      await new Promise((settle) => setTimeout(settle, 50));
    }
  }
}

/** Local time, for people read it. */
function backupName(at: number): string {
  const time = new Date(at);
  const [year, ...rest] = [
    time.getFullYear(),
    time.getMonth() + 1,
    time.getDate(),
    time.getHours(),
    time.getMinutes(),
    time.getSeconds(),
  ];
  const [month, day, hour, minute, second] = rest.map((n) => String(n).padStart(2, '0'));
  return `foldline-${year}-${month}-${day}-${hour}${minute}${second}.foldline`;
}

/** Never one that is there already, though two backups be made in one second. */
async function newFile(folder: FileSystemDirectoryHandle, at: number): Promise<FileSystemFileHandle> {
  const names = new Set<string>();
  for await (const name of folder.keys()) names.add(name);
  let time = at;
  while (names.has(backupName(time))) time += 1000;
  return folder.getFileHandle(backupName(time), { create: true });
}

async function prune(folder: FileSystemDirectoryHandle, newest: string): Promise<void> {
  try {
    const backups: string[] = [];
    for await (const [name, entry] of folder.entries()) {
      if (entry.kind !== 'file' || !BACKUP_NAME.test(name) || name === newest) continue;
      // A browser that was killed while it wrote leaves an empty one.
      if ((await (entry as FileSystemFileHandle).getFile()).size === 0) await folder.removeEntry(name);
      else backups.push(name);
    }
    const old = backups.sort().slice(0, -(KEPT_BACKUPS - 1));
    for (const name of old) await folder.removeEntry(name);
  } catch {
    // The backup is there all the same; the next one tries again.
  }
}

const BACKUP_NAME = /^foldline-\d{4}-\d\d-\d\d-\d{6}\.foldline$/;
