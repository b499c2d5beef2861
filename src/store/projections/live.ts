import type { Result } from '#kit/result.ts';
import type { Batch, Commit, ReadFailure, SubscribeFailure, Subscription } from '../event-log.ts';
import { createExclusive } from '../exclusive.ts';
import { backoffMs } from './backoff.ts';
import { readPlace } from './checkpoint.ts';
import { beginHeld, type Held, loadHeld } from './held.ts';
import { type ProjectionFailure, type ProjectionPorts, wait } from './ports.ts';
import type { Work } from './work.ts';

/** One projection or handler that follows the log from its own checkpoint, for as long as it runs. */
export interface Live<State> {
  /** Null until it has begun. */
  readonly held: Held<State> | null;
  readonly caughtUp: boolean;
  /** What keeps it from going on; null while all is well. It tries again by itself, unless the log is closed. */
  readonly failure: SubscribeFailure | ProjectionFailure | null;
  start(): void;
  /** Nothing is taken or written while the task runs. */
  exclusive<T>(task: () => Promise<T>): Promise<T>;
  /** Goes on with another generation. Only inside `exclusive`. */
  adopt(next: Held<State>): void;
  /** Keeps what was taken; then nothing more happens. */
  stop(): Promise<void>;
}

/** Follows the log, keeping a checkpoint every so many commits and when nothing more comes. */
export function createLive<State>(work: Work<State>, ports: ProjectionPorts): Live<State> {
  const exclusive = createExclusive();
  const ended = new AbortController();
  let held: Held<State> | null = null;
  let subscription: Subscription | null = null;
  let caughtUp = false;
  let failure: Live<State>['failure'] = null;
  let failedTries = 0;
  let isWaiting = false;
  let callOffKeep: (() => void) | null = null;

  async function begin(): Promise<void> {
    await exclusive(async () => {
      if (ended.signal.aborted || subscription !== null) return;
      held ??= await load();
      if (held !== null && !ended.signal.aborted) follow(held.place.position);
    });
  }

  async function load(): Promise<Held<State> | null> {
    const loaded = await loadHeld('live', work, ports);
    if (!loaded.ok) return fail(loaded.error);
    if (loaded.value !== null) return loaded.value;
    const fresh: Result<Held<State>, ReadFailure> = await beginHeld('live', work, ports);
    if (!fresh.ok) return fail(fresh.error);
    // A leader with other code keeps it: that one's is not ours to begin anew.
    const kept = readPlace(fresh.value.keptPlace ?? undefined);
    return kept === null || kept.version === work.version ? fresh.value : null;
  }

  function follow(after: number): void {
    caughtUp = false;
    const query = { ...work.query, after, onEnd: (ending: SubscribeFailure) => onEnd(ending) };
    const mine = ports.log.subscribe(query, (batch) => exclusive(() => taken(batch, mine)));
    subscription = mine;
  }

  async function taken({ commits, position, caughtUp: isCaughtUp }: Batch, from: Subscription): Promise<void> {
    if (held === null || from !== subscription) return;
    if (!(await takeSlowly(held, commits, position))) return;
    if (isCaughtUp) caughtUp = true;
    if (held.unkept >= commitsPerCheckpoint) await keep();
    else keepSoon();
  }

  /** In slices: a long batch neither holds up this realm nor waits as a whole for a checkpoint. */
  async function takeSlowly(by: Held<State>, commits: readonly Commit[], position: number): Promise<boolean> {
    for (let from = 0; from === 0 || from < commits.length; from += commitsPerSlice) {
      const slice = commits.slice(from, from + commitsPerSlice);
      const isLast = from + commitsPerSlice >= commits.length;
      // Only the last slice may be empty.
      const upTo = isLast ? position : (slice.at(-1) as Commit).position;
      if (!(await by.take(slice, upTo, ended.signal))) return false;
      if (!isLast) await ports.breathe();
    }
    return true;
  }

  function keepSoon(): void {
    callOffKeep ??= ports.later(() => {
      callOffKeep = null;
      void exclusive(keep);
    }, checkpointAfterMs);
  }

  /** Only inside `exclusive`. */
  async function keep(): Promise<void> {
    callOffKeep?.();
    callOffKeep = null;
    if (held === null) return;
    const written = await held.keep();
    if (!written.ok) {
      fail(written.error);
      // What was taken stays in memory and is written with the next try.
      return;
    }
    if (written.value === 'raced') return beginAgain();
    failure = null;
    failedTries = 0;
  }

  /** Another leader has gone on from the same checkpoint: what it wrote is what counts. */
  function beginAgain(): void {
    subscription?.stop();
    subscription = null;
    held = null;
    if (!ended.signal.aborted) void begin();
  }

  function onEnd(ending: SubscribeFailure): void {
    subscription = null;
    fail(ending);
  }

  function fail(why: NonNullable<Live<State>['failure']>): null {
    failure = why;
    // Only a log that was given up for good stays so: reload, or open it anew.
    if (why.code === 'LogClosed' || why.code === 'FenceMoved' || isWaiting) return null;
    isWaiting = true;
    failedTries += 1;
    void wait(backoffMs(failedTries + slowerTries, ports.random), ended.signal, ports).then(goOn);
    return null;
  }

  function goOn(): void {
    isWaiting = false;
    if (ended.signal.aborted) return;
    if (subscription === null) void begin();
    else void exclusive(keep);
  }

  return {
    get held() {
      return held;
    },
    get caughtUp() {
      return caughtUp;
    },
    get failure() {
      return failure;
    },
    start: () => void begin(),
    exclusive,
    adopt(next) {
      held = next;
    },
    async stop() {
      ended.abort();
      subscription?.stop();
      await exclusive(keep);
    },
  };
}

const commitsPerCheckpoint = 500;
const commitsPerSlice = 500;
// Long enough that a person's typing is not a write of the state each time, short enough that nobody waits for it.
const checkpointAfterMs = 400;
// A storage that fails is not asked again as soon as a commit that fails is tried again.
const slowerTries = 3;
