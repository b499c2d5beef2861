import type { Library } from '#drafting/library.ts';
import { openLibrary } from '#drafting/open-library.ts';
import { readKeptVectors } from './word-vectors.ts';

/** The templates that came with this build, by its own address. Not there, a goal is drafted without them. */
export function openTemplateLibrary(): Library {
  return openLibrary({ read: (name) => readText(new URL(name, index)), readVectors: readKeptVectors });
}

const index = new URL('/templates/index.json', import.meta.url);

async function readText(address: URL): Promise<string | null> {
  const response = await fetch(address).catch(() => null);
  return response?.ok ? response.text() : null;
}
