/** Cuts at a word where it can. `cut` says that words were lost. Never parts a character, and never leaves a half of one. */
export function shorten(words: string, length: number): { readonly title: string; readonly cut: boolean } {
  if (words.length <= length) return { title: words.trim(), cut: false };
  const head = words.slice(0, length - 1).replace(HALF, '');
  const space = head.search(LAST_WORD);
  const kept = (space > length / 2 ? head.slice(0, space) : head).replace(/[\s,;:–—-]+$/u, '').replace(DANGLING, '');
  return { title: `${kept}…`, cut: true };
}

/** Whether words break off where others have to follow: "send it to the", "a deadline of". */
export function endsInside(words: string): boolean {
  return DANGLING.test(words);
}

// The first half of a surrogate pair, a joiner or a combining mark that lost what followed.
const HALF = /[\ud800-\udbff\u200d]$/;
const DANGLING =
  /(?:\s+(?:and|or|the|an?|my|our|your|every|each|to|of|with|for|in|on|at|by|from|about|than|since|between|und|oder|der|die|das|am|im|mit|für))+$/iu;
const LAST_WORD = /\s+\S*$/u;
