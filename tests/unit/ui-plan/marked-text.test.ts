import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChangeId } from '#planner/ids.ts';
import { blockStarts, type Mark, markedBlocks } from '../../../src/ui/draft/marked-text.ts';

const mark = (id: string, start: number, end: number): Mark => ({ id: id as ChangeId, start, end });
const laidOut = (text: string, marks: readonly Mark[]) =>
  markedBlocks(text, marks).flatMap(({ pieces }) => pieces.map(({ text, ids }) => `${text}:${ids.join('+')}`));

test('words that made a task are pieces of their own, the innermost task first', () => {
  expect(laidOut('Pack, then move out', [mark('all', 0, 19), mark('move', 11, 19)])).toEqual([
    'Pack, then :all',
    'move out:move+all',
  ]);
  expect(laidOut('Pack boxes', [])).toEqual(['Pack boxes:']);
});

test('a mark over the end of a block goes on in the next', () => {
  const text = `${'a\n'.repeat(1000)}${'b\n'.repeat(1000)}`;
  const blocks = markedBlocks(text, [mark('x', 1990, 2010)]);
  expect(blocks).toHaveLength(2);
  expect(
    blocks.map(({ pieces }) =>
      pieces
        .filter(({ ids }) => ids.length > 0)
        .map((piece) => piece.text)
        .join(''),
    ),
  ).toEqual([text.slice(1990, 2002), text.slice(2002, 2010)]);
});

test('what did not change keeps its block', () => {
  const text = 'line of some words\n'.repeat(400);
  const before = markedBlocks(text, [mark('x', 0, 4)]);
  const after = markedBlocks(text, [mark('x', 0, 4), mark('y', 7000, 7010)], before);
  expect(after[0]).toBe(before[0]);
  expect(after.filter((block, n) => block !== before[n])).toHaveLength(1);
});

test('laid end to end the pieces are the text, whatever the marks', () => {
  const marks = fc.array(
    fc.record({
      id: fc.constantFrom('a', 'b', 'c'),
      start: fc.integer({ min: -5, max: 6000 }),
      end: fc.integer({ min: -5, max: 6000 }),
    }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 5000 }), marks, (text, some) => {
      const blocks = markedBlocks(
        text,
        some.map(({ id, start, end }) => mark(id, start, end)),
      );
      expect(blocks.flatMap(({ pieces }) => pieces.map((piece) => piece.text)).join('')).toBe(text);
    }),
  );
});

test('a block never ends inside a surrogate pair, and a word without end is cut', () => {
  const starts = blockStarts('😀'.repeat(3000), 1001);
  expect(starts.length).toBeGreaterThan(3);
  expect(starts.every((start) => start % 2 === 0)).toBe(true);
});
