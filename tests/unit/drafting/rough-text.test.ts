import { describe, expect, test } from 'vitest';
import { summaryOf } from '../../support/goals/goals.ts';
import { validDraft } from '../../support/goals/valid-draft.ts';

/** Titles and needs as `[later, earlier]`, by place. */
const cases: readonly (readonly [string, readonly string[], readonly (readonly [number, number])[]])[] = [
  // No signs and no capitals, as a telephone writes what it heard.
  [
    'so first i need to measure the shelf then buy the screws and after that drill the holes',
    ['Measure the shelf', 'Buy the screws', 'Drill the holes'],
    [
      [1, 0],
      [2, 1],
    ],
  ],
  [
    'um i gotta call the vet and then i have to pick up the food and dont forget to pay the invoice',
    ['Call the vet', 'Pick up the food', 'Pay the invoice'],
    [[1, 0]],
  ],
  ['i wanna learn the new song and im gonna need to tune the guitar', ['Learn the new song', 'Tune the guitar'], []],
  ['lets clean the attic and lets sell the old chairs', ['Clean the attic', 'Sell the old chairs'], []],
  ['we cant paint the door until the handle is removed', ['Paint the door', 'Remove the handle'], [[0, 1]]],
  ['PLEASE CALL THE BANK. THEN SEND THE FORM.', ['CALL THE BANK', 'SEND THE FORM'], [[1, 0]]],
  // Signs that are missing, doubled or in the wrong place.
  ['- buy stamps\n-send the parcel\n - call granny', ['buy stamps', 'send the parcel', 'call granny'], []],
  ['Call the bank ,send the form , and book the hall .', ['Call the bank', 'Send the form', 'Book the hall'], []],
  ['Book the hall!!! Then invite everybody!!!', ['Book the hall', 'Invite everybody'], [[1, 0]]],
  [
    '1.Load the van\n2.Drive home\n3.Sleep',
    ['Load the van', 'Drive home', 'Sleep'],
    [
      [1, 0],
      [2, 1],
    ],
  ],
  // A list in one line.
  [
    'The table: 1. Buy wood 2. Cut it 3. Sand the top. The wood has to be dry.',
    ['The table', 'Buy wood', 'Cut it', 'Sand the top'],
    [
      [2, 1],
      [3, 2],
    ],
  ],
  ['Today (a) call Anna; (b) write the report', ['call Anna', 'write the report'], []],
  // A limit is nothing to do; what it limits keeps it.
  ['Paint the flat. Budget 500 euros max. Then move in.', ['Paint the flat', 'Move in'], [[1, 0]]],
  ['Build the site. Must use PostgreSQL. Write the tests.', ['Build the site', 'Write the tests'], []],
  ['Write the essay, at least 3 pages', ['Write the essay'], []],
  ['Book flights to Lisbon, find a cat sitter', ['Book flights to Lisbon', 'Find a cat sitter'], []],
  ['Walk to work', ['Walk to work'], []],
  ['Notes from Monday: Maria will fix the bug.', ['Fix the bug'], []],
  // Who does what, told as what will be.
  [
    'Tom brings the grill, Anna buys meat and I make salads. It is on Saturday.',
    ['Bring the grill', 'Buy meat', 'Make salads'],
    [],
  ],
  [
    'Book the hall. Then Anna sends the invitations. The hall has two doors.',
    ['Book the hall', 'Send the invitations'],
    [[1, 0]],
  ],
  ['Paint the room and meanwhile Tom measures the windows.', ['Paint the room', 'Measure the windows'], []],
  ['Tom lives in Berlin and Anna works at a bank. Call them.', ['Call them'], []],
  // A list behind a label, in one sentence.
  ['todo today - gym, pick up the parcel, dentist', ['gym', 'pick up the parcel', 'dentist'], []],
  [
    'Write the thesis: reading (3 weeks), then experiments (2 weeks, in the lab), writing',
    ['Write the thesis', 'reading', 'experiments (in the lab)', 'writing'],
    [[2, 1]],
  ],
  [
    'Bake bread: mix flour, water and yeast; knead; bake 40 min',
    ['Bake bread', 'mix flour, water and yeast', 'knead', 'bake 40 min'],
    [],
  ],
  ['Buy for the party: balloons, cake, drinks', ['Buy for the party: balloons, cake, drinks'], []],
  [
    'Research suppliers -> get 3 quotes → sign',
    ['Research suppliers', 'get 3 quotes', 'sign'],
    [
      [1, 0],
      [2, 1],
    ],
  ],
  ['We cannot launch until legal signs off.', ['Launch', 'Sign off'], [[0, 1]]],
  ['Shop on Friday, cook Saturday morning.', ['Shop', 'Cook'], []],
  ['Buy milk and do not forget the tickets!', ['Buy milk', 'The tickets'], []],
  ['I keep forgetting to cancel the lease. Need new tyres.', ['Cancel the lease', 'Get new tyres'], []],
  ['Decide on a venue, send the cards right after that', ['Decide on a venue', 'Send the cards'], [[1, 0]]],
  ['Pay the rent. Call the bank afterwards.', ['Pay the rent', 'Call the bank'], [[1, 0]]],
  ['Read chapter 1. Then chapter 2. Sleep.', ['Read chapter 1', 'Sleep'], []],
];

describe('dictation and haste degrade gently', () => {
  test.each(cases)('%s', async (text, titles, needs) => {
    const found = summaryOf((await validDraft(text)).draft);
    expect(found.tasks.map(({ title }) => title)).toEqual(titles);
    expect(found.needs).toEqual(needs.map(([later, earlier]) => [titles[later], titles[earlier]]));
  });

  test.each([
    [
      'shedule a call with Ann, emial Tom and pikc up the kids',
      ['Shedule a call with Ann', 'Emial Tom', 'Pikc up the kids'],
    ],
    ['ill call the plumber and then im gonna need to pay the bill', ['Call the plumber', 'Pay the bill']],
    ['Plane tickets, brown bread and stamps', ['Plane tickets, brown bread and stamps']],
  ])('a verb is known by one slip, and its words are kept: %s', async (text, titles) => {
    const { tasks } = summaryOf((await validDraft(text)).draft);
    expect(tasks.map(({ title }) => title)).toEqual(titles);
  });

  test('a date said with what belongs to a task is that task\'s, and "24h before" something is none', async () => {
    const { tasks } = summaryOf(
      (await validDraft('Could you please summarise the attached report and send me three key takeaways by noon?'))
        .draft,
    );
    expect(tasks.map(({ due }) => due)).toEqual([expect.stringContaining('12:00')]);
    const before = summaryOf((await validDraft('Defrost the fridge 24h before the move.')).draft);
    expect(before.tasks.map(({ due }) => due)).toEqual([undefined]);
  });

  test('the day that a label names is the day of what stands behind it', async () => {
    const { tasks } = summaryOf((await validDraft('todo tomorrow: gym, call the vet, dentist 3pm')).draft);
    expect(tasks.map(({ due }) => due?.slice(5))).toEqual(['11-24', '11-24', '11-24 15:00']);
  });

  test('an hour from one to six is in the afternoon, but for early risers', async () => {
    const found = summaryOf((await validDraft('Pick up the kids at 4. Wake up at 6.')).draft);
    expect(found.tasks.map(({ due }) => due?.slice(11))).toEqual(['16:00', '06:00']);
  });

  test('a part of a month and a week have a day by which they are over', async () => {
    const text = 'Decide by mid January. Pay the rent this week. Call the bank next week. Sign by the end of May.';
    const found = summaryOf((await validDraft(text)).draft);
    expect(found.tasks.map(({ due }) => due)).toEqual(['2027-01-15', '2026-11-27', '2026-12-04', '2027-05-31']);
  });

  test('how often something is done in a time is a repetition, not how long it takes', async () => {
    const { changes } = (await validDraft('Solve 3 problems a day. Run twice a week. Practise 30 minutes a day.'))
      .draft;
    const fields = changes.flatMap((change) => (change.type === 'add-task' ? [change.fields] : []));
    expect(fields.map(({ repeats, estimateMinutes }) => [repeats, estimateMinutes])).toEqual([
      ['FREQ=DAILY', undefined],
      ['FREQ=WEEKLY', undefined],
      ['FREQ=DAILY', 30],
    ]);
  });

  test('a slip in one word costs no task beside it', async () => {
    const text = 'Pleese book the hall. Clal the band and then order the cake. We have to invte the neighbours.';
    const found = summaryOf((await validDraft(text)).draft);
    expect(found.tasks.map(({ title }) => title)).toEqual(expect.arrayContaining(['Order the cake']));
  });
});
