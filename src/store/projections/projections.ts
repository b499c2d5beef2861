import type { Result } from '#kit/result.ts';
import { type MemberStatus, startMember } from './member.ts';
import type { ProjectionFailure, ProjectionPorts } from './ports.ts';
import type { Handler, Projection } from './projection.ts';
import type { Rebuilt } from './rebuild.ts';
import type { Retried } from './retry-parked.ts';
import { handlerWork, projectionWork } from './work.ts';

/** What keeps the projections of a log, and runs its handlers. One realm at a time does it: the leader's. */
export interface Projections {
  readonly statuses: () => readonly MemberStatus[];
  /**
   * Makes a projection anew from the whole log; the old one is read meanwhile. Asking again while it runs joins it. Null:
   * there is no projection of that name. Handlers are not run anew: what they did outside stays done.
   */
  rebuild(name: string): Promise<Result<Rebuilt, ProjectionFailure>> | null;
  /** Nothing of the build stays. */
  cancelRebuild(name: string): void;
  /** Tries parked commits once more, in order. Null: there is nothing of that name. */
  retryParked(name: string): Promise<Result<Retried, ProjectionFailure>> | null;
  /** Keeps what was taken, and lets go. */
  stop(): Promise<void>;
}

/**
 * Starts them all, each at its own checkpoint. Those of another version are made anew, and builds that were interrupted go
 * on. None of them waits for another.
 */
export function startProjections(
  projections: readonly Projection<unknown>[],
  handlers: readonly Handler[],
  ports: ProjectionPorts,
): Projections {
  const kept = new Map(projections.map((one) => [one.name, startMember(projectionWork(one), ports)]));
  const handled = new Map(handlers.map((one) => [one.name, startMember(handlerWork(one), ports)]));
  const all = new Map([...kept, ...handled]);

  return {
    statuses: () => [...all.values()].map((member) => member.status()),
    rebuild: (name) => kept.get(name)?.rebuild() ?? null,
    cancelRebuild: (name) => kept.get(name)?.cancelRebuild(),
    retryParked: (name) => all.get(name)?.retryParked() ?? null,
    async stop() {
      await Promise.all([...all.values()].map((member) => member.stop()));
    },
  };
}
