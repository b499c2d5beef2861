import type { Tool, ToolParameter } from '../../drafter.ts';
import { contentKeys, deedsOf, keyOf, nameWords, plainWordsOf } from './words.ts';

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
        contentKeys([
          ...plainWordsOf(said),
          ...nameWords(tool?.name ?? ''),
          ...plainWordsOf(tool?.description ?? ''),
          ...(tool?.parameters ?? []).flatMap(({ name }) => nameWords(name)),
        ]),
      ),
  );
  for (const [to, { tool, said, missing }] of calls.entries()) {
    if (to === 0 || tool === undefined) continue;
    const required = tool.parameters.filter((one) => one.required);
    const open = missing.length > 0 ? missing : required;
    if (open[0] === undefined) continue;
    const add = (from: number, cue: string, noun = '') => {
      const parameter = open.find(({ name }) => nameWords(name).some((word) => keyOf(word) === noun)) ?? open[0];
      if (parameter !== undefined) links.push({ from, to, parameter: parameter.name, cue: cue.trim().toLowerCase() });
    };
    const result = OF_RESULT.exec(said)?.[0];
    if (result !== undefined) {
      add(to - 1, result);
      continue;
    }
    const wanted = new Set(contentKeys(required.flatMap(({ name }) => nameWords(name))));
    for (const match of said.matchAll(POINTS_BACK)) {
      const { strong, noun = '' } = match.groups ?? {};
      if (contentKeys([noun.toLowerCase()]).length === 0) continue;
      if (/^that$/iu.test(strong ?? '') && !mayFollow(said.slice(0, match.index))) continue;
      const key = keyOf(noun.toLowerCase());
      const isOwn = OWN_VALUE.test(said.slice(match.index + match[0].length));
      if (isOwn || (strong === undefined && !wanted.has(key))) continue;
      // What was spoken of first is what all the others point to.
      const from = about.findIndex((keys) => keys.has(key));
      if (from < 0 || from >= to) continue;
      add(from, match[0], key);
      break;
    }
  }
  return links;
}

/** "At that place", "book that table"; not "the data that helps". */
function mayFollow(before: string): boolean {
  const word = /\p{L}+(?=\s*$)/u.exec(before)?.[0].toLowerCase() ?? '';
  return /^(?:at|in|of|for|from|to|on|with|about|by|using|into|and|,|)$/u.test(word) || deedsOf(word).length > 0;
}

/** "Obtained from the previous call", "the result of the search". */
const OF_RESULT =
  /\b(?:previous|preceding|prior|earlier|last|first|above)(?: \p{L}+)? (?:call|response|result|step|request|output|answer|search|query)s?\b|\b(?:result|output|response|answer|outcome)s? (?:of|from) (?:the|that|this) (?:first|previous|last|above|search|call|step|query)\b/iu;
/** "The" alone points back only with a word that names what is wanted. */
const POINTS_BACK =
  /\b(?:(?<strong>(?:the |its |their )?(?:same|said|resulting|obtained|retrieved|generated|returned|found|calculated|measured|created|aforementioned|above|recommended|uploaded)|that|this|these|those|its|their)|the)\s+(?<noun>\p{L}{3,30})\b/giu;
/** "The vehicle with ID 12" brings its own value. */
const OWN_VALUE = /^['’]?s? {1,2}(?:["'“‘\d#]|(?:with|named|called|titled|entitled|whose|id|of)\b|number\b|\p{Lu})/u;
