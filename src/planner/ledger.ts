import * as v from 'valibot';
import type { DeepReadonly } from '#kit/deep-readonly.ts';

/*
 * The privacy ledger: what left this device, and what came back. A plan's rows stand in its own stream, so that they go
 * where it goes; those without a plan stand in the workspace's. They change no plan: the fold passes them by.
 */

const idSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(120));
const bytesSchema = v.pipe(v.number(), v.integer(), v.minValue(0));

const sentEntries = {
  /** One request, and what belongs to it. */
  sendingId: idSchema,
  /** As `https://host:port`, without path or query. */
  origin: v.pipe(v.string(), v.minLength(1), v.maxLength(300)),
  method: v.pipe(v.string(), v.minLength(1), v.maxLength(20)),
  /** Why it was sent: a word of the engine's. */
  purpose: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
  /** The body, the address and the headers that are ours, the secrets counted as their names. */
  bytes: bytesSchema,
  /** The attempt, or the call of a model, that it belonged to. */
  attempt: v.nullable(idSchema),
};

const receivedEntries = {
  sendingId: idSchema,
  /** Where the answer came from in the end; another than was asked where a redirect was followed. */
  origin: sentEntries.origin,
  /** Of the answer's body, as far as they arrived. */
  bytes: bytesSchema,
  /** The answer's HTTP status; null when there was none. */
  status: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(999))),
  /** `whole`, or the code of the failure that ended it. */
  ended: v.pipe(v.string(), v.minLength(1), v.maxLength(40)),
};

/**
 * Written before a request may leave, so that no crash hides it. Without a `BytesReceived` of the same `sendingId` nobody
 * knows how it ended.
 */
export const bytesSentSchema = v.object({ type: v.literal('BytesSent'), v: v.literal(1), ...sentEntries });
export const bytesReceivedSchema = v.object({ type: v.literal('BytesReceived'), v: v.literal(1), ...receivedEntries });

export type LedgerEvent = DeepReadonly<
  v.InferOutput<typeof bytesSentSchema> | v.InferOutput<typeof bytesReceivedSchema>
>;

export const recordBytesSentSchema = v.object({ type: v.literal('RecordBytesSent'), v: v.literal(1), ...sentEntries });
export const recordBytesReceivedSchema = v.object({
  type: v.literal('RecordBytesReceived'),
  v: v.literal(1),
  ...receivedEntries,
});

export type LedgerCommand = DeepReadonly<
  v.InferOutput<typeof recordBytesSentSchema> | v.InferOutput<typeof recordBytesReceivedSchema>
>;

/** What was sent is never refused: it has happened, or is about to. */
export function recordInLedger(command: LedgerCommand): readonly LedgerEvent[] {
  const { sendingId, origin, bytes } = command;
  if (command.type === 'RecordBytesSent') {
    const { method, purpose, attempt } = command;
    return [{ type: 'BytesSent', v: 1, sendingId, origin, method, purpose, bytes, attempt }];
  }
  const { status, ended } = command;
  return [{ type: 'BytesReceived', v: 1, sendingId, origin, bytes, status, ended }];
}
