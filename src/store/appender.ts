import { NotJson } from '#kit/canonical-json.ts';
import { err, ok, type Result } from '#kit/result.ts';
import { blobDamaged, isWhole, packed } from './blob-bytes.ts';
import { bodyText, toReference } from './commit-line.ts';
import type {
  AppendFailure,
  BlobReference,
  CommitUnwritable,
  Durability,
  NewCommit,
  ReadFailure,
  Receipt,
} from './event-log.ts';
import { type LaidRow, layOut } from './lay-out.ts';
import { logClosed } from './log-closed.ts';
import type { LogIndex } from './log-index.ts';
import type { FoundCommit, LogReader } from './log-reader.ts';
import { answer, type Call, type PreparedCommit, planGroup } from './plan-group.ts';
import { damagedRow } from './row.ts';
import type { RowStore, StoredBlob } from './row-store.ts';
import type { RowWriter } from './row-writer.ts';
import { toHex } from './sha256.ts';

export interface AppenderContext {
  readonly index: LogIndex;
  readonly store: RowStore;
  readonly writer: RowWriter;
  readonly reader: LogReader;
  readonly now: () => number;
  readonly random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array;
  readonly copy: { waitFor(position: number): Promise<boolean> } | undefined;
  readonly device: () => string;
  readonly isClosed: () => boolean;
  readonly exclusive: <T>(task: () => Promise<T>) => Promise<T>;
  /** Only inside `exclusive`. */
  readonly catchUp: () => Promise<Result<number, ReadFailure>>;
  readonly takeIn: (rows: readonly LaidRow[]) => void;
  readonly tellListeners: () => void;
  readonly tellAll: () => void;
}

export type Append = (
  commits: readonly NewCommit[],
  durability: Durability,
) => Promise<Result<readonly Receipt[], AppendFailure>>;

/** Appends in groups: while one transaction is in flight the next waits, and takes along all that came meanwhile. */
export function createAppender(context: AppenderContext): Append {
  const { index, store, writer, reader, now, copy, exclusive, catchUp } = context;
  const nextSalt = saltsFrom(context.random);
  let waiting: WaitingCall[] = [];
  let draining = false;

  function append(
    commits: readonly NewCommit[],
    durability: Durability,
  ): Promise<Result<readonly Receipt[], AppendFailure>> {
    const prepared: PreparedCommit[] = [];
    let hasBytes = false;
    for (const commit of commits) {
      const one = prepare(commit);
      if (!one.ok) return Promise.resolve(one);
      prepared.push(one.value);
      if (one.value.bytes.length > 0) hasBytes = true;
    }
    if (prepared.length === 0) return Promise.resolve(ok([]));
    const call = { commits: prepared, durability };
    return hasBytes ? enqueueWhole(call) : enqueue(call);
  }

  function enqueue(call: Call): Promise<Result<readonly Receipt[], AppendFailure>> {
    return new Promise((settle) => {
      waiting.push({ ...call, settle });
      if (!draining) void drain();
    });
  }

  /** Hashing and packing have to be awaited, and before the transaction: one that waits for anything else ends. */
  async function enqueueWhole(call: Call): Promise<Result<readonly Receipt[], AppendFailure>> {
    const commits: PreparedCommit[] = [];
    for (const commit of call.commits) {
      const bytes: StoredBlob[] = [];
      for (const blob of commit.bytes) {
        if (!(await isWhole(blob))) return err(blobDamaged(blob.hash));
        bytes.push(await packed(blob));
      }
      commits.push({ ...commit, bytes });
    }
    return enqueue({ ...call, commits });
  }

  function prepare(commit: NewCommit): Result<PreparedCommit, AppendFailure> {
    const refuse = (path: string, why: CommitUnwritable['params']['why']): Result<never, AppendFailure> =>
      err({ code: 'CommitUnwritable', params: { commitId: commit.id, path, why }, retry: 'never' });
    if (commit.events.length === 0) return refuse('/events', 'empty');
    for (const member of ['id', 'stream', 'correlation', 'causation'] as const) {
      if (commit[member]?.isWellFormed() === false) return refuse(`/${member}`, 'surrogate');
    }
    try {
      const blobs = commit.blobs === undefined ? noBlobs : commit.blobs.map(toReference);
      const body = bodyText(commit, blobs, nextSalt());
      return ok({ commit, body, blobs, bytes: bytesOf(commit) });
    } catch (error) {
      if (error instanceof NotJson) return refuse(error.path, error.why);
      throw error;
    }
  }

  /** While one transaction is in flight, all newcomers wait, and leave together as the next. */
  async function drain(): Promise<void> {
    draining = true;
    try {
      while (waiting.length > 0) {
        let group: readonly WaitingCall[] = [];
        try {
          await exclusive(() => {
            group = takeGroup();
            return writeGroup(group);
          });
          // A refused call may have caught up as well.
          queueMicrotask(context.tellListeners);
        } catch (bug) {
          // A bug is thrown on, but even then no caller is left waiting; a call that was answered keeps its answer.
          for (const call of group)
            call.settle(err({ code: 'LogUnavailable', params: { reason: 'bug' }, retry: 'later' }));
          throw bug;
        }
      }
    } finally {
      draining = false;
    }
  }

  function takeGroup(): readonly WaitingCall[] {
    if (waiting.length === 1) {
      const alone = waiting;
      waiting = [];
      return alone;
    }
    const group: WaitingCall[] = [];
    const left: WaitingCall[] = [];
    const ids = new Set<string>();
    for (const call of waiting) {
      // A call that repeats an id of this group is decided when the first one's place is known.
      const repeated = call.commits.some(({ commit }) => ids.has(commit.id));
      for (const { commit } of call.commits) ids.add(commit.id);
      (repeated ? left : group).push(call);
    }
    waiting = left;
    return group;
  }

  async function writeGroup(calls: readonly WaitingCall[]): Promise<void> {
    const settleAll = (error: AppendFailure) => {
      for (const call of calls) call.settle(err(error));
    };
    const stored = new Map<string, FoundCommit | null>();
    let held = await heldBlobs(calls);
    if (!held.ok) return settleAll(held.error);
    let lookedAt: number | undefined;
    for (;;) {
      if (context.isClosed()) return settleAll(logClosed);
      const plan = planGroup(calls, { index, stored, held: held.value });
      if (plan.unread.size > 0) {
        const found = await reader.lookUp(plan.unread, catchUp);
        if (!found.ok) return settleAll(found.error);
        for (const [id, commit] of found.value) stored.set(id, commit);
        continue;
      }
      const { durability } = plan;
      const position = index.position + 1;
      const laid: LaidRow[] = [];
      if (plan.added.length > 0) {
        const rows = layOut(plan.added, { index, device: context.device(), now: now(), durability, writer }, laid);
        const written = await store.write({ after: index.row, rows, blobs: plan.blobs, durability });
        if (!written.ok) {
          // One call that is too big must not take the small ones down with it.
          if (written.error.code !== 'QuotaExceeded' || calls.length === 1) return settleAll(written.error);
          for (const call of calls) await writeGroup([call]);
          return;
        }
        if (written.value === 'raced') {
          const before = index.row;
          const caught = await catchUp();
          if (!caught.ok) return settleAll(caught.error);
          // Without new rows the same race would be lost for ever: the table is not what it should be.
          if (index.row === before) return settleAll(damagedRow(before + 1, 'order'));
          continue;
        }
        context.takeIn(laid);
      } else if (index.row !== lookedAt && plan.decided.some(({ ok }) => !ok)) {
        // Nothing is written that would show whether another tab was first: what is refused is refused on what is there.
        const caught = await catchUp();
        if (!caught.ok) return settleAll(caught.error);
        held = await heldBlobs(calls);
        if (!held.ok) return settleAll(held.error);
        lookedAt = index.row;
        continue;
      }
      const hashes = laid.flatMap(({ lines }) => lines.map(({ hash }) => hash));
      const answers = plan.decided.map((decision) => answer(decision, { position, hashes, durability }));
      const outcomes = durability === 'strict' ? await harden(calls, answers) : answers;
      if (laid.length > 0) queueMicrotask(context.tellAll);
      calls.forEach((call, i) => {
        const outcome = outcomes[i];
        if (outcome === undefined) return;
        if (call.durability === 'strict' && outcome.ok && copy !== undefined) void settleCopied(call, outcome.value);
        else call.settle(outcome);
      });
      return;
    }
  }

  /** The copy outside the database is waited for beside the path: the next group need not wait with this one. */
  async function settleCopied(call: WaitingCall, receipts: readonly Receipt[]): Promise<void> {
    const newest = receipts.reduce((position, receipt) => Math.max(position, receipt.position), 0);
    const mirrored = (await copy?.waitFor(newest)) === true;
    call.settle(ok(receipts.map((receipt) => ({ ...receipt, mirrored }))));
  }

  async function heldBlobs(calls: readonly Call[]): Promise<Result<ReadonlySet<string>, ReadFailure>> {
    const hashes = new Set<string>();
    for (const { commits } of calls) for (const { blobs } of commits) for (const { hash } of blobs) hashes.add(hash);
    return hashes.size === 0 ? ok(hashes) : store.holds([...hashes]);
  }

  /** A repeated commit that was written relaxed and is now asked for strictly has to reach the disk first. */
  async function harden(
    calls: readonly Call[],
    outcomes: readonly Result<readonly Receipt[], AppendFailure>[],
  ): Promise<readonly Result<readonly Receipt[], AppendFailure>[]> {
    const isSoft = (outcome: Result<readonly Receipt[], AppendFailure> | undefined, call: Call): boolean =>
      call.durability === 'strict' &&
      outcome?.ok === true &&
      outcome.value.some((receipt) => receipt.durability === 'relaxed');
    if (!calls.some((call, i) => isSoft(outcomes[i], call))) return outcomes;
    const flushed = await store.flush();
    return outcomes.map((outcome, i) => {
      const call = calls[i];
      if (call === undefined || !outcome.ok || !isSoft(outcome, call)) return outcome;
      return flushed.ok ? ok(outcome.value.map((receipt) => ({ ...receipt, durability: 'strict' }))) : flushed;
    });
  }

  return append;
}

interface WaitingCall extends Call {
  readonly settle: (outcome: Result<readonly Receipt[], AppendFailure>) => void;
}

/** Salts of 128 bits. Random bytes are drawn and written out in bulk: one small draw costs as much as a hundred salts. */
function saltsFrom(random: AppenderContext['random']): () => string {
  const pool = new Uint8Array(16 * 256);
  let text = '';
  let used = 0;
  return () => {
    if (used === text.length) {
      text = toHex(random(pool));
      used = 0;
    }
    used += 32;
    return text.slice(used - 32, used);
  };
}

const noBlobs: readonly BlobReference[] = [];
const noBytes: readonly StoredBlob[] = [];

function bytesOf({ blobs }: NewCommit): readonly StoredBlob[] {
  if (blobs === undefined) return noBytes;
  return blobs.flatMap((blob) => (blob.bytes === undefined ? [] : [{ ...toReference(blob), bytes: blob.bytes }]));
}
