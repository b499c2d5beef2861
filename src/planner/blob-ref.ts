import * as v from 'valibot';
import type { DeepReadonly } from '#kit/deep-readonly.ts';

/** Names bytes kept beside the log. The hash is the address: lower-case hex SHA-256 of the content. */
export const blobRefSchema = v.object({
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u)),
  name: v.pipe(v.string(), v.maxLength(255)),
  mediaType: v.pipe(v.string(), v.maxLength(127)),
  bytes: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
export type BlobRef = DeepReadonly<v.InferOutput<typeof blobRefSchema>>;

/** Text in the event itself, or, above `INLINE_TEXT_BYTES`, in a blob that the event names. */
export const storedTextSchema = v.variant('in', [
  v.object({ in: v.literal('event'), text: v.string() }),
  v.object({ in: v.literal('blob'), blob: blobRefSchema }),
]);
export type StoredText = DeepReadonly<v.InferOutput<typeof storedTextSchema>>;

/** UTF-8 bytes above which a text goes to a blob: one long goal would otherwise weigh on every reading of the log. */
export const INLINE_TEXT_BYTES = 4096;
