import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hlcMs, hlcStart, isHlc, laterHlc, nextHlc } from '#kit/hlc.ts';

const instant = fc.nat(2 ** 31 - 1).map((seconds) => seconds * 1000);

describe('hybrid logical clock', () => {
  it('always moves forward, whatever the wall clock does, and never by more than it has to', () => {
    fc.assert(
      fc.property(fc.array(instant, { minLength: 1 }), (instants) => {
        let last = hlcStart;
        let latest = 0;
        for (const now of instants) {
          const next = nextHlc(last, now);
          expect(next > last).toBe(true);
          expect(isHlc(next)).toBe(true);
          latest = Math.max(latest, now);
          expect(hlcMs(next)).toBe(latest);
          last = next;
        }
      }),
    );
  });

  it('compares as text as it does in time', () => {
    fc.assert(
      fc.property(instant, instant, (a, b) => {
        const [early, late] = a < b ? [a, b] : [b, a];
        fc.pre(early !== late);
        expect(nextHlc(hlcStart, early) < nextHlc(hlcStart, late)).toBe(true);
      }),
    );
  });

  it('borrows the next millisecond when one is full', () => {
    expect(nextHlc('0000000003e8-ffff', 1000)).toBe('0000000003e9-0000');
    expect(nextHlc('0000000003e8-0009', 1000)).toBe('0000000003e8-000a');
  });

  it('is after everything that was seen', () => {
    const seen = nextHlc(hlcStart, 5000);
    expect(nextHlc(laterHlc(hlcStart, seen), 10) > seen).toBe(true);
    expect(laterHlc(seen, hlcStart)).toBe(seen);
  });

  it('ends, and stays readable there, whatever a clock or another log says', () => {
    for (const now of [2 ** 48, 8.64e15, Number.POSITIVE_INFINITY]) {
      const late = nextHlc(hlcStart, now);
      expect(isHlc(late)).toBe(true);
      expect(nextHlc(late, now) > late).toBe(true);
    }
    const end = 'ffffffffffff-ffff';
    expect(nextHlc('ffffffffffff-fffe', 0)).toBe(end);
    expect(nextHlc(end, 0)).toBe(end);
    for (const now of [-5, Number.NaN]) expect(isHlc(nextHlc(hlcStart, now))).toBe(true);
  });

  it('knows its own shape', () => {
    for (const other of ['', '1', '0000000003E8-0000', '0000000003e8-00000', 5, null]) expect(isHlc(other)).toBe(false);
  });
});
