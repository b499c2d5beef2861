import { err, ok, type Result } from '#kit/result.ts';
import type { Checksum } from './checksum.ts';
import { readBody, verifyLine } from './commit-line.ts';
import type {
  Absorbed,
  AbsorbFailure,
  AbsorbOptions,
  DamageReason,
  NewBlob,
  ReadFailure,
  Receipt,
  VerifiedCommit,
} from './event-log.ts';
import type { LaidRow } from './lay-out.ts';
import { type Feed, follows, type LogIndex } from './log-index.ts';
import type { LogReader } from './log-reader.ts';
import { pause } from './pause.ts';
import { toReceipt } from './plan-group.ts';
import { damagedRow } from './row.ts';
import type { RowStore, StoredBlob } from './row-store.ts';
import type { RowWriter } from './row-writer.ts';

interface Context extends AbsorbOptions {
  readonly index: LogIndex;
  readonly store: RowStore;
  readonly checksum: Checksum;
  readonly writer: RowWriter;
  readonly now: () => number;
  readonly device: () => string;
  readonly newDevice: () => string;
  readonly catchUp: () => Promise<Result<number, ReadFailure>>;
  readonly lookUp: LogReader['lookUp'];
  readonly taken: (rows: readonly LaidRow[], device: string | undefined) => void;
}

/** Takes in commits of other logs in one transaction. Only inside the log's `exclusive`. */
export async function absorbLines(
  lines: readonly (string | VerifiedCommit)[],
  blobs: readonly NewBlob[],
  context: Context,
): Promise<Result<Absorbed, AbsorbFailure>> {
  let raceLostAt: number | undefined;
  for (;;) {
    const caught = await context.catchUp();
    if (!caught.ok) return caught;
    const chosen = await choose(lines, context);
    if (!chosen.ok) return chosen;
    const { added, known, continuesOwnFeed } = chosen.value;
    const { index, store } = context;
    // Without new rows the same race would be lost for ever: the table is not what it should be.
    if (index.row === raceLostAt) return err(damagedRow(index.row + 1, 'order'));
    if (added.length === 0 || context.dryRun === true) {
      return ok({ added: added.length, known, position: index.position });
    }
    const bytes = await bytesFor(added, blobs, store);
    if (!bytes.ok) return bytes;
    const rows = await layOut(added, context);
    // Two writers under one id would fork its feed, so this log goes on under another.
    const device = continuesOwnFeed ? context.newDevice() : undefined;
    const written = await store.write({
      after: index.row,
      rows: rows.map(({ row }) => row),
      blobs: bytes.value,
      durability: 'strict',
      ...(device === undefined ? {} : { device }),
    });
    if (!written.ok) return written;
    if (written.value === 'raced') {
      raceLostAt = index.row;
      continue;
    }
    context.taken(rows, device);
    context.onShare?.(1);
    return ok({ added: added.length, known, position: index.position });
  }
}

interface Chosen {
  readonly added: readonly Arrival[];
  readonly known: number;
  readonly continuesOwnFeed: boolean;
}

interface Arrival {
  readonly commit: VerifiedCommit;
  readonly sequence: number;
}

async function choose(
  lines: readonly (string | VerifiedCommit)[],
  context: Context,
): Promise<Result<Chosen, AbsorbFailure>> {
  const { index } = context;
  const added: Arrival[] = [];
  const feeds = new Map<string, Map<string, Feed>>();
  const here = new Map<string, string>();
  const sequences = new Map<string, number>();
  let known = 0;
  let continuesOwnFeed = false;
  for (let i = 0; i < lines.length; i++) {
    if (i % linesASlice === linesASlice - 1) await tell(context, (CHOOSING * i) / lines.length);
    const verified = verify(lines[i] ?? '', context.checksum);
    if (!verified.ok) {
      return err({ code: 'LogDamaged', params: { where: `line ${i + 1}`, why: verified.error }, retry: 'never' });
    }
    const commit = verified.value;
    const { id, stream, device, hash } = commit;
    const before = here.get(id);
    if (before !== undefined) {
      if (before !== hash) {
        return err({ code: 'CommitIdReused', params: { commitId: id, receipt: null }, retry: 'never' });
      }
      known += 1;
      continue;
    }
    const held = mayBeHeld(id, index) ? await receiptOf(id, context) : none;
    if (!held.ok) return held;
    if (held.value !== undefined) {
      if (held.value.hash !== hash) {
        return err({ code: 'CommitIdReused', params: { commitId: id, receipt: held.value }, retry: 'never' });
      }
      known += 1;
      continue;
    }
    const feedsHere = feeds.get(stream) ?? new Map<string, Feed>();
    if (!follows(feedsHere.get(device) ?? index.feed(device, stream), commit)) {
      return err({ code: 'FeedForked', params: { commitId: id, device, stream, line: i + 1 }, retry: 'never' });
    }
    if (feedsHere.size === 0) feeds.set(stream, feedsHere);
    feedsHere.set(device, commit);
    here.set(id, hash);
    const sequence = (sequences.get(stream) ?? index.sequence(stream)) + 1;
    sequences.set(stream, sequence);
    added.push({ commit, sequence });
    if (device === context.device()) continuesOwnFeed = true;
  }
  return ok({ added, known, continuesOwnFeed });
}

// Nothing is awaited for a commit that is new: most are.
function mayBeHeld(id: string, index: LogIndex): boolean {
  return index.entry(id) !== undefined || index.sealedPlaces(id).length > 0;
}

const none = ok(undefined);

/** A sealed commit has to be read to be sure that it is the one. */
async function receiptOf(id: string, { index, lookUp }: Context): Promise<Result<Receipt | undefined, ReadFailure>> {
  const entry = index.entry(id);
  if (entry !== undefined) return ok(toReceipt(entry));
  if (index.sealedPlaces(id).length === 0) return ok(undefined);
  const found = await lookUp([id]);
  return found.ok ? ok(found.value.get(id)?.receipt) : found;
}

function verify(line: string | VerifiedCommit, checksum: Checksum): Result<VerifiedCommit, DamageReason> {
  if (typeof line !== 'string') return ok(line);
  const verified = verifyLine(line, checksum);
  if (!verified.ok) return verified;
  const { head, body, blobs } = verified.value;
  // A hash proves that a line is what somebody wrote, not that it is a commit.
  return readBody(body) === undefined ? err('shape') : ok({ ...head, blobs, line });
}

async function bytesFor(
  added: readonly Arrival[],
  blobs: readonly NewBlob[],
  store: RowStore,
): Promise<Result<readonly StoredBlob[], AbsorbFailure>> {
  const wanted = new Map(added.flatMap(({ commit }) => commit.blobs.map((blob) => [blob.hash, blob])));
  if (wanted.size === 0) return ok([]);
  const held = await store.holds([...wanted.keys()]);
  if (!held.ok) return held;
  const bytesByHash = new Map(blobs.map((blob) => [blob.hash, blob.bytes]));
  const found: StoredBlob[] = [];
  for (const blob of wanted.values()) {
    if (held.value.has(blob.hash)) continue;
    const bytes = bytesByHash.get(blob.hash);
    if (bytes === undefined) return err({ code: 'BlobMissing', params: { hash: blob.hash }, retry: 'never' });
    found.push({ ...blob, bytes });
  }
  return ok(found);
}

async function layOut(added: readonly Arrival[], context: Context): Promise<readonly LaidRow[]> {
  const { index, writer, now } = context;
  const rows: LaidRow[] = [];
  let position = index.position + 1;
  let next = 0;
  while (next < added.length) {
    const lines: VerifiedCommit[] = [];
    const sequences: number[] = [];
    while (next < added.length && !writer.isFull()) {
      const arrival = added[next++];
      if (arrival === undefined) break;
      writer.addLine(arrival.commit.line);
      lines.push(arrival.commit);
      sequences.push(arrival.sequence);
    }
    const number = index.row + rows.length + 1;
    const { row } = writer.finish({ row: number, position, recordedAt: now(), durability: 'strict', sequences });
    rows.push({ row, lines });
    position += lines.length;
    if (rows.length % rowsASlice === 0) await tell(context, CHOOSING + ((WRITING - CHOOSING) * next) / added.length);
  }
  return rows;
}

function tell({ onShare }: Context, share: number): Promise<void> {
  onShare?.(share);
  return pause();
}

const linesASlice = 5000;
const rowsASlice = 16;
/** How much of the work is done when all lines are chosen, and when the transaction begins. */
const CHOOSING = 0.3;
const WRITING = 0.7;
