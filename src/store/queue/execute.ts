import { err, ok, type Result } from '#kit/result.ts';
import type { AppendFailure, Durability, EventLog, NewCommit, NewEvent, ReadFailure, Receipt } from '../event-log.ts';
import type { Folding } from '../folding.ts';
import { type Aggregate, loadAggregate, loadLatest } from './aggregate.ts';

/** What decides the commands of a stream. */
export interface CommandHandler<State, Command, Event extends NewEvent, No> extends Folding<State> {
  /**
   * Events, or a no. No events: there is nothing to do. It may be asked again with a later state, so whatever it does
   * besides answering happens again too.
   */
  decide(state: State, command: Command): Result<readonly Event[], No> | Promise<Result<readonly Event[], No>>;
}

/** What is known of a command besides itself: ids, time, place and who; anything else belongs into `actor`. */
export interface CommandMetadata
  extends Pick<NewCommit, 'id' | 'at' | 'zone' | 'locale' | 'actor' | 'correlation' | 'causation' | 'blobs'> {
  readonly durability?: Durability;
}

/** The stream after the command. `receipt` is null when there was nothing to do. */
export interface Executed<State> extends Aggregate<State> {
  readonly receipt: Receipt | null;
}

/** The handler said no. */
export interface Refused<No> {
  readonly code: 'Refused';
  readonly params: { readonly no: No };
  readonly retry: 'never';
}

/** `Conflict`: the log says that the stream is elsewhere, and yet reading it brings nothing new. */
export type ExecuteFailure<No> = Refused<No> | AppendFailure;

/**
 * Decides a command on the folded state of its stream and appends the events at exactly that sequence. Where somebody
 * else was faster, it reads what they wrote and decides again: as often as somebody gets something written, and no
 * oftener. A command id that the log holds in this stream was executed before, and is answered by its first receipt.
 */
export async function execute<State, Command, Event extends NewEvent, No>(
  log: EventLog,
  stream: string,
  handler: CommandHandler<State, Command, Event, No>,
  command: Command,
  { durability = 'relaxed', ...metadata }: CommandMetadata,
): Promise<Result<Executed<State>, ExecuteFailure<No>>> {
  const loaded = await loadAggregate(log, stream, handler);
  if (!loaded.ok) return loaded;
  let aggregate = loaded.value;
  for (;;) {
    const decided = await handler.decide(aggregate.state, command);
    if (!decided.ok || decided.value.length === 0) {
      // The first sending may have left nothing to do, or nothing that may be done.
      const known = await find(log, stream, metadata.id);
      if (!known.ok) return known;
      if (known.value === null && !decided.ok)
        return err({ code: 'Refused', params: { no: decided.error }, retry: 'never' });
      return ok({ ...aggregate, receipt: known.value });
    }
    const commit = { ...metadata, stream, expected: aggregate.sequence, events: decided.value };
    const appended = await log.append([commit], { durability });
    if (!appended.ok && appended.error.code !== 'Conflict' && appended.error.code !== 'CommitIdReused') return appended;
    const latest = await loadLatest(log, aggregate, handler);
    if (!latest.ok) return latest;
    if (appended.ok) return ok({ ...latest.value, receipt: appended.value[0] ?? null });
    const known = await find(log, stream, metadata.id);
    if (!known.ok) return known;
    if (known.value !== null) return ok({ ...latest.value, receipt: known.value });
    if (appended.error.code === 'CommitIdReused' || latest.value.sequence === aggregate.sequence) return appended;
    aggregate = latest.value;
  }
}

async function find(log: EventLog, stream: string, commitId: string): Promise<Result<Receipt | null, ReadFailure>> {
  const found = await log.find(commitId);
  return found.ok && found.value?.stream !== stream ? ok(null) : found;
}
