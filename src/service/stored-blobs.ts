import type { BlobRef } from '#planner/blob-ref.ts';
import type { BlobReference } from '#store/event-log.ts';

/**
 * Every blob that a value names, each hash once. It looks for the shape rather than for known fields, so that a new kind
 * of event cannot forget to keep its bytes.
 */
export function blobsNamedIn(value: unknown): readonly BlobReference[] {
  const found = new Map<string, BlobReference>();
  collect(value, found);
  return [...found.values()];
}

function toBlobReference(ref: BlobRef): BlobReference {
  return { hash: ref.hash, mediaType: ref.mediaType, name: ref.name, size: ref.bytes };
}

function collect(value: unknown, found: Map<string, BlobReference>): void {
  if (typeof value !== 'object' || value === null) return;
  if (isBlobRef(value)) {
    found.set(value.hash, toBlobReference(value));
    return;
  }
  for (const member of Object.values(value)) collect(member, found);
}

function isBlobRef(value: object): value is BlobRef {
  const { hash, name, mediaType, bytes } = value as Partial<Record<keyof BlobRef, unknown>>;
  return (
    typeof hash === 'string' &&
    hash.length === 64 &&
    typeof name === 'string' &&
    typeof mediaType === 'string' &&
    typeof bytes === 'number'
  );
}
