import { err, ok, type Result } from '#kit/result.ts';
import type { Failure } from '#service/failure.ts';
import { logFailure } from '#service/log-failure.ts';
import type { LogSpace } from '#service/space.ts';
import { freeSpace, measureSpace, type SpaceFailure } from '#store/space.ts';

/** A chunk of its own: it is asked for when somebody looks for room. `logName` null: a log in memory takes none. */
export function createLogSpace(logName: string | null): LogSpace {
  return {
    async measure() {
      return logName === null ? ok({ remade: 0, aside: 0, copy: 0 }) : orFailure(await measureSpace(logName));
    },
    async free(what) {
      return logName === null ? ok(undefined) : orFailure(await freeSpace(logName, what));
    },
  };
}

function orFailure<T>(result: Result<T, SpaceFailure>): Result<T, Failure> {
  return result.ok ? result : err(spaceFailure(result.error));
}

function spaceFailure(failure: SpaceFailure): Failure {
  switch (failure.code) {
    case 'OpenBlocked':
      return { code: 'LogBlocked', params: {}, retry: 'now' };
    case 'NewerSchema':
      return { code: 'LogNewer', params: {}, retry: 'never' };
    case 'StorageMissing':
      return { code: 'LogUnavailable', params: { reason: failure.params.reason }, retry: 'never' };
    default:
      return logFailure(failure);
  }
}
