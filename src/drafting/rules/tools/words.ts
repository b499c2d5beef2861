import { DEEDS, EMPTY, RELATED, SAME } from '../cues/en-tools.ts';

/** "getBoneDensity", "Hotels_2_SearchHouse" and "stock_price.get" in the words that they are made of. */
export function nameWords(name: string): readonly string[] {
  return (
    name
      .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
      .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
      .toLowerCase()
      .match(/\p{L}+/gu) ?? []
  );
}

export function plainWordsOf(text: string): readonly string[] {
  return (text.toLowerCase().replaceAll('’', "'").match(PLAIN_WORD) ?? []).map((word) => word.replace('-', ''));
}

/** Where each of `plainWordsOf` begins. */
export function plainWordStarts(text: string): readonly number[] {
  return [...text.toLowerCase().replaceAll('’', "'").matchAll(PLAIN_WORD)].map(({ index }) => index);
}

/** "to-do" and "e-mail" are one word. */
const PLAIN_WORD = /to-do|e-mail|\p{L}[\p{L}\p{M}]*(?:'s)?/gu;

/** Words that tell one tool from another, as keys. */
export function contentKeys(said: readonly string[], key = keyOf): readonly string[] {
  return said.filter((word) => word.length > 1 && !EMPTY.has(word)).map(key);
}

/** What words of the same family have in common: "optimal" and "optimization" are alike, "film" and "movie" too. */
export function keyOf(word: string): string {
  return groupOf(meanings, word) ?? rootOf(word);
}

/** The same for a wider family: "umbrella" is kin to "weather". */
export function kinOf(word: string): string {
  const first = groupOf(related, word);
  return first === undefined ? keyOf(word) : keyOf(first);
}

const groupOf = (groups: ReadonlyMap<string, string>, word: string): string | undefined =>
  groups.get(word) ?? groups.get(word.replace(/(?:'s|s)$/u, '')) ?? groups.get(rootOf(word));

/**
 * A root by cutting endings off, at least three letters long. It parts words of different families rarely enough for a
 * comparison within one request; it is never shown.
 */
export function rootOf(word: string): string {
  let root = word.replace(/'s$/u, '').replace(/ie[sd]?$/u, 'y');
  for (let cut = true, round = 0; cut && round < 4; round++) {
    cut = false;
    for (const ending of ENDINGS) {
      if (
        root.length - ending.length >= (ending === 'y' ? 4 : 3) &&
        root.endsWith(ending) &&
        (ending !== 's' || !/(?:ss|us|is)$/u.test(root))
      ) {
        root = root.slice(0, -ending.length);
        cut = true;
        break;
      }
    }
  }
  return root.replace(/i$/u, 'y').replace(/([bdgklmnprt])\1$/u, '$1');
}

/** Which classes of deeds a word may stand for. */
export function deedsOf(word: string): readonly string[] {
  for (const ending of INFLECTIONS) {
    const stem = word.endsWith(ending) ? word.slice(0, word.length - ending.length) : '';
    const found = stem.length > 1 ? (deeds.get(stem) ?? deeds.get(`${stem}e`)) : undefined;
    if (found !== undefined) return found;
  }
  if (word.startsWith('re') && deeds.has(word.slice(2))) return deeds.get(word.slice(2)) ?? NONE;
  const root = rootOf(word);
  // A short root is shared by words that are no kin: "currency", "curious".
  const isLikely = root.length > 3 || root.length >= word.length - 3;
  return (isLikely ? deeds.get(root) : undefined) ?? NONE;
}

const INFLECTIONS = ['', 's', 'es', 'd', 'ed', 'ing'];
const NONE: readonly never[] = [];
const ENDINGS = (
  'izations isations ization isation ational ations ation ators ator ates ated ating ate ities ments ically ingly ement ment ness able ible ancy ency ance ence ' +
  'izing ising ized ised izes ises ize ise ity ions ion ical ally als ial al ious ous ives ive ists ist ics ic ings ing ers er ors or ' +
  'ly ed es ey y e s'
).split(' ');

const meanings = groups(SAME);
const related = groups(RELATED);

/** The first word of each line by every word of it, and by its root where that is no other's: "career" and "car" have one. */
function groups(lines: readonly string[]): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  const alike = lines.map((line) => line.split(' '));
  for (const byRoot of [false, true]) {
    for (const group of alike) {
      for (const word of group) {
        const key = byRoot ? rootOf(word) : word;
        if (!first.has(key) && (!byRoot || key.length > 3)) first.set(key, rootOf(group[0] ?? word));
      }
    }
  }
  return first;
}

const deeds = new Map<string, readonly string[]>();
for (const [deed, said] of Object.entries(DEEDS)) {
  for (const word of said)
    for (const key of new Set([word, rootOf(word)])) deeds.set(key, [...(deeds.get(key) ?? []), deed]);
}
