import { err, type Result } from '#kit/result.ts';
import type { Failure } from '#service/failure.ts';
import { logFailure } from '#service/log-failure.ts';
import type { FileWatch, LogFiles } from '#service/log-files.ts';
import { backUpTo } from '#store/backup-folder.ts';
import type { EventLog } from '#store/event-log.ts';
import { type ExportFailure, exportLog } from '#store/export-log.ts';
import { type ImportFailure, importLog, previewLog } from '#store/import-log.ts';
import { type WriteFailure, writeLogFile } from '#store/write-log-file.ts';

/** Log files as the door asks for them. A chunk of its own: most days nobody writes or reads one. */
export function createLogFiles(log: EventLog, now: () => number): LogFiles {
  return {
    async write(streams, into, watch) {
      const options = { ...toOptions(watch), ...(streams !== null && { streams }) };
      if (into !== null) return orFailure(await writeLogFile(log, into, options));
      return orFailure(await exportLog(log, { ...options, onShare: (share) => watch.onShare(share, 'writing') }));
    },
    take: async (file, watch) => orFailure(await importLog(log, file, toOptions(watch))),
    preview: async (file, watch) => orFailure(await previewLog(log, file, toOptions(watch))),
    backUp: async (folder, watch) => orFailure(await backUpTo(log, folder, now(), toOptions(watch))),
  };
}

function toOptions({ onShare, signal }: FileWatch) {
  return signal === undefined ? { onShare } : { onShare, signal };
}

function orFailure<T>(result: Result<T, ExportFailure | WriteFailure | ImportFailure>): Result<T, Failure> {
  return result.ok ? result : err(fileFailure(result.error));
}

function fileFailure(failure: ExportFailure | WriteFailure | ImportFailure): Failure {
  switch (failure.code) {
    case 'FileNotALog':
    case 'FileNewer':
    case 'FileDamaged':
    case 'FileConflicts':
    case 'FileUnwritable':
      return failure;
    case 'ExportCancelled':
    case 'ImportCancelled':
      return { code: 'Cancelled', params: {}, retry: 'now' };
    default:
      return logFailure(failure);
  }
}
