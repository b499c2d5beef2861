import { ok, type Result } from '#kit/result.ts';
import { backoffMs } from './backoff.ts';
import { placeKey, readPlace } from './checkpoint.ts';
import { createLive, type Live } from './live.ts';
import { type ProjectionFailure, type ProjectionPorts, wait } from './ports.ts';
import { type Rebuilt, rebuild } from './rebuild.ts';
import { type Retried, retryParked } from './retry-parked.ts';
import type { Work } from './work.ts';

/** One projection or handler, as it lives and as it is made anew. */
export interface Member {
  readonly status: () => MemberStatus;
  /** Asking again while it runs joins it. */
  rebuild(): Promise<Result<Rebuilt, ProjectionFailure>>;
  cancelRebuild(): void;
  retryParked(): Promise<Result<Retried, ProjectionFailure>>;
  stop(): Promise<void>;
}

export interface MemberStatus {
  readonly name: string;
  /** Taken up to here, on the disk or about to be. */
  readonly position: number;
  readonly caughtUp: boolean;
  /** From 0 to 1 while it is being made anew. */
  readonly rebuilding: number | null;
  /** A commit that failed and is being tried again. */
  readonly trying: { readonly commitId: string; readonly tries: number } | null;
  readonly failure: Live<unknown>['failure'];
}

/** Goes on from where it was left, in this version: what another version has made is made anew. */
export function startMember<State>(work: Work<State>, ports: ProjectionPorts): Member {
  const live = createLive(work, ports);
  const stopping = new AbortController();
  let build: { readonly done: Promise<Result<Rebuilt, ProjectionFailure>>; readonly cancel: AbortController } | null =
    null;
  let share: number | null = null;
  let failure: ProjectionFailure | null = null;
  const begun = begin();

  async function begin(): Promise<void> {
    for (let tries = 1; !stopping.signal.aborted; tries++) {
      const looked = await look();
      failure = looked.ok ? null : looked.error;
      if (looked.ok) {
        if (looked.value.isUsable) live.start();
        if (looked.value.isUnfinished || !looked.value.isUsable) void startBuild();
        return;
      }
      if (looked.error.code === 'LogClosed' || looked.error.code === 'FenceMoved') return;
      await wait(backoffMs(tries, ports.random), stopping.signal, ports);
    }
  }

  /** Another realm is at the same work: what it has by then is what counts. */
  async function beginLater(): Promise<void> {
    await wait(backoffMs(triesWhenSuperseded, ports.random), stopping.signal, ports);
    await begin();
  }

  /** Whether what is kept can be gone on with, and whether a build of this version was interrupted. */
  async function look(): Promise<
    Result<{ readonly isUsable: boolean; readonly isUnfinished: boolean }, ProjectionFailure>
  > {
    const heads = await ports.log.heads();
    if (!heads.ok) return heads;
    const places = await ports.log.derived.read(placeKey('live', work.name));
    if (!places.ok) return places;
    const nexts = await ports.log.derived.read(placeKey('next', work.name));
    if (!nexts.ok) return nexts;
    const textOf = (found: typeof places.value, key: string) => found.find((record) => record.key === key)?.text;
    const place = readPlace(textOf(places.value, placeKey('live', work.name)));
    const next = readPlace(textOf(nexts.value, placeKey('next', work.name)));
    const isUsable = place === null || (place.version === work.version && place.position <= heads.value.position);
    return ok({ isUsable, isUnfinished: next !== null });
  }

  function startBuild(): Promise<Result<Rebuilt, ProjectionFailure>> {
    if (build !== null) return build.done;
    const cancel = new AbortController();
    share = 0;
    const onShare = (to: number) => {
      share = to;
    };
    const done = rebuild(work, live, ports, { onShare, cancel: cancel.signal, stop: stopping.signal }).then(
      (outcome) => {
        build = null;
        share = null;
        failure = outcome.ok ? null : outcome.error;
        if (outcome.ok && outcome.value.type === 'switched') live.start();
        if (outcome.ok && outcome.value.type === 'superseded') void beginLater();
        return outcome;
      },
    );
    build = { done, cancel };
    return done;
  }

  return {
    status: () => ({
      name: work.name,
      position: live.held?.place.position ?? 0,
      caughtUp: live.caughtUp,
      rebuilding: share,
      trying: live.held?.trying ?? null,
      failure: failure ?? live.failure,
    }),
    async rebuild() {
      await begun;
      return startBuild();
    },
    cancelRebuild: () => build?.cancel.abort(),
    retryParked: () => retryParked(work, live, ports),
    async stop() {
      stopping.abort();
      await begun;
      await build?.done;
      await live.stop();
    },
  };
}

const triesWhenSuperseded = 6;
