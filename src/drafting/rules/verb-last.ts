import type { Action } from './action-shape.ts';
import { isBoundary } from './boundaries.ts';
import { infinitiveOf } from './conjugation.ts';
import { ownForm } from './cue-told.ts';
import type { CueGrammar, Language, Step } from './language.ts';
import { cueAt, phraseAt, type Token } from './tokens.ts';

/**
 * What is to be done in a language whose infinitive stands last: "die Bank anrufen", "die Blumen zu gießen", behind a modal
 * verb "gepackt werden" and "zum Zahnarzt" too. The infinitive is the first one behind which the part may end. Behind a
 * wish ("es wäre toll, wenn du …") the modal verb or the verb itself stands there in its own form.
 */
export function readVerbLast(
  tokens: readonly Token[],
  begin: number,
  language: Language,
  grammar: CueGrammar,
  behind: 'none' | 'modal' | 'wish',
): (Pick<Action, 'verb' | 'isNegated'> & Partial<Action>) | null {
  const lower = (i: number) => tokens[i]?.lower ?? '';
  const isInflected = (word: string) =>
    [language.be, language.auxiliaries, language.subjects].some((set) => set.has(word));
  const isAfterModal = behind !== 'none';
  const isWish = behind === 'wish';
  let from = begin;
  let step: { readonly at: number; readonly to: number; readonly value: Step } | null = null;
  /** The words up to a place, without a word of order in their midst. */
  const said = (to: number): NonNullable<Action['phrase']> =>
    step === null
      ? [[from, to]]
      : [
          [from, step.at],
          [step.to, to],
        ];
  const ordered = () => (step === null ? {} : { sequence: step.value, cue: [step.at, step.to] as const });
  while (isAfterModal && (lower(from) === ',' || language.adverbs.has(lower(from)) || lower(from) === ':')) from += 1;
  if (!isAfterModal && isRelative(tokens, from, language)) return null;
  let isNegated = false;
  for (let i = from; i < Math.min(tokens.length, from + LONGEST); i++) {
    const token = tokens[i];
    if (token === undefined || token.lower === ';' || token.lower === ':') break;
    if (i > from && cueAt(tokens, i, language.joints) !== null && !language.prepositions.has(token.lower)) break;
    if (i > from + 1 && token.lower === ',' && grammar.subordinators.has(lower(i + 1))) break;
    // "zum Zahnarzt und dann muss ich …": another part begins.
    if (isBoundary(tokens, i, language) && i > from && beginsAnother(tokens, i + 1, language)) break;
    // "den Boden danach wischen"
    const cue = i > from && tokens[i - 1]?.isWord === true ? cueAt(tokens, i, language.sequence) : null;
    if (cue !== null && step === null && !language.and.has(lower(i - 1))) {
      step = { at: i, to: i + cue.length, value: cue.value };
      i += cue.length - 1;
      continue;
    }
    if (language.negations.has(token.lower)) isNegated = true;
    if (token.isCapital && i > 0) continue;
    const isBeforeModal = isAfterModal && grammar.lastModals.has(lower(i + 1)) && isBoundary(tokens, i + 2, language);
    const mayEnd =
      isBeforeModal ||
      isBoundary(tokens, i + 1, language) ||
      tokens[i + 1]?.isWord === false ||
      phraseAt(tokens, i + 1, language.fillers) > 0;
    const done = isAfterModal ? infinitiveOf(token.lower, 'participle', grammar) : null;
    if (done !== null && language.be.has(lower(i + 1)))
      return { how: 'passive', verb: from, base: done, last: i + 1, phrase: said(i), isNegated, ...ordered() };
    // "… müssen die Reisekosten eingereicht und die Belege gescannt werden"
    if (done !== null && language.and.has(lower(i + 1)) && endsInPassive(tokens, i + 2, language, grammar))
      return { how: 'passive', verb: from, base: done, last: i, phrase: said(i), isNegated, ...ordered() };
    if (!isAfterModal && isInflected(token.lower)) return null;
    if (mayEnd && isWish && !isInfinitive(token.lower, language, grammar)) {
      const own = infinitiveOf(token.lower, 'finite', grammar) ?? ownForm(token.lower, grammar);
      if (own !== null) return { verb: from, base: own, last: i, phrase: said(i), isNegated, ...ordered() };
    }
    if (!mayEnd || !isInfinitive(token.lower, language, grammar)) continue;
    const base = infinitiveOf(token.lower, 'infinitive', grammar) ?? token.lower;
    const isMarked = grammar.infinitiveMarkers.has(lower(i - 1));
    if (!isMarked && !isBeforeModal && step === null && base === token.lower) return { verb: from, last: i, isNegated };
    const last = isBeforeModal ? i + 1 : i;
    return { verb: from, base, last, phrase: said(isMarked ? i - 1 : i), isNegated, ...ordered() };
  }
  return isAfterModal ? readWhereTo(tokens, from, language, grammar, isNegated) : null;
}

function endsInPassive(tokens: readonly Token[], from: number, language: Language, grammar: CueGrammar): boolean {
  for (let i = from; i < Math.min(tokens.length, from + LONGEST) && tokens[i]?.isWord === true; i++) {
    const isDone = infinitiveOf(tokens[i]?.lower ?? '', 'participle', grammar) !== null;
    if (isDone && language.be.has(tokens[i + 1]?.lower ?? ''))
      return isBoundary(tokens, i + 2, language) || tokens[i + 2]?.isWord === false;
  }
  return false;
}

/** The other half of such a sentence: "die Belege gescannt werden". */
export function readSharedPassive(
  tokens: readonly Token[],
  from: number,
  language: Language,
  grammar: CueGrammar,
): (Pick<Action, 'verb' | 'isNegated'> & Partial<Action>) | null {
  if (!endsInPassive(tokens, from, language, grammar)) return null;
  const last = tokens.findIndex(({ lower }, i) => i > from && language.be.has(lower));
  const base = infinitiveOf(tokens[last - 1]?.lower ?? '', 'participle', grammar);
  if (base === null || last - 1 <= from) return null;
  return { how: 'passive', verb: from, base, last, phrase: [[from, last - 1]], isNegated: false, isDuty: true };
}

/** "Ich muss zum Zahnarzt": the verb goes without saying. */
function readWhereTo(
  tokens: readonly Token[],
  from: number,
  language: Language,
  grammar: CueGrammar,
  isNegated: boolean,
): (Pick<Action, 'verb' | 'isNegated'> & Partial<Action>) | null {
  let at = from;
  while (language.timeWords.has(tokens[at]?.lower ?? '') || language.adverbs.has(tokens[at]?.lower ?? '')) at += 1;
  if (!language.prepositions.has(tokens[at]?.lower ?? '')) return null;
  let end = at + 1;
  while (end < tokens.length && !isBoundary(tokens, end, language) && tokens[end]?.isWord === true) end += 1;
  // "Bewerber werden zum Gespräch eingeladen": told, not asked for.
  if (infinitiveOf(tokens[end - 1]?.lower ?? '', 'participle', grammar) !== null) return null;
  return end > at + 1 ? { verb: at, last: end - 1, isNegated } : null;
}

function isInfinitive(word: string, language: Language, grammar: CueGrammar): boolean {
  if (infinitiveOf(word, 'infinitive', grammar) !== null) return true;
  if (infinitiveOf(word, 'participle', grammar) !== null) return false;
  return (
    grammar.infinitive.test(word) &&
    !language.determiners.has(word) &&
    !language.timeWords.has(word) &&
    !language.stopWords.has(word) &&
    !language.adverbs.has(word) &&
    !language.prepositions.has(word)
  );
}

function beginsAnother(tokens: readonly Token[], at: number, language: Language): boolean {
  const subject = language.subjects.has(tokens[at]?.lower ?? '') ? 1 : 0;
  return cueAt(tokens, at, language.sequence) !== null || phraseAt(tokens, at + subject, language.obligations) > 0;
}

/** "die Gäste, die morgen kommen": an article in front of no thing. */
function isRelative(tokens: readonly Token[], at: number, language: Language): boolean {
  if (!language.determiners.has(tokens[at]?.lower ?? '') || tokens[at - 1]?.lower !== ',') return false;
  return !tokens.slice(at + 1, at + 4).some((token) => token.isCapital || /^\d/u.test(token.lower));
}

/** Words between a beginning and its verb. */
const LONGEST = 40;
