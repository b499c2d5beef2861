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
    let verb = from;
    while (verb < from + 3 && language.objectPronouns.has(lower(verb))) verb += 1;
    const base = infinitiveOf(lower(verb), 'finite', grammar);
    if (base !== null && (verb === from || !grammar.isVerbFinal)) {
      const action = told(verb + 1, base, verb, who);
      // "et le remet au transporteur"
      return verb === from ? action : { ...action, verb: from, last: verb, phrase: [[from, verb]], tail: verb + 1 };
    }
  }
  for (let p = from; p < Math.min(tokens.length, from + MAX_SUBJECT); p++) {
    const token = tokens[p];
    if (token === undefined || !token.isWord || grammar.subordinators.has(token.lower)) return null;
    const subject = p > from ? ([from, p] as const) : null;
    if (language.be.has(token.lower)) return readPassive(subject, p + 1);
    if (grammar.reflexives.has(token.lower)) {
      // "la solicitud se registra", "se realiza el pago"
      const base = infinitiveOf(lower(p + 1), 'finite', grammar);
      if (base === null || grammar.happenings.has(base)) return null;
      return { ...common, how: 'passive', verb: p + 1, base, object: subject };
    }
    const base = token.isCapital && p > 0 && grammar.isVerbFinal ? null : infinitiveOf(token.lower, 'finite', grammar);
    // "la demande est …": a thing, whatever verb looks like it.
    const isThing = p > from && language.determiners.has(lower(p - 1)) && !grammar.isVerbFinal;
    if (base === null || isThing) continue;
    if (subject !== null) return isDoer(subject) ? told(p + 1, base, p, subject) : null;
    // "prüft der Sachbearbeiter den Antrag"
    const end = grammar.isVerbFinal ? nounPhraseEnd(tokens, p + 1, language) : p + 1;
    return end > p + 1 ? told(end, base, p, [p + 1, end]) : null;
  }
  return null;

  function isDoer([a, b]: readonly [number, number]): boolean {
    if (language.determiners.has(lower(a))) return b - a > 1;
    // "por último, contabilidad emite la factura"
    return (
      tokens[a]?.isCapital === true || (common.sequence !== null && b - a === 1 && !language.adverbs.has(lower(a)))
    );
  }

  function isPronoun([a, b]: readonly [number, number]): boolean {
    return b - a === 1 && language.subjects.has(lower(a));
  }

  function told(begin: number, base: string, verb: number, doer: readonly [number, number]): Action {
    const start = language.determiners.has(lower(doer[0])) ? doer[0] + 1 : doer[0];
    const isPlanner = language.planners.has(lower(doer[0]));
    const action = {
      ...common,
      how: 'process',
      verb,
      base,
      who: isPlanner ? null : ([start, doer[1]] as const),
    } as const;
    if (!grammar.isVerbFinal) return action;
    return { ...action, ...verbLast(tokens, begin, base, language, grammar) };
  }

  function readPassive(subject: readonly [number, number] | null, begin: number): Action | null {
    for (let p = begin; p < Math.min(tokens.length, begin + 16); p++) {
      if (tokens[p]?.lower === ';') return null;
      const base = infinitiveOf(lower(p), 'participle', grammar);
      if (base === null) continue;
      if (!grammar.isVerbFinal)
        return subject === null || p > begin + 2
          ? null
          : { ...common, how: 'passive', verb: p, base, object: isPronoun(subject) ? null : subject };
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
  const isSaid = language.planners.has(lower(at));
  if (!grammar.isVerbFinal) {
    const first = isSaid ? at + 1 : at;
    let verb = first;
    while (verb < first + 2 && language.objectPronouns.has(lower(verb))) verb += 1;
    const base = (isSaid ? formOf(verb) : null) ?? ownForm(lower(verb), grammar);
    if (base === null || language.be.has(lower(verb))) return null;
    if (verb === first) return { ...common, how: 'obligation', verb, base };
    return { ...common, how: 'obligation', verb: first, base, last: verb, phrase: [[first, verb]], tail: verb + 1 };
  }
  // "schreibe ich den Brief", "ich schreibe den Brief"
  const verb = isSaid ? at + 1 : at;
  const isMine = isSaid || (language.planners.has(lower(at + 1)) && !tokens[at]?.isCapital);
  const base = isMine ? formOf(verb) : null;
  if (base === null || language.auxiliaries.has(lower(verb)) || language.be.has(lower(verb))) return null;
  return { ...common, how: 'obligation', verb: at, ...verbLast(tokens, at + 2, base, language, grammar) };
}

/** "escribo", "enviamos": a person's own form by its ending, where no pronoun is needed. */
export function ownForm(word: string, grammar: CueGrammar): string | null {
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
  const said = { base: (prefix ?? '') + base, phrase: [[begin, rest]] as const };
  // "prüft, ob die Ware da ist"
  if (tokens[end]?.lower !== ',' || !grammar.contentWords.has(tokens[end + 1]?.lower ?? ''))
    return { ...said, last: Math.max(begin - 1, end - 1) };
  let last = end + 2;
  while (last < tokens.length && !/^[,;:()]$/u.test(tokens[last]?.lower ?? '')) last += 1;
  return { ...said, last: last - 1, tail: end + 1 };
}

/** "Tobias bestellt das Essen", among things that are planned: it is given to him. */
export function readGiven(
  tokens: readonly Token[],
  at: number,
  language: Language,
  grammar: CueGrammar,
  common: Action,
): Action | null {
  const name = tokens[at];
  const verb = tokens[at + 1]?.lower ?? '';
  if (name?.isCapital !== true || language.subjects.has(name.lower) || language.determiners.has(name.lower))
    return null;
  const base = infinitiveOf(verb, 'finite', grammar);
  if (base === null || grammar.happenings.has(base) || language.auxiliaries.has(verb) || language.be.has(verb))
    return null;
  const action = { ...common, how: 'obligation', verb: at + 1, base, who: [at, at + 1] } as const;
  return grammar.isVerbFinal ? { ...action, ...verbLast(tokens, at + 2, base, language, grammar) } : action;
}

/** Words that a subject takes at most. */
const MAX_SUBJECT = 7;
