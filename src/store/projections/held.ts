import { ok, type Result } from '#kit/result.ts';
import type { Commit, DerivedText, ReadFailure } from '../event-log.ts';
import { backoffMs } from './backoff.ts';
import {
  type Generation,
  type Parked,
  type Place,
  parkedKey,
  placeKey,
  readPlace,
  readState,
  stateKey,
  writeState,
} from './checkpoint.ts';
import { type ProjectionFailure, type ProjectionPorts, wait } from './ports.ts';
import type { Work } from './work.ts';

/** A commit is tried so often before it is parked. */
const mostTries = 5;

/** One generation in memory, and what of it is not on the disk yet. State, place and parked commits are one write. */
export interface Held<State> {
  readonly state: State;
  readonly place: Place;
  /** The place as it is on the disk: what a write compares. */
  readonly keptPlace: string | null;
  /** Parked since the last write. */
  readonly parked: readonly Parked[];
  /** Commits taken since the last write. */
  readonly unkept: number;
  /** A commit that failed and is being tried again. */
  readonly trying: { readonly commitId: string; readonly tries: number } | null;
  /**
   * Takes these commits, which are all that fit up to a position. One that fails is tried again, then parked; false when
   * the signal came first: then it is as if the rest had never been here.
   */
  take(commits: readonly Commit[], upTo: number, signal: AbortSignal): Promise<boolean>;
  /** Writes what is not on the disk yet. */
  keep(): Promise<Result<'written' | 'raced', ProjectionFailure>>;
  /** Writes another state for the same place, and what happened to parked commits. */
  mend(mended: Mended<State>): Promise<Result<'written' | 'raced', ProjectionFailure>>;
}

export interface Mended<State> {
  readonly state: State;
  readonly parked: readonly Parked[];
  /** Positions of those that are parked no more. */
  readonly unparked: readonly number[];
}

/** What the disk has of a generation, or null when this version has nothing there to go on with. */
export async function loadHeld<State>(
  generation: Generation,
  work: Work<State>,
  ports: ProjectionPorts,
): Promise<Result<Held<State> | null, ReadFailure>> {
  const texts = await readKept(generation, work.name, ports);
  if (!texts.ok) return texts;
  const { placeText, stateText } = texts.value;
  const place = readPlace(placeText);
  const kept = readState<State>(stateText, work.version);
  if (place?.version !== work.version || placeText === undefined || kept === null) return ok(null);
  return ok(createHeld(generation, work, ports, { state: kept.state, place, keptPlace: placeText }));
}

/** From the start. */
export async function beginHeld<State>(
  generation: Generation,
  work: Work<State>,
  ports: ProjectionPorts,
): Promise<Result<Held<State>, ReadFailure>> {
  const kept = await readKept(generation, work.name, ports);
  if (!kept.ok) return kept;
  const place = { version: work.version, revision: 0, position: 0, built: null };
  return ok(
    createHeld(generation, work, ports, { state: work.initial, place, keptPlace: kept.value.placeText ?? null }),
  );
}

async function readKept(
  generation: Generation,
  name: string,
  { log }: ProjectionPorts,
): Promise<Result<{ readonly placeText: string | undefined; readonly stateText: string | undefined }, ReadFailure>> {
  // The place first: should somebody write in between, ours is the old place, and our next write loses. The other way
  // round an old state would pass for a new one.
  const places = await log.derived.read(placeKey(generation, name));
  if (!places.ok) return places;
  const states = await log.derived.read(stateKey(generation, name));
  if (!states.ok) return states;
  const textOf = (found: readonly DerivedText[], key: string) => found.find((record) => record.key === key)?.text;
  return ok({
    placeText: textOf(places.value, placeKey(generation, name)),
    stateText: textOf(states.value, stateKey(generation, name)),
  });
}

export function createHeld<State>(
  generation: Generation,
  work: Work<State>,
  ports: ProjectionPorts,
  begun: Pick<Held<State>, 'state' | 'place' | 'keptPlace'>,
): Held<State> {
  let { state, place, keptPlace } = begun;
  let keptPosition = keptPlace === null ? 0 : place.position;
  let parked: readonly Parked[] = [];
  let unkept = 0;
  let trying: Held<State>['trying'] = null;

  async function take(commits: readonly Commit[], upTo: number, signal: AbortSignal): Promise<boolean> {
    // After a switch the subscription may still bring what the new state has already.
    let rest = commits.filter(({ position }) => position > place.position);
    let tries = 0;
    while (rest[0] !== undefined) {
      const { state: after, taken, reason } = await work.take(state, rest);
      if (signal.aborted) return false;
      state = after;
      if (taken > 0) passed(rest[taken - 1]);
      unkept += taken;
      rest = rest.slice(taken);
      const [failed] = rest;
      if (reason === null || failed === undefined) break;
      tries = taken > 0 ? 1 : tries + 1;
      if (tries < mostTries) {
        trying = { commitId: failed.id, tries };
        await wait(backoffMs(tries, ports.random), signal, ports);
        trying = null;
        if (signal.aborted) return false;
      } else {
        const { id: commitId, stream, position } = failed;
        parked = [...parked, { position, commitId, stream, reason, tries, at: ports.now() }];
        passed(failed);
        unkept += 1;
        rest = rest.slice(1);
        tries = 0;
      }
    }
    place = { ...place, position: Math.max(place.position, upTo) };
    return true;
  }

  async function write(written: Mended<State>): Promise<Result<'written' | 'raced', ProjectionFailure>> {
    const { name } = work;
    // Every write has its own number, so that two who write at the same place can't miss each other.
    const { position } = place;
    const revised = { ...place, revision: place.revision + 1 };
    const placeText = JSON.stringify(revised);
    const outcome = await ports.log.derived.write({
      puts: heldRecords(generation, name, { state: written.state, place: revised, placeText, parked: written.parked }),
      deletes: written.unparked.map((parkedAt) => parkedKey(generation, name, parkedAt)),
      expect: [{ key: placeKey(generation, name), text: keptPlace }],
    });
    if (outcome.ok && outcome.value === 'written') {
      state = written.state;
      place = revised;
      keptPlace = placeText;
      keptPosition = position;
      parked = [];
      unkept = 0;
    }
    return outcome;
  }

  function passed(commit: Commit | undefined): void {
    if (commit !== undefined) place = { ...place, position: commit.position };
  }

  return {
    get state() {
      return state;
    },
    get place() {
      return place;
    },
    get keptPlace() {
      return keptPlace;
    },
    get parked() {
      return parked;
    },
    get unkept() {
      return unkept;
    },
    get trying() {
      return trying;
    },
    take,
    async keep() {
      if (place.position === keptPosition && parked.length === 0) return ok('written');
      return write({ state, parked, unparked: [] });
    },
    mend: write,
  };
}

/** A generation as records. */
export function heldRecords(
  generation: Generation,
  name: string,
  held: {
    readonly state: unknown;
    readonly place: Place;
    readonly placeText: string;
    readonly parked: readonly Parked[];
  },
): readonly DerivedText[] {
  const { version, position } = held.place;
  return [
    { key: placeKey(generation, name), text: held.placeText },
    { key: stateKey(generation, name), text: writeState({ version, position, state: held.state }) },
    ...parkedRecords(generation, name, held.parked),
  ];
}

function parkedRecords(generation: Generation, name: string, parked: readonly Parked[]): readonly DerivedText[] {
  return parked.map((one) => ({ key: parkedKey(generation, name, one.position), text: JSON.stringify(one) }));
}
