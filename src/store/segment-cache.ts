import { linesOf } from './row.ts';
import type { SegmentBody, SegmentHead } from './segment.ts';

/**
 * Bodies of segments that were just read: a reading in arrival order comes back to each many times, since each holds one
 * stream. The one that was not used for longest goes first.
 */
export interface SegmentCache {
  get(head: SegmentHead): HeldSegment | undefined;
  add(head: SegmentHead, body: SegmentBody): HeldSegment;
  /** Lets go of all but the last used, up to this many UTF-16 units. */
  shrink(budget: number): void;
}

export interface HeldSegment {
  readonly body: SegmentBody;
  readonly lines: readonly string[];
}

export function createSegmentCache(budget: number): SegmentCache {
  const held = new Map<number, HeldSegment>();
  let size = 0;

  function shrink(to: number): void {
    for (const [number, { body }] of held) {
      // The last used one stays, however big: somebody is about to read it.
      if (size <= to || held.size === 1) return;
      held.delete(number);
      size -= body.text.length;
    }
  }

  return {
    get({ segment }) {
      const found = held.get(segment);
      if (found === undefined) return undefined;
      held.delete(segment);
      held.set(segment, found);
      return found;
    },
    add({ segment }, body) {
      const added = { body, lines: linesOf(body) };
      held.set(segment, added);
      size += body.text.length;
      shrink(budget);
      return added;
    },
    shrink,
  };
}
