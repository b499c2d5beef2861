import type { Action } from './action-shape.ts';
import { isBoundary, nounPhraseEnd } from './boundaries.ts';
import type { Clause, MainClause, SubClause, SubMeaning } from './clauses.ts';
import { infinitiveOf } from './conjugation.ts';
import { type CueOptions, readCueAction } from './cue-actions.ts';
import type { CueGrammar, Joint, Language } from './language.ts';
import { cueAt, phraseAt, type Token } from './tokens.ts';

/**
 * Parts a sentence of a language that is read by its cue words and its verb forms: at each joint, sign or "and" it asks
 * whether something to be done begins there. Less than the grammar of English: what it does not understand stays with the
 * words before.
 */
export function readCueClauses(
  tokens: readonly Token[],
  language: Language,
  grammar: CueGrammar,
  isProcess: boolean,
): readonly Clause[] {
  const clauses: Clause[] = [];
  let at = 0;
  let isThen = false;
  let isPart = false;
  let isStrong = true;
  let who: CueOptions['who'] = null;
  /** Something to be done was said before. */
  let isPlan = false;
  const read = (from: number, isStrict: boolean, isLed = isPlan) =>
    readCueAction(tokens, from, language, grammar, { isProcess, isStrict, isPlan: isLed, who });

  while (at < tokens.length) {
    const sub = readSub(at, isStrong);
    if (sub !== null) {
      clauses.push(sub);
      isPlan ||= sub.leads;
      at = Math.max(sub.to, at + 1);
    } else {
      const isStrict = clauses.length > 0 && !isThen && !isStrong;
      const action = read(at, isStrict);
      who = action?.how === 'process' ? action.who : null;
      isPlan ||= action !== null && !action.isNegated;
      const end = findEnd(action === null ? at + 1 : Math.max(at, action.last ?? action.verb) + 1);
      clauses.push({ type: 'main', from: at, to: end, action, isThen, isPart });
      at = Math.max(end, at + 1);
    }
    isPart = tokens[at]?.lower === ':' && clauses.at(-1)?.type === 'main';
    // "Kurz zum Stand: Murat holt die Plakate ab."
    isPlan ||= tokens[at]?.lower === ':';
    const gap = skipGap(at);
    at = gap.at;
    isThen = gap.isThen;
    isStrong = gap.isStrong || sub !== null;
  }
  return merged(clauses, tokens, language, grammar).map((clause, i, all) =>
    clause.type === 'main'
      ? trimmed(heldBack(clause, all[i + 1], tokens, language), tokens, language)
      : turned(clause, all[i - 1], tokens, language),
  );

  /** Where the words that belong to one thing to do end. */
  function findEnd(begin: number): number {
    for (let i = begin; i < tokens.length; i++) {
      const lower = tokens[i]?.lower ?? '';
      if (lower === ';') return i;
      if (readSub(i, false) !== null) return i;
      if (!isBoundary(tokens, i, language) && phraseAt(tokens, i, language.fillers) === 0) continue;
      const gap = skipGap(i);
      if (gap.at >= tokens.length) return i;
      if (readSub(gap.at, gap.isStrong) !== null || read(gap.at, !gap.isThen, isPlan || lower === ':') !== null)
        return i;
    }
    return tokens.length;
  }

  function skipGap(from: number): { at: number; isThen: boolean; isStrong: boolean } {
    let i = from;
    let strong = false;
    for (; i < tokens.length; i++) {
      const lower = tokens[i]?.lower ?? '';
      const step = cueAt(tokens, i, language.sequence);
      // The cue stays with its clause, which reads it again.
      if (step !== null) return { at: i, isThen: step.value !== 'first', isStrong: true };
      if (lower === ';' || language.and.has(lower)) strong = true;
      else if (tokens[i]?.isWord !== false) break;
    }
    return { at: i, isThen: false, isStrong: strong };
  }

  /** `mayLead`: what it belongs to may follow. */
  function readSub(from: number, mayLead: boolean): SubClause | null {
    const condition = from === 0 && grammar.isVerbFinal ? readVerbFirst() : null;
    if (condition !== null) return condition;
    const cue = cueAt(tokens, from, language.joints);
    // "Als Erstes …", "après ça …": the fuller cue counts.
    if (cue === null || (cueAt(tokens, from, language.sequence)?.length ?? 0) >= cue.length + 1) return null;
    const begin = from + cue.length;
    const isNominal = language.prepositions.has(tokens[from]?.lower ?? '');
    const to = isNominal && grammar.isVerbFinal ? nounPhraseEnd(tokens, begin, language) : subEnd(begin);
    if (to <= begin) return null;
    const leads = mayLead && to < tokens.length && read(skipGap(to).at, false, true) !== null;
    if (!leads && (isNominal || cue.value === 'if' || cue.value === 'while')) {
      const says = readMeaning(tokens, begin, to, cue.value, language, grammar);
      if (says.type !== 'act' || cue.value === 'if' || cue.value === 'while') return null;
    }
    const says: SubMeaning =
      cue.value === 'if' || cue.value === 'while'
        ? { type: 'state' }
        : readMeaning(tokens, begin, to, cue.value, language, grammar);
    if (!leads && (says.type === 'state' || says.type === 'words')) return null;
    return { type: 'sub', from, to, joint: cue.value, cue: [from, begin], says, leads };
  }

  /** "Ist der Antrag vollständig, wird …": a condition without a word that says so. */
  function readVerbFirst(): SubClause | null {
    const isFiniteAt = (at: number) => {
      const word = tokens[at]?.lower ?? '';
      return language.be.has(word) || language.auxiliaries.has(word) || phraseAt(tokens, at, language.obligations) > 0;
    };
    const to = tokens.findIndex(({ lower }) => lower === ',');
    if (to < 3 || !isFiniteAt(0) || language.subjects.has(tokens[to + 1]?.lower ?? '')) return null;
    const isSo = cueAt(tokens, to + 1, language.sequence) !== null || tokens[to + 1]?.lower === 'so';
    const isInverted = isFiniteAt(to + 1) || infinitiveOf(tokens[to + 1]?.lower ?? '', 'finite', grammar) !== null;
    if (!isSo && !isInverted) return null;
    return { type: 'sub', from: 0, to, joint: 'if', cue: [0, 1], says: { type: 'state' }, leads: true };
  }

  function subEnd(from: number): number {
    for (let i = from + 1; i < tokens.length; i++) {
      const lower = tokens[i]?.lower ?? '';
      if (lower === ';' || lower === ')' || lower === ':') return i;
      // A comma inside a row of things: "nachdem Tisch, Stühle und Lampen da sind,".
      if (lower === ',' && (!grammar.isVerbFinal || isVerbForm(tokens[i - 1], language, grammar))) return i;
      if (language.and.has(lower) && read(skipGap(i).at, true) !== null) return i;
      // Dictated: "wenn das fertig ist muss ich …", "dès que c'est fait il faut …".
      if (i > from + 1 && read(i, true)?.how === 'obligation') return i;
    }
    return tokens.length;
  }
}

function isVerbForm(token: Token | undefined, language: Language, grammar: CueGrammar): boolean {
  const word = token?.lower ?? '';
  if (language.be.has(word) || language.have.has(word) || language.auxiliaries.has(word)) return true;
  return (['infinitive', 'participle', 'finite'] as const).some((form) => infinitiveOf(word, form, grammar) !== null);
}

/** What a clause behind a joint names. */
function readMeaning(
  tokens: readonly Token[],
  from: number,
  to: number,
  joint: Joint,
  language: Language,
  grammar: CueGrammar,
): SubMeaning {
  let last = to;
  while (last > from && tokens[last - 1]?.isWord === false) last -= 1;
  let at = from;
  const lower = (i: number) => tokens[i]?.lower ?? '';
  while (at < last && (language.adverbs.has(lower(at)) || grammar.infinitiveMarkers.has(lower(at)))) at += 1;
  if (at >= last) return { type: 'state' };
  const isOfStep = (word: string) =>
    [language.stepPronouns, language.doneWords, language.be, language.have, language.adverbs].some((set) =>
      set.has(word),
    );
  if (tokens.slice(at, last).every((token) => isOfStep(token.lower))) return { type: 'previous', which: 'step' };

  const isArticle = (word: string) => language.determiners.has(word) || language.prepositions.has(word);
  /** "der Anwalt | ihn geprüft hat", "el abogado | lo haya revisado" */
  const doerEnd = (begin: number, verb: number) => {
    if (!language.determiners.has(lower(begin))) return begin;
    for (let i = begin + 2; i < verb; i++)
      if (language.determiners.has(lower(i)) || language.objectPronouns.has(lower(i)) || language.have.has(lower(i)))
        return i;
    return begin;
  };
  const isPlanner = language.planners.has(lower(at));
  const isNamed = tokens[at]?.isCapital === true && language.determiners.has(lower(at + 1));
  const start = isPlanner || isNamed ? at + 1 : at;
  const who = isNamed ? ([at, at + 1] as const) : null;
  // "avant d'envoyer …", "una vez reservado …", "après avoir réservé …"
  let verb = start;
  while (verb < last && (language.objectPronouns.has(lower(verb)) || language.have.has(lower(verb)))) verb += 1;
  const leading = infinitiveOf(lower(verb), 'infinitive', grammar) ?? infinitiveOf(lower(verb), 'participle', grammar);
  if (!grammar.isVerbFinal && leading !== null && !grammar.happenings.has(leading))
    return { type: 'act', verb, base: leading, object: null, who };
  for (let p = start; p < last; p++) {
    const base = infinitiveOf(lower(p), 'participle', grammar);
    if (base === null || p === start || grammar.happenings.has(base)) continue;
    // "le départ des invités": a thing.
    const isThing = !grammar.isVerbFinal && p > start && isArticle(lower(p - 1));
    if (isThing) continue;
    const isPerfect = language.have.has(lower(p - 1)) || (grammar.isVerbFinal && language.have.has(lower(p + 1)));
    const doer = isPerfect && !isPlanner && !isNamed ? doerEnd(start, p) : start;
    if (doer > start) {
      const articles = language.determiners.has(lower(start)) ? start + 1 : start;
      let objectEnd = p;
      while (objectEnd > doer && language.have.has(lower(objectEnd - 1))) objectEnd -= 1;
      const object = objectEnd > doer ? ([doer, objectEnd] as const) : null;
      return { type: 'act', verb: p, base, object, who: [articles, doer] };
    }
    let end = p;
    while (end > start && (language.be.has(lower(end - 1)) || language.have.has(lower(end - 1)))) end -= 1;
    if (end === start || (grammar.isVerbFinal && p < last - 2)) continue;
    return { type: 'act', verb: p, base, object: [start, end], who };
  }
  if ((isPlanner || isNamed) && last - 1 > start && grammar.isVerbFinal) {
    const base =
      infinitiveOf(lower(last - 1), 'infinitive', grammar) ?? infinitiveOf(lower(last - 1), 'finite', grammar);
    if (base !== null) return { type: 'act', verb: last - 1, base, object: [start, last - 1], who };
  }
  const isInflected = tokens
    .slice(at, last)
    .some((token) => language.be.has(token.lower) || language.auxiliaries.has(token.lower));
  return isInflected || joint === 'when' ? { type: 'state' } : { type: 'words', from: at, to: last };
}

/** "Unterschreib den Vertrag nicht, bevor …": what is forbidden until then is to be done after it. */
function heldBack(
  clause: MainClause,
  next: Clause | undefined,
  tokens: readonly Token[],
  language: Language,
): MainClause {
  const { action } = clause;
  if (action === null || !isLimit(next)) return clause;
  let to = clause.to;
  while (to > action.verb && tokens[to - 1]?.isWord === false) to -= 1;
  const isLast = language.negations.has(tokens[to - 1]?.lower ?? '');
  if (!isLast && !action.isNegated) return clause;
  return { ...clause, to: isLast ? to - 1 : clause.to, action: { ...action, isNegated: false, isNotYet: true } };
}

function turned(
  clause: SubClause,
  before: Clause | undefined,
  tokens: readonly Token[],
  language: Language,
): SubClause {
  if (before?.type !== 'main' || !isLimit(clause)) return clause;
  return heldBack(before, clause, tokens, language) === before ? clause : { ...clause, joint: 'when' };
}

function isLimit(clause: Clause | undefined): clause is SubClause {
  return clause?.type === 'sub' && !clause.leads && (clause.joint === 'before' || clause.joint === 'until');
}

/** "Prendre des photos avant": a word of order may close a part. */
function trimmed(clause: MainClause, tokens: readonly Token[], language: Language): MainClause {
  const { action } = clause;
  if (action === null || action.sequence !== null || clause.to - action.verb < 3) return clause;
  let to = clause.to;
  while (to > action.verb && tokens[to - 1]?.isWord === false) to -= 1;
  const step = cueAt(tokens, to - 1, language.sequence);
  if (step?.length !== 1 || (step.value !== 'beforehand' && step.value !== 'then')) return clause;
  return { ...clause, to: to - 1, action: { ...action, sequence: step.value, cue: [to - 1, to] } };
}

/** Joins parts that are one thing to do: a verb that has its object from the next, and one that has it from the one before. */
function merged(
  clauses: readonly Clause[],
  tokens: readonly Token[],
  language: Language,
  grammar: CueGrammar,
): readonly Clause[] {
  const result: Clause[] = [];
  for (const clause of clauses) {
    const before = result.at(-1);
    if (clause.type === 'main' && before?.type === 'main' && isOneThing(before, clause, tokens, language, grammar))
      result[result.length - 1] = { ...before, to: clause.to };
    else result.push(clause);
  }
  return result;
}

function isOneThing(
  before: MainClause,
  next: MainClause,
  tokens: readonly Token[],
  language: Language,
  grammar: CueGrammar,
): boolean {
  const [first, second] = [before.action, next.action];
  if (first === null || second === null || next.isThen || next.isPart || second.sequence === 'then') return false;
  if (first.how === 'process' || first.how === 'passive' || second.how === 'obligation' || second.how === 'request')
    return false;
  const join = tokens.slice(before.to, next.from).map((token) => token.lower);
  if (join.includes(';') || join.includes(':')) return false;
  const words = (action: Action, to: number) =>
    tokens.slice(action.verb, to).filter((token) => token.isWord && !grammar.infinitiveMarkers.has(token.lower));
  // "ausdrucken und unterschreiben", "signer et renvoyer le formulaire"
  if (words(second, next.to).length === 1 && grammar.isVerbFinal) return true;
  const isVerb = (word: string) =>
    (['infinitive', 'imperative'] as const).some((form) => infinitiveOf(word, form, grammar) !== null);
  const bare = words(first, before.to).filter((token) => !language.and.has(token.lower));
  if (!grammar.isVerbFinal && (bare.length === 1 || bare.every((token) => isVerb(token.lower)))) return true;
  if (!join.some((word) => language.and.has(word))) return false;
  const isPronoun = (at: number) => language.objectPronouns.has(tokens[at]?.lower ?? '');
  if (grammar.isVerbFinal)
    return isPronoun(second.verb) || (isPronoun(second.verb + 1) && tokens[second.verb + 1]?.lower !== 'sie');
  return (
    isPronoun(second.verb) ||
    /-(?:les?|la|lui|leur)$/u.test(tokens[second.verb]?.lower ?? '') ||
    second.isClitic === true
  );
}
