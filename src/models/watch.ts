import { modelFailure } from './failure.ts';
import { OutsideCause, type Piece } from './piece.ts';

/** How long is waited, in milliseconds. */
export interface Limits {
  /** For the first piece of the answer; on top of it, `perTokenMs` for each token that has to be read first. */
  readonly firstMs: number;
  readonly perTokenMs: number;
  /** Between two pieces. */
  readonly silenceMs: number;
  readonly totalMs: number;
}

export const LIMITS: Limits = { firstMs: 60_000, perTokenMs: 50, silenceMs: 30_000, totalMs: 600_000 };

/**
 * The pieces that `ask` gives, until `signal` is aborted (then it just ends) or a limit is reached (then it throws `Stalled`).
 * Whoever is asked is told by its own signal and not waited for: an engine or a socket that hangs holds up nobody.
 */
export async function* watch(
  ask: (stop: AbortSignal) => AsyncIterable<Piece>,
  signal: AbortSignal,
  limits: Limits,
  inputTokens: number,
): AsyncGenerator<Piece, void> {
  const stop = new AbortController();
  const alarm = new Alarm(limits.totalMs);
  const onAbort = () => alarm.ring('stopped');
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  let iterator: AsyncIterator<Piece> | null = null;
  try {
    iterator = ask(stop.signal)[Symbol.asyncIterator]();
    alarm.set('first', limits.firstMs + limits.perTokenMs * inputTokens);
    while (true) {
      const next = iterator.next();
      // Nobody may be listening any more when it fails.
      next.catch(() => {});
      const result = await Promise.race([next, alarm.rung]);
      if (result === 'stopped') return;
      if (typeof result === 'string')
        throw new OutsideCause(modelFailure('Stalled', { while: result, afterMs: alarm.afterMs(result) }));
      if (result.done === true) {
        iterator = null;
        return;
      }
      const piece = result.value;
      // Time goes on only while the model is waited for, not while its words are being used.
      alarm.silence();
      yield piece;
      if (signal.aborted) return;
      if (piece.type === 'waiting') alarm.set('first', limits.firstMs + piece.ms);
      else alarm.set('silence', limits.silenceMs);
    }
  } finally {
    alarm.off();
    signal.removeEventListener('abort', onAbort);
    stop.abort();
    void iterator?.return?.().catch(() => {});
  }
}

type Ring = 'first' | 'silence' | 'total' | 'stopped';

class Alarm {
  readonly rung: Promise<Ring>;
  readonly #ring: (why: Ring) => void;
  readonly #total: ReturnType<typeof setTimeout>;
  readonly #lengths = new Map<Ring, number>();
  #next: ReturnType<typeof setTimeout> | undefined;

  constructor(totalMs: number) {
    let ring: (why: Ring) => void = () => {};
    this.rung = new Promise((resolve) => {
      ring = resolve;
    });
    this.#ring = ring;
    this.#lengths.set('total', totalMs);
    this.#total = setTimeout(() => ring('total'), totalMs);
  }

  ring(why: Ring): void {
    this.#ring(why);
  }

  set(why: 'first' | 'silence', ms: number): void {
    clearTimeout(this.#next);
    this.#lengths.set(why, ms);
    this.#next = setTimeout(() => this.#ring(why), ms);
  }

  silence(): void {
    clearTimeout(this.#next);
  }

  off(): void {
    clearTimeout(this.#next);
    clearTimeout(this.#total);
  }

  afterMs(why: Ring): number {
    return this.#lengths.get(why) ?? 0;
  }
}
