import type { Commit } from '../event-log.ts';

/**
 * A commit as one line to read:
 *
 *     12 plan/a#3 2026-11-22T10:00:00.000Z person TasksPlanned,TaskEdited@2 c7 <- c6 of c1
 *
 * position, stream and sequence, when, who, what (with a version above 1), its id, its cause, the chain that it is of.
 * Whatever is in the commit is data: no text of it breaks the line, reaches the terminal, or looks like another part.
 */
export function printCommit({ position, stream, sequence, at, actor, events, id, ...ids }: Commit): string {
  const types = [...new Set(events.map(({ type, v }) => (v === 1 ? word(type) : `${word(type)}@${v}`)))];
  const who = typeof actor.type === 'string' ? word(actor.type) : '-';
  const cause = ids.causation === null ? '' : ` <- ${word(ids.causation)}`;
  const chain = ids.correlation === id ? '' : ` of ${word(ids.correlation)}`;
  return `${position} ${word(stream)}#${sequence} ${when(at)} ${who} ${types.join(',')} ${word(id)}${cause}${chain}`;
}

/** As it is if nothing in it could be taken for anything else; else in quotes, without invisible characters, and not long. */
function word(text: string): string {
  if (plain.test(text)) return text;
  const short = text.length > longestWord ? `${text.slice(0, longestWord)}…` : text;
  return JSON.stringify(short).replace(invisible, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

const longestWord = 80;
const plain = /^[A-Za-z0-9._:/%+-]{1,80}$/;
/** Control and format characters, halves of pairs, and every white space but the plain one. */
const invisible = /(?! )[\p{C}\p{Z}]/gu;

function when(at: number): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? String(at) : date.toISOString();
}
