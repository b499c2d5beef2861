/**
 * A hybrid logical clock (Kulkarni et al., "Logical Physical Clocks", 2014) as text: 12 hex digits of epoch
 * milliseconds, `-`, 4 hex digits that count within the millisecond. Comparing the texts compares the times, and a
 * commit always has a later time than everything its writer had seen, even when the wall clock went back.
 */
export type Hlc = string;

/** Earlier than every time. */
export const hlcStart: Hlc = '000000000000-0000';

/**
 * The time of a new commit: after `last`, and at `now` if the wall clock is ahead. Times end in the year 10889: once a
 * clock, or a file that was forged, has brought the last one, it stays, and what is written later can still be read.
 */
export function nextHlc(last: Hlc, now: number): Hlc {
  if (last >= hlcEnd) return hlcEnd;
  const lastMs = Number.parseInt(last.slice(0, 12), 16);
  const nowMs = Math.min(now, lastMillisecond);
  if (nowMs > lastMs) return write(nowMs, 0);
  const count = Number.parseInt(last.slice(13), 16) + 1;
  // A full counter borrows the next millisecond: order matters more than the exact instant.
  // Many commits are written within one millisecond, whose digits are there already.
  return count > 0xffff ? write(lastMs + 1, 0) : last.slice(0, 13) + counter(count);
}

/** The later of two times: what a clock shows after it has seen the other. */
export function laterHlc(a: Hlc, b: Hlc): Hlc {
  return a >= b ? a : b;
}

export function isHlc(value: unknown): value is Hlc {
  return typeof value === 'string' && shape.test(value);
}

/** Epoch milliseconds of the wall clock that a time was taken from, or that it ran ahead to. */
export function hlcMs(hlc: Hlc): number {
  return Number.parseInt(hlc.slice(0, 12), 16);
}

const lastMillisecond = 2 ** 48 - 1;
const hlcEnd: Hlc = 'ffffffffffff-ffff';

function write(ms: number, count: number): Hlc {
  return `${Math.trunc(ms).toString(16).padStart(12, '0')}-${counter(count)}`;
}

function counter(count: number): string {
  return (0x10000 + count).toString(16).slice(1);
}

const shape = /^[0-9a-f]{12}-[0-9a-f]{4}$/;
