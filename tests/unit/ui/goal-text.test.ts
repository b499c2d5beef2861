import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { INLINE_TEXT_BYTES } from '#planner/blob-ref.ts';
import { cleanGoalText, storeText, titleOfGoal } from '../../../src/ui/state/goal-text.ts';

describe('the working title of a plan', () => {
  test.each([
    ['Call mum', 'Call mum'],
    ['\n\n# Release 2.0\n\n- Freeze', 'Release 2.0'],
    ['- [x] **Pack** the `books`', 'Pack the books'],
    ['1. Tag the release', 'Tag the release'],
    ['Move to the new flat by March. Cancel the lease first.', 'Move to the new flat by March'],
    ['---\nSecond line', 'Second line'],
    ['🎉', '🎉'],
  ])('%j is called %j', (text, title) => {
    expect(titleOfGoal(text)).toBe(title);
  });

  test('a long first line is cut between words, below 80 characters', () => {
    const title = titleOfGoal('word '.repeat(60));
    expect(title.length).toBeLessThanOrEqual(80);
    expect(title).toMatch(/word…$/u);
  });

  test('a long word is cut without halving a character', () => {
    expect(titleOfGoal('😀'.repeat(60)).isWellFormed()).toBe(true);
  });
});

test('a goal has one kind of line end, no byte order mark and no half characters', () => {
  expect(cleanGoalText('\uFEFFa\r\nb\rc\ud800')).toBe('a\nb\nc\ufffd');
});

describe('where a goal is kept', () => {
  test('a short one in the event', async () => {
    const text = 'ä'.repeat(INLINE_TEXT_BYTES / 2);
    expect(await storeText(text, 'goal.md')).toEqual({ stored: { in: 'event', text }, blobs: [] });
  });

  test('one byte more goes to a blob, by its SHA-256', async () => {
    const text = `${'ä'.repeat(INLINE_TEXT_BYTES / 2)}x`;
    const { stored, blobs } = await storeText(text, 'goal.md');
    const hash = createHash('sha256').update(text).digest('hex');
    expect(stored).toMatchObject({ in: 'blob', blob: { hash, bytes: INLINE_TEXT_BYTES + 1 } });
    expect(new TextDecoder().decode(blobs[0]?.bytes)).toBe(text);
  });
});
