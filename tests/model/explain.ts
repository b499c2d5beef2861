import type { Commit } from '#store/event-log.ts';
import type { Appended } from './model-tab.ts';
import { type Answer, type ModelCall, type ReferenceLog, textOf } from './reference-log.ts';

/** A call that was in flight together with others, and what it answered; undefined for one whose tab was killed. */
export interface OpenCall {
  readonly call: ModelCall;
  readonly now: number;
  readonly answer: Appended | undefined;
}

/**
 * The state of the naive log after some order of these calls in which it answers each as the store has done, and ends
 * with what the store holds. Undefined where there is no such order: then the calls were not as if one after another.
 */
export function explain(
  ref: ReferenceLog,
  open: readonly OpenCall[],
  stored: readonly Commit[],
): ReferenceLog | undefined {
  let mayEnd = ref.position === stored.length;
  for (const [i, one] of open.entries()) {
    if (one.answer?.ok === false && one.answer.error.code === 'LogClosed') continue;
    const then = ref.copy();
    const answer = then.append(one.call, one.now);
    const agrees =
      one.answer === undefined || agree(answer, one.answer) || agree(withBlobs(ref, one, open), one.answer);
    // What leaves no trace can be put wherever it is right: no other order has to be tried for it.
    if (agrees && then.position === ref.position && one.answer !== undefined) {
      return explain(ref, open.toSpliced(i, 1), stored);
    }
    // Calls whose tab was killed may have come to nothing.
    if (one.answer !== undefined) mayEnd = false;
    if (agrees && then.position > ref.position && isPrefix(then, ref.position, stored)) {
      const ended = explain(then, open.toSpliced(i, 1), stored);
      if (ended !== undefined) return ended;
    }
  }
  return mayEnd ? ref : undefined;
}

/** The receipt or failure of a store against that of the naive log. */
export function agree(expected: Answer<unknown>, actual: unknown): boolean {
  return sameText(simplified(expected), simplified(actual));
}

/** Without what only the store knows: of a receipt its dice, of a failure what it advises. */
function simplified(answer: unknown): unknown {
  // Failures name blobs by hash, which nobody has to guess.
  const left = JSON.stringify(answer).includes('"code":"Blob')
    ? ['retry']
    : ['durability', 'mirrored', 'retry', 'hash'];
  return JSON.parse(JSON.stringify(answer, (key, value: unknown) => (left.includes(key) ? undefined : value)));
}

export function sameText(a: unknown, b: unknown): boolean {
  return textOf({ a }) === textOf({ a: b });
}

/**
 * Which blobs there are and where the streams stand are not of one moment: a call may be refused for its sequence where
 * a moment earlier it would have been refused for a blob that another tab was just bringing.
 */
function withBlobs(ref: ReferenceLog, { call, now }: OpenCall, open: readonly OpenCall[]): Answer<unknown> {
  const then = ref.copy();
  for (const { hash, bytes } of open.flatMap((other) => other.call.commits.flatMap(({ blobs = [] }) => blobs)))
    if (bytes !== undefined) then.keep(hash, bytes);
  const answer = then.append(call, now);
  return answer.ok ? { ok: false, error: { code: 'not so', params: {} } } : answer;
}

/** A commit that was sent twice has another `at` the second time. */
function isPrefix(then: ReferenceLog, from: number, stored: readonly Commit[]): boolean {
  return then.commits.slice(from).every(({ id, at, hlc, recordedAt }, i) => {
    const commit = stored[from + i];
    return commit?.id === id && commit.at === at && commit.hlc === hlc && commit.recordedAt === recordedAt;
  });
}
