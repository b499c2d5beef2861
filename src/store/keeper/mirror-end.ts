import type { Checksum } from '../checksum.ts';
import { lastCommitOf, linesStart, type MirrorHead, readMirrorFile } from './mirror-file.ts';
import type { MirrorFolder, MirrorName } from './mirror-folder.ts';
import { readWitness, type Witness } from './witness.ts';

/** Where the mirror ends. */
export interface MirrorEnd {
  readonly position: number;
  readonly hash: string;
  readonly witness: Witness | null;
  /** Where the next file best begins: a last file that is small is copied into it, and can then go. */
  readonly goOnAfter: { readonly position: number; readonly hash: string };
}

/** Reads the newest file that says anything; null where none does. */
export async function findMirrorEnd(
  folder: MirrorFolder,
  names: readonly MirrorName[],
  checksum: Checksum,
): Promise<MirrorEnd | null> {
  let witness: Witness | null = null;
  for (const name of names.toReversed()) {
    const file = await folder.read(name);
    witness ??= await witnessOf(file, checksum);
    const head = await headOf(file, checksum);
    // Its writer was ended before it had begun.
    if (head === null) continue;
    const before = { position: head.after, hash: head.hash };
    const last = (await lastCommitOf(file, checksum)) ?? before;
    return { ...last, witness, goOnAfter: file.size - linesStart < smallBytes ? before : last };
  }
  return null;
}

/** What the newest file that has a witness says. */
export async function newestWitness(
  folder: MirrorFolder,
  names: readonly MirrorName[],
  checksum: Checksum,
): Promise<Witness | null> {
  for (const name of names.toReversed()) {
    const witness = await witnessOf(await folder.read(name), checksum);
    if (witness !== null) return witness;
  }
  return null;
}

export async function headOf(file: Blob, checksum: Checksum): Promise<MirrorHead | null> {
  for await (const line of readMirrorFile(file.slice(0, linesStart + headBytes), checksum)) {
    return line.type === 'head' ? line.head : null;
  }
  return null;
}

async function witnessOf(file: Blob, checksum: Checksum): Promise<Witness | null> {
  return readWitness(new Uint8Array(await file.slice(0, linesStart).arrayBuffer()), checksum);
}

/** Longer than any head. */
const headBytes = 1024;
const smallBytes = 1024 * 1024;
