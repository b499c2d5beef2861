import { expect, test } from 'vitest';
import { moveBar, NO_BAR } from '#models/webgpu/load-bar.ts';

test('[4] one bar over download, weights and shaders only grows, whatever the engine says, and ends at its end', () => {
  const said = [
    { phase: 'download', share: 0.5 },
    { phase: 'download', share: 0.4 },
    { phase: 'download', share: 1 },
    { phase: 'weights', share: 0 },
    { phase: 'weights', share: Number.NaN },
    { phase: 'weights', share: 1 },
    { phase: 'shaders', share: 0 },
    { phase: 'shaders', share: 7 },
  ] as const;
  let bar = NO_BAR;
  const shares = said.map((report) => {
    bar = moveBar(bar, 'cold', report);
    return bar.share;
  });
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares.at(0)).toBeCloseTo(0.4);
  expect(bar).toEqual({ phase: 'shaders', share: 1 });
});

test('[4] a warm start moves too', () => {
  const half = moveBar(NO_BAR, 'warm', { phase: 'weights', share: 0.5 });
  expect(half.share).toBeCloseTo(0.25);
  expect(moveBar(half, 'warm', { phase: 'shaders', share: 0.5 }).share).toBeCloseTo(0.75);
});
