import type { Range, Text } from './mask.ts';

/** Notes as they were typed, Markdown and all; what stood together stays together, and shared indentation goes. */
export function noteText(text: Text, ranges: readonly Range[]): string {
  const parts: Range[] = [];
  for (const range of ranges) {
    const last = parts.at(-1);
    if (last !== undefined && last.end <= range.start && text.source.slice(last.end, range.start).trim() === '') {
      parts[parts.length - 1] = { start: last.start, end: range.end };
    } else parts.push(range);
  }
  return parts
    .map((part) => dedented(text.source.slice(part.start, part.end)))
    .filter((part) => part !== '')
    .join('\n\n');
}

function dedented(typed: string): string {
  const lines = typed.replaceAll('\r', '').split('\n');
  let shared = Number.POSITIVE_INFINITY;
  for (const line of lines) if (line.trim() !== '') shared = Math.min(shared, line.length - line.trimStart().length);
  if (!Number.isFinite(shared)) return '';
  return lines
    .map((line) => line.slice(shared).trimEnd())
    .join('\n')
    .trim();
}
