import type { Range, Text } from './mask.ts';

/** 0 lowest to 4 highest, with the words that say so. */
export interface SaidPriority extends Range {
  readonly priority: 0 | 1 | 2 | 3 | 4;
  /** A mark rather than a word ("p1", "!!"): it does not belong in a title. */
  readonly isMark: boolean;
}

export function findPriority(text: Text, range: Range): SaidPriority | null {
  const words = text.masked.slice(range.start, Math.min(range.end, range.start + 600));
  const mark = MARK.exec(words);
  if (mark?.groups !== undefined && mark !== null) {
    const { p, bangs, bang } = mark.groups;
    const lead = mark[0].length - mark[0].trimStart().length;
    const place = { start: range.start + mark.index + lead, end: range.start + mark.index + mark[0].length };
    if (p !== undefined) return { ...place, priority: P_LEVELS[Number(p)] ?? 2, isMark: true };
    const length = (bangs ?? bang ?? '').length;
    return { ...place, priority: length >= 3 ? 4 : 3, isMark: true };
  }
  for (const [pattern, priority] of WORDS) {
    const match = pattern.exec(words);
    if (match !== null)
      return {
        start: range.start + match.index,
        end: range.start + match.index + match[0].length,
        priority,
        isMark: false,
      };
  }
  return null;
}

/** p0 and p1 are the highest wherever they are used; p4 the lowest. */
const P_LEVELS = [4, 4, 3, 2, 1] as const;
const MARK = /(?:^|[\s(])(?:[pP](?<p>[0-4])(?![\p{L}\p{N}])|(?<bangs>!{2,5})(?=\s|$|\))|!(?=p[1-4]))|(?<bang>!{2,5})$/u;
const WORDS: readonly (readonly [RegExp, SaidPriority['priority']])[] = [
  [
    /\b(?:urgent(?:ly)?|asap|a\.s\.a\.p\.|as soon as possible|critical|top priority|highest priority|immediately|dringend|sofort|so schnell wie möglich)\b/iu,
    4,
  ],
  [/\b(?:high[ -]priority|priority:? high|important|wichtig)\b/iu, 3],
  [
    /\b(?:low[ -]priority|priority:? low|no rush|not urgent|if there(?:'|’)?s time|if there is time|nice to have|optional(?:ly)?|keine eile)\b/iu,
    1,
  ],
  [/\b(?:lowest priority|someday)\b/iu, 0],
];
