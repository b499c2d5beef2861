import type { Projection } from '../projection.ts';
import { audit } from './audit.ts';
import { metrics } from './metrics.ts';
import { monitoring } from './monitoring.ts';

/** The readings of every log that are always kept. */
export const namedProjections: readonly Projection<unknown>[] = [monitoring, audit, metrics];
