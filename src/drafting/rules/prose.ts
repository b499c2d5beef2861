import type { Language } from './language.ts';
import type { Range, Text } from './mask.ts';
import type { Seed, SeedNeed } from './seed.ts';

export type EntryReading = Pick<Seed, 'titleRange' | 'title' | 'details' | 'notes' | 'assignee' | 'type'>;

export interface ParagraphReading {
  /** Their parent is the paragraph's. */
  readonly seeds: readonly Seed[];
  /** By index into `seeds`. */
  readonly needs: readonly SeedNeed[];
  readonly notes: readonly Range[];
}

/** The words right above a list. */
export interface Introduction {
  /** What stands before them on the same line. */
  readonly before: Range | null;
  /** The group they name; null when they only say that a list follows. */
  readonly seed: Seed | null;
}

export class ProseReader {
  readonly #text: Text;
  readonly #language: Language;

  constructor(text: Text, language: Language) {
    this.#text = text;
    this.#language = language;
  }

  readEntry(range: Range): EntryReading {
    return { titleRange: range, title: null, details: [range], notes: [], assignee: null, type: 'task' };
  }

  readIntroduction(_range: Range, _between: string): Introduction | null {
    return null;
  }

  readParagraph(ranges: readonly Range[]): ParagraphReading {
    return { seeds: [], needs: [], notes: ranges };
  }
}
