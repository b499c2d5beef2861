import type { Language } from '../language.ts';
import type { Token } from '../tokens.ts';

/** Tasks in their order, and the numbers or letters that the text gives them. */
export interface NumberedTasks {
  readonly keys: readonly number[];
  /** `b)` is 2. Empty where the list gives no numbers: then places count. */
  readonly keyByNumber: ReadonlyMap<number, number>;
  readonly isLettered: boolean;
}

export interface FoundTasks {
  readonly keys: readonly number[];
  readonly to: number;
}

/**
 * Tasks that are named by number: "step 3", "steps 2 to 4", "2, 3 and 5", "#4", "task B", "the third step", "the last two".
 * Behind a link (`isObject`) a row ends before a number that has a link behind it: "1 before 2 and 2 before 3". A bare
 * number counts only where `mayBeBare`, since most numbers in a sentence count something else.
 */
export function numberedAt(
  tokens: readonly Token[],
  from: number,
  tasks: NumberedTasks,
  language: Language,
  mayBeBare: boolean,
  isObject: boolean,
): FoundTasks | null {
  return rowAt(tokens, from, tasks, language, mayBeBare, isObject) ?? ordinalAt(tokens, from, tasks, language);
}

function rowAt(
  tokens: readonly Token[],
  from: number,
  tasks: NumberedTasks,
  language: Language,
  mayBeBare: boolean,
  isObject: boolean,
): FoundTasks | null {
  let at = from;
  let isNamed = false;
  while (isArticle(tokens, at, from, tasks, language)) at += 1;
  // "No step 4 before step 2" is no "No. 4".
  if (language.negations.has(tokens[at]?.lower ?? '') && language.stepWords.has(plain(tokens[at + 1]))) return null;
  if (language.order.marks.has(tokens[at]?.lower ?? '') && language.stepWords.has(plain(tokens[at + 1]))) return null;
  while (language.stepWords.has(plain(tokens[at])) || tokens[at]?.lower === '#') {
    isNamed = true;
    at += 1;
    if (tokens[at]?.lower === '.') at += 1;
  }
  if (tokens[at]?.lower === '(' && isNamed) at += 1;
  const isSigned = isNamed || tokens[at]?.lower.startsWith('#') === true;
  if (!isSigned && (!mayBeBare || at !== from)) return null;
  const keys: number[] = [];
  let to = -1;
  for (;;) {
    const first = numberIn(tokens, at, tasks, language, isNamed);
    if (first === null) break;
    let next = at + 1;
    let last = first;
    if (first.length === 1 && language.order.through.has(tokens[next]?.lower ?? '')) {
      const step = language.stepWords.has(plain(tokens[next + 1])) ? 2 : 1;
      const end = numberIn(tokens, next + step, tasks, language, isNamed);
      if (end !== null && (end[0] ?? 0) > (first[0] ?? 0)) {
        last = end;
        next += step + 1;
      }
    }
    const found = keysOf(first[0] ?? 0, last.at(-1) ?? 0, tasks);
    if (found.length === 0) break;
    keys.push(...found);
    to = next;
    // "2, 3 and 5": the row goes on only with numbers, so that "step 1, then" and "1 and paint" end it.
    let join = next;
    while (/^[,&+/]$/u.test(tokens[join]?.lower ?? '') || language.and.has(tokens[join]?.lower ?? '')) join += 1;
    if (join === next || join > next + 2) break;
    const again = language.stepWords.has(plain(tokens[join]));
    if (again || (isObject && isSplit(tokens, join + 1, language))) break;
    at = join;
  }
  if (to < 0) return null;
  return { keys: [...new Set(keys)], to: tokens[to]?.lower === ')' && tokens[from]?.lower === '(' ? to + 1 : to };
}

/** "the steps 2 and 3"; not the "no" of "no step 3 before step 2". */
function isArticle(
  tokens: readonly Token[],
  at: number,
  from: number,
  tasks: NumberedTasks,
  language: Language,
): boolean {
  const word = tokens[at]?.lower ?? '';
  if (at >= from + 2 || !language.determiners.has(word) || language.order.marks.has(word)) return false;
  return numberIn(tokens, at, tasks, language, false) === null;
}

/** "1 before 2 and 2 before 3": what comes behind the number begins the next statement. */
function isSplit(tokens: readonly Token[], at: number, language: Language): boolean {
  const { order, auxiliaries } = language;
  const word = tokens[at]?.lower ?? '';
  return order.links.has(word) && !order.plain.has(word) && !auxiliaries.has(word);
}

/** One number, or the two of "2-4"; words and letters only where "step" says that a number follows. */
function numberIn(
  tokens: readonly Token[],
  at: number,
  tasks: NumberedTasks,
  language: Language,
  isNamed: boolean,
): readonly number[] | null {
  const token = tokens[at];
  if (token === undefined) return null;
  const word = plain(token);
  const digits = /^#?(\d{1,4})(?:[-–—](\d{1,4}))?$/u.exec(word);
  if (digits !== null) {
    const first = Number(digits[1]);
    return digits[2] === undefined ? [first] : first < Number(digits[2]) ? [first, Number(digits[2])] : null;
  }
  const pair = /^(\d{1,4})\/(\d{1,4})$/u.exec(word);
  if (pair !== null && isNamed) return [Number(pair[1]), Number(pair[2])];
  if (isNamed && language.order.numbers.has(word)) return [language.order.numbers.get(word) ?? 0];
  const isLetter =
    /^[a-z]$/u.test(word) &&
    (isNamed || (tasks.isLettered && (token.isCapital || (word.length === 1 && word !== 'a' && word !== 'i'))));
  return isLetter && tasks.isLettered ? [word.charCodeAt(0) - 96] : null;
}

/** "the third step", "the last two", "the first three tasks", "the second". */
function ordinalAt(
  tokens: readonly Token[],
  from: number,
  tasks: NumberedTasks,
  language: Language,
): FoundTasks | null {
  const hasArticle = language.determiners.has(tokens[from]?.lower ?? '');
  let at = hasArticle ? from + 1 : from;
  if (language.adverbs.has(tokens[at]?.lower ?? '') && tokens[at]?.lower === 'very') at += 1;
  const ordinal = ordinalIn(tokens[at], language);
  if (ordinal === null) return null;
  at += 1;
  const count =
    language.order.numbers.get(tokens[at]?.lower ?? '') ??
    (/^\d$/u.test(tokens[at]?.lower ?? '') ? Number(tokens[at]?.lower) : null);
  const { keys } = tasks;
  if (count !== null && (ordinal === 1 || ordinal === -1) && count > 1 && count < keys.length) {
    const noun = language.stepWords.has(plain(tokens[at + 1])) ? 1 : 0;
    return { keys: ordinal === 1 ? keys.slice(0, count) : keys.slice(-count), to: at + 1 + noun };
  }
  const isNamed = language.stepWords.has(plain(tokens[at]));
  // "the first" alone may be anything; "the second and third step" names its noun later.
  if (!isNamed && !(hasArticle && secondOrdinal(tokens, at, language))) return null;
  const one = placed(keys, ordinal);
  return one === null ? null : { keys: [one], to: isNamed ? at + 1 : at };
}

function secondOrdinal(tokens: readonly Token[], at: number, language: Language): boolean {
  for (let i = at; i < at + 8; i++) {
    const word = plain(tokens[i]);
    if (language.stepWords.has(word)) return true;
    if (
      !language.and.has(word) &&
      word !== ',' &&
      !language.determiners.has(word) &&
      ordinalIn(tokens[i], language) === null
    )
      return false;
  }
  return false;
}

function ordinalIn(token: Token | undefined, language: Language): number | null {
  const word = token?.lower ?? '';
  const digits = /^(\d{1,3})(?:st|nd|rd|th)$/u.exec(word);
  return digits === null ? (language.order.ordinals.get(word) ?? null) : Number(digits[1]);
}

function placed(keys: readonly number[], ordinal: number): number | null {
  return (ordinal < 0 ? keys.at(ordinal) : keys[ordinal - 1]) ?? null;
}

function keysOf(first: number, last: number, tasks: NumberedTasks): readonly number[] {
  const found: number[] = [];
  for (let n = first; n <= Math.min(last, first + MOST_IN_ROW); n++) {
    const key = tasks.keyByNumber.size > 0 ? tasks.keyByNumber.get(n) : tasks.keys[n - 1];
    if (key !== undefined) found.push(key);
  }
  return found;
}

/** Without the ending of an owner: "step 3's". */
function plain(token: Token | undefined): string {
  return token?.lower.replace(/'s?$/u, '') ?? '';
}

const MOST_IN_ROW = 500;
