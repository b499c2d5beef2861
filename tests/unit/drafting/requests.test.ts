import { describe, expect, test } from 'vitest';
import { createRulesDrafter } from '#drafting/rules/rules-drafter.ts';
import type { ProposedTask } from '#planner/draft.ts';
import { goalOf, summaryOf } from '../../support/goals/goals.ts';

describe('[R6] whoever asks, however politely, asks for the same', () => {
  test.each([
    'Please water the garden.',
    'Could you please water the garden?',
    'Would you mind watering the garden?',
    'I was wondering if you could water the garden.',
    'It would be great if someone could water the garden.',
    'I need you to water the garden.',
    "I'd really like you to water the garden.",
    'I also need to water the garden.',
    'Can you help me water the garden?',
    'I need some help with watering the garden.',
    'As part of our summer routine, please water the garden.',
    'Anna, could you kindly water the garden?',
    "Don't forget to water the garden.",
    'I want the garden watered.',
    'Is it possible for you to water the garden?',
  ])('%s', async (goal) => {
    expect(await titles(goal)).toEqual(['Water the garden']);
  });

  test.each([
    ["I'm looking for a used bike.", 'Find a used bike'],
    ['I need a birth certificate.', 'Get a birth certificate'],
    ["I'd like to know the opening hours of the pool.", 'Find out the opening hours of the pool'],
    ["I'm also interested in learning the tango.", 'Learn the tango'],
    ['Please defrobnicate the widget.', 'Defrobnicate the widget'],
  ])('%s', async (goal, title) => {
    expect(await titles(goal)).toEqual([title]);
  });

  test.each([
    'Thank you for all your help.',
    'I have a meeting from nine to ten.',
    'The presentation is scheduled for Tuesday.',
    'They went to the seaside last weekend.',
    'It was good to see the children.',
    'The shop opens at nine and the staff is friendly.',
    'The concert went well.',
    'Paula told me to wait.',
    'The trail requires good shoes.',
    "I'll bring you the keys tonight.",
    'They want to sell the house.',
    'We must have missed each other.',
    'We must have taken the wrong turn.',
  ])('a statement of facts is no task: %s', async (goal) => {
    expect(await titles(goal)).toEqual([]);
  });

  test.each([
    'Feel free to call me if you have any questions.',
    "Please don't hesitate to contact us.",
    'Let me know if I can be of help.',
    'If you need anything else, just shout.',
    'Have a lovely evening!',
    'Please find the minutes attached.',
    'Talk to you on Monday.',
  ])('a courtesy is no task: %s', async (goal) => {
    expect(await titles(goal)).toEqual([]);
  });

  test.each([
    ['Let me know which room is free.', 'Let me know which room is free'],
    ['We can meet on Tuesday.', 'Meet'],
    ['Have a look at the roof.', 'Have a look at the roof'],
    ['Call me when the train is in.', 'Call me when the train is in'],
  ])('what looks like a courtesy may be a request: %s', async (goal, title) => {
    expect(await titles(goal)).toEqual([title]);
  });

  test.each(["Anna's birthday", 'new website for the bakery', "We're moving to Lisbon in May"])(
    'a goal that asks for nothing is one task: %s',
    async (goal) => {
      expect(await titles(goal)).toHaveLength(1);
    },
  );
});

describe('[R17] words that tell more about a request belong to it', () => {
  test.each([
    [
      'I need help with my garden. Please find a gardener near the garden. Also, order two bags of soil.',
      ['Find a gardener near the garden', 'Order two bags of soil'],
    ],
    [
      'Could you look up flights to Oslo? Include the prices. The flight should be in the morning. Next, book a hotel there.',
      ['Look up flights to Oslo', 'Book a hotel there'],
    ],
    [
      'Can you help me with a few things? Please call the bank. Then renew the passport.',
      ['Call the bank', 'Renew the passport'],
    ],
    ['Please compare the three offers and provide a short summary of the results.', ['Compare the three offers']],
    [
      'Please draw a map of the park. Pay special attention to the paths. Make sure the scale is shown.',
      ['Draw a map of the park'],
    ],
    ['Please count the visitors. Use the tickets for that. I need the numbers as a PDF.', ['Count the visitors']],
    ["Find me a jacket. I'd prefer a blue one. I want it in a large size.", ['Find me a jacket']],
    ['Can you get me a list of all members? The list should be sorted by age.', ['Get me a list of all members']],
    [
      'Please find the oldest tree in the park. Once it is identified, measure its height. After obtaining the result, call me.',
      ['Find the oldest tree in the park', 'Measure its height', 'Call me'],
    ],
    ['Start by washing the rice. Should the pot be dusty, rinse the pot.', ['Wash the rice', 'Rinse the pot']],
    [
      'Please reserve a boat. What is the depth of the lake? And how warm is the water?',
      ['Reserve a boat', 'What is the depth of the lake?', 'How warm is the water?'],
    ],
    [
      'Please find a tailor and check if it is open. For each visit, note the price.',
      ['Find a tailor', 'Note the price'],
    ],
    ['Create a support ticket for Ann.', ['Create a support ticket for Ann']],
    ["I'm interested in knowing the height of the dam.", ['Find out the height of the dam']],
    ['Close the well and warn the town.', ['Close the well', 'Warn the town']],
    ['Act as a guide. Explain the fresco.', ['Explain the fresco']],
    ['Download the scan and save it as "page.png".', ['Download the scan and save it as "page.png"']],
    ['Paint the wall. Make sure the gas is off.', ['Paint the wall', 'Make sure the gas is off']],
    [
      'Open an account for the trainee, give her access to the archive, and tell me which rooms are free.',
      ['Open an account for the trainee', 'Give her access to the archive', 'Tell me which rooms are free'],
    ],
    [
      "Download the report, extract tables 2 and 3 from it, and merge these into 'all.csv'.",
      ['Download the report', 'Extract tables 2 and 3 from it', "Merge these into 'all.csv'"],
    ],
    ['Paint the fence. Wash the car.', ['Paint the fence', 'Wash the car']],
    ['Call the bank. Give Tom the keys.', ['Call the bank', 'Give Tom the keys']],
  ])('%s', async (goal, expected) => {
    expect(await titles(goal)).toEqual(expected);
  });

  test('what was said of it stands in its description', async () => {
    const [task] = await tasks('Please book a table. It should be for six people. The name is Berger.');
    expect(task?.fields.description).toBe('It should be for six people. The name is Berger.');
  });

  test('an undertaking in front is the whole of what is asked for behind it', async () => {
    const found = await tasks(
      'I want to improve my garden. Draw a plan of the beds. Buy good soil. Also plant a tree.',
    );
    const [group, ...parts] = found;
    expect(group?.fields.title).toBe('Improve my garden');
    expect(parts.map(({ parent }) => parent)).toEqual(parts.map(() => ({ in: 'draft', change: group?.id })));
  });

  test('"first" behind what names the whole makes a group of it', async () => {
    const found = await tasks('I need to organise the reunion. First, book the hall. Then invite everybody.');
    const [group, ...parts] = found;
    expect(group?.fields.title).toBe('Organise the reunion');
    expect(parts.map(({ parent }) => parent)).toEqual([group, group].map((one) => ({ in: 'draft', change: one?.id })));
  });
});

describe('[R8] a paragraph that tells a process', () => {
  test('becomes its steps, in the order in which it tells them, with branches that meet again', async () => {
    const { tasks: steps, needs } = await summary(
      'A customer sends the form. The clerk checks it. If a page is missing, the form is returned. Otherwise the clerk stamps it and the manager signs the contract. Finally, the contract is filed.',
    );
    expect(steps.map(({ title, assignee }) => [title, assignee])).toEqual([
      ['Send the form', 'customer'],
      ['Check it', 'clerk'],
      ['Return the form', undefined],
      ['Stamp it', 'clerk'],
      ['Sign the contract', 'manager'],
      ['File the contract', undefined],
    ]);
    expect(needs).toEqual([
      ['Check it', 'Send the form'],
      ['Return the form', 'Check it'],
      ['Stamp it', 'Check it'],
      ['Sign the contract', 'Stamp it'],
      ['File the contract', 'Return the form'],
      ['File the contract', 'Sign the contract'],
    ]);
  });

  test('what runs beside a step needs what the step needs', async () => {
    const { needs } = await summary(
      'The cook prepares the soup. Then the waiter serves the soup. Meanwhile, the assistant polishes the glasses.',
    );
    expect(needs).toEqual([
      ['Serve the soup', 'Prepare the soup'],
      ['Polish the glasses', 'Prepare the soup'],
    ]);
  });
});

async function titles(goal: string): Promise<readonly string[]> {
  return (await summary(goal)).tasks.map(({ title }) => title);
}

async function summary(goal: string) {
  return summaryOf({ title: '', changes: await changesOf(goal) });
}

async function tasks(goal: string): Promise<readonly ProposedTask[]> {
  return (await changesOf(goal)).filter((change) => change.type === 'add-task');
}

async function changesOf(goal: string) {
  for await (const delta of createRulesDrafter().draft(goalOf(goal), new AbortController().signal)) {
    if (delta.type === 'draft') return delta.draft.changes;
  }
  throw new Error('The drafter ended without a draft.');
}
