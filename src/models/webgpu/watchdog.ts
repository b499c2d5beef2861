/** How long the first piece of text may take: reading the prompt cannot be stopped, and grows with its length. */
export function prefillLimitMs(promptTokens: number): number {
  return 60_000 + 50 * promptTokens;
}

/** Between two pieces of text. */
export const SILENCE_MS = 30_000;
/** Between two signs of life while a model is put on the card: some drivers take a minute for one shader. */
export const LOAD_SILENCE_MS = 180_000;
/** A stopped request has this long to end by itself; then its worker is ended. */
export const DRAIN_MS = 10_000;
/** Memory is given back after this long without a request. */
export const IDLE_MS = 600_000;

/** Calls back once when nobody has fed it for as long as it was last told. */
export interface Watchdog {
  feed(ms: number): void;
  stop(): void;
}

export function createWatchdog(onSilent: () => void): Watchdog {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    feed(ms) {
      clearTimeout(timer);
      timer = setTimeout(onSilent, ms);
    },
    stop: () => clearTimeout(timer),
  };
}
