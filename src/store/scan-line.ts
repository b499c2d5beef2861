import {
  isHex,
  listOf,
  objectOf,
  type Scan,
  scanChecksum,
  scanLiteral,
  scanNumber,
  scanObject,
  scanString,
} from './canonical-scan.ts';
import type { Checksum } from './checksum.ts';
import { bodyMark } from './commit-line.ts';

/** Where the parts of a commit's line are in its bytes. Strings are without their quotes, as they stand there. */
export interface LinePlaces {
  body: number;
  bodyEnd: number;
  device: number;
  deviceEnd: number;
  hash: number;
  hlc: number;
  id: number;
  idEnd: number;
  index: number;
  previous: number;
  previousEnd: number;
  stream: number;
  streamEnd: number;
  end: number;
  /** Whether the body refers to blobs. */
  hasBlobs: boolean;
}

export function noPlaces(): LinePlaces {
  return {
    body: 0,
    bodyEnd: 0,
    device: 0,
    deviceEnd: 0,
    hash: 0,
    hlc: 0,
    id: 0,
    idEnd: 0,
    index: 0,
    previous: 0,
    previousEnd: 0,
    stream: 0,
    streamEnd: 0,
    end: 0,
    hasBlobs: false,
  };
}

/**
 * Whether a line that begins at `at` is one that {@link verifyLine} takes, with a body that is one and is canonical; all in
 * one pass over its bytes, which have to be well-formed UTF-8, and one over each of the two parts that are hashed. It does
 * not vouch for half surrogate pairs in an id or a name, which older code let in: those lines have to be looked at
 * otherwise.
 */
export function scanLine(bytes: Uint8Array, at: number, checksum: Checksum, places: LinePlaces): boolean {
  places.body = scanLiteral(bytes, at, marks.body);
  if (places.body < 0) return false;
  metBlobs = false;
  places.bodyEnd = scanBody(bytes, places.body, 0);
  places.hasBlobs = metBlobs;
  return places.bodyEnd > 0 && scanTail(bytes, places) && isHashed(bytes, places, checksum);
}

function scanTail(bytes: Uint8Array, places: LinePlaces): boolean {
  let at = after(bytes, places.bodyEnd, marks.causation, scanNullOrString);
  at = after(bytes, at, marks.correlation, scanString);
  places.device = at + marks.device.length + 1;
  at = after(bytes, at, marks.device, scanString);
  places.deviceEnd = at - 1;
  places.hash = at + marks.hash.length + 1;
  at = after(bytes, at, marks.hash, scanChecksum);
  places.hlc = at + marks.hlc.length + 1;
  at = after(bytes, at, marks.hlc, scanHlc);
  places.id = at + marks.id.length + 1;
  at = after(bytes, at, marks.id, scanString);
  places.idEnd = at - 1;
  places.index = at + marks.index.length;
  at = after(bytes, at, marks.index, scanIndex);
  places.previous = at + marks.previous.length + 1;
  at = after(bytes, at, marks.previous, scanPrevious);
  places.previousEnd = at - 1;
  places.stream = at + marks.stream.length + 1;
  at = after(bytes, at, marks.stream, scanString);
  places.streamEnd = at - 1;
  places.end = at + 1;
  return at > 0 && bytes[at] === CLOSE;
}

/** The next part, or -1; also where the one before it was none. */
function after(bytes: Uint8Array, at: number, mark: Uint8Array, scan: Scan): number {
  const from = at < 0 ? -1 : scanLiteral(bytes, at, mark);
  return from < 0 ? -1 : scan(bytes, from, 1);
}

/** The digest of the body takes the place of the hash while the rest is hashed. */
function isHashed(bytes: Uint8Array, { body, bodyEnd, hash, end }: LinePlaces, checksum: Checksum): boolean {
  for (let i = 0; i < CHECKSUM; i++) stated[i] = bytes[hash + i] ?? 0;
  checksum.put(bytes.subarray(body, bodyEnd), bytes, hash);
  checksum.put(bytes.subarray(bodyEnd, end), found, 0);
  let isSame = true;
  for (let i = 0; i < CHECKSUM; i++) {
    if (found[i] !== stated[i]) isSame = false;
    bytes[hash + i] = stated[i] ?? 0;
  }
  return isSame;
}

const scanNullOrString: Scan = (bytes, at, depth) =>
  bytes[at] === QUOTE ? scanString(bytes, at, depth) : scanLiteral(bytes, at, marks.null);

const scanHlc: Scan = (bytes, at) => {
  if (bytes[at] !== QUOTE || bytes[at + 13] !== HYPHEN || bytes[at + 18] !== QUOTE) return -1;
  for (let i = 1; i < 18; i++) if (i !== 13 && !isHex(bytes[at + i] ?? 0)) return -1;
  return at + 19;
};

/** A count from 0, of fewer digits than a number can be wrong in. */
const scanIndex: Scan = (bytes, at, depth) => {
  const end = bytes[at] === HYPHEN ? -1 : scanNumber(bytes, at, depth);
  if (end - at > 15) return -1;
  for (let i = at; i < end; i++) if ((bytes[i] ?? 0) < 0x30 || (bytes[i] ?? 0) > 0x39) return -1;
  return end;
};

const scanPrevious: Scan = (bytes, at, depth) =>
  bytes[at + 1] === QUOTE && bytes[at] === QUOTE ? at + 2 : scanChecksum(bytes, at, depth);

const scanEvent = objectOf([
  { key: 'type', scan: scanString },
  { key: 'v', scan: scanNumber },
]);

const scanReference = objectOf([
  { key: 'hash', scan: scanString },
  { key: 'mediaType', scan: scanString },
  { key: 'name', scan: scanString, isOptional: true },
  { key: 'size', scan: scanNumber },
]);

const scanReferences = listOf(scanReference);
let metBlobs = false;

const scanBlobs: Scan = (bytes, at, depth) => {
  metBlobs = true;
  return scanReferences(bytes, at, depth);
};

/** What a body has to be, as `commit-line.ts` has it of a parsed one. */
export const scanBody = objectOf([
  { key: 'actor', scan: scanObject },
  { key: 'at', scan: scanNumber },
  { key: 'blobs', scan: scanBlobs, isOptional: true },
  { key: 'events', scan: listOf(scanEvent) },
  { key: 'locale', scan: scanString },
  { key: 'salt', scan: scanChecksum },
  { key: 'zone', scan: scanString },
]);

const encoder = new TextEncoder();
const mark = (key: string) => encoder.encode(`,"${key}":`);
const marks = {
  body: encoder.encode(bodyMark),
  null: encoder.encode('null'),
  causation: mark('causation'),
  correlation: mark('correlation'),
  device: mark('device'),
  hash: mark('hash'),
  hlc: mark('hlc'),
  id: mark('id'),
  index: mark('index'),
  previous: mark('previous'),
  stream: mark('stream'),
};

const QUOTE = 0x22;
const HYPHEN = 0x2d;
const CLOSE = 0x7d;
const CHECKSUM = 32;
const stated = new Uint8Array(CHECKSUM);
const found = new Uint8Array(CHECKSUM);
