import { err, ok, type Result } from '#kit/result.ts';
import type { Checksum } from './checksum.ts';
import type { DamageReason, LogDamaged } from './event-log.ts';
import { hasMembers } from './unknown-values.ts';

/**
 * Commits of one stream that follow each other, sealed for good: written once and never changed. The head is all that
 * opening reads; the body is kept under its digest and read when its commits are asked for.
 */
export interface SegmentHead {
  /** The key: own numbers, 1, 2, 3, … */
  readonly segment: number;
  readonly stream: string;
  /** Sequence of the first commit; the others follow without a gap. */
  readonly first: number;
  readonly count: number;
  /** Lowest and highest position. Positions grow within a segment, with gaps. */
  readonly firstPosition: number;
  readonly lastPosition: number;
  /** Two 32-bit halves for each commit id, in order: enough to tell that an id is not here. */
  readonly fingerprints: Uint32Array;
  /** The newest commit of each device in this segment. */
  readonly feeds: readonly SegmentFeed[];
  /** The greatest clock. */
  readonly hlc: string;
  /** How often its commits refer to a blob. */
  readonly blobs: readonly (readonly [hash: string, count: number])[];
  /** SHA-256 of the body's text. */
  readonly digest: string;
  /** Of the whole body, fast. */
  readonly bodyChecksum: string;
  /** Of the rest of the head. */
  readonly checksum: string;
}

export interface SegmentFeed {
  readonly device: string;
  readonly index: number;
  readonly hash: string;
}

export interface SegmentBody {
  readonly digest: string;
  /** A JSON array of commit lines, as in a row. */
  readonly text: string;
  /** Of each commit. */
  readonly positions: Uint32Array;
  readonly recordedAt: Float64Array;
}

export function isSegmentHead(value: unknown): value is SegmentHead {
  return (
    hasMembers(value) &&
    isCount(value.segment) &&
    typeof value.stream === 'string' &&
    isCount(value.first) &&
    isCount(value.count) &&
    isCount(value.firstPosition) &&
    isCount(value.lastPosition) &&
    value.fingerprints instanceof Uint32Array &&
    value.fingerprints.length === value.count * 2 &&
    Array.isArray(value.feeds) &&
    value.feeds.every(isFeed) &&
    typeof value.hlc === 'string' &&
    Array.isArray(value.blobs) &&
    value.blobs.every(isBlobCount) &&
    typeof value.digest === 'string' &&
    typeof value.bodyChecksum === 'string' &&
    typeof value.checksum === 'string'
  );
}

export function isWholeHead(head: SegmentHead, checksum: Checksum): boolean {
  return head.checksum === headChecksum(head, checksum);
}

export function headChecksum(head: Omit<SegmentHead, 'checksum'>, checksum: Checksum): string {
  const { segment, stream, first, count, firstPosition, lastPosition, feeds, hlc, blobs, digest, bodyChecksum } = head;
  const { buffer, byteOffset, byteLength } = head.fingerprints;
  const text = JSON.stringify([
    segment,
    stream,
    first,
    count,
    firstPosition,
    lastPosition,
    feeds.map(({ device, index, hash }) => [device, index, hash]),
    hlc,
    blobs,
    digest,
    bodyChecksum,
  ]);
  return checksum.ofTextAndBytes(text, new Uint8Array(buffer, byteOffset, byteLength));
}

/** The body of a head, or why it is not. */
export function readSegmentBody(
  value: unknown,
  head: SegmentHead,
  checksum: Checksum,
): Result<SegmentBody, DamageReason> {
  const isBody =
    hasMembers(value) &&
    typeof value.digest === 'string' &&
    typeof value.text === 'string' &&
    value.positions instanceof Uint32Array &&
    value.positions.length === head.count &&
    value.recordedAt instanceof Float64Array &&
    value.recordedAt.length === head.count;
  if (!isBody) return err('shape');
  const { digest, text, positions, recordedAt } = value as unknown as SegmentBody;
  const body = { digest, text, positions, recordedAt };
  return bodyChecksum(body, checksum) === head.bodyChecksum ? ok(body) : err('hash');
}

export function bodyChecksum({ text, positions, recordedAt }: SegmentBody, checksum: Checksum): string {
  const local = new Uint8Array(positions.byteLength + recordedAt.byteLength);
  local.set(new Uint8Array(positions.buffer, positions.byteOffset, positions.byteLength));
  local.set(new Uint8Array(recordedAt.buffer, recordedAt.byteOffset, recordedAt.byteLength), positions.byteLength);
  return checksum.ofTextAndBytes(text, local);
}

/**
 * Two 32-bit FNV-1a hashes of an id, with different offsets. They only say where to look: an id that they match is then
 * read and compared.
 */
export function fingerprint(id: string): readonly [number, number] {
  let a = 0x811c9dc5;
  let b = 0x050c5d1f;
  for (let i = 0; i < id.length; i++) {
    const unit = id.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x01000193) ^ (b >>> 13);
  }
  return [a >>> 0, b >>> 0];
}

export function damagedSegment(segment: number, why: DamageReason): LogDamaged {
  return { code: 'LogDamaged', params: { where: `segment ${segment}`, why }, retry: 'never' };
}

function isFeed(value: unknown): boolean {
  return (
    hasMembers(value) &&
    typeof value.device === 'string' &&
    typeof value.index === 'number' &&
    typeof value.hash === 'string'
  );
}

function isBlobCount(value: unknown): boolean {
  return Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'number';
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}
