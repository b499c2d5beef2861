import { canonicalJson, type JsonObject } from '#kit/canonical-json.ts';
import { isHlc } from '#kit/hlc.ts';
import { err, ok, type Result } from '#kit/result.ts';
import type { Checksum } from './checksum.ts';
import type { BlobReference, Commit, DamageReason, NewCommit, StoredEvent } from './event-log.ts';
import { isObject, parseJson } from './unknown-values.ts';

/*
 * A commit as one line of canonical JSON (RFC 8785): what is hashed, stored in rows, and written to log files.
 *
 *   {"body":{"actor":…,"at":…,"blobs":…?,"events":[…],"locale":…,"salt":…,"zone":…},
 *    "causation":…,"correlation":…,"device":…,"hash":…,"hlc":…,"id":…,"index":…,"previous":…,"stream":…}
 *
 *   digest = H(body)        hash = H(the line after its body, with the digest in the place of the hash)
 *
 * Both are hashed where they stand in the bytes of a row. Erasing a commit takes the body away, salt and all, and keeps
 * the digest in its place, so the chain of hashes still holds and the body cannot be guessed from it. A line has no
 * version: lines of another make carry a member `v`, which these functions refuse.
 */

/** A line without its body. */
export interface LineHead {
  readonly causation: string | null;
  readonly correlation: string;
  readonly device: string;
  readonly hash: string;
  readonly hlc: string;
  readonly id: string;
  readonly index: number;
  readonly previous: string;
  readonly stream: string;
}

export interface LineBody {
  readonly actor: JsonObject;
  readonly at: number;
  readonly blobs?: readonly BlobReference[];
  readonly events: readonly StoredEvent[];
  readonly locale: string;
  readonly salt: string;
  readonly zone: string;
}

/** @throws NotJson where the commit holds something that JSON cannot carry. */
// Member by member: the order of the keys is known, and what stands around the events need not be copied to be ordered.
export function bodyText(commit: NewCommit, references: readonly BlobReference[], salt: string): string {
  const text = (member: 'actor' | 'at' | 'events' | 'locale' | 'zone') => canonicalJson(commit[member], `/${member}`);
  const actorAndAt = `{"actor":${text('actor')},"at":${text('at')}`;
  const blobs = references.length === 0 ? '' : `,"blobs":${canonicalJson(references, '/blobs')}`;
  const events = `,"events":${text('events')}`;
  return `${actorAndAt}${blobs}${events},"locale":${text('locale')},"salt":"${salt}","zone":${text('zone')}}`;
}

/** The reference alone, without the bytes that may come along with it. */
export function toReference(blob: BlobReference): BlobReference {
  const { hash, mediaType, name, size } = blob;
  return name === undefined ? { hash, mediaType, size } : { hash, mediaType, name, size };
}

/** Where a commit goes in its writer's feed, and when. */
export type LinePlace = Pick<LineHead, 'device' | 'hlc' | 'index'>;

/** What comes before the body in a line. */
export const bodyMark = '{"body":';

/** What comes after the body in a line, in three parts: the hash stands before the second, `previous` before the last. */
export type TailParts = readonly [string, string, string];

// Written by hand rather than by canonicalJson: the order of the keys is known, and this runs for every append.
export function tailParts(
  { id, stream, causation, correlation }: Pick<LineHead, 'id' | 'stream' | 'causation' | 'correlation'>,
  { device, hlc, index }: LinePlace,
): TailParts {
  const cause = causation === null ? 'null' : JSON.stringify(causation);
  return [
    `,"causation":${cause},"correlation":${JSON.stringify(correlation)},"device":${JSON.stringify(device)},"hash":"`,
    `","hlc":"${hlc}","id":${JSON.stringify(id)},"index":${index},"previous":"`,
    `","stream":${JSON.stringify(stream)}}`,
  ];
}

/** The head of a line without parsing its body, whose size may be anything. Undefined for what is not a line. */
export function readHead(line: string): { readonly head: LineHead; readonly body: string } | undefined {
  // Every member after `causation` is a string, a number or null, and a quote inside a string is escaped: so the last
  // place with these characters is the line's own member, whatever keys the body has.
  const end = line.lastIndexOf(',"causation":');
  if (end < 0 || !line.startsWith(bodyMark)) return undefined;
  const head = parseJson(`{${line.slice(end + 1)}`);
  return isHead(head) ? { head, body: line.slice(bodyMark.length, end) } : undefined;
}

/** Whether the line is exactly what its writer hashed. */
export function verifyLine(line: string, checksum: Checksum): Result<VerifiedLine, DamageReason> {
  const read = readHead(line);
  if (read === undefined) return err('shape');
  const { head, body } = read;
  const [first, second, last] = tailParts(head, head);
  const tail = (hash: string) => first + hash + second + head.previous + last;
  if (bodyMark + body + tail(head.hash) !== line) return err('shape');
  if (checksum.ofText(tail(checksum.ofText(body))) !== head.hash) return err('hash');
  const blobs = blobsOf(body);
  return blobs === undefined ? err('shape') : ok({ head, body, blobs });
}

export interface VerifiedLine {
  readonly head: LineHead;
  readonly body: string;
  readonly blobs: readonly BlobReference[];
}

/** The body of a verified line, or undefined where a writer hashed something that is not a body. */
export function readBody(body: string): LineBody | undefined {
  const value = parseJson(body);
  return isBody(value) ? value : undefined;
}

/** A commit as other rooms see it. */
export function toCommit(
  line: unknown,
  local: { readonly position: number; readonly sequence: number; readonly recordedAt: number },
): Commit | undefined {
  if (!isHead(line) || !('body' in line) || !isBody(line.body)) return undefined;
  const { actor, at, blobs, events, locale, salt, zone } = line.body;
  const { causation, correlation, device, hash, hlc, id, index, previous, stream } = line;
  return {
    id,
    stream,
    position: local.position,
    sequence: local.sequence,
    recordedAt: local.recordedAt,
    device,
    index,
    previous,
    hash,
    hlc,
    salt,
    at,
    zone,
    locale,
    actor,
    correlation,
    causation,
    events,
    blobs: blobs ?? noBlobs,
  };
}

const noBlobs: readonly BlobReference[] = [];

/** The blobs that a body refers to, without parsing a body that has none. Undefined for what is not a body. */
export function blobsOf(body: string): readonly BlobReference[] | undefined {
  if (!body.includes('"blobs":[')) return noBlobs;
  const parsed = readBody(body);
  return parsed === undefined ? undefined : (parsed.blobs ?? noBlobs);
}

// By hand and not by a schema: this stands between the disk and every replayed commit.
function isHead(value: unknown): value is LineHead {
  return (
    isObject(value) &&
    (value.causation === null || typeof value.causation === 'string') &&
    typeof value.correlation === 'string' &&
    typeof value.device === 'string' &&
    isChecksum(value.hash) &&
    isHlc(value.hlc) &&
    typeof value.id === 'string' &&
    typeof value.index === 'number' &&
    Number.isSafeInteger(value.index) &&
    (value.previous === '' || isChecksum(value.previous)) &&
    typeof value.stream === 'string'
  );
}

function isBody(value: unknown): value is LineBody {
  return (
    isObject(value) &&
    isObject(value.actor) &&
    typeof value.at === 'number' &&
    Array.isArray(value.events) &&
    value.events.every(isEvent) &&
    typeof value.locale === 'string' &&
    isChecksum(value.salt) &&
    typeof value.zone === 'string' &&
    (value.blobs === undefined || (Array.isArray(value.blobs) && value.blobs.every(isReference)))
  );
}

function isEvent(value: unknown): boolean {
  return isObject(value) && typeof value.type === 'string' && typeof value.v === 'number';
}

function isReference(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value.hash === 'string' &&
    typeof value.mediaType === 'string' &&
    typeof value.size === 'number' &&
    (value.name === undefined || typeof value.name === 'string')
  );
}

// Digit by digit: three of these stand in every commit, and an expression takes twice as long (measured).
function isChecksum(value: unknown): value is string {
  if (typeof value !== 'string' || value.length !== 32) return false;
  for (let i = 0; i < 32; i++) {
    const unit = value.charCodeAt(i);
    if (unit < 0x30 || unit > 0x66 || (unit > 0x39 && unit < 0x61)) return false;
  }
  return true;
}
