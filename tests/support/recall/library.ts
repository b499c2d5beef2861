import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Library } from '#drafting/library.ts';
import { openLibrary } from '#drafting/open-library.ts';

const folder = new URL('../../../public/', import.meta.url);

/** The app's own library, from its files; with word vectors or without, as on a device that has not fetched them yet. */
export function libraryOfApp({ withVectors }: { readonly withVectors: boolean }): Library {
  return openLibrary({
    read: (name) => readFile(new URL(`templates/${name}`, folder), 'utf8'),
    readVectors: async () => (withVectors ? readVectors() : null),
  });
}

function readVectors(): { readonly words: string; readonly rows: ArrayBuffer } {
  const rows = new Uint8Array(readFileSync(new URL('vectors/glove50k/vectors.i8', folder)));
  return { words: readFileSync(new URL('vectors/glove50k/words.txt', folder), 'utf8'), rows: rows.buffer };
}
