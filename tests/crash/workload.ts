import type { Durability, NewCommit } from '#store/event-log.ts';
import { seededRandom } from '../support/random.ts';

/*
 * What the campaign writes. Every call follows from a seed and its number, so that whoever finds a commit can tell what
 * it has to hold, even where the process that wrote it died before anybody heard of it.
 */

export interface Workload {
  readonly seed: number;
  /** The first calls bring the log to its size: so many of them, so many small commits in each. */
  readonly bulkCalls: number;
  readonly bulkSize: number;
  /** With a blob of so many bytes in every call, to fill a disk; and no imports. */
  readonly blobBytes?: number;
}

export interface PlannedCall {
  /** An import takes the commits in from a log file that another device has written. */
  readonly by: 'append' | 'import';
  readonly durability: Durability;
  readonly commits: readonly PlannedCommit[];
}

export interface PlannedCommit {
  readonly id: string;
  readonly stream: string;
  readonly events: NewCommit['events'];
  readonly blob: Uint8Array<ArrayBuffer> | undefined;
}

export function planCall({ seed, bulkCalls, bulkSize, blobBytes }: Workload, call: number): PlannedCall {
  const random = seededRandom(seed + call * 7919);
  if (call < bulkCalls) {
    const commits = Array.from({ length: bulkSize }, (_, i) => planCommit(call, i, random, 200, undefined));
    return { by: 'append', durability: 'relaxed', commits };
  }
  if (blobBytes !== undefined) {
    const commits = [
      planCommit(call, 0, random, 300, noise(random, blobBytes)),
      planCommit(call, 1, random, 300, undefined),
    ];
    return { by: 'append', durability: 'relaxed', commits };
  }
  if (random() < 0.05) {
    const size = 50 + Math.floor(random() * 250);
    const commits = Array.from({ length: size }, (_, i) => planCommit(call, i, random, random() * 800, undefined));
    return { by: 'import', durability: 'strict', commits };
  }
  const count = random() < 0.7 ? 1 : 2 + Math.floor(random() * 4);
  const durability = random() < 0.3 ? 'strict' : 'relaxed';
  const commits = Array.from({ length: count }, (_, i) => {
    // Mostly what a person's edit takes, now and then a pasted document.
    const size = random() < 0.04 ? 5_000 + random() * 40_000 : 50 + random() * 1_000;
    const blob = random() < 0.04 ? noise(random, 4_000 + random() * 150_000) : undefined;
    return planCommit(call, i, random, size, blob);
  });
  return { by: 'append', durability, commits };
}

/** The call and the place in it that an id names, or undefined for an id that is not of this workload. */
export function placeOf(commitId: string): { readonly call: number; readonly i: number } | undefined {
  const [, call, i] = /^call-(\d+)\.(\d+)$/u.exec(commitId) ?? [];
  return call === undefined || i === undefined ? undefined : { call: Number(call), i: Number(i) };
}

export async function toNewCommit({ id, stream, events, blob }: PlannedCommit): Promise<NewCommit> {
  const blobs =
    blob === undefined
      ? undefined
      : [{ hash: await sha256(blob), mediaType: 'application/octet-stream', size: blob.length, bytes: blob }];
  return {
    id,
    stream,
    at: 1_763_800_000_000,
    zone: 'Europe/Berlin',
    locale: 'en',
    actor: { type: 'person' },
    correlation: id,
    causation: null,
    events,
    ...(blobs === undefined ? {} : { blobs }),
  };
}

function planCommit(
  call: number,
  i: number,
  random: () => number,
  size: number,
  blob: PlannedCommit['blob'],
): PlannedCommit {
  const stream = `plan/${Math.floor(random() * 12)}`;
  // Its members in the order in which the log gives them back.
  const event = { note: words(random, size), type: 'TaskEdited', v: 1 };
  return { id: `call-${call}.${i}`, stream, events: [event], blob };
}

function words(random: () => number, size: number): string {
  let text = random() < 0.1 ? 'Größe → ' : '';
  while (text.length < size) text += `${random().toString(36).slice(2)} `;
  return text;
}

/** Bytes that no compression makes smaller. */
function noise(random: () => number, size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.floor(size));
  for (let i = 0; i < bytes.length; i++) bytes[i] = Math.floor(random() * 256);
  return bytes;
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
