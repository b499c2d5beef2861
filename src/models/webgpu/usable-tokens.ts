/** Of the window; the rest is for what an estimate is wrong by. */
const WINDOW_SHARE = 0.7;

/** How many tokens a prompt and its answer may have together, by estimate, in a window of so many. */
export function usableTokens(contextTokens: number): number {
  return Math.floor(contextTokens * WINDOW_SHARE);
}
