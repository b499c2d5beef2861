import { err, ok, type Result } from '#kit/result.ts';
import { openChecksum } from './checksum.ts';
import type { EventLog } from './event-log.ts';
import { type ExportFailure, type ExportOptions, type FileUnwritable, writeLog } from './export-log.ts';
import { readLogFile } from './read-log-file.ts';
import { nameOf } from './unknown-values.ts';

export interface WriteOptions extends Omit<ExportOptions, 'onShare'> {
  /** Told how far each of its two parts is, 0 to 1. */
  readonly onShare?: (share: number, part: 'writing' | 'checking') => void;
}

export type WriteFailure = ExportFailure | FileUnwritable;

/**
 * Writes the log into a file of the person's, reads it back and verifies every line of it. The browser puts the new file
 * in the old one's place only when it is whole, so until then that stays as it was.
 */
export async function writeLogFile(
  log: EventLog,
  into: FileSystemFileHandle,
  { onShare, ...options }: WriteOptions = {},
): Promise<Result<File, WriteFailure>> {
  let stream: FileSystemWritableFileStream;
  try {
    stream = await into.createWritable();
  } catch (error) {
    return err(unwritable(error));
  }
  const written = await writeLog(log, stream, { ...options, onShare: (share) => onShare?.(share, 'writing') });
  if (!written.ok) return written;
  return checkFile(into, { onShare: (share) => onShare?.(share, 'checking'), ...signalOf(options) });
}

async function checkFile(
  handle: FileSystemFileHandle,
  options: { readonly onShare: (share: number) => void; readonly signal?: AbortSignal },
): Promise<Result<File, WriteFailure>> {
  try {
    const file = await handle.getFile();
    const read = await readLogFile(file, await openChecksum(), options);
    if (read.ok) return ok(file);
    if (read.error.code === 'ReadingCancelled') return err({ code: 'ExportCancelled', params: {}, retry: 'now' });
    return err({ code: 'FileUnwritable', params: { reason: read.error.code }, retry: 'later' });
  } catch (error) {
    return err(unwritable(error));
  }
}

export function unwritable(error: unknown): FileUnwritable {
  return { code: 'FileUnwritable', params: { reason: nameOf(error) }, retry: 'later' };
}

function signalOf({ signal }: { readonly signal?: AbortSignal }) {
  return signal === undefined ? {} : { signal };
}
