import type { BlobDamaged } from './event-log.ts';
import type { KeptBlob, StoredBlob } from './row-store.ts';
import { sha256 } from './sha256.ts';

/*
 * How the bytes of a blob are kept: gzipped where that saves a tenth or more. Compressing has to be awaited, so it is
 * done before a transaction begins. The hash is always that of the plain bytes.
 */

export async function packed(blob: StoredBlob): Promise<StoredBlob> {
  if (blob.bytes.length < smallestZipped || typeof CompressionStream === 'undefined') return blob;
  const zipped = await through(blob.bytes, new CompressionStream('gzip'));
  return zipped.length <= blob.bytes.length * 0.9 ? { ...blob, zipped } : blob;
}

/** The plain bytes, or null where they are not what the hash says. */
export async function unpacked(kept: KeptBlob, hash: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const bytes = kept.isZipped ? await through(kept.bytes, new DecompressionStream('gzip')) : kept.bytes;
    return (await sha256(bytes)) === hash ? bytes : null;
  } catch {
    // Not a gzip any more: damage by another name.
    return null;
  }
}

export function blobDamaged(hash: string): BlobDamaged {
  return { code: 'BlobDamaged', params: { hash }, retry: 'never' };
}

export async function isWhole(blob: StoredBlob): Promise<boolean> {
  return blob.bytes.length === blob.size && (await sha256(blob.bytes)) === blob.hash;
}

async function through(
  bytes: Uint8Array,
  stream: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  // A copy of its own: a view may lie over a buffer that is shared.
  const piped = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(piped).arrayBuffer());
}

/** Below this nothing is won: what is smaller stands in events. */
const smallestZipped = 4096;
