import type { Commit } from './event-log.ts';

/**
 * The order in which one stream's commits fold, the same on every device that holds them: hybrid logical clock, then
 * device, then commit id. On one device it is the order of sequence.
 */
export function compareForMerge(a: Place, b: Place): number {
  return compare(a.hlc, b.hlc) || compare(a.device, b.device) || compare(a.id, b.id);
}

type Place = Pick<Commit, 'hlc' | 'device' | 'id'>;

// By code units and not by locale: the order must not depend on where it is made.
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
