// What the recorded stores and log files hold, whatever version of the code reads them. Never changed.
import { contentHash } from '#planner/content-hash.ts';
import { foldWithBreath, readInMergeOrder, recordedOf } from '#service/merge-fold.ts';
import { planKind, planOfStream } from '#service/plan-kind.ts';
import type { EventLog } from '#store/event-log.ts';

/** By stream: its newest sequence. */
export const recordedSequences: Readonly<Record<string, number>> = {
  // Every type of event of version 1, one commit a row and then many in one.
  'plan/recorded-1': 57,
  // The same, half of it before and half of it after another device's commits were imported.
  'plan/recorded-2': 68,
  'plan/theirs': 4,
  // Commands through the door, with a goal kept as a blob, an undo, and a snapshot of the plan.
  'plan/through-the-door': 43,
  workspace: 1,
  // An event that no version has known yet.
  'plan/future': 2,
  view: 1,
};

/** By stream: the content hash of the plan. */
export const recordedPlans: Readonly<Record<string, string>> = {
  'plan/recorded-1': 'dc6a97a95f7c6ce40bda24bde77f530f8a5a63ad1238d5d9e62fca633efa6c1a',
  'plan/recorded-2': '7d6a8ee7f8145aa44882dad7434f0888ae1a4834b4155a12cf170634aada30c9',
  'plan/theirs': 'e496fd658611efb124513405e1156c1eb41a104f12b853a2aec3ff37dfe0cffe',
  'plan/through-the-door': '5730b572c1af9a7a45339bce3fec683b14e89ada19bdb946fbc3b6a063c5bea0',
  'plan/future': 'a98c226c2665bf43b3a8cc1571f871e82ec96dcf3642b81c7d1f66e8b389ae09',
};

export const recordedHead = 176;
/** The goal of `plan/through-the-door`. */
export const recordedBlob = { hash: '8367b6e1648f2b404eff98a8010dc85721105c4d18964a944f84302d2327939f', size: 32_289 };

/** Every plan of a log, folded from the start, by its content hash. */
export async function planHashes(log: EventLog): Promise<Record<string, string>> {
  const heads = await log.heads();
  if (!heads.ok) throw new Error(JSON.stringify(heads.error));
  const hashes: Record<string, string> = {};
  for (const stream of heads.value.sequences.keys()) {
    if (planOfStream(stream) === null) continue;
    const read = await readInMergeOrder(log, stream);
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    const events = read.value.commits.flatMap((commit) => recordedOf(planKind, commit, log.device).events);
    hashes[stream] = contentHash(await foldWithBreath(planKind, events));
  }
  return hashes;
}
