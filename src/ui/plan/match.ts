/** Words as a search compares them: without case and without accents. */
function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}

/** Says of a text whether it holds every word of `query`, in any order. An empty query holds for all. */
export function matcher(query: string): (text: string) => boolean {
  const words = plain(query).split(/\s+/u).filter(Boolean);
  if (words.length === 0) return () => true;
  return (text) => {
    const hay = plain(text);
    return words.every((word) => hay.includes(word));
  };
}

/** 0 does not match; more is better: the whole text, its beginning, a word's beginning, anywhere. */
export function rank(text: string, query: string): number {
  const hay = plain(text);
  const needle = plain(query).trim();
  if (needle === '') return 1;
  if (hay === needle) return 5;
  if (hay.startsWith(needle)) return 4;
  if (hay.includes(` ${needle}`)) return 3;
  if (hay.includes(needle)) return 2;
  return matcher(query)(text) ? 1 : 0;
}
