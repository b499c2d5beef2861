import type { ModelFailure } from './failure.ts';
import type { ModelUsage, WaitReason } from './port.ts';

/** What an adapter hears from its engine or server. */
export type Piece =
  | { readonly type: 'text'; readonly text: string }
  /** Nothing will come for `ms`. */
  | { readonly type: 'waiting'; readonly reason: WaitReason; readonly ms: number }
  /** Something is being done, though no text came: thinking aloud on a channel of its own, loading. */
  | { readonly type: 'alive' }
  | { readonly type: 'model'; readonly model: string }
  | { readonly type: 'usage'; readonly usage: ModelUsage }
  | { readonly type: 'finish'; readonly finish: 'stop' | 'length' | 'refused' };

/** Thrown by what an adapter hands to `runCall`, and only there: a cause from outside, as data. */
export class OutsideCause {
  readonly failure: ModelFailure;
  constructor(failure: ModelFailure) {
    this.failure = failure;
  }
}
