import { SERVICE } from './cues/en-kinds.ts';
import { GIVEN_TO_PEOPLE, GOING, NO_NAMES, TITLES, TO_PEOPLE } from './cues/en-names.ts';
import type { Range } from './mask.ts';

export interface SaidName extends Range {
  readonly type: 'person' | 'place';
}

/**
 * Names of people and places: capitals, told apart by what stands in front of them. "Call Anna", "with Dr Weber" and "send
 * it to Ben" name people, "in Lyon" and "fly to Oslo" places. Not for languages in which every noun has a capital.
 */
export function findNames(words: string): readonly SaidName[] {
  const found: SaidName[] = [];
  if (!/\p{Lu}/u.test(words)) return found;
  for (const [type, pattern] of CONTEXTS) {
    for (const match of words.matchAll(pattern)) {
      for (const name of [match.groups?.name, match.groups?.other]) {
        if (name === undefined) continue;
        const text = name.replace(/(?:['’]s?|[.,])$/u, '');
        const first = text.split(/\s/u)[0]?.toLowerCase() ?? '';
        if (NO_NAMES.has(first) || SERVICE.has(first) || /^\p{Lu}{2,}$/u.test(text)) continue;
        const start = match.index + match[0].lastIndexOf(name);
        const end = start + text.length;
        if (!found.some((one) => start < one.end && end > one.start)) found.push({ type, start, end });
      }
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

const PART = String.raw`\p{Lu}[\p{L}'’-]{1,30}`;
const NAME = `${PART}(?: (?:(?:de|la|of|von|van|du|del) )?${PART}){0,3}`;
const GAP = String.raw`(?:[^.,;:!?\n\p{Lu}]{0,40}?)`;
/** Upper or lower case in front, but a capital in the name: so no `i` flag, and both spelled out. */
const either = (list: string) =>
  `(?<!\\p{L})(?:${list
    .split('|')
    .map((one) => `[${one[0]?.toUpperCase()}${one[0]}]${one.slice(1)}`)
    .join('|')})(?!\\p{L})`;

/** The surer first: a stretch is taken once. */
const CONTEXTS: readonly (readonly [SaidName['type'], RegExp])[] = [
  ['person', new RegExp(String.raw`${either(TITLES)}\.? (?<name>${PART}(?: ${PART})?)`, 'gu')],
  ['place', new RegExp(String.raw`(?<!\p{L})[Ff]rom (?<name>${NAME}) to (?<other>${NAME})`, 'gu')],
  ['place', new RegExp(`${either(GOING)} ${GAP}(?:to|from|through|via|towards) (?<name>${NAME})`, 'gu')],
  ['person', new RegExp(`${either(TO_PEOPLE)} (?:up )?(?<name>${PART}(?: ${PART})?)`, 'gu')],
  ['person', new RegExp(`${either(GIVEN_TO_PEOPLE)} ${GAP}(?:to|with) (?<name>${PART}(?: ${PART})?)`, 'gu')],
  ['person', new RegExp(String.raw`(?<!\p{L})(?:with|for|by) (?<name>${PART}(?: ${PART})?)`, 'gu')],
  ['place', new RegExp(String.raw`(?<!\p{L})(?:[Ii]n|near|around|outside|at) (?<name>${NAME})`, 'gu')],
];
