import type { Kind } from '#planner/kind.ts';

/**
 * Templates that a goal without steps can be drafted from, and word vectors to find them by. Handed to the rules, which
 * read no files themselves. Each part is there or not: a library that can't be read is like one without templates.
 */
export interface Library {
  /** What templates are recalled by; the same each time. */
  catalogue(): Promise<Catalogue | null>;
  /** What is to be done, by a card of the catalogue. */
  template(card: Card): Promise<Template | null>;
  /** null where they are not on this device: a draft never waits for them. */
  vectors(): Promise<WordVectors | null>;
}

/** `public/templates/index.json`, and `common-words.txt` beside it. */
export interface Catalogue {
  readonly cards: readonly Card[];
  /** Words that stand for the same when goals are compared; the first of each is their common name. */
  readonly alike: readonly (readonly string[])[];
  /** Circumstances that take tasks in: what each is called, and the words or phrases that say it. */
  readonly flags: Readonly<Record<string, { readonly label: string; readonly said: readonly string[] }>>;
  /** By ISO 3166 code: names and large cities in lower case, and the time zones of people who live there. */
  readonly countries: Readonly<
    Record<
      string,
      { readonly names: readonly string[]; readonly cities: readonly string[]; readonly zones: readonly string[] }
    >
  >;
  /** Frequent English words: none of them is a slip for another. */
  readonly commonWords: ReadonlySet<string>;
}

export interface Card {
  readonly id: string;
  /** Names the file that holds the template. */
  readonly area: string;
  readonly title: string;
  /** What people say who mean it. */
  readonly recall: readonly string[];
}

export interface Template {
  readonly id: string;
  /**
   * How its days adapt to the time there is. `fixed`: as far ahead as they stand, squeezed where there is less. `scaled`:
   * spread over whatever time there is, as practice is.
   */
  readonly pace: 'fixed' | 'scaled';
  /** In the order in which they are worth asking. */
  readonly parameters: readonly Parameter[];
  /** Of the catalogue's flags, those that some of its tasks depend on. */
  readonly flags?: readonly string[];
  /** In the order of their days; what a task needs stands before it. */
  readonly tasks: readonly TemplateTask[];
}

export interface Parameter {
  /** How it is read from the goal; `answer` is only asked for. */
  readonly reads: 'place' | 'date' | 'budget' | 'people' | 'who' | 'object' | 'answer';
  /** With `object`: the common name (in `alike`) of the words that are meant. */
  readonly of?: string;
  readonly question: string;
}

export interface TemplateTask {
  readonly id: string;
  /**
   * Imperative. What stands in square brackets goes when a slot in it (`{place}`, `{budget}`, `{people}`, `{object}`) has no
   * value; behind a `|` stands what comes instead.
   */
  readonly title: string;
  readonly minutes: number;
  /** Until when, in days from the day that the goal names: 0 is that day, -7 a week before. */
  readonly days: number;
  readonly kind: Kind;
  readonly needs?: readonly { readonly task: string; readonly why: string }[];
  /** Only where one of these flags is said. */
  readonly when?: readonly string[];
  /** Nobody says it, and still it has to be: why. */
  readonly implied?: string;
}

/** Rows of signed bytes; they are compared by cosine, so their scale does not matter. */
export interface WordVectors {
  readonly size: number;
  /** A word's row; also its rank by frequency, 0 the commonest. */
  rowOf(word: string): number | null;
  /** Every row behind the other. */
  readonly values: Int8Array;
}
