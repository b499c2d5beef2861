import { DEEDS, EMPTY, SAME } from '../cues/en-tools.ts';

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
  return (
    text
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/\p{L}[\p{L}\p{M}]*(?:'s)?/gu) ?? []
  );
}

/** Words that tell one tool from another, as keys. */
export function contentKeys(said: readonly string[]): readonly string[] {
  return said.filter((word) => word.length > 1 && !EMPTY.has(word)).map(keyOf);
}

/** What words of the same family have in common: "optimal" and "optimization" are alike, "film" and "movie" too. */
export function keyOf(word: string): string {
  const root = rootOf(word);
  return meanings.get(root) ?? root;
}

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
  return deeds.get(word) ?? deeds.get(rootOf(word)) ?? NONE;
}

const NONE: readonly never[] = [];
const ENDINGS = (
  'izations isations ization isation ational ations ation ities ments ically ingly ement ment ness able ible ancy ency ance ence ' +
  'izing ising ized ised izes ises ize ise ity ions ion ical ally als ial al ious ous ives ive ists ist ics ic ings ing ers er ors or ' +
  'ly ed es ey y e s'
).split(' ');

const meanings = new Map(
  SAME.flatMap((line) => {
    const [first = '', ...others] = line.split(' ').map(rootOf);
    return [first, ...others].map((root): [string, string] => [root, first]);
  }),
);

const deeds = new Map<string, readonly string[]>();
for (const [deed, said] of Object.entries(DEEDS)) {
  for (const word of said)
    for (const key of new Set([word, rootOf(word)])) deeds.set(key, [...(deeds.get(key) ?? []), deed]);
}
