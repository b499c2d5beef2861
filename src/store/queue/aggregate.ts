import { ok, type Result } from '#kit/result.ts';
import { aggregateOf, isOfAggregate } from '../aggregate-name.ts';
import type { AggregateQuery, EventLog, ReadFailure } from '../event-log.ts';
import type { Folding } from '../folding.ts';

/** A stream, folded in order of sequence. */
export interface Aggregate<State> {
  readonly stream: string;
  readonly state: State;
  /** Sequence and position of the newest commit in the state; 0 for a stream without commits. */
  readonly sequence: number;
  readonly position: number;
}

/** The whole stream, folded. */
export function loadAggregate<State>(
  log: EventLog,
  stream: string,
  folding: Folding<State>,
): Promise<Result<Aggregate<State>, ReadFailure>> {
  return loadLatest(log, { stream, state: folding.initial, sequence: 0, position: 0 }, folding);
}

/** The aggregate with what has come since it was loaded. */
export async function loadLatest<State>(
  log: EventLog,
  loaded: Aggregate<State>,
  folding: Folding<State>,
): Promise<Result<Aggregate<State>, ReadFailure>> {
  let { state, sequence, position } = loaded;
  for await (const batch of log.read({ streams: [loaded.stream], after: position })) {
    if (!batch.ok) return batch;
    state = folding.fold(state, batch.value);
    ({ sequence, position } = batch.value.at(-1) ?? loaded);
  }
  return ok({ stream: loaded.stream, state, sequence, position });
}

/** The newest sequence of each aggregate of a type, by its id. */
export async function latestSequences(
  log: EventLog,
  asked: Required<Pick<AggregateQuery, 'type'>>,
): Promise<Result<ReadonlyMap<string, number>, ReadFailure>> {
  const heads = await log.heads();
  if (!heads.ok) return heads;
  const ofType = [...heads.value.sequences].filter(([stream]) => isOfAggregate(stream, asked));
  return ok(new Map(ofType.map(([stream, sequence]) => [aggregateOf(stream).id, sequence])));
}
