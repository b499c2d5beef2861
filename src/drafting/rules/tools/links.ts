import type { Tool, ToolParameter } from '../../drafter.ts';
import { readDemand } from './demand.ts';
import { contentKeys, deedsOf, keyOf, nameWords, plainWordsOf } from './words.ts';

/** A call that takes what an earlier one gives, or was given. */
export interface Link {
  /** Places in the list of calls: `to` comes later. */
  readonly from: number;
  readonly to: number;
  readonly parameter: string;
  /** The words that say so: "that film". */
  readonly cue: string;
  /** What the earlier call was given and the later one takes too; null where it takes the result. */
  readonly shared: string | null;
}

interface ReadCall {
  readonly tool: Tool | undefined;
  readonly said: string;
  readonly values: ReadonlyMap<string, string>;
  readonly missing: readonly ToolParameter[];
}

/**
 * Which calls point back to an earlier one ("the same patient", "that location", "the id from the search") with a word that
 * it was about, and give no value of their own for the parameter in question. "The same day" is the day that the earlier call
 * was told; of all else the result is waited for.
 */
export function findLinks(calls: readonly ReadCall[]): readonly Link[] {
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
      if (parameter === undefined) return;
      const isWhen = /^(?:date|time)$/u.test(readDemand(parameter).sort);
      const shared = isWhen ? givenBefore(calls[from], parameter) : null;
      links.push({ from, to, parameter: parameter.name, cue: cue.trim().toLowerCase(), shared });
    };
    const result = OF_RESULT.exec(said)?.[0];
    if (result !== undefined) {
      add(to - 1, result);
      continue;
    }
    // "The melody" is what is asked for, where the tool gets melodies.
    const thing = keyOf(nameWords(tool.name).at(-1) ?? '');
    const isGetter = deedsOf(nameWords(tool.name)[0] ?? '')[0] === 'find';
    const wanted = new Set(contentKeys(required.flatMap(({ name }) => nameWords(name))));
    for (const match of said.matchAll(POINTS_BACK)) {
      const { strong, noun = '' } = match.groups ?? {};
      if (contentKeys([noun.toLowerCase()]).length === 0) continue;
      if (/^that$/iu.test(strong ?? '') && !mayFollow(said.slice(0, match.index))) continue;
      const key = keyOf(noun.toLowerCase());
      // "The obtained value" needs no more; "this" and "the" point back only with the noun itself.
      const strength = strong === undefined || /^(?:that|this|these|those)$/iu.test(strong) ? 1 : 2;
      const behind = said.slice(match.index + match[0].length);
      const isGiven = GIVEN_BEHIND.test(behind);
      if (OWN_VALUE.test(behind) || !(strength > 1 || IS_HEAD.test(behind) || isGiven)) continue;
      if (strong === undefined && !isGiven && (!wanted.has(key) || (key === thing && isGetter))) continue;
      // What was spoken of first is what all the others point to.
      const first = about.slice(0, to).findIndex((keys) => keys.has(key));
      const from = first < 0 && (isGiven || /same$/iu.test(strong ?? '')) ? to - 1 : first;
      if (from < 0) continue;
      add(from, match[0], key);
      break;
    }
  }
  return links;
}

/** What an earlier call was told for a parameter of the same name or sort. */
function givenBefore(call: ReadCall | undefined, parameter: ToolParameter): string | null {
  const { sort } = readDemand(parameter);
  const like = call?.tool?.parameters.find((one) => readDemand(one).sort === sort && call.values.has(one.name));
  return call?.values.get(parameter.name) ?? call?.values.get(like?.name ?? '') ?? null;
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
/** Nothing follows that the noun would only describe: "the access permissions" are not the access. */
const IS_HEAD =
  /^(?:['’]s\b)?(?:\s*(?:$|[.,;:!?)])|\s+(?:and|or|but|of|in|on|at|for|from|to|with|by|as|is|are|was|were|has|have|had|can|could|will|should|must|that|which|who|whose|when|where|if|so|then|using|via|during|within|between|because|while|into|about|like|seems?|looks?|located|called|also|too|we|i|you|they|he|she|it)\b)/iu;
const GIVEN_BEHIND =
  /^ (?:provided|obtained|found|returned|retrieved|generated|produced|received|created|above|mentioned|measured|calculated|computed|determined|identified|detected|extracted|uploaded|recommended|just \p{L}+ed)\b/iu;
