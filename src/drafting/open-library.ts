import type { Card, Catalogue, Library, Template, WordVectors } from './library.ts';

/** Reads the library's files, wherever they are. A file that can't be read is null. */
export interface LibraryFiles {
  /** A file of `public/templates`. */
  read(name: string): Promise<string | null>;
  /** The word vectors: words, a line each, the commonest first, and their rows of bytes. null where they are not at hand. */
  readVectors(): Promise<{ readonly words: string; readonly rows: ArrayBuffer } | null>;
}

/**
 * A library over its files, each read once and kept. Files of another format than `FORMAT` come from another build, and
 * count as not there.
 */
export function openLibrary(files: LibraryFiles): Library {
  let catalogue: Promise<Catalogue | null> | null = null;
  let vectors: WordVectors | null = null;
  const areas = new Map<string, Promise<readonly Template[]>>();

  return {
    catalogue() {
      catalogue ??= readCatalogue();
      return catalogue;
    },
    async template({ area, id }: Card) {
      const templates = areas.get(area) ?? readArea(area);
      areas.set(area, templates);
      return (await templates).find((template) => template.id === id) ?? null;
    },
    async vectors() {
      const found = vectors === null ? await files.readVectors() : null;
      if (found !== null) vectors = wordVectors(found.words, found.rows);
      return vectors;
    },
  };

  async function readCatalogue(): Promise<Catalogue | null> {
    const [index, words] = await Promise.all([files.read('index.json'), files.read('common-words.txt')]);
    const parsed = parse<Omit<Catalogue, 'commonWords'>>(index);
    return parsed === null ? null : { ...parsed, commonWords: new Set((words ?? '').split('\n')) };
  }

  async function readArea(area: string): Promise<readonly Template[]> {
    return parse<{ readonly templates: readonly Template[] }>(await files.read(`${area}.json`))?.templates ?? [];
  }
}

function parse<T>(text: string | null): T | null {
  if (text === null) return null;
  const parsed: T & { readonly format: number } = JSON.parse(text);
  return parsed.format === FORMAT ? parsed : null;
}

function wordVectors(words: string, rows: ArrayBuffer): WordVectors {
  const rowByWord = new Map(words.split('\n').map((word, row) => [word, row]));
  return {
    size: Math.floor(rows.byteLength / Math.max(1, rowByWord.size - (words.endsWith('\n') ? 1 : 0))),
    rowOf: (word) => rowByWord.get(word) ?? null,
    values: new Int8Array(rows),
  };
}

const FORMAT = 1;
