import type { Language } from '../language.ts';
import type { Token } from '../tokens.ts';
import { baseOf, stemOf } from '../verb-forms.ts';

/** The names of tasks, to be found again in other words. A key is whatever number the caller knows a task by. */
export class TaskNames {
  readonly #language: Language;
  readonly #root: Branch = { next: new Map(), keys: [] };
  readonly #keysByStem = new Map<string, Set<number>>();
  /** Stems that begin alike: "registration" is near "register". */
  readonly #stemsByHead = new Map<string, Set<string>>();
  readonly #sizes = new Map<number, number>();

  constructor(language: Language) {
    this.#language = language;
  }

  get size(): number {
    return this.#sizes.size;
  }

  /** Several names of one task may be added. */
  add(key: number, tokens: readonly Token[]): void {
    const words = spoken(tokens);
    if (words.length === 0) return;
    let branch = this.#root;
    for (const token of words.slice(0, LONGEST_NAME)) {
      const word = this.#wordOf(token);
      let next = branch.next.get(word);
      if (next === undefined) {
        next = { next: new Map(), keys: [] };
        branch.next.set(word, next);
      }
      branch = next;
    }
    // The names of one task are added one after another.
    if (branch.keys.at(-1) !== key) branch.keys.push(key);
    const stems = this.contentOf(tokens);
    this.#sizes.set(key, Math.max(this.#sizes.get(key) ?? 0, stems.length));
    for (const stem of stems) {
      const keys = this.#keysByStem.get(stem);
      if (keys !== undefined) {
        keys.add(key);
        continue;
      }
      this.#keysByStem.set(stem, new Set([key]));
      const head = headOf(stem);
      const alike = this.#stemsByHead.get(head);
      if (alike === undefined) this.#stemsByHead.set(head, new Set([stem]));
      else alike.add(stem);
    }
  }

  /** The longest name that stands at a place, in whatever form its verb is; several keys where tasks are called the same. */
  at(
    tokens: readonly Token[],
    from: number,
    except: number,
  ): { readonly keys: readonly number[]; readonly to: number } | null {
    let branch: Branch | undefined = this.#root;
    let found: { keys: readonly number[]; to: number } | null = null;
    for (let i = from; i < tokens.length && branch !== undefined; i++) {
      const token = tokens[i];
      if (token === undefined) break;
      if (isSilent(token)) {
        if (i === from) return null;
        continue;
      }
      branch = branch.next.get(this.#wordOf(token));
      // What thousands of tasks are called names none of them.
      const isCommon = (branch?.keys.length ?? 0) > COMMON;
      const keys: readonly number[] = isCommon ? [] : (branch?.keys.filter((key) => key !== except) ?? []);
      if (keys.length > 0) found = { keys, to: i + 1 };
    }
    return found;
  }

  /**
   * The one task that a few words fit best, by how rare the shared words are; null when none fits, or two alike.
   *
   * @param atLeast the share of the words that must fit, 0 to 1
   */
  best(stems: readonly string[], except: number, atLeast: number): number | null {
    const scores = new Map<number, number>();
    let whole = 0;
    for (const stem of new Set(stems)) {
      const exact = this.#keysByStem.get(stem);
      const alike = exact === undefined ? this.#alike(stem) : [stem];
      let rarest = 0;
      for (const known of alike) {
        const keys = this.#keysByStem.get(known);
        if (keys === undefined || keys.size > COMMON) continue;
        const weight = (exact === undefined ? 0.8 : 1) / Math.sqrt(keys.size);
        rarest = Math.max(rarest, 1 / Math.sqrt(keys.size));
        for (const key of keys) if (key !== except) scores.set(key, (scores.get(key) ?? 0) + weight);
      }
      whole += rarest === 0 ? 1 : rarest;
    }
    let best: number | null = null;
    let bestScore = 0;
    let second = 0;
    for (const [key, score] of scores) {
      // Of two that share the same words, the one that has no others is meant.
      const fit = score + (this.#sizes.get(key) === new Set(stems).size ? 0.05 : 0);
      if (fit > bestScore) {
        second = bestScore;
        bestScore = fit;
        best = key;
      } else if (fit > second) second = fit;
    }
    if (best === null || bestScore / whole < atLeast || bestScore - second < 0.005) return null;
    return best;
  }

  /** Whether a word is of the name of one of these tasks. */
  tells(stem: string, keys: ReadonlySet<number>): boolean {
    for (const key of this.#keysByStem.get(stem) ?? []) if (keys.has(key)) return true;
    return false;
  }

  /** The words that tell one task from another, as stems. */
  contentOf(tokens: readonly Token[]): readonly string[] {
    const { stopWords, order } = this.#language;
    return [
      ...new Set(
        tokens.flatMap((token) => {
          if (!token.isWord || stopWords.has(token.lower)) return [];
          const word = token.lower.replace(/'s?$/u, '');
          return [order.nouns.get(word) ?? rootOf(word, this.#language)];
        }),
      ),
    ];
  }

  #wordOf(token: Token): string {
    return rootOf(token.lower.replace(/'s?$/u, ''), this.#language);
  }

  #alike(stem: string): readonly string[] {
    const alike = stem.length < 4 ? undefined : this.#stemsByHead.get(headOf(stem));
    return alike === undefined ? [] : [...alike].filter((other) => isAlike(stem, other));
  }
}

interface Branch {
  readonly next: Map<string, Branch>;
  readonly keys: number[];
}

/** Without what stands in brackets at the end ("(2 hours)"), signs at the edges and articles. */
function spoken(tokens: readonly Token[]): readonly Token[] {
  let end = tokens.length;
  while (end > 0) {
    const last = tokens[end - 1]?.lower ?? '';
    if (last === ')' || last === ']') {
      const open = tokens.findLastIndex((token, i) => i < end && (token.lower === '(' || token.lower === '['));
      if (open <= 0) break;
      end = open;
    } else if (tokens[end - 1]?.isWord === false) end -= 1;
    else break;
  }
  return tokens.slice(0, end).filter((token) => !isSilent(token));
}

/** Articles and quotation marks come and go where a task is named again. */
function isSilent(token: Token): boolean {
  return SILENT.test(token.lower);
}

/** The stem, also of verbs that the lexicon does not know: "unfolding" and "unfold", "painter's" stays apart. */
function rootOf(word: string, language: Language): string {
  const stem = stemOf(word, language);
  if (stem !== word || word.length < 6) return stem.replace(/(?<=.{3})e$/u, '');
  const known = baseOf(word, 'gerund', language) ?? baseOf(word, 'participle', language);
  if (known !== null) return known.replace(/(?<=.{3})e$/u, '');
  return stem
    .replace(/(?:ing|ed)$/u, '')
    .replace(/([bdfgklmnprtvz])\1$/u, '$1')
    .replace(/(?<=.{3})e$/u, '');
}

/** "register" and "registration", "install" and "installer": the same head, and what follows is an ending. */
function isAlike(one: string, other: string): boolean {
  const length = Math.min(one.length, other.length);
  let same = 0;
  while (same < length && one[same] === other[same]) same += 1;
  return same >= 4 && same >= length - 2 && ENDING.test(one.slice(same)) && ENDING.test(other.slice(same));
}

const headOf = (stem: string) => stem.slice(0, 4);

const SILENT = /^(?:the|an?|my|our|your|his|her|their|["“”„«»'‘’`*_])$/u;
const ENDING =
  /^(?:|e|y|s|er|or|ers|ors|al|als|ion|ions|ation|ations|ition|ment|ments|ance|ence|ing|ings|ed|ure|ery|ry|ration|ration|ication|ications|ssion|sion|tion|tions|ive|able|ible|age|ist)$/u;
/** Words of a name that are compared; longer ones are sentences, and told apart by then. */
const LONGEST_NAME = 40;
/** Tasks that may share a word before it stops telling them apart; it also bounds the work on lists of thousands. */
const COMMON = 200;
