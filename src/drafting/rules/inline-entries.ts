/**
 * Where a line of running text is in truth a list: "1. Buy wood 2. Cut it 3. Sand it". Offsets, ascending, of what begins a
 * line of its own: each marker, and what stands behind the last entry. Nothing where it is no list: the numbers have to
 * count up from one in one style, and what stands in front of them has to differ ("Chapter 1. … Chapter 2. …" does not).
 * Linear in the line.
 */
export function inlineEntries(line: string): readonly number[] {
  if (!MAY_LIST.test(line) || line.trimStart().startsWith('|')) return [];
  const run = longestRun(line);
  if (run.length < 2 || isLettered(line, run)) return [];
  const starts = run.map(({ at }) => at);
  const tail = tailOf(line, starts);
  return [...starts, ...(tail === null ? [] : [tail])].filter((at) => !MARKER_ONLY.test(line.slice(0, at)));
}

interface Mark {
  readonly at: number;
  readonly n: number;
  readonly style: string;
  readonly wordBefore: string;
}

function longestRun(line: string): readonly Mark[] {
  let best: readonly Mark[] = [];
  const open = new Map<string, Mark[]>();
  for (const match of line.matchAll(MARK)) {
    const { label = '', opening = '', closing = '', letter } = match.groups ?? {};
    const figure = match.groups?.number ?? match.groups?.figure;
    const n = figure === undefined ? (letter ?? '').toLowerCase().charCodeAt(0) - 96 : Number(figure);
    const style = `${label.toLowerCase()}${opening}${figure === undefined ? 'a' : '1'}${closing}`;
    const before = line.slice(Math.max(0, match.index - 40), match.index).trimEnd();
    const mark = { at: match.index, n, style, wordBefore: /\p{L}+$/u.exec(before)?.[0].toLowerCase() ?? '' };
    const run = open.get(style) ?? [];
    if (n === 1) open.set(style, [mark]);
    else if (run.at(-1)?.n === n - 1) run.push(mark);
    const now = open.get(style) ?? [];
    if (now.length > best.length && !isCounted(now)) best = now;
  }
  return best;
}

/** "It starts on Monday. a) The clerk sends the form. b) The …": whole sentences, told behind another, whatever their letters. */
function isLettered(line: string, run: readonly Mark[]): boolean {
  return (
    run.every(({ at, style }, i) => style.endsWith('a') && (i === 0 || /[.!?]\s*$/u.test(line.slice(0, at)))) &&
    /[.!?]\s*$/u.test(line.slice(0, run[0]?.at ?? 0)) &&
    /[.!?]\s*$/u.test(line)
  );
}

/** "Chapter 1. … Chapter 2. …": the figure belongs to the word before it. */
function isCounted(run: readonly Mark[]): boolean {
  const word = run[0]?.wordBefore ?? '';
  return word !== '' && run.every((mark) => mark.wordBefore === word);
}

/** Entries of one sentence each: what comes behind the last one's first sentence is about the list, not in it. */
function tailOf(line: string, starts: readonly number[]): number | null {
  const last = starts.at(-1) ?? 0;
  const isLong = starts.slice(0, -1).some((start, i) => SENTENCE_END.test(line.slice(start + 4, starts[i + 1]).trim()));
  if (isLong) return null;
  const end = SENTENCE_END.exec(line.slice(last + 4));
  return end === null ? null : last + 4 + end.index + end[0].length;
}

const MAY_LIST = /(?:^|\s)(?:\p{L}{4,7}\s1[.:)]|\(?[1aA][.)])/u;
// "Step 1: x", or "1. x", "1) x", "(1) x", "a) x"; a letter with a full stop may be an initial.
const MARK =
  /(?<=^|\s)(?:(?<label>(?:step|schritt|étape|etape|paso)\s)(?<number>\d{1,2})[.:)]|(?<opening>\(?)(?:(?<figure>\d{1,2})(?<closing>[.)])|(?<letter>[a-zA-Z])\)))(?=\s+[\p{L}"“„«'])/giu;
/** "- 1. Buy wood" is an entry already. */
const MARKER_ONLY = /^[\s>#*+•–-]*$/u;
const SENTENCE_END = /[.!?…]["”’)]?\s+(?=[\p{Lu}"“„«])/u;
