import type { Result } from '#kit/result.ts';
import type { SpaceReport } from './contract.ts';
import type { Failure } from './failure.ts';

/** What the log takes beside its commits, and letting go of it. */
export interface LogSpace {
  measure(): Promise<Result<SpaceReport, Failure>>;
  free(what: 'remade' | 'aside'): Promise<Result<void, Failure>>;
}
