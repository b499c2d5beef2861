import type { Checksum } from '../checksum.ts';
import { headOf } from './mirror-end.ts';
import { lastCommitOf, readMirrorFile } from './mirror-file.ts';
import { type MirrorFolder, type MirrorName, newestGeneration } from './mirror-folder.ts';

interface Covering {
  /** The files of one leader, which follow each other. */
  readonly own: readonly MirrorName[];
  /** What they hold. */
  readonly after: number;
  readonly upTo: number;
}

/**
 * Takes away older files whose commits are all in newer ones, once those have been read back from the disk. What somebody
 * still holds stays until another time.
 */
export async function dropCovered(folder: MirrorFolder, checksum: Checksum, covering: Covering): Promise<void> {
  const names = newestGeneration(await folder.list());
  const first = names.findIndex((name) => isSame(name, covering.own[0]));
  const covered = await coveredOf(folder, names.slice(0, Math.max(0, first)), checksum, covering);
  if (covered.names.length === 0 || !(await isThere(folder, checksum, covering, covered.blobs))) return;
  for (const name of covered.names) await folder.remove(name);
}

async function coveredOf(
  folder: MirrorFolder,
  names: readonly MirrorName[],
  checksum: Checksum,
  { after, upTo }: Covering,
): Promise<{ readonly names: readonly MirrorName[]; readonly blobs: ReadonlySet<string> }> {
  const covered: MirrorName[] = [];
  const blobs = new Set<string>();
  for (const name of names) {
    const file = await folder.read(name);
    const head = await headOf(file, checksum);
    if (head !== null) {
      const last = await lastCommitOf(file, checksum);
      if (head.after < after || (last?.position ?? head.after) > upTo) continue;
      for await (const line of readMirrorFile(file, checksum)) if (line.type === 'blob') blobs.add(line.hash);
    }
    // Without a head there is nothing in it: its writer was ended before it had begun.
    covered.push(name);
  }
  return { names: covered, blobs };
}

async function isThere(
  folder: MirrorFolder,
  checksum: Checksum,
  { own, after, upTo }: Covering,
  blobs: ReadonlySet<string>,
): Promise<boolean> {
  let position = after;
  const missing = new Set(blobs);
  for (const name of own) {
    for await (const line of readMirrorFile(await folder.read(name), checksum)) {
      if (line.type === 'commit' && line.position === position + 1) position += 1;
      if (line.type === 'blob') missing.delete(line.hash);
    }
  }
  return position >= upTo && missing.size === 0;
}

function isSame(a: MirrorName, b: MirrorName | undefined): boolean {
  return a.generation === b?.generation && a.number === b.number;
}
