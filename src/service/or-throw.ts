import type { Result } from '#kit/result.ts';
import type { AppendFailure, BlobFailure, ReadFailure } from '#store/event-log.ts';
import type { Failure } from './failure.ts';
import { logFailure } from './log-failure.ts';

/**
 * For calls of the contract whose answer has no room for a failure: they reject with it. It is thrown as plain data, not
 * as an `Error`, because only data keeps its fields on the way to the page.
 */
export function orThrow<T>(result: Result<T, Failure>): T {
  if (result.ok) return result.value;
  throw result.error;
}

export function orThrowLog<T>(
  result: Result<T, Exclude<AppendFailure, { code: 'Conflict' }> | BlobFailure | ReadFailure>,
): T {
  if (result.ok) return result.value;
  throw logFailure(result.error);
}
