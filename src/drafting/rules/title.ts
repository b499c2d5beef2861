/** Cuts at a word where it can. `cut` says that words were lost. Never parts a character, and never leaves a half of one. */
export function shorten(words: string, length: number): { readonly title: string; readonly cut: boolean } {
  if (words.length <= length) return { title: words.trim(), cut: false };
  const head = words.slice(0, length - 1).replace(HALF, '');
  const space = head.search(LAST_WORD);
  const kept = (space > length / 2 ? head.slice(0, space) : head).replace(/[\s,;:–—-]+$/u, '').replace(DANGLING, '');
  return { title: `${kept}…`, cut: true };
}

// The first half of a surrogate pair, a joiner or a combining mark that lost what followed.
const HALF = /[\ud800-\udbff\u200d]$/;
const DANGLING = /(?:\s+(?:and|or|the|an?|to|of|with|for|und|oder))+$/iu;
const LAST_WORD = /\s+\S*$/u;
