/**
 * How long to wait after so many tries that failed, in milliseconds: exponential with full jitter (Brooker, "Exponential
 * Backoff And Jitter", AWS Architecture Blog, 2015).
 */
export function backoffMs(failedTries: number, random: () => number): number {
  return random() * Math.min(longestMs, firstMs * 2 ** (failedTries - 1));
}

const firstMs = 50;
const longestMs = 30_000;
