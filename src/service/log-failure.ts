import type { AppendFailure, BlobFailure, ReadFailure } from '#store/event-log.ts';
import type { Failure } from './failure.ts';

/** What a failure of the log is called outside. A `Conflict` never leaves: it is decided again. */
export function logFailure(failure: Exclude<AppendFailure, { code: 'Conflict' }> | BlobFailure | ReadFailure): Failure {
  switch (failure.code) {
    case 'QuotaExceeded':
      return { code: 'QuotaExceeded', params: {}, retry: 'later' };
    case 'FenceMoved':
      return failure.params.schema > failure.params.supported
        ? { code: 'LogNewer', params: {}, retry: 'never' }
        : { code: 'LogSuspect', params: {}, retry: 'now' };
    case 'LogClosed':
      return failure.params.why === 'upgrade'
        ? { code: 'LogNewer', params: {}, retry: 'never' }
        : { code: 'LogUnavailable', params: { reason: 'closed' }, retry: 'never' };
    case 'LogUnavailable':
      return { code: 'LogUnavailable', params: { reason: failure.params.reason }, retry: 'later' };
    case 'LogDamaged':
      return { code: 'LogSuspect', params: {}, retry: 'now' };
    case 'CommitIdReused':
      return { code: 'CommitIdReused', params: { commitId: failure.params.commitId }, retry: 'never' };
    case 'CommitUnwritable':
      return {
        code: 'InvalidCommand',
        params: { path: failure.params.path, expected: `JSON (${failure.params.why})` },
        retry: 'never',
      };
    case 'BlobMissing':
      return {
        code: 'InvalidCommand',
        params: { path: '/blobs', expected: `the bytes of ${failure.params.hash}` },
        retry: 'never',
      };
    case 'BlobDamaged':
      return {
        code: 'InvalidCommand',
        params: { path: '/blobs', expected: `bytes whose SHA-256 is ${failure.params.hash}` },
        retry: 'never',
      };
  }
}
