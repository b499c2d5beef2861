import type { Range, Text } from './mask.ts';

/**
 * "Build the site (after the logo is drawn)": what the brackets say has become a need, so the title can do without them.
 * The title up to there, or null where `cue` does not open brackets that end it.
 */
export function titleBefore(text: Text, title: Range, cue: Range): Range | null {
  const { masked } = text;
  let open = cue.start - 1;
  while (open > title.start && WHITE.test(masked[open] ?? '')) open -= 1;
  if (open <= title.start || masked[open] !== '(') return null;
  const close = masked.indexOf(')', open);
  if (close < 0 || close >= title.end || masked.slice(close + 1, title.end).trim() !== '') return null;
  let end = open;
  while (end > title.start && WHITE.test(masked[end - 1] ?? '')) end -= 1;
  return end === title.start ? null : { start: title.start, end };
}

const WHITE = /\s/u;
