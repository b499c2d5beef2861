import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from '#kit/canonical-json.ts';
import type { CommitId } from './ids.ts';
import type { PlanState } from './state.ts';

/**
 * Which plan this is, as 64 hex digits: SHA-256 of the canonical JSON of its content. Two devices with the same content
 * have the same hash, whatever way led there. The undo line, the number of events and the milestone of completion are not
 * content; conflicts are, because the person sees and settles them.
 */
export function contentHash(state: PlanState): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(contentOf(state)))));
}

/** What is hashed. */
export function contentOf(state: PlanState): object {
  const { tasks, proposals, goalBy, undo: _undo, revision: _revision, completed: _completed, ...plan } = state;
  return {
    ...plan,
    ...ifRevised(goalBy),
    tasks: Object.fromEntries(tasks),
    proposals: Object.fromEntries(
      [...proposals].map(([id, { changes, goalBy: by, ...proposal }]) => [
        id,
        { ...proposal, ...ifRevised(by), changes: [...changes.values()] },
      ]),
    ),
  };
}

/** Plans whose goal was never revised keep the hash that they had before a goal could be. */
function ifRevised(goalBy: CommitId | null): object {
  return goalBy === null ? {} : { goalBy };
}
