import type { Checksum } from '../checksum.ts';
import { headText, linesStart } from './mirror-file.ts';
import type { MirrorFolder } from './mirror-folder.ts';
import { type Witness, witnessBytes } from './witness.ts';

/** Sets the mirror so far aside: from now on the log is held against this witness, and copied from its start. */
export async function beginGeneration(folder: MirrorFolder, checksum: Checksum, witness: Witness): Promise<void> {
  const names = await folder.list();
  const generation = (names.at(-1)?.generation ?? 0) + 1;
  const number = (names.at(-1)?.number ?? 0) + 1;
  const writer = await folder.create({ generation, number });
  // Taken: another tab is doing the same.
  if (writer === null) return;
  const encoder = new TextEncoder();
  writer.write(encoder.encode(' '.repeat(linesStart)), { at: 0 });
  writer.write(witnessBytes(witness, checksum), { at: 0 });
  writer.write(encoder.encode(headText({ after: 0, hash: '', epoch: 0 }, checksum)), { at: linesStart });
  writer.flush();
  writer.close();
}
