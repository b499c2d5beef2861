import type { Act } from './action.ts';
import type { Language } from './language.ts';
import { readSubject } from './obligation.ts';
import { phraseAt, type Token } from './tokens.ts';

/** German: "(ich muss) die Bank anrufen". The title is what stands behind the modal verb. */
export function readVerbFinal(
  tokens: readonly Token[],
  from: number,
  end: number,
  language: Language,
  isLed: boolean,
): Act | null {
  let last = end - 1;
  while (last > from && tokens[last]?.isWord === false) last -= 1;
  const infinitive = language.verbFinal?.test(tokens[last]?.lower ?? '') === true;
  if (!infinitive) return null;
  for (let p = from; p < Math.min(end, from + 4); p++) {
    const length = phraseAt(tokens, p, language.obligations);
    if (length === 0) continue;
    let verb = p + length;
    if (p === from && language.subjects.has(tokens[verb]?.lower ?? '')) verb += 1;
    while (language.adverbs.has(tokens[verb]?.lower ?? '')) verb += 1;
    if (verb >= end) return null;
    const subject = p === from ? 'planner' : readSubject(tokens, from, p, language);
    return {
      how: 'obligation',
      verb,
      who: subject === 'person' ? [from, p] : null,
      isAnybody: subject === 'anybody',
    };
  }
  return isLed ? { how: 'imperative', verb: from } : null;
}
