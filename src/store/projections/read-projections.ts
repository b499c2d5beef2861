import { ok, type Result } from '#kit/result.ts';
import type { EventLog, ReadFailure } from '../event-log.ts';
import {
  type Parked,
  type Place,
  parkedPrefix,
  placePrefix,
  readParked,
  readPlace,
  readState,
  stateKey,
} from './checkpoint.ts';
import type { Projection } from './projection.ts';

/** What is kept of a projection or handler, as any tab can read it. */
export interface ProjectionReport {
  readonly name: string;
  /** Null: nothing is kept yet. */
  readonly place: Place | null;
  /** How far one that is being built has come on the disk; null when none is. */
  readonly next: Place | null;
  /** In order. */
  readonly parked: readonly Parked[];
}

/** All of which anything is kept, by name. */
export async function readProjections({
  derived,
}: Pick<EventLog, 'derived'>): Promise<Result<readonly ProjectionReport[], ReadFailure>> {
  const lives = await derived.read(placePrefix('live'));
  if (!lives.ok) return lives;
  const nexts = await derived.read(placePrefix('next'));
  if (!nexts.ok) return nexts;
  const parked = await derived.read(parkedPrefix('live'));
  if (!parked.ok) return parked;
  const nameOf = (key: string) => key.slice(key.lastIndexOf('/') + 1);
  const live = new Map(lives.value.map(({ key, text }) => [nameOf(key), readPlace(text)]));
  const next = new Map(nexts.value.map(({ key, text }) => [nameOf(key), readPlace(text)]));
  return ok(
    [...new Set([...live.keys(), ...next.keys()])].sort().map((name) => ({
      name,
      place: live.get(name) ?? null,
      next: next.get(name) ?? null,
      parked: parked.value
        .filter(({ key }) => key.startsWith(parkedPrefix('live', name)))
        .flatMap((record) => readParked(record) ?? []),
    })),
  );
}

/** A projection's state as it was last kept by this version of it; null when there is none. */
export async function readProjection<State>(
  { derived }: Pick<EventLog, 'derived'>,
  { name, version }: Projection<State>,
): Promise<Result<{ readonly position: number; readonly state: State } | null, ReadFailure>> {
  const read = await derived.read(stateKey('live', name));
  if (!read.ok) return read;
  return ok(readState<State>(read.value.find(({ key }) => key === stateKey('live', name))?.text, version));
}
