import type { Action } from './action.ts';
import { isBoundary, nounPhraseEnd } from './boundaries.ts';
import { infinitiveOf } from './conjugation.ts';
import type { CueGrammar, Language } from './language.ts';
import { cueAt, phraseAt, type Token } from './tokens.ts';
import { readVerbLast } from './verb-last.ts';

export interface CueOptions {
  /** Third-person sentences are steps here. */
  readonly isProcess: boolean;
  /** Behind a mere comma or "and": only what cannot be a thing begins something to do. */
  readonly isStrict: boolean;
  /** Who acted in the part before. */
  readonly who: readonly [number, number] | null;
}

/** What is to be done, as a part of the sentence that begins at `from` says it; null where it says nothing of the kind. */
export function readCueAction(
  tokens: readonly Token[],
  from: number,
  language: Language,
  grammar: CueGrammar,
  options: CueOptions,
): Action | null {
  const lead = skipLead(tokens, from, language);
  const { at } = lead;
  const first = tokens[at];
  if (first === undefined || !first.isWord || grammar.subordinators.has(first.lower)) return null;
  const common: Action = {
    how: 'imperative',
    from,
    verb: at,
    base: null,
    object: null,
    who: null,
    isAnybody: false,
    isNegated: false,
    isNotYet: false,
    announces: 'no',
    isPolite: false,
    isApart: false,
    isDetail: false,
    aside: null,
    sequence: lead.sequence,
    cue: lead.cue,
  };
  const asked = phraseAt(tokens, at, language.requests);
  if (asked > 0) {
    const phrase = readWhatToDo(tokens, at + asked, language, grammar, true);
    if (phrase !== null) return { ...common, ...phrase, how: 'request' };
  }
  const obliged = readObligation(tokens, at, language, grammar, common);
  if (obliged !== null) return obliged;
  const imperative = readImperative(tokens, at, language, grammar, options.isStrict || at > from);
  if (imperative !== null) return { ...common, ...imperative };
  if (!options.isProcess || !isTold(tokens, at, language, grammar, options.who)) {
    const phrase = readWhatToDo(tokens, at, language, grammar, false);
    if (phrase !== null) return { ...common, ...phrase };
  }
  return options.isProcess ? readTold(tokens, at, language, grammar, options.who, common) : null;
}

type Phrase = Pick<Action, 'verb' | 'isNegated'> & Partial<Action>;

/** The words that say what to do, from an infinitive or up to one. `isAfterModal`: what stands there must be a verb. */
function readWhatToDo(
  tokens: readonly Token[],
  from: number,
  language: Language,
  grammar: CueGrammar,
  isAfterModal: boolean,
): Phrase | null {
  if (grammar.isVerbFinal) return readVerbLast(tokens, from, language, grammar, isAfterModal);
  let at = from;
  let isNegated = false;
  for (; at < from + 5; at++) {
    const lower = tokens[at]?.lower ?? '';
    if (language.negations.has(lower)) isNegated = true;
    else if (!language.adverbs.has(lower) && !(isAfterModal && (grammar.infinitiveMarkers.has(lower) || lower === ',')))
      break;
  }
  let verb = at;
  while (verb < at + 3 && language.objectPronouns.has(tokens[verb]?.lower ?? '')) verb += 1;
  const word = tokens[verb];
  if (word === undefined || !word.isWord) return null;
  const isKnown = infinitiveOf(word.lower, 'infinitive', grammar) !== null;
  const next = tokens[verb + 1]?.lower ?? '';
  const looksSo =
    grammar.infinitive.test(word.lower) && (isAfterModal || (language.determiners.has(next) && verb === from));
  if (!isKnown && !looksSo) return null;
  const isClitic = isKnown && infinitiveOf(word.lower, 'infinitive', grammar) !== word.lower;
  return { verb: at, last: verb, isNegated, isClitic };
}

/** "je dois …", "Anna soll …", "il faut que j'appelle …", "jemand muss …". */
function readObligation(
  tokens: readonly Token[],
  from: number,
  language: Language,
  grammar: CueGrammar,
  common: Action,
): Action | null {
  for (let p = from; p < Math.min(tokens.length, from + MAX_SUBJECT); p++) {
    const token = tokens[p];
    if (token === undefined || (!token.isWord && token.lower !== '-')) return null;
    const length = phraseAt(tokens, p, language.obligations);
    if (length === 0) {
      // What has a verb already is no subject.
      if (p > from && (language.be.has(token.lower) || language.have.has(token.lower))) return null;
      if (grammar.subordinators.has(token.lower)) return null;
      continue;
    }
    const { who, isAnybody, object, begin: behind, isPlanner } = subjectOf(tokens, from, p, p + length, language);
    // "je dois ensuite …", "ich muss danach noch …"
    const step = cueAt(tokens, behind, language.sequence);
    const begin = behind + (step?.length ?? 0);
    const isNegated = p > from && language.negations.has(tokens[p - 1]?.lower ?? '');
    const phrase = readWhatToDo(tokens, begin, language, grammar, true) ?? readWish(tokens, begin, language, grammar);
    if (phrase === null) return null;
    const isDone = phrase.how === 'passive';
    if (!isDone && object !== null && !isPlanner) return null;
    return {
      ...common,
      how: 'obligation',
      ...(step === null ? {} : { sequence: step.value, cue: [behind, begin] as const }),
      ...phrase,
      isAnybody,
      who: phrase.who ?? (isDone ? null : who),
      isNegated: isNegated || phrase.isNegated,
      ...(isDone ? { object: object ?? who, phrase: [object ?? who ?? [from, p], ...(phrase.phrase ?? [])] } : {}),
    };
  }
  return null;
}

/** "que j'appelle le plombier": a form of its own behind "it is necessary that". */
function readWish(tokens: readonly Token[], from: number, language: Language, grammar: CueGrammar): Phrase | null {
  let verb = from;
  while (language.subjects.has(tokens[verb]?.lower ?? '') || language.objectPronouns.has(tokens[verb]?.lower ?? ''))
    verb += 1;
  const isNamed = verb === from && tokens[verb]?.isCapital === true;
  if (isNamed) verb += 1;
  const word = tokens[verb]?.lower ?? '';
  if (verb === from && !/e[sn]?$|[ae]mos$|a[sn]?$/u.test(word)) return null;
  const base = infinitiveOf(word, 'finite', grammar) ?? infinitiveOf(word, 'imperative', grammar);
  if (base === null) return null;
  return { verb, last: verb, base, isNegated: false, ...(isNamed ? { who: [from, from + 1] as const } : {}) };
}

/** Whose obligation: what stands before the modal verb or, where that stands first, right behind it. */
function subjectOf(
  tokens: readonly Token[],
  from: number,
  modal: number,
  behind: number,
  language: Language,
): {
  who: readonly [number, number] | null;
  object: readonly [number, number] | null;
  isAnybody: boolean;
  isPlanner: boolean;
  begin: number;
} {
  let begin = behind;
  let [a, b] = [from, modal];
  while (
    b > a &&
    (language.negations.has(tokens[b - 1]?.lower ?? '') || language.adverbs.has(tokens[b - 1]?.lower ?? ''))
  )
    b -= 1;
  if (a === b) {
    const isPronoun =
      language.subjects.has(tokens[behind]?.lower ?? '') || language.anybody.has(tokens[behind]?.lower ?? '');
    // "dann muss Anna die Torte …"
    const isNamed = tokens[behind]?.isCapital === true && language.determiners.has(tokens[behind + 1]?.lower ?? '');
    if (isPronoun || isNamed) [a, b, begin] = [behind, behind + 1, behind + 1];
  }
  while (language.adverbs.has(tokens[begin]?.lower ?? '') || phraseAt(tokens, begin, language.vagueTimes) > 0)
    begin += 1;
  const first = tokens[a]?.lower ?? '';
  const isAnybody = a < b && language.anybody.has(first);
  const isPlanner = a === b || (b - a === 1 && language.planners.has(first));
  if (isAnybody || isPlanner) return { who: null, object: null, isAnybody, isPlanner, begin };
  const words = tokens.slice(a, b);
  const isPerson =
    (words.length === 1 && language.subjects.has(first)) ||
    language.actors.has(words.at(-1)?.lower ?? '') ||
    (words.every((token) => token.isCapital || language.and.has(token.lower)) && !language.determiners.has(first));
  const start = language.determiners.has(first) ? a + 1 : a;
  return isPerson && start < b
    ? { who: [start, b], object: null, isAnybody, isPlanner, begin }
    : { who: null, object: [a, b], isAnybody, isPlanner, begin };
}

/** "Kündige die Wohnung", "Schicken Sie …", "Mélangez la farine", "Añade la leche". */
function readImperative(
  tokens: readonly Token[],
  at: number,
  language: Language,
  grammar: CueGrammar,
  isInside: boolean,
): Phrase | null {
  let verb = at;
  let isNegated = false;
  while (language.negations.has(tokens[verb]?.lower ?? '') || language.adverbs.has(tokens[verb]?.lower ?? '')) {
    isNegated ||= language.negations.has(tokens[verb]?.lower ?? '');
    verb += 1;
  }
  const word = tokens[verb];
  const next = tokens[verb + 1];
  if (word === undefined || !word.isWord) return null;
  // In German a capital inside a sentence makes it a thing.
  if (grammar.isVerbFinal && word.isCapital && isInside && verb > 0) return null;
  const nextLower = next?.lower ?? '';
  const isPolite =
    grammar.isVerbFinal && nextLower === 'sie' && infinitiveOf(word.lower, 'infinitive', grammar) !== null;
  const plain = word.lower.replace(/-(?:les?|la|lui|leur|moi|nous|toi|vous|en|y)$/u, '');
  const isForm = infinitiveOf(plain, 'imperative', grammar) !== null;
  if (!isPolite && !isForm) return null;
  const opens =
    next === undefined ||
    language.determiners.has(nextLower) ||
    language.prepositions.has(nextLower) ||
    language.objectPronouns.has(nextLower) ||
    language.adverbs.has(nextLower) ||
    language.fillers.has(nextLower) ||
    next.isCapital ||
    infinitiveOf(nextLower, 'infinitive', grammar) !== null ||
    /^\d/u.test(nextLower);
  if (!isPolite && isInside && !opens) return null;
  if (language.subjects.has(nextLower) && !isPolite && !language.objectPronouns.has(nextLower)) return null;
  const isClitic = infinitiveOf(word.lower, 'imperative', grammar) !== null && !grammar.imperatives.has(word.lower);
  return { verb, last: verb, isNegated, isClitic };
}

/** Whether somebody is said to do it, rather than asked: the subject stands before the verb, or right behind it. */
function isTold(
  tokens: readonly Token[],
  at: number,
  language: Language,
  grammar: CueGrammar,
  who: CueOptions['who'],
): boolean {
  const word = tokens[at]?.lower ?? '';
  if (language.be.has(word)) return true;
  if (infinitiveOf(word, 'finite', grammar) === null) return false;
  return who !== null || infinitiveOf(word, 'infinitive', grammar) === null;
}

/** A step where a text tells a process: "(danach) prüft die Chefin den Antrag", "le dossier est transmis". */
function readTold(
  tokens: readonly Token[],
  from: number,
  language: Language,
  grammar: CueGrammar,
  who: CueOptions['who'],
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
    let end = begin;
    while (end < tokens.length && !isBoundary(tokens, end, language)) {
      if (tokens[end]?.isWord === false) break;
      end += 1;
    }
    const prefix = grammar.separable.find((one) => one === lower(end - 1) && end - 1 > begin);
    const rest = prefix === undefined ? end : end - 1;
    return { ...action, base: (prefix ?? '') + base, last: Math.max(verb, end - 1), phrase: [[begin, rest]] };
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

/** Goes over what has no weight at the beginning, words of order and a time: "also morgen", "puis", "el lunes". */
function skipLead(
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
  if (language.determiners.has(lower(i))) i += 1;
  let length = 0;
  for (; i < tokens.length; i++) {
    if (language.timeWords.has(lower(i))) length = i + 1 - at;
    else if (!/^\d[\d:.h]*$/u.test(lower(i)) && !language.prepositions.has(lower(i))) break;
  }
  return length;
}

/** Words that a subject takes at most. */
const MAX_SUBJECT = 7;
