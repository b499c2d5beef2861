import { expect, test } from 'vitest';
import { matcher, rank } from '../../../src/ui/plan/match.ts';

test('a search finds all its words in any order, whatever their case and accents', () => {
  expect(matcher('cafe PAY')('Pay for the Café')).toBe(true);
  expect(matcher('cafe tea')('Pay for the Café')).toBe(false);
  expect(matcher('  ')('anything')).toBe(true);
});

test('the best match is the whole text, then its beginning, then a word in it', () => {
  const found = ['Repaint', 'Buy paint', 'Paint walls', 'Paint'].sort((a, b) => rank(b, 'paint') - rank(a, 'paint'));
  expect(found).toEqual(['Paint', 'Paint walls', 'Buy paint', 'Repaint']);
  expect(rank('Buy milk', 'paint')).toBe(0);
});
