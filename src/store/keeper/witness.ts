import type { Checksum } from '../checksum.ts';

/**
 * The newest commit that somebody saw in the log, kept outside of it: a log that holds less than that, or something else
 * in that place, has lost something, however sound it looks.
 */
export interface Witness {
  /** 0 for an empty log; then `hash` is ''. */
  readonly position: number;
  readonly hash: string;
  /** The writer id of the log. */
  readonly device: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/*
 * A witness is a line in one of two slots, which are written in turn: a write that is torn spoils only the older one.
 *
 *   <checksum of the rest> {"at":…,"device":…,"hash":…,"position":…}      and blanks up to the end of the slot
 */

export const slotBytes = 512;
export const slotCount = 2;

/** One slot. */
export function witnessBytes({ at, device, hash, position }: Witness, checksum: Checksum): Uint8Array<ArrayBuffer> {
  const text = JSON.stringify({ at, device, hash, position });
  const line = `${checksum.ofText(text)} ${text}`;
  return encoder.encode(`${line.padEnd(slotBytes - 1)}\n`);
}

/** The newer witness of the slots, or null when none is sound. */
export function readWitness(slots: Uint8Array, checksum: Checksum): Witness | null {
  let newest: Witness | null = null;
  for (let slot = 0; slot < slotCount; slot++) {
    const found = readSlot(slots.subarray(slot * slotBytes, (slot + 1) * slotBytes), checksum);
    if (found === null) continue;
    const isNewer = newest === null || found.position > newest.position || found.at > newest.at;
    if (isNewer && (newest === null || found.position >= newest.position)) newest = found;
  }
  return newest;
}

function readSlot(bytes: Uint8Array, checksum: Checksum): Witness | null {
  const line = decoder.decode(bytes).trimEnd();
  const text = line.slice(33);
  if (line.length < 34 || line[32] !== ' ' || checksum.ofText(text) !== line.slice(0, 32)) return null;
  // What has its checksum is what was written.
  return JSON.parse(text) as Witness;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
