import type { Catalogue } from '../../library.ts';
import { english } from '../cues/en.ts';
import { GOAL_LEADS, SMALL_THINGS } from '../cues/en-recall.ts';
import type { Range, Text } from '../mask.ts';
import { type Token, tokenize } from '../tokens.ts';
import { stemOf } from '../verb-forms.ts';
import type { Circumstances } from './circumstances.ts';
import type { WordSense } from './frames.ts';

/** A word of a goal or of a card's phrase that says what it is about. */
export interface Term extends Range {
  readonly lower: string;
  /** Common to its forms and to words that stand for the same. */
  readonly stem: string;
  /** How much it says: 1 for what the goal is about, less for circumstances and for verbs that go with anything. */
  readonly weight: number;
  readonly isGeneric: boolean;
  /** What is to be done to what the goal is about; a verb that only says that there is a goal is none. */
  readonly isDeed: boolean;
  /** It says that there is a goal: "plan", "organise". */
  readonly isPlanning: boolean;
  /** It brings about what it is said of: "organise the burial". */
  readonly isOrganising: boolean;
  /** In "dog food" the stem of "food": what the word only tells more about. null for a word that stands for itself. */
  readonly head: string | null;
  /** Not said, only likely: it counts where a phrase has it too. */
  readonly isImplied: boolean;
  /** "the sofa": one that is at hand. */
  readonly isDefinite: boolean;
}

/** Verbs that only say that there is a goal. */
const PLANNING =
  'plan organise organize prepare arrange start begin help manage need want like love try hope decide ready finish complete'
    .split(' ')
    .map((word) => stemOf(word, english));
const ORGANISING = new Set('plan organise organize arrange'.split(' '));
/** Words that go with any goal. */
const GENERIC = new Set([
  ...PLANNING,
  ...`do make get have handle sort set go take new next first big small
  bigger smaller larger better shorter longer long short higher lower more little nice good great proper properly better best whole own host throw hold find finally
  done quick quickly easy full summer winter spring autumn season weekday real really perfect successful annual upcoming soon together everything something
  someone somebody things thing stuff way idea ideas goal dream step steps time year month week day people guests person persons
  friend friends family work put on can could should would must ever maybe right just only very much more less than around
  one two three four five six ten dozen couple half late early former current present between during while if how what where who which why me him them us old young last from scratch`
    .split(/\s+/u)
    .map((word) => stemOf(word, english)),
]);
const GENERIC_WEIGHT = 0.15;
/** Of what stands behind a preposition: "the salad *for the party*" is about a salad. */
const CIRCUMSTANCE_WEIGHT = 0.35;
/** Of what stands in the sentences after the first. */
const LATER_WEIGHT = 0.2;

/** What a word is, whatever stands around it. */
type Look = Pick<Term, 'stem' | 'isGeneric' | 'isDeed' | 'isPlanning'> & { readonly base: string };

/**
 * Words as they compare: stems, common names for what is alike, slips of the keyboard mended where only one known word is
 * near.
 */
export class GoalWords implements WordSense {
  readonly #common: ReadonlySet<string>;
  /** A stem → the stem of its common name. */
  readonly #names = new Map<string, string>();
  /** Every word that templates know, by first letter, for slips. */
  readonly #known = new Map<string, string[]>();
  readonly #looks = new Map<string, Look>();
  readonly #terms = new Map<string, Term>();
  readonly #knownStems = new Set<string>();
  /** Stems that some card is recalled by. */
  readonly #recalling = new Set<string>();

  constructor({ cards, alike, commonWords }: Pick<Catalogue, 'cards' | 'alike' | 'commonWords'>) {
    this.#common = commonWords;
    for (const [name = '', ...others] of alike)
      for (const word of [name, ...others]) {
        this.#names.set(stemOf(word, english), stemOf(name, english));
        this.#names.set(word, stemOf(name, english));
      }
    const recalling = cards.flatMap(({ recall }) => recall).flatMap(wordsOf);
    for (const word of recalling) if (!isStopWord(word)) this.#recalling.add(this.#look(word).stem);
    const words = new Set([...alike.flat(), ...recalling, ...english.prepositions, ...english.stopWords]);
    for (const word of words) {
      this.#knownStems.add(this.#look(word).base);
      const letter = word[0] ?? '';
      const list = this.#known.get(letter);
      if (list === undefined) this.#known.set(letter, [word]);
      else list.push(word);
    }
  }

  /** Made once for each word: phrases repeat theirs many times. */
  #termOfPhrase(word: string): Term {
    const known = this.#terms.get(word);
    const term = known ?? this.#term(word, { start: 0, end: 0 }, 1);
    if (known === undefined) this.#terms.set(word, term);
    return term;
  }

  /** The words of a card's phrase. */
  ofPhrase(phrase: string): readonly Term[] {
    const words = wordsOf(phrase).filter((word) => !isStopWord(word));
    return once(words.map((word) => this.#termOfPhrase(word)));
  }

  isSame(a: string, b: string): boolean {
    return a === b || this.stemOf(a) === this.stemOf(b);
  }

  /** Common to a word's own forms. */
  stemOf(word: string): string {
    return this.#look(word).base;
  }

  isGeneric(word: string): boolean {
    return this.#look(word).isGeneric;
  }

  /** The words of a goal, without dates, amounts and places: those are its circumstances. */
  ofGoal(text: Text, ranges: readonly Range[], { taken, flags, place, people }: Circumstances): readonly Term[] {
    const terms: Term[] = [];
    let namesTime = false;
    for (const [n, range] of ranges.entries()) {
      const isLater = n > 0 && terms.length > 0;
      let hasContent = false;
      /** null before what the goal is about ends; then how many words of circumstances there were. */
      let circumstances: number | null = null;
      const tokens = tokenize(text, range);
      const heads = this.#headsOf(tokens);
      const subjectEnd = endOfSubject(tokens);
      for (const [i, token] of tokens.entries()) {
        const isTaken = taken.some((part) => part.start < token.end && token.start < part.end);
        // A place is no slip for a word that it looks like.
        for (const lower of isTaken ? [token.lower] : this.#read(token)) {
          if (this.#endsMatter(lower, tokens[i + 1])) {
            circumstances = hasContent || NEVER_MATTER.has(lower) ? (circumstances ?? 0) : null;
            continue;
          }
          // "learn to swim": what follows is what the goal is about.
          if (lower === 'to' && english.verbs.has(tokens[i + 1]?.lower ?? '')) circumstances = null;
          // "My 40th", "grandma's 80th".
          if (/^\d+(?:st|nd|rd|th)$/u.test(lower) && !isTaken && isOfSomebody(tokens[i - 1]))
            terms.push(this.#term('birthday', token, 1));
          if (!isContent(lower) || !token.isWord) continue;
          const { stem } = this.#look(lower);
          namesTime ||= TIMES.has(stem);
          const isRecalling = this.#recalling.has(stem);
          if (isTaken && (!isRecalling || isWithin(token, people?.range))) continue;
          const isPlace = isWithin(token, place?.range);
          // A name that no template knows is somebody or somewhere.
          const isName = token.isCapital && i > 0 && !isRecalling && !this.#names.has(lower);
          // "my daughter's birthday" is about a birthday.
          const isOwner = /'s$/u.test(token.lower);
          const share: number = isLater
            ? LATER_WEIGHT
            : circumstances !== null || isName || isOwner || isPlace || i < subjectEnd
              ? CIRCUMSTANCE_WEIGHT / (1 + (circumstances ?? 0))
              : 1;
          const term: Term = {
            ...this.#term(lower, token, share),
            head: heads[i] ?? null,
            isDefinite: tokens[i - 1]?.lower === 'the',
          };
          terms.push(term);
          if (circumstances !== null && !term.isGeneric) circumstances += 1;
          hasContent ||= !term.isGeneric;
        }
      }
    }
    // "Two weeks in Vietnam" names a time and a place, and so a trip.
    if (
      place !== null &&
      STAYS.has(place.cue) &&
      namesTime &&
      terms.every(({ isGeneric, weight }) => isGeneric || weight < 1)
    )
      terms.push(this.#term('trip', place.range, 1));
    // "Move to Australia" is a move abroad without saying so.
    const abroad = flags.get('abroad');
    if (abroad) terms.push({ ...this.#term('abroad', abroad, CIRCUMSTANCE_WEIGHT), isImplied: true });
    return once(terms);
  }

  /** For each token that only tells more about the one that its run of words ends in: the stem of that one. */
  #headsOf(tokens: readonly Token[]): readonly (string | null)[] {
    const heads: (string | null)[] = tokens.map(() => null);
    for (let i = tokens.length - 2; i >= 0; i--) {
      const [token, next] = [tokens[i], tokens[i + 1]];
      if (token === undefined || next === undefined || !this.#isNoun(token) || !this.#isNoun(next)) continue;
      if (
        english.verbs.has(stemOf(token.lower, english)) &&
        tokens.slice(0, i).every(({ lower }) => GOAL_LEADS.has(lower))
      )
        continue;
      heads[i] = heads[i + 1] ?? this.#look(next.lower).stem;
    }
    return heads;
  }

  #isNoun(token: Token): boolean {
    const [lower = ''] = this.#read(token);
    return (
      token.isWord &&
      isContent(lower) &&
      !/'s$/u.test(lower) &&
      !english.prepositions.has(lower) &&
      !english.particles.has(lower) &&
      !english.adverbs.has(lower) &&
      !this.#look(lower).isGeneric
    );
  }

  /** Behind it stands under which circumstances, no more what. */
  #endsMatter(lower: string, next: Token | undefined): boolean {
    if (CLAUSES.has(lower) || /^[,;:()–—]$/u.test(lower)) return true;
    if (!english.prepositions.has(lower) || english.particles.has(lower)) return lower === 'in' || lower === 'on';
    return !(lower === 'to' && english.verbs.has(next?.lower ?? ''));
  }

  #term(lower: string, { start, end }: Range, share: number): Term {
    const { stem, isGeneric, isDeed, isPlanning } = this.#look(lower);
    const weight = isGeneric ? GENERIC_WEIGHT * share : share;
    return {
      lower,
      stem,
      isGeneric,
      isDeed,
      isPlanning,
      isOrganising: ORGANISING.has(lower),
      head: null,
      isImplied: false,
      isDefinite: false,
      weight,
      start,
      end,
    };
  }

  /** Found out once for each word: the library repeats its words many times. */
  #look(lower: string): Look {
    const known = this.#looks.get(lower);
    if (known !== undefined) return known;
    const base = stemOf(lower, english);
    const stem = this.#names.get(lower) ?? this.#names.get(base) ?? base;
    const isGeneric = GENERIC.has(base) || GENERIC.has(stem) || english.particles.has(lower);
    const isPlanning = PLANNING.includes(base);
    const isDeed = english.verbs.has(base) && !english.nounLike.has(base) && !isPlanning;
    const look = { base, stem, isGeneric, isDeed, isPlanning };
    this.#looks.set(lower, look);
    return look;
  }

  /** What was meant: the word itself where it is one, else the one known word that is a slip away, or two written as one. */
  #read({ lower, isWord }: Token): readonly string[] {
    const word = lower.replace(/'s$/u, '');
    if (!isWord || word.length < 4 || /\d/u.test(word) || this.#isWord(word) || SMALL_THINGS.has(word)) return [word];
    if (word.includes('-')) return word.split('-');
    const known = this.#known.get(word[0] ?? '') ?? [];
    for (const head of known) {
      const rest = word.slice(head.length);
      if (head.length >= 3 && rest.length >= 3 && word.startsWith(head) && this.#knownStems.has(this.#look(rest).base))
        return [head, rest];
    }
    const near = known.filter((other) => isSlip(word, other));
    const [best = word] = near.sort((a, b) => Math.abs(a.length - word.length) - Math.abs(b.length - word.length));
    return [best];
  }

  #isWord(word: string): boolean {
    const { base } = this.#look(word);
    return this.#knownStems.has(base) || this.#names.has(word) || this.#common.has(word) || english.verbs.has(base);
  }
}

/** Each stem once, where it weighs most. */
function once(terms: readonly Term[]): readonly Term[] {
  const heaviest = new Map<string, Term>();
  for (const term of terms) if (term.weight > (heaviest.get(term.stem)?.weight ?? -1)) heaviest.set(term.stem, term);
  return heaviest.size === terms.length ? terms : terms.filter((term) => heaviest.get(term.stem) === term);
}

/** What stands behind these is never what a goal is about, even in front. */
const NEVER_MATTER = new Set('with without until before after during'.split(' '));
const STAYS = new Set(['in', 'at', 'near', 'around', 'across', 'through']);
const TIMES = new Set('day week weekend month night'.split(' '));
const CLAUSES = new Set('that which who where because when so if'.split(' '));

/** "Get" and "new" say little, yet tell "get a car" from "the car". */
function isStopWord(word: string): boolean {
  return english.stopWords.has(word) && word !== 'get' && word !== 'new';
}

const isWithin = (token: Token, range: Range | undefined): boolean =>
  range !== undefined && range.start < token.end && token.start < range.end;

/** "Our choir needs a website": what is in front of the need is not what it is about. */
function endOfSubject(tokens: readonly Token[]): number {
  const at = tokens.findIndex(({ lower }) => NEEDS.has(lower));
  const isSubject = tokens
    .slice(0, at)
    .every(({ lower, isWord }) => isWord && !english.verbs.has(stemOf(lower, english)));
  return at > 0 && at <= LONGEST_SUBJECT && isSubject ? at : 0;
}

const LONGEST_SUBJECT = 4;
const NEEDS = new Set('need needs want wants require requires'.split(' '));

function isOfSomebody(token: Token | undefined): boolean {
  return token !== undefined && (english.determiners.has(token.lower) || token.lower.endsWith("'s"));
}

function isContent(lower: string): boolean {
  return (
    /^\p{L}/u.test(lower) &&
    !/-(?:day|week|month|year|hour|person|part)s?$/u.test(lower) &&
    lower.length > 2 &&
    !isStopWord(lower) &&
    !english.auxiliaries.has(lower)
  );
}

function wordsOf(phrase: string): string[] {
  return phrase.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** One letter more, less, other or swapped; in long words two. Both begin alike. */
function isSlip(typed: string, word: string): boolean {
  const most = word.length >= 8 ? 2 : word.length >= 4 ? 1 : 0;
  if (most === 0 || Math.abs(typed.length - word.length) > most) return false;
  return distance(typed, word, most) <= most;
}

/** Damerau–Levenshtein distance with adjacent swaps (optimal string alignment); stops counting beyond `most`. */
function distance(a: string, b: string, most: number): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      let least = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    if (Math.min(...row) > most) return most + 1;
    before = above;
    above = row;
  }
  return above[b.length] ?? 0;
}
