import type { Action } from './action-shape.ts';
import type { Language } from './language.ts';
import type { Range } from './mask.ts';
import type { SeedAsk } from './seed.ts';
import { phraseAt, spanOf, type Token } from './tokens.ts';

/** What the words leave open: who does it, when it is due. */
export function asksOf(
  tokens: readonly Token[],
  action: Action | null,
  range: Range,
  language: Language,
): readonly SeedAsk[] {
  const asks: SeedAsk[] = [];
  if (action?.isAnybody === true) asks.push({ code: 'who', range });
  const vague = tokens.findIndex(
    (_, i) => phraseAt(tokens, i, language.vagueTimes) > 0 && !/^(?:as|so|too|how)$/u.test(tokens[i - 1]?.lower ?? ''),
  );
  if (vague >= 0) {
    const length = phraseAt(tokens, vague, language.vagueTimes);
    asks.push({ code: 'when-due', range: spanOf(tokens, vague, vague + length) });
  }
  return asks;
}
