import type { Tool, ToolParameter } from '../../drafter.ts';
import { contentKeys, keyOf, nameWords, plainWordsOf } from './words.ts';

/** A call that takes what an earlier one gives. */
export interface Link {
  /** Places in the list of calls: `to` comes later and uses the result of `from`. */
  readonly from: number;
  readonly to: number;
  readonly parameter: string;
  /** The words that say so: "that film". */
  readonly cue: string;
}

/**
 * Which calls take the result of an earlier one: they point back ("the same patient", "that location", "the id from the
 * search") with a word that the earlier call was about, and give no value of their own for the parameter in question.
 */
export function findLinks(
  calls: readonly {
    readonly tool: Tool | undefined;
    readonly said: string;
    readonly missing: readonly ToolParameter[];
  }[],
): readonly Link[] {
  const links: Link[] = [];
  const about = calls.map(
    ({ tool, said }) =>
      new Set(
        [...plainWordsOf(said), ...nameWords(tool?.name ?? ''), ...plainWordsOf(tool?.description ?? '')].map(keyOf),
      ),
  );
  for (const [to, { tool, said, missing }] of calls.entries()) {
    if (to === 0 || tool === undefined) continue;
    const parameter = missing[0] ?? tool.parameters.find(({ required }) => required);
    if (parameter === undefined) continue;
    const wanted = new Set(contentKeys([...nameWords(parameter.name), ...plainWordsOf(parameter.description)]));
    for (const match of said.matchAll(POINTS_BACK)) {
      const { strong, weak, noun = '' } = match.groups ?? {};
      const key = keyOf(noun);
      const isWanted = wanted.has(key) || nameWords(tool.name).some((word) => keyOf(word) === key);
      const from = about.findLastIndex((keys, i) => i < to && (noun === '' || keys.has(key)));
      if (from < 0 || (strong === undefined && (weak === undefined || missing.length === 0 || !isWanted))) continue;
      links.push({ from, to, parameter: parameter.name, cue: match[0].trim().toLowerCase() });
      break;
    }
  }
  return links;
}

const POINTS_BACK =
  /\b(?:(?<strong>(?:the )?(?:same|said|resulting|obtained|retrieved|generated|returned|found|calculated|measured|created|above|previous|previously \w+|aforementioned)|that|this|these|those|its|their)(?: \w{1,20}){0,1}?|(?<weak>the))\s+(?<noun>\p{L}{3,30})\b/giu;
