import type { Action } from './action-shape.ts';
import { isBoundary, nounPhraseEnd } from './boundaries.ts';
import { infinitiveOf } from './conjugation.ts';
import type { CueGrammar, Language } from './language.ts';
import type { Token } from './tokens.ts';

type Who = readonly [number, number] | null;

/** Whether somebody is said to do it, rather than asked: the subject stands before the verb, or right behind it. */
export function isTold(
  tokens: readonly Token[],
  at: number,
  language: Language,
  grammar: CueGrammar,
  who: Who,
): boolean {
  const word = tokens[at]?.lower ?? '';
  if (language.be.has(word)) return true;
  if (infinitiveOf(word, 'finite', grammar) === null) return false;
  return who !== null || infinitiveOf(word, 'infinitive', grammar) === null;
}

/** A step where a text tells a process: "(danach) prüft die Chefin den Antrag", "le dossier est transmis". */
export function readTold(
  tokens: readonly Token[],
  from: number,
  language: Language,
  grammar: CueGrammar,
  who: Who,
  common: Action,
): Action | null {
  const lower = (i: number) => tokens[i]?.lower ?? '';
  if (who !== null) {
    const base = infinitiveOf(lower(from), 'finite', grammar);
    if (base !== null) return told(from + 1, base, from, who);
  }
  for (let p = from; p < Math.min(tokens.length, from + MAX_SUBJECT); p++) {
    const token = tokens[p];
    if (token === undefined || !token.isWord || grammar.subordinators.has(token.lower)) return null;
    const subject = p > from ? ([from, p] as const) : null;
    if (language.be.has(token.lower)) return readPassive(subject, p + 1);
    const base = token.isCapital && p > 0 && grammar.isVerbFinal ? null : infinitiveOf(token.lower, 'finite', grammar);
    if (base === null) continue;
    if (subject !== null) return isDoer(subject) ? told(p + 1, base, p, subject) : null;
    // "prüft der Sachbearbeiter den Antrag"
    const end = grammar.isVerbFinal ? nounPhraseEnd(tokens, p + 1, language) : p + 1;
    return end > p + 1 ? told(end, base, p, [p + 1, end]) : null;
  }
  return null;

  function isDoer([a, b]: readonly [number, number]): boolean {
    return language.determiners.has(lower(a)) ? b - a > 1 : tokens[a]?.isCapital === true;
  }

  function told(begin: number, base: string, verb: number, doer: readonly [number, number]): Action {
    const start = language.determiners.has(lower(doer[0])) ? doer[0] + 1 : doer[0];
    const action = { ...common, how: 'process', verb, base, who: [start, doer[1]] } as const;
    if (!grammar.isVerbFinal) return action;
    return { ...action, ...verbLast(tokens, begin, base, language, grammar) };
  }

  function readPassive(subject: readonly [number, number] | null, begin: number): Action | null {
    for (let p = begin; p < Math.min(tokens.length, begin + 16); p++) {
      if (tokens[p]?.lower === ';') return null;
      const base = infinitiveOf(lower(p), 'participle', grammar);
      if (base === null) continue;
      if (!grammar.isVerbFinal)
        return subject === null || p > begin + 2 ? null : { ...common, how: 'passive', verb: p, base, object: subject };
      if (!isBoundary(tokens, p + 1, language) && tokens[p + 1]?.isWord === true) continue;
      const phrase = [...(subject === null ? [] : [subject]), [begin, p] as const];
      return { ...common, how: 'passive', verb: subject?.[0] ?? begin, base, last: p, phrase };
    }
    return null;
  }
}

/** "Danach schreibe ich den Brief", "ensuite, j'écris la lettre", "luego escribo la carta": a plan, told step by step. */
export function readOwnStep(
  tokens: readonly Token[],
  at: number,
  language: Language,
  grammar: CueGrammar,
  common: Action,
): Action | null {
  const lower = (i: number) => tokens[i]?.lower ?? '';
  const formOf = (i: number) =>
    infinitiveOf(lower(i), 'imperative', grammar) ??
    infinitiveOf(lower(i), 'finite', grammar) ??
    infinitiveOf(lower(i), 'infinitive', grammar);
  if (!grammar.isVerbFinal) {
    const isSaid = language.planners.has(lower(at));
    const verb = isSaid ? at + 1 : at;
    const base = isSaid ? formOf(verb) : ownForm(lower(at), grammar);
    return base === null || language.be.has(lower(verb)) ? null : { ...common, how: 'obligation', verb, base };
  }
  const base = language.planners.has(lower(at + 1)) && !tokens[at]?.isCapital ? formOf(at) : null;
  if (base === null || language.auxiliaries.has(lower(at))) return null;
  return { ...common, how: 'obligation', verb: at, ...verbLast(tokens, at + 2, base, language, grammar) };
}

/** "escribo", "enviamos": a person's own form by its ending, where no pronoun is needed. */
function ownForm(word: string, grammar: CueGrammar): string | null {
  for (const [ending, other] of grammar.ownEndings) {
    if (!word.endsWith(ending)) continue;
    const form = word.slice(0, -ending.length) + other;
    const base = infinitiveOf(form, 'infinitive', grammar) ?? infinitiveOf(form, 'finite', grammar);
    if (base !== null) return base;
  }
  return null;
}

/** The words up to the end of a part, with its finite verb as an infinitive behind them: "leite … weiter" is "… weiterleiten". */
function verbLast(
  tokens: readonly Token[],
  begin: number,
  base: string,
  language: Language,
  grammar: CueGrammar,
): Pick<Action, 'base'> & Partial<Action> {
  let end = begin;
  while (end < tokens.length && !isBoundary(tokens, end, language) && tokens[end]?.isWord === true) end += 1;
  const prefix = grammar.separable.find((one) => one === tokens[end - 1]?.lower && end - 1 > begin);
  const rest = prefix === undefined ? end : end - 1;
  return { base: (prefix ?? '') + base, last: Math.max(begin - 1, end - 1), phrase: [[begin, rest]] };
}

/** Words that a subject takes at most. */
const MAX_SUBJECT = 7;
