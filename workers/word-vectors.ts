/**
 * The word vectors (about 5 MB) are no part of what is kept for offline use from the start: they are fetched when the tab has
 * been idle after a draft, and kept beside the builds, since a new build rarely brings others. A draft never waits for them.
 */
const FILES = {
  words: new URL('/vectors/glove50k/words.txt', import.meta.url).href,
  rows: new URL('/vectors/glove50k/vectors.i8', import.meta.url).href,
};
const CACHE = 'foldline-vectors-glove50k';

/** null until they were kept. */
export async function readKeptVectors(): Promise<{ readonly words: string; readonly rows: ArrayBuffer } | null> {
  const cache = await openCache();
  const [words, rows] = await Promise.all([cache?.match(FILES.words), cache?.match(FILES.rows)]);
  return words && rows ? { words: await words.text(), rows: await rows.arrayBuffer() } : null;
}

/** Fetches what is not kept yet. Where a person saves data, or the line breaks, it is left for another time. */
export async function keepVectors(): Promise<void> {
  const cache = await openCache();
  if (cache === null || savesData()) return;
  for (const address of Object.values(FILES)) {
    if ((await cache.match(address)) === undefined) await cache.add(address).catch(() => undefined);
  }
}

/** No caches outside of secure contexts. */
async function openCache(): Promise<Cache | null> {
  const storage: CacheStorage | undefined = globalThis.caches;
  return (await storage?.open(CACHE).catch(() => null)) ?? null;
}

/** The library doesn't know the Network Information API, which some browsers lack. */
function savesData(): boolean {
  const connection: { readonly saveData?: boolean } | undefined = Reflect.get(navigator, 'connection');
  return connection?.saveData === true;
}
