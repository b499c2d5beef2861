import { describe, expect, test } from 'vitest';
import { formatShortcut, isSingleKey } from '../../../src/ui/state/shortcut.ts';

test.each([
  ['$mod+z', false, 'Ctrl+Z'],
  ['$mod+Shift+z', false, 'Ctrl+Shift+Z'],
  ['$mod+s', true, '⌘S'],
  ['g h', false, 'G then H'],
  ['Shift+?', false, '?'],
  ['Shift+d', false, 'Shift+D'],
  ['Alt+ArrowUp', false, 'Alt+↑'],
  ['Delete', false, 'Delete'],
])('%s (Mac: %s) reads %s', (keys, onMac, words) => {
  expect(formatShortcut(keys, onMac)).toBe(words);
});

describe('[U6] a shortcut of plain characters can be told from the others', () => {
  test.each(['n', '/', 'g h', 'Shift+?'])('%s is one', (keys) => expect(isSingleKey(keys)).toBe(true));
  test.each(['$mod+z', 'Alt+n', 'Delete', 'ArrowUp', '$mod+k n'])('%s is not', (keys) =>
    expect(isSingleKey(keys)).toBe(false),
  );
});
