import { nextHlc } from '#kit/hlc.ts';
import type { Durability } from './event-log.ts';
import type { IndexedLine, LogIndex } from './log-index.ts';
import type { Added } from './plan-group.ts';
import type { Row } from './row.ts';
import type { RowWriter } from './row-writer.ts';

export interface LayOutContext {
  readonly index: LogIndex;
  readonly device: string;
  readonly now: number;
  readonly durability: Durability;
  readonly writer: RowWriter;
}

export interface LaidRow {
  readonly row: Row;
  readonly lines: readonly IndexedLine[];
}

/**
 * Lays out the rows of a group, each when it is asked for: so the storage works on one while the next is being written.
 * Pure but for `laid`, to which each is added.
 */
export function* layOut(
  added: readonly Added[],
  { index, device, now, durability, writer }: LayOutContext,
  laid: LaidRow[],
): Generator<Row> {
  // Of each stream the newest line of its feed in this group.
  const feeds = new Map<string, LaidLine>();
  let hlc = index.hlc;
  let next = 0;
  while (next < added.length) {
    const number = index.row + laid.length + 1;
    const position = index.position + 1 + next;
    const lines: LaidLine[] = [];
    const sequences: number[] = [];
    while (next < added.length && !writer.isFull()) {
      const item = added[next++];
      if (item === undefined) break;
      const { commit, body, blobs } = item.prepared;
      const { id, stream } = commit;
      const before = feeds.get(stream);
      const feed = before ?? index.feed(device, stream);
      hlc = nextHlc(hlc, now);
      const place = { device, hlc, index: feed === undefined ? 0 : feed.index + 1 };
      writer.addCommit(commit, place, before?.row === number ? before.at : (feed?.hash ?? ''), body);
      const line = { id, stream, device, hlc, index: place.index, hash: '', blobs, row: number, at: lines.length };
      feeds.set(stream, line);
      lines.push(line);
      sequences.push(item.sequence);
    }
    const { row, hashes } = writer.finish({ row: number, position, recordedAt: now, durability, sequences });
    for (const line of lines) line.hash = hashes[line.at] ?? '';
    laid.push({ row, lines });
    yield row;
  }
}

interface LaidLine extends IndexedLine {
  /** Known when its row is finished. */
  hash: string;
  readonly row: number;
  /** Counted from 0 in its row. */
  readonly at: number;
}
