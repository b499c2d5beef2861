import type { Action } from './action-shape.ts';
import type { Language } from './language.ts';
import { phraseAt, type Token } from './tokens.ts';

/**
 * What a request says of how another is to be met. `surely`: it means nothing alone ("keep in mind that …", "do it by hand").
 * `beside`: it may be a job of its own where nobody is talked to ("make sure the gate is locked", "use the blue form").
 */
export type Manner = 'surely' | 'beside' | 'no';

/** Looks at the verb and the few words that belong to it. */
export function mannerOf(tokens: readonly Token[], action: Action, to: number, language: Language): Manner {
  const { manner, shapingVerbs } = language.asking;
  const at = action.verb;
  const verb = action.base ?? tokens[at]?.lower ?? '';
  if (action.base === null && phraseAt(tokens, at, manner) > 0) return 'surely';
  if (phraseAt(tokens, at, language.asking.sees) > 0) return hasClause(tokens, at, to, language) ? 'beside' : 'no';
  // "Pay special attention to …", "take the weather into account", "give priority to …".
  if (LIGHT.test(verb)) {
    for (let i = at + 1; i < Math.min(to, at + 9); i++) if (REGARD.test(tokens[i]?.lower ?? '')) return 'surely';
  }
  // "Make sure to …": beside another request, what belongs to it.
  if (MINDING.test(`${tokens[at - 2]?.lower} ${tokens[at - 1]?.lower}`)) return 'beside';
  // "Gather all the requested information and send it to me."
  if (tokens.slice(at + 1, Math.min(to, at + 6)).some(({ lower }) => REQUESTED.test(lower))) return 'beside';
  const object = tokens[at + 1]?.lower ?? '';
  if (at + 1 < to && IT.test(object)) {
    if (SETTING.test(verb)) return 'surely';
    if (shapingVerbs.has(verb)) return 'surely';
  }
  if (verb === 'do' && object === 'so') return 'surely';
  // "Use the drill to make two holes" has a purpose of its own.
  if (USING.test(verb)) return hasPurpose(tokens, at, to, language) ? 'no' : 'beside';
  return 'no';
}

/** "(make sure) the axes carry units", "(ensure) that …": a state, and not "(ensure) a smooth start". */
function hasClause(tokens: readonly Token[], from: number, to: number, language: Language): boolean {
  for (let i = from + 1; i < Math.min(to, from + 12); i++) {
    const { lower = '' } = tokens[i] ?? {};
    if (lower === 'that' || language.auxiliaries.has(lower) || language.subjects.has(lower)) return true;
  }
  return tokens[from]?.lower === 'make' || tokens[from]?.lower === 'see';
}

function hasPurpose(tokens: readonly Token[], from: number, to: number, language: Language): boolean {
  for (let i = from + 2; i < to - 1; i++)
    if (tokens[i]?.lower === 'to' && language.verbs.has(tokens[i + 1]?.lower ?? '')) return true;
  return false;
}

const LIGHT = /^(?:take|pay|give|put|keep|bear|have|lay|place|draw)$/u;
const REGARD =
  /^(?:attention|consideration|account|emphasis|focus|priority|preference|weight|stress|mind|heed|notice)$/u;
const IT = /^(?:it|them|this|that|these|those)$/u;
const SETTING = /^(?:keep|make|do|leave|have|hold|finish|complete|handle|manage)$/u;
const USING = /^(?:use|utili[sz]e|employ)$/u;
const MINDING = /^(?:sure|certain|ensure) to$/u;
const REQUESTED = /^(?:requested|aforementioned|above-mentioned|abovementioned)$/u;
