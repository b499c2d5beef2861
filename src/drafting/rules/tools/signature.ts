import type { Tool } from '../../drafter.ts';
import { deedsOfPhrase } from './asked-deed.ts';
import { contentKeys, deedsOf, keyOf, nameWords, plainWordsOf } from './words.ts';

/** The words that a tool is known by. */
export interface Signature {
  readonly deeds: ReadonlySet<string>;
  /** Words of the name, and how much each tells. */
  readonly name: ReadonlyMap<string, number>;
  readonly about: ReadonlyMap<string, number>;
  readonly parameters: ReadonlyMap<string, number>;
  /** Words of where the tool is kept: "Hotels" of "Hotels_2_Search". */
  readonly family: ReadonlySet<string>;
}

export function sign(tools: readonly Tool[], key = keyOf): readonly Signature[] {
  const parts = tools.map(({ name, description, parameters }) => {
    // "Hotels_2_Search" and "store.items.get" say where the tool is kept before they say what it does.
    const own = name.split(/\.(?=[^.]*$)|_\d+_/u).at(-1) ?? name;
    const names = nameWords(own);
    const family = contentKeys(nameWords(name.slice(0, name.length - own.length)), key);
    const verb = names.find(
      (word, i) => deedsOf(word).length > 0 && (i === 0 || i === names.length - 1 || names.length > 3 || i > 0),
    );
    const described = plainWordsOf(
      description.replace(
        /^this (?:function|tool|method|api)(?: (?:is used to|can|will|allows? (?:you|the user|users) to|lets you))? /iu,
        '',
      ),
    );
    const first = described[0] ?? '';
    const deeds = new Set([
      ...names.flatMap((word, i) =>
        word === verb || names[i - 1] === 'and' || names[i - 1] === 'or' ? deedsOf(word) : [],
      ),
      ...deedsOfPhrase([first.replace(/s$/u, ''), ...described.slice(1, 6)]),
    ]);
    const named = contentKeys(
      names.filter((word) => word !== verb),
      key,
    );
    const nameKeys = new Set(named.length > 0 && names.length > 1 ? named : [...named, ...family]);
    if (nameKeys.size === 0 && verb !== undefined) nameKeys.add(key(verb));
    const aboutKeys = new Set([...family, ...contentKeys(plainWordsOf(description).slice(1, 40), key)]);
    const parameterKeys = new Set(
      contentKeys(
        parameters.flatMap((parameter) => nameWords(parameter.name)),
        key,
      ),
    );
    return { deeds, nameKeys, aboutKeys, parameterKeys, family: new Set(family) };
  });
  const count = new Map<string, number>();
  for (const { nameKeys, aboutKeys } of parts)
    for (const key of new Set([...nameKeys, ...aboutKeys])) count.set(key, (count.get(key) ?? 0) + 1);
  const weigh = (key: string) => Math.log(1 + (tools.length + 1) / (count.get(key) ?? 1));
  return parts.map(({ deeds, nameKeys, aboutKeys, parameterKeys, family }) => ({
    family,
    deeds,
    name: new Map([...nameKeys].map((key) => [key, weigh(key)])),
    parameters: new Map([...parameterKeys].map((key) => [key, 1])),
    about: new Map([...aboutKeys].filter((key) => !nameKeys.has(key)).map((key) => [key, weigh(key)])),
  }));
}

/** What a part of a request says. */
export interface Segment {
  /** Where each key stands first, in words. */
  readonly places: ReadonlyMap<string, number>;
  readonly deeds: ReadonlySet<string>;
  /** Less than 1 where it says what all this is for, or tells more of what was asked before. */
  readonly weight: number;
}

export function readSegment(text: string, hasOthers: boolean, asks: boolean, keyOfWord = keyOf): Segment {
  const places = new Map<string, number>();
  const deeds = new Set<string>();
  for (const [i, word] of plainWordsOf(text).entries()) {
    const key = keyOfWord(word);
    if (!places.has(key)) places.set(key, i);
    for (const deed of deedsOf(word)) deeds.add(deed);
  }
  return { places, deeds, weight: asks ? (hasOthers && IS_LEAD.test(text) ? LEAD : 1) : TELLS };
}

/** A word may be said in a longer or shorter form: "microbe", "microbial". */
export function placeOf(key: string, { places }: Segment): number | undefined {
  const place = places.get(key);
  if (place !== undefined || key.length < 5) return place;
  for (const [said, i] of places)
    if (said.length >= 5 && (said.startsWith(key) || key.startsWith(said)) && Math.abs(said.length - key.length) <= 4)
      return i;
  return undefined;
}

const LEAD = 0.8;
const TELLS = 0.5;
const IS_LEAD =
  /^\W*(?:(?:please )?(?:help|assist) me (?:with|in|to)|as (?:part|an?)\b|(?:i|we)(?:'m| am| are|'re) (?:conducting|working|doing|planning|organi[sz]ing|writing|interested|preparing|researching|studying)|(?:i|we) (?:need|require|want|would like|have)(?: \w+)? (?:assistance|help|some help|your help|your assistance|support|some (?:\w+ )?information)\b|can you (?:please )?(?:help|assist) me with)/iu;
