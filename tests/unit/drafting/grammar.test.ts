import { describe, expect, test } from 'vitest';
import { createRulesDrafter } from '#drafting/rules/rules-drafter.ts';
import type { PlanDraft, ProposedTask } from '#planner/draft.ts';
import { GOAL_AT, goalOf, summaryOf } from '../../support/goals/goals.ts';

describe('[R7] one thing to do is not split, several are', () => {
  test.each([
    ['buy milk, eggs and bread', ['Buy milk, eggs and bread']],
    ['get fish and chips', ['Get fish and chips']],
    ['sign and return the form', ['Sign and return the form']],
    ['print the form and sign it', ['Print the form and sign it']],
    ['call Anna and ask her about the key', ['Call Anna and ask her about the key']],
    [
      'book the hall, send the invitations and order the cake',
      ['Book the hall', 'Send the invitations', 'Order the cake'],
    ],
    ['wash, dry and fold the laundry', ['Wash, dry and fold the laundry']],
    ['pick up the keys and lock the door', ['Pick up the keys', 'Lock the door']],
    [
      'Plan the release: update the changelog and publish to npm',
      ['Plan the release', 'Update the changelog', 'Publish to npm'],
    ],
  ])('%s', async (goal, titles) => {
    expect((await summary(goal)).tasks.map(({ title }) => title)).toEqual(titles);
  });
});

describe('[R6] what asks for nothing is no task', () => {
  test.each([
    ['Hello there!'],
    ['   \n\t\n'],
    [''],
    [
      'The weather was lovely. We had a great time in Rome, and the hotel was near the river. It was sunny every day. Nobody was ill.\n\nWe came home late.\n\nThe end.',
    ],
    ['2026-01-01 12:00:01 INFO main - Server started\n'.repeat(40)],
  ])('%j', async (goal) => {
    expect((await summary(goal)).tasks).toEqual([]);
  });
});

describe('[R8] words of order make needs, other words none', () => {
  const [hall, cards] = ['Book the hall', 'Send the cards'];
  test.each([
    ['Book the hall, then send the cards.', [[cards, hall]]],
    ['Book the hall. After that, send the cards.', [[cards, hall]]],
    ['Before you send the cards, book the hall.', [[cards, hall]]],
    ['Send the cards after booking the hall.', [[cards, hall]]],
    ['Once the hall is booked, send the cards.', [[cards, hall]]],
    ['As soon as you have booked the hall, send the cards.', [[cards, hall]]],
    ["You can't send the cards until the hall is booked.", [[cards, hall]]],
    ['Book the hall before sending the cards.', [[cards, hall]]],
    ['Book the hall. When that is done, send the cards.', [[cards, hall]]],
    ['1. Book the hall\n2. Send the cards', [[cards, hall]]],
    ['Step 1: Book the hall\nStep 2: Send the cards', [[cards, hall]]],
    ['- Book the hall\n- Send the cards', []],
    ['Book the hall. Send the cards.', []],
    ['Book the hall. Meanwhile send the cards.', []],
  ])('%s', async (goal, needs) => {
    const found = await summary(goal);
    expect(found.tasks.map(({ title }) => title).sort()).toEqual([hall, cards].sort());
    expect(found.needs).toEqual(needs);
  });

  test('a circle in the words becomes a question, and the rest can be done', async () => {
    const found = await summary('- Paint the walls after sanding the floor\n- Sand the floor after painting the walls');
    expect(found.needs).toHaveLength(1);
    expect(found.questions.map(({ code }) => code)).toEqual(['cycle']);
  });
});

describe('fields are read from the words', () => {
  test.each([
    ['Send the report by Friday', { dueAt: at('2026-11-27') }, 'Send the report'],
    ['Ensure tabs are closed by Friday', { dueAt: at('2026-11-27') }, 'Ensure tabs are closed'],
    ['Until Friday, water the plants', { dueAt: at('2026-11-27') }, 'Water the plants'],
    ['After Monday, call the bank', { notBefore: at('2026-11-23') }, 'Call the bank'],
    ['Bis Freitag die Miete zahlen', { dueAt: at('2026-11-27') }, 'Die Miete zahlen'],
    ['Call Tom tomorrow at 14:30', { dueAt: at('2026-11-24', '14:30') }, 'Call Tom'],
    ['Book the van for 12 December', { dueAt: undefined }, 'Book the van for 12 December'],
    ['Call the bank from Monday 30 November', { notBefore: at('2026-11-30') }, 'Call the bank'],
    [
      'Interview candidates in January',
      { notBefore: at('2027-01-01'), dueAt: at('2027-01-31') },
      'Interview candidates',
    ],
    ['Add 3/4 cup of sugar', { dueAt: undefined }, 'Add 3/4 cup of sugar'],
    ['Write the talk (half a day)', { estimateMinutes: 240 }, 'Write the talk'],
    ['Write the talk, 2-3 hours', { estimateMinutes: 180 }, 'Write the talk'],
    ['Renew the passport (2 weeks)', { estimateMinutes: 20_160 }, 'Renew the passport'],
    ['Sand and paint the door', { estimateMinutes: undefined }, 'Sand and paint the door'],
    [
      'Water the plants every Monday',
      { repeats: 'FREQ=WEEKLY;BYDAY=MO', dueAt: at('2026-11-23') },
      'Water the plants every Monday',
    ],
    [
      'Pay rent on the 1st of every month',
      { repeats: 'FREQ=MONTHLY;BYMONTHDAY=1' },
      'Pay rent on the 1st of every month',
    ],
    ['Write the weekly report', { repeats: undefined }, 'Write the weekly report'],
    ['Fix the login p1', { priority: 4 }, 'Fix the login'],
    ['Fix the login !!', { priority: 3 }, 'Fix the login'],
    ['Call the plumber @ben #house', { assignee: 'ben', tags: ['house'] }, 'Call the plumber'],
  ] as const)('%s', async (goal, fields, title) => {
    const [task] = await tasks(goal);
    expect(task?.fields.title).toBe(title);
    for (const [field, value] of Object.entries(fields)) {
      expect(task?.fields[field as keyof typeof task.fields]).toEqual(value);
    }
  });

  test.each([
    ['Read https://example.org/a.', ['https://example.org/a']],
    ['Read (see https://example.org/a_(b)) first', ['https://example.org/a_(b)']],
    ['Read https://example.org/?q=1, then stop', ['https://example.org/?q=1']],
    ['Read [the notes](https://example.org/n)', ['https://example.org/n']],
    ['Fix src/app/main.ts and README.md.', ['src/app/main.ts', 'README.md']],
    ['Open C:\\Users\\me\\plan.docx now', ['C:\\Users\\me\\plan.docx']],
    ['Ask me@example.org about 3.5 litres', ['mailto:me@example.org']],
  ])('links and files: %s', async (goal, expected) => {
    expect((await summary(goal)).tasks[0]?.attachments ?? []).toEqual(expected);
  });

  test('limits and amounts keep their words and say where they stand', async () => {
    const goal = 'Book a hotel under €500. It must not be further than 2 km from the station.';
    const [task] = await tasks(goal);
    expect(task?.fields.constraints?.map(({ type, text }) => [type, text])).toEqual([
      ['must', 'under €500'],
      ['must-not', 'must not be further than 2 km from the station'],
    ]);
    for (const { text, spans } of [...(task?.fields.constraints ?? []), ...(task?.fields.facts ?? [])]) {
      expect(goal.slice(spans[0]?.start, spans[0]?.end)).toBe(text);
    }
  });
});

test('[R4] one ticked entry among plain ones leaves the rest of the page to be read', async () => {
  const found = await summary(
    '- [x] Give notice\n- Book a van\n- Hand over the keys\n  - Read the meters\n\nWe need to call the electrician.',
  );
  expect(found.tasks).toEqual([
    { title: 'Give notice', done: true },
    { title: 'Book a van' },
    { title: 'Hand over the keys' },
    { title: 'Read the meters', parent: 'Hand over the keys' },
    { title: 'Call the electrician' },
  ]);
});

test('tomorrow is counted in the zone of the goal, not of the machine', async () => {
  const lateInBerlin = Date.UTC(2026, 10, 23, 23, 30);
  const dates = [];
  for (const zone of ['Europe/Berlin', 'America/Los_Angeles', 'Pacific/Auckland', 'Asia/Kolkata']) {
    const [task] = draftTasks(await draftOf({ ...goalOf('Call Tom tomorrow'), at: lateInBerlin, zone }));
    dates.push(task?.fields.dueAt?.date);
  }
  expect(dates).toEqual(['2026-11-25', '2026-11-24', '2026-11-25', '2026-11-25']);
});

test('a vague goal is asked about with days to choose from; a complete one is not', async () => {
  const { changes } = await draftOf(goalOf('Someone should sort out the garage soon'));
  const asked = changes.filter((change) => change.type === 'ask');
  expect(asked.map(({ question }) => question.code)).toEqual(['who', 'when-due']);
  expect(
    asked[1]?.question.options.map(({ label, sets }) => [label, sets?.field === 'dueAt' ? sets.value.date : null]),
  ).toEqual([
    ['Today', '2026-11-23'],
    ['This Friday', '2026-11-27'],
    ['Next week', '2026-11-30'],
  ]);
  expect((await summary('Book a table for two at Luigi on Friday at 20:00')).questions).toEqual([]);
});

test('a title of many words is cut at one of them, and none is lost', async () => {
  const goal = `Write to the council about ${'the broken lamp in the street and '.repeat(6)}the gate`;
  const [task] = await tasks(goal);
  expect(task?.fields.title.length).toBeLessThanOrEqual(80);
  expect(task?.fields.title.endsWith('…')).toBe(true);
  expect(task?.fields.description).toContain(goal);
});

function at(date: string, time: string | null = null) {
  return { date, time, zone: 'Europe/Berlin' };
}

async function summary(goal: string) {
  return summaryOf(await draftOf(goalOf(goal)));
}

async function tasks(goal: string): Promise<readonly ProposedTask[]> {
  expect(GOAL_AT).toBe(Date.UTC(2026, 10, 23, 8));
  return draftTasks(await draftOf(goalOf(goal)));
}

function draftTasks({ changes }: PlanDraft): readonly ProposedTask[] {
  return changes.filter((change) => change.type === 'add-task');
}

async function draftOf(goal: ReturnType<typeof goalOf>): Promise<PlanDraft> {
  for await (const delta of createRulesDrafter().draft(goal, new AbortController().signal)) {
    if (delta.type === 'draft') return delta.draft;
  }
  throw new Error('The drafter ended without a draft.');
}
