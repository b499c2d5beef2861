import { err, ok, type Result } from '#kit/result.ts';
import type { Checksum } from './checksum.ts';
import { blobsOf, readBody, readHead, type VerifiedLine, verifyLine } from './commit-line.ts';
import type {
  Absorbed,
  AbsorbFailure,
  AbsorbOptions,
  DamageReason,
  NewBlob,
  ReadFailure,
  Receipt,
} from './event-log.ts';
import { type Feed, follows, type IndexedLine, type LogIndex } from './log-index.ts';
import type { LogReader } from './log-reader.ts';
import { pause } from './pause.ts';
import { type PlannedRow, toReceipt } from './plan-group.ts';
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
  readonly taken: (rows: readonly PlannedRow[], device: string | undefined) => void;
}

/** Takes in commits of other logs in one transaction. Only inside the log's `exclusive`. */
export async function absorbLines(
  texts: readonly string[],
  blobs: readonly NewBlob[],
  context: Context,
): Promise<Result<Absorbed, AbsorbFailure>> {
  let raceLostAt: number | undefined;
  for (;;) {
    const caught = await context.catchUp();
    if (!caught.ok) return caught;
    const chosen = await choose(texts, context);
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

interface Arrival extends IndexedLine {
  readonly text: string;
  readonly sequence: number;
}

async function choose(texts: readonly string[], context: Context): Promise<Result<Chosen, AbsorbFailure>> {
  const { index } = context;
  const added: Arrival[] = [];
  const feeds = new Map<string, Feed>();
  const here = new Map<string, string>();
  const sequences = new Map<string, number>();
  let known = 0;
  let continuesOwnFeed = false;
  for (let i = 0; i < texts.length; i++) {
    if (i % linesASlice === linesASlice - 1) await tell(context, (CHOOSING * i) / texts.length);
    const text = texts[i] ?? '';
    const verified = readLine(text, context);
    if (!verified.ok) {
      return err({ code: 'LogDamaged', params: { where: `line ${i + 1}`, why: verified.error }, retry: 'never' });
    }
    const { head, blobs } = verified.value;
    const before = here.get(head.id);
    if (before !== undefined) {
      if (before !== head.hash) {
        return err({ code: 'CommitIdReused', params: { commitId: head.id, receipt: null }, retry: 'never' });
      }
      known += 1;
      continue;
    }
    const held = await receiptOf(head.id, context);
    if (!held.ok) return held;
    if (held.value !== undefined) {
      if (held.value.hash !== head.hash) {
        return err({ code: 'CommitIdReused', params: { commitId: head.id, receipt: held.value }, retry: 'never' });
      }
      known += 1;
      continue;
    }
    const key = `${head.device} ${head.stream}`;
    if (!follows(feeds.get(key) ?? index.feed(head.device, head.stream), head)) {
      const { id: commitId, device, stream } = head;
      return err({ code: 'FeedForked', params: { commitId, device, stream, line: i + 1 }, retry: 'never' });
    }
    const sequence = (sequences.get(head.stream) ?? index.sequence(head.stream)) + 1;
    const { id, stream, device, hlc, index: feedIndex, hash } = head;
    feeds.set(key, head);
    here.set(id, hash);
    sequences.set(stream, sequence);
    added.push({ id, stream, device, hlc, index: feedIndex, hash, blobs, text, sequence });
    if (head.device === context.device()) continuesOwnFeed = true;
  }
  return ok({ added, known, continuesOwnFeed });
}

/** A sealed commit has to be read to be sure that it is the one. */
async function receiptOf(id: string, { index, lookUp }: Context): Promise<Result<Receipt | undefined, ReadFailure>> {
  const entry = index.entry(id);
  if (entry !== undefined) return ok(toReceipt(entry));
  if (index.sealedPlaces(id).length === 0) return ok(undefined);
  const found = await lookUp([id]);
  return found.ok ? ok(found.value.get(id)?.receipt) : found;
}

function readLine(
  text: string,
  { verified, checksum }: Context,
): Result<Pick<VerifiedLine, 'head' | 'blobs'>, DamageReason> {
  if (verified !== true) {
    const line = verifyLine(text, checksum);
    // A hash proves that a line is what somebody wrote, not that it is a commit.
    return line.ok && readBody(line.value.body) === undefined ? err('shape') : line;
  }
  const read = readHead(text);
  const blobs = read === undefined ? undefined : blobsOf(read.body);
  return read === undefined || blobs === undefined ? err('shape') : ok({ head: read.head, blobs });
}

async function bytesFor(
  added: readonly Arrival[],
  blobs: readonly NewBlob[],
  store: RowStore,
): Promise<Result<readonly StoredBlob[], AbsorbFailure>> {
  const wanted = new Map(added.flatMap((line) => line.blobs.map((blob) => [blob.hash, blob])));
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

async function layOut(added: readonly Arrival[], context: Context): Promise<readonly PlannedRow[]> {
  const { index, writer, now } = context;
  const rows: PlannedRow[] = [];
  let position = index.position + 1;
  let next = 0;
  while (next < added.length) {
    const lines: Arrival[] = [];
    while (next < added.length && !writer.isFull()) {
      const line = added[next++];
      if (line === undefined) break;
      writer.addLine(line.text);
      lines.push(line);
    }
    const number = index.row + rows.length + 1;
    const sequences = lines.map(({ sequence }) => sequence);
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
