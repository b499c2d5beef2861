import { type LogIndex, lowerBound, type RowPlace, type StreamIndex } from './log-index.ts';
import type { SegmentHead } from './segment.ts';

/** Which rows and segments hold the next commits in arrival order, and up to which position that is all of them. */
export interface ReadPlan {
  readonly rows: readonly PlannedRead[];
  readonly heads: readonly SegmentHead[];
  readonly upTo: number;
}

export interface PlannedRead {
  readonly row: number;
  /** Which of its commits, counted from 0; undefined: all of them. */
  readonly lines: readonly number[] | undefined;
}

/**
 * The next batch of these streams, or of all, after a position and not beyond another. Segments hold one stream each, so
 * a batch in arrival order is a window of positions over all that have commits in it.
 */
export function planRead(
  index: LogIndex,
  names: readonly string[] | undefined,
  after: number,
  newest: number,
): ReadPlan {
  const streams =
    names === undefined || names.length > fewStreams
      ? undefined
      : [...new Set(names)].flatMap((name) => index.stream(name) ?? []);
  if (streams === undefined) {
    const upTo = Math.min(newest, after + commitsPerBatch);
    const heads = index.heads.filter((head) => overlaps(head, after, upTo));
    return { rows: rowsBetween(index.places, after, upTo), heads, upTo };
  }
  const budget = Math.max(200, Math.ceil(commitsPerBatch / Math.max(1, streams.length)));
  const upTo = Math.min(newest, ...streams.map((stream) => reach(stream, after, budget)));
  const heads = streams.flatMap((stream) => stream.heads.filter((head) => overlaps(head, after, upTo)));
  return { rows: rowsOf(streams, after, upTo), heads, upTo };
}

/** The position up to which a stream has about so many commits; infinity where it has fewer. */
function reach({ heads, tail }: StreamIndex, after: number, budget: number): number {
  let commits = 0;
  for (let i = lowerBound(heads, after + 1, ({ lastPosition }) => lastPosition); i < heads.length; i++) {
    const head = heads[i];
    commits += head?.count ?? 0;
    if (head !== undefined && commits >= budget) return head.lastPosition;
  }
  const start = lowerBound(tail, after + 1, ({ position }) => position);
  return tail[start + budget - commits - 1]?.position ?? Number.POSITIVE_INFINITY;
}

function overlaps(head: SegmentHead, after: number, upTo: number): boolean {
  return head.lastPosition > after && head.firstPosition <= upTo;
}

function rowsBetween(places: readonly RowPlace[], after: number, upTo: number): readonly PlannedRead[] {
  const rows: PlannedRead[] = [];
  const start = lowerBound(places, after + 1, ({ position, count }) => position + count - 1);
  for (let i = start; i < places.length; i++) {
    const place = places[i];
    if (place === undefined || place.position > upTo) break;
    if (place.left > 0) rows.push({ row: place.row, lines: undefined });
  }
  return rows;
}

function rowsOf(streams: readonly StreamIndex[], after: number, upTo: number): readonly PlannedRead[] {
  const lines = new Map<number, number[]>();
  for (const { tail } of streams) {
    for (let i = lowerBound(tail, after + 1, ({ position }) => position); i < tail.length; i++) {
      const entry = tail[i];
      if (entry === undefined || entry.position > upTo) break;
      const { row, position } = entry.at;
      const ofRow = lines.get(row);
      if (ofRow === undefined) lines.set(row, [entry.position - position]);
      else ofRow.push(entry.position - position);
    }
  }
  // Each stream came by itself, and arrival order is what is wanted.
  const inOrder = (ofRow: number[]) => (streams.length > 1 ? ofRow.sort((a, b) => a - b) : ofRow);
  return [...lines].map(([row, ofRow]) => ({ row, lines: inOrder(ofRow) })).sort((a, b) => a.row - b.row);
}

/**
 * A batch holds about this many commits, however they are spread. With four times as many, carrying them about took the
 * collector a third of a replay's time (measured); two whole rows are the least that is read at once.
 */
const commitsPerBatch = 512;
/** Above this it is cheaper to look at everything than at each stream. */
const fewStreams = 50;
