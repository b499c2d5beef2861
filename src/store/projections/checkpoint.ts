import * as v from 'valibot';
import type { DerivedText } from '../event-log.ts';

/*
 * What is kept of a projection. The place is small, so that comparing it and reading all of them is cheap; the state may be
 * large, and stands in a record of its own that is written together with it.
 *
 *   projection/place/live/<name>           how far, by which version
 *   projection/state/live/<name>           the state there, and where that is
 *   projection/parked/live/<name>/<position>
 *   projection/…/next/<name>…              the same of one that is being built
 */

/** `live` is what is read; `next` is being built beside it. */
export type Generation = 'live' | 'next';

export interface Place {
  readonly version: number;
  /** Counts its writes. */
  readonly revision: number;
  /** Every commit up to here is in the state, or parked, or was not asked for. */
  readonly position: number;
  /** Of the state where it was last built anew: position and SHA-256 of its canonical text. Null: never. */
  readonly built: { readonly position: number; readonly hash: string } | null;
}

/** A state with its own place, so that whoever only reads need not read two records that belong together. */
export interface KeptState<State> {
  readonly version: number;
  readonly position: number;
  readonly state: State;
}

/** A commit that could not be taken. */
export interface Parked {
  readonly position: number;
  readonly commitId: string;
  readonly stream: string;
  readonly reason: string;
  readonly tries: number;
  /** Epoch milliseconds of the last try. */
  readonly at: number;
}

export const placePrefix = (generation: Generation): string => `projection/place/${generation}/`;
export const placeKey = (generation: Generation, name: string): string => placePrefix(generation) + name;
export const stateKey = (generation: Generation, name: string): string => `projection/state/${generation}/${name}`;
/** Of all projections without a name. */
export const parkedPrefix = (generation: Generation, name?: string): string =>
  `projection/parked/${generation}/${name === undefined ? '' : `${name}/`}`;
export const parkedKey = (generation: Generation, name: string, position: number): string =>
  parkedPrefix(generation, name) + String(position).padStart(16, '0');

export function writeState<State>(kept: KeptState<State>): string {
  return JSON.stringify(kept);
}

/** Null for what another version has made, or nobody. Of this version it is what its own fold gave. */
export function readState<State>(text: string | undefined, version: number): KeptState<State> | null {
  if (text === undefined) return null;
  const kept = JSON.parse(text) as KeptState<State>;
  return kept.version === version ? kept : null;
}

/** Null for what other code wrote, or nobody: then there is no checkpoint. */
export function readPlace(text: string | undefined): Place | null {
  return parse(placeSchema, text);
}

export function readParked({ text }: DerivedText): Parked | null {
  return parse(parkedSchema, text);
}

function parse<Schema extends v.GenericSchema>(schema: Schema, text: string | undefined): v.InferOutput<Schema> | null {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text);
  return parsed.success ? parsed.output : null;
}

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const placeSchema = v.object({
  version: v.number(),
  revision: count,
  position: count,
  built: v.nullable(v.object({ position: count, hash: v.string() })),
});

const parkedSchema = v.object({
  position: count,
  commitId: v.string(),
  stream: v.string(),
  reason: v.string(),
  tries: count,
  at: v.number(),
});
