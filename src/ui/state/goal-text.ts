import { t } from '#messages/catalogue.ts';
import { INLINE_TEXT_BYTES, type StoredText } from '#planner/blob-ref.ts';
import type { NewBlob } from '#service/contract.ts';

/** Bytes of UTF-8. Above it a text is no goal any more but a library. */
export const MOST_GOAL_BYTES = 2_000_000;

const TITLE_LENGTH = 80;

/** As typed, but with one kind of line end, no byte order mark and nothing that can't be written as UTF-8. */
export function cleanGoalText(text: string): string {
  return text
    .replace(/^\uFEFF/u, '')
    .replace(/\r\n?/gu, '\n')
    .toWellFormed();
}

function utf8Bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** Why a text can't be drafted, as a sentence; null when nothing is wrong. */
export function goalProblem(text: string): string | null {
  if (text.trim() === '') return t.home.writeFirst;
  const bytes = utf8Bytes(text);
  return bytes > MOST_GOAL_BYTES ? t.home.tooLong(bytes) : null;
}

/** A text as an event holds it: in the event itself, or by the hash of a blob that travels with the command. */
export async function storeText(
  text: string,
  name: string,
): Promise<{ readonly stored: StoredText; readonly blobs: readonly NewBlob[] }> {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= INLINE_TEXT_BYTES) return { stored: { in: 'event', text }, blobs: [] };
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const hash = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const ref = { hash, name, mediaType: 'text/plain;charset=utf-8', bytes: bytes.length };
  return { stored: { in: 'blob', blob: ref }, blobs: [{ ref, bytes }] };
}

/** A working title until a draft proposes a better one: the first line that says something, without its Markdown marks. */
export function titleOfGoal(text: string): string {
  for (const line of text.split('\n')) {
    const words = line
      .replace(/^\s*(?:#{1,6}|[-*+>]|\d+[.)])\s+/u, '')
      .replace(/^\[[ xX]\]\s+/u, '')
      .replace(/[*_`]{1,3}(\S(?:.*?\S)?)[*_`]{1,3}/gu, '$1')
      .trim();
    if (/[\p{L}\p{N}]/u.test(words)) return shorten(firstSentence(words));
  }
  return shorten(text.trim()) || '…';
}

function firstSentence(words: string): string {
  return (/^.{12,}?[.!?:](?=\s)/u.exec(words)?.[0] ?? words).replace(/[.:]$/u, '');
}

/** At most `TITLE_LENGTH` characters, cut between words where there are any. */
function shorten(words: string): string {
  if (words.length <= TITLE_LENGTH) return words;
  const cut = words.slice(0, TITLE_LENGTH - 1).toWellFormed();
  const lastSpace = cut.lastIndexOf(' ');
  return `${(lastSpace > TITLE_LENGTH / 2 ? cut.slice(0, lastSpace) : cut).replace(/[\s,;:.\uFFFD]+$/u, '')}…`;
}
