import type { Card, Catalogue } from '../../library.ts';
import { infinitiveOf } from '../conjugation.ts';
import type { CueGrammar, Language } from '../language.ts';
import type { Token } from '../tokens.ts';
import { stemOf } from '../verb-forms.ts';
import type { Term } from './goal-words.ts';
import type { Near } from './nearest.ts';

/** What a goal in a language without templates of its own says who means one of ours. */
export interface RecallWords {
  /** A card's id and what people say who mean it: runs of words that may stand in any order and form. */
  readonly cards: readonly (readonly [string, readonly string[]])[];
  /** Verbs and nouns that only say that there is a goal. */
  readonly planning: ReadonlySet<string>;
  /** Prepositions in front of places, and what they are in English. */
  readonly places: ReadonlyMap<string, string>;
}

/**
 * The template that a goal names by cue words, surest first. Other deeds and things than those that say that there is a
 * goal make it an errand ("buy a wedding present"), unless they stand behind a preposition.
 */
export function nearByCue(
  tokens: readonly Token[],
  language: Language,
  grammar: CueGrammar,
  { cards, planning, places }: RecallWords,
  catalogue: Catalogue,
): readonly Near[] {
  const stems = tokens.map(({ lower }) => stemOf(lower, language));
  const found: Near[] = [];
  for (const [id, phrases] of cards) {
    const card = catalogue.cards.find((one) => one.id === id);
    if (card === undefined) continue;
    let best: Near | null = null;
    for (const phrase of phrases) {
      const at = placesOf(phrase, stems, language);
      if (at === null || !isAboutThat(at)) continue;
      const score = Math.min(1, 0.7 + 0.1 * at.length);
      if (best === null || score > best.score) best = nearOf(card, score, at, tokens);
    }
    if (best !== null) found.push(best);
  }
  return found.sort((a, b) => b.score - a.score);

  /** Whether what else is said are only circumstances. */
  function isAboutThat(at: readonly number[]): boolean {
    let isCircumstance = false;
    let others = 0;
    for (const [i, { lower, isWord, isCapital }] of tokens.entries()) {
      if (/^[,;:.!?]$/u.test(lower)) isCircumstance = false;
      if (!isWord || at.includes(i) || /^\d/u.test(lower)) continue;
      if (language.prepositions.has(lower) || places.has(lower)) {
        isCircumstance = true;
        continue;
      }
      if (planning.has(stems[i] ?? '') || planning.has(lower) || isLittle(lower)) continue;
      if (isDeed(lower, isCapital && grammar.isVerbFinal, i === 0)) return false;
      if (isCircumstance || (isCapital && i > 0 && !grammar.isVerbFinal)) continue;
      others += 1;
    }
    return others <= 1;
  }

  /** In German a capital makes a thing of a verb, but where it begins the sentence. */
  function isDeed(lower: string, isThing: boolean, isFirst: boolean): boolean {
    if (isFirst && infinitiveOf(lower, 'imperative', grammar) !== null) return true;
    return !isThing && infinitiveOf(lower, 'infinitive', grammar) !== null;
  }

  function isLittle(lower: string): boolean {
    return (
      [
        language.stopWords,
        language.determiners,
        language.adverbs,
        language.timeWords,
        language.subjects,
        language.objectPronouns,
        language.auxiliaries,
        language.and,
        grammar.infinitiveMarkers,
        grammar.lastModals,
      ].some((set) => set.has(lower)) ||
      [language.obligations, language.fillers, language.requests, language.vagueTimes].some((list) => list.has(lower))
    );
  }
}

/** Where the words of a phrase stand; null where one is missing. */
function placesOf(phrase: string, stems: readonly string[], language: Language): readonly number[] | null {
  const at: number[] = [];
  for (const word of phrase.split(' ')) {
    const stem = stemOf(word, language);
    const place = stems.findIndex((one, i) => one === stem && !at.includes(i));
    if (place < 0) return null;
    at.push(place);
  }
  return at;
}

function nearOf(card: Card, score: number, at: readonly number[], tokens: readonly Token[]): Near {
  const matched = [...at].sort((a, b) => a - b).flatMap((i) => (tokens[i] === undefined ? [] : termOf(tokens[i])));
  return { card, score, matched };
}

function termOf({ lower, start, end }: Token): Term {
  return {
    lower,
    stem: lower,
    weight: 1,
    isGeneric: false,
    isDeed: false,
    isPlanning: false,
    isOrganising: false,
    head: null,
    isImplied: false,
    isDefinite: false,
    start,
    end,
  };
}
