import { GOAL_TEXT } from '#planner/reason.ts';
import type { SomeTaskFields } from '#planner/task.ts';
import { MONEY } from './limits.ts';
import { plainWords, type Range, type Text } from './mask.ts';
import { findNames } from './names.ts';

type Fact = NonNullable<SomeTaskFields['facts']>[number];

/**
 * Amounts of money, quantities with a unit, ids, quoted names, people and places, each once and with the place of its words.
 *
 * @param hasNames whether capitals tell names in the language: in German they stand at every noun
 */
export function findFacts(text: Text, ranges: readonly Range[], hasNames: boolean): readonly Fact[] {
  const found: Fact[] = [];
  for (const { start, end } of ranges) {
    const words = text.masked.slice(start, Math.min(end, start + LONGEST));
    const add = (type: Fact['type'], from: number, to: number) => {
      const range = { start: start + from, end: start + to };
      const said = plainWords(text, range);
      if (said !== '' && found.length < MOST && !found.some((fact) => fact.text === said))
        found.push({ type, text: said.slice(0, 500), spans: [{ in: GOAL_TEXT, ...range }] });
    };
    if (/[\d"“„«]/u.test(words))
      for (const [type, pattern] of FACTS)
        for (const match of words.matchAll(pattern)) add(type, match.index, match.index + match[0].length);
    if (hasNames) for (const name of findNames(words)) add(name.type, name.start, name.end);
    if (found.length >= MOST) break;
  }
  return found;
}

const LONGEST = 1500;
const MOST = 20;
const UNITS =
  'kg|g|mg|ml|cl|l|litres?|liters?|km|cm|mm|m²|m2|qm|miles?|inch(?:es)?|feet|lbs?|oz|pages?|people|guests?|persons?|boxes|pieces?|copies|tickets?|cups?|tbsp|tsp|seats?|rooms?|chairs?|bottles?|bags?|words?|slides?|GB|MB|kB|TB|kW|kWh|MW|W|°C|Personen|Stück|Seiten|Liter|personnes|personas';
const FACTS: readonly (readonly [Fact['type'], RegExp])[] = [
  ['money', new RegExp(MONEY, 'giu')],
  [
    'quantity',
    new RegExp(String.raw`(?<![\p{L}\p{N}.,/€$£])\d{1,6}(?:[.,]\d{1,3})?\s?(?:${UNITS})(?![\p{L}\p{N}])`, 'gu'),
  ],
  ['id', /(?<![\p{L}\p{N}#])(?:#\d{1,7}|[A-Z]{2,8}-\d{1,6})(?![\p{L}\p{N}])/gu],
  ['quote', /"[^"\n]{2,120}"|“[^”\n]{2,120}”|„[^“\n]{2,120}“|«[^»\n]{2,120}»/gu],
];
