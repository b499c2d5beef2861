import { type Action, actionAt } from './action-shape.ts';
import { infinitiveOf } from './conjugation.ts';
import { skipCueLead } from './cue-lead.ts';
import { isTold, readGiven, readOwnStep, readTold } from './cue-told.ts';
import type { CueGrammar, Language } from './language.ts';
import { cueAt, phraseAt, type Token } from './tokens.ts';
import { readSharedPassive, readVerbLast } from './verb-last.ts';

export interface CueOptions {
  /** Third-person sentences are steps here. */
  readonly isProcess: boolean;
  /** Behind a mere comma or "and": only what cannot be a thing begins something to do. */
  readonly isStrict: boolean;
  /** Something to be done was said in front of it: who does the next thing may be told, not asked. */
  readonly isPlan: boolean;
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
  const lead = skipCueLead(tokens, from, language);
  const { at } = lead;
  const first = tokens[at];
  if (first === undefined || !first.isWord || grammar.subordinators.has(first.lower)) return null;
  const common: Action = { ...actionAt(from, at), sequence: lead.sequence, cue: lead.cue };
  const asked = phraseAt(tokens, at, language.requests);
  if (asked > 0) {
    const begin = skipAdverbs(tokens, at + asked, language);
    const step = common.sequence === null ? cueAt(tokens, begin, language.sequence) : null;
    const behind = begin + (step?.length ?? 0);
    const phrase = readWhatToDo(tokens, behind, language, grammar, true) ?? readWish(tokens, behind, language, grammar);
    const said = step === null ? {} : { sequence: step.value, cue: [begin, behind] as const };
    if (phrase !== null) return { ...common, ...said, ...phrase, how: 'request' };
  }
  const wished = phraseAt(tokens, at, grammar.wishes);
  if (wished > 0) {
    const phrase = readVerbLast(tokens, at + wished, language, grammar, 'wish');
    if (phrase !== null) return { ...common, ...phrase, how: 'request' };
  }
  const obliged = readObligation(tokens, at, language, grammar, common);
  if (obliged !== null) return obliged;
  const isShared = options.isPlan && grammar.isVerbFinal && !options.isProcess;
  const shared = isShared ? readSharedPassive(tokens, at, language, grammar) : null;
  if (shared !== null) return { ...common, ...shared };
  const imperative = readImperative(tokens, at, language, grammar, options.isStrict || at > from, options.isPlan);
  if (imperative !== null) {
    // "Hol danach die Leiter"
    const isClitic = language.objectPronouns.has(tokens[imperative.verb + 1]?.lower ?? '');
    const next = imperative.verb + (isClitic ? 2 : 1);
    const step = cueAt(tokens, next, language.sequence);
    const place = [next, next + (step?.length ?? 0)] as const;
    const said = step === null || common.sequence !== null ? {} : { sequence: step.value, cue: place };
    return { ...common, ...imperative, ...said };
  }
  // "… und den Ofen vorheizen", "… et de nous le retourner"
  const isMarked =
    options.isPlan && grammar.infinitiveMarkers.has(first.lower) && infinitiveBehind(tokens, at + 1, language, grammar);
  const again = isMarked ? readWhatToDo(tokens, at, language, grammar, true) : null;
  if (again !== null) return { ...common, ...again, how: 'request' };
  if (!options.isProcess || !isTold(tokens, at, language, grammar, options.who)) {
    const phrase = readWhatToDo(tokens, at, language, grammar, false);
    if (phrase !== null) return { ...common, ...phrase };
  }
  const isNext = lead.sequence !== null || (options.isPlan && !options.isProcess);
  const own = isNext ? readOwnStep(tokens, at, language, grammar, common) : null;
  if (own !== null) return own;
  const given = options.isPlan && !options.isProcess ? readGiven(tokens, at, language, grammar, common) : null;
  if (given !== null) return given;
  return options.isProcess ? readTold(tokens, at, language, grammar, options.who, common) : null;
}

function infinitiveBehind(tokens: readonly Token[], from: number, language: Language, grammar: CueGrammar): boolean {
  let at = from;
  while (at < from + 3 && language.objectPronouns.has(tokens[at]?.lower ?? '')) at += 1;
  return infinitiveOf(tokens[at]?.lower ?? '', 'infinitive', grammar) !== null;
}

function skipAdverbs(tokens: readonly Token[], from: number, language: Language): number {
  let at = from;
  while (
    language.adverbs.has(tokens[at]?.lower ?? '') ||
    (tokens[at]?.lower === ',' && !language.subjects.has(tokens[at + 1]?.lower ?? ''))
  )
    at += 1;
  return at;
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
  if (grammar.isVerbFinal) return readVerbLast(tokens, from, language, grammar, isAfterModal ? 'modal' : 'none');
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
  // "doit être mis à jour"
  const done = infinitiveOf(tokens[verb + 1]?.lower ?? '', 'participle', grammar);
  if (isAfterModal && done !== null && language.be.has(word.lower))
    return { how: 'passive', verb: verb + 1, last: verb + 1, base: done, isNegated };
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
      isDuty: true,
      ...(isDone ? done(object ?? who ?? (p > from ? [from, p] : null), phrase) : {}),
    };
  }
  return null;

  /** "Die Kisten müssen gepackt werden": what it is done to stands before the verb in some languages, behind it in others. */
  function done(object: readonly [number, number] | null, phrase: Phrase): Partial<Action> {
    if (!grammar.isVerbFinal) return { object };
    return { object, phrase: [...(object === null ? [] : [object]), ...(phrase.phrase ?? [])] };
  }
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
  for (let length = 1; length > 0; begin += length)
    length = phraseAt(tokens, begin, language.vagueTimes) || (language.adverbs.has(tokens[begin]?.lower ?? '') ? 1 : 0);
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
  isPlan: boolean,
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
  const forbidden = isNegated && !grammar.isVerbFinal ? readForbidden(tokens, verb, language, grammar) : null;
  if (forbidden !== null) return forbidden;
  const isForm = infinitiveOf(plain, 'imperative', grammar) !== null;
  if (!isPolite && !isForm) return null;
  // "Compte rendu" is a thing.
  if (!grammar.isVerbFinal && infinitiveOf(next?.lower ?? '', 'participle', grammar) !== null) return null;
  const opens =
    next === undefined ||
    language.determiners.has(nextLower) ||
    language.prepositions.has(nextLower) ||
    language.objectPronouns.has(nextLower) ||
    language.adverbs.has(nextLower) ||
    language.fillers.has(nextLower) ||
    next.isCapital ||
    infinitiveOf(nextLower, 'infinitive', grammar) !== null ||
    /^\d/u.test(nextLower) ||
    // "… y compra pan"
    (isPlan && !grammar.isVerbFinal && next.isWord && !language.and.has(nextLower));
  if (!isPolite && isInside && !opens) return null;
  if (language.subjects.has(nextLower) && !isPolite && !language.objectPronouns.has(nextLower)) return null;
  const isClitic = infinitiveOf(word.lower, 'imperative', grammar) !== null && !grammar.imperatives.has(word.lower);
  return { verb, last: verb, isNegated, isClitic };
}

/** "ne signez pas le bail", "no firmes el contrato": a task only where words behind it say until when. */
function readForbidden(tokens: readonly Token[], verb: number, language: Language, grammar: CueGrammar): Phrase | null {
  const word = tokens[verb]?.lower ?? '';
  const base =
    infinitiveOf(word, 'imperative', grammar) ?? infinitiveOf(word.replace(/(?<=[ae])s$/u, ''), 'imperative', grammar);
  if (base === null) return null;
  const isSplit = language.negations.has(tokens[verb + 1]?.lower ?? '');
  return { verb: isSplit ? verb + 1 : verb, base, isNegated: true };
}

/** Words that a subject takes at most. */
const MAX_SUBJECT = 7;
