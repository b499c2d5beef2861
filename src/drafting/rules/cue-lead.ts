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
    // "zwei Stunden später": how long goes to the need, which reads it in front of its cue.
    const lag = lagLength(tokens, at, language);
    if (lag !== null) {
      sequence = 'then';
      cue = [at + lag.to, at + lag.to + lag.length];
      at += lag.to + lag.length;
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

function lagLength(
  tokens: readonly Token[],
  at: number,
  language: Language,
): { readonly to: number; readonly length: number } | null {
  const { numbers, lagUnits, lagOpeners, links } = language.order;
  let to = 0;
  for (let word = tokens[at]?.lower ?? ''; ; word = tokens[at + to]?.lower ?? '') {
    if (!/^\d/u.test(word) && !numbers.has(word) && !lagOpeners.has(word) && !language.determiners.has(word)) break;
    to += 1;
  }
  if (to === 0 || !lagUnits.has(tokens[at + to]?.lower ?? '')) return null;
  to += 1;
  const said = cueAt(tokens, at + to, language.sequence) ?? cueAt(tokens, at + to, links);
  return said?.value === 'then' ? { to, length: said.length } : null;
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
