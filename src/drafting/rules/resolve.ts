import { findDurations } from './durations.ts';
import type { Language } from './language.ts';
import { plainWords, type Range, type Text } from './mask.ts';
import type { Reference, Seed, SeedNeed } from './seed.ts';
import { cueAt, tokenize } from './tokens.ts';
import { stemOf } from './verb-forms.ts';

export interface PlacedReference extends Reference {
  /** Whose words they are. */
  readonly seed: number;
}

export interface Resolution {
  readonly needs: readonly SeedNeed[];
  /** Implied tasks that the text asks for elsewhere, or that nothing refers to any more. */
  readonly dropped: ReadonlySet<number>;
}

/**
 * Finds the task that a reference means: by its number in the same list, or by the words they share. A reference that
 * fits nothing, or several alike, gives no need; nothing is guessed. Yields the offset of what it is at.
 *
 * @param stepsOf the numbers of the list that a seed stands in
 */
export function* resolveReferences(
  text: Text,
  language: Language,
  seeds: readonly Seed[],
  references: readonly PlacedReference[],
  stepsOf: (seed: number) => ReadonlyMap<number, number> | undefined,
): Generator<number, Resolution> {
  const isAsked =
    references.some((reference) => reference.target.type === 'words') || seeds.some((seed) => seed.isImplied);
  const index = isAsked ? new WordIndex() : null;
  for (const [i, seed] of seeds.entries()) {
    if (index === null) break;
    if (!seed.isImplied) index.add(i, stemsOf(text, language, seed));
    yield seed.range.end;
  }
  const meant = new Map<number, number>();
  const dropped = new Set<number>();
  for (const [i, seed] of seeds.entries()) {
    if (!seed.isImplied || index === null) continue;
    yield seed.range.end;
    const stems = stemsOf(text, language, seed);
    const found = index.find([...new Set(stems)], i, true);
    if (found === null) {
      // The next mention of the same is this one again.
      index.add(i, stems);
      continue;
    }
    meant.set(i, found);
    dropped.add(i);
  }
  const needs: SeedNeed[] = [];
  const add = (reference: PlacedReference, other: number, confidence: number) => {
    const target = meant.get(other) ?? other;
    const self = meant.get(reference.seed) ?? reference.seed;
    if (target === self) return;
    const [from, to] = reference.joint === 'before' ? [target, self] : [self, target];
    const cue = reference.cue;
    const lagMinutes = Math.ceil(reference.lagMinutes ?? 0) || (cue === null ? 0 : lagBefore(text, cue));
    needs.push({
      from,
      to,
      type: reference.isFailure === true ? 'on-failure' : lagMinutes > 0 ? 'start-after' : 'blocks',
      lagMinutes,
      why: reference.why,
      cue: cue === null ? '' : plainWords(text, cue),
      ranges: cue === null ? [] : [cue],
      confidence,
    });
  };
  for (const reference of references) {
    const { target } = reference;
    yield seeds[reference.seed]?.range.end ?? 0;
    switch (target.type) {
      case 'seed':
        add(reference, target.seed, reference.confidence);
        break;
      case 'numbers': {
        const steps = stepsOf(reference.seed);
        for (const n of target.numbers) {
          const step = steps?.get(n);
          if (step !== undefined) add(reference, step, reference.confidence);
        }
        break;
      }
      case 'words': {
        const other = reference.implied ?? index?.find(target.stems, reference.seed, false) ?? null;
        if (other !== null)
          add(reference, other, dropped.has(other) || reference.implied === null ? reference.confidence : 0.7);
      }
    }
  }
  return { needs, dropped };
}

/** "two days after": minutes, in front of the words that state an order; 0 none. */
function lagBefore(text: Text, cue: Range): number {
  const last = findDurations(text, { start: Math.max(0, cue.start - LONGEST_LAG), end: cue.start }, true).at(-1);
  return last === undefined || text.masked.slice(last.end, cue.start).trim() !== '' ? 0 : Math.ceil(last.minutes);
}

/** Which tasks a stem occurs in. */
class WordIndex {
  readonly #seedsByStem = new Map<string, number[]>();
  readonly #sizes: number[] = [];

  add(seed: number, words: readonly string[]): void {
    const stems = new Set(words);
    this.#sizes[seed] = stems.size;
    for (const stem of stems) {
      const list = this.#seedsByStem.get(stem);
      if (list === undefined) this.#seedsByStem.set(stem, [seed]);
      else list.push(seed);
    }
  }

  /** The one task that the words fit best; null when none fits or several fit alike. `whole`: nearly all words must fit. */
  find(stems: readonly string[], except: number, whole: boolean): number | null {
    if (stems.length === 0) return null;
    const hits = new Map<number, number>();
    for (const stem of stems) {
      const list = this.#seedsByStem.get(stem) ?? [];
      // A word that half the tasks share tells none of them.
      if (list.length > COMMON) continue;
      for (const seed of list) if (seed !== except) hits.set(seed, (hits.get(seed) ?? 0) + 1);
    }
    let best: number | null = null;
    let bestScore = 0;
    let isTied = false;
    const atLeast = Math.min(2, stems.length);
    for (const [seed, count] of hits) {
      if (count < atLeast || count / stems.length < (whole ? 0.75 : 0.6)) continue;
      const score = count + 1 / (2 + (this.#sizes[seed] ?? 0));
      if (score > bestScore) {
        best = seed;
        bestScore = score;
        isTied = false;
      } else if (score === bestScore) isTied = true;
    }
    return isTied ? null : best;
  }
}

function stemsOf(text: Text, language: Language, seed: Seed): readonly string[] {
  const words =
    seed.title === null
      ? tokenize(text, ownWords(text, language, seed)).map(({ lower }) => lower)
      : seed.title.toLowerCase().split(NO_WORD);
  return words.filter((word) => word !== '' && !language.stopWords.has(word)).map((word) => stemOf(word, language));
}

/** "Send invitations (after booking the venue)" is about invitations: what stands behind a joint names another task. */
function ownWords(text: Text, language: Language, seed: Seed): { start: number; end: number } {
  const { start } = seed.titleRange;
  const end = Math.min(seed.titleRange.end, start + 300);
  const tokens = tokenize(text, { start, end });
  for (const [i, token] of tokens.entries()) {
    if (i > 0 && cueAt(tokens, i, language.joints) !== null) return { start, end: token.start };
  }
  return { start, end };
}

/** Tasks that may share a word before it stops telling them apart; it also bounds the work on lists of thousands. */
const COMMON = 200;
/** Characters that a time takes: "two and a half weeks". */
const LONGEST_LAG = 40;
const NO_WORD = /[^\p{L}\p{N}]+/u;
