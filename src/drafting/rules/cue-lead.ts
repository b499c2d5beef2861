import type { Action } from './action-shape.ts';
import type { Language } from './language.ts';
import { cueAt, phraseAt, type Token } from './tokens.ts';

/** Goes over what has no weight at the beginning, words of order and a time: "also morgen", "puis", "el lunes". */
export function skipCueLead(
  tokens: readonly Token[],
  from: number,
  language: Language,
): { at: number; sequence: Action['sequence']; cue: Action['cue'] } {
  let at = from;
  let sequence: Action['sequence'] = null;
  let cue: Action['cue'] = null;
  for (let round = 0; round < 12 && at < tokens.length; round++) {
    if (tokens[at]?.isWord === false && /^[,:;¡¿–—-]$/u.test(tokens[at]?.lower ?? '')) {
      at += 1;
      continue;
    }
    const step = cueAt(tokens, at, language.sequence);
    if (step !== null) {
      sequence = step.value;
      cue = [at, at + step.length];
      at += step.length;
      continue;
    }
    const length =
      timeLength(tokens, at, language) ||
      phraseAt(tokens, at, language.fillers) ||
      phraseAt(tokens, at, language.vagueTimes);
    if (length === 0) break;
    at += length;
  }
  return { at, sequence, cue };
}

function timeLength(tokens: readonly Token[], at: number, language: Language): number {
  const lower = (i: number) => tokens[i]?.lower ?? '';
  let i = at;
  if (language.prepositions.has(lower(i))) i += 1;
  // "tous les lundis", "dans les trois jours"
  for (
    let article = 0;
    article < 2 && language.determiners.has(lower(i)) && !language.timeWords.has(lower(i));
    article++
  )
    i += 1;
  let length = 0;
  const { numbers } = language.order;
  for (; i < tokens.length; i++) {
    if (language.timeWords.has(lower(i)) || CLOCK.test(lower(i))) length = i + 1 - at;
    // "el viernes que viene", "a las nueve"
    else if (language.timeWords.has(lower(i + 1)) && length > 0 && lower(i).length <= 3) continue;
    else if (
      !/^(?:\d[\d:.h]*|\.|um)$/u.test(lower(i)) &&
      !language.prepositions.has(lower(i)) &&
      !numbers.has(lower(i)) &&
      !(length > 0 && language.determiners.has(lower(i)) && /^\d/u.test(lower(i + 1)))
    )
      break;
  }
  return length;
}

/** "14:30", "15h". */
const CLOCK = /^\d{1,2}(?::\d{2}|h\d{0,2})$/u;
