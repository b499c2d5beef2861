import { expect, test } from 'vitest';
import { createRulesDrafter } from '#drafting/rules/rules-drafter.ts';
import type { Question } from '#planner/question.ts';
import { goalOf } from '../../support/goals/goals.ts';

test.each([
  ['Can you recommend a course for learning Welsh?', 'which-level'],
  ['Put together a dinner menu for me and my friends.', 'which-diet'],
  ['I want to explore more of my area. Can you suggest some walks?', 'where'],
  ['Write a script that renames some files in a folder.', 'which-file'],
  ['Plan a two-week trip to Norway with fjords and trains.', 'which-period'],
])('[R20] a request that may be met in many ways is asked about: %s', async (text, code) => {
  const questions = await questionsOf(text);
  expect(questions.map((question) => question.code)).toContain(code);
  expect(questions.length).toBeLessThanOrEqual(3);
});

test.each([
  'Who painted the ceiling of the Sistine Chapel?',
  'Find the current population of Ghent.',
  'Explain how a heat pump works.',
  'What is the capital of Mongolia?',
])('[R20] what has one answer is not: %s', async (text) => {
  expect(await questionsOf(text)).toEqual([]);
});

test.each([
  'buy milk',
  'I need to buy milk',
  'Make dinner',
  'Find a plumber',
  'Write to Anna',
  'Set up the new laptop',
  'Review the contract',
  'Call the school about the trip',
  'Book a table for two at Luigi’s on 3 December at 19:00',
  'Can you grab some bread on your way home?',
  'Which train do we take?',
  '- find a gift for Tom\n- recommend a book to Ben\n- create a plan for the trip',
  'Find a venue, design the invitations and write a plan for the day.',
  'Ben will write a plan for the trip.',
])('[R20] a to-do is its writer’s own, and nothing is asked: %s', async (text) => {
  expect((await questionsOf(text)).map(({ code }) => code)).toEqual([]);
});

test('[R20] what blocks must be answered, and only the first of the questions does', async () => {
  const questions = await questionsOf('Create a script to automatically back up files in a specified directory.');
  expect(questions.map(({ mustAsk }) => mustAsk)).toEqual([true, false, false]);
});

async function questionsOf(text: string): Promise<readonly Question[]> {
  for await (const delta of createRulesDrafter().draft(goalOf(text), new AbortController().signal))
    if (delta.type === 'draft')
      return delta.draft.changes.flatMap((change) => (change.type === 'ask' ? [change.question] : []));
  throw new Error('The drafter ended without a draft.');
}
