import { err } from '#kit/result.ts';
import type { Failure } from '#service/failure.ts';
import { logFailure } from '#service/log-failure.ts';
import type { LogFiles } from '#service/log-files.ts';
import type { EventLog } from '#store/event-log.ts';
import { type ExportFailure, exportLog } from '#store/export-log.ts';
import { type ImportFailure, importLog } from '#store/import-log.ts';

/** Log files as the door asks for them. A chunk of its own: most days nobody writes or reads one. */
export function createLogFiles(log: EventLog): LogFiles {
  return {
    async write(streams, onShare) {
      const written = await exportLog(log, { ...(streams !== null && { streams }), onShare, gzip: false });
      return written.ok ? written : err(fileFailure(written.error));
    },
    async take(file, onShare) {
      const taken = await importLog(log, file, { onShare });
      return taken.ok ? taken : err(fileFailure(taken.error));
    },
  };
}

function fileFailure(failure: ExportFailure | ImportFailure): Failure {
  switch (failure.code) {
    case 'FileNotALog':
    case 'FileNewer':
    case 'FileDamaged':
      return failure;
    case 'FileConflicts': {
      const { line, commitId } = failure.params;
      return { code: 'FileConflicts', params: { line, commitId }, retry: 'never' };
    }
    case 'ExportCancelled':
    case 'ImportCancelled':
      return { code: 'LogUnavailable', params: { reason: 'cancelled' }, retry: 'now' };
    default:
      return logFailure(failure);
  }
}
