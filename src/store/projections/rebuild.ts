import { canonicalJson } from '#kit/canonical-json.ts';
import { ok, type Result } from '#kit/result.ts';
import type { Commit, DerivedText } from '../event-log.ts';
import { sha256 } from '../sha256.ts';
import { type Generation, parkedPrefix, placeKey, readParked, stateKey } from './checkpoint.ts';
import { beginHeld, createHeld, type Held, heldRecords, loadHeld } from './held.ts';
import type { Live } from './live.ts';
import type { ProjectionFailure, ProjectionPorts } from './ports.ts';
import type { Work } from './work.ts';

export interface Rebuild {
  /** From 0 to 1. */
  readonly onShare: (share: number) => void;
  /** The person wants it no more: no trace of it stays. */
  readonly cancel: AbortSignal;
  /** This realm ends: the next one goes on from the last checkpoint. */
  readonly stop: AbortSignal;
}

export type Rebuilt =
  /** `hash` is the SHA-256 of the new state's canonical text. */
  | { readonly type: 'switched'; readonly hash: string }
  | { readonly type: 'cancelled' }
  | { readonly type: 'stopped' }
  /** Another realm builds or has built it as well. */
  | { readonly type: 'superseded' };

/**
 * Makes a projection anew beside the one that is read, in slices, and puts it in its place with one write. One that was
 * interrupted is gone on with.
 */
export async function rebuild<State>(
  work: Work<State>,
  live: Live<State>,
  ports: ProjectionPorts,
  { onShare, cancel, stop }: Rebuild,
): Promise<Result<Rebuilt, ProjectionFailure>> {
  const signal = AbortSignal.any([cancel, stop]);
  const opened = await openNext(work, ports);
  if (!opened.ok) return opened;
  const next = opened.value;
  const built = await buildUp(work, next, ports, signal, onShare);
  if (!built.ok) return built;
  if (!signal.aborted && built.value === 'built') {
    // While the last commits are taken and the two change places, the live one waits.
    const switched = await live.exclusive(async () => {
      const caughtUp = await buildUp(work, next, ports, signal, onShare);
      return caughtUp.ok && caughtUp.value === 'built' && !signal.aborted
        ? switchOver(work.name, live, next, work, ports)
        : caughtUp;
    });
    if (!switched.ok) return switched;
    if (typeof switched.value === 'object') return ok(switched.value);
    if (switched.value === 'raced') return ok({ type: 'superseded' });
  }
  if (built.value === 'raced') return ok({ type: 'superseded' });
  if (cancel.aborted) {
    const forgotten = await forgetNext(work.name, ports);
    return forgotten.ok ? ok({ type: 'cancelled' }) : forgotten;
  }
  const kept = await next.keep();
  return kept.ok ? ok({ type: 'stopped' }) : kept;
}

async function openNext<State>(
  work: Work<State>,
  ports: ProjectionPorts,
): Promise<Result<Held<State>, ProjectionFailure>> {
  const heads = await ports.log.heads();
  if (!heads.ok) return heads;
  const loaded = await loadHeld('next', work, ports);
  if (!loaded.ok) return loaded;
  if (loaded.value !== null && loaded.value.place.position <= heads.value.position) return ok(loaded.value);
  const forgotten = await forgetNext(work.name, ports);
  return forgotten.ok ? beginHeld('next', work, ports) : forgotten;
}

/** Up to where the log stands now; a checkpoint every so often. */
async function buildUp<State>(
  work: Work<State>,
  next: Held<State>,
  ports: ProjectionPorts,
  signal: AbortSignal,
  onShare: (share: number) => void,
): Promise<Result<'built' | 'raced', ProjectionFailure>> {
  const heads = await ports.log.heads();
  if (!heads.ok) return heads;
  const head = heads.value.position;
  for await (const batch of ports.log.read({ ...work.query, after: next.place.position })) {
    if (!batch.ok) return batch;
    for (let from = 0; from < batch.value.length; from += commitsPerSlice) {
      const slice = batch.value.slice(from, from + commitsPerSlice);
      // No slice is empty.
      await next.take(slice, (slice.at(-1) as Commit).position, signal);
      if (signal.aborted) return ok('built');
      if (next.unkept >= commitsPerCheckpoint) {
        const kept = await next.keep();
        if (!kept.ok) return kept;
        if (kept.value === 'raced') return ok('raced');
      }
      onShare(Math.min(1, next.place.position / Math.max(1, head)));
      await ports.breathe();
    }
  }
  await next.take([], head, signal);
  return ok('built');
}

async function switchOver<State>(
  name: string,
  live: Live<State>,
  next: Held<State>,
  work: Work<State>,
  ports: ProjectionPorts,
): Promise<Result<Rebuilt | 'raced', ProjectionFailure>> {
  const built = await recordsOf('next', name, ports);
  if (!built.ok) return built;
  const replaced = await recordsOf('live', name, ports);
  if (!replaced.ok) return replaced;
  const hash = await stateHash(next.state);
  const place = { ...next.place, built: { position: next.place.position, hash } };
  const placeText = JSON.stringify(place);
  const parkedBefore = built.value.flatMap((record) => readParked(record) ?? []);
  const puts = heldRecords('live', name, {
    state: next.state,
    place,
    placeText,
    parked: [...parkedBefore, ...next.parked],
  });
  const staying = new Set(puts.map(({ key }) => key));
  const livePlace =
    live.held === null ? replaced.value.find(({ key }) => key === placeKey('live', name))?.text : live.held.keptPlace;
  const written = await ports.log.derived.write({
    puts,
    deletes: [...built.value, ...replaced.value].flatMap(({ key }) => (staying.has(key) ? [] : [key])),
    expect: [
      { key: placeKey('next', name), text: next.keptPlace },
      { key: placeKey('live', name), text: livePlace ?? null },
    ],
  });
  if (!written.ok || written.value === 'raced') return written as Result<'raced', ProjectionFailure>;
  live.adopt(createHeld('live', work, ports, { state: next.state, place, keptPlace: placeText }));
  return ok({ type: 'switched', hash });
}

/** Takes away whatever a build has left. */
async function forgetNext(name: string, ports: ProjectionPorts): Promise<Result<void, ProjectionFailure>> {
  const left = await recordsOf('next', name, ports);
  if (!left.ok) return left;
  if (left.value.length === 0) return ok(undefined);
  const deletes = left.value.map(({ key }) => key);
  const written = await ports.log.derived.write({ puts: [], deletes, expect: [] });
  return written.ok ? ok(undefined) : written;
}

/** All that is kept of one generation. */
async function recordsOf(
  generation: Generation,
  name: string,
  { log }: ProjectionPorts,
): Promise<Result<readonly DerivedText[], ProjectionFailure>> {
  const found: DerivedText[] = [];
  const wanted = [placeKey(generation, name), stateKey(generation, name)];
  for (const key of wanted) {
    const read = await log.derived.read(key);
    if (!read.ok) return read;
    found.push(...read.value.filter((record) => record.key === key));
  }
  const parked = await log.derived.read(parkedPrefix(generation, name));
  return parked.ok ? ok([...found, ...parked.value]) : parked;
}

/** SHA-256 of a state's canonical text: equal states, equal hashes. */
function stateHash(state: unknown): Promise<string> {
  return sha256(new TextEncoder().encode(canonicalJson(state)));
}

// A build that is cut short loses at most this much; each checkpoint writes the whole state.
const commitsPerCheckpoint = 5000;
const commitsPerSlice = 500;
