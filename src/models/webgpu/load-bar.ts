import type { LoadReport } from './engine.ts';

/** Of the one bar, how much each part is. Measured on a warm start: shaders take about as long as the weights. */
const PARTS = {
  /** The files are fetched first: nearly all of the waiting. */
  cold: { download: 0.8, weights: 0.1, shaders: 0.1 },
  warm: { download: 0, weights: 0.5, shaders: 0.5 },
} as const;

export type BarPhase = 'download' | LoadReport['phase'];

export interface Bar {
  readonly phase: BarPhase;
  /** 0 to 1, never less than before. */
  readonly share: number;
}

export const NO_BAR: Bar = { phase: 'download', share: 0 };

/**
 * One bar over everything that a model needs before its first word. The engine's own number falls back to 0 with each
 * phase, and one version reports 0 throughout a warm start; this one only grows.
 */
export function moveBar(bar: Bar, start: 'cold' | 'warm', { phase, share }: { phase: BarPhase; share: number }): Bar {
  const parts = PARTS[start];
  const before = phase === 'download' ? 0 : phase === 'weights' ? parts.download : parts.download + parts.weights;
  const inPhase = Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0;
  return { phase, share: Math.max(bar.share, Math.min(1, before + parts[phase] * inPhase)) };
}
