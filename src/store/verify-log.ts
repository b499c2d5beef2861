import { err, ok, type Result } from '#kit/result.ts';
import type { Checksum } from './checksum.ts';
import { readHead, verifyLine } from './commit-line.ts';
import type { BlobFailure, DamageReason, Finding, ReadFailure, Verification, VerifyOptions } from './event-log.ts';
import { type Feed, follows } from './log-index.ts';
import { isRow, isWholeRow, linesOf } from './row.ts';
import type { RowStore } from './row-store.ts';
import { fingerprint, isSegmentHead, isWholeHead, readSegmentBody, type SegmentHead } from './segment.ts';
import { sha256 } from './sha256.ts';

interface Context {
  readonly store: RowStore;
  readonly checksum: Checksum;
  /** The bytes of a blob, checked against its hash. */
  readonly getBlob: (hash: string) => Promise<Result<unknown, BlobFailure>>;
  /** Positions up to here are looked at. */
  readonly position: number;
}

/**
 * Looks at every byte that the log keeps: each row and segment, each line's hash, each feed's chain, each position and
 * sequence, each blob. It trusts nothing that is in memory, goes on after what it finds, and changes nothing.
 */
export async function verifyLog(
  { store, checksum, getBlob, position: newest }: Context,
  { onShare, signal }: VerifyOptions,
): Promise<Result<Verification, ReadFailure>> {
  const findings: Finding[] = [];
  const seen = new Uint8Array(newest + 1);
  const ids = new Map<string, number>();
  const blobs = new Set<string>();
  const feeds = new Map<string, Feed>();
  const broken = new Set<string>();
  const sequences = new Map<string, number>();
  let commits = 0;
  let isCancelled = false;

  const find = (where: string, why: DamageReason) => findings.push({ where, why });

  /** A break is named once for each feed: everything after it would be the same news. */
  function takeLine(where: string, text: string, position: number, sequence: number): void {
    if (position > newest) return;
    const isAgain = seen[position] === 1;
    const verified = verifyLine(text, checksum);
    if (!isAgain) commits += 1;
    seen[position] = 1;
    if (!verified.ok) {
      find(`${where}, commit ${position}`, verified.error);
      return;
    }
    const { head, blobs: references } = verified.value;
    const before = ids.get(head.id);
    if (isAgain) {
      // A row that is not given up yet has what a segment has as well.
      if (before !== position) find(`${where}, commit ${position}`, 'order');
      return;
    }
    if (before !== undefined) find(`${where}, commit ${position}, again commit ${before}`, 'order');
    ids.set(head.id, position);
    const key = `${head.device} ${head.stream}`;
    if (!broken.has(key) && !follows(feeds.get(key), head)) {
      broken.add(key);
      find(`${where}, commit ${position}`, 'link');
    }
    feeds.set(key, head);
    const expected = (sequences.get(head.stream) ?? 0) + 1;
    if (sequence !== expected && !broken.has(head.stream)) {
      broken.add(head.stream);
      find(`${where}, commit ${position}`, 'order');
    }
    sequences.set(head.stream, sequence);
    for (const { hash } of references) blobs.add(hash);
  }

  async function takeHead(value: unknown, number: number): Promise<Result<void, ReadFailure>> {
    const where = `segment ${number}`;
    const fail = (why: DamageReason) => {
      find(where, why);
      return ok(undefined);
    };
    if (!isSegmentHead(value)) return fail('shape');
    if (value.segment !== number) return fail('order');
    if (!isWholeHead(value, checksum)) return fail('hash');
    const picked = await store.pick([], [value.digest]);
    if (!picked.ok) return picked;
    const body = readSegmentBody(picked.value.bodies[0], value, checksum);
    if (!body.ok) return fail(body.error);
    if ((await sha256(new TextEncoder().encode(body.value.text))) !== value.digest) return fail('hash');
    const lines = linesOf(body.value);
    if (lines.length !== value.count) return fail('shape');
    lines.forEach((line, at) => {
      takeLine(where, line, body.value.positions[at] ?? 0, value.first + at);
      if (!isFingerprinted(value, at, line)) find(where, 'link');
    });
    return ok(undefined);
  }

  function takeRow(value: unknown): void {
    const number = isRow(value) ? value.row : numberOf(value);
    const where = `row ${number}`;
    if (!isRow(value)) find(where, 'shape');
    else if (!isWholeRow(value, checksum)) find(where, 'hash');
    // What stands around the lines is no commit's, but was written too.
    else if (!value.text.startsWith('[') || !value.text.endsWith(']')) find(where, 'shape');
    else {
      const lines = linesOf(value);
      if (lines.length !== value.sequences.length) find(where, 'shape');
      else
        for (const [at, line] of lines.entries()) takeLine(where, line, value.position + at, value.sequences[at] ?? 0);
    }
  }

  async function tell(): Promise<boolean> {
    onShare?.(newest === 0 ? 1 : commits / newest);
    // A turn of its own, so that appends and cancelling are not kept waiting.
    await new Promise((settle) => setTimeout(settle));
    isCancelled = signal?.aborted === true;
    return isCancelled;
  }

  let row = 0;
  let segment = 0;
  for (;;) {
    const loaded = await store.load({ row, segment }, rowsAtOnce);
    if (!loaded.ok) return loaded;
    for (const value of loaded.value.heads) {
      segment += 1;
      const taken = await takeHead(value, segment);
      if (!taken.ok) return taken;
      if (segment % headsATurn === 0 && (await tell())) break;
    }
    for (const value of loaded.value.rows) {
      takeRow(value);
      row = Math.max(row + 1, numberOf(value));
    }
    if (isCancelled || (await tell())) break;
    // The last reading brings segments that were sealed meanwhile, and no more rows.
    if (loaded.value.rows.length === 0) break;
  }
  if (!isCancelled) findHoles(seen, find);
  for (const hash of blobs) {
    if (isCancelled || (await tell())) break;
    const kept = await getBlob(hash);
    if (kept.ok) continue;
    // A storage that does not answer says nothing about what it holds.
    const { code } = kept.error;
    if (code === 'BlobMissing') find(`blob ${hash}`, 'order');
    else if (code === 'BlobDamaged') find(`blob ${hash}`, 'hash');
    else if (code !== 'QuotaExceeded') return err(kept.error);
  }
  return ok({ commits, blobs: blobs.size, findings, isComplete: !isCancelled });
}

/** Runs of positions at which there is no commit. */
function findHoles(seen: Uint8Array, find: (where: string, why: DamageReason) => void): void {
  for (let from = 1; from < seen.length; from++) {
    if (seen[from] === 1) continue;
    let to = from;
    while (to + 1 < seen.length && seen[to + 1] === 0) to += 1;
    find(from === to ? `commit ${from}` : `commits ${from} to ${to}`, 'order');
    from = to;
  }
}

function isFingerprinted({ fingerprints }: SegmentHead, at: number, line: string): boolean {
  const id = readHead(line)?.head.id;
  if (id === undefined) return false;
  const [a, b] = fingerprint(id);
  return fingerprints[at * 2] === a && fingerprints[at * 2 + 1] === b;
}

function numberOf(value: unknown): number {
  return typeof value === 'object' && value !== null && 'row' in value && typeof value.row === 'number' ? value.row : 0;
}

const rowsAtOnce = 64;
const headsATurn = 8;
