import { expect, test } from 'vitest';
import type { Tool } from '#drafting/drafter.ts';
import { createRulesDrafter } from '#drafting/rules/rules-drafter.ts';
import type { PlanDraft } from '#planner/draft.ts';
import { readToolCall, toolCallOf, toolCallReason } from '#planner/tool-call.ts';
import { goalOf } from '../../support/goals/goals.ts';

const TOOLS: readonly Tool[] = [
  tool('searchRecipes', 'Search for recipes by ingredient', { ingredient: 'The main ingredient' }),
  tool('Weather_2_GetForecast', 'Retrieves the weather forecast for a city on a date', {
    city: 'Name of the city',
    date: 'The day, as YYYY-MM-DD',
  }),
  tool('Ferries_1_FindFerry', 'Find ferries between two harbours', {
    from_harbour: 'Where it departs',
    to_harbour: 'Where it arrives',
  }),
  tool('Ferries_1_BookFerry', 'Book a ferry', { ferry_id: 'Id of the ferry', number_of_passengers: 'How many travel' }),
  tool('send_invoice', 'Send an invoice to a customer', {
    customer_id: 'Number of the customer',
    'amount?': 'Sum to be paid',
  }),
];

test('[R16] a task that a tool can do names it, with the values that the words give', async () => {
  const draft = await draftOf('What will the weather be in Oslo tomorrow? Then send the invoice to customer 4711.');
  expect(callsOf(draft)).toEqual([
    { tool: 'Weather_2_GetForecast', args: { city: 'Oslo', date: 'tomorrow' } },
    { tool: 'send_invoice', args: { customer_id: '4711' } },
  ]);
  expect(tasksOf(draft).map(({ fields }) => fields.kind)).toEqual(['tool-call', 'tool-call']);
  expect(questionsOf(draft)).toEqual([]);
});

test('[R16] a required parameter that the words leave open becomes a question by its name', async () => {
  const draft = await draftOf('Can you tell me the weather for tomorrow?');
  expect(questionsOf(draft)).toMatchObject([
    { code: 'tool-parameter', params: { tool: 'Weather_2_GetForecast', parameter: 'city' }, mustAsk: true },
  ]);
});

test('[R16] finding is not booking: a tool with another deed does not stand in', async () => {
  const without = TOOLS.filter(({ name }) => name !== 'Ferries_1_FindFerry');
  expect(callsOf(await draftOf('Can you find me a ferry from Kiel to Gothenburg?', without))).toEqual([]);
  expect(callsOf(await draftOf('Can you find me a ferry from Kiel to Gothenburg?'))).toMatchObject([
    { tool: 'Ferries_1_FindFerry' },
  ]);
});

test('[R16] no fitting tool leaves the tasks what they are', async () => {
  const text = '- buy milk\n- call grandma';
  expect(await draftOf(text)).toEqual(await draftOf(text, []));
});

test('[R16] an empty list of tools is none at all', async () => {
  const text = 'Send the invoice to customer 4711';
  expect(await draftOf(text, [])).toEqual(await draftOf(text, null));
});

test('[R16] a task that takes what another finds needs it, as its input', async () => {
  const draft = await draftOf('Find ferries from Kiel to Gothenburg. Then book that ferry for two passengers.');
  expect(draft.changes.filter((change) => change.type === 'add-need')).toMatchObject([
    {
      from: { change: 't2' },
      to: { change: 't1' },
      need: { type: 'informs', reason: { code: 'uses-result', params: { cue: 'that ferry', parameter: 'ferry_id' } } },
    },
  ]);
  expect(questionsOf(draft)).toEqual([]);
});

const HOUSE: readonly Tool[] = [
  tool('smart_home.set_light', 'Switches a lamp on or off.', {
    room: 'Room in which the lamp is',
    state: "'on' or 'off'",
  }),
  tool('smart_home.set_thermostat', 'Sets the target temperature of a heating zone.', {
    zone: 'Zone or room to heat',
    temperature: 'Target temperature in degrees',
  }),
  tool('restaurant.search', 'Search for restaurants by cuisine and city.', {
    cuisine: "Type of food, e.g. 'Thai'",
    city: 'City where to look',
  }),
  tool('restaurant.reserve', 'Reserve a table at a restaurant.', {
    restaurant_name: 'Name of the restaurant',
    date: 'Day of the reservation',
    time: 'Time of the reservation',
    party_size: 'Number of guests',
  }),
  tool('todo.add', 'Puts a new item on the to-do list.', { content: 'What is to be done' }),
  tool('currency_convert', 'Converts an amount of money from one currency to another.', {
    amount: 'The amount to convert',
    from_currency: 'Currency code to convert from, such as USD',
    to_currency: 'Currency code to convert to, such as EUR',
  }),
  tool('bmi', 'Computes the body mass index of a person.', {
    weight: 'Weight in kilograms',
    height: 'Height in metres',
  }),
  tool('boats.rent', 'Rent a boat for a period of days.', {
    from_date: 'First day of the rental',
    until_date: 'Last day of the rental',
    boat_type: "The type of boat: 'sailing', 'motor' or 'rowing'",
  }),
  tool('spotify.add_track', 'Adds a track to a playlist.', {
    playlist_name: 'Name of the playlist',
    track: 'Title of the track',
  }),
  tool('meals.find', 'Finds recipes that use given ingredients.', { ingredients: 'Ingredients, separated by commas' }),
];

test.each<[string, string, Readonly<Record<string, string>>]>([
  ['Turn on the lights in the kitchen please', 'smart_home.set_light', { room: 'kitchen', state: 'on' }],
  ['make the bedroom 19 degrees', 'smart_home.set_thermostat', { zone: 'bedroom', temperature: '19' }],
  ['where can I eat Ethiopian in Bristol', 'restaurant.search', { cuisine: 'Ethiopian', city: 'Bristol' }],
  [
    'Reserve a table for four at Chez Nous this Friday at 19:30',
    'restaurant.reserve',
    { restaurant_name: 'Chez Nous', date: 'this Friday', time: '19:30', party_size: 'four' },
  ],
  ['todo: return library books', 'todo.add', { content: 'return library books' }],
  ['How much is 250 USD in JPY?', 'currency_convert', { amount: '250', from_currency: 'USD', to_currency: 'JPY' }],
  [
    'We would like to rent a sailing boat from 2 to 5 August.',
    'boats.rent',
    { from_date: '2', until_date: '5 August', boat_type: 'sailing' },
  ],
  ["Add 'Heroes' to my Road Trip playlist", 'spotify.add_track', { playlist_name: 'Road Trip', track: 'Heroes' }],
])('[R16] one tool of many is told what the words say: %s', async (text, name, args) => {
  expect(callsOf(await draftOf(text, HOUSE))).toEqual([{ tool: name, args }]);
});

test.each([
  ['Turn the light off.', ['room']],
  ["It's cold in the study, can you set the heating?", ['temperature']],
  ['Looking for a good Greek restaurant.', ['city']],
  ["Can you reserve a table at Luigi's for tomorrow night at 8?", ['party_size']],
  ['I weigh 72 kilos. What is my body mass index?', ['height']],
  ['I want to rent a boat from 27 May', ['until_date', 'boat_type']],
])('[R16] what the words leave open is asked for, and nothing else: %s', async (text, missing) => {
  expect(questionsOf(await draftOf(text, HOUSE)).map(({ params }) => params.parameter)).toEqual(missing);
});

test.each([
  'I want to cancel my table at Luigi’s',
  'Unlock the front door',
  'Water the garden at 7 every evening',
  'Who won the football world cup in 1998?',
  'Sell my Tesla shares',
  'hello there, how are you doing?',
])('[R16] what no tool does is left to the person: %s', async (text) => {
  expect(callsOf(await draftOf(text, HOUSE))).toEqual([]);
});

test('[R16] "the same day" is the day that an earlier call was told', async () => {
  const tools = [
    tool('bookHall', 'Book a hall', { hall: 'Name of the hall', date: 'Day of the booking' }),
    tool('orderCatering', 'Order catering', { menu: 'Name of the menu', date: 'Day of the delivery' }),
  ];
  const draft = await draftOf(
    'Book the hall "Aurora" on 3 May. Then order catering "Spring menu" on the same date.',
    tools,
  );
  expect(callsOf(draft).map(({ args }) => args.date)).toEqual(['3 May', '3 May']);
  expect(draft.changes.filter((change) => change.type === 'add-need' && change.need.type === 'informs')).toEqual([]);
});

test('a call survives in the reason of a kind, whatever its parameters are called', () => {
  const call = { tool: 'hammer', args: { tool: 'nail', weight: 3 } };
  expect(readToolCall(toolCallReason(call, []))).toEqual(call);
  const provenance = {
    kind: { actor: { type: 'drafter', name: 'rules' }, confidence: 0.5, reason: toolCallReason(call, []) },
  } as unknown as Parameters<typeof toolCallOf>[0]['provenance'];
  expect(toolCallOf({ provenance })).toEqual(call);
  expect(toolCallOf({ provenance: {} })).toBeNull();
});

function tool(name: string, description: string, parameters: Readonly<Record<string, string>>): Tool {
  return {
    name,
    description,
    parameters: Object.entries(parameters).map(([key, about]) => ({
      name: key.replace('?', ''),
      description: about,
      required: !key.endsWith('?'),
    })),
  };
}

async function draftOf(text: string, tools: readonly Tool[] | null = TOOLS): Promise<PlanDraft> {
  const goal = tools === null ? goalOf(text) : { ...goalOf(text), tools };
  for await (const delta of createRulesDrafter().draft(goal, new AbortController().signal))
    if (delta.type === 'draft') return delta.draft;
  throw new Error('The drafter ended without a draft.');
}

const tasksOf = (draft: PlanDraft) => draft.changes.filter((change) => change.type === 'add-task');
const questionsOf = (draft: PlanDraft) =>
  draft.changes.flatMap((change) => (change.type === 'ask' ? [change.question] : []));
const callsOf = (draft: PlanDraft) =>
  tasksOf(draft).flatMap(({ notes }) => {
    const call = notes.kind === undefined ? null : readToolCall(notes.kind.reason);
    return call === null ? [] : [call];
  });
