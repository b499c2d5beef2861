import type { Commit } from '../../event-log.ts';
import type { Projection } from '../projection.ts';

/** Figures over the whole log. */
export interface Metrics {
  readonly commits: number;
  readonly events: number;
  /** Of the events as JSON in UTF-8, and of the blobs that commits refer to, each time they do. */
  readonly eventBytes: number;
  readonly blobBytes: number;
  /** By event type; what is beyond the first few hundred types is counted under `''`. */
  readonly types: readonly (readonly [type: string, events: number])[];
  /** By day (UTC, `2026-11-22`) on which the actor acted; the newest days. */
  readonly days: readonly (readonly [day: string, events: number])[];
  /** How many commits had how many events. */
  readonly eventsPerCommit: Histogram;
  /** Milliseconds from acting to being taken in by this log. An import brings old ones; clocks of other devices differ. */
  readonly delays: Histogram;
}

export interface Histogram {
  readonly count: number;
  readonly sum: number;
  readonly least: number;
  readonly most: number;
  /** Upper bounds, powers of two, with how many were at most that and above the one before. */
  readonly buckets: readonly (readonly [atMost: number, count: number])[];
}

export const metrics: Projection<Metrics> = {
  name: 'metrics',
  version: 1,
  initial: {
    commits: 0,
    events: 0,
    eventBytes: 0,
    blobBytes: 0,
    types: [],
    days: [],
    eventsPerCommit: emptyHistogram(),
    delays: emptyHistogram(),
  },
  fold(state, commits) {
    const types = new Map(state.types);
    const days = new Map(state.days);
    let { events, eventBytes, blobBytes } = state;
    for (const commit of commits) {
      events += commit.events.length;
      eventBytes += bytesOf(JSON.stringify(commit.events));
      for (const { size } of commit.blobs) blobBytes += size;
      for (const { type } of commit.events) {
        const counted = types.has(type) || types.size < mostTypes ? type : '';
        types.set(counted, (types.get(counted) ?? 0) + 1);
      }
      const day = dayOf(commit.at);
      days.set(day, (days.get(day) ?? 0) + commit.events.length);
    }
    return {
      commits: state.commits + commits.length,
      events,
      eventBytes,
      blobBytes,
      types: [...types],
      days: [...days].sort(([a], [b]) => (a < b ? -1 : 1)).slice(-mostDays),
      eventsPerCommit: measured(state.eventsPerCommit, commits, (commit) => commit.events.length),
      delays: measured(state.delays, commits, ({ at, recordedAt }) => Math.max(0, recordedAt - at)),
    };
  },
};

function emptyHistogram(): Histogram {
  return { count: 0, sum: 0, least: 0, most: 0, buckets: [] };
}

function measured(before: Histogram, commits: readonly Commit[], measure: (commit: Commit) => number): Histogram {
  const buckets = new Map(before.buckets);
  let { count, sum, least, most } = before;
  for (const commit of commits) {
    const figure = measure(commit);
    const atMost = figure <= 1 ? figure : 2 ** Math.ceil(Math.log2(figure));
    buckets.set(atMost, (buckets.get(atMost) ?? 0) + 1);
    least = count === 0 ? figure : Math.min(least, figure);
    most = Math.max(most, figure);
    count += 1;
    sum += figure;
  }
  return { count, sum, least, most, buckets: [...buckets].sort(([a], [b]) => a - b) };
}

function bytesOf(text: string): number {
  return encoder.encode(text).length;
}

/** An instant that no calendar has, from a foreign file, has no day. */
function dayOf(at: number): string {
  return Math.abs(at) <= lastInstant ? new Date(at).toISOString().slice(0, 10) : '';
}

const encoder = new TextEncoder();
// ECMA-262, "Time Values and Time Range".
const lastInstant = 8.64e15;
const mostTypes = 300;
const mostDays = 400;
