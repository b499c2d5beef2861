import type { Action } from './action-shape.ts';
import { plainWords, type Range, type Text } from './mask.ts';
import { spanOf, type Token } from './tokens.ts';

/** The words of a title, from the verb on. `title` is null where they stand so in the text. */
export function titleOf(
  text: Text,
  tokens: readonly Token[],
  action: Pick<Action, 'how' | 'verb' | 'base' | 'object' | 'phrase' | 'tail'>,
  to: number,
): { range: Range; title: string | null } | null {
  let end = to;
  while (end > action.verb && tokens[end - 1]?.isWord === false && !/^[)\]}"”'’%]$/u.test(tokens[end - 1]?.lower ?? ''))
    end -= 1;
  // "… for Harper Inc.": the sign belongs to the word.
  if (tokens[end]?.lower === '.' && ABBREVIATED.test(tokens[end - 1]?.lower ?? '')) end += 1;
  const verb = tokens[action.verb];
  if (verb === undefined || end <= action.verb) return null;
  const range = { start: verb.start, end: tokens[end - 1]?.end ?? verb.end };
  if (action.base === null) return { range, title: null };
  if (action.phrase !== undefined) {
    const words = action.phrase.map(([from, behind]) => plainWords(text, spanOf(tokens, from, behind)));
    const tail = tailOf(text, tokens, action.tail, end);
    const said = [...words.map(asObject), action.base].filter((part) => part !== '').join(' ');
    return { range, title: capital(said.replaceAll("' ", "'") + tail) };
  }
  if (action.how === 'wanted') return { range, title: `${capital(action.base)} ${plainWords(text, range)}` };
  const by =
    action.object === null ? -1 : tokens.findIndex((token, i) => i > action.verb && i < end && token.lower === 'by');
  const restEnd = by > 0 && !isTimeAt(tokens, by + 1) ? (tokens[by - 1]?.end ?? range.end) : range.end;
  const rest = plainWords(text, { start: verb.end, end: Math.max(verb.end, restEnd) });
  const object = action.object === null ? '' : plainWords(text, spanOf(tokens, action.object[0], action.object[1]));
  return { range, title: [capital(action.base), lowerArticle(object), rest].filter((part) => part !== '').join(' ') };
}

/** ", ob die Ware da ist" behind "prüfen", " au client" behind "le remettre". */
function tailOf(text: Text, tokens: readonly Token[], from: number | undefined, to: number): string {
  if (from === undefined || from >= to) return '';
  const words = plainWords(text, spanOf(tokens, from, to));
  return tokens[from - 1]?.lower === ',' ? `, ${words}` : ` ${words}`;
}

/** "by Friday", "by the end of the day" tell when, "by the shop" who. */
function isTimeAt(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (token === undefined || /^\d/u.test(token.lower) || TIME_WORD.test(token.lower)) return true;
  return token.lower === 'the' && TIME_NOUN.test(tokens[at + 1]?.lower ?? '');
}

/** "is signed by both sides". */
export function passiveBy(
  text: Text,
  tokens: readonly Token[],
  action: Pick<Action, 'verb' | 'object'>,
  to: number,
): string | null {
  if (action.object === null) return null;
  const by = tokens.findIndex((token, i) => i > action.verb && i < to && token.lower === 'by');
  return by < 0 || isTimeAt(tokens, by + 1) ? null : nameOf(text, tokens, by + 1, to);
}

/** "the manager" → "manager"; "My mother" stays. */
export function nameOf(text: Text, tokens: readonly Token[], from: number, to: number): string | null {
  let start = from;
  if (/^(?:the|an?)$/u.test(tokens[start]?.lower ?? '')) start += 1;
  let end = to;
  while (end > start && tokens[end - 1]?.isWord === false) end -= 1;
  const words = start >= end ? '' : plainWords(text, spanOf(tokens, start, end));
  return words === '' || words.length > 60 ? null : words;
}

export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** "Der Antrag" of "der Antrag wird geprüft" is "den Antrag" in front of "prüfen". */
export function asObject(words: string): string {
  return words.replace(
    /^der (?=(?:\p{Ll}+ )*\p{Lu})(?<adjectives>(?:\p{Ll}+ )*)/iu,
    (_, adjectives: string) => `den ${adjectives.replaceAll('e ', 'en ')}`,
  );
}

/** "The contract" in front of its sentence is "the contract" behind a verb. */
function lowerArticle(words: string): string {
  return words.replace(ARTICLE, (word) => word.toLowerCase());
}

const TIME_WORD =
  /^(?:today|tomorrow|tonight|noon|midnight|monday|tuesday|wednesday|thursday|friday|saturday|sunday|next|end|january|february|march|april|may|june|july|august|september|october|november|december)$/u;
const TIME_NOUN = /^(?:end|beginning|start|middle|time|day|week|weekend|month|year|morning|evening|deadline|\d.*)$/u;
const ARTICLE =
  /^(?:The|An?|My|Our|Your|His|Her|Their|This|These|All|Every|Each|Both|Les?|La|L['’]|Une?|Des|Tou[st]|Toutes?|El|L[oa]s|Una|Tod[oa]s?)(?![\p{L}])/u;
const ABBREVIATED = /^(?:inc|ltd|co|corp|jr|sr|etc|bros|assoc)$/u;
