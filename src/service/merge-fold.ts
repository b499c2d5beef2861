import { ok, type Result } from '#kit/result.ts';
import type { Actor } from '#planner/actor.ts';
import type { CommitId } from '#planner/ids.ts';
import type { Commit, EventLog, NewEvent, ReadFailure } from '#store/event-log.ts';
import { compareForMerge } from '#store/merge-order.ts';
import { breathe } from './breathe.ts';
import type { ReadOnlyReason } from './contract.ts';
import type { RecordedAs, StreamKind } from './stream-kind.ts';

/** A whole stream in merge order, and its commit that arrived last; null for an empty stream. */
export async function readInMergeOrder(
  log: EventLog,
  stream: string,
): Promise<Result<{ readonly commits: readonly Commit[]; readonly last: Commit | null }, ReadFailure>> {
  const read = await log.readStream(stream);
  if (!read.ok) return read;
  return ok({ commits: read.value.toSorted(compareForMerge), last: read.value.at(-1) ?? null });
}

/** A commit's events as today's core knows them; `unknown` says why some are left out. `device`: this log's own. */
export function recordedOf<State, C, E extends NewEvent, No>(
  kind: StreamKind<State, C, E, No>,
  commit: Commit,
  device: string,
): { readonly events: readonly RecordedAs<E>[]; readonly unknown: ReadOnlyReason | null } {
  // Shown, and compared by its type alone: it need not be more than the log vouches for.
  const head = { id: commit.id as CommitId, at: commit.at, actor: commit.actor as Actor };
  const events: RecordedAs<E>[] = [];
  let unknown: ReadOnlyReason | null = null;
  for (const stored of commit.events) {
    const event = kind.toEvent(stored, commit.device === device);
    if (event.ok) events.push({ commit: head, event: event.value });
    else unknown ??= event.error;
  }
  return { events, unknown };
}

/** Folds from the start, in slices. */
export async function foldWithBreath<State, C, E extends NewEvent, No>(
  { handler }: StreamKind<State, C, E, No>,
  events: readonly RecordedAs<E>[],
): Promise<State> {
  let state = handler.initial;
  for (let i = 0; i < events.length; i += EVENTS_A_SLICE) {
    if (i > 0) await breathe();
    state = handler.foldAll(state, events.slice(i, i + EVENTS_A_SLICE));
  }
  return state;
}

// Well under 16 ms even at a tenth of the rate that folding is held to.
const EVENTS_A_SLICE = 1000;
