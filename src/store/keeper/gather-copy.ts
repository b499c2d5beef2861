import { fromBase64 } from '../base64.ts';
import type { Checksum } from '../checksum.ts';
import { readMirrorFile } from './mirror-file.ts';
import { type MirrorFolder, newestGeneration } from './mirror-folder.ts';

/** What the mirror holds. */
export interface FoundCopy {
  /** Commits as they were hashed, in order of arrival, without a gap. */
  readonly lines: readonly string[];
  /** Undefined: it has no such blob, or not whole. */
  bytesOf(hash: string): Uint8Array<ArrayBuffer> | undefined;
}

/** Everything after a position; where two files tell of a position, the newer one counts. */
export async function gatherCopy(folder: MirrorFolder, checksum: Checksum, after = 0): Promise<FoundCopy> {
  const lineByPosition = new Map<number, string>();
  const dataByHash = new Map<string, string>();
  for (const name of newestGeneration(await folder.list())) {
    for await (const line of readMirrorFile(await folder.read(name), checksum)) {
      if (line.type === 'blob') dataByHash.set(line.hash, line.data);
      if (line.type === 'commit' && line.position > after) lineByPosition.set(line.position, line.line);
    }
  }
  const lines: string[] = [];
  for (let position = after + 1; ; position++) {
    const line = lineByPosition.get(position);
    if (line === undefined) break;
    lines.push(line);
  }
  return {
    lines,
    bytesOf(hash) {
      const data = dataByHash.get(hash);
      return data === undefined ? undefined : fromBase64(data);
    },
  };
}

export const noCopy: FoundCopy = { lines: [], bytesOf: () => undefined };
