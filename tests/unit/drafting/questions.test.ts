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

/** What people type into a planner, with all that is needed to begin. */
const COMPLETE = [
  'Mow the lawn before it rains',
  'Charge the camera batteries for Saturday',
  'Buy a birthday present for Nora, a blue scarf, at most 40 euros',
  'Call the plumber about the leak under the sink',
  'Transfer 300 euros to savings on payday',
  'Hand in the rental car at Faro airport by 11 on Sunday',
  "Write the minutes of today's call and send them to the team",
  'Check in online for flight LX 318',
  'Make an omelette with the leftover mushrooms',
  'Update the README with the new install command',
  'Merge the login branch into main after review',
  'Collect the dry cleaning on the way home',
  'Take out the bins on Tuesday evening',
  'Study verbs for 30 minutes every morning',
  'Replace the front tyre of my bike',
  'Order the cake from Bakery Huber for 14 June, 20 people, chocolate',
  'Confirm the venue with Mr. Okafor by noon',
  'Vaccinate the dog',
  "Proofread Emma's application letter tonight",
  "Reply to the landlord's email about the heating",
  'Sort the receipts from March into the blue folder',
  'Find my old school photos in the attic',
  'Create an invoice for Miller Ltd: 12 hours at 80 euros, due in 14 days',
  'Plan B meeting room for 10 people on Thursday from 2 to 4',
  "Can you send me the minutes of Monday's meeting?",
  'Please remind Ken that rent is due on the 1st',
  'When does daylight saving time end in Europe in 2025?',
  'How far is the Moon from Earth?',
  'Translate "good evening" into Italian',
  'What is 15% of 240?',
  'We need to repaint the fence',
  'I have to register the kids for swimming',
  "Let's move the sofa to the other wall",
  'Anna will bring the salad',
  'Put up the shelf in the nursery',
  'Hang the washing out',
  'Test the smoke alarms',
  'Learn the poem by heart for Friday',
  'Get cash for the market',
  'Mail the parcel to Aunt Ruth, 5 Lime Street, Cork',
  'Buy milk tomorrow at 9',
  'Email Anna the Q3 report by Friday',
  'Call the dentist at 030 123456 to move my appointment to Tuesday at 10',
  'Water the plants every Sunday',
  'Pick up Leo from football at 17:30',
  'Pay the electricity bill of 84 euros before the 15th',
  'Book a table for four at Trattoria Roma on Saturday at 8 pm',
  'Renew my passport by 1 March',
  "Print the boarding passes for tomorrow's flight",
  'Take the car to the garage on Monday morning',
  'Return the library books',
  'Wash the car',
  'Send the signed contract to legal@acme.com',
  'Pack the suitcase the night before the flight',
  'Order 12 litres of white paint from the hardware store',
];

/** Requests that could be met in many ways. */
const OPEN = [
  'Could you suggest a nice place for dinner?',
  'Please recommend a laptop',
  'What gift should I get my boss?',
  'Help me plan a vacation',
  'Can you make me a training plan?',
  "I'd like some tips on gardening",
  'Write a program that sorts data from a file',
  'Give me a recipe',
  'Suggest a name for my new company',
  'Can you create a lesson plan for my class?',
  'Help me write a speech',
  'Recommend an app to track expenses',
  'I want to start a blog, can you help me?',
  'Which phone should I buy?',
  'Propose a menu for a party',
  'Could you book me a hotel room?',
  'Create a script that downloads files automatically',
  'Suggest exercises for my back',
  'Design an outfit for a wedding',
  'Please analyze this dataset and visualize it',
  'Help me learn Spanish',
  'Can you find a cheap flight for me?',
  'Develop a diet plan for weight loss',
  'Give me ideas for a weekend with kids',
  'Show me some good online courses',
  'Plan a surprise party for a friend',
  'Recommend a museum in my area',
  'Summarize an article for me',
  'Extract text from some images',
  'Help me set up a budget',
  'Suggest a series I could watch',
  'What should I cook tonight?',
  'I need a new sofa, any recommendations?',
  'Can you put together a playlist for my run?',
  'Build a chatbot for a website',
  'Organize my files in some folder',
  'Make a schedule for my team',
  'Find the best school for my child',
  'Create a quiz for students',
  'Recommend me a good restaurant',
  'Can you help me find a hotel?',
  'Automate a spreadsheet task with a macro',
  'What are some fun activities to do in my city?',
  'Find flights for my holiday',
  'Recommend headphones for me',
];

test('[R20] nothing is asked about a to-do or a request that says enough', async () => {
  expect(COMPLETE.length).toBeGreaterThanOrEqual(40);
  const asked = await Promise.all(COMPLETE.map(async (text) => ((await questionsOf(text)).length > 0 ? [text] : [])));
  expect(asked.flat()).toEqual([]);
});

test('[R20] a request that leaves much open is asked about, three times at most', async () => {
  expect(OPEN.length).toBeGreaterThanOrEqual(40);
  const questions = await Promise.all(OPEN.map(questionsOf));
  expect(OPEN.filter((_, i) => questions[i]?.length === 0)).toEqual([]);
  expect(OPEN.filter((_, i) => (questions[i]?.length ?? 0) > 3)).toEqual([]);
  // Only the first can block.
  expect(OPEN.filter((_, i) => questions[i]?.slice(1).some(({ mustAsk }) => mustAsk) === true)).toEqual([]);
});

async function questionsOf(text: string): Promise<readonly Question[]> {
  for await (const delta of createRulesDrafter().draft(goalOf(text), new AbortController().signal))
    if (delta.type === 'draft')
      return delta.draft.changes.flatMap((change) => (change.type === 'ask' ? [change.question] : []));
  throw new Error('The drafter ended without a draft.');
}
